"""All dossiers of a folder under review: each gets a session when somebody first opens it."""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from provenance.editing.journal import Journal, journal_path
from provenance.editing.workspace import Workspace
from provenance.files.load import display_path
from provenance.files.locale import reader_language
from provenance.files.located import Unreadable
from provenance.review import page
from provenance.review.http import Request, Response, answer, failure, refused
from provenance.review.session import ReviewSession, Today


class Desk:
    """Answers requests about some claim files; `d` in an address says which, by its place in the list."""

    def __init__(
        self,
        files: Sequence[Path],
        host: str,
        token: str,
        by: str,
        today: Today | None = None,
        opens: Callable[[str], bool] = lambda address: False,
    ) -> None:
        self.files, self.host, self.token, self.by = tuple(files), host, token, by
        self._opens = opens
        self._today = today
        self._sessions: dict[int, ReviewSession] = {}
        self._lock = threading.Lock()

    def handle(self, request: Request) -> Response:
        """The answer to a request."""
        no = refused(request, self.host, self.token, request.path in page.FILES)
        if no is not None:
            return no
        number = request.query.get("d", "0")
        if not (number.isascii() and number.isdigit() and len(number) < 7 and int(number) < len(self.files)):
            return failure(404, "there is no such dossier")
        if request.path == "/dossiers" and request.method == "GET":
            return answer({"dossiers": [display_path(file) for file in self.files]})
        try:
            return self.session(int(number)).handle(request)
        except Unreadable as error:
            return failure(422, error.told(reader_language()))
        except Exception as error:
            # One request that nobody foresaw costs itself alone, and is told.
            return failure(500, f"something is wrong in the program: {type(error).__name__}: {error}")

    def session(self, number: int) -> ReviewSession:
        """The session of a file, begun if it was not. Raises Unreadable."""
        with self._lock:
            if number not in self._sessions:
                file = self.files[number]
                work = Workspace(file, Journal(journal_path(file)))
                self._sessions[number] = ReviewSession(work, self.by, self._today, self._opens)
            return self._sessions[number]

    def look(self) -> None:
        """Look whether somebody else changed a file that is open."""
        for session in list(self._sessions.values()):
            # What cannot be looked at now is looked at again.
            with suppress(Exception):
                session.look()

    def close(self) -> None:
        for session in list(self._sessions.values()):
            session.close()


class FileWatcher(threading.Thread):
    """Looks now and then whether somebody else changed the files."""

    def __init__(self, desk: Desk, seconds: float = 0.5) -> None:
        super().__init__(daemon=True)
        self._desk, self._seconds = desk, seconds
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(self._seconds):
            self._desk.look()

    def end(self) -> None:
        self._ended.set()
