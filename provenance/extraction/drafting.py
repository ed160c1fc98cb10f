"""From files to drafts: reading articles, naming their documents, and the draft as a dossier ready for audit."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from provenance.extraction import Extractor, extract
from provenance.extraction.claim_ids import slug
from provenance.extraction.draft import draft
from provenance.extraction.draft_model import Beside, DraftText
from provenance.extraction.draft_yaml import as_yaml
from provenance.extraction.inputs import SUFFIXES, Article, articles, read_article
from provenance.extraction.language import UnknownLanguage
from provenance.extraction.languages import LANGUAGES, NAMES
from provenance.extraction.proposals import proposed_fields
from provenance.files.entry import parse_entry
from provenance.files.load import Loader, check_inside_project, display_path, unreadable_dossier
from provenance.files.located import Unreadable, unreadable_error
from provenance.files.raw import from_yaml
from provenance.files.resolve import resolve
from provenance.model.dossier import Dossier
from provenance.model.finding import Problem
from provenance.model.locators import NO_LOCATORS
from provenance.model.message import M
from provenance.model.place import Place, Pointer
from provenance.model.reading import Reading, Span
from provenance.model.written import DossierEntry
from provenance.texts import reader_of

_ADDRESS = re.compile(r"^((?:https?|ftp):)/(?!/)")


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """One article and what was read in it, or why it could not be."""

    article: Article
    reading: Reading | None = None
    problem: Problem | None = None


def read_all(
    paths: Iterable[Path], language: str | None, lexicons: tuple[Path, ...] = (), extractor: Extractor = extract
) -> Iterator[ReadArticle]:
    """Every article at `paths`; one that cannot be read costs itself alone."""
    for path in articles(list(paths)):
        # « https://example.org » is no path, and paths have lost one of its strokes.
        shown = _ADDRESS.sub(r"\1//", display_path(path))
        try:
            yield read_one(read_article(path, shown), language, lexicons, extractor)
        except Unreadable as error:
            yield ReadArticle(Article(shown, "", path), problem=error.problem)


def read_one(
    article: Article, language: str | None, lexicons: tuple[Path, ...] = (), extractor: Extractor = extract
) -> ReadArticle:
    """What is said in one article. A language that is neither is a problem, not an exception."""
    try:
        return ReadArticle(article, extractor(article.text, language, lexicons))
    except UnknownLanguage:
        message = M("this text is in none of the languages that can be read: {names}", names=", ".join(NAMES))
        fix = M("if it is in one of them, say which: --lang {codes}", codes="|".join(LANGUAGES))
        return ReadArticle(article, problem=unreadable_error(message, Place(article.shown), fix).problem)


def texts(reads: Iterable[ReadArticle], beside: Path | None) -> list[DraftText]:
    """The texts of a draft, each under an id of its own; `beside` is the folder of the draft, from which files are
    named.
    """
    found: list[DraftText] = []
    taken: set[str] = set()
    for read in reads:
        if read.reading is None:
            continue
        base = slug(read.article.path.stem if read.article.path else "article")
        name, number = base, 1
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name)
        found.append(_draft_text(read.article, read.reading, name, beside))
    return found


def _draft_text(article: Article, reading: Reading, name: str, beside: Path | None) -> DraftText:
    file = _file(article, name, beside)
    # A text that was copied out of its original is read as it stands.
    reader = article.reader if file is not None and reader_of(file) is not None else None
    locators = article.locators if reader is not None else NO_LOCATORS
    return DraftText(name, article.text, reading, file, reader, article.metadata, locators, article.annotations)


def _file(article: Article, name: str, beside: Path | None) -> str | None:
    """How the draft names the text: relative to its own folder, which it must lie in."""
    if article.path is None or article.rewritten or not _writable(article.path.name):
        return f"{name}.txt" if beside is not None else None
    if beside is None:
        return article.path.name
    path, folder = article.path.resolve(), beside.resolve()
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else f"{name}.txt"


def _writable(name: str) -> bool:
    """Whether a file's name can stand in YAML: names that are not UTF-8 cannot."""
    return name.isprintable() and not any("\ud800" <= c <= "\udfff" for c in name)


def beside(paths: Iterable[Path], texts: Iterable[DraftText], folder: Path) -> Beside:
    """The files in the folders of some articles that a margin may name, and what a document entry of each would say:
    what they say of themselves, where they lie in the draft's `folder` and can be read; else where they were read.
    """
    drafted = {text.file for text in texts}
    found: dict[str, Callable[[], dict[str, Any]]] = {}
    for parent in dict.fromkeys(path if path.is_dir() else path.parent for path in paths):
        for path in sorted(parent.iterdir()) if parent.is_dir() else ():
            if path.is_file() and not path.name.startswith(".") and path.name not in drafted and _writable(path.name):
                found.setdefault(path.name, partial(_proposed_document, path, folder))
    return found


def _proposed_document(path: Path, folder: Path) -> dict[str, Any]:
    shown = display_path(path)
    inside = path.resolve().is_relative_to(folder.resolve())
    try:
        article = read_article(path, shown) if inside and path.suffix.lower() in SUFFIXES else None
    except Unreadable:
        article = None
    if article is None:
        return {"read_at": path.name}
    entry: dict[str, Any] = {"file": path.resolve().relative_to(folder.resolve()).as_posix()}
    entry |= {"reader": article.reader} if article.reader is not None else {}
    return entry | proposed_fields(article.metadata)


@dataclass(frozen=True, slots=True)
class DraftTextFile:
    """A text to be written beside a draft. `derived` says that it is the tool's own: the text of a page or another
    encoding.
    """

    path: Path
    data: bytes
    derived: bool

    @property
    def stands(self) -> bool:
        """Whether another text is there already."""
        return self.path.exists() and not (self.path.is_file() and self.path.read_bytes() == self.data)


def to_write(reads: Iterable[ReadArticle], found: list[DraftText], beside: Path) -> Iterator[DraftTextFile]:
    """The texts that must be written beside the draft: those no file in its folder holds to the letter."""
    for read, text in zip([r for r in reads if r.reading is not None], found, strict=True):
        target = beside / (text.file or "")
        path = read.article.path
        if read.article.rewritten or path is None or path.resolve() != target.resolve():
            derived = read.article.rewritten or read.article.reader is not None
            yield DraftTextFile(target, text.text.encode("utf-8", "surrogatepass"), derived)


def draft_dossier(path: Path, lexicons: tuple[Path, ...] = ()) -> Dossier:
    """The draft dossier of one raw text, as an audit takes it. What cannot be read is its one, fatal problem."""
    shown = display_path(path)
    try:
        check_inside_project(path, shown)
        read = read_one(read_article(path, shown), None, lexicons)
    except Unreadable as error:
        return unreadable_dossier(shown, path, [error.problem])
    if read.problem is not None:
        return unreadable_dossier(shown, path, [read.problem])
    (text,) = texts([read], None)
    made = draft(path.stem, [replace(text, file=None)])
    raw = from_yaml(as_yaml(made), shown)
    entry, invalid = parse_entry(raw, DossierEntry)
    dossier = resolve(raw, entry, invalid, (), path.parent, {text.id: text.text}).dossier
    # The draft is written nowhere: what is said of a statement is shown at its words.
    breaks = [at for at, character in enumerate(text.text) if character == "\n"]
    places = [_place(read.article, breaks, draft_statement.spans[0]) for draft_statement in made.statements]
    # Whoever is confidential in the registries above is hidden here too.
    hidden = tuple(name for registry in Loader().registries(path)[0] for name in registry.secrets)
    return replace(
        dossier,
        secrets=(*dossier.secrets, *hidden),
        locate=lambda pointer, key: _located(pointer, places, shown),
        source_lines=lambda *_: "",
    )


def _located(pointer: Pointer, places: list[Place], shown: str) -> Place:
    if len(pointer) > 1 and pointer[0] == "statements" and isinstance(pointer[1], int) and pointer[1] < len(places):
        return places[pointer[1]]
    return Place(shown)


def _place(article: Article, breaks: list[int], span: Span) -> Place:
    """Line and column (from 1) of a span, by the offsets of the line breaks; its place in an original."""
    first, last = bisect_left(breaks, span[0]), bisect_left(breaks, span[1])
    starts = [-1 if not line else breaks[line - 1] for line in (first, last)]
    within = article.locators.at(span[0]) if article.reader is not None else None
    return Place(article.shown, first + 1, span[0] - starts[0], last + 1, span[1] - starts[1], within)
