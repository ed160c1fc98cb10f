"""Claims of different dossiers that may be one: proposed by the rare words, names and numbers that they share, each
with its reason, and merged by nobody but a person.

An inverted index of what is rare gives the candidates: nothing is compared with everything. Two texts are as alike as
the weights of what they share are large beside those of all they have (the cosine of inverse document frequencies,
Spärck Jones 1972).
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.extraction.claim_ids import plain
from provenance.extraction.word_sets import in_every_language

#: How alike two claims must be to be proposed; `benchmarks.corpora` measures it.
ALIKE = 0.3
#: Features that more claims than this have lead to no candidates: they are words of the language.
COMMON = 400
#: Letters by which words of one family are one.
_STEM = 6
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_EMPTY = in_every_language("draft", "empty")
_NEGATIONS = in_every_language("draft", "negations")


@dataclass(frozen=True, slots=True)
class ClaimText:
    """A claim of a corpus."""

    dossier: str
    claim: str
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two claims that may be one: how alike they are, what they share, and the numbers in which they differ."""

    one: ClaimText
    other: ClaimText
    score: float
    shared: tuple[str, ...]
    numbers: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """« shared: tripoli, 11, aircraft; differ: 11, 12 »."""
        told = "shared: " + ", ".join(self.shared)
        return f"{told}; differ: {', '.join(self.numbers)}" if self.numbers else told


def candidates(claims: Sequence[ClaimText]) -> Iterator[Candidate]:
    """Pairs of claims of different dossiers that may be one, in the order of the second."""
    features = [_features(claim.text) for claim in claims]
    held = Counter(feature for found in features for feature in found)
    weights = {feature: math.log(1 + len(claims) / count) for feature, count in held.items()}
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
        for other in sorted(common):
            if claims[other].dossier == claims[number].dossier or len(found & features[other]) < 2:
                continue
            total = sum(weights[one] ** 2 for one in found & features[other])
            score = total / (lengths[number] * lengths[other])
            if score >= ALIKE:
                yield _candidate(claims, features, weights, other, number, score)


def _candidate(
    claims: Sequence[ClaimText],
    features: Sequence[frozenset[str]],
    weights: dict[str, float],
    one: int,
    other: int,
    score: float,
) -> Candidate:
    shared = sorted(features[one] & features[other], key=lambda feature: (-weights[feature], feature))
    first, second = ({f for f in features[n] if f[0].isdigit()} for n in (one, other))
    apart = tuple(sorted(first ^ second)) if first and second and not first & second else ()
    return Candidate(claims[one], claims[other], round(score, 3), tuple(shared[:8]), apart)


def _features(text: str) -> frozenset[str]:
    """What a claim is known by: its words but for empty ones, by family; its numbers; whether it denies."""
    found = set()
    for word in _WORD.findall(plain(text)):
        if word in _NEGATIONS:
            found.add("not")
        elif word not in _EMPTY and (len(word) > 2 or word[0].isdigit()):
            found.add(word if word[0].isdigit() else word[:_STEM])
    return frozenset(found)
