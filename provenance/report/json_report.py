"""The audit as JSON, as `json_model` describes it. Built as plain data: the schema is checked by the tests."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from provenance.assess.assessment import Assessment, counts_with_suspected_copies
from provenance.assess.reasons import because
from provenance.assess.status_changes import would_change_if
from provenance.auditing import DossierAudit
from provenance.graph.independence import IndependenceCounts
from provenance.graph.paths import label
from provenance.graph.proof import disjoint_chains
from provenance.model.dossier import Dossier, Statement
from provenance.model.finding import Finding
from provenance.model.suppression import SuppressedFinding
from provenance.summaries.summary import build


def json_text(audits: Iterable[DossierAudit], language: str | None, project: Sequence[Finding] = ()) -> str:
    """The JSON of several audits, in their order; keys keep the order of the schema.

    `project` are the findings about the project's own files.
    """
    data = {
        "version": 1,
        "dossiers": [dossier_record(audit, language) for audit in audits],
        "project": [finding_record(finding, language or "en") for finding in project],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def dossier_record(audit: DossierAudit, language: str | None) -> dict[str, Any]:
    dossier = audit.dossier
    chosen = language or dossier.language
    return {
        "id": dossier.id,
        "title": dossier.title,
        "file": dossier.file,
        "language": dossier.language,
        "as_of": audit.as_of.edtf,
        "as_of_from_clock": audit.as_of_is_today,
        "policy": audit.assessor.policy.name,
        "draft": dossier.draft,
        "readable": audit.readable,
        "claims": [_claim(audit, a, chosen) for a in audit.assessor],
        "findings": [finding_record(f, chosen) for f in audit.findings],
        "set_aside": [_suppressed(one, chosen) for one in audit.suppressed],
        "understood": [message.render(chosen) for message in build(audit).understood],
    }


def finding_record(finding: Finding, language: str) -> dict[str, Any]:
    place, article = finding.place, finding.article
    return {
        "rule": finding.rule,
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message.render(language),
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "subject": finding.subject,
        "proof": {"kind": finding.proof.kind, "items": list(finding.proof.items)},
        "fix": finding.advice.render(language) if finding.advice is not None else None,
        "fingerprint": finding.fingerprint,
        "article": {"file": article.file, "line": article.line, "column": article.column} if article else None,
        "folded_under": finding.folded_under,
        "repair": finding.fix.trust if finding.fix is not None else None,
        "instructions": finding.instructions or None,
    }


def _suppressed(one: SuppressedFinding, language: str) -> dict[str, Any]:
    answer = one.suppression
    return {
        "finding": finding_record(one.finding, language),
        "by_baseline": answer is None,
        "reason": answer.reason if answer is not None else None,
        "by": answer.by if answer is not None else None,
        "until": answer.until.edtf if answer is not None and answer.until is not None else None,
    }


def _counts(counts: IndependenceCounts) -> dict[str, Any]:
    return {
        "origins": {"least": counts.min, "most": counts.max},
        "chains": counts.chains,
        "single_points_of_failure": [label(c) for c in counts.dominators],
    }


def _claim(audit: DossierAudit, assessment: Assessment, language: str) -> dict[str, Any]:
    dossier, assessor, claim = audit.dossier, audit.assessor, assessment.claim
    place = dossier.place(claim.pointer, True)
    out = assessor.defeat.out
    return {
        "id": claim.id,
        "text": claim.text,
        "declared": claim.declared.value if claim.declared else None,
        "status": assessment.status.value,
        "modifiers": [m.value for m in assessment.modifiers],
        "support": assessment.support.value,
        "challenge": assessment.challenge.value,
        **_counts(assessment.counts),
        "named_origins": [label(o) for o in assessment.counts.named],
        "by_state": _counts(assessor.by_state[claim.id].counts),
        "suspected": _counts(counts_with_suspected_copies(assessor, assessment, audit.suspected_copies))
        if audit.suspected_copies
        else None,
        "as_told": _counts(assessment.before_defeat) if assessment.all_out else None,
        "denied_by": list(dict.fromkeys(s.chain[0].id for s in assessment.denying if s.chain)),
        "proof": [[label(n) for n in chain] for chain in disjoint_chains(assessment.effective_counts)],
        "because": [
            {"code": r.code, "text": r.message.render(language), "ids": list(r.ids)}
            for r in because(assessor, assessment)
        ],
        "would_change_if": [
            {
                "edit": (details := change.edit.to_json()).pop("edit"),
                "text": change.edit.message().render(language),
                "status": change.status.value,
                "details": details,
            }
            for change in would_change_if(assessor, assessment)
        ],
        "statements": [_statement(dossier, s, s.id in out) for s in assessment.statements],
        "line": place.line,
        "column": place.column,
    }


def _statement(dossier: Dossier, statement: Statement, out: bool) -> dict[str, Any]:
    place = dossier.place(statement.pointer, True)
    return {
        "id": statement.id,
        "stance": statement.stance.value if statement.stance else None,
        "certainty": statement.certainty.value,
        "mode": statement.mode.value if statement.mode else None,
        "chain": [
            {
                "id": hop.id,
                "kind": "document" if hop.is_document else "source",
                "name": hop.id if hop.is_document else dossier.sources[hop.id].label,
                "inferred": hop.inferred,
                "cue": hop.cue,
            }
            for hop in statement.chain
        ],
        "own": statement.own.value if statement.own else None,
        "document": statement.document,
        "words": statement.quote or statement.text,
        "out": out,
        "inferred": statement.inferred,
        "line": place.line,
        "column": place.column,
    }
