"""What is known of sources and stays with whoever keeps it: `x.private.yaml` beside `x.claims.yaml`.

A private file gives names, aliases and contacts by the ids of the sources. Nothing opens it but what was told to show
confidential names, and what searches for them where they must not be.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from provenance.files.discover import REGISTRY, SUFFIXES, registries
from provenance.files.entry import parse_entry
from provenance.files.load import display_path
from provenance.files.located import Unreadable
from provenance.files.raw import from_yaml
from provenance.files.spelling import spelled_text
from provenance.files.texts import PRIVATE, read_text
from provenance.model.dossier import Dossier
from provenance.model.finding import Problem
from provenance.model.message import M
from provenance.model.place import Place
from provenance.model.source import Source
from provenance.model.written import PrivateEntry, PrivateSourceEntry

HEAD = "# Who sources are and how to reach them. This stays here: never commit it, never send it.\nsources:\n"
#: The mode of a private file: its owner's.
MODE = 0o600


class Private(NamedTuple):
    """What a private file says of sources, by their ids, and what is wrong with it."""

    sources: Mapping[str, PrivateSourceEntry]
    problems: tuple[Problem, ...] = ()


def private_file(path: Path) -> Path:
    """The private file of a claim file or a registry, whether there is one or not."""
    for suffix in (*SUFFIXES, REGISTRY.removeprefix("sources")):
        if path.name.endswith(suffix):
            return path.with_name(path.name.removesuffix(suffix) + PRIVATE)
    return path.with_name(path.name + PRIVATE)


def read_private(path: Path) -> Private:
    """A private file; one that cannot be read says nothing, and why. Nothing of what it holds is in a problem."""
    shown = display_path(path)
    try:
        raw = from_yaml(read_text(path, shown, private=True), shown)
    except Unreadable as error:
        # The claim file itself is read all the same.
        return Private({}, (replace(error.problem, fatal=False),))
    entry, problems = parse_entry(raw, PrivateEntry)
    wrong = tuple(
        Problem(
            "schema-violation",
            M("an entry of this private file is not valid: `name`, `aliases` and `contact` are its keys"),
            place=problem.place or raw.locate(problem.pointer, problem.key),
        )
        for problem in (*raw.problems, *problems)
    )
    sources = {name: source or PrivateSourceEntry() for name, source in entry.sources.items()}
    return Private(sources, (*wrong, *exposed(path)))


def contacts_text(contacts: Mapping[str, Sequence[str]]) -> str:
    """A private file with how to reach some sources, by their ids."""
    return HEAD + "".join(
        f"  {spelled_text(name)}: {{contact: {json.dumps(', '.join(held), ensure_ascii=False)}}}\n"
        for name, held in contacts.items()
    )


def exposed(path: Path) -> Iterator[Problem]:
    """A problem where others may read a private file."""
    try:
        mode = path.stat().st_mode & 0o777
    except OSError:
        return
    if mode & 0o077:
        yield Problem(
            "private-file-exposed",
            M("others may read this private file (its mode is {mode})", mode=f"{mode:o}"),
            place=Place(display_path(path)),
            advice=M("`chmod 600 {file}`", file=path.name),
        )


def disclosed(dossier: Dossier) -> Dossier:
    """The dossier with the names that the private files beside its claim file and its registries give."""
    file = Path(dossier.file)
    sources = dict(dossier.sources)
    problems = list(dossier.problems)
    for beside in (file, *registries(file)):
        path = private_file(beside)
        if not path.exists():
            continue
        private = read_private(path)
        problems += private.problems
        for name, entry in private.sources.items():
            if name in sources:
                sources[name] = _named(sources[name], entry)
            elif beside is file:
                message = M("no source here has the id `{name}`", name=name)
                problems.append(Problem("unknown-reference", message, place=Place(display_path(path)), subject=name))
    return replace(dossier, sources=sources, problems=tuple(problems))


def _named(source: Source, entry: PrivateSourceEntry) -> Source:
    return replace(
        source,
        name=entry.name or source.name,
        aliases=(*source.aliases, *entry.aliases),
        contact=entry.contact,
        confidential=source.confidential and entry.name is None,
    )
