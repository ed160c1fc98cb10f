"""What the tests of Spark share: a corpus with all that goes wrong, runs by either engine, rows that can be compared."""

import gzip
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from provenance.corpus.rows import COLUMNS
from tests.conftest import ROOT
from tests.corpus.made import corpus, write

#: Two executors of one core and 1,024 MB each, as processes of their own: what a cluster is, on this machine.
CLUSTER = "local-cluster[2,1,1024]"
WAIT = 600


def environment(master: str, **more: str) -> dict[str, str]:
    """What a run of Spark is given: where it runs, and this tree before any other."""
    return {**os.environ, "MASTER": master, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **more}


def audit(*arguments: str, master: str | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """A run of the command: by Spark where a master is named."""
    command = [sys.executable, "-m", "provenance", "audit", *arguments]
    if master is None:
        return subprocess.run(command, capture_output=True, text=True, timeout=WAIT, check=False)
    command += ["--engine", "spark"]
    environ = environment(master, **more)
    return subprocess.run(command, capture_output=True, text=True, timeout=WAIT, check=False, env=environ)


def told(done: subprocess.CompletedProcess[str]) -> list[str]:
    """What a run said of the corpus, without what Spark says while it starts."""
    lines = done.stderr.splitlines()
    return sorted(line for line in lines if line.startswith("lost: ")) + lines[-2:]


def rows_of(path: str) -> list[str]:
    """The rows of an output of either engine, in an order of their own."""
    if path.endswith(".jsonl"):
        parts = sorted(Path(path).glob("part-*")) if Path(path).is_dir() else [Path(path)]
        lines = [json.loads(line) for part in parts for line in part.read_text("utf-8").splitlines()]
        found = [dict.fromkeys(COLUMNS) | line for line in lines if line["kind"] != "corpus"]
    else:
        found = pyarrow.parquet.read_table(path).to_pylist()
    return sorted(json.dumps(row, sort_keys=True) for row in found)


def scattered(path: Path, dossiers: list[list[dict[str, Any]]], seed: int) -> list[str]:
    """Records in a file, those of each dossier far from each other; its lines."""
    lines = write(path, dossiers).read_text("utf-8").splitlines()
    random.Random(seed).shuffle(lines)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return lines


def troubled_corpus(folder: Path, count: int = 120) -> None:
    """Files of all kinds, with dossiers that stand apart, lines that cannot be read, and a name that one file hides."""
    folder.mkdir()
    dossiers = corpus(count, seed=5)
    share = count // 6
    lines = scattered(folder / "a.claims.jsonl", dossiers[:share], 3)
    lines[7:7] = ["", "{not json", "   ", '{"type": "statment"}\r']
    nameless = {"type": "claim", "id": "c9", "text": "Of no dossier."}
    lines[30:30] = [json.dumps(nameless), '{"type": "claim", "dossier": "x", "id": ']
    data = "\n".join(lines).encode() + b"\n\xff\xfe broken \xc3\n"
    (folder / "a.claims.jsonl").write_bytes(data)

    dossiers[share][1]["name"] = "Éponine Thénardier’s house"
    write(folder / "b [1] é%20{x}.claims.jsonl", dossiers[share : 2 * share])
    witness = {"type": "source", "dossier": dossiers[2 * share][0]["id"], "id": "w", "name": "Éponine Thénardier"}
    dossiers[2 * share].append(witness | {"confidential": True, "role": "a witness"})
    scattered(folder / "c.claims.jsonl", dossiers[2 * share : 3 * share], 4)
    (folder / "c.claims.jsonl.gz").write_bytes(gzip.compress((folder / "c.claims.jsonl").read_bytes()))
    (folder / "c.claims.jsonl").unlink()
    scattered(folder / "d.claims.jsonl", dossiers[3 * share : 4 * share], 5)
    with pyarrow.CompressedOutputStream(pyarrow.OSFile(str(folder / "d.claims.jsonl.zst"), "wb"), "zstd") as stream:
        stream.write((folder / "d.claims.jsonl").read_bytes())
    (folder / "d.claims.jsonl").unlink()
    records = [json.dumps(record) for one in dossiers[4 * share : 5 * share] for record in one]
    pyarrow.parquet.write_table(pyarrow.table({"record": records}), folder / "e.claims.parquet")
    # The same names of dossiers in another file are other dossiers.
    write(folder / "f.claims.jsonl", dossiers[:share])
    text = "language: en\nclaims: {c1: A claim.}\nstatements:\n  - {chain: a → AFP, in: d, says: {c1: words}}\n"
    text += "documents: {d: {publisher: AFP, published: 2022-07-01}}\n"
    # Whom a claim file of another kind hides is hidden in all, as is what may be a name in a record that is cut off.
    hidden = "sources: {m: {name: Marius Pontmercy, kind: person, confidential: true, role: a lawyer}}\n"
    (folder / "g.claims.yaml").write_text(text + hidden, "utf-8")
    claim = next(record for record in dossiers[5 * share] if record["type"] == "claim")
    claim["text"] = "Marius Pontmercy was with Azelma Jondrette."
    lines = write(folder / "h.claims.jsonl", dossiers[5 * share :]).read_bytes()
    cut = b'{"type": "source", "dossier": "cut", "id": "a", "name": "Azelma Jondrette", "confid'
    (folder / "h.claims.jsonl").write_bytes(b"\xef\xbb\xbf" + lines + cut)
    # Nothing at all, nothing in it, and nothing when it is unpacked.
    (folder / "i.claims.jsonl").write_bytes(b"")
    (folder / "j.claims.jsonl").write_bytes(b"\n  \n")
    (folder / "k.claims.jsonl.gz").write_bytes(gzip.compress(b""))
