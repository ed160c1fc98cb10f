"""What stands in the margin of a text, bound to the statements of its draft: checks, documents, contacts, all of them
proposals. What is bound to none is listed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from provenance.extraction.claim_ids import Ids, plain, single_spaced
from provenance.extraction.contacts import without_contacts
from provenance.extraction.draft_model import Beside, Draft, DraftStatement, DraftText, UnboundRemark
from provenance.extraction.margin import MarginNote, margin_note
from provenance.model.message import M, Message
from provenance.model.place_text import place_text
from provenance.model.vocabulary import VERBS, CheckResult
from provenance.texts.base import Annotation, Remark

#: The share of a claim's words, or of the words a remark is about, that must be common to both.
MOSTLY = 0.5
_SENTENCE_END = re.compile(r"[.!?…][\"»”]?\s|\n")
#: How far from the words a remark may stand within their sentence.
NEAR = 400


@dataclass(frozen=True)
class _Target:
    """Words to which a remark may be bound: those of one claim of a statement."""

    start: int
    end: int
    statement: DraftStatement
    claim: str | None


def annotate(draft: Draft, texts: Sequence[DraftText], beside: Beside) -> None:
    """Add to a draft what the margins of its texts say."""
    margin = _Margin(draft, texts, beside)
    for text in texts:
        margin.add(text)
    audited = [text.id for text in texts]
    if any("file" in entry and name not in audited for name, entry in draft.documents.items()):
        # A text that a checker names as evidence is not under audit.
        draft.head["audits"] = audited[0] if len(audited) == 1 else audited
        for statement in draft.statements:
            statement.entry = {"in": statement.document, **statement.entry}


class _Margin:
    def __init__(self, draft: Draft, texts: Sequence[DraftText], beside: Beside) -> None:
        self.draft = draft
        self._texts = texts
        self._beside = beside
        self._ids = Ids([*draft.documents, *draft.sources])
        self._known = {
            str(entry[key]): name for name, entry in draft.documents.items() for key in ("file", "url") if key in entry
        }

    def add(self, text: DraftText) -> None:
        targets = list(_targets(text, self.draft.statements))
        for annotation in text.annotations:
            bound = _bound(annotation, targets, text.text)
            for remark in annotation.remarks:
                self._remark(remark, annotation, bound, text)

    def _remark(self, remark: Remark, annotation: Annotation, bound: Sequence[_Target], text: DraftText) -> None:
        note = margin_note(remark.text, self._beside)
        who = without_contacts(remark.author or text.metadata.author or text.file or text.id)
        self._documents(note, who, annotation.kind)
        owner = self._owner(remark.text, bound)
        for contact in note.contacts if owner is not None else ():
            held = self.draft.contacts.setdefault(owner or "", [])
            held += [contact] if contact not in held else []
        if not bound or (note.contacts and owner is None):
            words, line = text.text[annotation.start : annotation.end], text.text.count("\n", 0, annotation.start) + 1
            place = place_text(text.locators.at(annotation.start)) or M("line {n}", n=line)
            author = without_contacts(remark.author) if remark.author else None
            self.draft.unbound.append(UnboundRemark(single_spaced(words), note.text, author, place))
        self.draft.orphan_contacts += len(note.contacts) if owner is None else 0
        if annotation.kind == "link" and not note.how:
            # A link to a person's mail or telephone.
            return
        entry = _check(note, annotation, remark, who)
        for target in bound:
            _log(target, entry)

    def _documents(self, note: MarginNote, who: str, kind: str) -> None:
        """Entries for what a remark names, each once."""
        why = M("proposed: named in the margin by {who}", who=single_spaced(who))
        if kind != "comment":
            why = M("proposed: linked in the text") if kind == "link" else M("proposed: named in a note")
        for address in note.addresses:
            host = urlsplit(address if "://" in address else f"https://{address}").netloc.removeprefix("www.")
            self._document(address, host or address, why, partial(dict, publisher=host, url=address))
        for file in note.files:
            known = self._beside.get(file)
            self._document(file, file.rsplit(".", 1)[0], why, known or partial(dict, read_at=file))

    def _document(self, key: str, words: str, why: Message, entry: Callable[[], dict[str, Any]]) -> None:
        if key in self._known:
            return
        name = self._known[key] = self._ids.new(words)
        self.draft.documents[name] = entry()
        self.draft.remarks[name] = (why,)

    def _owner(self, said: str, bound: Sequence[_Target]) -> str | None:
        """Whose a telephone number is: who is named beside it, else who speaks."""
        words = plain(said)
        for name, entry in self.draft.sources.items():
            called = [entry["name"], *entry.get("aliases", ()), *entry["name"].split()[-1:]]
            if any(len(one) > 3 and re.search(rf"\b{re.escape(plain(one))}\b", words) for one in called):
                return name
        for target in bound:
            chain = target.statement.entry.get("chain")
            if isinstance(chain, str):
                return re.split(r" \(«| → ", chain)[0]
        return None


def _targets(text: DraftText, statements: Sequence[DraftStatement]) -> Iterator[_Target]:
    for statement in statements:
        if statement.document != text.id:
            continue
        alone = len(statement.parts) < 2
        for claim, part in statement.parts.items():
            yield _Target(part.spans[0][0], part.spans[-1][1], statement, None if alone else claim)
        if not statement.parts and statement.spans:
            yield _Target(statement.spans[0][0], statement.spans[-1][1], statement, None)


def _bound(annotation: Annotation, targets: Sequence[_Target], text: str) -> list[_Target]:
    """The claims whose words, mostly, a remark is about; else the one whose sentence it stands in."""
    start, end = annotation.start, annotation.end
    if start == end == 0:
        return []
    if start == end:
        # A remark at a place is about what stands before it.
        start = max(0, end - 1)
    common = {number: min(end, t.end) - max(start, t.start) for number, t in enumerate(targets)}
    meant = [
        targets[number]
        for number, shared in common.items()
        if shared > 0 and shared >= MOSTLY * min(targets[number].end - targets[number].start, end - start)
    ]
    tight = [t for t in meant if not any(_holds(t, other) and t.statement is not other.statement for other in meant)]
    if tight:
        return tight
    gaps = [(_gap(t, start, end), number) for number, t in enumerate(targets)]
    near = [(b - a, number) for (a, b), number in gaps if b - a <= NEAR and not _SENTENCE_END.search(text[a:b])]
    return [targets[min(near)[1]]] if near else []


def _holds(one: _Target, other: _Target) -> bool:
    return one.start <= other.start and other.end <= one.end and one.end - one.start > other.end - other.start


def _gap(target: _Target, start: int, end: int) -> tuple[int, int]:
    """What stands between the words of a claim and those of a remark."""
    return (target.end, max(start, target.end)) if target.end <= start else (min(end, target.start), target.start)


def _check(note: MarginNote, annotation: Annotation, remark: Remark, who: str) -> dict[str, Any]:
    result = note.result if annotation.kind == "comment" else CheckResult.NOTED
    said = "" if note.is_bare or annotation.kind == "link" else note.text
    if annotation.resolved and result is CheckResult.PENDING:
        # What was asked is settled; with what result, nobody wrote.
        result, said = CheckResult.NOTED, note.text
    entry: dict[str, Any] = {"by": single_spaced(who)}
    entry |= {"on": remark.on} if remark.on else {}
    entry |= {"how": note.how} if note.how else {}
    entry |= {"result": result.value} if result is not CheckResult.HOLDS else {}
    entry |= {"note": said} if said else {}
    return entry | {"proposed": True}


def _log(target: _Target, check: dict[str, Any]) -> None:
    """Write a check down at the claim it is about, or at the statement where that has no other."""
    entry = target.statement.entry
    holder: dict[str, Any] = entry
    if target.claim is not None:
        said = next(entry[verb] for verb in VERBS if target.claim in entry.get(verb, {}))
        if isinstance(said[target.claim], str):
            said[target.claim] = {"quote": said[target.claim]}
        holder = said[target.claim]
    holder.setdefault("checked", []).append(check)


def unbound_text(remark: UnboundRemark) -> Message:
    """« p. 3, « le pont » : Ada : source ? »."""
    said: Message | str = remark.said
    if remark.author:
        said = M("{author}: {said}", author=remark.author, said=said)
    if not remark.words:
        return M("{place}: {said}", place=remark.place, said=said)
    return M("{place}, “{words}”: {said}", place=remark.place, words=remark.words, said=said)
