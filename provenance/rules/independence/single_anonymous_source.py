"""single-anonymous-source: everything hangs on one voice without a name."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from provenance.assess.assessment import Assessment
from provenance.model.document import Document
from provenance.model.dossier import Statement
from provenance.model.finding import Proof
from provenance.model.message import MN, M, Message
from provenance.model.plain import one_line, shortened
from provenance.model.vocabulary import Modifier, Own, Severity, SourceKind
from provenance.rules.base import Context, RawFinding, Rule, Situation
from provenance.rules.needs import Need
from provenance.rules.shared.both_sides import in_own_voice

#: Columns of the words by which a passage is named.
MAX_WORDS = 40


def check(context: Context) -> Iterator[RawFinding]:
    narrative: dict[str, list[Statement]] = {}
    for a in context.assessments:
        alone = [s for s in a.affirming if _is_unsourced(context, s) and s.document in context.audited]
        if alone and not _others(context, a, alone):
            for statement in alone:
                if a.claim.concerns and in_own_voice(context, statement):
                    yield _accusation(context, a, statement)
                else:
                    narrative.setdefault(statement.document or "", []).append(statement)
            continue
        placed = [o for o in a.counts.named if context.source(o.id).kind is SourceKind.ANONYMOUS]
        if Modifier.ANONYMOUS_ONLY not in a.modifiers and not (placed and len(placed) == a.counts.min == 1):
            continue
        own = bool(a.affirming) and all(s.own is not None for s in a.affirming)
        yield replace(
            context.at_claim(
                a,
                _who_affirms(context, a),
                Proof("cut", tuple(o.id for o in (a.counts.anonymous or a.counts.origins))),
                M("find a named source, or say what the anonymous one is in a position to know"),
            ),
            situation="own_word" if own else "",
        )
    for name, statements in narrative.items():
        yield _narrative(context.dossier.documents[name], statements)


def _who_affirms(context: Context, a: Assessment) -> Message:
    outlets = tuple(dict.fromkeys(context.speaker(s) for s in a.affirming if s.own is not None))
    if not outlets:
        return M("only anonymous voices affirm it; they count as one")
    if all(s.own is not None for s in a.affirming):
        return M("the outlet says it without saying where it has it from")
    return M("only anonymous voices affirm it, and {outlets:the} without a source; they count as one", outlets=outlets)


def _is_unsourced(context: Context, statement: Statement) -> bool:
    return context.assessor.written[statement.id].own is Own.UNSOURCED


def _others(context: Context, a: Assessment, alone: Sequence[Statement]) -> bool:
    """Whether anybody but the text's own publisher affirms the claim."""
    publishers = {context.publisher(s) for s in alone}
    return any(not (_is_unsourced(context, s) and context.publisher(s) in publishers) for s in a.affirming)


def _accusation(context: Context, a: Assessment, statement: Statement) -> RawFinding:
    return context.at_statement(
        statement,
        M(
            "said of {names:the} in the text's own voice, and nobody else affirms it",
            names=tuple(context.name(c) for c in a.claim.concerns),
        ),
        Proof("names", (a.claim.id, *a.claim.concerns)),
        M(
            "say who affirms it, and ask {names:the}; or take it out",
            names=tuple(context.name(c) for c in a.claim.concerns),
        ),
        situation="accusation",
    )


def _narrative(document: Document, statements: Sequence[Statement]) -> RawFinding:
    """Once a text: what it tells by itself, without saying where it has it from."""
    told = dict.fromkeys(s.quote or s.text or s.id for s in statements)
    words = tuple(M("“{words}”", words=shortened(one_line(one), MAX_WORDS)) for one in told)
    return RawFinding(
        MN(
            "{n} passage tells in the text's own voice what nobody else affirms: {words}",
            "{n} passages tell in the text's own voice what nobody else affirms: {words}",
            len(told),
            words=words,
        ),
        document.pointer,
        document.id,
        Proof("names", tuple(s.id for s in statements)),
        M("say where each comes from") if len(told) > 1 else M("say where it comes from"),
        statements[0],
        key=True,
        situation="narrative",
    )


RULE = Rule(
    code="PV302",
    name="single-anonymous-source",
    severity=Severity.WARNING,
    title=M("one voice, and no name"),
    why=M(
        "Nobody can tell whether several anonymous voices are several people; on the cautious reading they are one. A claim "
        "that hangs on one is not to be run on that alone."
    ),
    origin="The New York Times, Guidelines on Integrity, on anonymous sources; The Washington Post Standards",
    bad="""sources: {x: {name: a person familiar with the matter, kind: anonymous}}
claims: {c1: A claim.}
statements: [{chain: x, says: {c1: words}}]
""",
    good="sources: {m: {name: The minister}}\nclaims: {c1: A claim.}\nstatements: [{chain: m, says: {c1: words}}]\n",
    check=check,
    needs=frozenset({Need.ANONYMOUS_VOICES}),
    situations={
        "accusation": Situation(
            M(
                "a text says it in its own voice, not first hand, of somebody whom it concerns, and nobody else affirms it"
            ),
            Severity.ERROR,
            "text",
        ),
        "narrative": Situation(M("other narrative without a source, once a text"), Severity.WARNING, "text"),
        "own_word": Situation(M("the own word of an outlet whose text is not under audit"), Severity.NOTE, "standing"),
    },
)
