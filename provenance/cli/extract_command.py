"""`provenance extract`."""

import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provenance.cli import common
from provenance.cli.reporters import write_or_show
from provenance.files.writing import write_whole

if TYPE_CHECKING:
    from provenance.extraction import Extractor
    from provenance.extraction.draft import DraftText
    from provenance.extraction.drafting import ReadArticle


@click.command("extract")
@common.paths_argument
@click.option(
    "--lang", type=click.Choice(["fr", "en", "auto"]), default="auto", show_default=True, help="The texts' language."
)
@click.option(
    "-o", "target", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write the draft there."
)
@click.option("--output", "form", type=click.Choice(["yaml", "json", "jsonl"]), default="yaml", show_default=True,
              help="A claim file, or every span that was read.")  # fmt: skip
@click.option("--update", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE",
              help="Bring this claim file up to date, keeping what people wrote.")  # fmt: skip
@click.option("--extractor", metavar="NAME", help="Read with another extractor that is installed.")
@common.force_option
@common.quiet_option
def command(
    paths: tuple[Path, ...],
    lang: str,
    target: Path | None,
    form: str,
    update: Path | None,
    extractor: str | None,
    force: bool,
    quiet: bool,
) -> None:
    """Read raw articles and write a draft claim file: who says what, through whom.

    PATH is a text (.txt, .md, .html), a folder of them, or - for standard input. The draft is for a person to correct.
    """
    common.prepare()
    if update is not None and (target is not None or form != "yaml" or Path("-") in paths):
        raise click.UsageError("--update takes the texts of its own file: neither -o, nor --output, nor standard input")
    from provenance.project.config import Projects
    from provenance.project.selection import check_lexicons

    lexicons = Projects().of(next((p for p in paths if p != Path("-")), Path())).lexicons
    language = None if lang == "auto" else lang
    check_lexicons(lexicons)
    reads = _reads(paths, language, lexicons, _extractor(extractor))
    if not reads:
        raise click.UsageError(f"no text (.txt, .md, .html) at {' '.join(map(str, paths))}")
    failed = _complain(reads, quiet)
    good = [read for read in reads if read.reading is not None]
    if good and update is not None:
        _update(update, good, force, quiet)
    elif good and form == "yaml":
        _write_draft(good, target, paths, quiet)
    elif good:
        write_or_show(_spans(good, form), target, force)
    sys.exit(common.UNREADABLE if failed else 0)


def _extractor(name: str | None) -> "Extractor":
    from provenance.extraction import extract, extractor

    if name is None:
        return extract
    try:
        return extractor(name)
    except KeyError as error:
        known = ", ".join(error.args[0]) or "none is installed"
        raise click.UsageError(f"no extractor is called {name!r}; known: {known}") from None


def _reads(
    paths: tuple[Path, ...], language: str | None, lexicons: tuple[Path, ...], extractor: "Extractor"
) -> "list[ReadArticle]":
    from provenance.extraction.drafting import ReadArticle, read_all, read_one
    from provenance.extraction.inputs import Article, article
    from provenance.files.located import Unreadable

    found: list[ReadArticle] = []
    if Path("-") in paths:
        data = sys.stdin.buffer.read()
        head = data[:5000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        html = head.startswith((b"<!doctype", b"<html", b"<?xml", b"<!--")) and b"<html" in head
        try:
            found.append(read_one(article(data, "-", html), language, lexicons, extractor))
        except Unreadable as error:
            found.append(ReadArticle(Article("-", ""), problem=error.problem))
    found.extend(read_all([p for p in paths if p != Path("-")], language, lexicons, extractor))
    return found


def _complain(reads: "list[ReadArticle]", quiet: bool) -> bool:
    """Say on stderr what could not be read, and what was guessed; whether anything failed."""
    from provenance.model.message import M
    from provenance.model.plain import one_line

    failed = False
    for read in reads:
        shown = one_line(read.article.shown)
        if read.problem is not None:
            failed = True
            place = read.problem.place
            where = f"{shown}:{place.line}:{place.column}" if place is not None and place.line else shown
            fix = f" → {read.problem.advice.render('en')}" if read.problem.advice else ""
            common.tell(f"{where}: {read.problem.message.render('en')}{fix}")
        elif read.article.encoding is not None and not quiet:
            message = M("not UTF-8: read as {encoding}", encoding=read.article.encoding)
            common.tell(f"{shown}: {message.render('en')}")
    return failed


def _write_draft(reads: "list[ReadArticle]", target: Path | None, paths: tuple[Path, ...], quiet: bool) -> None:
    from provenance.extraction.draft import draft
    from provenance.extraction.draft_yaml import as_yaml
    from provenance.extraction.drafting import texts, to_write

    found = texts(reads, target.parent if target is not None else None)
    first = next((p for p in paths if p != Path("-")), None)
    name = target.name.split(".")[0] if target is not None else (first.stem or first.name if first else "article")
    made = draft(name, found)
    content = as_yaml(made)
    if target is None:
        click.echo(content.encode("utf-8", "backslashreplace").decode("utf-8"), nl=False)
        return
    beside = list(to_write(reads, found, target.parent))
    if target.exists() and not (target.is_file() and target.read_bytes() == content.encode("utf-8")):
        raise click.UsageError(
            f"{target} stands there already and is not touched; --update {target} brings it up to date"
        )
    for file in beside:
        if file.stands or file.path.resolve() == target.resolve():
            raise click.UsageError(f"{file.path} stands there already and is not touched; give -o another folder")
    for file in beside:
        write_whole(file.path, file.data)
    write_whole(target, content)
    if not quiet:
        also = "".join(f", {file.path}" for file in beside)
        common.tell(f"{target}{also}: {len(made.statements)} statements, {len(made.sources)} sources, to be reviewed")


def _update(file: Path, reads: "list[ReadArticle]", force: bool, quiet: bool) -> None:
    from provenance.extraction.draft import draft
    from provenance.extraction.drafting import texts, to_write
    from provenance.extraction.update import CannotUpdate, updated
    from provenance.files.load import is_unreadable, load

    if file.suffix not in (".yaml", ".yml"):
        raise click.UsageError(f"{file}: only YAML can be updated, where comments stay")
    found = texts(reads, file.parent)
    dossier = next(iter(load([file])))
    known = {document.text_sha256 for document in dossier.documents.values()} & {
        document.sha256 for document in dossier.documents.values()
    }
    besides = list(to_write(reads, found, file.parent))
    for beside in besides:
        if not beside.stands or (force and beside.derived):
            continue
        if not beside.derived:
            raise click.UsageError(f"{beside.path} is another text than the one given; name that one")
        if hashlib.sha256(beside.path.read_bytes()).hexdigest() not in known:
            raise click.UsageError(f"{beside.path} was edited since it was read from its page; --force writes over it")
    for beside in besides:
        write_whole(beside.path, beside.data)
    if is_unreadable(dossier) or any(p.rule == "schema-violation" for p in dossier.problems):
        raise click.UsageError(f"{file}: mend it first; see provenance validate {file}")
    by_file = {document.file: name for name, document in dossier.documents.items() if document.file}
    with file.open(encoding="utf-8", newline="") as stream:
        written = stream.read()
    try:
        changes = updated(written, dossier, draft(dossier.id, [_as_known(text, by_file) for text in found]))
    except CannotUpdate as error:
        raise click.UsageError(f"{file}: {error}") from None
    if changes.text != written:
        write_whole(file, changes.text)
    if not quiet:
        common.tell(f"{file}: {changes.new} new, {changes.gone} gone, {changes.changed} changed")


def _as_known(text: "DraftText", by_file: dict[str, str]) -> "DraftText":
    from dataclasses import replace

    return replace(text, id=by_file.get(text.file or "", text.id))


def _spans(reads: "list[ReadArticle]", form: str) -> str:
    """Every span that was read: one object for one text, a list for several; a line each in JSONL."""
    from provenance.extraction.draft import draft
    from provenance.extraction.drafting import texts
    from provenance.extraction.record import record

    found = [record(r.article.shown, r.reading, r.article.text) for r in reads if r.reading is not None]
    if form == "jsonl":
        return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in found)
    for item, text in zip(found, texts(reads, None), strict=True):
        item["draft"] = draft(text.id, [text]).data()
    data: Any = found[0] if len(found) == 1 else found
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
