"""What people did about what is said: a log of checks, who accepted a reading, who signed the whole."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from provenance.model.dates import When
from provenance.model.place import VERBATIM
from provenance.model.vocabulary import CheckResult


@dataclass(frozen=True, slots=True)
class Check:
    """One check, or one attempt to reach somebody: by whom, when, against what or by which way, with what result. One
    that is `proposed` was read by the tool, in a margin, and counts for nothing until somebody lets it stand.
    """

    by: str
    on: When | None = None
    how: str | None = None
    result: CheckResult = CheckResult.HOLDS
    note: str | None = None
    proposed: bool = False


#: Results that say something of the words.
_TELLING = (CheckResult.HOLDS, CheckResult.DIFFERS)


def last_check(checks: Sequence[Check]) -> Check | None:
    """The last check that came to something, unless another was asked for since."""
    return (
        next((check for check in reversed(checks) if not check.proposed and check.result in _TELLING), None)
        if pending_check(checks) is None
        else None
    )


def pending_check(checks: Sequence[Check]) -> Check | None:
    """The check that was asked for last, if nothing came of it yet. That it was asked is true of a proposed one too."""
    for check in reversed(checks):
        if check.result is CheckResult.PENDING:
            return check
        if check.result in _TELLING:
            return None
    return None


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
