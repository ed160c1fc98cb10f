"""What stands against a claim, side by side with it, the differing words marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from provenance.assess.assessment import Assessment
from provenance.assess.reasons import speaker_name, status_name
from provenance.assess.utterance import told_date
from provenance.auditing import DossierAudit
from provenance.model.message import M, Message

#: Words of each side that are compared; nobody reads a longer difference.
_WORDS = 400
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
#: Runs of words, and whether the other side has something else there.
Marked = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Opposed:
    """Two sides: what is claimed, and a rival or a denial. `note` says what it is, `only` how far a denial goes."""

    note: Message
    mine: Marked
    other: Marked
    claim: str | None = None
    only: str | None = None


def opposed(audit: DossierAudit, assessment: Assessment) -> Iterator[Opposed]:
    """The rivals of a claim that somebody speaks of, then its denials."""
    dossier, claim = audit.dossier, assessment.claim
    for rival in audit.assessor.known.rivals.get(claim.id, ()):
        other = audit.assessor[rival]
        if not other.statements:
            continue
        mine, theirs = word_difference(claim.text, other.claim.text)
        note = M("another answer to the same question: {status}", status=status_name(other))
        yield Opposed(note, mine, theirs, rival)
    for denial in assessment.denying:
        words = denial.quote or denial.text or M("(no words given)").render(dossier.language)
        when = told_date(denial, dossier.documents)
        who = speaker_name(dossier, denial)
        note = (
            M("denied by {who:the} ({when})", who=who, when=when)
            if when is not None
            else M("denied by {who:the}", who=who)
        )
        yield Opposed(note, ((claim.text, False),), ((words, False),), only=denial.only)


@lru_cache(maxsize=8192)
def word_difference(mine: str, theirs: str) -> tuple[Marked, Marked]:
    """Both texts in runs, those that differ marked."""
    a, b = _TOKEN.findall(mine)[:_WORDS], _TOKEN.findall(theirs)[:_WORDS]
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if a2 > a1:
            left.append(("".join(a[a1:a2]), tag != "equal"))
        if b2 > b1:
            right.append(("".join(b[b1:b2]), tag != "equal"))
    return tuple(left), tuple(right)
