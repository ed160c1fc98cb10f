"""Bringing a draft that somebody has begun to correct up to date with its texts.

Statements are told apart by where their words stand. The file is edited as text: what a person wrote, and how, stays to
the letter; new statements are added at the end of the list, and those whose words are gone or changed get a remark.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from provenance.extraction.draft import Draft, DraftStatement
from provenance.extraction.draft_yaml import remark, source_line, statement_lines
from provenance.extraction.spans import Cover
from provenance.files.anchors import NotFound, TextIndex
from provenance.files.located import Unreadable
from provenance.files.raw import from_yaml
from provenance.model.dossier import Dossier, Statement
from provenance.model.errors import UsageError
from provenance.model.names import fold
from provenance.model.reading import Span

NEW = {"fr": ", nouveau", "en": ", new"}
GONE = {
    "fr": "# disparu : ces mots ne sont plus dans le texte",
    "en": "# gone: these words no longer stand in the text",
}
CHANGED = {
    "fr": "# changé : le texte dit maintenant ces mots autrement",
    "en": "# changed: the text words this otherwise now",
}
#: The share of a statement's words that must stand in an older one's for it to be the same.
SAME = 0.5
_SECTIONS = ("sources:", "documents:", "claims:", "statements:", "evidence:", "parties:")
_HOP = re.compile(r"[^ ]+?(?=(?: \(«|$))")


class CannotUpdate(UsageError):
    """A file whose form leaves no place to add to. Its words say what is in the way."""


@dataclass(frozen=True, slots=True)
class UpdateResult:
    """The text of the brought-up claim file, and how many statements are new, gone and changed."""

    text: str
    new: int
    gone: int
    changed: int


def updated(written: str, dossier: Dossier, fresh: Draft) -> UpdateResult:
    """A claim file brought up to date with its texts.

    `written` is the file, `dossier` what it says, `fresh` a draft of the same texts made now. A file that gets new
    statements is a draft again. Raises CannotUpdate.
    """
    language = dossier.language
    end = "\r\n" if "\r\n" in written else "\n"
    lines = written.split(end)
    texts = _Texts(dossier)
    remarks = dict(_remarks(dossier, texts, lines))
    new = [draft_statement for draft_statement in fresh.statements if not texts.hold(draft_statement)]
    known, needed = _sources(new, fresh, dossier)
    additions: list[tuple[int, list[str]]] = []
    if needed:
        at, indent = _section(lines, "sources", r"[^\s#{\[-]")
        entries = [source_line(known[name], _entry(fresh, name, known)) for name in needed]
        additions.append((at, _indented(entries, indent - 2)))
    if new:
        at, indent = _section(lines, "statements", r"- ")
        added: list[str] = []
        for draft_statement in new:
            entry = _renamed(draft_statement, known, dossier)
            added.extend(statement_lines(entry, remark(draft_statement, language) + NEW[language]))
        additions.append((at, _indented(added, indent - 2)))
        if not dossier.draft:
            additions.append((_head_end(lines), ["draft: true"]))
    gone = sum(text.strip() == GONE[language] for text in remarks.values())
    # A remark of an earlier time goes away with what it was about.
    kept = {GONE[language], CHANGED[language]}
    stale = [n for n, line in enumerate(lines) if line.strip() in kept and n + 1 not in remarks]
    marks = [(at, [text]) for at, text in remarks.items() if lines[at - 1].strip() != text.strip()]
    for at, text in sorted([*additions, *marks, *((n, []) for n in stale)], key=lambda item: -item[0]):
        if text:
            lines[at:at] = text
        else:
            del lines[at]
    changed = end.join(lines)
    try:
        from_yaml(changed, dossier.file)
    except Unreadable as error:
        raise CannotUpdate(error.problem.message.render("en")) from None
    return UpdateResult(changed, len(new), gone, len(remarks) - gone)


class _Texts:
    """The texts of a dossier, and where the words of its statements stand in them."""

    def __init__(self, dossier: Dossier) -> None:
        self._indexes = {name: TextIndex(d.text) for name, d in dossier.documents.items() if d.text is not None}
        spans: dict[str, list[Span]] = {name: [] for name in self._indexes}
        for statement in dossier.statements:
            index = self._indexes.get(statement.document or "")
            if index is None:
                continue
            spans[statement.document or ""].extend(_stand(statement, index))
        self._known = {name: Cover(found) for name, found in spans.items()}

    def missing(self, statement: Statement) -> bool:
        """Whether the words of a statement stand nowhere in the text it quotes."""
        index = self._indexes.get(statement.document or "")
        if index is None or statement.quote is None or statement.anchor is not None:
            return False
        found = index.find(statement.quote)
        return isinstance(found, NotFound) and found.count == 0

    def hold(self, draft_statement: DraftStatement) -> bool:
        """Whether the words of a fresh statement stand in the file already: most of them, or any of the outlet's own.

        Raises CannotUpdate for a text that is none of the file's.
        """
        if draft_statement.document not in self._known:
            raise CannotUpdate(
                f"no document of this file has the text of `{draft_statement.document}`: declare it first"
            )
        known = self._known[draft_statement.document]
        size = sum(end - start for start, end in draft_statement.spans)
        shared = sum(
            max(0, min(end, b) - max(start, a))
            for start, end in draft_statement.spans
            for a, b in known.over(start, end)
        )
        return shared >= (1 if "own" in draft_statement.entry else SAME * size)


def _stand(statement: Statement, index: TextIndex) -> Iterator[Span]:
    """Where the words of a statement stand: its quote (everywhere, if more than once), and its flag."""
    if statement.anchor is not None:
        yield statement.anchor.start, statement.anchor.end
    elif statement.quote is not None:
        found = index.find(statement.quote)
        if isinstance(found, NotFound):
            yield from ((start, start + len(statement.quote)) for start in found.starts)
    if statement.flag_quote and (at := index.text.find(statement.flag_quote)) >= 0:
        yield at, at + len(statement.flag_quote)


def _remarks(dossier: Dossier, texts: _Texts, lines: list[str]) -> Iterator[tuple[int, str]]:
    """(index of the line before which a remark belongs, the remark) for statements whose words are gone or changed."""
    for statement in dossier.statements:
        changed = statement.anchor is not None and statement.anchor.how in ("fuzzy", "altered")
        remark_on = GONE if texts.missing(statement) else CHANGED if changed else None
        line = dossier.place(statement.pointer[:2]).line
        if remark_on is not None and line is not None and 1 <= line <= len(lines):
            text = lines[line - 1]
            yield line - 1, " " * (len(text) - len(text.lstrip())) + remark_on[dossier.language]


def _sources(new: list[DraftStatement], fresh: Draft, dossier: Dossier) -> tuple[dict[str, str], list[str]]:
    """The file's id of every source of the new statements, and those it does not know, which get a free id.

    A source is known by its name or an alias, never by its id: two Duponts have one id in two drafts.
    """
    by_name = {
        fold(name): s.id for s in dossier.sources.values() if s.declared == "file" for name in (s.name, *s.aliases)
    }
    taken = set(dossier.sources) | set(dossier.documents)
    ids: dict[str, str] = {}
    needed: list[str] = []

    def place(name: str) -> None:
        entry = fresh.sources.get(name)
        if name in ids or entry is None:
            return
        found = by_name.get(fold(entry["name"]))
        if found is None:
            number, found = 1, name
            while found in taken:
                number += 1
                found = f"{name}-{number}"
            taken.add(found)
            needed.append(name)
        ids[name] = found
        if name in needed and "part_of" in entry:
            place(entry["part_of"])

    for draft_statement in new:
        for name in _hops(draft_statement):
            place(name)
    return ids, needed


def _entry(fresh: Draft, name: str, known: dict[str, str]) -> dict[str, object]:
    entry = dict(fresh.sources[name])
    if "part_of" in entry:
        entry["part_of"] = known[entry["part_of"]]
    return entry


def _renamed(draft_statement: DraftStatement, known: dict[str, str], dossier: Dossier) -> dict[str, object]:
    """The statement with the ids of the file, and its document named where there are several."""
    entry = {key: value for key, value in draft_statement.entry.items() if key != "in"}
    if "chain" in entry:
        hops = str(entry["chain"]).split(" → ")
        entry["chain"] = " → ".join(_HOP.sub(lambda m: known.get(m.group(), m.group()), hop, count=1) for hop in hops)
    several = sum(document.file is not None for document in dossier.documents.values()) > 1
    return {"in": draft_statement.document, **entry} if several else entry


def _hops(draft_statement: DraftStatement) -> Iterator[str]:
    for hop in str(draft_statement.entry.get("chain", "")).split(" → "):
        yield hop.split(" («")[0]


def _section(lines: list[str], key: str, item: str) -> tuple[int, int]:
    """The index after the last line of a section, and the indent of its items. Raises CannotUpdate for no block."""
    start = next((i for i, line in enumerate(lines) if line.startswith(f"{key}:")), None)
    if start is None or lines[start].split("#")[0].strip() != f"{key}:":
        raise CannotUpdate(f"`{key}:` must stand there as a block of lines, to be added to")
    last, indent = start, None
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line and line[0] not in " #-\t":
            break
        if line.strip() and not line.lstrip().startswith("#"):
            if indent is None:
                indent = len(line) - len(line.lstrip())
                if not re.match(item, line.lstrip()):
                    raise CannotUpdate(f"`{key}:` must stand there as a block of lines, to be added to")
            last = number
    return last + 1, 2 if indent is None else indent


def _indented(lines: list[str], by: int) -> list[str]:
    """Lines written for an indent of two, moved to the file's own."""
    return [" " * by + line if by >= 0 else line[-by:] for line in lines]


def _head_end(lines: list[str]) -> int:
    """The index after the head: before the first section."""
    return next((i for i, line in enumerate(lines) if line.startswith(_SECTIONS)), len(lines))
