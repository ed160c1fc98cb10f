"""no-comment-misread: silence taken for a yes or a no."""

import re
from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.labels import STATUS
from provenance.model.message import M
from provenance.model.vocabulary import NONCOMMITTAL, Severity, Stance, Status
from provenance.rules.base import Context, RawFinding, Rule

_SILENCE = re.compile(
    r"refusé à tout commentaire|aucun commentaire|pas souhaité (?:répondre|commenter|réagir)|sans commentaire"
    r"|n'a pas (?:répondu|réagi)|declined to comment|no comment|did not (?:respond|reply)",
    re.IGNORECASE,
)
_ANSWERS_NOTHING = frozenset((*NONCOMMITTAL, None))
_DECIDED = frozenset({Status.DENIED, Status.CONFIRMED, Status.CORROBORATED, Status.REFUTED, Status.ADMITTED})


def _silent(words: str) -> bool:
    # One of these stands in whatever the pattern finds. None has an i, an s or a k, which stand for other letters too.
    plain = words.casefold()
    if "comment" not in plain and "pon" not in plain and "réag" not in plain and "repl" not in plain:
        return False
    return _SILENCE.search(words.replace("’", "'")) is not None


def check(context: Context) -> Iterator[RawFinding]:
    for statement in context.statements:
        words = statement.quote or ""
        if words and statement.stance not in _ANSWERS_NOTHING and _silent(words):
            yield context.at_statement(
                statement,
                M("“{words}” says neither yes nor no", words=words[:60]),
                Proof("text", (statement.stance.value if statement.stance else "", words.replace("’", "'"))),
                M("record it as a refusal to comment"),
            )
    for a in context.assessments:
        if a.claim.declared not in _DECIDED:
            continue
        silent = [s for s in a.statements if s.stance in (Stance.NO_COMMENT, Stance.EVADES)]
        if silent and len(silent) == len(a.statements):
            yield RawFinding(
                M("declared {declared}, and those who were asked said nothing", declared=STATUS[a.claim.declared]),
                (*a.claim.pointer, "status"),
                a.claim.id,
                Proof("names", tuple(s.id for s in silent)),
                M("silence neither confirms nor denies"),
                silent[0],
            )


RULE = Rule(
    code="PV508",
    name="no-comment-misread",
    severity=Severity.WARNING,
    title=M("silence taken for an answer"),
    why=M("Who declines to comment neither confirms nor denies; “did not deny” is not a source."),
    origin="AP Stylebook, on “declined to comment”; Peskov, 13 July 2022",
    bad="sources: {m: {name: The minister}}\nclaims: {c1: A claim.}\nstatements: [{chain: m, denies: {c1: declined to comment}}]\n",
    good="sources: {m: {name: The minister}}\nclaims: {c1: A claim.}\nstatements: [{chain: m, no_comment: {c1: declined to comment}}]\n",
    check=check,
    about="text",
)
