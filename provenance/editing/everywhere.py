"""An id given another name, or one thing made of two, in every file that speaks of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from provenance.files.discover import REGISTRY, claim_files, registries
from provenance.files.json_reader import with_positions
from provenance.files.load import Loader
from provenance.files.located import Lines, Unreadable
from provenance.files.record_editor import editor
from provenance.files.text_edits import TextEdit, applied
from provenance.files.texts import read_text
from provenance.files.uses import NameResolver, Use, uses
from provenance.files.yaml_reader import read_yaml, scalar
from provenance.model.confidential import redactable
from provenance.model.dossier import Dossier
from provenance.model.field_facts import Target
from provenance.model.finding import DataEdit
from provenance.model.message import M, Message
from provenance.model.names import fold

#: What an id may not hold: it would read as something else in a chain.
_IN_CHAINS = ("→", "->", "⟶", "➔", "=>", "?", "(", ")", "«", "»")
MAX_ID = 200
_SECTION: dict[Target, str] = {"source": "sources", "document": "documents", "claim": "claims"}

#: The text of a file as it stands now, in an editor or on disk; None where there is none.
TextOf = Callable[[Path], str | None]


class Refused(Exception):
    """What cannot be done; the message says why, in English where nobody asks for another language."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.render("en"))
        self.message = message


@dataclass(frozen=True)
class ReadFile:
    """A claim file as it stands: its text and what it says."""

    path: Path
    text: str
    dossier: Dossier

    @cached_property
    def names(self) -> NameResolver:
        return NameResolver(self.dossier)

    @cached_property
    def uses(self) -> list[Use]:
        return list(uses(located(self.path, self.text), self.text, self.names))


class FileUses(NamedTuple):
    """The uses of one thing in one file; `beside` are the registries it is read with."""

    path: Path
    text: str
    uses: list[Use]
    beside: Mapping[Path, str]


def read_or_none(path: Path) -> str | None:
    """The text of a file; None where it cannot be read."""
    try:
        return read_text(path, str(path))
    except Unreadable:
        return None


def located(path: Path, text: str) -> Any:
    """A text as located data; None where it cannot be read."""
    lines = Lines(str(path), text)
    try:
        return with_positions(text, lines)[0] if path.suffix == ".json" else read_yaml(text, lines)[0]
    except (Unreadable, ValueError, LookupError):
        return None


def renamed(file: ReadFile, kind: Target, old: str, new: str, text: TextOf) -> dict[Path, list[TextEdit]]:
    """The edits that give an id another name everywhere. Names and aliases stay. Raises Refused.

    Every file is read again with the edits made: where it would not say the same under the new id, nothing is renamed.
    """
    check_id(new)
    found = list(everywhere(file, kind, old, text))
    if not any(one.declares for each in found for one in each.uses):
        raise Refused(M("`{id}` is declared in none of these files: another name would be somebody else", id=old))
    edits: dict[Path, list[TextEdit]] = {}
    for each in found:
        ids = [one for one in each.uses if fold(each.text[one.start : one.end]) == fold(old)]
        edits[each.path] = [TextEdit(one.start, one.end, new) for one in ids]
    after = {each.path: applied(each.text, edits[each.path]) for each in found}
    for each in found:
        if each.path.name != REGISTRY and not _says_the_same(each, after, old, new):
            raise Refused(
                M("{file} would not say the same under “{id}”: rename it there by hand", file=each.path.name, id=new)
            )
    return {path: made for path, made in edits.items() if made}


def merged(file: ReadFile, kind: Target, old: str, into: str, text: TextOf) -> dict[Path, str]:
    """The texts of the files once `old` is `into` everywhere: a source's names become aliases of the other, what is
    declared of the old one goes. Raises Refused.
    """
    sections = {"source": file.dossier.sources, "document": file.dossier.documents, "claim": file.dossier.claims}
    known: Mapping[str, Any] = sections.get(kind, {})
    if old not in known or into not in known or old == into:
        raise Refused(M("`{id}` and `{other}` are not two things of this file", id=old, other=into))
    # What declares it comes last: as long as a run that is killed leaves some files, another one goes on with them.
    found = sorted(everywhere(file, kind, old, text), key=lambda each: any(use.declares for use in each.uses))
    after: dict[Path, str] = {}
    for each in found:
        here = [one for one in each.uses if not one.declares]
        changed = applied(each.text, [TextEdit(one.start, one.end, into) for one in here])
        if any(one.declares for one in each.uses):
            changed = _without_declaration(each.path, changed, file.dossier, kind, old, into)
        if changed != each.text:
            after[each.path] = changed
    own = after.get(file.path)
    if own is not None:
        # Two keys of one mapping would be one: what is said there of the second would be lost.
        loader = Loader({path: held for path, held in after.items() if path.name == REGISTRY})
        now = next(iter(loader.load(file.path, own)))
        if len(now.problems) > len(file.dossier.problems) or len(now.statements) != len(file.dossier.statements):
            raise Refused(M("`{id}` and `{other}` are spoken of in one entry: split it first", id=old, other=into))
    return after


def _without_declaration(path: Path, text: str, dossier: Dossier, kind: Target, old: str, into: str) -> str:
    section = _SECTION[kind]
    changes = [DataEdit("delete", (section, old), with_comments=True)]
    try:
        opened = editor(text, str(path))
        if kind == "source" and into in (opened.data.get("sources") or {}):
            one, other = dossier.sources[old], dossier.sources[into]
            spellings = {fold(name) for name in (other.id, other.name, *other.aliases)}
            names = [n for n in (one.name, *one.aliases) if fold(n) not in spellings]
            if names:
                changes.insert(0, DataEdit("alias", ("sources", into), "\n".join(names)))
        return opened.edited(changes).text
    except (Unreadable, ValueError) as error:
        why = M("{file}: `{id}` cannot be taken out of it ({why})", file=path.name, id=old, why=str(error))
        raise Refused(why) from None


def check_id(name: str) -> None:
    """Raises Refused for what is no id."""
    if not name.strip() or name != name.strip() or len(name) > MAX_ID or not name.isprintable():
        raise Refused(M("an id is a word or a few, on one line"))
    if any(mark in name for mark in _IN_CHAINS) or any(mark in name for mark in ":#,[]{}&*!|>'\"%@`\\"):
        raise Refused(M("“{id}” would read as something else in YAML or in a chain", id=name))
    if scalar(name) != name or name[0] in "-?" or not any(map(str.isalnum, name)):
        raise Refused(M("“{id}” is no word in YAML", id=name))


def _says_the_same(file: FileUses, after: Mapping[Path, str], old: str, new: str) -> bool:
    """Whether a file says after the edits what it said before, the id apart."""
    registries_after = {path: text for path, text in after.items() if path.name == REGISTRY}
    before = Loader(file.beside).load(file.path, file.text)
    now = Loader({**file.beside, **registries_after}).load(file.path, after[file.path])
    return [_semantic_key(d, old, new) for d in before] == [_semantic_key(d, old, new) for d in now]


def _semantic_key(dossier: Dossier, *ids: str) -> object:
    """Everything a dossier says, with one mark in place of any of the ids; where it says it is left out."""

    def said(value: object) -> object:
        if isinstance(value, str):
            # Statements are called after their claim: « claim#2 ».
            head, number, rest = value.partition("#")
            return ("\0" if head in ids else head) + number + rest
        if isinstance(value, tuple):
            return [said(item) for item in value]
        if is_dataclass(value) and not isinstance(value, type):
            return [said(getattr(value, name)) for name in redactable(type(value))]
        return value

    sections = (dossier.sources, dossier.documents, dossier.claims, dossier.evidence)
    entries = [said(tuple(section.values())) for section in sections]
    return [*entries, said(dossier.statements), said(dossier.parties), len(dossier.problems)]


def everywhere(file: ReadFile, kind: Target, name: str, text: TextOf) -> Iterator[FileUses]:
    """The uses in the file itself; of a source that a registry shares, also in the registries and files below that."""
    own = file.path
    shared = {path: held for path in registries(own) if (held := text(path)) is not None}
    found = [use for use in file.uses if (use.kind, use.id) == (kind, name)]
    yield FileUses(own, file.text, found, shared)
    source = file.dossier.sources.get(name) if kind == "source" else None
    if source is None or source.declared != "registry":
        return
    home = next((r for r in shared if _declares(_uses_in(r, file, kind, name, text))), None)
    if home is None:
        return
    for path in [*sorted(home.parent.rglob(REGISTRY)), *claim_files([home.parent])]:
        path = path.absolute()
        # What stands nearer and declares this id too speaks of another.
        nearest = [home] if path == home else [r for r in registries(path) if path != r]
        first = next((r for r in nearest if _declares(_uses_in(r, file, kind, name, text))), None)
        other = _uses_in(path, file, kind, name, text) if path != own and first == home else None
        if other is not None and (path == home or not _declares(other)):
            yield other


def _declares(found: FileUses | None) -> bool:
    return found is not None and any(use.declares for use in found.uses)


def _uses_in(path: Path, file: ReadFile, kind: Target, name: str, text: TextOf) -> FileUses | None:
    """The uses in another file, as far as that can be read."""
    content = text(path)
    if content is None or path.suffix == ".jsonl":
        return None
    data = located(path, content)
    if data is None:
        return None
    names = file.names if path.name == REGISTRY else _names_of(path, content) or file.names
    found = [use for use in uses(data, content, names) if (use.kind, use.id) == (kind, name)]
    beside = {registry: held for registry in registries(path) if (held := text(registry)) is not None}
    return FileUses(path, content, found, beside)


def _names_of(path: Path, content: str) -> NameResolver | None:
    first = next(Loader().load(path, content), None)
    return NameResolver(first) if first is not None else None
