"""Bringing a draft that somebody has begun to correct up to date with its texts.

Statements are told apart by where their words stand. The file is edited as text: what a person wrote, and how, stays
to the
letter; new statements are added at the end of the list, and those whose words are gone get a remark.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from provenance.extract.draft import Draft, Saying
from provenance.extract.draft_yaml import remark, source_line, statement_lines
from provenance.model.dossier import Dossier, Statement
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


class CannotUpdate(ValueError):
    """A file whose form leaves no place to add to. Its words say what is in the way."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The text of the brought-up claim file, and how many statements are new, gone and changed."""

    text: str
    new: int
    gone: int
    changed: int


def updated(written: str, dossier: Dossier, fresh: Draft) -> Changes:
    """A claim file brought up to date with its texts.

    `written` is the file, `dossier` what it says, `fresh` a draft of the same texts made now. A file that gets new
    statements is a draft again. Raises CannotUpdate.
    """
    end = "\r\n" if "\r\n" in written else "\n"
    lines = written.split(end)
    marks = dict(_remarks(dossier, lines))
    known = _known(dossier)
    new = [saying for saying in fresh.sayings if not _stands(saying, known)]
    additions: list[tuple[int, list[str]]] = []
    needed = _sources(new, fresh, dossier)
    if needed:
        additions.append((_section_end(lines, "sources"), [source_line(name, fresh.sources[name]) for name in needed]))
    if new:
        note = NEW[dossier.language]
        added = [
            line for saying in new for line in statement_lines(saying.entry, remark(saying, dossier.language) + note)
        ]
        additions.append((_section_end(lines, "statements"), added))
        if not dossier.draft:
            additions.append((_section_start(lines), ["draft: true"]))
    gone = sum(text.strip() == GONE[dossier.language] for text in marks.values())
    # A remark of an earlier time goes away first, with the words it was about.
    kept = {CHANGED[dossier.language], GONE[dossier.language]}
    stale = [n for n, line in enumerate(lines) if line.strip() in kept and n + 1 not in marks]
    fresh_marks = [(at, [text]) for at, text in marks.items() if lines[at - 1].strip() != text.strip()]
    for at, text in sorted([*additions, *fresh_marks, *((n, None) for n in stale)], key=lambda a: -a[0]):
        if text is None:
            del lines[at]
        else:
            lines[at:at] = text
    return Changes(end.join(lines), len(new), gone, len(marks) - gone)


def _known(dossier: Dossier) -> dict[str, list[Span]]:
    """Where the words of the file's statements stand, by document: quotes, and the marks they were flagged by."""
    found: dict[str, list[Span]] = {}
    for statement in dossier.statements:
        document = dossier.documents.get(statement.document or "")
        if document is None or document.text is None:
            continue
        spans = found.setdefault(document.id, [])
        if statement.anchor is not None:
            spans.append((statement.anchor.start, statement.anchor.end))
        if statement.flag_quote and (at := document.text.find(statement.flag_quote)) >= 0:
            spans.append((at, at + len(statement.flag_quote)))
    return found


def _stands(saying: Saying, known: dict[str, list[Span]]) -> bool:
    """Whether the words of a fresh statement stand in the file already: most of them, or any of the outlet's own."""
    spans = known.get(saying.document, [])
    size = sum(end - start for start, end in saying.spans)
    shared = sum(max(0, min(end, b) - max(start, a)) for start, end in saying.spans for a, b in spans)
    return shared >= (1 if "own" in saying.entry else SAME * size)


def _remarks(dossier: Dossier, lines: list[str]) -> Iterator[tuple[int, str]]:
    """(index of the line before which a remark belongs, the remark) for statements whose words are gone or changed."""
    for statement in dossier.statements:
        remark_on = GONE if _is_gone(statement, dossier) else CHANGED if _is_changed(statement) else None
        line = dossier.place(statement.pointer[:2]).line
        if remark_on is None or line is None or not 1 <= line <= len(lines):
            continue
        text = lines[line - 1]
        yield line - 1, " " * (len(text) - len(text.lstrip())) + remark_on[dossier.language]


def _is_gone(statement: Statement, dossier: Dossier) -> bool:
    document = dossier.documents.get(statement.document or "")
    return (
        statement.quote is not None and statement.anchor is None and document is not None and document.text is not None
    )


def _is_changed(statement: Statement) -> bool:
    return statement.anchor is not None and statement.anchor.how == "fuzzy"


def _sources(new: Iterable[Saying], fresh: Draft, dossier: Dossier) -> list[str]:
    """The sources of new statements that the file does not know, by any of its names."""
    known = {
        fold(name) for s in dossier.sources.values() for name in (s.id, s.name, *s.aliases) if s.declared == "file"
    }
    wanted: dict[str, None] = {}
    for saying in new:
        for name in _hops(saying):
            entry = fresh.sources.get(name)
            if entry is None or fold(name) in known or fold(entry["name"]) in known:
                continue
            house = entry.get("part_of")
            if house is not None and fold(house) not in known:
                wanted[house] = None
            wanted[name] = None
    return list(wanted)


def _hops(saying: Saying) -> Iterator[str]:
    for hop in str(saying.entry.get("chain", "")).split(" → "):
        yield hop.split(" («")[0]


def _section_end(lines: list[str], key: str) -> int:
    """The index after the last line of a top-level section. Raises CannotUpdate where it is missing or on one line."""
    start = next((i for i, line in enumerate(lines) if line.startswith(f"{key}:")), None)
    if start is None or lines[start].split("#")[0].strip() != f"{key}:":
        raise CannotUpdate(key)
    end = start + 1
    last = start
    while end < len(lines) and (not lines[end] or lines[end][0] in " #-\t"):
        if lines[end].strip() and not lines[end].startswith("#"):
            last = end
        end += 1
    return last + 1


def _section_start(lines: list[str]) -> int:
    """The index after the head: before the first section."""
    return next((i for i, line in enumerate(lines) if line.startswith(_SECTIONS)), len(lines))
