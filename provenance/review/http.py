"""Requests and answers of the page, and who may ask: a page on this machine's own address, with the token it was given.

A loopback address is reached by every page the browser shows and by whoever makes a name lead to it. What is asked for
is answered where the Host is exactly ours, the Origin is ours, the browser says that it comes from our own page, and
the token, which stands in the fragment of the address that was printed, comes with it as a header.
"""

import hmac
import json
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

#: Bytes of a request that are read.
MAX_BODY = 1_000_000
TOKEN = "x-provenance-token"
#: What every answer bears: nothing of it is kept, framed, guessed at or told to others.
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none';"
        " form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Request:
    """What was asked. Header names are in lower case; one that stands twice is told by `repeated`."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    query: Mapping[str, str] = field(default_factory=dict)
    repeated: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Response:
    """An answer; `stream` gives pieces for as long as somebody listens."""

    status: int
    body: bytes = b""
    kind: str = "application/json; charset=utf-8"
    stream: Generator[bytes] | None = None


def answer(value: Any, status: int = 200) -> Response:
    """A value as JSON."""
    return Response(status, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def failure(status: int, message: str, **more: Any) -> Response:
    return answer({"error": message, **more}, status)


def refused(request: Request, host: str, token: str, is_open: bool) -> Response | None:
    """Why a request is not answered; None where it may be. What `is_open` holds no data and needs no token."""
    if request.repeated & {"host", "origin", "content-length", "content-type", TOKEN}:
        return failure(400, "a header stands twice")
    if request.headers.get("host") != host:
        return failure(403, "this address is not ours")
    origin = request.headers.get("origin")
    if origin is not None and origin != f"http://{host}":
        return failure(403, "another page asked for this")
    # The page itself holds no data, and may be gone to from anywhere; a frame of it is refused by its own headers.
    goes = request.path == "/" and request.headers.get("sec-fetch-mode") == "navigate"
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none") and not goes:
        return failure(403, "another page asked for this")
    if request.method not in ("GET", "POST"):
        return failure(405, "this is not done here")
    if is_open and request.method == "GET":
        return None
    # A page reached by a link of another one asks for data with its own address alone.
    given = request.headers.get(TOKEN, "")
    if not hmac.compare_digest(given.encode("utf-8", "replace"), token.encode()):
        return failure(401, "the address lacks its token: open the one that was printed")
    if request.method == "POST":
        if origin is None:
            return failure(403, "a page says where it asks from")
        if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
            return failure(415, "JSON is understood here")
    return None


def body_of(request: Request) -> Any:
    """The JSON of a request. Raises ValueError."""
    try:
        return json.loads(request.body.decode("utf-8"))
    except RecursionError:
        raise ValueError("nested too deep") from None
