"""The port, attacked over raw sockets; what a killed process leaves behind."""

import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
import urllib.request
from http.client import HTTPException
from pathlib import Path

import pytest

from provenance.editing.decisions import put
from provenance.editing.journal import Journal
from provenance.editing.workspace import Workspace
from provenance.review.http import HEADERS
from tests.review.conftest import DRAFT, TOKEN, Served


def raw(served: Served, data: bytes, wait: float = 5.0) -> bytes:
    """What a socket gets for some bytes, whatever they are."""
    with socket.create_connection(("127.0.0.1", served.server.server_port), timeout=wait) as link:
        found = b""
        try:
            link.sendall(data)
            link.shutdown(socket.SHUT_WR)
            while piece := link.recv(65536):
                found += piece
        except OSError:
            # It has heard enough and hung up.
            pass
        return found


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0


def post(served: Served, *lines: str, body: bytes = b'{"do": {}}', **more: str) -> bytes:
    host = served.server.host
    headers = {
        "Host": host, "Origin": f"http://{host}", "X-Provenance-Token": TOKEN, "Content-Type": "application/json",
        "Content-Length": str(len(body)), **{name.replace("_", "-"): value for name, value in more.items()},
    }  # fmt: skip
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
    return f"POST /undo HTTP/1.1\r\n{head}{''.join(line + chr(13) + chr(10) for line in lines)}\r\n".encode() + body


def test_ours_is_answered_and_every_answer_is_locked(served: Served) -> None:
    answer = raw(served, post(served, "Connection: close"))
    assert status(answer) == 200
    for name, value in HEADERS.items():
        assert f"{name}: {value}".encode() in answer
    assert b"Access-Control" not in answer
    assert b"Set-Cookie" not in answer


@pytest.mark.parametrize(
    ("lines", "more", "wanted"),
    [
        (("Host: evil.example",), {}, 400),
        ((), {"Host": "evil.example"}, 403),
        ((), {"Host": ""}, 403),
        (("Origin: http://evil.example",), {}, 400),
        (("Content-Length: 4",), {}, 400),
        ((), {"Content_Length": "-1"}, 411),
        ((), {"Content_Length": "99999999999"}, 413),
        ((), {"Content_Length": "٣"}, 411),
        (("Transfer-Encoding: chunked",), {"Content_Length": ""}, 411),
        (("Transfer-Encoding: chunked",), {}, 411),
        (("Cookie: token=" + TOKEN,), {"X_Provenance_Token": ""}, 401),
        (("X-Provenance-Token: x",), {}, 400),
    ],
)
def test_what_is_not_ours_is_refused(served: Served, lines: tuple[str, ...], more: dict[str, str], wanted: int) -> None:
    assert status(raw(served, post(served, "Connection: close", *lines, **more))) in (wanted, 400)
    assert served.text == DRAFT


def test_a_name_that_leads_here_is_not_ours(served: Served) -> None:
    port = served.server.server_port
    for host in (f"localhost:{port}", f"127.0.0.1.nip.io:{port}", "127.0.0.1", f"[::1]:{port}", f"127.0.0.1:{port}."):
        got = raw(
            served,
            f"GET /state HTTP/1.1\r\nHost: {host}\r\nX-Provenance-Token: {TOKEN}\r\nConnection: close\r\n\r\n".encode(),
        )
        assert status(got) == 403, host


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\r\n\r\n", b"GET\r\n\r\n", b"\x16\x03\x01\x02\x00", b"GET / HTTP/9.9\r\n\r\n", b"A" * 100_000,
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"GET /%ff%00 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /é HTTP/1.1\r\nHost: x\r\n\r\n".encode(), b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"POST /decide HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc",
    ],
    ids=range(12),
)  # fmt: skip
def test_noise_stops_nobody(served: Served, data: bytes) -> None:
    assert status(raw(served, data)) not in (200, 500)
    assert status(raw(served, post(served, "Connection: close"))) == 200


def test_idle_connections_keep_nobody_waiting(served: Served) -> None:
    idle = [socket.create_connection(("127.0.0.1", served.server.server_port)) for _ in range(200)]
    try:
        started = time.monotonic()
        assert status(raw(served, post(served, "Connection: close"))) == 200
        assert time.monotonic() - started < 3
    finally:
        for link in idle:
            link.close()


def test_it_listens_on_loopback_alone(served: Served) -> None:
    assert served.server.server_address[0] == "127.0.0.1"


def test_streams_that_nobody_began_to_read_leave_nothing(served: Served) -> None:
    for _ in range(60):
        link = socket.create_connection(("127.0.0.1", served.server.server_port))
        head = f"GET /events HTTP/1.1\r\nHost: {served.server.host}\r\nX-Provenance-Token: {TOKEN}\r\n\r\n"
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        link.sendall(head.encode())
        link.close()
    time.sleep(0.3)
    # Whoever is gone is found out by what is sent next.
    for n in range(3):
        served.session.work.decide("x", lambda data, _, n=n: [put(("title",), f"T{n}")])
        served.session._follow()
        time.sleep(0.2)
    assert len(served.session._listeners) < 5


# --- a process of its own ---------------------------------------------------------------------------------------------


def started(path: Path, state: Path) -> tuple["subprocess.Popen[str]", str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "provenance", "review", str(path), "--no-browser", "--by", "Ada"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, "XDG_STATE_HOME": str(state)},
    )  # fmt: skip
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def asked(address: str, path: str, body: object = None) -> dict[str, object]:
    base, token = address.split("/#token=")
    headers = {"X-Provenance-Token": token, "Origin": base, "Content-Type": "application/json"}
    data = json.dumps(body).encode() if body is not None else None
    with urllib.request.urlopen(urllib.request.Request(base + path, data, headers), timeout=10) as response:
        found: dict[str, object] = json.load(response)
        return found


def test_an_article_is_drafted_and_ctrl_c_ends_it_whatever_is_open(tmp_path: Path) -> None:
    article = tmp_path / "news.txt"
    article.write_text("The bridge is shut, the mayor said on Monday. “It is old”, said Ada Lovelace.\n", "utf-8")
    process, address = started(article, tmp_path / "state")
    assert address.startswith("http://127.0.0.1:")
    assert (tmp_path / "news.claims.yaml").exists()
    base, token = address.split("/#token=")
    request = urllib.request.Request(base + "/events", headers={"X-Provenance-Token": token})
    with urllib.request.urlopen(request, timeout=10) as stream:
        assert stream.readline().startswith(b":")
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(5) == 0
        assert time.monotonic() - begun < 2
    assert process.stdout is not None
    process.stdout.close()


@pytest.mark.parametrize("pause", [0.0, 0.02, 0.07])
def test_a_killed_process_loses_at_most_the_decision_in_flight(file: Path, tmp_path: Path, pause: float) -> None:
    """Decisions one after the other, the process killed among them: what was told as saved is there and can be undone."""
    process, address = started(file, tmp_path / "state")
    saved = 0
    import threading

    killer = threading.Timer(0.4 + pause, process.kill)
    killer.start()
    try:
        for n in range(10_000):
            asked(address, "/decide", {"do": {"kind": "set", "section": "dossier", "key": "title", "value": f"T{n}"}})
            saved = n
    except (OSError, HTTPException):
        pass
    process.wait(5)
    assert process.stdout is not None
    process.stdout.close()
    text = file.read_text("utf-8")
    assert f"title: T{saved}\n" in text or f"title: T{saved + 1}\n" in text
    (journal,) = (tmp_path / "state" / "provenance" / "review").glob("*.jsonl")
    work = Workspace(file, Journal(journal))
    for _ in range(len(work.journal.done)):
        assert work.undo() is not None
    assert file.read_text("utf-8") == DRAFT
