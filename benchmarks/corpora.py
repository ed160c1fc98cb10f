"""A corpus from 100,000 statements on: `python -m benchmarks.corpora [STATEMENTS]`. The floor is reading its lines with
orjson and dropping them; everything is told as a multiple of it, in one run.
"""

import collections
import csv
import itertools
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
import yaml

from provenance.assess.text_copies import own_words
from provenance.corpus.alike import ClaimText, candidates
from provenance.corpus.copies import Text, pickups

REAL = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "news-dev"
AGENCIES = ["AFP", "Reuters", "Tass", "AP", "Xinhua", "ANSA", *(f"Agency {n}" for n in range(30))]
OUTLETS = [f"Outlet {n}" for n in range(400)]
PEOPLE = [f"Person {n}" for n in range(20_000)]
FILLER = "which goes on as sentences of newspapers do, with a place, a street and the people who stood there; "


def records(statements: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Dossiers of about ten statements: sources by Zipf's law, chains of one to four hops, corrections, cycles."""
    rng = random.Random(seed)

    def frequent(items: list[str]) -> str:
        return items[min(len(items) - 1, int(len(items) ** rng.random()) - 1)]

    made = story = 0
    while made < statements:
        story += 1
        name = f"d{story:07d}"
        yield {"type": "dossier", "dossier": name, "id": name, "language": "en", "as_of": "2022-08-01"}
        documents, claims = rng.randint(2, 6), rng.randint(2, 4)
        for n in range(documents):
            entry = {"type": "document", "dossier": name, "id": f"doc{n}", "publisher": frequent(OUTLETS)}
            entry |= {"published": f"2022-07-{rng.randint(1, 28):02d}", "url": f"https://example.org/{name}/{n}"}
            yield entry | ({"revises": f"doc{rng.randrange(n)}"} if n and rng.random() < 0.06 else {})
        for n in range(claims):
            yield {
                "type": "claim",
                "dossier": name,
                "id": f"c{n}",
                "text": f"What is said number {n} in story {story} is so.",
            }
        for _ in range(rng.randint(6, 14)):
            hops = [
                frequent(PEOPLE),
                *(frequent(rng.choice([AGENCIES, OUTLETS])) for _ in range(rng.choice([0, 0, 1, 1, 2, 3]))),
            ]
            if rng.random() < 0.03:
                hops.insert(1, f"doc{rng.randrange(documents)}")
            verb = rng.choices(["says", "denies", "confirms", "no_comment"], [0.86, 0.08, 0.03, 0.03])[0]
            words = f"these are the words number {made} of the statement, {FILLER * 4}"[:330]
            said = {f"c{rng.randrange(claims)}": words}
            yield {
                "type": "statement",
                "dossier": name,
                "chain": " → ".join(hops),
                "in": f"doc{rng.randrange(documents)}",
                verb: said,
            }
            made += 1
            if made >= statements:
                return


def seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def floor(path: Path) -> float:
    def read() -> None:
        with path.open("rb") as stream:
            for line in stream:
                orjson.loads(line)

    return min(seconds(read) for _ in range(3))


def audited(path: Path, jobs: int, output: Path) -> float:
    return run("audit", str(path), "--jobs", str(jobs), "--output", str(output), "-q")


def validated(path: Path, jobs: int) -> float:
    return run("validate", str(path), "--jobs", str(jobs), "-q")


def run(*arguments: str) -> float:
    command = [sys.executable, "-m", "provenance", *arguments]
    return seconds(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False))


def corpora(statements: int) -> None:
    print("| statements | what | seconds | times the floor | MB at the peak |\n| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for count in (statements // 10, statements):
            path = Path(folder) / f"c{count}.claims.jsonl"
            with path.open("w", encoding="utf-8") as stream:
                stream.writelines(json.dumps(record) + "\n" for record in records(count))
            least = floor(path)
            print(f"| {count} | orjson, the result dropped (the floor) | {least:.2f} | 1 | – |", flush=True)
            for what, jobs, name in (
                ("audit, one process", 1, "one"),
                ("audit, two workers", 2, "two"),
                ("the same again", 2, "two"),
            ):
                taken = audited(path, jobs, Path(folder) / f"{count}-{name}.parquet")
                peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
                print(f"| {count} | {what} | {taken:.1f} | {taken / least:.1f} | {peak:.0f} |", flush=True)
            for what, jobs in (("validate, one process", 1), ("validate, two workers", 2)):
                taken = validated(path, jobs)
                print(f"| {count} | {what} | {taken:.1f} | {taken / least:.1f} | – |", flush=True)


def copied(documents: int) -> None:
    """Pickups planted among texts with the bigrams of real sentences: cut, put in another order, lightly edited."""
    if not REAL.exists():
        print("no real sentences at hand: copies are left out")
        return
    rng = random.Random(2)
    lines = [line for name in ("en", "fr") for line in (REAL / f"pud-{name}.jsonl").read_text("utf-8").splitlines()]
    marks = set("\"“”«»‘’'")
    words = [word for line in lines for word in json.loads(line)["text"].split() if not marks & set(word)]
    following: dict[str, list[str]] = collections.defaultdict(list)
    for one, other in zip(words, words[1:]):
        following[one].append(other)

    def made(size: int) -> list[str]:
        found = [rng.choice(words)]
        while len(found) < size:
            near = following[found[-1]]
            found.append(rng.choice(near) if near and rng.random() > 0.15 else rng.choice(words))
        return found

    originals = [made(480) for _ in range(documents)]
    texts = [Text(f"o{n}", own_words(" ".join(words)), "2022-07-01") for n, words in enumerate(originals)]
    truth = set()
    for number in range(documents // 20):
        n = rng.randrange(documents)
        taken = list(originals[n])
        if number % 3 == 0:
            taken = taken[: int(len(taken) * rng.uniform(0.5, 0.9))]
        elif number % 3 == 1:
            parts = [taken[at : at + 80] for at in range(0, len(taken), 80)]
            rng.shuffle(parts)
            taken = [word for part in parts for word in part]
        else:
            taken = [rng.choice(words) if rng.random() < 0.06 else word for word in taken]
        texts.append(Text(f"c{number}", own_words(" ".join(taken + made(rng.randint(1, 60)))), "2022-07-02"))
        truth.add((f"o{n}", f"c{number}"))
    started = time.perf_counter()
    found = {(one.original, one.copy) for one in pickups(texts, 2)}
    taken_for = time.perf_counter() - started
    wrong = {pair for pair in found - truth if not pair[0].startswith("c")}
    recall, precision = len(found & truth) / len(truth), len(found & truth) / max(1, len(found & truth) + len(wrong))
    print(
        f"\ncopies: {len(texts)} texts of 3 KB, two processes: {taken_for:.0f} s; recall {recall:.3f}, precision {precision:.3f}"
    )


def alike() -> None:
    """Headlines written about one rumour, proposed as one claim (half of Emergent: Ferreira and Vlachos, 2016)."""
    path = REAL.parent / "emergent-dev" / "emergent-dev.csv"
    if not path.exists():
        return
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    claims = [ClaimText(str(n), row["claimId"], row["articleHeadline"]) for n, row in enumerate(rows)]
    stories: dict[str, list[str]] = collections.defaultdict(list)
    for n, row in enumerate(rows):
        stories[row["claimId"]].append(str(n))
    truth = {frozenset(pair) for held in stories.values() for pair in itertools.combinations(held, 2)}
    found = {frozenset((one.one.dossier, one.other.dossier)) for one in candidates(claims)}
    recall, precision = len(found & truth) / len(truth), len(found & truth) / len(found)
    print(
        f"\nclaims alike: {len(claims)} headlines of {len(stories)} rumours; recall {recall:.3f}, precision {precision:.3f}"
    )


def alike_as_written() -> None:
    """Claims written for it by somebody who had not seen the comparison: each by several desks, with near misses."""
    data = yaml.safe_load((Path(__file__).parent / "alike.yaml").read_text("utf-8"))
    groups: dict[str, str] = {}
    grades: dict[str, str] = {}
    claims: list[ClaimText] = []
    near: dict[str, str] = {}
    for text, group, grade in [(text, g["id"], g["difficulty"]) for g in data["groups"] for text in g["texts"]]:
        groups[str(len(claims))], grades[str(len(claims))] = group, grade
        claims.append(ClaimText(str(len(claims)), "c", text))
    for entry in (*data["near"], *data["alone"]):
        near[str(len(claims))] = entry.get("of", "")
        claims.append(ClaimText(str(len(claims)), "c", entry["text"]))
    truth = {(a, b) for a, b in itertools.combinations(groups, 2) if groups[a] == groups[b]}
    found = {(one.one.dossier, one.other.dossier): one for one in candidates(claims)}
    wrong = [one for pair, one in found.items() if pair not in truth]
    missed = [one for one in wrong if near.get(one.other.dossier) == groups.get(one.one.dossier)]
    told = sum(bool(one.numbers or one.names or one.one_denies) for one in missed)
    by_grade = collections.Counter(grades[a] for a, _ in truth)
    right = collections.Counter(grades[a] for a, b in truth & found.keys())
    print(
        "\nclaims alike, as written: "
        + ", ".join(f"{grade} {right[grade]} of {count}" for grade, count in by_grade.items())
        + f"; {len(wrong)} other pairs, {len(missed)} of them near misses, in {told} of which it says what differs"
    )


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    corpora(size)
    copied(size // 10)
    alike()
    alike_as_written()
