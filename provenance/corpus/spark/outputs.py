"""What a run on Spark writes: a folder of parts for each output, and the page that is made of its rows.

A folder bears the mark of this program in a file of its own: such a one alone is written over.
"""

from pathlib import Path
from typing import Any

from provenance.corpus.asked import CorpusArguments
from provenance.corpus.outputs import FOLDER_MARK, check_may_write
from provenance.corpus.page import corpus_page
from provenance.corpus.spark.session import Storage
from provenance.corpus.spark.sources import address, is_remote
from provenance.files.writing import write_output
from provenance.model.errors import OutputError, UsageError
from provenance.model.mark import MARK
from provenance.model.message import M


class SparkOutputs:
    """The outputs of a run. Raises OutputError where something stands that this program did not write, UsageError for a
    page of rows that cannot be read here.
    """

    def __init__(self, arguments: CorpusArguments, storage: Storage) -> None:
        self._arguments, self._storage = arguments, storage
        outputs = [path for _, path in arguments.outputs]
        if any(form == "html" for form, _ in arguments.outputs) and any(map(is_remote, outputs)):
            raise UsageError(
                M("the page is made on this machine: html=FILE goes with outputs in folders, not in a storage")
            )
        for path in outputs:
            self._check(path)
        #: Where what was worked out is kept.
        self.kept = f"{address(outputs[0])}.cache"

    def written(self) -> bool:
        """Whether all of them are there, whole."""
        return all(
            path.is_file() if form == "html" else self._storage.exists(f"{address(path)}/{FOLDER_MARK}")
            for form, path in self._arguments.outputs
        )

    def write(self, rows: Any, dossiers: int) -> None:
        """Write rows as each output asks for. Raises OutputError."""
        asked = self._arguments
        for form, path in asked.outputs:
            if form != "html":
                self._write_folder(form, address(path), rows)
        pages = [path for form, path in asked.outputs if form == "html"]
        if not pages:
            return
        table = next((path for form, path in asked.outputs if form == "parquet"), None)
        first = asked.outputs[0][1]
        held = table or first.with_name(f"{first.name}.cache") / "page.parquet"
        if table is None:
            self._write_folder("parquet", address(held), rows)
        try:
            text = corpus_page([held], asked.language, dossiers)
        finally:
            if table is None:
                self._storage.delete(address(held))
        for page in pages:
            write_output(page, text, force=asked.force)

    def _write_folder(self, form: str, uri: str, rows: Any) -> None:
        writer = rows.write.mode("overwrite")
        if form == "parquet":
            writer.option("compression", "zstd").parquet(uri)
        else:
            writer.json(uri)
        self._storage.write(f"{uri}/{FOLDER_MARK}", MARK + "\n")

    def _check(self, path: Path) -> None:
        """Nothing of somebody else's is written over. Raises OutputError."""
        if not is_remote(path) and not path.is_dir():
            check_may_write(path, self._arguments.force)
            return
        uri = address(path)
        if self._arguments.force or not self._storage.exists(uri) or self._storage.exists(f"{uri}/{FOLDER_MARK}"):
            return
        raise OutputError(
            M("{path}: there is a folder that provenance did not write; --force writes over it", path=path)
        )
