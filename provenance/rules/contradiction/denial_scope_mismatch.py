"""denial-scope-mismatch: the denial is of a part, and is hung on the whole."""

import re
from collections.abc import Iterator

from provenance.model.dossier import Statement
from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.names import fold
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule, Situation
from provenance.rules.needs import Need

_SENTENCE_END = re.compile(r"[.!?…](?=[\s»”\"])|\n")


def check(context: Context) -> Iterator[RawFinding]:
    for statement in context.statements:
        if statement.denies and statement.only:
            told = fold(statement.only) in fold(_words(context, statement))
            yield context.at_statement(
                statement,
                M("{who:the} {who:verb denies/deny} only: {only}", who=context.speaker(statement), only=statement.only),
                Proof("text", (statement.claim or "", statement.only)),
                M("make a claim of the part, and deny that")
                if told
                else M("do not write that the whole was denied; or make a claim of the part and deny that"),
                situation="words_give_it" if told else "",
            )


def _words(context: Context, statement: Statement) -> str:
    """The quoted words; where they are found in a text, the sentence that they stand in."""
    document, anchor = context.document(statement), statement.anchor
    text = document.text if document is not None else None
    if text is None or anchor is None:
        return statement.quote or ""
    before = [end.end() for end in _SENTENCE_END.finditer(text, 0, anchor.start)]
    after = _SENTENCE_END.search(text, anchor.end - 1)
    return text[before[-1] if before else 0 : after.start() if after is not None else len(text)]


RULE = Rule(
    code="PV505",
    name="denial-scope-mismatch",
    severity=Severity.ERROR,
    title=M("a denial narrower than the claim"),
    why=M(
        "“We did not send drones for use in Ukraine” is no denial of sending drones. Read as one, it makes a liar of "
        "nobody and a fool of the reader."
    ),
    origin="Iran's denials of July 2022; “non-denial denial” (Bernstein & Woodward 1974)",
    bad="""sources: {m: {name: The minister}}
claims: {c1: Drones were sent.}
statements: [{chain: m, denies: {c1: {quote: words, only: for use in the war}}}]
""",
    good="""sources: {m: {name: The minister}}
claims: {c1: Drones were sent.}
statements: [{chain: m, denies: {c1: words}}]
""",
    check=check,
    needs=frozenset({Need.PARTIAL_DENIALS}),
    about="text",
    situations={
        "words_give_it": Situation(
            M("the words that are quoted, or the sentence they stand in, say what is denied and what is not"),
            Severity.WARNING,
            "file",
        )
    },
)
