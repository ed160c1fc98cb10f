"""From a name to where it is declared and used; giving an id another name; the outline of a file."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import is_dataclass
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types

from provenance.assess.reasons import status_name
from provenance.files.discover import REGISTRY, claim_files, registries
from provenance.files.json_reader import with_positions
from provenance.files.load import Loader
from provenance.files.located import Lines, Unreadable
from provenance.files.text_edits import TextEdit, applied
from provenance.files.texts import read_text
from provenance.files.uses import NameResolver, Use, finder, uses
from provenance.files.yaml_reader import read_yaml, scalar
from provenance.lsp.analysis import Analysis
from provenance.lsp.positions import Positions
from provenance.model.confidential import redactable
from provenance.model.dossier import Dossier
from provenance.model.field_facts import Target
from provenance.model.names import fold

#: What an id may not hold: it would read as something else in a chain.
_IN_CHAINS = ("→", "->", "⟶", "➔", "=>", "?", "(", ")", "«", "»")
MAX_ID = 200


class Refused(Exception):
    """A name that cannot be given; the message says why."""


class FileUses(NamedTuple):
    """The uses of one thing in one file; `beside` are the registries it is read with."""

    path: Path
    text: str
    positions: Positions
    uses: list[Use]
    beside: Mapping[Path, str]


#: The text of a file as it stands now, in an editor or on disk; None where there is none.
TextOf = Callable[[Path], str | None]


def definition(analysis: Analysis, offset: int, text: TextOf) -> tuple[Path, types.Range] | None:
    """Where the thing under the cursor is declared; from the words of a quote, where they stand in the text."""
    use = finder(analysis.uses)(offset)
    if use is None:
        return _in_article(analysis, offset, text)
    for found in _everywhere(analysis, use.kind, use.id, text):
        for one in found.uses:
            if one.declares:
                return found.path, found.positions.span(one.start, one.end)
    return None


def references(analysis: Analysis, offset: int, text: TextOf, declaration: bool) -> list[tuple[Path, types.Range]]:
    """Every use of the thing under the cursor, in every file that shares it."""
    use = finder(analysis.uses)(offset)
    if use is None:
        return []
    return [
        (found.path, found.positions.span(one.start, one.end))
        for found in _everywhere(analysis, use.kind, use.id, text)
        for one in found.uses
        if declaration or not one.declares
    ]


def renameable(analysis: Analysis, offset: int) -> tuple[Use, str]:
    """The use under the cursor, where it is spelled as an id. Raises Refused."""
    use = finder(analysis.uses)(offset)
    if use is None:
        raise Refused("no id stands here")
    written = analysis.text[use.start : use.end]
    if fold(written) != fold(use.id):
        raise Refused(f"“{written}” is a name of `{use.id}`; put the cursor on the id to rename it")
    return use, written


def rename(analysis: Analysis, offset: int, name: str, text: TextOf) -> dict[Path, list[types.TextEdit]]:
    """The edits that give an id another name everywhere. Names and aliases stay. Raises Refused.

    Every file is read again with the edits made: where it would not say the same under the new id, nothing is renamed.
    """
    use, _ = renameable(analysis, offset)
    _check(name)
    found = list(_everywhere(analysis, use.kind, use.id, text))
    if not any(one.declares for file in found for one in file.uses):
        raise Refused(f"`{use.id}` is declared in none of these files: another name would be somebody else")
    edits: dict[Path, list[TextEdit]] = {}
    for file in found:
        ids = [one for one in file.uses if fold(file.text[one.start : one.end]) == fold(use.id)]
        edits[file.path] = [TextEdit(one.start, one.end, name) for one in ids]
    after = {file.path: applied(file.text, edits[file.path]) for file in found}
    for file in found:
        if file.path.name != REGISTRY and not _says_the_same(file, after, use, name):
            raise Refused(f"{file.path.name} would not say the same under “{name}”: rename it there by hand")
    return {
        file.path: [types.TextEdit(file.positions.span(e.start, e.end), e.text) for e in edits[file.path]]
        for file in found
        if edits[file.path]
    }


def _check(name: str) -> None:
    """Raises Refused for what is no id."""
    if not name.strip() or name != name.strip() or len(name) > MAX_ID or not name.isprintable():
        raise Refused("an id is a word or a few, on one line")
    if any(mark in name for mark in _IN_CHAINS) or any(mark in name for mark in ":#,[]{}&*!|>'\"%@`\\"):
        raise Refused(f"“{name}” would read as something else in YAML or in a chain")
    if scalar(name) != name or name[0] in "-?" or not any(map(str.isalnum, name)):
        raise Refused(f"“{name}” is no word in YAML")


def _says_the_same(file: FileUses, after: Mapping[Path, str], use: Use, name: str) -> bool:
    """Whether a file says after the edits what it said before, the id apart."""
    registries_after = {path: text for path, text in after.items() if path.name == REGISTRY}
    before = Loader(file.beside).load(file.path, file.text)
    now = Loader({**file.beside, **registries_after}).load(file.path, after[file.path])
    return [_semantic_key(d, use.id, name) for d in before] == [_semantic_key(d, use.id, name) for d in now]


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


def _everywhere(analysis: Analysis, kind: Target, name: str, text: TextOf) -> Iterator[FileUses]:
    """The uses in the file itself; of a source that a registry shares, also in the registries and files below that."""
    own = Path(analysis.audit.dossier.file).absolute()
    shared = {path: held for path in registries(own) if (held := text(path)) is not None}
    found = [use for use in analysis.uses if (use.kind, use.id) == (kind, name)]
    yield FileUses(own, analysis.text, analysis.positions, found, shared)
    source = analysis.audit.dossier.sources.get(name) if kind == "source" else None
    if source is None or source.declared != "registry":
        return
    home = next((r for r in shared if _declares(_uses_in(r, analysis, kind, name, text))), None)
    if home is None:
        return
    for path in [*sorted(home.parent.rglob(REGISTRY)), *claim_files([home.parent])]:
        path = path.absolute()
        # What stands nearer and declares this id too speaks of another.
        nearest = [home] if path == home else [r for r in registries(path) if path != r]
        first = next((r for r in nearest if _declares(_uses_in(r, analysis, kind, name, text))), None)
        other = _uses_in(path, analysis, kind, name, text) if path != own and first == home else None
        if other is not None and (path == home or not _declares(other)):
            yield other


def _declares(found: FileUses | None) -> bool:
    return found is not None and any(use.declares for use in found.uses)


def _uses_in(path: Path, analysis: Analysis, kind: Target, name: str, text: TextOf) -> FileUses | None:
    """The uses in another file, as far as that can be read."""
    content = text(path)
    if content is None or path.suffix == ".jsonl":
        return None
    lines = Lines(str(path), content)
    try:
        data, _ = with_positions(content, lines) if path.suffix == ".json" else read_yaml(content, lines)
    except (Unreadable, ValueError, LookupError):
        return None
    names = analysis.names if path.name == REGISTRY else _names_of(path, content) or analysis.names
    found = [use for use in uses(data, content, names) if (use.kind, use.id) == (kind, name)]
    beside = {registry: held for registry in registries(path) if (held := text(registry)) is not None}
    return FileUses(path, content, analysis.positions.of(lines), found, beside)


def _names_of(path: Path, content: str) -> NameResolver | None:
    dossiers = list(Loader().load(path, content))
    return NameResolver(dossiers[0]) if dossiers else None


def _in_article(analysis: Analysis, offset: int, text: TextOf) -> tuple[Path, types.Range] | None:
    """The words in the article, for a cursor inside a statement's quote."""
    dossier = analysis.audit.dossier
    for statement in dossier.statements:
        document = dossier.documents.get(statement.document or "")
        if statement.anchor is None or document is None or document.path is None or document.text is None:
            continue
        place = dossier.place(statement.pointer, False)
        lines = analysis.positions.lines
        here = lines.place((offset, offset))
        if (place.line, place.column) <= (here.line, here.column) <= (place.end_line, place.end_column):
            own = Lines(document.path, document.text)
            span = analysis.positions.of(own).span(statement.anchor.start, statement.anchor.end)
            return Path(document.path).absolute(), span
    return None


def read_or_none(path: Path) -> str | None:
    try:
        return read_text(path, str(path))
    except Unreadable:
        return None


# --- the outline ------------------------------------------------------------------------------------------------------


def symbols(analysis: Analysis) -> list[types.DocumentSymbol]:
    """The sections and what stands in them; a claim with its status, a statement with its chain."""
    outline = _Outline(analysis)
    dossier = analysis.audit.dossier
    sections = (
        ("sources", types.SymbolKind.Class, [(s.id, s.name, s.pointer) for s in dossier.sources.values()]),
        ("documents", types.SymbolKind.File, [(d.id, d.headline or "", d.pointer) for d in dossier.documents.values()]),
        ("claims", types.SymbolKind.Key, [(c.id, outline.status(c.id), c.pointer) for c in dossier.claims.values()]),
        ("statements", types.SymbolKind.String, list(outline.statements(dossier))),
        ("evidence", types.SymbolKind.Object, [(e.id, e.name, e.pointer) for e in dossier.evidence.values()]),
    )
    return [
        found
        for name, kind, entries in sections
        if (found := outline.section(name, kind, [e for e in entries if e[2][:1] == (name,)])) is not None
    ]


class _Outline:
    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis

    def status(self, claim: str) -> str:
        return status_name(self.analysis.audit.assessor[claim]).render(self.analysis.language)

    def statements(self, dossier: Dossier) -> Iterator[tuple[str, str, tuple[str | int, ...]]]:
        from provenance.summaries.summary import chain_text

        seen: set[object] = set()
        for statement in dossier.statements:
            pointer = statement.pointer[:2]
            if pointer not in seen:
                seen.add(pointer)
                yield (
                    chain_text(dossier, statement).render(dossier.language) or statement.entry,
                    statement.quote or "",
                    pointer,
                )

    def section(
        self, name: str, kind: types.SymbolKind, entries: list[tuple[str, str, tuple[str | int, ...]]]
    ) -> types.DocumentSymbol | None:
        if not entries:
            return None
        children = [self._symbol(label or "-", detail, kind, pointer) for label, detail, pointer in entries]
        whole = self._symbol(name, str(len(children)), types.SymbolKind.Namespace, (name,))
        whole.children = children
        return whole

    def _symbol(
        self, label: str, detail: str, kind: types.SymbolKind, pointer: tuple[str | int, ...]
    ) -> types.DocumentSymbol:
        dossier, positions = self.analysis.audit.dossier, self.analysis.positions
        key, value = positions.range(dossier.place(pointer, True)), positions.range(dossier.place(pointer, False))
        # The protocol wants the name inside the whole.
        first, last = min(key.start, value.start, key=_order), max(key.end, value.end, key=_order)
        return types.DocumentSymbol(label, kind, types.Range(first, last), key, detail=detail)


def _order(position: types.Position) -> tuple[int, int]:
    return position.line, position.character
