"""What is asked of an audit of a corpus, and what it comes to, whichever engine does it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from provenance.auditing import AuditOptions
from provenance.corpus.auditing import Tally
from provenance.model.vocabulary import FailOn

#: What was done: bytes of the corpus, dossiers, seconds.
Progress = Callable[[int, int, float], None]


@dataclass(frozen=True)
class CorpusArguments:
    """What is asked: paths, outputs by format, how many processes, and what is asked of each audit."""

    paths: tuple[Path, ...]
    outputs: tuple[tuple[str, Path], ...]
    jobs: int = 1
    options: AuditOptions = field(default_factory=AuditOptions)
    language: str | None = None
    fail_on: FailOn = "error"
    force: bool = False


@dataclass
class CorpusResult:
    """What it came to; `unchanged` where nothing had to be done, `reused` how many parts were known already."""

    tally: Tally
    unchanged: bool = False
    reused: int = 0
