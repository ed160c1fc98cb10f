"""Formats of other fields: `python -m benchmarks.formats [STATEMENTS]`. What writing each costs, as a multiple of the audit of
the same dossier in the same run, at a tenth of the size and at the size.
"""

import gc
import json
import random
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import Any

from provenance.auditing import DossierAudit, audit_paths
from provenance.exchange import exchange_format
from provenance.exchange.names import WRITTEN

STATEMENTS = 10_000


def dossier(statements: int) -> dict[str, Any]:
    """One dossier: a claim for ten statements, chains of one to three hops, a text for each document."""
    rng = random.Random(1)
    sources = {f"s{n}": {"name": f"Source {n}", "kind": "person"} for n in range(statements // 20)}
    documents = {
        f"d{n}": {
            "publisher": f"s{n % len(sources)}",
            "published": f"2022-07-{1 + n % 28:02d}",
            "url": f"https://example.org/{n}",
        }
        for n in range(statements // 10)
    }
    claims = {f"c{n}": f"What is said number {n} is so." for n in range(statements // 10)}
    said = [
        {
            "chain": " → ".join(rng.sample(sorted(sources), rng.randint(1, 3))),
            "in": f"d{rng.randrange(len(documents))}",
            "says": {f"c{n % len(claims)}": f"these are the words number {n}"},
        }
        for n in range(statements)
    ]
    return {"dossier": "big", "language": "en", "as_of": "2022-08-01", "sources": sources, "documents": documents,
            "claims": claims, "statements": said}  # fmt: skip


def audited(folder: Path, statements: int) -> tuple[DossierAudit, float]:
    path = folder / f"{statements}.claims.json"
    path.write_text(json.dumps(dossier(statements)), "utf-8")
    gc.collect()
    gc.disable()
    started = time.perf_counter()
    (audit,) = audit_paths([path])
    taken = time.perf_counter() - started
    gc.enable()
    return audit, taken


def main(statements: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        small, small_audit = audited(Path(folder), statements // 10)
        large, large_audit = audited(Path(folder), statements)
        print(
            f"audit of {statements} statements: {large_audit:.1f} s ({large_audit / small_audit:.1f} times a tenth of them)\n"
        )
        print(
            "| format | times the audit | times a tenth of it | MB written | MB at the peak |\n| --- | --- | --- | --- | --- |"
        )
        for name in WRITTEN:
            export = exchange_format(name).export
            assert export is not None
            taken = []
            for audit in (small, large):
                # As the commands do: nothing is collected while they write.
                gc.collect()
                gc.disable()
                started = time.perf_counter()
                parts = export(audit, "en").parts
                taken.append(time.perf_counter() - started)
                gc.enable()
            tracemalloc.start()
            export(small, "en")
            peak = tracemalloc.get_traced_memory()[1] * 10 / 1e6
            tracemalloc.stop()
            size = sum(map(len, parts.values())) / 1e6
            print(
                f"| {name} | {taken[1] / large_audit:.2f} | {taken[1] / taken[0]:.1f} | {size:.1f} | {peak:.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else STATEMENTS)
