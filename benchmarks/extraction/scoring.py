"""Precision, recall and F1 of attributions against a gold file, with bootstrap intervals over texts.

Matching is one to one, the best overlap first. A gold attribution marked optional can be matched, but counts neither as
found nor as missed; a prediction matched to one is left out of precision.
"""

import random
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.extraction.gold import GoldAttribution, GoldText, Span

_EDGES = " \t\n\u00a0\u202f.,;:…«»“”„\"'‘’‹›()–—-"
_LEADS = ("que ", "qu'", "qu’", "that ", "si ", "whether ")


@dataclass(frozen=True, slots=True)
class Predicted:
    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    mode: str
    chain: tuple[str, ...]
    unclear: bool = False


def points(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """The code points of the words of some spans, quotation marks and a leading que / that left out."""
    found: set[int] = set()
    for number, (start, end) in enumerate(spans):
        while start < end and text[start] in _EDGES:
            start += 1
        if number == 0:
            for lead in _LEADS:
                if text[start : start + len(lead)].lower() == lead:
                    start += len(lead)
                    break
        while start < end and text[start] in _EDGES:
            start += 1
        while end > start and text[end - 1] in _EDGES:
            end -= 1
        found.update(i for i in range(start, end) if not text[i].isspace() and text[i] not in _EDGES)
    return frozenset(found)


def share(gold: frozenset[int], found: frozenset[int]) -> float:
    """How much of the gold is found (the Gender Gap Tracker's overlap)."""
    return len(gold & found) / len(gold) if gold else float(not found)


def union(gold: frozenset[int], found: frozenset[int]) -> float:
    return len(gold & found) / len(gold | found) if gold | found else 1.0


Test = Callable[[frozenset[int], frozenset[int]], bool]
TESTS: dict[str, Test] = {
    "overlap > 0.3": lambda g, p: share(g, p) > 0.3,
    "overlap > 0.8": lambda g, p: share(g, p) > 0.8,
    "IoU > 0.5": lambda g, p: union(g, p) > 0.5,
    "exact": lambda g, p: g == p,
}


@dataclass(frozen=True, slots=True)
class Counts:
    """Hits, predictions and gold items of one text."""

    hit: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.hit + other.hit, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return self.hit / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        return self.hit / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.hit / (self.predicted + self.gold) if self.predicted + self.gold else 1.0


def matched(text: GoldText, found: Sequence[Predicted]) -> list[tuple[GoldAttribution, Predicted]]:
    """Pairs of a gold and a predicted attribution, each in one pair at most, the closest first."""
    gold = [(a, points(text.text, a.content), points(text.text, a.source)) for a in text.attributions]
    predicted = [(p, points(text.text, p.content), points(text.text, p.source)) for p in found]
    pairs = sorted(
        (
            (union(g, p), union(gs, ps), not a.optional, -i, -j)
            for i, (a, g, gs) in enumerate(gold)
            for j, (_, p, ps) in enumerate(predicted)
            if g & p
        ),
        reverse=True,
    )
    used_gold: set[int] = set()
    used: set[int] = set()
    chosen = []
    for _, _, _, i, j in pairs:
        if -i not in used_gold and -j not in used:
            used_gold.add(-i)
            used.add(-j)
            chosen.append((gold[-i][0], predicted[-j][0]))
    return chosen


def counted(text: GoldText, found: Sequence[Predicted], test: Test, joint: bool = False) -> Counts:
    pairs = matched(text, found)
    free = sum(a.optional for a, _ in pairs)
    hit = 0
    for a, p in pairs:
        if a.optional or not test(points(text.text, a.content), points(text.text, p.content)):
            continue
        gold_source, source = points(text.text, a.source), points(text.text, p.source)
        hit += not joint or share(gold_source, source) > 0.3
    return Counts(hit, len(found) - free, sum(not a.optional for a in text.attributions))


def same_name(gold: str, found: str) -> bool:
    """Whether two names of a hop share a word that names (« l'agence Tass », « Tass »)."""
    return bool(_name_words(gold) & _name_words(found))


def _name_words(name: str) -> set[str]:
    folded = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    words = set("".join(c if c.isalnum() else " " for c in folded).split())
    return {w for w in words if len(w) > 2 or w.isdigit()} - _COMMON or words


_COMMON = frozenset("les des une the son ses sur par aux dans qui que".split())


def links(chain: Sequence[str]) -> list[tuple[str, str]]:
    """The links of a chain, the last one to the text itself."""
    return [(a, b) for a, b in zip(chain, [*chain[1:], "→"], strict=False)]


def counted_links(text: GoldText, found: Sequence[Predicted]) -> Counts:
    """Links of the chains of matched attributions; what is missed or too much counts against."""
    pairs = matched(text, found)
    total = Counts()
    for a, p in pairs:
        if a.optional:
            continue
        gold, predicted = links(a.chain), links(p.chain)
        left = list(predicted)
        hit = 0
        for start, end in gold:
            match = next(
                (
                    q
                    for q in left
                    if same_name(start, q[0])
                    and (end == q[1] == "→" or ("→" not in (end, q[1]) and same_name(end, q[1])))
                ),
                None,
            )
            if match is not None:
                left.remove(match)
                hit += 1
        total += Counts(hit, len(predicted), len(gold))
    taken = {id(p) for _, p in pairs}
    got = {id(a) for a, _ in pairs}
    total += Counts(0, sum(len(p.chain) for p in found if id(p) not in taken), 0)
    return total + Counts(0, 0, sum(len(a.chain) for a in text.attributions if not a.optional and id(a) not in got))


def whole_relays(text: GoldText, found: Sequence[Predicted]) -> tuple[int, int]:
    """How many gold chains have a relay, and how many of those were read whole: every hop, in order, and none more."""
    by_gold = {id(a): p for a, p in matched(text, found)}
    relayed = [a for a in text.attributions if not a.optional and len(a.chain) > 1]
    return len(relayed), sum(
        (p := by_gold.get(id(a))) is not None
        and len(p.chain) == len(a.chain)
        and all(same_name(one, other) for one, other in zip(a.chain, p.chain, strict=True))
        for a in relayed
    )


def wrong_speakers(text: GoldText, found: Sequence[Predicted]) -> tuple[int, int]:
    """How many attributions name a speaker, and how many of those another than the gold does.

    Right is whoever has the gold's origin or the gold's source phrase in common; words that the gold attributes to nobody
    are wrong to give to somebody, but those it holds optional are left out.
    """
    pairs = [(a, p) for a, p in matched(text, found) if not a.optional and p.chain and not p.unclear]
    free = {id(p) for a, p in matched(text, found) if a.optional}
    given = sum(bool(p.chain) and not p.unclear and id(p) not in free for p in found)
    right = 0
    for a, p in pairs:
        named = [*a.chain[:1], *(text.text[start:end] for start, end in a.source)]
        right += any(same_name(name, p.chain[0]) for name in named)
    return given, given - right


def counted_marks(text: GoldText, found: Sequence[tuple[str, Span]]) -> Counts:
    """Confirmation and denial cues: the same kind, words in common."""
    left = list(text.marks)
    hit = 0
    for kind, (start, end) in found:
        match = next((m for m in left if m.kind == kind and m.cue[0] < end and start < m.cue[1]), None)
        if match is not None:
            left.remove(match)
            hit += 1
    return Counts(hit, len(found), len(text.marks))


def interval(counts: Sequence[Counts], rounds: int = 1000) -> tuple[float, float]:
    """The 95 % bootstrap interval of F1, texts drawn with replacement (seeded: the same figures every time)."""
    draw = random.Random(0)
    scores = sorted(sum(draw.choices(counts, k=len(counts)), Counts()).f1 for _ in range(rounds))
    return scores[int(0.025 * rounds)], scores[int(0.975 * rounds) - 1]
