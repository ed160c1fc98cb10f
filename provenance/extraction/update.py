"""Bringing a draft that somebody has begun to correct up to date with its texts.

Passages are told apart by where their words stand. The file is edited as text: what a person wrote, and how, stays to
the letter; new statements are added at the end of the list, those whose words are gone or changed get a remark, and
what was offered before and is there no more was left out by a person: it is remembered and not offered again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from provenance.extraction.claim_file_lines import CannotUpdate, extent, head_end, indented, section
from provenance.extraction.claim_ids import single_spaced
from provenance.extraction.draft_model import Draft, DraftStatement
from provenance.extraction.draft_yaml import notes, offered_lines, remark, source_line, statement_lines
from provenance.extraction.offered import Passage, offered, passages
from provenance.extraction.spans import Cover
from provenance.files.anchors import NotFound, TextIndex
from provenance.files.entry import parse_entry
from provenance.files.located import Unreadable
from provenance.files.raw import from_yaml
from provenance.files.spelling import flow
from provenance.model.dossier import Anchor, Dossier, Statement
from provenance.model.message import M
from provenance.model.names import fold
from provenance.model.reading import Span
from provenance.model.vocabulary import VERBS
from provenance.model.written import DossierEntry, RejectedEntry

NEW = {"fr": ", nouveau", "en": ", new"}
GONE = {
    "fr": "# disparu : ces mots ne sont plus dans le texte",
    "en": "# gone: these words no longer stand in the text",
}
CHANGED = {
    "fr": "# changé : le texte dit maintenant ces mots autrement",
    "en": "# changed: the text words this otherwise now",
}
#: The share of a passage's words that must stand in an older statement for it to be the same.
SAME = 0.5
_AT = re.compile(r"\bat: \[\d+, ?\d+\]")
_HOP = re.compile(r"[^ ]+?(?=(?: \(«|$))")


@dataclass(frozen=True, slots=True)
class RejectedBy:
    """Who left out what is there no more, and on which day (ISO 8601)."""

    by: str | None = None
    on: str | None = None


@dataclass(frozen=True, slots=True)
class UpdateResult:
    """The text of the brought-up claim file; how many statements are new, gone, changed, how many passages rejected."""

    text: str
    new: int
    gone: int
    changed: int
    rejected: int


@dataclass
class _Sorted:
    """The passages of a fresh draft: new statements, what was left out, and the claims the file knows them by."""

    new: list[DraftStatement] = field(default_factory=list)
    rejected: list[Passage] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)


def updated(written: str, dossier: Dossier, fresh: Draft, reviewer: RejectedBy = RejectedBy()) -> UpdateResult:
    """A claim file brought up to date with its texts.

    `written` is the file, `dossier` what it says, `fresh` a draft of the same texts made now, `reviewer` whoever
    corrected the file since. A file that gets new statements is a draft again. Raises CannotUpdate.
    """
    language = dossier.language
    end = "\r\n" if "\r\n" in written else "\n"
    lines = written.split(end)
    entry = parse_entry(from_yaml(written, dossier.file), DossierEntry)[0]
    texts = _Texts(dossier, entry.rejected)
    remarks = dict(_remarks(dossier, texts, lines))
    found = passages(fresh.statements)
    listed = _sorted(fresh, found, texts, entry)
    for number, line in _moved(dossier, fresh, found, lines):
        lines[number] = line
    known, needed = _sources(listed.new, fresh, dossier)
    additions: list[tuple[int, list[str]]] = []
    if needed:
        at, indent = section(lines, "sources", r"[^\s#{\[-]")
        entries = [source_line(known[name], _entry(fresh, name, known)) for name in needed]
        additions.append((at, indented(entries, indent - 2)))
    if listed.new:
        at, indent = section(lines, "statements", r"- ")
        added: list[str] = []
        for statement in listed.new:
            said = _renamed(statement, known, dossier)
            added.extend(statement_lines(said, remark(statement, language) + NEW[language], notes(statement, language)))
        additions.append((at, indented(added, indent - 2)))
        if not dossier.draft:
            additions.append((head_end(lines), ["draft: true"]))
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
    _remember(lines, listed.rejected, offered(found) if entry.offered or listed.new else {}, reviewer, language)
    changed = end.join(lines)
    try:
        from_yaml(changed, dossier.file)
    except Unreadable as error:
        raise CannotUpdate(error.problem.message) from None
    return UpdateResult(changed, len(listed.new), gone, len(remarks) - gone, len(listed.rejected))


def _sorted(fresh: Draft, found: Sequence[Sequence[Passage]], texts: "_Texts", entry: DossierEntry) -> _Sorted:
    """What is in the file, what was left out of it, and what is new."""
    result = _Sorted()
    for statement, own in zip(fresh.statements, found, strict=True):
        fresh_claims = []
        for passage in own:
            if texts.holds(passage, "own" in statement.entry):
                claim = texts.claim_at(passage)
                if claim is not None:
                    result.known[passage.claim] = claim
            elif texts.rejected(passage):
                continue
            elif passage.fingerprint in entry.offered.get(passage.document, ()):
                result.rejected.append(passage)
            else:
                fresh_claims.append(passage.claim)
        if fresh_claims:
            result.new.append(_reduced(statement, fresh_claims, result.known, set(texts.dossier.claims)))
    return result


def _reduced(statement: DraftStatement, claims: list[str], known: dict[str, str], taken: set[str]) -> DraftStatement:
    """A statement with those of its claims alone that are new, under the ids of the file: a claim that was known there
    by another name keeps that name, and a new one takes no name of another.
    """
    if not statement.parts:
        # An answer to a claim: it has none of its own.
        return replace(statement, entry=_relabelled(statement.entry, known))
    names = {claim: known[claim] if claim in known else _free(claim, taken) for claim in claims}
    entry = {
        key: {names[claim]: words for claim, words in value.items() if claim in names} if key in VERBS else value
        for key, value in statement.entry.items()
    }
    shared = {names[claim]: place for claim, place in statement.shared.items() if claim in names}
    return replace(statement, entry=entry, shared=shared)


def _relabelled(entry: dict[str, Any], known: dict[str, str]) -> dict[str, Any]:
    return {
        key: {known.get(claim, claim): words for claim, words in value.items()} if key in VERBS else value
        for key, value in entry.items()
    }


def _free(claim: str, taken: set[str]) -> str:
    name, number = claim, 1
    while name in taken:
        number += 1
        name = f"{claim}-{number}"
    taken.add(name)
    return name


def _remember(
    lines: list[str], rejected: Sequence[Passage], prints: dict[str, list[str]], reviewer: RejectedBy, language: str
) -> None:
    """Write down what was left out, and what has been offered by now."""
    if rejected:
        entries = [f"  - {flow(_rejection(passage, reviewer))}" for passage in rejected]
        if extent(lines, "rejected") is None:
            place = extent(lines, "offered")
            at = place[0] - (lines[place[0] - 1].startswith("#")) if place is not None else len(lines)
            lines[at:at] = ["rejected:", *entries, ""]
        else:
            at, indent = section(lines, "rejected", r"- ")
            lines[at:at] = indented(entries, indent - 2)
    if not prints:
        return
    section_lines = list(offered_lines(prints, language))
    place = extent(lines, "offered")
    if place is None:
        trailing = len(lines) - next((n for n, line in enumerate(reversed(lines)) if line), 0)
        lines[trailing:] = ["", *section_lines, ""]
    else:
        lines[place[0] : place[1]] = section_lines[1:]


def _rejection(passage: Passage, reviewer: RejectedBy) -> dict[str, object]:
    start, end = passage.part.spans[0][0], passage.part.spans[-1][1]
    entry: dict[str, object] = {"in": passage.document, "quote": single_spaced(passage.part.words), "at": [start, end]}
    return entry | {key: value for key, value in (("by", reviewer.by), ("on", reviewer.on)) if value}


class _Texts:
    """The texts of a dossier, and where the words of its statements stand in them."""

    def __init__(self, dossier: Dossier, rejected: Sequence[RejectedEntry]) -> None:
        self.dossier = dossier
        self._indexes = {name: TextIndex(d.text) for name, d in dossier.documents.items() if d.text is not None}
        spans: dict[str, list[Span]] = {name: [] for name in self._indexes}
        for statement in dossier.statements:
            index = self._indexes.get(statement.document or "")
            if index is None:
                continue
            spans[statement.document or ""].extend(_stand(statement, index))
        self._known = {name: Cover(found) for name, found in spans.items()}
        self._claims = [(s.document, s.anchor, s.claim) for s in dossier.statements if s.anchor is not None]
        self._rejected = {
            (r.document, start, end) for r in rejected for start, end in self._stand_of(r.document, r.quote, r.at)
        }

    def _stand_of(self, document: str, quote: str, at: Sequence[int] | None) -> list[Span]:
        """Where rejected words stand now: at their place, else wherever the text has them once."""
        index = self._indexes.get(document)
        if index is None:
            return []
        if at is not None and single_spaced(index.text[at[0] : at[1]]) == single_spaced(quote):
            return [(at[0], at[1])]
        found = index.find(quote)
        return [(found.start, found.end)] if isinstance(found, Anchor) else []

    def rejected(self, passage: Passage) -> bool:
        """Whether somebody left these very words out."""
        return (passage.document, passage.part.spans[0][0], passage.part.spans[-1][1]) in self._rejected

    def claim_at(self, passage: Passage) -> str | None:
        """The claim by which the file knows the words of a passage."""
        start, end = passage.part.spans[0][0], passage.part.spans[-1][1]
        for document, anchor, claim in self._claims:
            if document == passage.document and anchor.start < end and start < anchor.end:
                return claim
        return None

    def missing(self, statement: Statement) -> bool:
        """Whether the words of a statement stand nowhere in the text it quotes."""
        index = self._indexes.get(statement.document or "")
        if index is None or statement.quote is None or statement.anchor is not None:
            return False
        found = index.find(statement.quote)
        return isinstance(found, NotFound) and found.count == 0

    def holds(self, passage: Passage, own: bool) -> bool:
        """Whether the words of a passage stand in the file already: most of them, or any of the outlet's own.

        Raises CannotUpdate for a text that is none of the file's.
        """
        if passage.document not in self._known:
            raise CannotUpdate(
                M("no document of this file has the text of `{document}`: declare it first", document=passage.document)
            )
        known = self._known[passage.document]
        size = sum(end - start for start, end in passage.part.spans)
        shared = sum(
            max(0, min(end, b) - max(start, a)) for start, end in passage.part.spans for a, b in known.over(start, end)
        )
        return shared >= (1 if own else SAME * size)


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


def _moved(
    dossier: Dossier, fresh: Draft, found: Sequence[Sequence[Passage]], lines: list[str]
) -> Iterator[tuple[int, str]]:
    """(index of a line, the line) where `at` says where words stood before the text changed: where whoever says them
    there says them now.
    """
    for statement in dossier.statements:
        anchor, quote = statement.anchor, single_spaced(statement.quote or "")
        if not quote or (anchor is not None and anchor.how != "moved"):
            continue
        speaker = dossier.sources.get(statement.chain[0].id) if statement.chain else None
        stand = {(anchor.start, anchor.end)} if anchor is not None else {
            (passage.part.spans[0][0], passage.part.spans[-1][1])
            for own, draft_statement in zip(found, fresh.statements, strict=True)
            for passage in own
            if passage.document == statement.document
            and single_spaced(passage.part.words) == quote
            and fold(_origin(fresh, draft_statement)) == fold(speaker.name if speaker is not None else "")
        }  # fmt: skip
        number = (dossier.place((*statement.pointer, "at")).line or 0) - 1
        if len(stand) == 1 and 0 <= number < len(lines):
            ((start, end),) = stand
            yield number, _AT.sub(f"at: [{start}, {end}]", lines[number], count=1)


def _origin(fresh: Draft, draft_statement: DraftStatement) -> str:
    """The name of whom a statement of a draft is from; nothing where nobody is named."""
    name = str(draft_statement.entry.get("chain", "")).split(" → ")[0].split(" («")[0]
    return str(fresh.sources[name]["name"]) if name in fresh.sources else ""


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
    if "candidates" in entry:
        entry["candidates"] = [known.get(name, name) for name in entry["candidates"]]
    several = sum(document.file is not None for document in dossier.documents.values()) > 1
    return {"in": draft_statement.document, **entry} if several else entry


def _hops(draft_statement: DraftStatement) -> Iterator[str]:
    yield from draft_statement.entry.get("candidates", ())
    for hop in str(draft_statement.entry.get("chain", "")).split(" → "):
        yield hop.split(" («")[0]
