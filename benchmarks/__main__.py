"""`make bench`: every figure the project has promised, as ratios within one run.

These machines are noisy, so the two sides of a ratio are run in turn and the medians compared.
"""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import corpus, independence

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
Run = tuple[float, float]


def once(command: Sequence[str]) -> Run:
    """Wall seconds and peak MiB of one process."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    _, _, usage = os.wait4(process.pid, 0)
    scale = 1024 * 1024 if platform.system() == "Darwin" else 1024
    return time.perf_counter() - started, usage.ru_maxrss / scale


def medians(*commands: Sequence[str], runs: int = 5) -> list[Run]:
    """The commands in turn, after a warm-up; the median of each."""
    for command in commands:
        once(command)
    taken: list[list[Run]] = [[] for _ in commands]
    for _ in range(runs):
        for number, command in enumerate(commands):
            taken[number].append(once(command))
    return [(statistics.median(t for t, _ in runs_), max(m for _, m in runs_)) for runs_ in taken]


def row(what: str, measured: str, wanted: str, met: bool) -> None:
    print(f"| {what} | {measured} | {wanted} | {'yes' if met else 'NO'} |")


def main() -> None:
    tool = [PYTHON, "-m", "provenance"]
    checker = [PYTHON, "-m", "check_jsonschema", "--schemafile", str(ROOT / "schemas/dossier.schema.json")]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores; medians of runs in turn\n")
    print("| what | measured | wanted | met |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for size in (1, 1_000, 10_000):
            data = corpus.dossier(size)
            for form, text in (("yaml", corpus.as_yaml(data)), ("json", corpus.as_json(data))):
                files[size, form] = str(Path(folder) / f"{form}-{size}.claims.{form}")
                Path(files[size, form]).write_text(text, "utf-8")
        big = files[10_000, "yaml"]
        ours, theirs = medians([*tool, "validate", big], [*checker, big], runs=3)
        ratio = theirs[0] / ours[0]
        row(
            "validate, 10,000 statements of YAML, against check-jsonschema",
            f"{ratio:.1f} times faster ({ours[0]:.2f} s, {theirs[0]:.2f} s)",
            "≥ 3",
            ratio >= 3,
        )
        row("its peak memory", f"{ours[1]:.0f} MiB (check-jsonschema {theirs[1]:.0f})", "< 160 MiB", ours[1] < 160)
        ours_json, theirs_json = medians([*tool, "validate", files[10_000, "json"]], [*checker, files[10_000, "json"]])
        ratio = theirs_json[0] / ours_json[0]
        row(
            "the same in JSON",
            f"{ratio:.1f} times faster ({ours_json[0]:.2f} s, {theirs_json[0]:.2f} s)",
            "≥ 1",
            ratio >= 1,
        )
        validate, audit = medians([*tool, "validate", big], [*tool, "audit", big])
        ratio = audit[0] / validate[0]
        row(
            "audit without diagrams, against validate",
            f"{ratio:.2f} times ({audit[0]:.2f} s, {audit[1]:.0f} MiB)",
            "≤ 2",
            ratio <= 2,
        )
        one, small, large = medians(*([*tool, "audit", files[n, "yaml"]] for n in (1, 1_000, 10_000)))
        each_small, each_large = (small[0] - one[0]) / 1_000, (large[0] - one[0]) / 10_000
        ratio = each_large / each_small
        row(
            "audit, cost per statement at 10,000 against 1,000",
            f"{ratio:.2f} ({each_large * 1e6:.0f} µs, {each_small * 1e6:.0f} µs)",
            "≤ 1.2",
            ratio <= 1.2,
        )
        bare, helped, validated = medians(
            [PYTHON, "-c", "pass"], [*tool, "--help"], [*tool, "validate", files[1, "yaml"]], runs=11
        )
        row("--help above bare Python", f"{(helped[0] - bare[0]) * 1e3:.0f} ms", "< 50 ms", helped[0] - bare[0] < 0.05)
        row(
            "validate of one statement above bare Python",
            f"{(validated[0] - bare[0]) * 1e3:.0f} ms",
            "< 150 ms",
            validated[0] - bare[0] < 0.15,
        )
    ratio, claims, ours_each, theirs_each = independence.against_networkx()
    row(
        f"independence of {claims:,} claims, against networkx maximum_flow",
        f"{ratio:.0f} times faster ({ours_each:.1f} µs, {theirs_each:.0f} µs a claim)",
        "≥ 30",
        ratio >= 30,
    )


if __name__ == "__main__":
    main()
