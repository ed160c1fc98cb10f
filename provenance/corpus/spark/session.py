"""Spark itself: a session set up as a user of Spark expects, the storage that it reaches, and why it gave up."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from provenance.corpus.libraries import library
from provenance.model.errors import OutputError, ProvenanceError, UsageError
from provenance.model.message import M

#: The program that `make spark` and the documentation install.
JAVA = "apt-get install openjdk-17-jre-headless"
#: How much of a reason of Spark's is told.
_TOLD = 300
_REASON = re.compile(r"(?:most recent failure: |Reason: )([^\n]+)")
#: What a worker raised: the last line of its traceback.
_RAISED = re.compile(r"Traceback \(most recent call last\):\n(?:[ \t].*\n)+(?:[\w.]+: )?(.+)$", re.MULTILINE)
_CAUSE = re.compile(r"Caused by: ([^\n]+)")


def started() -> Any:
    """A session of Spark with settings of its own. Where it runs, and with what, is what `spark-submit`,
    `PYSPARK_SUBMIT_ARGS`, `MASTER` and `spark-defaults.conf` say; all cores of this machine by default. Raises
    UsageError.
    """
    sql = library("pyspark.sql", "spark")
    for needed in ("pyarrow", "pandas"):
        library(needed, "spark")
    home = os.environ.get("JAVA_HOME")
    if not shutil.which(os.path.join(home, "bin", "java") if home else "java"):
        raise UsageError(M("--engine spark needs Java 17 or later, which is not installed: {JAVA}", JAVA=JAVA))
    # Workers need what stands beside this program: its own interpreter, unless another one is named.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = sql.SparkSession.builder.appName("provenance audit").config("spark.ui.showConsoleProgress", "false")
    try:
        session = builder.getOrCreate().newSession()
    except Exception as error:
        raise UsageError(M("Spark cannot be started ({why})", why=why(error))) from None
    session.sparkContext.setLogLevel("ERROR")
    # Whole dossiers stand in one partition each, sorted: nothing may be cut or put together behind our back.
    session.conf.set("spark.sql.adaptive.enabled", "false")
    # What Spark regroups by itself is a row for each piece of a file; dossiers say how many parts they need.
    session.conf.set("spark.sql.shuffle.partitions", str(session.sparkContext.defaultParallelism))
    # Splits of files depend on nothing but their size: lines are counted in one pass and numbered in another.
    session.conf.set("spark.sql.files.minPartitionNum", "1")
    session.conf.set("spark.sql.files.ignoreCorruptFiles", "false")
    session.conf.set("spark.sql.files.ignoreMissingFiles", "false")
    # Rows without a value in a column are written without its key.
    session.conf.set("spark.sql.jsonGenerator.ignoreNullFields", "true")
    return session


def why(error: Exception) -> str:
    """What a failure of Spark came from, in one line."""
    text = str(error)
    causes = (
        _RAISED.findall(text) or _REASON.findall(text) or _CAUSE.findall(text)[-1:] or [text.strip().split("\n")[0]]
    )
    return str(causes[0]).strip()[:_TOLD]


def failures() -> tuple[type[Exception], ...]:
    """What Spark raises; its driver writes files too, for which there may be no room."""
    return library("py4j.protocol").Py4JError, library("pyspark.errors").PySparkException, OSError


@contextmanager
def failures_as(kind: type[ProvenanceError] = OutputError, doing: str = "") -> Iterator[None]:
    """What Spark raises within, as an error of this program that says what it was doing."""
    try:
        yield
    except failures() as error:
        raise kind(f"{doing} ({why(error)})") from None


class Stored(NamedTuple):
    """A file of some storage: its address, bytes, and when it was written (milliseconds since 1970)."""

    uri: str
    size: int
    modified: int


class Storage:
    """Whatever file system Hadoop knows an address of: folders of this machine, HDFS, object storage."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._hadoop = session._jvm.org.apache.hadoop
        self._configuration = session.sparkContext._jsc.hadoopConfiguration()

    def exists(self, uri: str) -> bool:
        system, path = self._at(uri)
        return bool(system.exists(path))

    def files(self, uri: str) -> list[Stored]:
        """The file at an address, or those below the folder there, by name; of a pattern, what it stands for."""
        system, path = self._at(uri)
        found = []
        for status in system.globStatus(path) or ():
            if status.isFile():
                found.append(_stored(status))
                continue
            below = system.listFiles(status.getPath(), True)
            while below.hasNext():
                found.append(_stored(below.next()))
        return sorted(found)

    def delete(self, uri: str) -> None:
        """Remove a file, or a folder with all that is in it."""
        system, path = self._at(uri)
        system.delete(path, True)

    def children(self, uri: str) -> list[str]:
        """The names of what stands in a folder; none where there is no such folder."""
        system, path = self._at(uri)
        return sorted(one.getPath().getName() for one in system.listStatus(path)) if system.exists(path) else []

    def read(self, uri: str) -> bytes | None:
        """What a small file holds; None where there is none."""
        system, path = self._at(uri)
        if not system.exists(path):
            return None
        stream = system.open(path)
        try:
            return bytes(stream.readAllBytes())
        finally:
            stream.close()

    def write(self, uri: str, text: str) -> None:
        """Write a small file, over what is there: it is there whole once the stream is closed and moved into place."""
        system, path = self._at(uri)
        part = self._hadoop.fs.Path(f"{uri}.part")
        stream = system.create(part, True)
        stream.write(bytearray(text.encode("utf-8")))
        stream.close()
        system.delete(path, False)
        system.rename(part, path)

    def _at(self, uri: str) -> tuple[Any, Any]:
        path = self._hadoop.fs.Path(uri)
        return path.getFileSystem(self._configuration), path


def _stored(status: Any) -> Stored:
    return Stored(status.getPath().toString(), status.getLen(), status.getModificationTime())
