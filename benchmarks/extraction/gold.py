"""The format of a gold file: texts with their attributions, spans written as the exact words (see GUIDE.md).

Words are easier to write and to review than numbers; this module turns them into offsets (code points, end excluded)
and says which it cannot find.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Span = tuple[int, int]


class NotFound(ValueError):
    """Words of an annotation that do not stand in its text, or stand there more than once."""


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    mode: str
    chain: tuple[str, ...]
    reach: str
    optional: bool
    stance: str


@dataclass(frozen=True, slots=True)
class GoldMark:
    kind: str
    cue: Span
    of: Span | None


@dataclass(frozen=True, slots=True)
class GoldText:
    id: str
    language: str
    text: str
    attributions: tuple[GoldAttribution, ...]
    marks: tuple[GoldMark, ...]


def occurrences(text: str, words: str) -> list[Span]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return found


def located(text: str, written: str, near: int | None) -> Span:
    """Where the words stand; of several places the one nearest to `near`."""
    words, _, number = written.partition("##")
    places = occurrences(text, words)
    if not places or not words:
        raise NotFound(f"not in the text: {words!r}")
    if number:
        if int(number) > len(places):
            raise NotFound(f"{words!r} stands {len(places)} times, not {number}")
        return places[int(number) - 1]
    if near is None:
        if len(places) > 1:
            raise NotFound(f"{words!r} stands {len(places)} times: say which with ##N")
        return places[0]
    return min(places, key=lambda p: (abs(p[0] - near), p))


def attribution(text: str, raw: dict[str, Any]) -> GoldAttribution:
    first: Span | None = None
    content: list[Span] = []
    for words in raw["content"]:
        span = located(text, words, content[-1][1] if content else None)
        content.append(span)
        first = first or span
    near = content[0][0] if content else None
    cue = tuple(located(text, words, near) for words in raw.get("cue", ()))
    anchor = cue[0][0] if cue else near
    source = tuple(located(text, words, anchor) for words in raw.get("source", ()))
    for hop in raw.get("chain", ()):
        located(text, hop, 0)
    return GoldAttribution(
        tuple(content),
        source,
        cue,
        raw.get("mode", "indirect"),
        tuple(hop.partition("##")[0] for hop in raw.get("chain", ())),
        raw.get("reach", "sentence"),
        raw.get("optional", False),
        raw.get("stance", "asserts"),
    )


def mark(text: str, raw: dict[str, Any]) -> GoldMark:
    of = located(text, raw["of"], 0) if raw.get("of") else None
    cue = located(text, raw["cue"], of[0] if of else 0)
    return GoldMark(raw["kind"], cue, of)


def problems(raw: dict[str, Any]) -> Iterator[str]:
    for kind, read in (("attributions", attribution), ("marks", mark)):
        for number, item in enumerate(raw.get(kind, ())):
            try:
                read(raw["text"], item)
            except NotFound as error:
                yield f"{raw['id']} {kind}[{number}]: {error}"
            except KeyError as error:
                yield f"{raw['id']} {kind}[{number}]: no {error}"


def read(path: Path, texts: Path | None = None) -> list[GoldText]:
    """A gold file; `texts` gives the texts where the gold file has only their ids (the licensed sentences)."""
    known = {}
    if texts is not None:
        known = {
            (r := json.loads(line)).get("sent_id", r.get("id")): r["text"]
            for line in texts.read_text("utf-8").splitlines()
        }
    gold = []
    for line in path.read_text("utf-8").splitlines():
        raw = json.loads(line)
        raw.setdefault("text", known.get(raw["id"]))
        gold.append(
            GoldText(
                raw["id"],
                raw["language"],
                raw["text"],
                tuple(attribution(raw["text"], item) for item in raw.get("attributions", ())),
                tuple(mark(raw["text"], item) for item in raw.get("marks", ())),
            )
        )
    return gold


def check(paths: Sequence[str]) -> int:
    bad = 0
    for path in paths:
        count = 0
        for number, line in enumerate(Path(path).read_text("utf-8").splitlines(), 1):
            try:
                raw = json.loads(line)
            except ValueError as error:
                print(f"{path}:{number}: {error}")
                bad += 1
                continue
            count += len(raw.get("attributions", ()))
            for problem in problems(raw):
                print(f"{path}:{number}: {problem}")
                bad += 1
        print(f"{path}: {count} attributions, {bad} problems")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(check(sys.argv[2:]))
