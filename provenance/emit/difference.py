"""What changed between two audits, for a terminal, a pull request and a machine."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from provenance.emit.findings import MAX_COLUMNS, Painter, within
from provenance.model.labels import SEVERITY
from provenance.model.message import MN, M, Message
from provenance.model.plain import escaped, one_line, sentence, wrapped
from provenance.summaries.difference import (
    ClaimChange,
    Difference,
    StatementChange,
    TextChange,
    standing_text,
    support_text,
)

#: A title of level 1 or 2, an item, or what is said under an item.
Line = tuple[str, str]
_SIGN = {"added": "+", "withdrawn": "−", "changed": "~", "re-anchored": "~"}


def difference_text(
    found: Sequence[Difference], language: str | None, paint: Painter, columns: int = MAX_COLUMNS
) -> str:
    """For a terminal of so many columns."""
    columns = within(columns)
    lines: list[str] = []
    for kind, said in _all(found, language):
        if kind in ("title", "heading"):
            lines += [*([""] if lines else []), *(paint(line, kind) for line in wrapped(said, columns))]
        else:
            indent = "  " if kind == "item" else "      "
            # What an item goes on with stands under its words, not under its sign.
            first, *more = wrapped(said, columns - len(indent) - 2) or [""]
            lines += [indent + first, *(f"{indent}  {line}" for line in more)]
    return "\n".join(lines) + "\n"


def difference_markdown(found: Sequence[Difference], language: str | None) -> str:
    """For a comment on a pull request."""
    lines: list[str] = []
    for kind, said in _all(found, language):
        if kind in ("title", "heading"):
            lines += [("### " if kind == "title" else "**") + escaped(said) + ("" if kind == "title" else "**"), ""]
            if len(lines) > 2:
                lines.insert(-2, "")
        else:
            lines.append(("- " if kind == "item" else "  - ") + escaped(said))
    return "\n".join(lines) + "\n"


def difference_json(found: Sequence[Difference], language: str | None) -> str:
    """For a machine."""
    data = {"version": 1, "dossiers": [_record(one, language or one.language) for one in found]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _all(found: Sequence[Difference], language: str | None) -> Iterator[Line]:
    if not any(not one.empty for one in found):
        yield "item", M("Nothing changed in meaning.").render(language or (found[0].language if found else "en"))
        return
    for one in found:
        if not one.empty:
            for kind, said in _lines(one):
                text = said if isinstance(said, str) else said.render(language or one.language)
                yield kind, one_line(text)


def _lines(one: Difference) -> Iterator[tuple[str, Message | str]]:
    yield "title", f"{one.title} ({one.id})"
    if one.after is None:
        yield "item", M("the dossier is gone")
        return
    if one.before is None:
        yield "item", M("a new dossier: {verdict}", verdict=one.after.verdict.headline())
    if one.claims:
        yield "heading", M("How claims stand")
        for claim in one.claims:
            yield from _claim(claim)
    if one.statements:
        yield "heading", M("What is said")
        for statement in one.statements:
            yield from _statement(statement)
    if one.documents_added or one.documents_gone or one.texts:
        yield "heading", M("Documents")
        yield from (("item", f"+ {name}") for name in one.documents_added)
        yield from (("item", f"− {name}") for name in one.documents_gone)
        yield from (("item", _text(text)) for text in one.texts)
    for heading, findings in ((M("New findings"), one.found), (M("No longer found"), one.fixed)):
        if findings:
            yield "heading", heading
            for finding in findings:
                yield (
                    "item",
                    M(
                        "{severity} {rule}, `{subject}`: {message}",
                        severity=SEVERITY[finding.severity],
                        rule=finding.rule,
                        subject=finding.subject,
                        message=finding.message,
                    ),
                )


def _claim(change: ClaimChange) -> Iterator[tuple[str, Message | str]]:
    before, after = change.before, change.after
    if before is None and after is not None:
        yield "item", M("+ `{claim}` {standing}: {text}", claim=change.claim, standing=standing_text(after),
                        text=change.text)  # fmt: skip
    elif after is None and before is not None:
        yield "item", M("− `{claim}` (was {standing}): {text}", claim=change.claim, standing=standing_text(before),
                        text=change.text)  # fmt: skip
    elif before is not None and after is not None:
        yield "item", M("~ `{claim}`: {before} → {after}", claim=change.claim, before=standing_text(before),
                        after=standing_text(after))  # fmt: skip
        if support_text(before) != support_text(after):
            yield "under", M("{before} → {after}", before=support_text(before), after=support_text(after))
        if before.claim.text != after.claim.text:
            yield "under", M("words: “{before}”, now “{after}”", before=before.claim.text, after=after.claim.text)
    for reason in change.why:
        yield "under", M("now: {reason}", reason=reason)
    for reason in change.no_longer:
        yield "under", M("no longer: {reason}", reason=reason)


def _statement(change: StatementChange) -> Iterator[tuple[str, Message | str]]:
    about = change.statement.claim or change.statement.id
    parts = (("sign", _SIGN[change.kind]), ("claim", about), ("told", change.told))
    yield "item", Message("{sign} `{claim}` {told}", parts)
    yield from (("under", what) for what in change.what)


def _text(change: TextChange) -> Message:
    counts = (
        MN("{n} quote where it was", "{n} quotes where they were", change.kept),
        MN("{n} elsewhere", "{n} elsewhere", change.moved),
        MN("{n} in other words", "{n} in other words", change.reworded),
        MN("{n} no longer there", "{n} no longer there", change.lost),
    )
    return M("~ {document}: its text is another: {counts}", document=change.document, counts=counts)


def _record(one: Difference, language: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "added": one.before is None,
        "gone": one.after is None,
        "claims": [_claim_record(claim, language) for claim in one.claims],
        "statements": [
            {
                "change": change.kind,
                "claim": change.statement.claim,
                "document": change.statement.document,
                "chain": change.chain,
                "words": change.statement.quote or change.statement.text,
                "what": [what.render(language) for what in change.what],
            }
            for change in one.statements
        ],
        "documents": {
            "added": list(one.documents_added),
            "gone": list(one.documents_gone),
            "texts": [
                {
                    "document": t.document,
                    "quotes": {"kept": t.kept, "moved": t.moved, "reworded": t.reworded, "lost": t.lost},
                }
                for t in one.texts
            ],
        },
        "findings": {
            name: [
                {
                    "rule": finding.rule,
                    "severity": finding.severity.value,
                    "subject": finding.subject,
                    "message": sentence(finding.message.render(language)),
                    "fingerprint": finding.fingerprint,
                }
                for finding in findings
            ]
            for name, findings in (("new", one.found), ("gone", one.fixed))
        },
    }


def _claim_record(change: ClaimChange, language: str) -> dict[str, Any]:
    sides = {
        name: None
        if side is None
        else {
            "status": side.status.value,
            "modifiers": [m.value for m in side.modifiers],
            "support": side.support.value,
            "origins": {"least": side.effective_counts.min, "most": side.effective_counts.max},
            "chains": side.effective_counts.chains,
        }
        for name, side in (("before", change.before), ("after", change.after))
    }
    return {
        "claim": change.claim,
        "text": change.text,
        "moved": change.moved,
        **sides,
        "why": [reason.render(language) for reason in change.why],
        "no_longer": [reason.render(language) for reason in change.no_longer],
    }
