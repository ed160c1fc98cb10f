"""What a format is, and what its writers are given beside the audits."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from provenance.auditing import DossierAudit
from provenance.emit.dossier_report import DossierReport, audit_report
from provenance.emit.findings import Painter, plain
from provenance.model.vocabulary import FailOn
from provenance.summaries.run import RunSummary

if TYPE_CHECKING:
    from provenance.diagram.layout_pool import LayoutPool

P = TypeVar("P")
#: Columns of what is not written to a terminal.
WIDTH = 110


@dataclass(frozen=True)
class OutputOptions:
    """How things are said: the language, how much, and from which severity on a run fails.

    `overview` asks for a line a dossier, where there are too many for a screen; `by_file` for the name of its file,
    where folders hold several.
    """

    language: str | None = None
    everything: bool = False
    quiet: bool = False
    fail_on: FailOn = "error"
    overview: bool = False
    by_file: bool = False


class OutputContext:
    """The options, the look of a terminal, and what is costly and opened only when it is asked for.

    `note` is told of what could not be made. Used as a context: what was opened ends with it.
    """

    def __init__(
        self,
        options: OutputOptions,
        note: Callable[[str], None] = lambda line: None,
        paint: Painter = plain,
        columns: int = WIDTH,
    ) -> None:
        self.options, self.note, self.paint, self.columns = options, note, paint, columns
        #: The folder in which what is being written will stand: what it links to is named from there.
        self.folder: Path | None = None
        self._opened = ExitStack()

    @property
    def language(self) -> str | None:
        return self.options.language

    @cached_property
    def layout_pool(self) -> "LayoutPool":
        from provenance.diagram.layout_pool import LayoutPool

        return self._opened.enter_context(LayoutPool())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()


@dataclass(frozen=True)
class FolderIndex:
    """How several dossiers are written to a folder: `entry` of each, with its address, and the `text` of the index."""

    entry: Callable[[DossierAudit, str], Any]
    text: Callable[[Sequence[Any], str | None], str]


@dataclass(frozen=True)
class OutputFormat(Generic[P]):
    """A way to write audits.

    `part` is what is kept of one audit (None: nothing of it is written), `whole` the text made of all parts and of what
    the run came to. `suffixes` are the endings of files in this format. A format that `streams`
    can show each part as it comes. One that holds `one_dossier` takes a folder for several. One that other people's
    services show may not carry confidential names, whatever is asked. A `job_summary` is added to the page of a job,
    where there is one.
    """

    name: str
    read_by: str
    holds: str
    suffixes: tuple[str, ...]
    part: Callable[[DossierAudit, OutputContext], P | None]
    whole: Callable[[Sequence[P], RunSummary, OutputContext], str]
    may_carry_confidential: bool = True
    streams: bool = False
    one_dossier: bool = False
    folder: FolderIndex | None = None
    #: What a file of this format ends with; not what is shown.
    footer: str = ""
    job_summary: Callable[[Sequence[P], RunSummary, OutputContext], str] | None = None


def findings_part(audit: DossierAudit, context: OutputContext) -> DossierReport:
    """What the formats of findings keep of an audit."""
    return audit_report(audit, context.language)
