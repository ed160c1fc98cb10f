"""`provenance review`."""

import secrets
import sys
import webbrowser
from pathlib import Path

import click

from provenance.cli import common
from provenance.cli.editing import by_option, git_name
from provenance.model.message import M


@click.command("review")
@click.argument("path", type=click.Path(path_type=Path), metavar="PATH")
@click.option("--port", type=click.IntRange(0, 65535), default=0, show_default=True, help="0: any that is free.")
@click.option("--no-browser", is_flag=True, help="Print the address, and open nothing.")
@click.option("--lang", type=click.Choice(["auto", "fr", "en", "es", "de"]), default="auto", show_default=True,
              help="Language of a text that is drafted.")  # fmt: skip
@by_option
def command(path: Path, port: int, no_browser: bool, lang: str, by: str | None) -> None:
    """Correct, check and sign a draft in the browser, without touching a file by hand.

    PATH is an article (.txt, .md, .html), which is drafted beside it first, a claim file, or a folder of them. What
    the page saves is the claim file: comments and layout stay. The page is served on this machine alone; its address,
    with a token that nobody else has, is printed at once. Ctrl-C ends it.
    """
    common.prepare()
    import gc

    gc.enable()
    from provenance.editing.journal import journal_path
    from provenance.review.desk import Desk, FileWatcher
    from provenance.review.server import ReviewServer

    files = _claim_files(path, lang)
    for file in files:
        _check_writable(file)
    try:
        server = ReviewServer(port)
    except OSError as error:
        raise common.usage_error(M("port {port}: {why}", port=port, why=error.strerror)) from None
    token = secrets.token_urlsafe(24)
    opens = (lambda address: False) if no_browser else webbrowser.open
    server.desk = Desk(files, server.host, token, by or git_name(files[0].parent), opens=opens)
    server.desk.session(0)
    address = f"http://{server.host}/#token={token}"
    watcher = FileWatcher(server.desk)
    opening = journal_path(files[0]).with_suffix(f".{server.server_port}.html")
    try:
        serving = server.begin()
        watcher.start()
        click.echo(address)
        sys.stdout.flush()
        if not no_browser:
            _open(address, opening)
        while serving.is_alive():
            serving.join(0.5)
    except KeyboardInterrupt:
        pass
    finally:
        watcher.end()
        server.end()
        opening.unlink(missing_ok=True)


def _open(address: str, opening: Path) -> None:
    """Open the page by a file that only this user may read: what a browser is started with, everybody sees."""
    import os

    from provenance.files.writing import write_whole

    opening.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    link = f'<a href="{address}">provenance review</a>'
    content = f'<!doctype html><meta http-equiv="refresh" content="0; url={address}">{link}'
    write_whole(opening, content, 0o600)
    os.chmod(opening, 0o600)
    webbrowser.open(opening.as_uri())


def _claim_files(path: Path, lang: str) -> list[Path]:
    """The claim files to review; that of an article is beside it, and made where there is none."""
    from provenance.extraction.inputs import SUFFIXES
    from provenance.files.discover import claim_files

    if path.suffix.lower() in SUFFIXES and not path.is_dir():
        file = path.with_name(f"{path.stem}.claims.yaml")
        if not file.exists():
            _draft(path, file, lang)
        return [file]
    files = claim_files([path])
    if not files:
        raise common.usage_error(M("{path}: no claim file; give an article to draft one", path=path))
    return files


def _draft(path: Path, file: Path, lang: str) -> None:
    from provenance.cli.extract_command import complain, write_draft
    from provenance.extraction.draft import SPEECH
    from provenance.extraction.drafting import read_all
    from provenance.project.config import Projects

    reads = list(read_all([path], None if lang == "auto" else lang, Projects().of(path).lexicons))
    if complain(reads, False) or not reads:
        raise SystemExit(common.UNREADABLE)
    write_draft(reads, file, (path,), SPEECH, False)


def _check_writable(file: Path) -> None:
    """Say before the first decision that none could be saved."""
    import os

    if not os.access(file, os.W_OK) or not os.access(file.parent, os.W_OK):
        raise common.usage_error(M("{path}: cannot be written, so nothing could be decided", path=file))
