"""Moving the names of confidential sources out of claim files into private files, under ids that tell nothing."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from provenance.files.discover import REGISTRY, claim_files, registries
from provenance.files.edit import Editor
from provenance.files.entry import parse_entry
from provenance.files.load import Loader, check_inside_project, display_path
from provenance.files.located import Unreadable
from provenance.files.private import HEAD, private_file, read_private
from provenance.files.raw import from_yaml, read_raw
from provenance.files.secrets import named_openly, secret_ids
from provenance.files.text_edits import TextEdit, applied
from provenance.files.texts import read_text
from provenance.files.uses import NameResolver, uses
from provenance.model.confidential import is_telling_nothing
from provenance.model.dossier import Dossier
from provenance.model.errors import InputError
from provenance.model.finding import DataEdit
from provenance.model.message import M, Message
from provenance.model.place import Place
from provenance.model.written import DossierEntry, PrivateEntry, RegistryEntry, SourceEntry


@dataclass
class Concealment:
    """What is to be written: private files first, then claim files, and the registries that declare what is named in
    those last: a run that is killed in between is finished by the next one. Nothing is written yet.

    `renamed` gives the ids of the sources before and after, by the file that declares them.
    """

    private: dict[Path, str] = field(default_factory=dict)
    texts: dict[Path, str] = field(default_factory=dict)
    renamed: dict[Path, dict[str, str]] = field(default_factory=dict)


def concealment(paths: Iterable[Path]) -> Concealment:
    """What concealing every named confidential source comes to: of the claim files at some paths, of the registries
    above them, and so of every claim file below those.

    Raises InputError where a file cannot be read, or could not be rewritten so that it says the same.
    """
    found = Concealment()
    written = {path: _sources(path) for path in _files(paths)}
    openly = {
        path: {name for name, entry in sources.items() if named_openly(name, entry, "")}
        for path, sources in written.items()
    }
    left = {path: _left_over(path, written[path], names) for path, names in openly.items() if names}
    ids = {name: source for kept in left.values() for name, source in kept.items()}
    ids |= _new_ids(written, sorted(set().union(*openly.values()) - ids.keys()))
    for path, sources in written.items():
        secret = openly[path].union(*(openly.get(registry, ()) for registry in registries(path)))
        if not secret:
            continue
        renamed = {name: ids[name] for name in sorted(secret)}
        own = {name: entry for name, entry in sources.items() if name in secret}
        before = read_text(path, display_path(path))
        after = _unnamed(_renamed(before, path, renamed), path, [ids[name] for name in own])
        is_done = before == after and any(source in before for source in renamed.values())
        if (
            path.name != REGISTRY
            and not is_done
            and _meaning(path, before, {}, renamed) != _meaning(path, after, found.texts, {})
        ):
            raise _refusal(path, M("it would not say the same: give its confidential sources neutral ids by hand"))
        found.texts[path] = after
        if own:
            found.renamed[path] = {name: ids[name] for name in own}
            beside = private_file(path)
            # The id it had may be its only name.
            new = {name: entry for name, entry in own.items() if name not in left[path]}
            named = {ids[name]: entry.model_copy(update={"name": entry.name or name}) for name, entry in new.items()}
            found.private[beside] = _private_text(beside, named)
    # A name is told by its registry until nothing below that has it any more.
    found.texts = dict(sorted(found.texts.items(), key=lambda one: one[0].name == REGISTRY))
    return found


def _left_over(path: Path, sources: Mapping[str, SourceEntry], names: Iterable[str]) -> dict[str, str]:
    """The ids under which a run that was killed has put sources that are named openly into the private file."""
    beside = private_file(path)
    held = read_private(beside).sources if beside.is_file() else {}
    known = {(entry.name, *entry.aliases): source for source, entry in held.items() if source not in sources}
    keys = {name: (sources[name].name or name, *sources[name].aliases) for name in sorted(names)}
    return {name: known.pop(key) for name, key in keys.items() if key in known}


def _refusal(path: Path, message: Message) -> InputError:
    return InputError(message, Place(display_path(path)))


def _files(paths: Iterable[Path]) -> list[Path]:
    """The registries concerned, then the claim files."""
    given = claim_files(paths)
    above = {registry for path in given for registry in registries(path)}
    named = sorted(r for r in above if any(named_openly(n, e, "") for n, e in _sources(r).items()))
    below = claim_files([registry.parent for registry in named])
    own = {path.resolve() for path in below}
    return [*named, *below, *(path for path in given if path.resolve() not in own)]


def _sources(path: Path) -> Mapping[str, SourceEntry]:
    """The sources that a claim file or a registry declares."""
    try:
        check_inside_project(path, display_path(path))
        raws = list(read_raw(path, display_path(path)))
    except Unreadable as error:
        raise InputError(error.problem.message, error.problem.place, error.problem.advice) from None
    model = RegistryEntry if path.name == REGISTRY else DossierEntry
    entries = [parse_entry(raw, model)[0] for raw in raws]
    found = {name: held or SourceEntry() for entry in entries for name, held in entry.sources.items()}
    openly = {name for name, entry in found.items() if entry.confidential}
    if any(name not in openly and not is_telling_nothing(name) for raw in raws for name in secret_ids(raw.data)):
        raise _refusal(
            path, M("a source is confidential by what is no valid entry: mend it first (`confidential: true`)")
        )
    if path.suffix == ".jsonl" and any(named_openly(name, entry, "") for name, entry in found.items()):
        raise _refusal(path, M("JSONL is not rewritten: move its confidential names into a private file by hand"))
    return found


def _new_ids(files: Iterable[Path], names: Iterable[str]) -> dict[str, str]:
    """An id for each source: its number, so that it tells nothing, not even to somebody who tries names."""
    taken = "\n".join(read_text(path, display_path(path)) for path in files)
    taken += "\n".join(
        read_text(p, display_path(p), private=True) for p in map(private_file, files) if p.is_file()
    )  # fmt: skip
    free = (f"s-{number:04x}" for number in count(1) if f"s-{number:04x}" not in taken)
    return dict(zip(names, free))


def _dossier(path: Path, text: str, beside: Mapping[Path, str]) -> Dossier:
    return next(Loader({file.absolute(): held for file, held in beside.items()}).load(path, text))


def _renamed(text: str, path: Path, renamed: Mapping[str, str]) -> str:
    """The text with the new ids wherever the sources are named."""
    names = NameResolver(_dossier(path, text, {}))
    edits = {
        TextEdit(use.start, use.end, renamed[use.id])
        for use in uses(Editor(text, path.name).data, text, names)
        if use.kind == "source" and use.id in renamed
    }
    return applied(text, edits)


def _unnamed(text: str, path: Path, ids: Iterable[str]) -> str:
    """The text without names and aliases of the sources; where a comment is in the way of that, the id for a name."""
    for source in ids:
        for key in ("name", "aliases"):
            editor = Editor(text, path.name)
            pointer = ("sources", source, key)
            if key not in (editor.data["sources"][source] or {}):
                continue
            ways = (DataEdit("remove", pointer), DataEdit("set", pointer, source))
            edits = next((made for way in ways if (made := editor.edits([way])) is not None), None)
            if edits is None:
                raise _refusal(
                    path, M("`{key}` of `{source}` cannot be taken out: do it by hand", key=key, source=source)
                )
            text = applied(text, edits)
    return text


def _meaning(path: Path, text: str, beside: Mapping[Path, str], renamed: Mapping[str, str]) -> object:
    """What a claim file says of its sources, under the ids they are given: it must not change."""
    dossier = _dossier(path, text, beside)

    def ids(*names: str | None) -> list[str | None]:
        return [name if name is None else renamed.get(name, name) for name in names]

    return (
        [
            (s.claim, s.stance, s.document, s.quote, ids(*(hop.id for hop in s.chain)), ids(s.authenticated_by))
            for s in dossier.statements
        ],
        sorted(
            (*ids(s.id), s.kind, s.role or "", str(ids(s.part_of, s.owned_by, *s.also)))
            for s in dossier.sources.values()
        ),
        [(d.id, ids(d.publisher)) for d in dossier.documents.values()],
        [(c.id, ids(*c.concerns, *(c.parties or ()), *c.position_of)) for c in dossier.claims.values()],
        ids(*dossier.parties),
        sum(problem.rule != "confidential-name-in-text" for problem in dossier.problems),
    )


def _private_text(path: Path, entries: Mapping[str, SourceEntry]) -> str:
    """A private file with further sources; what it holds already stays as it is."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise _refusal(path, M("this private file is a link, or no regular file: names are not written through it"))
    before = read_text(path, display_path(path), private=True) if path.is_file() else HEAD
    if not before.endswith("\n"):
        before += "\n"
    text = before + "".join(f"  {name}: {{{', '.join(_keys(entry))}}}\n" for name, entry in entries.items())
    try:
        entry, problems = parse_entry(from_yaml(text, path.name), PrivateEntry)
    except Unreadable:
        problems, entry = [], None
    if problems or entry is None or not entry.sources.keys() >= entries.keys():
        raise _refusal(path, M("nothing can be added to this file: `sources:` must be the last of its keys"))
    return text


def _keys(entry: SourceEntry) -> Iterator[str]:
    yield f"name: {json.dumps(entry.name, ensure_ascii=False)}"
    if entry.aliases:
        yield f"aliases: {json.dumps(entry.aliases, ensure_ascii=False)}"
