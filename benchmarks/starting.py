"""What a start costs: `python -m benchmarks.starting`. Medians of differences to bare Python, in one run."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 15
ONE = "language: en\nsources: {m: {name: M, kind: person}}\nclaims: {c1: A claim.}\nstatements: [{chain: m, says: {c1: words}}]\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "x.claims.yaml").write_text(ONE, "utf-8")
        program = ["-m", "provenance"]
        commands = {
            "bare Python": ["-c", "pass"],
            "import click": ["-c", "import click"],
            "provenance --help": [*program, "--help"],
            "provenance validate, one statement": [*program, "validate", "x.claims.yaml"],
            "provenance audit of the demonstration": [*program, "audit", str(ROOT / "seeds"), "--fail-on", "never"],
        }
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                started = time.perf_counter()
                subprocess.run([sys.executable, *command], cwd=folder, capture_output=True, check=False)
                taken[name].append(time.perf_counter() - started)
    bare = statistics.median(taken["bare Python"])
    click = statistics.median(taken["import click"]) - bare
    print("| start | ms above bare Python | times `import click` |\n| --- | --- | --- |")
    for name, found in taken.items():
        above = statistics.median(found) - bare
        print(f"| {name} | {1000 * above:.0f} | {above / click:.1f} |")


if __name__ == "__main__":
    main()
