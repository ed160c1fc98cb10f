"""speaker-unclear: words of a text whose speaker is not known."""

from collections.abc import Iterator

from provenance.model.dossier import Statement
from provenance.model.finding import Proof
from provenance.model.message import MN, M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    """Once a text, however many they are."""
    found: dict[str, list[Statement]] = {}
    for statement in context.statements:
        if statement.speaker_unclear:
            found.setdefault(statement.document or "", []).append(statement)
    for statements in found.values():
        first, names = statements[0], dict.fromkeys(c for s in statements for c in s.candidates)
        yield context.at_statement(
            first,
            MN(
                "{n} passage has no known speaker: it counts for nothing",
                "{n} passages have no known speaker: they count for nothing",
                len(statements),
            ),
            Proof("names", tuple(names) or tuple(s.id for s in statements)),
            M("say whose each is; read in the text, it may be {names}",
              names=tuple(context.name(c) for c in names))
            if names
            else M("say whose each is"),
        )  # fmt: skip


RULE = Rule(
    code="PV210",
    name="speaker-unclear",
    severity=Severity.NOTE,
    title=M("it is not known whose words these are"),
    why=M(
        "Words put in the wrong mouth are worse than a gap. What nobody can be named for is neither the outlet's own voice "
        "nor anybody else's, and counts for nothing until a person has read the text."
    ),
    origin="Pareti, PARC 3.0 (2016), on attributions without a source",
    bad="sources: {m: {name: The minister}}\nclaims: {c1: A claim.}\n"
    "statements: [{speaker: unclear, candidates: m, says: {c1: words}}]\n",
    good="sources: {m: {name: The minister}}\nclaims: {c1: A claim.}\nstatements: [{chain: m, says: {c1: words}}]\n",
    check=check,
    needs=frozenset({Need.UNCLEAR_VOICES}),
    about="text",
)
