"""How well copies are told from texts that only look alike, and what looking costs: `python -m benchmarks.copies_found`.

`copies.yaml` holds pairs written for this by somebody who did not know how they would be compared: retyped, translated
back, one wire in two papers; one press release quoted, a story retold, one event seen by two, routine texts of one
template. Real sentences stand beside them where the folder of shared texts is at hand: each against itself with a word
in 25 changed, and against every other one.
"""

import json
import random
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from provenance.assess import text_copies
from provenance.assess.text_copies import MIN_WORDS, seen_pairs
from provenance.model.document import Document
from provenance.model.dossier import Dossier

HERE = Path(__file__).resolve().parent
REAL = HERE.parent.parent / "shared" / "data" / "news-dev"
Pair = tuple[str, bool, str, str]


def written_pairs() -> Iterator[Pair]:
    """Kind, whether it is a copy, and the two texts."""
    for pair in yaml.safe_load((HERE / "copies.yaml").read_text("utf-8")):
        yield pair["kind"], pair["copies"], pair["one"], pair["other"]


def real_pairs(language: str) -> Iterator[Pair]:
    """Real sentences retyped with one word in 25 changed, and pairs of different ones."""
    path = REAL / f"pud-{language}.jsonl"
    if not path.exists():
        return
    rng = random.Random(1)
    texts = [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    long = [text for text in texts if len(re.findall(r"\w+", text)) >= MIN_WORDS + 4]
    for text in long:
        words = text.split()
        for _ in range(1 + len(words) // 25):
            words[rng.randrange(len(words))] = rng.choice(("today", "hier", "new", "grand", "them"))
        yield f"real sentences retyped ({language})", True, text, " ".join(words)
    for one, other in zip(long, long[1:] + long[:1], strict=True):
        yield f"different real sentences ({language})", False, one, other


def dossier(texts: Iterable[str]) -> Dossier:
    """A dossier of documents with those texts."""
    documents: dict[str, Any] = {f"d{i}": Document(f"d{i}", f"p{i}", text=text) for i, text in enumerate(texts)}
    return Dossier("x", "x", "en", "x", {}, documents, {}, (), {})


def found(pairs: Iterable[Pair]) -> dict[str, tuple[bool, int, int]]:
    """By kind whether its pairs are copies, how many there are, and how many are taken for copies."""
    told: dict[str, tuple[bool, int, int]] = {}
    for kind, copies, one, other in pairs:
        _, total, taken = told.get(kind, (copies, 0, 0))
        told[kind] = copies, total + 1, taken + bool(seen_pairs(dossier([one, other])))
    return told


def quality(told: dict[str, tuple[bool, int, int]]) -> tuple[float, float]:
    """Precision and recall."""
    right = sum(taken for copies, _, taken in told.values() if copies)
    taken = sum(taken for *_, taken in told.values())
    wanted = sum(total for copies, total, _ in told.values() if copies)
    return right / taken if taken else 1.0, right / wanted if wanted else 1.0


def main() -> None:
    written = list(written_pairs())
    print("| pairs | copies | taken for copies |\n| --- | --- | --- |")
    everything = {**found(written), **found(real_pairs("en")), **found(real_pairs("fr"))}
    for kind, (copies, total, taken) in everything.items():
        print(f"| {kind} | {total if copies else 0} of {total} | {taken} |")
    precision, recall = quality(found(written))
    print(f"\nWritten pairs: precision {precision:.2f}, recall {recall:.2f}\n")
    print("| shared | near | precision | recall |\n| --- | --- | --- | --- |")
    chosen = text_copies.SHARED, text_copies.NEAR
    for shared in (0.1, 0.2, 0.3, 0.4, 0.5):
        for near in (0.6, 0.7, 0.75, 0.8, 0.85):
            text_copies.SHARED, text_copies.NEAR = shared, near
            precision, recall = quality(found(written))
            mark = " (chosen)" if (shared, near) == chosen else ""
            print(f"| {shared} | {near}{mark} | {precision:.2f} | {recall:.2f} |")
    text_copies.SHARED, text_copies.NEAR = chosen
    rng = random.Random(1)
    vocabulary = re.findall(r"\w+", " ".join(text for *_, one, other in written for text in (one, other)))
    print("\n| texts of 300 words | seconds | of them copies |\n| --- | --- | --- |")
    for count in (250, 500, 1_000, 2_000):
        texts = [" ".join(rng.choices(vocabulary, k=300)) for _ in range(count - count // 10)]
        texts += [rng.choice(texts).replace(" the ", " a ") for _ in range(count // 10)]
        started = time.perf_counter()
        pairs = seen_pairs(dossier(texts))
        print(f"| {count:,} | {time.perf_counter() - started:.2f} | {len(pairs)} pairs |")


if __name__ == "__main__":
    main()
