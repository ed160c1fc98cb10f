"""A corpus audited by many machines: Spark reads, counts, groups and writes; each part is audited by the same functions
as on one machine.

`session` is the engine and the storage it reaches, `sources` the files, `records` their lines, numbered as they stand
in them, `auditing` what a worker does with whole dossiers, `outputs` the folders it writes, `run` the order of it.
"""
