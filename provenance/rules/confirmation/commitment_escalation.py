"""commitment-escalation: more certain downstream than the same voice was upstream."""

from collections.abc import Iterator

from provenance.assess.utterance import date_of
from provenance.model.dossier import Statement
from provenance.model.finding import Proof, Replacement
from provenance.model.labels import CERTAINTY
from provenance.model.message import M, Message
from provenance.model.vocabulary import AFFIRMING, CERTAINTY_ORDER, Mode, Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need

#: Reports of one speaker on one claim that are compared with each other.
MAX_COMPARED = 200
#: Code points of a source's words that are given as the ones to go back to.
MAX_WORDS = 160


def _message(context: Context, source: Statement, later: Statement) -> Message:
    """How sure the words were upstream, and how sure they are here."""
    assert source.document is not None
    before, after = CERTAINTY[source.certainty], CERTAINTY[later.certainty]
    document, who = context.document_name(source.document), context.speaker(source)
    if context.publisher(source) == source.chain[0].id:
        return M(
            "{document:the} gave it as {before}; here it is {after}", document=document, before=before, after=after
        )
    return M(
        "in {document:the}, {who:the} gave it as {before}; here it is {after}",
        document=document,
        who=who,
        before=before,
        after=after,
    )


def _replacement(context: Context, source: Statement, later: Statement) -> Replacement | None:
    """The words of the source, where it is quoted and they are not between quotation marks here."""
    words = source.quote or ""
    if not words or len(words) > MAX_WORDS or later.mode is Mode.DIRECT or source.document is None:
        return None
    return Replacement(Message("{words}", (("words", words),)), context.document_name(source.document))


def _remedy(later: Statement) -> Message:
    """Words between quotation marks are not ours to soften."""
    if later.mode is Mode.DIRECT:
        return M("check the quotation against the original; failing that, report it in other words, with its hedge")
    return M("restore the source's hedge")


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        by_speaker: dict[str, list[Statement]] = {}
        for statement in a.statements:
            if statement.chain and statement.stance in AFFIRMING and not statement.chain[0].is_document:
                by_speaker.setdefault(statement.chain[0].id, []).append(statement)
        for statements in by_speaker.values():
            del statements[MAX_COMPARED:]
            for later in statements:
                weaker = [s for s in statements if _is_upstream(context, s, later) and _rank(s) < _rank(later)]
                level = [
                    s
                    for s in statements
                    if _is_upstream(context, s, later)
                    and _rank(s) >= _rank(later)
                    and context.publisher(s) != context.publisher(later)
                ]
                if weaker and not level and not context.is_verified(later):
                    source = weaker[0]
                    yield context.at_statement(
                        later,
                        _message(context, source, later),
                        Proof("values", (source.id, source.certainty.value, later.id, later.certainty.value)),
                        _remedy(later),
                        replacement=_replacement(context, source, later),
                    )


def _is_upstream(context: Context, source: Statement, later: Statement) -> bool:
    """Whether `source` may be what `later` goes back to: a shorter or equal way, another document, not after it."""
    if source.document == later.document or source.document is None or len(source.chain) > len(later.chain):
        return False
    a, b = date_of(source, context.dossier.documents), date_of(later, context.dossier.documents)
    return a is None or b is None or not b.before(a)


def _rank(statement: Statement) -> int:
    return CERTAINTY_ORDER.index(statement.certainty)


RULE = Rule(
    code="PV408",
    name="commitment-escalation",
    severity=Severity.ERROR,
    title=M("the hedge was lost on the way"),
    why=M(
        "“Would”, “scheduled” and “probably” fall off in translation and in rewriting; nobody upstream said what is now "
        "said for certain. The rule compares what one speaker said of one claim in two documents."
    ),
    origin="FactBank (Saurí & Pustejovsky 2009); Ned Price on sanctions, 18 July 2022",
    bad="""sources: {p: {name: The spokesman}}
documents: {transcript: {publisher: The ministry, published: 2022-07-18}, a: {publisher: The Paper, published: 2022-07-19}}
claims: {c1: A claim.}
statements:
  - {chain: p, in: transcript, says: {c1: {quote: it would, certainty: possible}}}
  - {chain: p, in: a, says: {c1: it will}}
""",
    good="""sources: {p: {name: The spokesman}}
documents: {transcript: {publisher: The ministry, published: 2022-07-18}, a: {publisher: The Paper, published: 2022-07-19}}
claims: {c1: A claim.}
statements:
  - {chain: p, in: transcript, says: {c1: {quote: it would, certainty: possible}}}
  - {chain: p, in: a, says: {c1: {quote: it might, certainty: possible}}}
""",
    check=check,
    needs=frozenset({Need.HEDGES}),
    about="text",
)
