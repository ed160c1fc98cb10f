"""Findings that somebody answers for: they are set aside, with the reason, never forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from provenance.model.dates import When
from provenance.model.finding import Finding
from provenance.model.place import VERBATIM, Place, Pointer


@dataclass(frozen=True, slots=True)
class Suppression:
    """One answer to a rule.

    In a claim file `pointer` leads to the entry it is written on, `at` to the answer itself; in a configuration `place`
    says where it stands, `subject` (an id) and `dossier` narrow it.
    """

    rule: str = field(metadata=VERBATIM)
    reason: str
    until: When | None = None
    by: str | None = None
    pointer: Pointer = field(default=(), metadata=VERBATIM)
    own_pointer: Pointer = field(default=(), metadata=VERBATIM)
    place: Place | None = field(default=None, metadata=VERBATIM)
    subject: str | None = None
    dossier: str | None = None

    def covers(self, finding: Finding, neutral: Mapping[str, str]) -> bool:
        """Whether it speaks of that finding, at whatever date; `neutral` maps ids to those that findings show."""
        if self.rule.lower() not in (finding.rule, finding.code.lower()):
            return False
        if self.place is not None:
            subject = None if self.subject is None else neutral.get(self.subject, self.subject)
            return subject in (None, finding.subject) and self.dossier in (None, finding.dossier)
        elsewhere = finding.pointer[:1] in (("sources",), ("documents",))
        about = self.pointer[0] == "claims" and finding.subject == self.pointer[1] and not elsewhere
        return about or finding.pointer[: len(self.pointer)] == self.pointer


@dataclass(frozen=True, slots=True)
class SuppressedFinding:
    """A finding that does not count, and why: a suppression, or (None) the project's baseline."""

    finding: Finding
    suppression: Suppression | None
