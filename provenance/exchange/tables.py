"""A dossier as tables, and where in its data each cell stands: statements, claims, sources, documents, findings."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from provenance.auditing import DossierAudit
from provenance.exchange.base import Column, Table, TableRow
from provenance.model.confidential import Redact, redactor
from provenance.model.labels import CERTAINTY, KIND, SEVERITY, STANCE, STATUS
from provenance.model.message import M
from provenance.model.vocabulary import VERBS, Stance
from provenance.summaries.summary import about_text, row_of

_VOICES = {
    "true": M("in its own name"), "first_hand": M("the outlet's own witness"), "unclear": M("unclear speaker"),
}  # fmt: skip
_LETTERS = {letter: M("{letter}", letter=letter) for letter in "ABCDEF"}
_YES = {"true": M("yes")}
#: Keys of a statement that stand at what is said of one claim, and those that the whole entry shares.
DETAILS = ("quote", "text", "certainty", "page", "time", "said_on", "only", "because")
SHARED = ("chain", "voice", "in")
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "statements": (
        Column("chain", M("Who says it, through whom"), 38),
        Column("stance", M("Stance"), 14, {stance.value: said for stance, said in STANCE.items()}),
        Column("claim", M("Claim"), 22),
        Column("quote", M("Words"), 48),
        Column("text", M("Paraphrase"), 30),
        Column("certainty", M("Certainty"), 13, {certainty.value: said for certainty, said in CERTAINTY.items()}),
        Column("in", M("Document"), 16),
        Column("page", M("Page"), 8),
        Column("time", M("Time (00:12:31)"), 11),
        Column("said_on", M("Said on"), 13),
        Column("only", M("Limited to"), 20),
        Column("because", M("How that is known"), 20),
        Column("voice", M("Whose voice"), 18, _VOICES),
        Column("status", M("Status of the claim"), 16, computed=True),
    ),
    "claims": (
        Column("id", M("Name"), 24),
        Column("text", M("As one sentence"), 48),
        Column("about", M("Question it answers"), 18),
        Column("value", M("Value"), 14),
        Column("contradicts", M("Contradicts"), 18),
        Column("narrower_than", M("Narrower than"), 18),
        Column("concerns", M("Concerns"), 18),
        Column("status", M("Declared status"), 16, {status.value: said for status, said in STATUS.items()}),
        Column("status_by", M("Declared by"), 14),
        Column("on", M("Date"), 12),
        Column("computed", M("Status"), 16, computed=True),
        Column("reports", M("reports"), 9, computed=True),
        Column("origins", M("origins"), 12, computed=True),
        Column("hangs_on", M("hangs on"), 36, computed=True),
    ),
    "sources": (
        Column("id", M("Name"), 22),
        Column("name", M("As readers know it"), 28),
        Column("kind", M("Kind"), 16, {kind.value: said for kind, said in KIND.items()}),
        Column("role", M("Function"), 26),
        Column("part_of", M("Part of"), 18),
        Column("owned_by", M("Owned by"), 18),
        Column("aliases", M("Other names"), 26),
        Column("reliability", M("Reliability (A–F)"), 10, _LETTERS),
        Column("basis", M("How that is known"), 24),
        Column("confidential", M("Confidential"), 12, _YES, computed=True),
    ),
    "documents": (
        Column("id", M("Name"), 20),
        Column("publisher", M("Published by"), 22),
        Column("published", M("Published"), 14),
        Column("headline", M("Headline"), 40),
        Column("language", M("Language"), 10),
        Column("file", M("File"), 22),
        Column("url", M("Address"), 36),
        Column("archive", M("Archived at"), 30),
        Column("read_at", M("Read at"), 20),
        Column("retrieved", M("Retrieved"), 12),
        Column("revises", M("Replaces"), 16),
    ),
    "findings": (
        Column("severity", M("Severity"), 12, computed=True),
        Column("rule", M("Rule"), 26, computed=True),
        Column("about", M("About"), 36, computed=True),
        Column("message", M("What was found"), 60, computed=True),
        Column("advice", M("What to do"), 44, computed=True),
        Column("place", M("Where"), 24, computed=True),
    ),
}  # fmt: skip
LABELS = {
    "statements": M("Statements"), "claims": M("Claims"), "sources": M("Sources"), "documents": M("Documents"),
    "findings": M("Findings"),
}  # fmt: skip


def audit_tables(audit: DossierAudit, data: Mapping[str, Any], language: str) -> list[Table]:
    """The tables of a dossier. Confidential names stand in none of them; `data` is that of its file."""
    computed = _computed(audit, language)
    redact = redactor(audit.dossier) if audit.dossier.is_masked else None
    found = []
    for name, rows in (*data_rows(data).items(), ("findings", list(_findings(audit, language)))):
        full = [TableRow(row.key, {**row.cells, **computed.get(name, {}).get(row.key, {})}) for row in rows]
        if redact is not None:
            full = redacted_rows(name, full, redact)
        found.append(Table(name, LABELS[name], COLUMNS[name], full))
    return found


def redacted_rows(section: str, rows: Sequence[TableRow], redact: Redact) -> list[TableRow]:
    """Rows as they go out, without confidential names."""
    keys = hidden_keys(section, rows, redact)
    return [
        TableRow(keys.get(row.key, row.key), {key: redact(cell) for key, cell in row.cells.items()}) for row in rows
    ]


def hidden_keys(section: str, rows: Sequence[TableRow], redact: Redact) -> dict[str, str]:
    """The keys that would tell a confidential name, and what stands for each: its number among them."""
    hidden = [row.key for row in rows if redact(row.key) != row.key]
    return {key: f"{section}-{number}" for number, key in enumerate(hidden, start=1)}


def data_rows(data: Mapping[str, Any]) -> dict[str, list[TableRow]]:
    """The rows of what people write, by table: a statement a row."""
    found = {"statements": [row for row, *_ in statement_rows(data)]}
    for section in ("claims", "sources", "documents"):
        held = data.get(section)
        found[section] = [
            TableRow(str(name), {"id": str(name), **_entry_cells(section, entry)})
            for name, entry in (held.items() if isinstance(held, Mapping) else ())
        ]
    return found


def statement_rows(data: Mapping[str, Any]) -> Iterator[tuple[TableRow, int, str | None, str]]:
    """Each statement with its row, the index of its entry, the verb under which it stands (None for the flat form), and
    its claim. A row is known by the position of its entry and its claim.
    """
    for number, entry in enumerate(data.get("statements") or ()):
        if not isinstance(entry, Mapping):
            continue
        said = [(verb, str(claim), value) for verb in VERBS for claim, value in _said(entry, verb)]
        if not said:
            yield (
                _row(number, entry, None, str(entry.get("claim") or ""), entry),
                number,
                None,
                str(entry.get("claim") or ""),
            )
        for verb, claim, value in said:
            details = value if isinstance(value, Mapping) else {"quote": value}
            yield _row(number, entry, verb, claim, details), number, verb, claim


def _said(entry: Mapping[str, Any], verb: str) -> list[tuple[Any, Any]]:
    held = entry.get(verb)
    return list(held.items()) if isinstance(held, Mapping) else []


def _row(number: int, entry: Mapping[str, Any], verb: str | None, claim: str, details: Mapping[str, Any]) -> TableRow:
    cells = {
        "chain": chain_cell(entry.get("chain")),
        "voice": "unclear" if entry.get("speaker") else cell(entry.get("own")),
        "in": cell(entry.get("in")),
        "stance": VERBS[verb].value
        if verb is not None
        else str(entry.get("stance") or (Stance.ASSERTS.value if claim else "")),
        "claim": claim,
    }
    for key in DETAILS:
        cells[key] = cell(details.get(key) if details.get(key) is not None else entry.get(key))
    return TableRow(f"{number}/{verb or ''}/{claim}", cells)


def _entry_cells(section: str, entry: Any) -> dict[str, str]:
    if not isinstance(entry, Mapping):
        entry = {"text": entry} if section == "claims" and entry is not None else {}
    return {
        c.key: cell(entry.get(c.key))
        for c in COLUMNS[section]
        if c.key != "id" and (not c.computed or c.key == "confidential")
    }


def cell(value: Any) -> str:
    """A value as it stands in a cell: lists with semicolons, what is no simple value as JSON."""
    if value is None or value is False:
        return ""
    if value is True:
        return "true"
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, Sequence) and all(isinstance(one, str | int | float) for one in value):
        written = io.StringIO()
        csv.writer(written, delimiter=";", lineterminator="").writerow(value)
        return written.getvalue().replace(";", "; ") if ";" not in "".join(map(str, value)) else written.getvalue()
    return json.dumps(value, ensure_ascii=False)


def listed(written: str) -> list[str]:
    """The items of a cell that holds a list."""
    return [one.strip() for one in next(csv.reader([written], delimiter=";", skipinitialspace=True), []) if one.strip()]


def chain_cell(chain: Any) -> str:
    """A chain with arrows; hops that are spelled out as they would be written in one."""
    if not isinstance(chain, list):
        return cell(chain)
    from provenance.files.hops import written_hops
    from provenance.model.chain import spelled_place
    from provenance.model.written import HopEntry

    try:
        hops = [HopEntry.model_validate(one) if isinstance(one, Mapping) else str(one) for one in chain]
    except ValueError:
        return json.dumps(chain, ensure_ascii=False)
    told = []
    for hop, _ in written_hops(hops):
        inside = ", ".join(
            part for part in (f"«{hop.cue}»" if hop.cue else "", cell(hop.on), spelled_place(hop.locator)) if part
        )
        told.append(f"{hop.name} ({inside})" if inside else hop.name)
        told[-1] += "?" if hop.inferred else ""
    return " → ".join(told)


def _computed(audit: DossierAudit, language: str) -> dict[str, dict[str, dict[str, str]]]:
    """What the audit says, by table, row and column."""
    claims: dict[str, dict[str, str]] = {}
    for assessment in audit.assessor:
        told = row_of(audit, assessment)
        claims[assessment.claim.id] = {
            "computed": told.status.render(language),
            "reports": str(told.reports),
            "origins": told.origins.render(language),
            "hangs_on": told.hangs_on.render(language),
        }
    statements = {
        f"{s.pointer[1]}/{s.pointer[2] if len(s.pointer) > 3 else ''}/{s.claim or ''}": {
            "status": claims[s.claim]["computed"]
        }
        for s in audit.dossier.statements
        if s.claim in claims
    }
    return {"claims": claims, "statements": statements}


def _findings(audit: DossierAudit, language: str) -> Iterator[TableRow]:
    for number, finding in enumerate(audit.findings):
        place = finding.article or finding.place
        about = finding.words or about_text(audit.dossier, finding).render(language)
        yield TableRow(
            str(number),
            {
                "severity": SEVERITY[finding.severity].render(language), "rule": finding.rule, "about": about,
                "message": finding.message.render(language),
                "advice": finding.advice.render(language) if finding.advice is not None else "", "place": str(place),
            },
        )  # fmt: skip
