"""Verb groups that say that somebody says: `a également indiqué`, `se dit convaincu`, `affirmant`, `told`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Shape = Literal["finite", "participle", "infinitive", "passive", "past"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb group: tokens `first` to `last`. `pronoun` is the inverted pronoun's token, `words` the tokens that are
    the cue.
    """

    first: int
    last: int
    lemma: str
    shape: Shape
    takes: frozenset[str]
    words: tuple[int, ...]
    pronoun: int | None = None
    plural: bool | None = None
    negated: bool = False
    conditional: bool = False


def scan(length: int, at: Callable[[int], Cue | None]) -> list[Cue]:
    """The cues of a sentence of so many tokens, from left to right, none inside another."""
    found, i = [], 0
    while i < length:
        cue = at(i)
        if cue is None:
            i += 1
            continue
        found.append(cue)
        i = cue.last + 1
    return found
