"""What is promised to a person who types, watches or compares: `python -m benchmarks.editing`.

The editor's side is a real client over standard input and output, and the time is that between sending one keystroke
and receiving the diagnostics of that version.
"""

import asyncio
import contextlib
import io
import json
import random
import re
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import corpus
from benchmarks.__main__ import PYTHON, medians, row

TOOL = [PYTHON, "-m", "provenance"]
EDITS = 40
PUBLISH = "textDocument/publishDiagnostics"


class Client:
    """The protocol and no more: what an editor does with its own JSON parser."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._in, self._out = process.stdin, process.stdout

    def send(self, method: str, params: object, number: int | None = None) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        body = json.dumps(message | ({"id": number} if number is not None else {})).encode()
        self._in.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    async def receive(self) -> dict[str, Any]:
        length = 0
        while (line := await self._out.readline()).strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        found: dict[str, Any] = json.loads(await self._out.readexactly(length))
        return found

    async def published(self, version: int) -> None:
        while True:
            message = await self.receive()
            if message.get("method") == PUBLISH and message["params"].get("version") == version:
                return


async def keystrokes(path: Path, where: str) -> list[float]:
    """Seconds from each keystroke to its diagnostics. Keys fall in words of quotes, or `anywhere` in words."""
    text = path.read_text("utf-8")
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *TOOL, "lsp", stdin=pipe, stdout=pipe, cwd=path.parent, limit=1 << 26
    )
    client = Client(process)
    client.send("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, 1)
    await client.receive()
    client.send("initialized", {})
    uri = path.as_uri()
    item = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
    client.send("textDocument/didOpen", {"textDocument": item})
    await client.published(1)
    rng = random.Random(4)
    spot = re.compile(r"words|number") if where == "anywhere" else re.compile(r"these are the words")
    taken = []
    for version in range(2, EDITS + 2):
        at = rng.choice([match.start() for match in spot.finditer(text)])
        text = text[:at] + "x" + text[at:]
        started = time.perf_counter()
        document = {"uri": uri, "version": version}
        client.send("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})
        await client.published(version)
        taken.append(time.perf_counter() - started)
        await asyncio.sleep(0.02)
    client.send("shutdown", None, 2)
    client.send("exit", None)
    await process.wait()
    return taken


def editor(folder: Path) -> None:
    for size, wanted in ((1_000, 0.1), (10_000, 1.0)):
        path = folder / f"typing-{size}.claims.yaml"
        path.write_text(corpus.as_yaml(corpus.dossier(size)), "utf-8")
        for where in ("in quotes", "anywhere"):
            taken = asyncio.run(keystrokes(path, where))
            median, worst = statistics.median(taken), max(taken)
            what = f"diagnostics after a keystroke {where}, {size:,} statements (median of {EDITS})"
            # How fast the machine is just now: the same file audited by a process of its own.
            alone = medians([*TOOL, "audit", str(path), "-q", "--fail-on", "never"], runs=3)[0][0]
            said = f"{median * 1000:.0f} ms (worst {worst * 1000:.0f}); {median / alone:.2f} of an audit of its own"
            row(what, said, f"≤ {wanted * 1000:.0f} ms", median <= wanted)


def comparing(folder: Path) -> None:
    old, new = folder / "old.claims.yaml", folder / "new.claims.yaml"
    data = corpus.dossier(10_000)
    old.write_text(corpus.as_yaml(data), "utf-8")
    for statement in data["statements"][::100]:
        statement["chain"] = "Person 1"
    new.write_text(corpus.as_yaml(data), "utf-8")
    quiet = ["-q", "--fail-on", "never"]
    compared, one, two = medians(
        [*TOOL, "diff", str(old), str(new)],
        [*TOOL, "audit", str(old), *quiet],
        [*TOOL, "audit", str(new), *quiet],
        runs=3,
    )
    ratio = compared[0] / (one[0] + two[0])
    row("diff of two dossiers of 10,000 statements, against auditing both", f"{ratio:.2f} times", "≤ 1.5", ratio <= 1.5)


def watching(folder: Path) -> None:
    """What the watching process does on a change, against a process that audits the changed file alone."""
    from provenance.cli.audit_run import AuditArguments, AuditRun
    from provenance.cli.watching import AuditWatcher

    many = folder / "many"
    for number in range(1_000):
        file = many / f"d{number}" / f"d{number}.claims.yaml"
        file.parent.mkdir(parents=True)
        data = corpus.dossier(30, seed=number)
        file.write_text(corpus.as_yaml({**data, "dossier": f"d{number}"}), "utf-8")
    (many / "provenance.toml").write_text("", "utf-8")
    changed = many / "d500" / "d500.claims.yaml"
    ours, theirs = [], []
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        watcher = AuditWatcher(AuditRun(AuditArguments((many,), quiet=True)))
        code = watcher.begin()
        for number in range(15):
            changed.write_text(changed.read_text("utf-8") + f"# {number}\n", "utf-8")
            started = time.perf_counter()
            watcher.again({changed}, code)
            ours.append(time.perf_counter() - started)
            started = time.perf_counter()
            AuditRun(AuditArguments((changed,), quiet=True)).run([changed])
            theirs.append(time.perf_counter() - started)
    ratio = statistics.median(ours) / statistics.median(theirs)
    said = f"{ratio:.2f} times ({statistics.median(ours) * 1000:.0f} ms)"
    row("--watch, one changed dossier of 1,000, against auditing it alone in the same process", said, "≤ 2", ratio <= 2)


def main() -> None:
    print("| what | measured | wanted | met |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        editor(folder)
        comparing(folder)
        watching(folder)


if __name__ == "__main__":
    main()
