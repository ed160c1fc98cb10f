"""A claim file while somebody works on it: audited again after each change at the cost of what changed."""

from dataclasses import replace
from pathlib import Path

from provenance.auditing import AuditOptions, DossierAudit, audit_dossier
from provenance.files.incremental import IncrementalReader
from provenance.files.load import display_path
from provenance.model.errors import ConfigurationError
from provenance.project.baseline import read_baseline
from provenance.project.config import Configuration, Projects


class LiveAudit:
    """The audits of one claim file, from one text of it to the next. The author's own file is shown to him as it is:
    confidential names stay.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        #: What is wrong with the configuration, where it is.
        self.configuration_error: ConfigurationError | None = None
        self._reader = IncrementalReader(path)
        self._projects = Projects()
        self._governing: tuple[Configuration, AuditOptions] | None = None
        self._before: DossierAudit | None = None

    def forget(self) -> None:
        """A file that this one is read with has changed."""
        self._reader.forget()
        self._projects = Projects()
        self._governing = None
        self._before = None

    def audits(self, text: str) -> tuple[DossierAudit, ...]:
        """The audits of the dossiers of a text: one, or any number of JSONL. None finds anything in a file that the
        configuration ignores.
        """
        configuration, options = self._configuration()
        settings = configuration.settings(self.path)
        first, *more = self._reader.dossiers(text)
        done = self._before = audit_dossier(first, settings, options, self._before)
        if configuration.ignores(self.path):
            return (replace(done, findings=()),)
        return (done, *(audit_dossier(dossier, settings, options) for dossier in more))

    def _configuration(self) -> tuple[Configuration, AuditOptions]:
        """What governs the file, read once for as long as nothing beside it changes; the defaults where it is wrong."""
        if self._governing is None:
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
            self._governing = found, options
        return self._governing
