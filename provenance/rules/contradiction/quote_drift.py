"""quote-drift: one sentence between quotation marks, worded differently in two places."""

from collections.abc import Iterator
from itertools import combinations

from provenance.model.dossier import Statement
from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.names import fold, similarity
from provenance.model.quote_changes import changed_words
from provenance.model.vocabulary import Mode, Severity
from provenance.rules.base import Context, RawFinding, Rule, Situation

#: Likeness (0 to 1) above which two quotations are the same sentence, and the fewest words worth comparing.
SAME, WORDS = 0.75, 5
#: Quotations of one speaker on one claim that are compared with each other.
MAX_COMPARED = 100

#: Where a statement was read that names no document.
NO_DOCUMENT = M("a statement of which no document is named")


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        by_speaker: dict[tuple[str, str | None], list[Statement]] = {}
        for statement in a.statements:
            if (
                statement.chain
                and statement.quote
                and statement.mode is Mode.DIRECT
                and len(statement.quote.split()) >= WORDS
            ):
                document = context.document(statement)
                language = (document.language if document is not None else None) or context.dossier.language
                by_speaker.setdefault((statement.chain[0].id, language), []).append(statement)
        for statements in by_speaker.values():
            for one, other in combinations(statements[:MAX_COMPARED], 2):
                first, second = one.quote or "", other.quote or ""
                if one.document == other.document or fold(first) == fold(second) or context.is_verified(other):
                    continue
                if fold(first) in fold(second) or fold(second) in fold(first) or similarity(first, second) < SAME:
                    continue
                changed = changed_words(second, first)
                read_in: object = context.document_name(one.document) if one.document is not None else NO_DOCUMENT
                yield context.at_statement(
                    other,
                    M(
                        "the same words are quoted differently in {document:the}: {words}",
                        document=read_in,
                        words=changed,
                    )
                    if changed
                    else M("the same words are quoted differently in {document:the}", document=read_in),
                    Proof("values", (one.id, first, other.id, second)),
                    M("go back to the recording or the transcript"),
                    situation="meaning" if changed else "",
                )


RULE = Rule(
    code="PV513",
    name="quote-drift",
    severity=Severity.WARNING,
    title=M("one quotation, two wordings"),
    why=M(
        "Quotation marks promise the very words. Where two reports of one sentence differ inside them, at least one has been retouched, "
        "or translated back."
    ),
    origin="Associated Press Stylebook, quotations in the news: never alter quotations",
    bad="""sources: {m: {name: The minister}}
language: en
documents: {a: {publisher: The Paper}, b: {publisher: The Daily}}
claims: {c: We stay.}
statements:
  - {chain: m, in: a, says: {c: {quote: we shall stay as long as it takes, mode: direct}}}
  - {chain: m, in: b, says: {c: {quote: we will stay as long as it takes, mode: direct}}}
""",
    good="""sources: {m: {name: The minister}}
language: en
documents: {a: {publisher: The Paper}, b: {publisher: The Daily}}
claims: {c: We stay.}
statements:
  - {chain: m, in: a, says: {c: {quote: we shall stay as long as it takes, mode: direct}}}
  - {chain: m, in: b, says: {c: {quote: We shall stay as long as it takes, mode: direct}}}
""",
    check=check,
    about="text",
    situations={
        "meaning": Situation(
            M("a word that carries meaning came or went: a negation, a number, a name, a modal"), Severity.ERROR, "text"
        )
    },
)
