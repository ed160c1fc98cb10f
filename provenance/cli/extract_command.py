"""`provenance extract`."""

import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provenance.cli import common
from provenance.cli.reporters import write_or_show
from provenance.extraction.languages import LANGUAGES
from provenance.files.writing import STANDARD_OUTPUT, locked, write_whole
from provenance.model.message import M

if TYPE_CHECKING:
    from provenance.extraction import Extractor
    from provenance.extraction.draft import Types
    from provenance.extraction.draft_model import Draft, DraftText
    from provenance.extraction.drafting import ReadArticle
    from provenance.extraction.update import RejectedBy


@click.command("extract")
@common.paths_argument
@click.option(
    "--lang", type=click.Choice([*LANGUAGES, "auto"]), default="auto", show_default=True, help="The texts' language."
)
@click.option(
    "-o", "target", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write the draft there."
)
@click.option("--output", "form", type=click.Choice(["yaml", "json", "jsonl"]), default="yaml", show_default=True,
              help="A claim file, or every span that was read.")  # fmt: skip
@click.option("--update", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE",
              help="Bring this claim file up to date, keeping what people wrote.")  # fmt: skip
@click.option("--also", "kinds", multiple=True, type=click.Choice(["belief", "intention", "characterisation", "phrase",
              "support"]), help="Draft this kind of attribution too; speech alone is drafted otherwise.")  # fmt: skip
@click.option("--by", metavar="NAME", help="Who left out what is no longer in the file; git's user.name otherwise.")
@click.option("--extractor", metavar="NAME", help="Read with another extractor that is installed.")
@common.force_option
@common.quiet_option
def command(
    paths: tuple[Path, ...],
    lang: str,
    target: Path | None,
    form: str,
    update: Path | None,
    kinds: tuple[str, ...],
    by: str | None,
    extractor: str | None,
    force: bool,
    quiet: bool,
) -> None:
    """Read raw articles and write a draft claim file: who says what, through whom.

    PATH is a text (.txt, .md, .html), a folder of them, or - for standard input. The draft is for a person to correct.
    """
    common.prepare()
    from provenance.extraction.draft import FURTHER, SPEECH

    types = SPEECH | {FURTHER[kind] for kind in kinds}
    target = _findable(target, form)
    if update is not None and (target is not None or form != "yaml" or Path("-") in paths):
        raise common.usage_error(
            M("--update takes the texts of its own file: neither -o, nor --output, nor standard input")
        )
    from provenance.project.config import Projects
    from provenance.project.selection import check_lexicons

    lexicons = Projects().of(next((p for p in paths if p != Path("-")), Path())).lexicons
    language = None if lang == "auto" else lang
    check_lexicons(lexicons)
    reads = _reads(paths, language, lexicons, _extractor(extractor))
    if not reads:
        raise common.usage_error(M("no text (.txt, .md, .html) at {path}", path=" ".join(map(str, paths))))
    failed = complain(reads, quiet)
    _tell_of_confidential_names(reads)
    good = [read for read in reads if read.reading is not None]
    if good and update is not None:
        with locked(update.absolute().parent):
            fresh = _update(update, good, types, by, force, quiet)
        _add_checks(update, fresh)
    elif good and form == "yaml":
        write_draft(good, target, paths, types, quiet)
    elif good:
        write_or_show(_spans(good, form, types), target, force)
    sys.exit(common.UNREADABLE if failed else 0)


def _tell_of_confidential_names(reads: "list[ReadArticle]") -> None:
    """Say which texts name somebody whom a registry above them keeps confidential: a draft has their words."""
    from provenance.files.load import Loader

    loader = Loader()
    for read in reads:
        path = read.article.path
        names = [n for registry in loader.registries(path)[0] for n in registry.secrets] if path is not None else []
        if names:
            from provenance.model.loose_names import LooseFinder

            if LooseFinder(names).find(read.article.text):
                said = M(
                    "{file}: a confidential source of `sources.yaml` is named in it, and so in what is made of it",
                    file=read.article.shown,
                )
                common.say([said])


def _findable(target: Path | None, form: str) -> Path | None:
    """The file a draft is written to, None for standard output: `x.yaml` becomes `x.claims.yaml`, the name an audit
    finds.
    """
    from provenance.files.discover import SUFFIXES

    if target is None or target == STANDARD_OUTPUT:
        return None
    if form != "yaml":
        return target
    if target.suffix not in (".yaml", ".yml"):
        raise common.usage_error(
            M(
                "{path}: a draft is YAML, and an audit finds it as {stem}.claims.yaml",
                path=target,
                stem=target.stem.removesuffix(".claims"),
            )
        )
    if target.name.endswith(SUFFIXES):
        return target
    named = target.with_name(f"{target.stem}.claims{target.suffix}")
    common.say([M("so named, since an audit finds no {name}", name=target.name)], before=f"{named}: ")
    return named


def _extractor(name: str | None) -> "Extractor":
    from provenance.extraction import extract, extractor

    if name is None:
        return extract
    try:
        return extractor(name)
    except KeyError as error:
        known = ", ".join(error.args[0]) or "none is installed"
        raise common.usage_error(M("no extractor is called '{name}'; known: {known}", name=name, known=known)) from None


def _reads(
    paths: tuple[Path, ...], language: str | None, lexicons: tuple[Path, ...], extractor: "Extractor"
) -> "list[ReadArticle]":
    from provenance.extraction.drafting import ReadArticle, read_all, read_one
    from provenance.extraction.inputs import Article, article
    from provenance.files.located import Unreadable
    from provenance.texts import READERS

    found: list[ReadArticle] = []
    if Path("-") in paths:
        data = sys.stdin.buffer.read()
        head = data[:5000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        html = head.startswith((b"<!doctype", b"<html", b"<?xml", b"<!--")) and b"<html" in head
        try:
            found.append(
                read_one(article(data, "-", READERS[".html"] if html else None), language, lexicons, extractor)
            )
        except Unreadable as error:
            found.append(ReadArticle(Article("-", ""), problem=error.problem))
    found.extend(read_all([p for p in paths if p != Path("-")], language, lexicons, extractor))
    return found


def complain(reads: "list[ReadArticle]", quiet: bool) -> bool:
    """Say on stderr what could not be read, and what was guessed; whether anything failed."""
    from provenance.model.plain import one_line

    failed = False
    for read in reads:
        shown = one_line(read.article.shown)
        if read.problem is not None:
            failed = True
            place = read.problem.place
            where = f"{shown}:{place.line}:{place.column}" if place is not None and place.line else shown
            fix = f" → {common.said(read.problem.advice)}" if read.problem.advice else ""
            common.tell(f"{where}: {common.said(read.problem.message)}{fix}")
        elif read.article.encoding is not None and not quiet:
            common.say([M("not UTF-8: read as {encoding}", encoding=read.article.encoding)], before=f"{shown}: ")
    return failed


def write_draft(
    reads: "list[ReadArticle]", target: Path | None, paths: tuple[Path, ...], types: "Types", quiet: bool
) -> None:
    from provenance.extraction.draft import draft
    from provenance.extraction.draft_yaml import as_yaml
    from provenance.extraction.drafting import beside, texts, to_write

    found = texts(reads, target.parent if target is not None else None)
    first = next((p for p in paths if p != Path("-")), None)
    name = target.name.split(".")[0] if target is not None else (first.stem or first.name if first else "article")
    given = [path for path in paths if path != Path("-")]
    made = draft(name, found, types, beside(given, found, target.parent if target is not None else Path()))
    content = as_yaml(made)
    if target is None:
        click.echo(content.encode("utf-8", "backslashreplace").decode("utf-8"), nl=False)
        if not quiet:
            common.tell(_summary(made, "-"))
        _tell_of_contacts(made, None)
        return
    to_copy = list(to_write(reads, found, target.parent))
    if target.exists() and not (target.is_file() and target.read_bytes() == content.encode("utf-8")):
        raise common.usage_error(
            M("{path} stands there already and is not touched; --update {path} brings it up to date", path=target)
        )
    for file in to_copy:
        if file.stands or file.path.resolve() == target.resolve():
            raise common.usage_error(
                M("{path} stands there already and is not touched; give -o another folder", path=file.path)
            )
    for file in to_copy:
        write_whole(file.path, file.data)
    write_whole(target, content)
    if not quiet:
        also = "".join(f", {file.path}" for file in to_copy)
        common.tell(_summary(made, f"{target}{also}"))
    _tell_of_contacts(made, target)


def _tell_of_contacts(made: "Draft", target: Path | None) -> None:
    """Telephone numbers and addresses that stood in a margin go into the private file beside the draft, and nowhere
    else.
    """
    if made.orphan_contacts:
        from provenance.model.message import MN

        told = MN(
            "{n} contact is nobody's who is known: it stands in the copy alone",
            "{n} contacts are nobody's who is known: they stand in the copy alone",
            made.orphan_contacts,
        )
        common.tell(told.render(made.head["language"]))
    if not made.contacts:
        return
    from provenance.files.locale import locale_language
    from provenance.files.private import MODE, contacts_text, private_file
    from provenance.model.message import MN

    language = locale_language() or made.head["language"]
    count = MN("{n} contact from the margin", "{n} contacts from the margin", sum(map(len, made.contacts.values())))
    path = private_file(target) if target is not None else None
    if path is None or path.exists():
        why = M("the private file stands there already") if path is not None else M("a draft on the screen has none")
        common.tell(M("{count} left out: {why}", count=count, why=why).render(language))
        return
    write_whole(path, contacts_text(made.contacts), MODE)
    common.tell(M("{count} in {file}", count=count, file=str(path)).render(language))
    common.tell_ignored(path.parent, language)


def _summary(made: "Draft", where: str) -> str:
    """How much of a draft is sure, to be looked at, and unclear, in the reader's language."""
    from provenance.files.locale import locale_language
    from provenance.model.message import MN

    count = made.counts()
    parts = (
        MN("{n} statement", "{n} statements", len(made.statements)),
        M("{n} sure", n=count.sure),
        M("{n} to look at", n=count.likely),
        M("{n} of an unclear speaker", n=count.unclear),
    )
    language = locale_language() or made.head["language"]
    return f"{where}: " + ", ".join(part.render(language) for part in parts)


def _update(
    file: Path, reads: "list[ReadArticle]", types: "Types", by: str | None, force: bool, quiet: bool
) -> "Draft":
    from provenance.extraction.claim_file_lines import CannotUpdate
    from provenance.extraction.draft import draft
    from provenance.extraction.drafting import texts, to_write
    from provenance.extraction.update import updated
    from provenance.files.load import is_unreadable, load
    from provenance.files.locale import locale_language

    if file.suffix not in (".yaml", ".yml"):
        raise common.usage_error(M("{path}: only YAML can be updated, where comments stay", path=file))
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
            raise common.usage_error(M("{path} is another text than the one given; name that one", path=beside.path))
        if hashlib.sha256(beside.path.read_bytes()).hexdigest() not in known:
            raise common.usage_error(
                M("{path} was edited since it was read from its page; --force writes over it", path=beside.path)
            )
    for beside in besides:
        write_whole(beside.path, beside.data)
    if is_unreadable(dossier) or any(p.rule == "schema-violation" for p in dossier.problems):
        raise common.usage_error(M("{path}: mend it first; see provenance validate {path}", path=file))
    by_file = {document.file: name for name, document in dossier.documents.items() if document.file}
    with file.open(encoding="utf-8", newline="") as stream:
        written = stream.read()
    try:
        fresh = draft(dossier.id, [_as_known(text, by_file) for text in found], types)
        changes = updated(written, dossier, fresh, _reviewer(file, by))
    except CannotUpdate as error:
        raise common.usage_error(M("{path}: {why}", path=file, why=error.message)) from None
    if changes.text != written:
        write_whole(file, changes.text)
    if not quiet:
        told = M(
            "{new} new, {gone} gone, {changed} changed, {rejected} left out and not offered again",
            new=changes.new, gone=changes.gone, changed=changes.changed, rejected=changes.rejected,
        )  # fmt: skip
        common.tell(f"{file}: {told.render(locale_language() or dossier.language)}")
    return fresh


def _add_checks(file: Path, fresh: "Draft") -> None:
    """Write down what the margin has gained, a check a step for each statement."""
    if not any("checked" in json.dumps(statement.entry) for statement in fresh.statements):
        return
    from provenance.editing.margin import new_checks
    from provenance.editing.workspace import Workspace

    work = Workspace(file)
    while work.decide("margin", lambda data, dossier: new_checks(data, dossier, fresh)):
        pass


def _reviewer(file: Path, by: str | None) -> "RejectedBy":
    """Who corrected the file, and today: deleting a passage is an act of somebody on a day."""
    from provenance.extraction.update import RejectedBy
    from provenance.files.git import GitError, git
    from provenance.model import dates

    if by is None:
        try:
            by = git(file.parent, "config", "user.name").decode("utf-8", "replace").strip() or None
        except GitError:
            by = None
    return RejectedBy(by, dates.today().edtf)


def _as_known(text: "DraftText", by_file: dict[str, str]) -> "DraftText":
    from dataclasses import replace

    return replace(text, id=by_file.get(text.file or "", text.id))


def _spans(reads: "list[ReadArticle]", form: str, types: "Types") -> str:
    """Every span that was read: one object for one text, a list for several; a line each in JSONL."""
    from provenance.extraction.draft import draft
    from provenance.extraction.drafting import texts
    from provenance.extraction.record import record

    found = [record(r.article.shown, r.reading, r.article.text, types) for r in reads if r.reading is not None]
    if form == "jsonl":
        return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in found)
    for item, text in zip(found, texts(reads, None), strict=True):
        item["draft"] = draft(text.id, [text], types).data()
    data: Any = found[0] if len(found) == 1 else found
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
