"""A corpus: as many dossiers as there are, read as a stream, audited by several processes, told a row a claim.

What is worked out is kept under the hash of what it was worked out of: an interrupted run goes on where it was, and
what has not changed is not done again. Nothing is held whole but a batch for each process.
"""
