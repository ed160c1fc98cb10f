"""What people did about what is said: a log of checks, who accepted a reading, who signed the whole."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from provenance.model.dates import When
from provenance.model.place import VERBATIM
from provenance.model.vocabulary import CheckResult


@dataclass(frozen=True, slots=True)
class Check:
    """One check, or one attempt to reach somebody: by whom, when, against what or by which way, with what result."""

    by: str
    on: When | None = None
    how: str | None = None
    result: CheckResult = CheckResult.HOLDS
    note: str | None = None


def last_check(checks: Sequence[Check]) -> Check | None:
    """The last check that came to something: an attempt to reach somebody says nothing of the words."""
    return next((check for check in reversed(checks) if check.result is not CheckResult.UNREACHED), None)


@dataclass(frozen=True, slots=True)
class Review:
    """Somebody has read what a machine drafted, and lets it stand."""

    by: str | None = None
    on: When | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Somebody answers for a dossier: for exactly these contents. `despite` says why it is signed although something
    was left to do.
    """

    by: str
    on: When | None
    sha256: str = field(metadata=VERBATIM)
    despite: str | None = None
