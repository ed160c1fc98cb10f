"""unconfirmed-in-indicative: what the text itself calls unconfirmed stands elsewhere in it as a fact."""

import re
from collections.abc import Iterator

from provenance.model.dossier import Statement
from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.names import fold
from provenance.model.vocabulary import AFFIRMING, Certainty, Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.shared.headlines import asserted

#: The share of a headline's words that must stand in the unconfirmed words for it to say the same.
SAME = 0.6
_WORD = re.compile(r"[^\W\d_]{4,}")


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        flagged = {s.document for s in a.statements if s.flagged == "unconfirmed"}
        for statement in a.statements if flagged else ():
            if statement.document in flagged and statement.own is not None and _flat(statement):
                yield context.at_statement(
                    statement,
                    M("the same text calls it unconfirmed; here it is said flatly"),
                    Proof("names", (statement.id, *(s.id for s in a.statements if s.flagged))),
                    M("attribute it here too, or hedge it"),
                )
    for document, reading in context.readings:
        text = document.text or ""
        said = [_beginnings(words) for words in asserted(context, document, reading)]
        for mark in reading.marks if any(said) else ():
            if mark.kind != "unconfirmed" or mark.of is None:
                continue
            there = _beginnings(text[slice(*mark.of)])
            if any(words and len(words & there) >= SAME * len(words) for words in said):
                yield RawFinding(
                    M("the headline states what the text calls “{mark}”", mark=text[slice(*mark.cue)]),
                    (*document.pointer, "headline"),
                    document.id,
                    Proof("text", (document.headline or "", text[slice(*mark.of)])),
                    M("put the source or the doubt into the headline"),
                )


def _beginnings(words: str) -> set[str]:
    return {fold(word)[:6] for word in _WORD.findall(words)}


def _flat(statement: Statement) -> bool:
    return statement.stance in AFFIRMING and statement.certainty is Certainty.CERTAIN and statement.flagged is None


RULE = Rule(
    code="PV409",
    name="unconfirmed-in-indicative",
    severity=Severity.WARNING,
    title=M("unconfirmed in one place, a fact in another"),
    why=M(
        "A text that says “unconfirmed” once and then goes on in the indicative, or in its headline, is remembered for the "
        "indicative."
    ),
    origin="First Draft, Guide to responsible reporting in an age of information disorder (2019)",
    bad="""sources: {m: {name: la mairie, kind: government}}
language: fr
documents: {article: {publisher: Le Journal, file: article.txt, headline: "L'usine ferme ses portes"}}
claims: {c: L'usine ferme.}
statements: [{chain: la mairie, says: {c: l'usine ferme ses portes}, flagged: {as: unconfirmed, quote: Une information non confirmée}}]
""",
    good="""sources: {m: {name: la mairie, kind: government}}
language: fr
documents: {article: {publisher: Le Journal, file: article.txt, headline: "Selon la mairie, l'usine ferme ses portes"}}
claims: {c: L'usine ferme.}
statements: [{chain: la mairie, says: {c: l'usine ferme ses portes}, flagged: {as: unconfirmed, quote: Une information non confirmée}}]
""",
    texts={"article.txt": "La mairie affirme que l'usine ferme ses portes. Une information non confirmée.\n"},
    check=check,
    about="text",
)
