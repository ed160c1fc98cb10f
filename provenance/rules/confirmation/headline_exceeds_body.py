"""headline-exceeds-body: the headline names a deed that nobody in the text speaks of."""

import re
from collections.abc import Iterator, Sequence

from provenance.model.finding import Proof
from provenance.model.message import M, Message
from provenance.model.plain import one_line, shortened
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need
from provenance.rules.shared.contrasts import contrary, generalised, other_times, places
from provenance.rules.shared.figures import Figure, adds_up, figures, figures_of_headline, gives, is_top, other_results
from provenance.rules.shared.headline_words import any_of, negation
from provenance.rules.shared.headlines import (
    SAME,
    STEM,
    WORDS,
    alleged,
    asserted,
    clauses,
    families,
    is_denied,
    is_future,
    is_hedged,
    is_reversed,
    says_all,
    says_part,
    stem_of,
    stems,
    told_one_by_one,
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
    wanted = figures_of_headline(headline, language)
    told = list(figures(body, language)) if wanted else []
    absent = [figure.spelled for figure in wanted if not _is_given(figure, told, body)]
    absent += [*other_results(headline, body, language), *other_times(headline, body)]
    same = _same(said, body, language)
    same_figures = [figure for clause in same for figure in figures(clause, language)]
    if (of_all := _part_as_whole(headline, same, same_figures)) is not None:
        absent.append(of_all)
    if (word := contrary(said, body, same)) is not None:
        absent.append(word)
    if absent:
        yield M("the text does not say “{words}”", words=", ".join(dict.fromkeys(absent))), absent
    doubtful = same[0] if same and all(_is_doubtful(clause, headline, wanted, language) for clause in same) else None
    doubtful = doubtful or generalised(headline, same) or alleged(body, same)
    if doubtful:
        words = shortened(one_line(doubtful), 80)
        yield M("the text says “{words}”; the headline has no doubt", words=words), [doubtful]
    opposite = _opposite(said, body)
    if opposite is not None:
        words = shortened(one_line(opposite), 80)
        yield M("the text says “{words}”; the headline says the opposite", words=words), [opposite]


def _is_given(figure: Figure, told: Sequence[Figure], body: str) -> bool:
    """Whether the text has a figure, or counts it up: one by one, as a sum, to « un deuxième »."""
    if gives(told, figure) or adds_up(told, figure):
        return True
    return not (told_one_by_one(body) | places(body).keys()).isdisjoint(figure.written)


def _is_doubtful(clause: str, headline: str, wanted: Sequence[Figure], language: str) -> bool:
    """Whether a clause leaves open what it says, or has a number of the headline as the upper end of a range."""
    return is_hedged(clause, is_future(headline)) or any(
        is_top(found, figure) for found in figures(clause, language) for figure in wanted
    )


def _part_as_whole(headline: str, same: Sequence[str], told: Sequence[Figure]) -> str | None:
    """The word by which a headline speaks of all, or of most, where the clauses that say the same speak of fewer."""
    shares = [figure.quantity for figure in told if figure.quantity.unit.startswith("%")]
    every, most = says_all(headline), any_of("most").search(headline)
    if every is not None and same and all(map(says_part, same)):
        return every
    if every is not None and shares and all(share.high < 100 for share in shares):
        return every
    if most is not None and shares and all(share.high <= 50 for share in shares):
        return most.group()
    return None


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
    held = figures_of_headline(said[0], language) if said else []
    given = {clause: list(figures(clause, language)) for clause in told} if held else {}
    same = [clause for clause, found in given.items() if any(gives(found, figure) for figure in held)]
    if same:
        return same
    wanted = [stems(words) for words in said]
    return [c for c in told if any(len(w) >= WORDS and len(w & families(c)) >= SAME * len(w) for w in wanted)]


def _opposite(said: Sequence[str], body: str) -> str | None:
    """The clause of the text that denies what the headline says, or says what it denies, where every one that has all of
    its words does.
    """
    for words in said:
        wanted = stems(words)
        least = 1 if any_of("none").search(words) else WORDS
        same = [c for c in clauses(body) if wanted <= families(c)] if len(wanted) >= least else []
        if not negation().search(words):
            if same and all(is_denied(c, wanted) for c in same):
                return same[0]
        elif same and is_denied(words, wanted) and not is_reversed(body):
            return same[0]
    return None


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
