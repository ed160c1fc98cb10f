"""The arithmetic of independence: control groups, ways, origins, chains, single points of failure, circles.

Pure functions of a dossier. Sources: Menger (1927) for disjoint chains, Tarjan (1972) for circles, Lengauer and Tarjan
(1979) for the notion of dominators. Nothing here knows of files, rules or output.
"""
