"""Bringing a draft that somebody has begun to correct up to date with its texts.

Statements are told apart by where their words stand. The file is edited as text: what a person wrote, and how, stays
to the
letter; new statements are added at the end of the list, and those whose words are gone get a remark.
"""

from collections.abc import Iterable, Iterator

from provenance.extract.draft import Draft, Saying
from provenance.extract.draft_yaml import source_line, statement_lines
from provenance.model.dossier import Dossier, Statement
from provenance.model.names import fold

NEW = {"fr": "  # nouveau : lu depuis dans le texte", "en": "  # new: read in the text since"}
GONE = {
    "fr": "# disparu : ces mots ne sont plus dans le texte",
    "en": "# gone: these words no longer stand in the text",
}
#: The share of a statement's words that must stand in an older one's for it to be the same.
SAME = 0.5


class CannotUpdate(ValueError):
    """A file whose form leaves no place to add to. Its words say what is in the way."""


def updated(written: str, dossier: Dossier, fresh: Draft) -> tuple[str, int, int]:
    """The text of the claim file brought up to date, how many statements are new, and how many are gone.

    `written` is the file, `dossier` what it says, `fresh` a draft of the same texts made now. Raises CannotUpdate.
    """
    lines = written.split("\n")
    gone = _gone_lines(dossier, lines)
    known = _known(dossier)
    new = [saying for saying in fresh.sayings if not _stands(saying, known)]
    needed = _sources(new, fresh, dossier)
    additions: list[tuple[int, list[str]]] = [(line, [text]) for line, text in gone]
    if needed:
        additions.append((_section_end(lines, "sources"), [source_line(name, fresh.sources[name]) for name in needed]))
    if new:
        remark = NEW[dossier.language]
        added = [line for saying in new for line in statement_lines(saying.entry, remark)]
        additions.append((_section_end(lines, "statements"), added))
    for at, text in sorted(additions, key=lambda a: -a[0]):
        lines[at:at] = text
    return "\n".join(lines), len(new), len(gone)


def _known(dossier: Dossier) -> dict[str, list[tuple[int, int]]]:
    """Where the words of the file's statements stand, by document."""
    found: dict[str, list[tuple[int, int]]] = {}
    for statement in dossier.statements:
        if statement.anchor is not None and statement.document is not None:
            found.setdefault(statement.document, []).append((statement.anchor.start, statement.anchor.end))
    return found


def _stands(saying: Saying, known: dict[str, list[tuple[int, int]]]) -> bool:
    """Whether most of the words of a fresh statement stand in the file already."""
    spans = known.get(saying.document, [])
    size = sum(end - start for start, end in saying.spans)
    shared = sum(max(0, min(end, b) - max(start, a)) for start, end in saying.spans for a, b in spans)
    return shared >= SAME * size


def _gone_lines(dossier: Dossier, lines: list[str]) -> list[tuple[int, str]]:
    """(line to put a remark before, the remark) for each statement whose words are no longer in the text."""
    found: dict[int, str] = {}
    for statement in dossier.statements:
        if not _is_gone(statement, dossier):
            continue
        line = dossier.place(statement.pointer[:2]).line
        if line is None or line < 1:
            continue
        text = lines[line - 1]
        remark = " " * (len(text) - len(text.lstrip())) + GONE[dossier.language]
        if lines[line - 2].strip() != remark.strip():
            found[line - 1] = remark
    return sorted(found.items())


def _is_gone(statement: Statement, dossier: Dossier) -> bool:
    document = dossier.documents.get(statement.document or "")
    return (
        statement.quote is not None and statement.anchor is None and document is not None and document.text is not None
    )


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
