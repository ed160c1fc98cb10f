"""The page's server: sockets to requests and back, on this machine's loopback address alone."""

import http.server
import socket
import threading
from contextlib import closing
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from provenance.review.desk import Desk
from provenance.review.http import HEADERS, MAX_BODY, Request, Response, failure

#: Seconds that somebody may take over a request.
PATIENCE = 20.0
ADDRESS = "127.0.0.1"
#: Connections that are served at once.
MAX_CONNECTIONS = 300


class _Handler(http.server.BaseHTTPRequestHandler):
    """Reads a request whole, has it answered, writes the answer."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "provenance", ""
    timeout = PATIENCE
    server: "ReviewServer"

    def __getattr__(self, name: str) -> Any:
        """Every method is read alike; which are answered is said elsewhere."""
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def _answer(self) -> None:
        request = self._request()
        response = request if isinstance(request, Response) else self.server.desk.handle(request)
        self.send_response(response.status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", response.kind)
        if response.stream is None:
            self.send_header("Content-Length", str(len(response.body)))
        else:
            self.close_connection = True
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if response.stream is None:
            if self.command != "HEAD":
                self.wfile.write(response.body)
            return
        with closing(response.stream) as stream:
            for piece in stream:
                self.wfile.write(piece)
                self.wfile.flush()

    def _request(self) -> Request | Response:
        """The request, or the answer to one that is not read."""
        names = [name.lower() for name in self.headers]
        repeated = frozenset(name for name in names if names.count(name) > 1)
        headers = {name.lower(): value for name, value in self.headers.items()}
        length = headers.get("content-length", "0")
        # What is not read would be taken for the next request.
        if "transfer-encoding" in headers or not (length.isascii() and length.isdigit() and len(length) < 20):
            self.close_connection = True
            return failure(411, "say how long it is")
        if int(length) > MAX_BODY:
            self.close_connection = True
            return failure(413, "this is more than a page sends")
        body = self.rfile.read(int(length))
        try:
            address = urlsplit(self.path)
            query = dict(parse_qsl(address.query, max_num_fields=20))
        except ValueError:
            return failure(400, "this is no address")
        return Request(self.command, address.path, headers, body, query, repeated)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the token stands in no log, and neither does what is reviewed."""


class ReviewServer(http.server.ThreadingHTTPServer):
    """Serves one desk until it is closed. A thread for each connection; none outlives the process."""

    daemon_threads = True
    allow_reuse_address = True
    # A second program must not listen beside this one.
    allow_reuse_port = False
    request_queue_size = 256
    desk: Desk

    def __init__(self, port: int) -> None:
        super().__init__((ADDRESS, port), _Handler)
        self.host = f"{ADDRESS}:{self.server_port}"

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Whether there is room for one more connection: a page needs a few."""
        return threading.active_count() < MAX_CONNECTIONS

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever goes away in the middle is gone."""

    def server_bind(self) -> None:
        # Without asking the network for the name of this machine.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = ADDRESS, self.server_address[1]

    def begin(self) -> threading.Thread:
        """Serve in a thread of its own."""
        thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        return thread

    def end(self) -> None:
        self.desk.close()
        self.shutdown()
        self.server_close()
