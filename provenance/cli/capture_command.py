"""`provenance capture`."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import common
from provenance.model.message import M, Message

if TYPE_CHECKING:
    from provenance.editing.workspace import Workspace
    from provenance.evidence.capturing import CapturedFile, Capturing, Given
    from provenance.evidence.record import CaptureRecord
    from provenance.model.dates import When


@click.command("capture")
@click.argument("file", metavar="FILE")
@click.option("--into", type=click.Path(path_type=Path), metavar="CLAIMFILE",
              help="The claim file of the dossier, or its folder; by default the one here, or a new one.")  # fmt: skip
@click.option("--document", metavar="ID", help="The document it is; a new one otherwise, named by its headline.")
@click.option("--revises", metavar="ID", help="The document of which it is a later version.")
@click.option("--url", metavar="ADDRESS", help="Where it was captured; of a web archive, which page is meant.")
@click.option("--at", type=common.AsOf(), metavar="DATE", help="When; by default what the file says, else the clock.")
@click.option("--by", metavar="NAME", help="Who captured it; git's user.name by default.")
@click.option("--method", metavar="TEXT", help="How it was saved; by default what the file says.")
@click.option("--context", metavar="TEXT", help="How it was found, who posted it, what stood around it.")
@common.language_option
def command(
    file: str,
    into: Path | None,
    document: str | None,
    revises: str | None,
    url: str | None,
    at: "When | None",
    by: str | None,
    method: str | None,
    context: str | None,
    lang: str | None,
) -> None:
    """Keep a file as evidence: a saved page, a PDF, an image, a WARC, WACZ or MHTML file, a transcript.

    It is copied into `evidence/` beside the claim file under its hash, with a record of the capture (hash, time,
    method, operator, address, context), and becomes a document of the dossier: what the page says of itself is drafted,
    quotes that stand in it get their places. What of the file cannot be read is listed, with exit code 3.
    """
    common.prepare()
    from provenance.cli.editing import git_name
    from provenance.evidence.capturing import Given, now_utc
    from provenance.evidence.fetching import fetch_command, is_address

    if is_address(file):
        raise common.usage_error(
            M("nothing is fetched here; this saves it as a file to capture: {command}", command=fetch_command(file))
        )
    path = Path(file)
    claim_file = into if into is not None and not into.is_dir() else _claim_file(into or Path())
    operator = (by or git_name(claim_file.parent)).strip()
    if not operator:
        raise common.usage_error(M("who captured it? --by NAME"))
    given = Given(operator, now_utc(), at.edtf if at is not None else None, url, method, context)
    sys.exit(_capture(path, claim_file, given, document, revises, lang))


def _claim_file(folder: Path) -> Path:
    """The only claim file in a folder, or a new one of its name."""
    from provenance.files.discover import SUFFIXES

    here = sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIXES))
    if len(here) > 1:
        raise common.usage_error(
            M("{path}: {count} claim files are here; --into CLAIMFILE names one", path=folder, count=len(here))
        )
    return here[0] if here else folder / f"{folder.absolute().name or 'dossier'}.claims.yaml"


def _capture(
    path: Path, claim_file: Path, given: "Given", document: str | None, revises: str | None, lang: str | None
) -> int:
    from provenance.cli.editing import carry_out, opened
    from provenance.editing.captured import capture_changes, document_of, new_id
    from provenance.evidence.capturing import Capturing
    from provenance.evidence.hiding import hider, private_names
    from provenance.files.load import display_path, load
    from provenance.files.texts import opened as opened_file
    from provenance.files.writing import write_whole
    from provenance.model.dossier import Dossier

    # A file that cannot be read leaves nothing behind.
    with opened_file(path, display_path(path)):
        pass
    folder = claim_file.parent
    if not claim_file.exists() and not (claim_file.name.endswith(".claims.yaml") and folder.is_dir()):
        raise common.usage_error(
            M("{path}: a new claim file ends in .claims.yaml, and its folder is there", path=claim_file)
        )
    known: list[Dossier] = list(load([claim_file])) if claim_file.exists() else []
    hide = hider(known, private_names([folder]))
    with ExitStack() as undo:
        capturing = Capturing(folder, given, hide)
        undo.callback(_take_back, capturing, claim_file, not claim_file.exists())
        capture = capturing.file(path)
        if not claim_file.exists():
            write_whole(claim_file, "documents: {}\n")
        work = opened(claim_file)
        kept = capture.document
        name = document or document_of(work.data, kept.record.sha256) or new_id(work.data, kept)
        carry_out(work, "capture", lambda data, dossier: capture_changes(data, dossier, name, kept, revises), False)
        undo.pop_all()
    language = lang or work.dossier.language

    def say(message: Message) -> None:
        common.tell(hide(message.render(language)))

    for one in capture.kept:
        file = display_path(folder / "evidence" / one.record.file)
        say(M("{file}: {n} bytes, captured {when}", file=file, n=one.record.size, when=one.record.time.at))
    for message in dict.fromkeys([*capture.told, *_unknown(kept.record)]):
        say(message)
    for message in _drafted(work, kept, name):
        say(message)
    for message in capture.unread:
        say(M("{file}: {sentence}", file=display_path(path), sentence=message))
    return common.UNREADABLE if capture.unread else 0


def _take_back(capturing: "Capturing", claim_file: Path, is_new: bool) -> None:
    """Leave nothing of a capture that came to no entry: the next would find its record standing. What the claim file
    names by now stays.
    """
    written = claim_file.read_bytes() if claim_file.exists() else b""
    if not any(path.name[:64].encode() in written for path in capturing.made):
        capturing.take_back()
        if is_new:
            claim_file.unlink(missing_ok=True)


def _unknown(record: "CaptureRecord") -> Iterator[Message]:
    """What a record ought to say and does not."""
    if record.time.word_of == "clock":
        yield M("when it was saved is not known: --at DATE (the clock says when it was recorded)")
    if record.method is None:
        yield M("how it was saved is not known: --method TEXT")
    if record.address is None:
        yield M("where it comes from is not known: --url ADDRESS")


def _drafted(work: "Workspace", kept: "CapturedFile", name: str) -> Iterator[Message]:
    """What its document was given, and which quotes stand where."""
    from provenance.editing.captured import quoted_elsewhere, ties
    from provenance.model.dossier import Anchor

    if kept.record.says is not None:
        keys = tuple(kept.record.says.model_dump(exclude_none=True))
        yield M("drafted from what the file says of itself, for you to check: {keys}", keys=keys)
    if kept.text is None:
        return
    for tie in ties(work.dossier, name, kept.text):
        if isinstance(tie.found, Anchor):
            place = tie.place or M("characters {start}–{end}", start=tie.found.start, end=tie.found.end)
            yield M("the quote of `{statement}` stands in it: {place}", statement=tie.statement.id, place=place)
        else:
            yield M("the quote of `{statement}` does not stand in it", statement=tie.statement.id)
    for tie in quoted_elsewhere(work.dossier, name, kept.text):
        yield M(
            "the quote of `{statement}` stands in it too: --document {document} if it is that text",
            statement=tie.statement.id, document=tie.statement.document,
        )  # fmt: skip
