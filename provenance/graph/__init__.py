"""The arithmetic of independence: control groups, paths, origins, chains, single points of failure, cycles.

Pure functions of a dossier. Sources: Menger (1927) for disjoint chains, Tarjan (1972) for cycles, Lengauer and Tarjan
(1979) for the notion of dominators. Nothing here knows of files, rules or output.
"""
