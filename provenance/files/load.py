"""From paths to dossiers: discovery, reading, validation, resolution. The one way in."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from provenance.files.discover import claim_files, project_root, registries
from provenance.files.entry import parse_entry
from provenance.files.locale import DEFAULT, locale_language
from provenance.files.located import Lines, Unreadable, unreadable_error
from provenance.files.raw import default_id, read_raw
from provenance.files.registry import Registry, read_registry
from provenance.files.resolve import resolve
from provenance.files.secrets import hidden_in, speaks_of_secrets
from provenance.files.texts import read_bytes, read_text
from provenance.model.dossier import Dossier
from provenance.model.finding import Problem
from provenance.model.message import M
from provenance.model.place import Place
from provenance.model.written import DossierEntry

#: How much of an unreadable file is looked at for the line to show.
MAX_EXCERPT, MAX_LINE = 4_000_000, 4_000
#: What a file that cannot be read says of its language.
_LANGUAGE = re.compile(r"^language: *[\"']?(fr|en)\b", re.MULTILINE)


def load(paths: Iterable[Path], beside: Iterable[Path] = ()) -> Iterator[Dossier]:
    """The dossiers at `paths`, in the order of their files; `beside` are files whose dossiers' ids are taken.

    A file that cannot be read gives an empty dossier whose one problem is `fatal`; the others are still read.
    """
    loader = Loader()
    ids: dict[str, str] = {name: display_path(path) for path in beside for name in _ids(path)}
    for path in claim_files(paths):
        for dossier in loader.load(path):
            if dossier.id in ids and not is_unreadable(dossier):
                yield replace(dossier, problems=(*dossier.problems, _same_id(dossier, ids[dossier.id])))
                continue
            ids.setdefault(dossier.id, dossier.file)
            yield dossier


def _ids(path: Path) -> Iterator[str]:
    """The ids of the dossiers of a file; none of one that cannot be read."""
    shown = display_path(path)
    try:
        for raw in read_raw(path, shown):
            name = raw.data.get("dossier") if isinstance(raw.data, dict) else None
            yield name if isinstance(name, str) else default_id(shown)
    except Unreadable:
        return


def check_inside_project(path: Path, shown: str) -> None:
    """Raises Unreadable for a link that leads out of the project it stands in: its lines are not ours to print."""
    if not path.is_symlink():
        return
    folder = Path(os.path.abspath(path)).parent
    root = os.path.realpath(project_root(folder) or folder)
    if os.path.commonpath([root, os.path.realpath(path)]) != root:
        raise unreadable_error(M("this is a link that leads outside its project"), Place(shown))


def is_unreadable(dossier: Dossier) -> bool:
    """Whether something of the file could not be read at all."""
    return any(problem.fatal for problem in dossier.problems)


def display_path(path: Path) -> str:
    """The path as it is printed: relative to the working folder where it lies below it, with forward slashes."""
    if path.is_absolute():
        here = Path.cwd()
        # The same folder may be known by a way that leads through links.
        for known in (path, Path(os.path.realpath(path.parent), path.name)):
            if known.is_relative_to(here):
                return known.relative_to(here).as_posix()
    return path.as_posix()


class Loader:
    """Reads claim files one after the other, and each registry above them once."""

    def __init__(self, texts: Mapping[Path, str] | None = None) -> None:
        #: Texts that stand for those of registries, by absolute path.
        self._texts = texts or {}
        self._registries: dict[Path, tuple[Registry, list[Problem]]] = {}

    def load(self, path: Path, text: str | None = None) -> Iterator[Dossier]:
        """The dossiers of one file, or of the text that stands for it."""
        shown = display_path(path)
        shared, problems = self.registries(path)
        try:
            if text is None:
                check_inside_project(path, shown)
            for raw in read_raw(path, shown, text):
                entry, invalid = parse_entry(raw, DossierEntry)
                yield resolve(raw, entry, [*problems, *invalid], shared, Path(os.path.abspath(path)).parent).dossier
                problems = []
        except Unreadable as error:
            broken = unreadable_dossier(shown, path, [*problems, error.problem], text)
            # What is confidential above it stays so while it is being typed.
            names = tuple(name for registry in shared for name in registry.secrets)
            yield replace(broken, secrets=(*broken.secrets, *names))

    def registries(self, path: Path) -> tuple[list[Registry], list[Problem]]:
        """The registries above a claim file, and what is wrong with those that no file before it stood under."""
        shared: list[Registry] = []
        problems: list[Problem] = []
        for file in registries(path):
            if file not in self._registries:
                self._registries[file] = _registry(file, self._texts.get(file))
                problems.extend(self._registries[file][1])
            shared.append(self._registries[file][0])
        return shared, problems


def _registry(path: Path, text: str | None) -> tuple[Registry, list[Problem]]:
    shown = display_path(path)
    try:
        if text is None:
            check_inside_project(path, shown)
        return read_registry(path, shown, text)
    except Unreadable as error:
        held = _readable(path) if text is None else text
        if held is not None and not speaks_of_secrets(held):
            return Registry({}, None), [error.problem]
        hidden = M("until it can be read, whoever is named in a dossier without being declared there is hidden")
        return Registry({}, None, hidden_in(held or ""), is_secret=True), [replace(error.problem, advice=hidden)]


def unreadable_dossier(shown: str, path: Path, problems: list[Problem], text: str | None = None) -> Dossier:
    """A dossier that holds nothing but the reason why. Where a confidential name may stand, no line is shown."""
    name = default_id(shown)
    if text is None:
        text = _excerpt(path)
    secrets = hidden_in(text)
    if speaks_of_secrets(text):
        text = ""
        problems = [replace(problem, fix=None) for problem in problems]
    lines = Lines(shown, text)
    said = _LANGUAGE.search(text)
    language = said[1] if said else locale_language() or DEFAULT
    return Dossier(
        id=name, title=name, language=language, file=shown, sources={}, documents={}, claims={}, statements=(),
        evidence={}, problems=tuple(problems), secrets=secrets,
        source_lines=lambda file, number: lines.line(number)[:MAX_LINE],
    )  # fmt: skip


def _excerpt(path: Path) -> str:
    """The beginning of a file that could not be read as it should, where it can be read at all."""
    try:
        check_inside_project(path, "")
        return read_bytes(path, "")[:MAX_EXCERPT].decode("utf-8", "replace")
    except Unreadable:
        return ""


def _readable(path: Path) -> str | None:
    """The text of a file, if it is text at all."""
    try:
        check_inside_project(path, "")
        return read_text(path, "")
    except Unreadable:
        return None


def _same_id(dossier: Dossier, first: str) -> Problem:
    return Problem(
        "duplicate-id",
        M("the dossier `{name}` already stands in {file}", name=dossier.id, file=first),
        pointer=("dossier",),
        subject=dossier.id,
        advice=M("give it another `dossier:` id"),
    )
