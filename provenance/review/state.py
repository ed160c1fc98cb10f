"""What the page knows of a dossier: entries, claims, sources, documents, findings, each by its key, and what changed
between two states.
"""

import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from provenance.assess.reasons import speaker_name, status_name
from provenance.auditing import DossierAudit
from provenance.editing.signing import left_to_do
from provenance.editing.workspace import Workspace
from provenance.model.chain import place_keys, spelled_place
from provenance.model.dossier import Dossier, Statement
from provenance.model.finding import Finding
from provenance.model.labels import stance_verb
from provenance.model.message import Message
from provenance.model.plain import capital, sentence
from provenance.rules import rule_named
from provenance.summaries.checking import signature_text
from provenance.summaries.summary import about_text

#: By section, what it holds by key. A key is a word or a number as text.
State = dict[str, dict[str, Any]]
#: The sections in which order matters: their keys in order travel with what changed.
ORDERED = ("entries", "claims", "sources", "documents", "findings")


def entry_print(entry: Any) -> str:
    """A short mark of what an entry says, by which it is known again."""
    return f"{zlib.crc32(json.dumps(entry, sort_keys=True).encode()):08x}"


def state(work: Workspace) -> State:
    """Everything the page shows but what it asks for claim by claim."""
    audit, data = work.audit, work.data
    dossier = audit.dossier
    found = list(_findings(audit))
    by_entry: dict[int, list[str]] = {}
    for finding in found:
        if finding["entry"] is not None:
            by_entry.setdefault(finding["entry"], []).append(finding["key"])
    return {
        "head": _head(work),
        "texts": {d.id: {"text": d.text} for d in dossier.documents.values() if d.text is not None},
        "entries": {str(e["n"]): e for e in _entries(audit, data, by_entry)},
        "claims": {c["id"]: c for c in _claims(audit, data)},
        "sources": {s["id"]: s for s in _sources(dossier)},
        "documents": {d["id"]: d for d in _documents(dossier)},
        "findings": {f["key"]: f for f in found},
    }


def changed(before: State, after: State) -> dict[str, Any]:
    """What differs: by section what is new or other, what is gone, and the order where it is another."""
    found: dict[str, Any] = {}
    for section, now in after.items():
        then = before.get(section, {})
        put = {key: value for key, value in now.items() if then.get(key) != value}
        gone = [key for key in then if key not in now]
        part: dict[str, Any] = {}
        if put:
            part["put"] = put
        if gone:
            part["gone"] = gone
        if section in ORDERED and list(then) != list(now):
            part["order"] = list(now)
        if part:
            found[section] = part
    return found


def _head(work: Workspace) -> dict[str, Any]:
    audit, dossier = work.audit, work.dossier
    say = _sayer(dossier.language)
    journal = work.journal
    fatal = [p for p in dossier.problems if p.fatal]
    return {
        "title": dossier.title,
        "dossier": dossier.id,
        "file": dossier.file.rsplit("/", 1)[-1],
        "draft": dossier.draft,
        "as_of": say(Message("{on}", (("on", audit.as_of),))),
        "signed": say(signature_text(dossier.signed)) if dossier.signed is not None else None,
        "signature_holds": dossier.signed is not None and dossier.signed.sha256 == dossier.content_sha256,
        "verdict": say(audit.verdict.headline()),
        "held": audit.verdict.held,
        "left": [say(one) for one in left_to_do(audit, work.data)],
        "undo": journal.done[-1].name if journal.done else None,
        "redo": journal.undone[-1].name if journal.undone else None,
        "unreadable": [say(p.message) for p in fatal],
    }


def _entries(
    audit: DossierAudit, data: Mapping[str, Any], by_entry: Mapping[int, list[str]]
) -> Iterator[dict[str, Any]]:
    dossier = audit.dossier
    made: dict[int, list[Statement]] = {}
    for statement in dossier.statements:
        if len(statement.pointer) > 1 and isinstance(statement.pointer[1], int):
            made.setdefault(statement.pointer[1], []).append(statement)
    draft = bool(data.get("draft"))
    for n, written in enumerate(data.get("statements") or ()):
        statements = made.get(n, [])
        first = statements[0] if statements else None
        reviewed = written.get("reviewed") if isinstance(written, Mapping) else None
        yield {
            "n": n,
            "print": entry_print(written),
            "decided": not draft or bool(reviewed),
            "by": reviewed.get("by") if isinstance(reviewed, Mapping) else None,
            "chain": [_hop(dossier, hop) for hop in first.chain] if first is not None else [],
            "own": first.own.value if first is not None and first.own is not None else None,
            "unclear": first is None or first.speaker_unclear or not first.attributed,
            "candidates": [dossier.sources[c].label for c in first.candidates if c in dossier.sources] if first else [],
            "parts": [_said(audit, s) for s in statements],
            "findings": by_entry.get(n, []),
        }


def _hop(dossier: Dossier, hop: Any) -> dict[str, Any]:
    name = hop.id if hop.is_document else dossier.sources[hop.id].label
    found: dict[str, Any] = {"id": hop.id, "name": name}
    if hop.is_document:
        # In a chain that is typed a document goes by its id; where chains are read, by the name that readers know.
        label = Message("{document}", (("document", dossier.document_names[hop.id]),))
        found |= {"document": True, "label": label.render(dossier.language)}
    found |= {"inferred": True} if hop.inferred else {}
    found |= {"cue": hop.cue} if hop.cue else {}
    found |= {"on": hop.on.edtf} if hop.on is not None else {}
    return found | ({"place": spelled_place(hop.locator)} if hop.locator else {})


def _said(audit: DossierAudit, s: Statement) -> dict[str, Any]:
    document = audit.dossier.documents.get(s.document or "")
    found: dict[str, Any] = {
        "claim": s.claim,
        "stance": s.stance.value if s.stance else None,
        "verb": stance_verb(s.stance, speaker_name(audit.dossier, s)).render(audit.dossier.language),
        "certainty": s.certainty.value,
        "words": s.quote or s.text or "",
        "quoted": s.quote is not None,
        "document": s.document,
        "at": [s.anchor.start, s.anchor.end] if s.anchor is not None else None,
        "moved": s.anchor is not None and s.anchor.how in ("fuzzy", "altered"),
        # Words that are not found in the text they are read in: shown first.
        "lost": s.quote is not None and s.anchor is None and document is not None and document.text is not None,
    }
    if s.mode is not None:
        found["mode"] = s.mode.value
    if s.said_on is not None:
        found["said_on"] = s.said_on.edtf
    found |= place_keys(s.locator)
    for key in ("only", "because"):
        if getattr(s, key):
            found[key] = getattr(s, key)
    if document is not None and document.text_reader is not None:
        found["original"] = list(s.pointer)
    if s.checked:
        found["checked"] = len(s.checked)
    if s.id in audit.assessor.defeat.out:
        found["fallen"] = True
    return found


def _claims(audit: DossierAudit, data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    dossier, declared = audit.dossier, data.get("claims") or {}
    say = _sayer(dossier.language)
    for claim in dossier.claims.values():
        assessment = audit.assessor[claim.id]
        written = declared.get(claim.id)
        yield {
            "id": claim.id,
            "text": claim.text,
            "declared": claim.id in declared,
            "status": assessment.status.value,
            "label": say(status_name(assessment)),
            "values": {
                key: value if isinstance(value, str | bool | int | float) else json.dumps(value, ensure_ascii=False)
                for key, value in (written.items() if isinstance(written, Mapping) else ())
                if key in ("about", "value", "status", "status_by", "on", "many", "running")
            },
        }


def _sources(dossier: Dossier) -> Iterator[dict[str, Any]]:
    for source in dossier.sources.values():
        yield {
            "id": source.id,
            "name": source.name,
            "kind": source.kind.value,
            "role": source.role,
            "part_of": source.part_of,
            "aliases": list(source.aliases),
            "declared": source.declared,
            "confidential": source.confidential,
        }


def _documents(dossier: Dossier) -> Iterator[dict[str, Any]]:
    say = _sayer(dossier.language)
    for document in dossier.documents.values():
        name = Message("{document}", (("document", dossier.document_names[document.id]),))
        yield {
            "id": document.id,
            "name": say(name),
            "publisher": "" if document.publisher.endswith("/publisher") else dossier.sources[document.publisher].label,
            "published": document.published.edtf if document.published is not None else "",
            "headline": document.headline or "",
            "url": document.url or "",
            "archive": document.archive or "",
            "read_at": document.read_at or "",
            "revises": list(document.revises),
            "file": document.file or "",
            "text": document.text is not None,
        }


def _findings(audit: DossierAudit) -> Iterator[dict[str, Any]]:
    dossier = audit.dossier
    say = _sayer(dossier.language)
    paths = {d.path: d for d in dossier.documents.values() if d.path is not None and d.text is not None}
    seen: dict[str, int] = {}
    pointers = {s.id: s.pointer for s in dossier.statements}
    claims = {s.id: s.claim for s in dossier.statements}
    for finding in audit.findings:
        if finding.folded_under is not None and finding.role == "other":
            # What is asked for is told, at whatever place: the verdict counts it.
            continue
        number = seen[finding.fingerprint] = seen.get(finding.fingerprint, 0) + 1
        pointer = pointers.get(finding.subject, finding.pointer)
        rule = rule_named(finding.rule)
        document = paths.get(finding.article.file) if finding.article is not None else None
        yield {
            "key": f"{finding.fingerprint}-{number}" if number > 1 else finding.fingerprint,
            "rule": finding.rule,
            "title": capital(say(rule.title)) if rule is not None else finding.rule,
            "severity": finding.severity.value,
            "role": finding.role,
            "message": sentence(say(finding.message)),
            "advice": sentence(say(finding.advice)) if finding.advice is not None else "",
            "about": finding.words or say(about_text(dossier, finding)),
            "entry": pointer[1] if len(pointer) > 1 and pointer[0] == "statements" else None,
            "claim": finding.subject if finding.subject in dossier.claims else claims.get(finding.subject),
            "document": document.id if document is not None else None,
            "subject": _subject(dossier, finding),
            "at": _span(document.text or "", finding) if document is not None else None,
        }


def _subject(dossier: Dossier, finding: Finding) -> dict[str, str]:
    """The source or document a finding is about, where it is about one."""
    if finding.subject in dossier.documents and finding.pointer[:1] != ("sources",):
        return {"document": finding.subject}
    source = dossier.sources.get(finding.subject)
    return {"source": finding.subject} if source is not None and source.declared == "file" else {}


def _span(text: str, finding: Finding) -> list[int]:
    assert finding.article is not None
    place = finding.article
    starts = [0]
    for _ in range(max(place.line, place.end_line) - 1):
        starts.append(text.find("\n", starts[-1]) + 1)
    return [starts[place.line - 1] + place.column - 1, starts[place.end_line - 1] + place.end_column - 1]


def _sayer(language: str) -> Any:
    return lambda message: message if isinstance(message, str) else message.render(language)
