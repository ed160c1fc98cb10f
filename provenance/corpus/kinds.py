"""The forms in which a corpus is told; nothing is imported for them."""

from typing import Literal

#: Who works on a corpus: processes of this machine, or Spark.
Engine = Literal["local", "spark"]
CORPUS_FORMATS = ("parquet", "jsonl", "html")
#: Of which dossiers are told in no other way: asking for one says that the input is a corpus.
ROW_FORMATS = ("parquet", "jsonl")
#: What only a corpus is read from.
PACKED = (".jsonl.gz", ".jsonl.zst", ".parquet")
