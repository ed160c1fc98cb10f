"""Claims of different dossiers that may be one: proposed by the rare words, names and numbers that they share, each
with its reason, and merged by nobody but a person.

An inverted index of what is rare gives the candidates: nothing is compared with everything. Two texts are as alike as
the weights of what they share are large, and large beside those of all they have (inverse document frequencies, Spärck
Jones 1972, and their cosine). Two that are less alike are proposed as well where several others are like both: who
tells a story in both words brings together those who tell it in one.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from provenance.extraction.claim_ids import plain
from provenance.extraction.word_sets import in_every_language
from provenance.model.number_words import number_words

#: How alike two claims must be to be proposed; how alike where so many others are like both. `benchmarks.corpora`
#: measures it.
ALIKE, LESS_ALIKE, OTHERS = 0.27, 0.135, 2
#: Features that more claims than this have lead to no candidates: they are words of the language.
COMMON = 400
#: More than sums of the same numbers in another order can differ by.
_ROUNDING = 1 + 1e-9
#: Letters by which words of one family are one.
_STEM = 6
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_THOUSANDS = re.compile(r"[.,](?=\d{3}(?!\d))")
_NUMBERS = {word: value for words in number_words().values() for word, value in words.items()}
_EMPTY = in_every_language("draft", "empty")
_NEGATIONS = in_every_language("draft", "negations")
_NOT = "not"
#: A number behind tens alone.
_ONE = ("one", "un", "une")


@dataclass(frozen=True, slots=True)
class ClaimText:
    """A claim of a corpus."""

    dossier: str
    claim: str
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two claims that may be one: how alike they are, what they share, the numbers in which they differ, whether one of
    them denies something, and the claims that are like both, where they are proposed for these.
    """

    one: ClaimText
    other: ClaimText
    score: float
    shared: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    one_denies: bool = False
    through: tuple[ClaimText, ...] = ()

    @property
    def reason(self) -> str:
        """« shared: tripoli, aircraft; differ: 11, 12; one says “not”; both like: d3/c1, d7/c2 »."""
        told = ["shared: " + ", ".join(self.shared)]
        if self.numbers:
            told.append("differ: " + ", ".join(self.numbers))
        if self.one_denies:
            told.append("one says “not”")
        if self.through:
            told.append("both like: " + ", ".join(f"{one.dossier}/{one.claim}" for one in self.through))
        return "; ".join(told)


def candidates(claims: Sequence[ClaimText]) -> Iterator[Candidate]:
    """Pairs of claims of different dossiers that may be one, in the order of the second."""
    features = [_features(claim.text) for claim in claims]
    held = Counter(feature for found in features for feature in found)
    weights = {feature: math.log(1 + len(claims) / count) for feature, count in held.items()}
    scores = dict(_scores(claims, features, held, weights))
    near: dict[int, set[int]] = {}
    for (one, other), score in scores.items():
        if score >= ALIKE:
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
    for (one, other), score in scores.items():
        both = near.get(one, set()) & near.get(other, set()) if score < ALIKE else set()
        if score >= ALIKE or len(both) >= OTHERS:
            yield _candidate(claims, features, weights, one, other, score, sorted(both))


def _scores(
    claims: Sequence[ClaimText], features: Sequence[frozenset[str]], held: Counter[str], weights: dict[str, float]
) -> Iterator[tuple[tuple[int, int], float]]:
    """The pairs that are alike enough to be looked at, in the order of the second, and how alike they are."""
    # What a word that nobody else has would weigh.
    rarest = math.log(1 + len(claims)) ** 2
    lengths = [math.sqrt(sum(weights[one] ** 2 for one in found)) for found in features]
    index: dict[str, list[int]] = {}
    for number, found in enumerate(features):
        common: dict[int, float] = {}
        for feature in sorted(found, key=lambda one: held[one]):
            if held[feature] > COMMON:
                break
            for other in index.get(feature, ()):
                common[other] = common.get(other, 0.0) + weights[feature] ** 2
        for feature in found:
            if held[feature] <= COMMON:
                index.setdefault(feature, []).append(number)
        frequent = sum(weights[one] ** 2 for one in found if held[one] > COMMON)
        for other, rare in sorted(common.items()):
            # Most pairs could not be alike enough even if they shared every frequent word.
            if (rare + frequent) ** 2 * _ROUNDING < LESS_ALIKE * lengths[number] * lengths[other] * rarest:
                continue
            if claims[other].dossier == claims[number].dossier or len(found & features[other]) < 2:
                continue
            total = sum(weights[one] ** 2 for one in found & features[other])
            score = total / (lengths[number] * lengths[other]) * total / rarest
            if score >= LESS_ALIKE:
                yield (other, number), score


def _candidate(
    claims: Sequence[ClaimText],
    features: Sequence[frozenset[str]],
    weights: dict[str, float],
    one: int,
    other: int,
    score: float,
    both: Sequence[int],
) -> Candidate:
    shared = sorted(features[one] & features[other], key=lambda feature: (-weights[feature], feature))
    first, second = ({f for f in features[n] if f[0].isdigit()} for n in (one, other))
    return Candidate(
        claims[one],
        claims[other],
        round(score, 3),
        tuple(shared[:8]),
        # Where one only says less, nothing differs.
        tuple(sorted(first ^ second)) if first - second and second - first else (),
        _NOT in features[one] ^ features[other],
        tuple(claims[n] for n in both[:3]),
    )


def _features(text: str) -> frozenset[str]:
    """What a claim is known by: its words but for empty ones, by family; its numbers; whether it denies."""
    found = set()
    for word in _in_figures(_WORD.findall(plain(text))):
        if word in _NEGATIONS:
            found.add(_NOT)
        elif word not in _EMPTY and (len(word) > 2 or word[0].isdigit()):
            found.add(word if word[0].isdigit() else word[:_STEM])
    return frozenset(found)


def _in_figures(words: Iterable[str]) -> Iterator[str]:
    """The words, numbers in figures: « quarante-trois » is 43, “5,000” 5000."""
    held = 0
    for word in words:
        value = _NUMBERS.get(word, 0)
        is_tens = held >= 20 and held % 10 == 0
        if (held, value) == (4, 20):
            held = 80
        elif is_tens and (0 < value < 20 or word in _ONE):
            held += value or 1
        else:
            if held:
                yield str(held)
            held = value
            if not value:
                yield _THOUSANDS.sub("", word)
    if held:
        yield str(held)
