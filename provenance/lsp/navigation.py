"""From a name to where it is declared and used; giving an id another name; the outline of a file."""

from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types

from provenance.assess.reasons import status_name
from provenance.editing.everywhere import Refused, TextOf, everywhere, renamed
from provenance.files.located import Lines
from provenance.files.uses import Use, finder
from provenance.lsp.analysis import Analysis
from provenance.lsp.positions import Positions
from provenance.model.dossier import Dossier
from provenance.model.message import M
from provenance.model.names import fold


def definition(analysis: Analysis, offset: int, text: TextOf) -> tuple[Path, types.Range] | None:
    """Where the thing under the cursor is declared; from the words of a quote, where they stand in the text."""
    use = finder(analysis.uses)(offset)
    if use is None:
        return _in_article(analysis, offset)
    for found in everywhere(analysis.file, use.kind, use.id, text):
        for one in found.uses:
            if one.declares:
                return found.path, _positions(analysis, found.path, found.text).span(one.start, one.end)
    return None


def references(analysis: Analysis, offset: int, text: TextOf, declaration: bool) -> list[tuple[Path, types.Range]]:
    """Every use of the thing under the cursor, in every file that shares it."""
    use = finder(analysis.uses)(offset)
    if use is None:
        return []
    return [
        (found.path, _positions(analysis, found.path, found.text).span(one.start, one.end))
        for found in everywhere(analysis.file, use.kind, use.id, text)
        for one in found.uses
        if declaration or not one.declares
    ]


def renameable(analysis: Analysis, offset: int) -> tuple[Use, str]:
    """The use under the cursor, where it is spelled as an id. Raises Refused."""
    use = finder(analysis.uses)(offset)
    if use is None:
        raise Refused(M("no id stands here"))
    written = analysis.text[use.start : use.end]
    if fold(written) != fold(use.id):
        raise Refused(M("“{name}” is a name of `{id}`; put the cursor on the id to rename it", name=written, id=use.id))
    return use, written


def rename(analysis: Analysis, offset: int, name: str, text: TextOf) -> dict[Path, list[types.TextEdit]]:
    """The edits that give an id another name everywhere. Raises Refused."""
    use, _ = renameable(analysis, offset)
    edits = renamed(analysis.file, use.kind, use.id, name, text)
    held = {analysis.file.path: analysis.text}
    return {
        path: [
            types.TextEdit(_positions(analysis, path, held.get(path) or text(path) or "").span(e.start, e.end), e.text)
            for e in made
        ]
        for path, made in edits.items()
    }


def _positions(analysis: Analysis, path: Path, text: str) -> Positions:
    own = path == analysis.file.path
    return analysis.positions if own else analysis.positions.of(Lines(str(path), text))


def _in_article(analysis: Analysis, offset: int) -> tuple[Path, types.Range] | None:
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
            # An editor cannot go to a word of a PDF: the file is opened.
            found = (0, 0) if document.text_reader is not None else (statement.anchor.start, statement.anchor.end)
            span = analysis.positions.of(own).span(*found)
            return Path(document.path).absolute(), span
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
