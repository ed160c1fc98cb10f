"""What is no conversation with the language server ends with a reason, and memory stays where it was."""

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from provenance.lsp.frames import Frames
from tests.conftest import ROOT
from tests.lsp.conftest import Client


def frame(method: str, number: int | None = None, end: bytes = b"\r\n", name: bytes = b"Content-Length") -> bytes:
    message: dict[str, object] = {"jsonrpc": "2.0", "method": method, "params": {"capabilities": {}}}
    if method != "initialize":
        message.pop("params")
    if number is not None:
        message["id"] = number
    body = json.dumps(message).encode()
    return name + b": %d" % len(body) + end + end + body


def talk_to(folder: Path, said: bytes) -> tuple[int, bytes, str]:
    done = subprocess.run(
        [sys.executable, "-m", "provenance", "lsp"],
        input=said,
        capture_output=True,
        cwd=folder,
        timeout=30,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr.decode()


WHOLE = frame("initialize", 1) + frame("shutdown", 2) + frame("exit")


@pytest.mark.parametrize(
    ("said", "code", "why"),
    [
        (WHOLE, 0, ""),
        (frame("initialize", 1, b"\n") + frame("shutdown", 2, b"\n") + frame("exit", None, b"\n"), 0, ""),
        (frame("initialize", 1, name=b"content-length") + frame("shutdown", 2) + b"\r\n\r\n" + frame("exit"), 0, ""),
        (b"Content-Type: x; charset=utf-8\r\n" + WHOLE, 0, ""),
        (frame("initialize", 1) + frame("exit"), 1, ""),
        (frame("initialize", 1), 1, ""),
        (b"", 1, ""),
        (frame("initialize", 1) + b"Content-Length: abc\r\n\r\n{}" + WHOLE, 1, "no length of a message"),
        (b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} " + WHOLE, 1, "two lengths"),
        (b"Content-Length: 99999999999999999999\r\n\r\n{}" + WHOLE, 1, "no length of a message"),
        (b"Content-Length: -1\r\n\r\n{}", 1, "no length of a message"),
        (b"Content-Type: x\r\n\r\n" + WHOLE, 1, "without Content-Length"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", 1, "this is no header"),
        (b"\xff" * 10_000, 1, "this is no header"),
        (frame("initialize", 1)[:-5], 1, "the input ended after"),
        (b"Content-Length: 5", 1, "this is no header"),
    ],
)
def test_frames(tmp_path: Path, said: bytes, code: int, why: str) -> None:
    returned, out, err = talk_to(tmp_path, said)
    assert returned == code, err
    assert why in err
    assert "Traceback" not in err
    # Whole messages before it were answered.
    assert (b'"id":1' in out.replace(b" ", b"")) == (code == 0 or said.startswith(frame("initialize", 1)))


@given(st.lists(st.binary(min_size=1, max_size=30), max_size=4), st.sampled_from([b"\r\n", b"\n"]))
def test_whatever_messages_come_through_whole(messages: list[bytes], end: bytes) -> None:
    import io

    frames = Frames(io.BytesIO(b"".join(b"Content-Length: %d" % len(m) + end + end + m for m in messages)))
    found = []
    while line := frames.readline():
        assert frames.readline() == b"\r\n"
        found.append(frames.read(int(line.split(b":")[1])))
    assert (found, frames.fault) == (messages, "")


@given(st.binary(max_size=200))
def test_whatever_bytes_come_end(said: bytes) -> None:
    import io

    frames = Frames(io.BytesIO(said))
    for _ in range(1000):
        line = frames.readline()
        if not line:
            return
        if line != b"\r\n":
            size = int(line.split(b":")[1])
            frames.readline()
            if not frames.read(size):
                return
    raise AssertionError(said)


def test_edits_without_a_rest_leave_nothing_behind(tmp_path: Path, talk: Callable[..., None]) -> None:
    shutil.copytree(ROOT / "seeds/tehran-2022-07", tmp_path / "tehran")
    file = tmp_path / "tehran/tehran-2022-07.claims.yaml"
    text = file.read_text("utf-8")

    async def conversation(client: Client) -> None:
        uri = client.open(file)
        await client.diagnostics(uri, 1)
        process = client._server
        assert process is not None

        def resident() -> int:
            status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
            return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024

        document, at = types.TextDocumentIdentifier(uri), types.Position(257, 10)
        sizes, waiting = [], []
        for number in range(1, 401):
            # Nothing is waited for between one key and the next.
            client.type(uri, number + 1, text.replace("le 8 juin", f"le {number} juin", 1))
            waiting.append(asyncio.ensure_future(client.text_document_hover_async(types.HoverParams(document, at))))
            if number in (100, 400):
                assert all(await asyncio.gather(*waiting))
                sizes.append(resident())
        assert sizes[1] < sizes[0] + 30, sizes

    talk(conversation, tmp_path)


def test_what_is_refused_is_told_in_a_line(tmp_path: Path) -> None:
    """A name asked for where none stands, a message that is none, parameters of another type."""
    uri = (tmp_path / "x.claims.yaml").as_uri()
    opened = {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": "claims: {c: It is so.}\n"}}
    place = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}
    asked = [
        {"method": "textDocument/didOpen", "params": opened},
        {"id": 7, "method": "textDocument/rename", "params": {**place, "newName": "z"}},
        {"id": 8, "method": "textDocument/hover", "params": {"position": "\x1b[31m"}},
        [1],
    ]
    bodies = [json.dumps(one if isinstance(one, list) else {"jsonrpc": "2.0", **one}).encode() for one in asked]
    said = b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies)
    code, out, err = talk_to(tmp_path, frame("initialize", 1) + said + frame("shutdown", 2) + frame("exit"))
    assert code == 0
    assert b"no id stands here" in out
    assert "Traceback" not in err
    assert "\x1b" not in err
