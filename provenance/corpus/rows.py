"""What an audit of a corpus tells: a row a claim, with its status, figures and ways, and a row a finding."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from provenance.assess.assessment import Assessment
from provenance.assess.utterance import speaking_source
from provenance.auditing import DossierAudit
from provenance.corpus.libraries import library
from provenance.corpus.reading import Lost
from provenance.graph.groups import Node
from provenance.graph.paths import ANONYMOUS
from provenance.model.dossier import Dossier, Hop, Statement

_TEXT = tuple(
    "kind dossier file claim text status declared as_of rule code severity role subject message document publisher"
    " words fingerprint folded_under first_reported".split()
)
_NUMBERS = ("line", "reports", "origins_least", "origins_most", "chains")
_LISTS = ("modifiers", "hangs_on", "named_origins", "denied_by", "contested_by", "contradicted_by", "ways", "outlets")
#: The columns in their order.
COLUMNS = tuple(
    "kind dossier file line claim text status declared modifiers reports origins_least origins_most chains hangs_on"
    " named_origins denied_by contested_by contradicted_by ways outlets first_reported as_of rule"
    " code severity role subject message document publisher words fingerprint folded_under".split()
)
_EMPTY: dict[str, Any] = dict.fromkeys(COLUMNS)
Row = dict[str, Any]


def schema() -> Any:
    """The columns as Arrow types."""
    arrow = library("pyarrow")
    kinds = {**dict.fromkeys(_TEXT, arrow.string()), **dict.fromkeys(_NUMBERS, arrow.int32())}
    kinds |= dict.fromkeys(_LISTS, arrow.list_(arrow.string()))
    return arrow.schema([(name, kinds[name]) for name in COLUMNS])


def audit_rows(audit: DossierAudit, language: str | None) -> Iterable[Row]:
    """The rows of one dossier: its claims in the order of the file, then what was found."""
    dossier = audit.dossier
    told = language or dossier.language
    day, labels = audit.as_of.edtf, _labels(dossier)
    for assessment in audit.assessor:
        yield _claim(audit, assessment, day, labels)
    claims = {statement.id: statement.claim for statement in dossier.statements}
    for finding in audit.findings:
        document = dossier.documents.get(finding.document or "")
        claim = finding.subject if finding.subject in dossier.claims else claims.get(finding.subject)
        yield _EMPTY | {
            "kind": "finding", "dossier": dossier.id, "file": finding.place.file, "line": finding.place.line,
            "claim": claim,
            "rule": finding.rule, "code": finding.code, "severity": finding.severity.value, "role": finding.role,
            "subject": finding.subject, "message": finding.message.render(told), "document": finding.document,
            "publisher": labels.documents[document.id] if document is not None else None,
            "words": finding.words or None, "fingerprint": finding.fingerprint, "folded_under": finding.folded_under,
        }  # fmt: skip


def lost_row(lost: Lost) -> Row:
    return _EMPTY | {"kind": "lost", "file": lost.file, "line": lost.line, "message": lost.message.render("en")}


class _Labels(NamedTuple):
    """What the rows call sources, and documents: by their publishers."""

    sources: dict[str, str]
    documents: dict[str, str]

    def of(self, node: Node | Hop) -> str:
        """Whom nobody names is one."""
        return self.documents[node.id] if node.is_document else self.sources.get(node.id, ANONYMOUS.id)


def _labels(dossier: Dossier) -> _Labels:
    """Names, as everywhere in the rows: an id means somebody in its own dossier alone."""
    sources = {source.id: source.label for source in dossier.sources.values()}
    return _Labels(sources, {d.id: sources[d.publisher] for d in dossier.documents.values()})


def _claim(audit: DossierAudit, assessment: Assessment, day: str, labels: _Labels) -> Row:
    dossier, claim, counts = audit.dossier, assessment.claim, assessment.effective_counts
    # As the figures do: what stands, or what stood where everything fell.
    affirming = assessment.fallen if assessment.all_out else assessment.affirming
    ways = list(dict.fromkeys([_way(statement, labels) for statement in affirming]))
    return _EMPTY | {
        "kind": "claim", "dossier": dossier.id, "file": dossier.file, "line": dossier.place(claim.pointer, True).line,
        "claim": claim.id, "text": claim.text, "status": assessment.status.value,
        "declared": claim.declared.value if claim.declared is not None else None,
        "modifiers": [modifier.value for modifier in assessment.modifiers], "reports": len(counts.paths),
        "origins_least": counts.min, "origins_most": counts.max, "chains": counts.chains,
        "hangs_on": _names(counts.dominators, labels), "named_origins": _names(counts.named, labels),
        "denied_by": _deniers(dossier, assessment, labels),
        "contested_by": list(assessment.objections.contested_by),
        "contradicted_by": list(assessment.objections.contradicted_by),
        "ways": ways, "outlets": list(dict.fromkeys([labels.documents[s.document] for s in affirming if s.document])),
        "first_reported": _first_reported(dossier, affirming), "as_of": day,
    }  # fmt: skip


def _deniers(dossier: Dossier, assessment: Assessment, labels: _Labels) -> list[str]:
    """Who denies it, those who do so on their own word included."""
    who = (speaking_source(denial, dossier.documents) for denial in assessment.denying)
    return list(dict.fromkeys(labels.sources.get(source, ANONYMOUS.id) for source in who if source is not None))


def _first_reported(dossier: Dossier, affirming: Iterable[Statement]) -> str | None:
    """The first day on which some document may have printed the claim (ISO 8601)."""
    printed = (dossier.documents[s.document].published for s in affirming if s.document is not None)
    days = [when.earliest for when in printed if when is not None]
    return date.fromordinal(min(days)).isoformat() if days else None


def _names(nodes: Iterable[Node | Hop], labels: _Labels) -> list[str]:
    return list(dict.fromkeys(map(labels.of, nodes)))


def _way(statement: Statement, labels: _Labels) -> str:
    """« Iouri Ouchakov → Tass → Le Journal »: names, the outlet last. An arrow in a name is written `\\→`."""
    names = list(map(labels.of, statement.chain))
    if statement.document is not None:
        names.append(labels.documents[statement.document])
    return " → ".join(name.replace("→", "\\→") for name in names)


def as_arrow(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Rows as one Arrow file (IPC), the form in which they are kept."""
    arrow = library("pyarrow")
    kind, held = schema(), list(rows)
    columns = [arrow.array([row[name] for row in held], kind.field(name).type) for name in COLUMNS]
    return in_arrow(arrow.table(columns, schema=kind))


def in_arrow(table: Any) -> bytes:
    """A table of rows as one Arrow file."""
    arrow, ipc = library("pyarrow"), library("pyarrow.ipc")
    written = arrow.BufferOutputStream()
    with ipc.new_file(written, table.schema, options=ipc.IpcWriteOptions(compression="lz4")) as stream:
        stream.write_table(table)
    data: bytes = written.getvalue().to_pybytes()
    return data
