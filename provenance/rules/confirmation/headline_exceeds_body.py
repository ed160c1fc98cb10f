"""headline-exceeds-body: the headline names a deed that nobody in the text speaks of."""

import re
from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M, Message
from provenance.model.names import fold
from provenance.model.plain import one_line, shortened
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need
from provenance.rules.shared.headlines import clauses, gives, is_hedged, is_taken_back, numbers

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
#: The share of a headline's words that a clause must have to say the same, and the fewest words worth comparing.
SAME, WORDS = 0.6, 2
_WORD = re.compile(r"[^\W\d_]+")


def check(context: Context) -> Iterator[RawFinding]:
    for document, reading in context.readings:
        headline = document.headline
        text = document.text or ""
        if not headline or not text:
            continue
        body = text[reading.headline[1] :] if reading.headline is not None else text
        for message, proof in _excesses(headline, body, reading.language):
            yield RawFinding(
                message,
                (*document.pointer, "headline"),
                document.id,
                Proof("values", (headline, *proof)),
                M("let the headline say what the text says"),
            )


def _excesses(headline: str, body: str, language: str) -> Iterator[tuple[Message, list[str]]]:
    deeds = _deeds_of_nobody(headline, body)
    if deeds:
        yield M("nobody in the text speaks of “{words}”", words=", ".join(deeds)), deeds
    absent = [spelled for number, spelled in numbers(headline, language) if not gives(body, language, number)]
    if absent:
        yield M("the text does not say “{words}”", words=", ".join(absent)), absent
    doubted = None if is_taken_back(headline) else _doubted(headline, body, language)
    if doubted is not None:
        yield (
            M("the text says “{words}”; the headline has no doubt", words=shortened(one_line(doubted), 80)),
            [doubted],
        )


def _deeds_of_nobody(headline: str, body: str) -> list[str]:
    families = {fold(word)[:STEM] for word in _WORD.findall(body)}
    return [
        word
        for word in _WORD.findall(headline)
        if len(word) > STEM + 2 and word.lower().endswith(_DEEDS) and fold(word)[:STEM] not in families
    ]


def _doubted(headline: str, body: str, language: str) -> str | None:
    """The clause of the text that says what the headline says, where every one that does leaves it open."""
    held = {number for number, _ in numbers(headline, language)}
    told = clauses(body)
    same = [c for c in told if held & {number for number, _ in numbers(c, language)}] if held else []
    if not same:
        stems = {fold(word)[:STEM] for word in _WORD.findall(headline) if len(word) >= STEM}
        if len(stems) < WORDS:
            return None
        same = [c for c in told if len(stems & {fold(w)[:STEM] for w in _WORD.findall(c)}) >= SAME * len(stems)]
    return same[0] if same and all(map(is_hedged, same)) else None


RULE = Rule(
    code="PV412",
    name="headline-exceeds-body",
    severity=Severity.WARNING,
    title=M("the headline says more than the text"),
    why=M(
        "Most readers see the headline alone. A deed that it names and that no sentence of the text reports, even to deny it, was added "
        "by the desk; so was a number that the text does not give, and the certainty of what the text says may be."
    ),
    origin="La Nouvelle Tribune, July 2022: “la livraison de drones”, of which nobody in the article speaks",
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
    needs=frozenset({Need.READINGS}),
    about="text",
)
