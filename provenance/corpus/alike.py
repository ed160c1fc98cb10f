"""Claims of different dossiers that may be one: proposed by the rare words, names and numbers that they share, each
with its reason, and merged by nobody but a person.

An inverted index of what is rare gives the candidates: nothing is compared with everything. Two texts are as alike as
the weights of what they share are large, and large beside those of all they have (inverse document frequencies, Spärck
Jones 1972, and their cosine). Two that are less alike are proposed as well where several others are like both: who
tells a story in both words brings together those who tell it in one.

What very many say in the same words, or all but one of them, is proposed with the first who says so: pairs grow as
claims do. Their words are common because of them, and would lead to nobody.
"""

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from provenance.corpus.libraries import library
from provenance.extraction.claim_ids import plain
from provenance.extraction.word_sets import draft_words
from provenance.model.date_words import MONTH_NAMES, MONTHS, WEEKDAYS
from provenance.model.number_words import number_words

#: How alike two claims must be to be proposed; how alike where so many others are like both. `benchmarks.corpora`
#: measures it.
ALIKE, LESS_ALIKE, OTHERS = 0.27, 0.135, 2
#: Features that more claims than this have lead to no candidates: they are words of the language.
COMMON = 400
#: Claims of the same features that are each compared with others; what more of them say is proposed with the first.
SAME = 20
#: Share of a claim's features by which it is almost another one, and how many they are at least.
_ALMOST, _ENOUGH = 0.75, 3
#: More than sums of the same numbers in another order can differ by.
_ROUNDING = 1 + 1e-9
#: Letters by which words of one family are one.
_STEM = 6
_WORD = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?![.,]?\d)|\d+(?:[.,]\d+)*|[^\W\d_]+n['’]t\b|[^\W\d_]+")
_THOUSANDS, _LEADING = re.compile(r"[., ](?=\d{3}(?!\d))"), re.compile(r"^0+(?=\d)")
#: Words, and where a sentence begins.
_NAMING = re.compile(r"(?P<begins>^|[.!?:…«“\"]\s*)?(?P<word>[^\W\d_]+)")
_NUMBERS = {word: value for words in number_words().values() for word, value in words.items()}
_EMPTY = draft_words("empty")
_NEGATIONS = draft_words("negations")
_NOT = "not"
#: Months and weekdays in whatever language, by their English names.
_MONTHS = {form: MONTH_NAMES["en"][number - 1].lower() for form, number in MONTHS.items()}
_DAYS = {number: name for name, number in WEEKDAYS.items() if name.endswith("day")}
_WEEKDAYS = {form: _DAYS[number] for form, number in WEEKDAYS.items()}
_CALENDAR = frozenset((*_MONTHS.values(), *_DAYS.values()))
#: A number behind tens alone.
_ONE = ("one", "un", "une")


@dataclass(frozen=True, slots=True)
class ClaimText:
    """A claim of a corpus. Two dossiers are one where file and name are."""

    dossier: str
    claim: str
    text: str
    file: str = ""

    def is_apart(self, other: "ClaimText") -> bool:
        """Whether the other is of another dossier."""
        return self.dossier != other.dossier or self.file != other.file


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two claims that may be one: how alike they are, what they share, the numbers and days and the names in which they
    differ, whether one of them denies something, the claims that are like both, where they are proposed for these, and
    how many claims say the same in the same words, where they are too many to be proposed with each other.
    """

    one: ClaimText
    other: ClaimText
    score: float
    shared: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    one_denies: bool = False
    through: tuple[ClaimText, ...] = ()
    same: int = 0
    names: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """« shared: tripoli, aircraft; differ: 11, 12; one says “not”; both like: d3/c1, d7/c2 »."""
        told = ["shared: " + ", ".join(self.shared)]
        if self.numbers or self.names:
            told.append("differ: " + ", ".join((*self.numbers, *self.names)))
        if self.one_denies:
            told.append("one says “not”")
        if self.through:
            told.append("both like: " + ", ".join(f"{one.dossier}/{one.claim}" for one in self.through))
        if self.same:
            told.append(f"the same words: {self.same} claims")
        return "; ".join(told)


def candidates(claims: Sequence[ClaimText]) -> Iterator[Candidate]:
    """Pairs of claims of different dossiers that may be one, in the order of the second."""
    features = [_features(claim.text) for claim in claims]
    groups: dict[frozenset[str], list[int]] = {}
    for number, found in enumerate(features):
        groups.setdefault(found, []).append(number)
    compared = sorted(number for group in groups.values() for number in group[:SAME])
    held = Counter(feature for number in compared for feature in features[number])
    weights = {feature: math.log(1 + len(compared) / count) for feature, count in held.items()}
    likeness = _Likeness(claims, features, held, weights, len(compared))
    scores = dict(likeness.scores(compared))
    sure = dict.fromkeys(pair for pair, score in scores.items() if score >= ALIKE)
    for pair in [*_same(claims, groups), *_almost_same(claims, features, likeness, compared)]:
        sure[pair] = None
        scores.setdefault(pair, likeness.of(*pair))
    near: dict[int, set[int]] = {}
    for one, other in sure:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    for pair, score in sorted(scores.items(), key=lambda item: item[0][::-1]):
        one, other = pair
        both = near.get(one, set()) & near.get(other, set()) if pair not in sure else set()
        if pair in sure or len(both) >= OTHERS:
            same = len(groups[features[other]]) if features[one] == features[other] else 0
            yield _candidate(claims, features, weights, one, other, score, sorted(both), same if same > SAME else 0)


def _same(claims: Sequence[ClaimText], groups: Mapping[frozenset[str], Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Pairs of claims that have all features in common: each with each where they are few, all with the first of
    another dossier where they are many.
    """
    for found, group in groups.items():
        if len(found) < 2:
            continue
        firsts = _Firsts(claims)
        for place, other in enumerate(group):
            if place < SAME:
                yield from ((one, other) for one in group[:place] if claims[one].is_apart(claims[other]))
            else:
                yield from firsts.pair(found, other)
            firsts.add(found, other)


def _almost_same(
    claims: Sequence[ClaimText], features: Sequence[frozenset[str]], likeness: "_Likeness", compared: Iterable[int]
) -> Iterator[tuple[int, int]]:
    """Pairs of claims that differ in one feature, or in rare ones beside common ones, and that their weights do not
    find, because too many say so: each with the first of another dossier.
    """
    firsts = _Firsts(claims)
    for number in compared:
        found = features[number]
        if likeness.finds_almost_same(number):
            continue
        parts = {found: None, likeness.common(found): None}
        parts |= dict.fromkeys(found - {feature} for feature in sorted(found))
        for part in parts:
            enough = len(part) >= _ENOUGH and len(part) >= _ALMOST * len(found)
            if enough and not likeness.is_found_by(part, number):
                yield from firsts.pair(part, number)
                firsts.add(part, number)


class _Firsts:
    """The first claim that had some features, and the first of another dossier."""

    def __init__(self, claims: Sequence[ClaimText]) -> None:
        self._claims = claims
        self._held: dict[frozenset[str], list[int]] = {}

    def pair(self, part: frozenset[str], number: int) -> Iterator[tuple[int, int]]:
        """A claim with the first one of another dossier, if there is one."""
        others = (one for one in self._held.get(part, ()) if self._claims[one].is_apart(self._claims[number]))
        yield from ((one, number) for one in itertools.islice(others, 1))

    def add(self, part: frozenset[str], number: int) -> None:
        held = self._held.setdefault(part, [])
        if not held or (len(held) == 1 and self._claims[held[0]].is_apart(self._claims[number])):
            held.append(number)


class _Likeness:
    """How alike claims are."""

    def __init__(
        self,
        claims: Sequence[ClaimText],
        features: Sequence[frozenset[str]],
        held: Mapping[str, int],
        weights: Mapping[str, float],
        count: int,
    ) -> None:
        self._claims, self._features, self._held = claims, features, held
        self._squares = {feature: weight**2 for feature, weight in weights.items()}
        #: What a word that nobody else has would weigh.
        self._rarest = math.log(1 + count) ** 2
        self._lengths = [math.sqrt(self._total(found)) for found in features]

    def of(self, one: int, other: int) -> float:
        """How alike two claims are."""
        total = self._total(self._features[one] & self._features[other])
        return total / (self._lengths[one] * self._lengths[other]) * total / self._rarest

    def common(self, features: frozenset[str]) -> frozenset[str]:
        """Those that lead to nobody."""
        return frozenset(feature for feature in features if self._held[feature] > COMMON)

    def finds_almost_same(self, number: int) -> bool:
        """Whether weights are sure to find whoever says almost the same as a claim, whatever the difference is."""
        found = self._features[number]
        common = self.common(found)
        if len(common) >= len(found) - 1 or len(common) >= _ALMOST * len(found):
            return False
        return self.is_found_by(found - {max(found, key=self._squares.__getitem__)}, number)

    def is_found_by(self, part: frozenset[str], number: int) -> bool:
        """Whether the weights are certain to bring a claim together with another one that has this part of its features
        and one feature more.
        """
        total = self._total(part)
        least = total / (self._lengths[number] * math.sqrt(total + self._rarest)) * total / self._rarest
        return least >= ALIKE and len(self.common(part)) < len(part)

    def _total(self, features: Iterable[str]) -> float:
        # Sorted: the sum of floats depends on their order.
        return sum(sorted(self._squares[feature] for feature in features))

    def scores(self, compared: Sequence[int]) -> Iterator[tuple[tuple[int, int], float]]:
        """The pairs that are alike enough to be looked at, in the order of the second, and how alike they are."""
        numpy = library("numpy")
        lengths = numpy.array(self._lengths)
        index = self._index(compared)
        # How many of those who have a feature were met.
        met = dict.fromkeys(index, 0)
        for number in compared:
            found = self._features[number]
            rare = [feature for feature in found if feature in index]
            parts = [index[feature][: met[feature]] for feature in rare]
            for feature in rare:
                met[feature] += 1
            if not any(map(len, parts)):
                continue
            squares = numpy.repeat([self._squares[feature] for feature in rare], [len(part) for part in parts])
            others, places = numpy.unique(numpy.concatenate(parts), return_inverse=True)
            frequent = self._total(self.common(found))
            most = (numpy.bincount(places, weights=squares) + frequent) ** 2 * _ROUNDING
            # Most pairs could not be alike enough even if they shared every frequent word.
            enough = most >= LESS_ALIKE * self._lengths[number] * lengths[others] * self._rarest
            for other in others[enough].tolist():
                if self._claims[other].is_apart(self._claims[number]) and len(found & self._features[other]) >= 2:
                    score = self.of(other, number)
                    if score >= LESS_ALIKE:
                        yield (other, number), score

    def _index(self, compared: Sequence[int]) -> dict[str, Any]:
        """Who has each feature that is not common, in their order."""
        found: dict[str, list[int]] = {}
        for number in compared:
            for feature in self._features[number]:
                if self._held[feature] <= COMMON:
                    found.setdefault(feature, []).append(number)
        # A feature of one claim alone leads to no other.
        numpy = library("numpy")
        return {feature: numpy.array(numbers) for feature, numbers in found.items() if len(numbers) > 1}


def _candidate(
    claims: Sequence[ClaimText],
    features: Sequence[frozenset[str]],
    weights: dict[str, float],
    one: int,
    other: int,
    score: float,
    both: Sequence[int],
    same: int,
) -> Candidate:
    shared = sorted(features[one] & features[other], key=lambda feature: (-weights[feature], feature))
    first, second = ({f for f in features[n] if f[0].isdigit() or f in _CALENDAR} for n in (one, other))
    return Candidate(
        claims[one],
        claims[other],
        round(score, 3),
        tuple(shared[:8]),
        _differing(first - second, second - first),
        _NOT in features[one] ^ features[other],
        tuple(claims[n] for n in both[:3]),
        same,
        _differing(*(_names(claims[a].text) - _words(claims[b].text) for a, b in ((one, other), (other, one)))),
    )


def _differing(one: Set[str], other: Set[str]) -> tuple[str, ...]:
    """What one of two says alone and what the other; where one only says less, nothing differs."""
    return tuple(sorted(one | other)) if one and other else ()


def _names(text: str) -> set[str]:
    """The words of a text that are written like names; none where all are, as in titles."""
    found = [(match["word"], match["begins"] is not None) for match in _NAMING.finditer(text)]
    if all(word[0].isupper() or len(word) < 3 or plain(word) in _EMPTY for word, _ in found):
        return set()
    known = (*_EMPTY, *_NUMBERS, *_MONTHS, *_WEEKDAYS)
    return {word for word, begins in found if word[0].isupper() and not begins and plain(word) not in known}


def _words(text: str) -> set[str]:
    return {match["word"] for match in _NAMING.finditer(text)}


def _features(text: str) -> frozenset[str]:
    """What a claim is known by: its words but for empty ones, by family; its numbers; whether it denies."""
    found = set()
    words = list(_in_figures(_WORD.findall(plain(text))))
    for before, word, after in zip(["", *words], words, [*words[1:], ""]):
        if word in _NEGATIONS or "'" in word or "’" in word:
            found.add(_NOT)
        elif word in _WEEKDAYS:
            found.add(_WEEKDAYS[word])
        # May and march are other words as well.
        elif word in _MONTHS and (before[:1].isdigit() or after[:1].isdigit()):
            found.add(_MONTHS[word])
        elif word not in _EMPTY and (len(word) > 2 or word[0].isdigit()):
            found.add(word if word[0].isdigit() else word[:_STEM])
    return frozenset(found)


def _in_figures(words: Iterable[str]) -> Iterator[str]:
    """The words, numbers in figures: « quarante-trois » is 43, “5,000” and « 5 000 » 5000, « 1,5 » 1.5."""
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
                yield _LEADING.sub("", _THOUSANDS.sub("", word).replace(",", "."))
    if held:
        yield str(held)
