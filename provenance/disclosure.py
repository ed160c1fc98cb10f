"""Searching everything that is committed or published for the names that private files hold, and for private files."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from provenance.files.contents import Contents
from provenance.files.discover import project_root
from provenance.files.git import GitError, git
from provenance.files.load import display_path
from provenance.files.located import Lines, Unreadable, unreadable_error
from provenance.files.private import read_private
from provenance.files.texts import MAX_BYTES, PRIVATE, is_private, read_bytes
from provenance.files.writing import append
from provenance.model.dossier import Dossier
from provenance.model.finding import Finding, Problem
from provenance.model.loose_names import LooseFinder, Match
from provenance.model.message import M, Message
from provenance.model.place import Place
from provenance.model.vocabulary import Severity
from provenance.project.config import Projects
from provenance.project.filtering import apply_suppressions
from provenance.rules import rule_named
from provenance.rules.base import Context
from provenance.rules.running import in_order, run

#: Findings in one file: more are not read.
MAX_FINDINGS = 100
_IGNORED = "*" + PRIVATE
#: Folders in which version control keeps what it keeps.
_NOT_OURS = frozenset({".git", ".hg", ".svn", ".jj"})
_DIGITS = re.compile(r"\+?\d[\d\s().\-/\u00a0\u202f]{5,}\d")
_ADDRESS = re.compile(r"[^\s,;<>()]*@[^\s,;<>()]+")
_RULES = ("confidential-name-in-text", "private-file-exposed", "schema-violation")


@dataclass(frozen=True)
class DisclosureCheck:
    """What was found where; how many names were searched for, in how many files; the private files there are."""

    findings: list[Finding]
    names: int
    files: int
    private: list[Path]


def check_disclosure(paths: Iterable[Path], projects: Projects) -> DisclosureCheck:
    """Search what git has or would take below `paths` (all files, where there is no git) for the names and contacts of
    the private files there and above. Findings name the source, never the person.

    Raises ConfigurationError.
    """
    paths = list(paths)
    private = private_files(paths)
    problems: list[Problem] = []
    names: dict[str, str] = {}
    contacts: dict[str, str] = {}
    for path in private:
        if not path.name.endswith(PRIVATE):
            problems.append(_otherwise_named(path))
        held = read_private(path)
        problems += held.problems
        for source, entry in held.sources.items():
            names |= dict.fromkeys([*([entry.name] if entry.name else ()), *entry.aliases], source)
            if entry.contact:
                contacts |= dict.fromkeys(_contacts(entry.contact), source)
    search = _Search(names, contacts)
    searched = 0
    for file in dict.fromkeys(file for path in paths for file in published_files(path)):
        if is_private(file.path.name):
            problems.append(_taken_by_git(file.path))
        elif names or contacts:
            problems += search.problems(file)
            searched += 1
    findings = [search.without_names(finding) for finding in _findings(problems, projects)]
    return DisclosureCheck(findings, len(names), searched, private)


def private_files(paths: Iterable[Path]) -> list[Path]:
    """The private files below the paths and in the folders above them, to the root of the project."""
    found: dict[str, Path] = {}
    for path in paths:
        folder = path if path.is_dir() else path.parent
        for file in _walk(path) if path.is_dir() else ():
            if is_private(file.name):
                found.setdefault(os.path.realpath(file), file)
        absolute = Path(os.path.abspath(folder))
        root = project_root(absolute) or absolute
        for above in (absolute, *absolute.parents):
            for name in sorted(filter(is_private, os.listdir(above) if os.access(above, os.R_OK) else ())):
                found.setdefault(os.path.realpath(above / name), above / name)
            if above == root:
                break
    return list(found.values())


class Published(NamedTuple):
    """A file that goes out, and the folder of the repository whose index holds it otherwise than it stands there."""

    path: Path
    staged_in: Path | None = None


def published_files(path: Path) -> list[Published]:
    """The files of a path that git has or would take, those of repositories inside it as well; all of them where there
    is no git, or where it has none.
    """
    if not path.is_dir():
        return [Published(path)]
    try:
        said = git(path, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ".")
        changed = set(_names(git(path, "diff-files", "--name-only", "--relative", "-z", "--", ".")))
    except GitError:
        said, changed = b"", set()
    listed = [Published(path / n, path if n in changed else None) for n in sorted(set(_names(said)))]
    found: list[Published] = []
    for one in listed:
        if one.path.is_dir() and not one.path.is_symlink():
            found += published_files(one.path)
        elif one.staged_in or one.path.is_file() or one.path.is_symlink():
            found.append(one)
    return found or [Published(file) for file in _walk(path) if not is_private(file.name)]


def _names(said: bytes) -> Iterator[str]:
    return (os.fsdecode(name) for name in said.split(b"\0") if name)


def ignore_private_files(folder: Path) -> Path | None:
    """Have git ignore private files from the root of the project on; the file that was changed for it, if one was.

    Raises OutputError.
    """
    absolute = Path(os.path.abspath(folder))
    file = (project_root(absolute) or absolute) / ".gitignore"
    try:
        held = read_bytes(file, display_path(file)).decode("utf-8", "replace")
    except Unreadable:
        held = ""
    if _IGNORED in held.splitlines():
        return None
    append(file, ("" if not held or held.endswith("\n") else "\n") + _IGNORED + "\n")
    return Path(display_path(file))


def _walk(path: Path) -> Iterator[Path]:
    for folder, subfolders, names in os.walk(path):
        subfolders[:] = sorted(s for s in subfolders if s not in _NOT_OURS)
        yield from (Path(folder) / name for name in sorted(names))


def _taken_by_git(path: Path) -> Problem:
    return Problem(
        "private-file-exposed",
        M("git has this private file, or would take it"),
        place=Place(display_path(path)),
        advice=M("`git rm --cached {file}`, and a line `*{ending}` in .gitignore", file=path.name, ending=PRIVATE),
    )


def _otherwise_named(path: Path) -> Problem:
    return Problem(
        "private-file-exposed",
        M("a private file ends in `{ending}`: no command reads this one, nor does git pass over it", ending=PRIVATE),
        place=Place(display_path(path)),
        advice=M("name it `{name}`", name=re.sub(r"(?i)\.private\.ya?ml$", PRIVATE, path.name)),
    )


class _Search:
    """Finds names and contacts in files; both are given with their sources."""

    def __init__(self, names: Mapping[str, str], contacts: Mapping[str, str]) -> None:
        self._sources = {**contacts, **names}
        self._names = LooseFinder(names)
        self._contacts = LooseFinder(contacts)

    def problems(self, file: Published) -> Iterator[Problem]:
        shown = display_path(file.path)
        for match in self._names.find(shown):
            source = self._sources[match.name]
            message = M("the name of the source `{source}` stands in that of this file", source=source)
            yield _problem(message, source, Place(shown), _severity(match))
        try:
            held = read_bytes(file.path, shown)
        except Unreadable as error:
            held = b""
            # What a link leads to is no part of what goes out; where it leads is.
            if not file.path.is_symlink() and file.path.exists():
                yield replace(error.problem, fatal=False)
        known = set[bytes]()
        for data in filter(None, (held, _staged(file), _target(file.path))):
            if data not in known:
                known.add(data)
                contents = Contents(data)
                seen = dict[Problem, None]()
                for text in contents.texts():
                    seen.update(dict.fromkeys(islice(self._in(text, shown), MAX_FINDINGS)))
                yield from seen
                if not contents.is_whole:
                    message = M("not all that this archive holds could be searched: it is damaged, locked or too large")
                    yield unreadable_error(message, Place(shown)).problem

    def without_names(self, finding: Finding) -> Finding:
        """The finding, with ids for the names in the path of its file: whoever reads the log of a build learns none."""
        if finding.place is None:
            return finding
        shown = finding.place.file
        for match in reversed(self._names.find(shown)):
            shown = shown[: match.start] + self._sources[match.name] + shown[match.end :]
        return replace(finding, place=replace(finding.place, file=shown))

    def _in(self, text: str, shown: str) -> Iterator[Problem]:
        lines = Lines(shown, text)
        # Given names last, since only so much is told of a file.
        for match in sorted(self._names.find(text), key=lambda match: match.is_given):
            source = self._sources[match.name]
            message = (
                M("the name of the source `{source}` stands here", source=source)
                if match.in_full
                else M("a part of the name of the source `{source}` stands here, or its initials", source=source)
            )
            yield _problem(message, source, lines.place((match.start, match.end)), _severity(match))
        for match in self._contacts.find(text):
            source = self._sources[match.name]
            message = M("the contact of the source `{source}` stands here", source=source)
            yield _problem(message, source, lines.place((match.start, match.end)))


def _problem(message: Message, source: str, place: Place, severity: Severity | None = None) -> Problem:
    advice = M("write `{source}`, or its role; what was committed before stays in the history", source=source)
    rule = "confidential-name-in-text"
    return Problem(rule, message, place=place, subject=source, advice=advice, severity=severity)


def _severity(match: Match) -> Severity | None:
    """A given name alone is that of others too: it fails no check."""
    return Severity.WARNING if match.is_given else None


def _contacts(contact: str) -> Iterator[str]:
    """A contact, and each number and address in it: a number without what is dialled from abroad too."""
    yield contact
    yield from _ADDRESS.findall(contact)
    for number in _DIGITS.findall(contact):
        digits = "".join(filter(str.isdigit, number))
        yield from dict.fromkeys((digits, digits[-9:]) if len(digits) > 6 else ())


def _target(path: Path) -> bytes:
    """Where a link leads."""
    return os.fsencode(path.readlink()) if path.is_symlink() else b""


def _staged(file: Published) -> bytes:
    """What git's index holds of a file that differs from it."""
    if file.staged_in is None:
        return b""
    try:
        return git(file.staged_in, "show", f":./{file.path.relative_to(file.staged_in).as_posix()}")[:MAX_BYTES]
    except GitError:
        return b""


def _findings(problems: Iterable[Problem], projects: Projects) -> list[Finding]:
    """What the problems come to under the configurations that govern their files."""
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.place.file if problem.place is not None else "", []).append(problem)
    rules = [rule for name in _RULES if (rule := rule_named(name)) is not None]
    found: list[Finding] = []
    for file, held in by_file.items():
        settings = projects.of(Path(file)).settings(Path(file))
        nothing = Dossier("", "", "en", file, {}, {}, {}, (), {}, problems=tuple(held))
        findings = run(rules, Context(nothing, None), settings.rules)
        found += apply_suppressions(findings, (), settings.suppressions, ()).findings
    return in_order(found)
