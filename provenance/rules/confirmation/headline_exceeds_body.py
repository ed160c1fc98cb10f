"""headline-exceeds-body: the headline names a deed that nobody in the text speaks of."""

import re
from collections.abc import Iterator, Sequence

from provenance.model.finding import Proof
from provenance.model.message import M, Message
from provenance.model.plain import one_line, shortened
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need
from provenance.rules.shared.headlines import (
    STEM,
    asserted,
    clauses,
    gives,
    is_denied,
    is_floor,
    is_hedged,
    is_reversed,
    numbers,
    says_all,
    says_part,
    stem_of,
    stems,
)

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
        said = asserted(context, document, reading)
        for message, proof in _excesses(headline, said, body, reading.language):
            yield RawFinding(
                message,
                (*document.pointer, "headline"),
                document.id,
                Proof("values", (headline, *proof)),
                M("let the headline say what the text says"),
            )


def _excesses(headline: str, said: Sequence[str], body: str, language: str) -> Iterator[tuple[Message, list[str]]]:
    deeds = _deeds_of_nobody(headline, body)
    if deeds:
        yield M("nobody in the text speaks of “{words}”", words=", ".join(deeds)), deeds
    absent = [
        spelled
        for number, spelled in numbers(headline, language)
        if not gives(body, language, number, is_floor(headline, spelled))
    ]
    if absent:
        yield M("the text does not say “{words}”", words=", ".join(absent)), absent
    same = _same(said, body, language)
    if same and all(map(is_hedged, same)):
        words = shortened(one_line(same[0]), 80)
        yield M("the text says “{words}”; the headline has no doubt", words=words), [same[0]]
    every = says_all(headline)
    if every is not None and same and all(map(says_part, same)):
        yield M("the text does not say “{words}”", words=every), [every, same[0]]
    opposite = _opposite(said, body)
    if opposite is not None:
        words = shortened(one_line(opposite), 80)
        yield M("the text says “{words}”; the headline says the opposite", words=words), [opposite]


def _deeds_of_nobody(headline: str, body: str) -> list[str]:
    families = {stem_of(word) for word in _WORD.findall(body)}
    return [
        word
        for word in _WORD.findall(headline)
        if len(word) > STEM + 2 and word.lower().endswith(_DEEDS) and stem_of(word) not in families
    ]


def _same(said: Sequence[str], body: str, language: str) -> list[str]:
    """The clauses of the text that say what the headline says: with one of its numbers, else with most of its words."""
    told = clauses(body)
    held = {number for number, _ in numbers(said[0], language)} if said else set()
    same = [c for c in told if held & {number for number, _ in numbers(c, language)}] if held else []
    if same:
        return same
    wanted = [stems(words) for words in said]
    return [c for c in told if any(len(w) >= WORDS and len(w & _families(c)) >= SAME * len(w) for w in wanted)]


def _opposite(said: Sequence[str], body: str) -> str | None:
    """The clause of the text that denies what the headline says, or says what it denies, where every one that has all of
    its words does.
    """
    for words in said:
        wanted = stems(words)
        same = [c for c in clauses(body) if wanted <= _families(c)] if len(wanted) >= WORDS else []
        if not is_reversed(words):
            if same and all(is_denied(c, wanted) for c in same):
                return same[0]
        elif same and is_denied(words, wanted) and not is_reversed(body):
            return same[0]
    return None


def _families(words: str) -> set[str]:
    return {stem_of(word) for word in _WORD.findall(words)}


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
