"""One claim file while it is open: its text, and what reading and auditing it gave."""

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from lsprotocol import types

from provenance.auditing import AuditOptions, DossierAudit, audit_dossier
from provenance.files.incremental import IncrementalReader
from provenance.files.json_reader import with_positions
from provenance.files.load import display_path
from provenance.files.located import Lines, Unreadable
from provenance.files.uses import NameResolver, Use, uses
from provenance.files.yaml_reader import read_yaml
from provenance.lsp.positions import Positions
from provenance.model.errors import ConfigurationError
from provenance.model.place import Place
from provenance.project.baseline import read_baseline
from provenance.project.config import Configuration, Projects


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
    def data(self) -> Any:
        """The text as located data; None where it cannot be read."""
        file = self.audit.dossier.file
        try:
            if file.endswith(".json"):
                return with_positions(self.text, self.positions.lines)[0]
            return read_yaml(self.text, self.positions.lines)[0]
        except (Unreadable, ValueError, LookupError):
            return None

    @cached_property
    def names(self) -> NameResolver:
        return NameResolver(self.audit.dossier)

    @cached_property
    def uses(self) -> list[Use]:
        return list(uses(self.data, self.text, self.names))


class Buffer:
    """An open claim file. What it was last read as serves while the text cannot be read."""

    def __init__(self, path: Path, encoding: types.PositionEncodingKind | str) -> None:
        self.path, self.encoding = path, encoding
        self.configuration_error: ConfigurationError | None = None
        self._live = IncrementalReader(path)
        self._projects = Projects()
        self._claim_files: tuple[Configuration, AuditOptions] | None = None
        self._last: Analysis | None = None
        #: The last analysis of a text that could be read.
        self.good: Analysis | None = None

    def forget(self) -> None:
        """A file that this one is read with has changed."""
        self._live.forget()
        self._projects = Projects()
        self._claim_files = None
        self._last = None

    def analyse(self, text: str) -> Analysis:
        """The analysis of a text; that of the last one where it is the same."""
        if self._last is not None and self._last.text == text:
            return self._last
        before = self._last.audit if self._last is not None else None
        configuration, options = self._configuration()
        settings = configuration.settings(self.path)
        first, *more = self._live.dossiers(text)
        done = audit_dossier(first, settings, options, before)
        further = tuple(audit_dossier(dossier, settings, options) for dossier in more)
        if configuration.ignores(self.path):
            done, further = replace(done, findings=()), ()
        self._last = Analysis(text, done, self.encoding, further)
        if done.readable:
            self.good = self._last
        return self._last

    def _configuration(self) -> tuple[Configuration, AuditOptions]:
        """What governs the file, read once for as long as nothing beside it changes; the defaults where it is wrong."""
        if self._claim_files is None:
            self.configuration_error = None
            options = AuditOptions(masks=False)
            found = Configuration()
            try:
                found = self._projects.of(self.path)
                if found.baseline is not None:
                    known = read_baseline(found.baseline, display_path(found.baseline))
                    options = replace(options, baseline=known)
            except ConfigurationError as error:
                self.configuration_error = error
            self._claim_files = found, options
        return self._claim_files
