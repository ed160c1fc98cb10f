"""Other programs that check items, on the same number of them: `PATH=…/bin:$PATH python -m benchmarks.peers`.

Each is given statements in its own form: check-jsonschema our claim file and our schema; stix2_validator Note objects;
ftm entities; doorstop items of a requirements tree. None of them asks what we ask, so the table says what a person waits
for, not who does more. Two minutes each; what is not installed is left out and said.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.corpora import records

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 120
SIZES = (1_000, 10_000)
Made = tuple[list[str], Path]


def ours(command: str) -> Callable[[Path, list[dict[str, Any]]], Made]:
    def make(folder: Path, items: list[dict[str, Any]]) -> Made:
        path = folder / "c.claims.jsonl"
        path.write_text("".join(json.dumps(item) + "\n" for item in items), "utf-8")
        output = ["--output", f"jsonl={folder / 'o.jsonl'}"] if command == "audit" else []
        return [sys.executable, "-m", "provenance", command, str(path), "--jobs", "1", "-q", *output], folder

    return make


def json_schema(folder: Path, items: list[dict[str, Any]]) -> Made:
    """A claim file of all statements: this program knows no JSONL."""
    said = [
        {key: value for key, value in one.items() if key not in ("type", "dossier")}
        for one in items
        if one["type"] == "statement"
    ]
    path = folder / "c.claims.json"
    path.write_text(json.dumps({"language": "en", "statements": said}), "utf-8")
    return ["check-jsonschema", "--schemafile", str(ROOT / "schemas/dossier.schema.json"), str(path)], folder


def stix(folder: Path, items: list[dict[str, Any]]) -> Made:
    when = "2022-08-01T00:00:00.000Z"
    about = f"identity--{uuid.UUID(int=1 << 76 | 1 << 63, version=4)}"
    who = {"type": "identity", "spec_version": "2.1", "id": about, "created": when, "modified": when}
    notes = [
        {
            "type": "note",
            "spec_version": "2.1",
            "id": f"note--{uuid.UUID(int=number, version=4)}",
            "created": when,
            "modified": when,
            "content": words,
            "object_refs": [about],
        }
        for number, words in enumerate(texts(items), 2)
    ]
    path = folder / "bundle.json"
    bundle = {"type": "bundle", "id": f"bundle--{uuid.UUID(int=9, version=4)}"}
    path.write_text(json.dumps(bundle | {"objects": [who | {"name": "desk"}, *notes]}), "utf-8")
    return ["stix2_validator", str(path)], folder


def follow_the_money(folder: Path, items: list[dict[str, Any]]) -> Made:
    path = folder / "entities.json"
    path.write_text(
        "".join(
            json.dumps({"id": f"s{n}", "schema": "PlainText", "properties": {"bodyText": [words]}}) + "\n"
            for n, words in enumerate(texts(items))
        ),
        "utf-8",
    )
    return ["ftm", "validate", "-i", str(path), "-o", str(folder / "out.json")], folder


def doorstop(folder: Path, items: list[dict[str, Any]]) -> Made:
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    held = folder / "req"
    held.mkdir()
    (held / ".doorstop.yml").write_text("settings:\n  digits: 6\n  prefix: REQ\n  sep: ''\n", "utf-8")
    for number, words in enumerate(texts(items), 1):
        said = (
            f"active: true\nlevel: {number}\nlinks: []\nnormative: true\nref: ''\nreviewed: null\ntext: |\n  {words}\n"
        )
        (held / f"REQ{number:06d}.yml").write_text(said, "utf-8")
    return ["doorstop", "--no-reformat", "--no-suspect-check", "--no-review-check"], folder


def texts(items: list[dict[str, Any]]) -> Iterator[str]:
    for item in items:
        if item["type"] == "statement":
            yield next(words for key, said in item.items() if isinstance(said, dict) for words in said.values())


PROGRAMS: dict[str, Callable[[Path, list[dict[str, Any]]], Made]] = {
    "provenance validate": ours("validate"),
    "provenance audit": ours("audit"),
    "check-jsonschema": json_schema,
    "stix2_validator": stix,
    "ftm": follow_the_money,
    "doorstop": doorstop,
}


def measured(command: list[str], folder: Path) -> tuple[float | None, str]:
    """Seconds, or None after two minutes; what went wrong, if something did."""
    started = time.perf_counter()
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None, ""
    wrong = done.returncode not in (0, 1) or b"Traceback" in done.stderr
    return time.perf_counter() - started, done.stderr.decode("utf-8", "replace").strip()[-200:] if wrong else ""


def main() -> None:
    print("| items | program | seconds | times `provenance validate` |\n| --- | --- | --- | --- |")
    for size in SIZES:
        items = list(records(size))
        least = 0.0
        for name, make in PROGRAMS.items():
            if not name.startswith("provenance") and shutil.which(name) is None:
                print(f"| {size} | {name} | not installed | – |", flush=True)
                continue
            with tempfile.TemporaryDirectory() as held:
                taken, wrong = measured(*make(Path(held), items))
            least = least or taken or 0.0
            told = "more than 120" if taken is None else f"{taken:.1f}"
            times = f"> {SECONDS / least:.0f}" if taken is None else f"{taken / least:.1f}"
            print(f"| {size} | {name} | {wrong or told} | {times} |", flush=True)


if __name__ == "__main__":
    main()
