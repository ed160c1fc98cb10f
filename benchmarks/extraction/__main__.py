"""`python -m benchmarks.extraction [--scores] [FILE…]`: how good and how fast the extraction is.

Without a file it reads the gold of this folder: the development texts the grammar was written from, and the test texts
it was not. Any file of the format of GUIDE.md can be named instead. `--scores` leaves out all that is no score of the
texts as they stand: other quotation marks, the agreement of annotators, speed.
"""

import gc
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.extraction.gold import GoldText, read
from benchmarks.extraction.scoring import (
    TESTS,
    Counts,
    Predicted,
    counted,
    counted_links,
    counted_marks,
    interval,
    whole_relays,
    wrong_speakers,
)
from provenance.extraction import extract
from provenance.extraction.passages import paragraphs
from provenance.extraction.quotations import quotations
from provenance.model.reading import Reading

HERE = Path(__file__).parent
#: What the gold asks for: beliefs, intentions and support are optional in it.
ASKED = ("assertion", "characterisation")
STYLES = {"“ ”": "“”", '" "': '""', "‹ ›": "‹›", "‘ ’": "‘’"}
Scorer = Callable[[GoldText], Counts]


def predicted(reading: Reading, types: Sequence[str] = ASKED) -> list[Predicted]:
    """The attributions of the asked types, as the scores compare them."""
    return [
        Predicted(
            a.content, a.source, a.cue, a.mode.value, tuple(voice.name for voice in a.chain), a.unclear is not None
        )
        for a in reading.attributions
        if a.type in types
    ]


def restyled(text: GoldText, pair: str) -> GoldText:
    """The text with every quotation in other marks; each mark stays one character, so that offsets hold."""
    characters = list(text.text)
    for start, end in paragraphs(text.text):
        for quotation in quotations(text.text, start, end):
            if quotation.closed and text.text[quotation.start] in '«“"‹':
                characters[quotation.start], characters[quotation.end - 1] = pair[0], pair[1]
    return replace(text, text="".join(characters))


def scores(texts: Sequence[GoldText], restyle: bool = True) -> None:
    """The table of one set of texts; `restyle` scores them in other quotation marks too."""
    readings = {text.id: extract(text.text, text.language) for text in texts}
    found = {name: predicted(reading) for name, reading in readings.items()}
    rows: list[tuple[str, Scorer]] = [
        (name, lambda t, test=test: counted(t, found[t.id], test)) for name, test in TESTS.items()
    ]
    rows += [
        ("content > 0.3 and source > 0.3", lambda t: counted(t, found[t.id], TESTS["overlap > 0.3"], joint=True)),
        ("links of chains", lambda t: counted_links(t, found[t.id])),
        ("confirmation cues", lambda t: counted_marks(t, [(m.kind, m.cue) for m in readings[t.id].marks])),
    ]
    for mode in ("direct", "indirect", "mixed"):
        rows.append((f"overlap > 0.3, {mode} (recall)", lambda t, mode=mode: _recall(t, found[t.id], mode)))
    for name, score in rows:
        counts = [score(text) for text in texts]
        total = sum(counts, Counts())
        low, high = interval(counts)
        print(
            f"| {name} | {100 * total.precision:.1f} | {100 * total.recall:.1f} | {100 * total.f1:.1f} "
            f"| {100 * low:.0f}–{100 * high:.0f} | {total.gold} |"
        )
    spoken = [wrong_speakers(text, found[text.id]) for text in texts]
    given, wrong = (sum(part) for part in zip(*spoken, strict=True))
    unclear = sum(p.unclear for predictions in found.values() for p in predictions)
    print(
        f"| wrong speakers per 100 of {given} given; {unclear} unclear |  |  | {100 * wrong / max(given, 1):.1f} |  |  |"
    )
    relays = [whole_relays(text, found[text.id]) for text in texts]
    relayed, whole = (sum(part) for part in zip(*relays, strict=True))
    print(f"| whole relay chains of {relayed} |  |  | {100 * whole / max(relayed, 1):.1f} |  |  |")
    base = sum((counted(t, found[t.id], TESTS["overlap > 0.3"]) for t in texts), Counts()).f1
    for name, pair in STYLES.items() if restyle else ():
        other = [restyled(text, pair) for text in texts]
        f1 = sum(
            (counted(t, predicted(extract(t.text, t.language)), TESTS["overlap > 0.3"]) for t in other), Counts()
        ).f1
        print(f"| overlap > 0.3 with {name} |  |  | {100 * f1:.1f} ({100 * (f1 - base):+.1f}) |  |  |")


def _recall(text: GoldText, found: Sequence[Predicted], mode: str) -> Counts:
    """Of the gold of one mode, how much is found; what else was predicted is left out."""
    only = replace(
        text, attributions=tuple(replace(a, optional=a.optional or a.mode != mode) for a in text.attributions)
    )
    counts = counted(only, found, TESTS["overlap > 0.3"])
    return Counts(counts.hit, counts.hit, counts.gold)


def agreement(first: Iterable[GoldText], second: Iterable[GoldText]) -> None:
    """What two annotators have in common, the second scored against the first."""
    others = {text.id: text for text in second}
    pairs = [(text, others[text.id]) for text in first if text.id in others]
    for name in ("overlap > 0.3", "exact"):
        counts = [counted(a, _as_found(a, b), TESTS[name]) for a, b in pairs]
        print(f"| {name} | {100 * sum(counts, Counts()).f1:.1f} |")
    joint = [counted(a, _as_found(a, b), TESTS["overlap > 0.3"], joint=True) for a, b in pairs]
    links = [counted_links(a, _as_found(a, b)) for a, b in pairs]
    marks = [counted_marks(a, [(m.kind, m.cue) for m in b.marks]) for a, b in pairs]
    for name, counts in (("content and source", joint), ("links of chains", links), ("confirmation cues", marks)):
        print(f"| {name} | {100 * sum(counts, Counts()).f1:.1f} |")


def _as_found(first: GoldText, second: GoldText) -> list[Predicted]:
    """The second annotation as a prediction: what it holds optional counts only where the first has it too."""
    must = [a for a in second.attributions if not a.optional]
    may = [a for a in second.attributions if a.optional and any(a.content == b.content for b in first.attributions)]
    return [Predicted(a.content, a.source, a.cue, a.mode, a.chain) for a in (*must, *may)]


def speed(texts: Sequence[GoldText]) -> None:
    """Documents and sentences a second, growth, memory and start-up, in this run."""
    gc.disable()
    extract(texts[0].text, texts[0].language)
    took = min(_timed(texts) for _ in range(5))
    gc.enable()
    sentences = sum(text.text.count(". ") + text.text.count(".\n") + 1 for text in texts)
    words = statistics.mean(len(text.text.split()) for text in texts)
    print(f"| texts of {words:.0f} words a second | {len(texts) / took:.0f} |")
    print(f"| sentences a second | {sentences / took:.0f} |")
    whole = "\n\n".join(text.text for text in texts if text.language == "fr")
    once, eight = (min(_one(whole * n) for _ in range(3)) for n in (1, 8))
    print(f"| eight times the text, times the time | {eight / once:.1f} |")
    for name, line in (
        ("quote marks", '"' * 5_000_000),
        ("« a »", "« a » " * 830_000),
        ("a dit que", "a dit que " * 500_000),
    ):
        print(f"| one line of 5 MB: {name} (seconds) | {_one(line):.1f} |")
    print(f"| peak memory after that (MiB) | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} |")
    code = "from provenance.extraction import extract; extract('Le maire a dit que oui et que les travaux sont pour demain.', 'fr')"
    start = statistics.median(_process(code) for _ in range(5)) - statistics.median(_process("pass") for _ in range(5))
    print(f"| start-up and one sentence above bare Python (ms) | {1000 * start:.0f} |")


def _timed(texts: Sequence[GoldText]) -> float:
    started = time.perf_counter()
    for text in texts:
        extract(text.text, text.language)
    return time.perf_counter() - started


def _one(text: str) -> float:
    started = time.perf_counter()
    extract(text, "fr")
    return time.perf_counter() - started


def _process(code: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - started


HEAD = "\n| {} | precision | recall | F1 | 95 % | gold |\n| --- | --- | --- | --- | --- | --- |"


def main(arguments: Sequence[str]) -> None:
    files = [argument for argument in arguments if argument != "--scores"]
    whole = len(files) == len(arguments)
    if files:
        for file in files:
            print(HEAD.format(file))
            scores(read(Path(file)), whole)
        return
    gold = HERE / "gold"
    sets = {
        "French, test": [gold / "test" / "fr.jsonl"],
        "English, test": [gold / "test" / "en.jsonl"],
        "Spanish, test": [gold / "test" / "es.jsonl"],
        "German, test": [gold / "test" / "de.jsonl"],
        "French, development": sorted(gold.glob("fr-*.jsonl")),
        "English, development": sorted(gold.glob("en-*.jsonl")),
        "French sentences (UD PUD)": [gold / "pud-fr.jsonl"],
        "English sentences (UD PUD)": [gold / "pud-en.jsonl"],
    }
    texts = {name: [text for file in found for text in read(file)] for name, found in sets.items()}
    for name, found in texts.items():
        print(HEAD.format(name))
        scores(found, whole)
    if not whole:
        return
    for name, one, other in (
        (
            "French articles",
            [*read(gold / "fr-dev6.jsonl"), *read(gold / "fr-dev7.jsonl")],
            read(gold / "second" / "fr.jsonl"),
        ),
        (
            "English articles",
            [*texts["English, test"], *read(gold / "en-dev3.jsonl")],
            read(gold / "second" / "en.jsonl"),
        ),
        ("Spanish articles", texts["Spanish, test"], read(gold / "second" / "es.jsonl")),
        ("German articles", texts["German, test"], read(gold / "second" / "de.jsonl")),
        ("French sentences", read(gold / "second" / "pud-fr.A.jsonl"), read(gold / "second" / "pud-fr.B.jsonl")),
        ("English sentences", read(gold / "second" / "pud-en.A.jsonl"), read(gold / "second" / "pud-en.B.jsonl")),
    ):
        print(f"\n| agreement of two blind annotations, {name} | F1 |\n| --- | --- |")
        agreement(one, other)
    print("\n| speed | measured |\n| --- | --- |")
    speed([*texts["French, development"], *texts["French, test"]])


if __name__ == "__main__":
    main(sys.argv[1:])
