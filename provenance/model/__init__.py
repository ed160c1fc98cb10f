"""The words of the domain: sources, documents, claims, statements, chains, dates, findings.

Nothing in this package opens a file, builds a graph or speaks to a person.
"""
