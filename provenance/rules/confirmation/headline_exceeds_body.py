"""headline-exceeds-body: the headline names a deed that nobody in the text speaks of."""

import re
from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.names import fold
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule

#: What nouns of deeds end in, French and English.
_DEEDS = (
    "tion",
    "tions",
    "sion",
    "sions",
    "aison",
    "aisons",
    "ment",
    "ments",
    "age",
    "ages",
    "ery",
    "eries",
    "ure",
    "ures",
)
#: Two words are of one family when their beginnings agree up to this many letters.
STEM = 4
_WORD = re.compile(r"[^\W\d_]+")


def check(context: Context) -> Iterator[RawFinding]:
    for document, reading in context.readings:
        headline = document.headline
        text = document.text or ""
        if not headline or not text:
            continue
        body = text[reading.headline[1] :] if reading.headline is not None else text
        families = {fold(word)[:STEM] for word in _WORD.findall(body)}
        missing = [
            word
            for word in _WORD.findall(headline)
            if len(word) > STEM + 2 and word.lower().endswith(_DEEDS) and fold(word)[:STEM] not in families
        ]
        if missing:
            yield RawFinding(
                M("nobody in the text speaks of « {words} »", words=", ".join(missing)),
                (*document.pointer, "headline"),
                document.id,
                Proof("values", (headline, *missing)),
                M("let the headline say what the text says"),
            )


RULE = Rule(
    code="PV412",
    name="headline-exceeds-body",
    severity=Severity.NOTE,
    title=M("the headline says more than the text"),
    why=M(
        "Most readers see the headline alone. A deed that it names and that no sentence of the text reports, even to deny it, was added "
        "by the desk."
    ),
    origin="La Nouvelle Tribune, July 2022: « la livraison de drones », of which nobody in the article speaks",
    bad="""language: fr
documents: {article: {publisher: Le Journal, file: article.txt, headline: "Vers une livraison de drones ?"}}
claims: {c: Un accord existe.}
statements: [{own: true, says: {c: Les deux pays négocient un accord}}]
""",
    good="""language: fr
documents: {article: {publisher: Le Journal, file: article.txt, headline: "Vers un accord après la négociation"}}
claims: {c: Un accord existe.}
statements: [{own: true, says: {c: Les deux pays négocient un accord}}]
""",
    texts={"article.txt": "Les deux pays négocient un accord sur les drones.\n"},
    check=check,
    remedy="correct",
)
