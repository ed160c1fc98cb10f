"""The forms in which a corpus is told; nothing is imported for them."""

CORPUS_FORMATS = ("parquet", "jsonl")
#: What only a corpus is read from.
PACKED = (".jsonl.gz", ".jsonl.zst", ".parquet")
