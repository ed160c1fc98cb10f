"""How the time of what grows grows: `python -m benchmarks.growth`.

Each kind of work is done at n, 2n and 4n, and the exponent is that of the last doubling: 1 is linear. Times below the
noise (30 ms) count as linear.
"""

import json
import math
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from provenance.auditing import AuditOptions, audit_paths
from provenance.extraction import extract
from provenance.report.json_report import json_text

NOISE = 0.03
Record = dict[str, Any]


def write(folder: Path, data: Record, **texts: str) -> Path:
    """A claim file in JSON, with texts beside it."""
    path = folder / "x.claims.json"
    path.write_text(json.dumps({"language": "en", "as_of": "2022-12-01", **data}), "utf-8")
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return path


def told(folder: Path, data: Record, **texts: str) -> None:
    """Audit it, and write the JSON."""
    (audit,) = audit_paths([write(folder, data, **texts)], AuditOptions())
    json_text([audit], "en")


def origins(folder: Path, n: int) -> None:
    """G1: one claim with n origins."""
    told(
        folder,
        {
            "sources": {f"s{i}": {"name": f"Witness {i}"} for i in range(n)},
            "claims": {"c": "A claim."},
            "statements": [{"chain": f"s{i}", "says": {"c": "words"}} for i in range(n)],
        },
    )


def hops(folder: Path, n: int) -> None:
    """G2: one chain of n hops."""
    told(
        folder,
        {
            "sources": {f"s{i}": {"name": f"Relay {i}"} for i in range(n)},
            "claims": {"c": "A claim."},
            "statements": [{"chain": [f"s{i}" for i in range(n)], "says": {"c": "words"}}],
        },
    )


def rivals(folder: Path, n: int) -> None:
    """G3: n rivals on as many dates, as a page."""
    from provenance.diagram.layout_pool import LayoutPool
    from provenance.report.html.page import page_text

    data = {
        "sources": {f"s{i}": {"name": f"Witness {i}"} for i in range(n)},
        "claims": {f"c{i}": {"text": f"It was {i}.", "about": "number", "value": i * 10} for i in range(n)},
        "statements": [
            {"chain": f"s{i}", "said_on": f"2022-{1 + i // 28:02}-{1 + i % 28:02}", "says": {f"c{i}": "words"}}
            for i in range(n)
        ],
    }
    (audit,) = audit_paths([write(folder, data)], AuditOptions())
    with LayoutPool() as pool:
        page_text(audit, "en", pool, lambda line: None)


def houses(folder: Path, n: int) -> None:
    """G4: a house n levels deep."""
    sources: Record = {f"s{i}": {"name": f"Office {i}", "part_of": f"s{i + 1}"} for i in range(n)}
    sources[f"s{n}"] = {"name": "The whole"}
    told(
        folder,
        {"sources": sources, "claims": {"c": "A claim."}, "statements": [{"chain": "s0", "says": {"c": "words"}}]},
    )


def circle(folder: Path, n: int) -> None:
    """G4: a circle of n houses."""
    sources = {f"s{i}": {"name": f"Office {i}", "part_of": f"s{(i + 1) % n}"} for i in range(n)}
    told(
        folder,
        {"sources": sources, "claims": {"c": "A claim."}, "statements": [{"chain": "s0", "says": {"c": "words"}}]},
    )


def aliases(folder: Path, n: int) -> None:
    """G5: n aliases of a confidential source."""
    told(
        folder,
        {
            "sources": {
                "s": {"name": "Jane Miller", "confidential": True, "aliases": [f"Alias Number{i}" for i in range(n)]}
            },
            "claims": {f"c{i}": f"What Alias Number{i} said." for i in range(n)},
            "statements": [{"chain": f"Alias Number{i}", "says": {f"c{i}": "words"}} for i in range(n)],
        },
    )


def unknown(folder: Path, n: int) -> None:
    """G5: n unknown names among as many sources."""
    told(
        folder,
        {
            "sources": {f"s{i}": {"name": f"Witness number {i}"} for i in range(n)},
            "claims": {"c": "A claim."},
            "statements": [{"chain": f"Wittness numbr {i}", "says": {"c": "words"}} for i in range(n)],
        },
    )


def anchors(folder: Path, n: int) -> None:
    """G6: an article of n paragraphs with as many quotes, each with a slip."""
    lines = [f"Paragraph number {i} tells that the committee met in the old town hall that week." for i in range(n)]
    told(
        folder,
        {
            "sources": {"s": {"name": "Witness"}},
            "documents": {"a": {"publisher": "Paper", "file": "a.txt", "published": "2022-07-01"}},
            "claims": {f"c{i}": f"Claim {i}." for i in range(n)},
            "statements": [
                {"chain": "s", "says": {f"c{i}": f"number {i} tells that the comittee met in the old"}}
                for i in range(n)
            ],
        },
        a="\n\n".join(lines) + "\n",
    )


def missing(folder: Path, n: int) -> None:
    """G11: n missing texts in one folder."""
    told(
        folder,
        {
            "documents": {f"d{i}": {"publisher": "Paper", "file": f"text-{i}.txt"} for i in range(n)},
            "claims": {"c": "A claim."},
            "statements": [{"chain": "x", "in": "d0", "says": {"c": "words"}}],
        },
        **{f"other{i}": "words" for i in range(n)},
    )


def secret(folder: Path, n: int) -> None:
    """G12: n confidential sources of similar names, as the terminal shows them: all on one long line."""
    from provenance.emit.text import audit_text

    data = {
        "sources": {f"zq{i}": {"name": f"Zorb{i} Qwert{i}ski", "confidential": True} for i in range(n)},
        "claims": {"c": "A claim."},
        "statements": [{"chain": f"zq{i}", "says": {"c": "words"}} for i in range(n)],
    }
    (audit,) = audit_paths([write(folder, data)], AuditOptions())
    audit_text(audit, "en", lambda text, style: text, 100, everything=True)


def versions(link: str) -> Callable[[Path, int], None]:
    """G13: n documents, each of which revises, translates, corrects or retracts the one before."""

    def chain(folder: Path, n: int) -> None:
        told(
            folder,
            {
                "sources": {f"p{i}": {"name": f"Paper {i}"} for i in range(n)},
                "documents": {
                    f"d{i}": {
                        "publisher": "p0" if link == "revises" else f"p{i}",
                        "published": "2022-07-01",
                        **({link: f"d{i - 1}"} if i else {}),
                    }
                    for i in range(n)
                },
                "claims": {"c": "A claim."},
                "statements": [{"chain": "p0", "in": f"d{i}", "says": {"c": "words"}} for i in range(n)],
            },
        )

    return chain


def ticker(folder: Path, n: int) -> None:
    """G17: a wire revised n times, with another number each time."""
    told(
        folder,
        {
            "sources": {"p": {"name": "Paper"}, "s": {"name": "Witness"}},
            "documents": {
                f"d{i}": {"publisher": "p", "published": "2022-07-01", **({"revises": f"d{i - 1}"} if i else {})}
                for i in range(n)
            },
            "claims": {f"c{i}": {"text": f"{i} died.", "about": "dead", "value": i} for i in range(n)},
            "statements": [{"chain": "s", "in": f"d{i}", "says": {f"c{i}": "words"}} for i in range(n)],
        },
    )


def toll(folder: Path, n: int) -> None:
    """G21: a running question with n values, each of another day."""
    told(
        folder,
        {
            "sources": {f"s{i}": {"name": f"Witness {i}"} for i in range(n)},
            "claims": {f"c{i}": {"text": f"{i} died.", "about": "dead", "value": i, "running": True} for i in range(n)},
            "statements": [{"chain": f"s{i}", "said_on": f"{1000 + i}", "says": {f"c{i}": "words"}} for i in range(n)],
        },
    )


def narrower(folder: Path, n: int) -> None:
    """G18: n claims, each narrower than the next, of which the widest is denied."""
    wider = {f"c{i}": {"text": f"Claim {i}.", "narrower_than": f"c{i + 1}", "concerns": ["s"]} for i in range(n)}
    told(
        folder,
        {
            "sources": {"s": {"name": "Witness"}},
            "claims": {**wider, f"c{n}": "The widest."},
            "statements": [
                {"chain": "s", "said_on": "2022-01-01", "denies": {f"c{n}": "no"}},
                *({"chain": "s", "said_on": "2022-02-01", "says": {f"c{i}": "words"}} for i in range(n)),
            ],
        },
    )


def evidenced(folder: Path, n: int) -> None:
    """G19: n claims, each with a record that shows it."""
    told(
        folder,
        {
            "sources": {f"s{i}": {"name": f"Witness {i}"} for i in range(n + 1)},
            "claims": {f"c{i}": f"Claim {i}." for i in range(n)},
            "evidence": {
                f"e{i}": {"given_by": f"s{i}", "shows": [f"c{i}"], "authenticated_by": f"s{i + 1}"} for i in range(n)
            },
            "statements": [{"chain": f"s{i}", "says": {f"c{i}": "words"}} for i in range(n)],
        },
    )


def voices(folder: Path, n: int) -> None:
    """G22: one claim with n origins, all read in one paper, which so hangs them together."""
    told(
        folder,
        {
            "sources": {f"s{i}": {"name": f"Witness {i}"} for i in range(n)},
            "documents": {"d": {"publisher": "The Paper", "published": "2022-07-01"}},
            "claims": {"c": "A claim."},
            "statements": [{"chain": f"s{i}", "in": "d", "says": {"c": "words"}} for i in range(n)],
        },
    )


def nested(folder: Path, n: int) -> None:
    """G20: the draft of a report within a report, n deep."""
    from provenance.extraction.draft import draft
    from provenance.extraction.drafting import read_all, texts

    path = folder / "a.txt"
    path.write_text("Selon Ada, " + "".join(f"selon Témoin{i}, " for i in range(n)) + "il pleut.", "utf-8")
    draft("a", texts(list(read_all([path], "fr")), None))


def retractions(folder: Path, n: int) -> None:
    """G14: n statements, each of which retracts the one before."""
    told(
        folder,
        {
            "sources": {"s": {"name": "Witness"}},
            "claims": {"c": "A claim."},
            "statements": [
                {"id": f"t{i}", "chain": "s", "says": {"c": "words"}, **({"retracts": f"t{i - 1}"} if i else {})}
                for i in range(n)
            ],
        },
    )


def shortened(folder: Path, n: int) -> None:
    """G15: n quotes with words left out that the text, which repeats their beginning, does not have."""
    told(
        folder,
        {
            "sources": {"s": {"name": "Witness"}},
            "documents": {"a": {"publisher": "Paper", "file": "a.txt", "published": "2022-07-01"}},
            "claims": {f"c{i}": f"Claim {i}." for i in range(n)},
            "statements": [{"chain": "s", "says": {f"c{i}": f"The bridge […] never {i}"}} for i in range(n)],
        },
        a="The bridge closes. " * n,
    )


def drafted(folder: Path, n: int) -> None:
    """G16: the draft of a text that says one thing n times."""
    from provenance.extraction.draft import draft
    from provenance.extraction.draft_yaml import as_yaml
    from provenance.extraction.drafting import read_all, texts

    path = folder / "a.txt"
    path.write_text('"The bridge is shut," Ann Hill said. ' * n, "utf-8")
    as_yaml(draft("a", texts(list(read_all([path], "en")), None)))


def reading(unit: str) -> Callable[[Path, int], None]:
    """G7, G8: n kB of one phrase, read for who says what."""

    def read(folder: Path, n: int) -> None:
        text = unit * (n * 1000 // len(unit))
        extract(text, "fr" if "dit" in unit else "en")

    return read


WORK: dict[str, tuple[Callable[[Path, int], None], int]] = {
    "G1 origins of one claim": (origins, 200),
    "G2 hops of one chain": (hops, 2_500),
    "G3 rivals on as many dates, page": (rivals, 30),
    "G4 house within house": (houses, 2_500),
    "G4 circle of houses": (circle, 2_500),
    "G5 aliases of a confidential source": (aliases, 500),
    "G5 unknown names among as many sources": (unknown, 500),
    "G6 quotes with a slip in a long article": (anchors, 750),
    "G7 « a », a dit Bob (kB)": (reading("« a », a dit Bob. "), 100),
    "G7 blank lines (kB)": (reading("\n"), 50),
    "G8 said (kB)": (reading("said "), 10),
    "G8 Bob said that (kB)": (reading("Bob said that "), 100),
    "G8 a, dit-il, (kB)": (reading("a, dit-il, "), 50),
    "G11 missing texts in one folder": (missing, 500),
    "G12 confidential sources of similar names, terminal": (secret, 100),
    "G13 documents that each revise the one before": (versions("revises"), 200),
    "G13 documents that each translate the one before": (versions("translates"), 100),
    "G13 documents that each correct the one before": (versions("corrects"), 400),
    "G13 documents that each retract the one before": (versions("retracts"), 200),
    "G14 statements that each retract the one before": (retractions, 200),
    "G15 quotes with words left out": (shortened, 500),
    "G16 draft of a text that says one thing n times": (drafted, 500),
    "G17 versions of a wire, with another number each": (ticker, 100),
    "G18 claims that are each narrower than the next": (narrower, 3_200),
    "G19 claims with a record each": (evidenced, 1_000),
    "G20 reports within reports": (nested, 200),
    "G21 values of a running question": (toll, 50),
    "G22 origins read in one paper": (voices, 1_440),
}


def seconds(work: Callable[[Path, int], None], n: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        work(Path(folder), n)
        return time.perf_counter() - started


def main() -> None:
    chosen = [name for name in WORK if not sys.argv[1:] or any(name.startswith(asked) for asked in sys.argv[1:])]
    seconds(origins, 5)
    print("| work | n | at n, 2n, 4n (s) | exponent |\n| --- | --- | --- | --- |")
    for name in chosen:
        work, n = WORK[name]
        taken: list[float] = []
        for size in (n, 2 * n, 4 * n):
            taken.append(seconds(work, size))
            if taken[-1] > 40:
                break
        last, before = taken[-1], taken[-2] if len(taken) > 1 else taken[-1]
        exponent = 1.0 if last < 4 * NOISE else math.log2(last / max(before, NOISE))
        print(f"| {name} | {n:,} | {', '.join(f'{t:.2f}' for t in taken)} | {exponent:.1f} |", flush=True)


if __name__ == "__main__":
    main()
