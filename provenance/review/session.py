"""One dossier under review: what the page is answered, and who listens for what changes."""

import difflib
import queue
from collections.abc import Callable, Generator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from provenance.diagram.layout import TooLarge
from provenance.diagram.picture import claim_picture
from provenance.diagram.render import rendered
from provenance.editing.decisions import Reviewer
from provenance.editing.everywhere import Refused, read_or_none
from provenance.editing.workspace import Conflict, Workspace
from provenance.files.load import display_path
from provenance.files.located import Unreadable
from provenance.files.private import disclosed
from provenance.files.structure import CommentInTheWay
from provenance.model import dates
from provenance.model.errors import OutputError
from provenance.model.message import M, Message
from provenance.model.plain import sentence
from provenance.review import page
from provenance.review.actions import ACTION, Merge, carry_out
from provenance.review.http import Request, Response, answer, body_of, failure
from provenance.review.state import State, changed, state
from provenance.summaries.explain import explain_claim
from provenance.summaries.originals import original_uri

#: Seconds between two pieces of a stream on which nothing happens, so that one that nobody reads any more ends.
HEARTBEAT = 15.0
#: Pages that may listen at once.
MAX_LISTENERS = 32
#: Says which day it is, asked once for each decision: whoever decides is noted with the day. No status depends on it.
Today = Callable[[], str]


class ReviewSession:
    """Answers requests about one workspace, once it is known that they may be asked (`desk`). `by` is who decides
    where a page names nobody; `opens` opens an address on this machine.
    """

    def __init__(
        self, work: Workspace, by: str, today: Today | None = None, opens: Callable[[str], bool] = lambda address: False
    ) -> None:
        self.work, self.by, self._opens = work, by, opens
        self._today = today or (lambda: dates.today().edtf)
        self._listeners: set[queue.SimpleQueue[bytes | None]] = set()
        self._state: State = state(work)
        self._number = 0
        self._beside = self._stamps()
        self._posts: Mapping[str, Callable[[Any], Response]] = {
            "/decide": self._decide,
            "/undo": lambda body: self._back(self.work.undo),
            "/redo": lambda body: self._back(self.work.redo),
            "/preview": self._preview,
            "/open": self._open,
        }

    # --- requests -----------------------------------------------------------------------------------------------------

    def handle(self, request: Request) -> Response:
        """The answer to a request: a function of it and of what the dossier is now."""
        if request.method == "GET":
            return self._get(request)
        post = self._posts.get(request.path)
        if post is None:
            return failure(404, "there is nothing here")
        try:
            body = body_of(request)
        except (ValueError, UnicodeDecodeError) as error:
            return failure(400, f"this is not JSON: {error}")
        return post(body) if isinstance(body, dict) else failure(400, "an object is asked for")

    def _get(self, request: Request) -> Response:
        if request.path in page.FILES:
            return page.served(request.path, self.work.dossier)
        if request.path == "/state":
            self.look()
            with self.work.lock:
                return answer({"number": self._number, "by": self.by, "state": self._state})
        if request.path == "/claim":
            return self._claim(request.query.get("id", ""))
        if request.path == "/contacts":
            # Asked for by a switch that somebody pressed, never with the rest.
            known = disclosed(self.work.dossier).sources.values()
            return answer({"contacts": {s.id: s.contact for s in known if s.contact}})
        if request.path == "/events":
            return self._listen()
        return failure(404, "there is nothing here")

    # --- decisions ----------------------------------------------------------------------------------------------------

    def _decide(self, body: Mapping[str, Any]) -> Response:
        try:
            action = ACTION.validate_python(body.get("do"))
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            return failure(422, f"{'/'.join(map(str, first['loc']))}: {first['msg']}")
        return self._done(lambda: carry_out(action, self.work, self._who(body)).changed, action.kind)

    def _back(self, act: Callable[[], str | None]) -> Response:
        return self._done(act, "back")

    def _done(self, act: Callable[[], bool | str | None], name: str) -> Response:
        """Do it, and tell what changed to who asked and to everybody else."""
        with self.work.lock:
            try:
                did = act()
            except Conflict as error:
                self._follow()
                return self._failure(409, error.message)
            except Refused as error:
                return self._failure(422, error.message)
            except CommentInTheWay as error:
                return self._failure(409, error.message, comment=True)
            except (OutputError, Unreadable) as error:
                return failure(507, error.told(self.work.dossier.language))
            except OSError as error:
                return failure(507, str(error))
            found = self._follow()
            step = page.step_name(did, self.work.dossier.language) if isinstance(did, str) else ""
            return answer({"number": self._number, "did": bool(did), "name": name, "step": step, "changed": found})

    def _open(self, body: Mapping[str, Any]) -> Response:
        """Open the original of a statement on this machine, at its page or second: in the program of its kind."""
        dossier = self.work.dossier
        statement = next((s for s in dossier.statements if list(s.pointer) == body.get("pointer")), None)
        document = dossier.documents.get(statement.document or "") if statement is not None else None
        address = None
        if statement is not None and document is not None:
            address = original_uri(dossier, document, statement.locator)
        if address is None:
            return self._failure(404, M("this text has no original that could be opened"))
        return answer({"opened": self._opens(address)})

    def _preview(self, body: Mapping[str, Any]) -> Response:
        """The difference that a merge would make."""
        try:
            action = Merge.model_validate(body.get("do"))
            with self.work.lock:
                after = self.work.merged(action.what, action.old, action.into)
        except ValidationError:
            return failure(422, "a merge is asked for")
        except Refused as error:
            return self._failure(422, error.message)
        lines: list[str] = []
        for path, text in after.items():
            name = display_path(path)
            before = (read_or_none(path) or "").split("\n")
            lines += difflib.unified_diff(before, text.split("\n"), name, name, n=1, lineterm="")
        return answer({"diff": lines[:400]})

    def _failure(self, status: int, message: Message, **more: Any) -> Response:
        """Why nothing was done, in the language of the dossier."""
        return failure(status, sentence(message.render(self.work.dossier.language)), **more)

    def _who(self, body: Mapping[str, Any]) -> Reviewer:
        by = body.get("by")
        return Reviewer(by.strip()[:100] if isinstance(by, str) and by.strip() else self.by, self._today())

    # --- what changes -------------------------------------------------------------------------------------------------

    def _follow(self) -> dict[str, Any]:
        """Bring the state up to date, and tell everybody who listens what changed."""
        now = state(self.work)
        found = changed(self._state, now)
        self._state = now
        self._number += 1
        said = answer({"number": self._number, "changed": found}).body
        for listener in list(self._listeners):
            listener.put(said)
        return found

    def look(self) -> bool:
        """Look whether somebody else changed the file, or what it is read with; tell it where so."""
        with self.work.lock:
            stamps = self._stamps()
            try:
                beside = stamps != self._beside
                other = self.work.refresh(beside)
            except (Unreadable, OSError):
                # It is gone for a moment, as when an editor saves; the next look will see.
                return False
            self._beside = stamps
            if other:
                self._follow()
            return other

    def _stamps(self) -> dict[Path, tuple[int, int] | None]:
        """When the texts and the registries were last written."""
        dossier = self.work.dossier
        paths = [self.work.path.parent / d.file for d in dossier.documents.values() if d.file is not None]
        paths += [Path(one.file) for one in dossier.inputs[1:]]
        return {path: _stamp(path) for path in paths}

    def _listen(self) -> Response:
        if len(self._listeners) >= MAX_LISTENERS:
            return self._failure(503, M("too many pages are open"))
        return Response(200, kind="text/event-stream", stream=self._events())

    def _events(self) -> Generator[bytes]:
        mine: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        # Whoever never began to listen leaves nothing behind.
        self._listeners.add(mine)
        try:
            yield b": listening\n\n"
            while True:
                try:
                    said = mine.get(timeout=HEARTBEAT)
                except queue.Empty:
                    yield b": still here\n\n"
                    continue
                if said is None:
                    return
                yield b"data: " + said + b"\n\n"
        finally:
            self._listeners.discard(mine)

    def close(self) -> None:
        """End every stream."""
        for listener in list(self._listeners):
            listener.put(None)

    # --- one claim ----------------------------------------------------------------------------------------------------

    def _claim(self, name: str) -> Response:
        with self.work.lock:
            audit = self.work.audit
            if name not in audit.dossier.claims:
                return self._failure(404, M("there is no such claim"))
            language = audit.dossier.language
            told = explain_claim(audit, audit.assessor[name])
            try:
                drawing = rendered(claim_picture(audit, name, 0, language), "svg")
            except TooLarge:
                drawing = ""
        parts = {
            "headline": [told.headline],
            "because": [*told.reasons, told.counts],
            "proof": told.proof,
            "voices": told.voices,
            "evidence": told.evidence,
            "statements": told.statements,
            "log": told.log,
            "changes": told.changes,
        }
        said = {key: [sentence(message.render(language)) for message in messages] for key, messages in parts.items()}
        return answer({"id": name, **said, "drawing": drawing if isinstance(drawing, str) else drawing.decode("utf-8")})


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
