"""One claim file while it is open: its text, and what reading and auditing it gave."""

from functools import cached_property
from pathlib import Path

from lsprotocol import types

from provenance.auditing import DossierAudit
from provenance.editing.everywhere import ReadFile
from provenance.files.located import Lines
from provenance.files.uses import NameResolver, Use
from provenance.live import LiveAudit
from provenance.lsp.positions import Positions
from provenance.model.errors import ConfigurationError
from provenance.model.place import Place


class Analysis:
    """A text, audited. The editor's own file is shown to its author as it is: confidential names stay."""

    def __init__(
        self,
        text: str,
        audit: DossierAudit,
        encoding: types.PositionEncodingKind | str,
        more: tuple[DossierAudit, ...] = (),
    ) -> None:
        self.text, self.audit = text, audit
        #: The audits of further dossiers of the file (JSONL).
        self.more = more
        self.positions = Positions(Lines(audit.dossier.file, text), encoding)
        self.ranges: dict[Place, types.Range] = {}

    @property
    def language(self) -> str:
        return self.audit.dossier.language

    @cached_property
    def file(self) -> ReadFile:
        """The file as it stands in the editor."""
        return ReadFile(Path(self.audit.dossier.file).absolute(), self.text, self.audit.dossier)

    @property
    def names(self) -> NameResolver:
        return self.file.names

    @property
    def uses(self) -> list[Use]:
        return self.file.uses


class Buffer:
    """An open claim file. What it was last read as serves while the text cannot be read."""

    def __init__(self, path: Path, encoding: types.PositionEncodingKind | str) -> None:
        self.path, self.encoding = path, encoding
        self._live = LiveAudit(path)
        self._last: Analysis | None = None
        #: The last analysis of a text that could be read.
        self.good: Analysis | None = None

    @property
    def configuration_error(self) -> ConfigurationError | None:
        return self._live.configuration_error

    def forget(self) -> None:
        """A file that this one is read with has changed."""
        self._live.forget()
        self._last = None

    def analyse(self, text: str) -> Analysis:
        """The analysis of a text; that of the last one where it is the same."""
        if self._last is not None and self._last.text == text:
            return self._last
        done, *further = self._live.audits(text)
        self._last = Analysis(text, done, self.encoding, tuple(further))
        if done.readable:
            self.good = self._last
        return self._last
