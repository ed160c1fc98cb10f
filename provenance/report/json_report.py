"""The audit as JSON: the records of `json_model`, whose schema is published, made of an audit."""

from collections.abc import Iterable, Mapping, Sequence

from provenance.assess.assessment import Assessment
from provenance.assess.reasons import because
from provenance.assess.settled import settled_either_way
from provenance.assess.status_changes import would_change_if
from provenance.assess.utterance import speaking_source
from provenance.auditing import DossierAudit
from provenance.graph.independence import IndependenceCounts
from provenance.graph.proof import disjoint_chains
from provenance.model.dossier import Dossier, Hop, Statement
from provenance.model.finding import Finding
from provenance.model.locators import Locator, clock
from provenance.model.mark import MARK
from provenance.model.suppression import SuppressedFinding
from provenance.model.vocabulary import FailOn, Severity
from provenance.report.json_model import (
    AsideRecord,
    AuditRecord,
    ChangeRecord,
    CheckRecord,
    ClaimRecord,
    CorrectionRecord,
    DossierRecord,
    FiguresRecord,
    FindingRecord,
    HopRecord,
    Interval,
    PlaceFields,
    PlaceRecord,
    ProofRecord,
    ReasonRecord,
    SignatureRecord,
    StatementRecord,
    SummaryRecord,
    VerdictRecord,
)
from provenance.summaries.run import RunCount, RunSummary
from provenance.summaries.summary import build


def json_text(
    audits: Sequence[DossierAudit], language: str | None, project: Sequence[Finding] = (), fail_on: FailOn = "error"
) -> str:
    """The JSON of several audits, in their order; keys keep the order of the schema.

    `project` are the findings about the project's own files.
    """
    count = RunCount(fail_on)
    for audit in audits:
        count.add(audit)
    return records_text([dossier_record(audit, language) for audit in audits], count.summary(project), language)


def records_text(dossiers: Sequence[DossierRecord], run: RunSummary, language: str | None) -> str:
    """The JSON of what was kept of several audits, and of what the run came to."""
    record = AuditRecord(
        version=1,
        generator=MARK,
        summary=_summary(run, language),
        dossiers=list(dossiers),
        project=[finding_record(finding, language or run.language) for finding in run.project],
    )
    return record.model_dump_json(indent=1) + "\n"


def _summary(run: RunSummary, language: str | None) -> SummaryRecord:
    return SummaryRecord(
        text=run.text(language),
        dossiers=run.dossiers,
        held=run.held,
        faulty=run.faulty,
        unread=run.unread,
        errors=run.findings.get(Severity.ERROR, 0),
        warnings=run.findings.get(Severity.WARNING, 0),
        notes=run.findings.get(Severity.NOTE, 0),
        set_aside=run.set_aside,
        failing=run.failing,
        fail_on=run.fail_on,
        exit_code=run.exit_code,
    )


def dossier_record(audit: DossierAudit, language: str | None) -> DossierRecord:
    dossier = audit.dossier
    chosen = language or dossier.language
    return DossierRecord(
        id=dossier.id,
        title=dossier.title,
        file=dossier.file,
        language="fr" if dossier.language == "fr" else "en",
        as_of=audit.as_of.edtf,
        as_of_from_clock=audit.as_of_is_today,
        policy=audit.assessor.policy.name,
        draft=dossier.draft,
        signed=_signature(dossier),
        readable=audit.readable,
        verdict=_verdict(audit, chosen),
        claims=[claim_record(audit, a, chosen) for a in audit.assessor],
        findings=[finding_record(f, chosen) for f in audit.findings],
        set_aside=[_suppressed(one, chosen) for one in audit.suppressed],
        understood=[message.render(chosen) for message in build(audit).understood],
    )


def _verdict(audit: DossierAudit, language: str) -> VerdictRecord:
    verdict = audit.verdict
    claims = {s.id: s.claim for s in audit.dossier.statements}

    def records(findings: Iterable[Finding]) -> list[CorrectionRecord]:
        return [_correction(finding, claims, audit.dossier, language) for finding in findings]

    return VerdictRecord(
        held=verdict.held,
        text=verdict.headline().render(language),
        texts=list(verdict.texts),
        corrections=records(verdict.corrections),
        precisions=records(verdict.precisions),
        faults=records(verdict.faults),
        set_aside=records(verdict.set_aside),
    )


def _correction(
    finding: Finding, claims: Mapping[str, str | None], dossier: Dossier, language: str
) -> CorrectionRecord:
    place = finding.article or finding.place
    return CorrectionRecord(
        rule=finding.rule,
        severity=finding.severity,
        document=finding.document,
        claim=finding.subject if finding.subject in dossier.claims else claims.get(finding.subject),
        words=finding.words or None,
        why=finding.message.render(language),
        fix=finding.advice.render(language) if finding.advice is not None else None,
        file=place.file,
        line=place.line,
        column=place.column,
        fingerprint=finding.fingerprint,
    )


def finding_record(finding: Finding, language: str) -> FindingRecord:
    place, article = finding.place, finding.article
    return FindingRecord(
        rule=finding.rule,
        code=finding.code,
        severity=finding.severity,
        message=finding.message.render(language),
        file=place.file,
        line=place.line,
        column=place.column,
        end_line=place.end_line,
        end_column=place.end_column,
        subject=finding.subject,
        proof=ProofRecord(kind=finding.proof.kind, items=list(finding.proof.items)),
        fix=finding.advice.render(language) if finding.advice is not None else None,
        fingerprint=finding.fingerprint,
        article=PlaceRecord(file=article.file, line=article.line, column=article.column) if article else None,
        folded_under=finding.folded_under,
        role=finding.role,
        document=finding.document,
        repair=finding.fix.trust if finding.fix is not None else None,
        instructions=finding.instructions or None,
    )


def claim_record(audit: DossierAudit, assessment: Assessment, language: str) -> ClaimRecord:
    dossier, assessor, claim = audit.dossier, audit.assessor, assessment.claim
    place = dossier.place(claim.pointer, True)
    out, counts = assessor.defeat.out, assessment.counts
    as_written = assessor.as_written
    return ClaimRecord(
        id=claim.id,
        text=claim.text,
        declared=claim.declared,
        status=assessment.status,
        modifiers=list(assessment.modifiers),
        support=assessment.support,
        challenge=assessment.challenge,
        settled=list(settled_either_way(assessment.settled)),
        origins=Interval(least=counts.min, most=counts.max),
        chains=counts.chains,
        single_points_of_failure=[node.id for node in counts.dominators],
        named_origins=[node.id for node in counts.named],
        by_state=_counts(assessor.by_state.standing(claim.id).counts),
        as_written=_counts(as_written[claim.id].counts) if as_written is not assessor else None,
        as_told=_counts(assessment.before_defeat) if assessment.all_out else None,
        denied_by=[*dict.fromkeys(who for s in assessment.denying if (who := speaking_source(s, dossier.documents)))],
        contested_by=list(assessment.objections.contested_by),
        contradicted_by=list(assessment.objections.contradicted_by),
        proof=[[node.id for node in chain] for chain in disjoint_chains(assessment.effective_counts)],
        because=[
            ReasonRecord(code=r.code, text=r.message.render(language), ids=list(r.ids))
            for r in because(assessor, assessment)
        ],
        would_change_if=[
            ChangeRecord(
                edit=change.edit.kind,
                text=change.edit.message(audit.dossier).render(language),
                status=change.status,
                details=change.edit.details(),
            )
            for change in would_change_if(assessor, assessment)
        ],
        statements=[_statement(dossier, s, s.id in out) for s in assessment.statements],
        line=place.line,
        column=place.column,
    )


def _counts(counts: IndependenceCounts) -> FiguresRecord:
    return FiguresRecord(
        origins=Interval(least=counts.min, most=counts.max),
        chains=counts.chains,
        single_points_of_failure=[node.id for node in counts.dominators],
    )


def _suppressed(one: SuppressedFinding, language: str) -> AsideRecord:
    suppression = one.suppression
    until = suppression.until if suppression is not None else None
    return AsideRecord(
        finding=finding_record(one.finding, language),
        by_baseline=suppression is None,
        reason=suppression.reason if suppression is not None else None,
        by=suppression.by if suppression is not None else None,
        until=until.edtf if until is not None else None,
    )


def _statement(dossier: Dossier, statement: Statement, out: bool) -> StatementRecord:
    place = dossier.place(statement.pointer, True)
    return StatementRecord(
        id=statement.id,
        stance=statement.stance,
        certainty=statement.certainty,
        mode=statement.mode,
        chain=[_hop(dossier, hop) for hop in statement.chain],
        own=statement.own,
        speaker_unclear=statement.speaker_unclear,
        candidates=list(statement.candidates),
        document=statement.document,
        words=statement.quote or statement.text,
        out=out,
        inferred=statement.inferred,
        **_place(statement.locator),
        checked=[
            CheckRecord(
                by=c.by, on=c.on.edtf if c.on else None, how=c.how, result=c.result, note=c.note, proposed=c.proposed
            )
            for c in statement.checked
        ],
        line=place.line,
        column=place.column,
    )


def _signature(dossier: Dossier) -> SignatureRecord | None:
    signed = dossier.signed
    if signed is None:
        return None
    on = signed.on.edtf if signed.on is not None else None
    holds = signed.sha256 == dossier.content_sha256
    return SignatureRecord(by=signed.by, on=on, sha256=signed.sha256, despite=signed.despite, holds=holds)


def _hop(dossier: Dossier, hop: Hop) -> HopRecord:
    return HopRecord(
        id=hop.id,
        kind="document" if hop.is_document else "source",
        name=hop.id if hop.is_document else dossier.sources[hop.id].label,
        inferred=hop.inferred,
        cue=hop.cue,
        **_place(hop.locator),
    )


def _place(locator: Locator) -> PlaceFields:
    """The place in an original, as it is written in a claim file."""
    return {
        "page": locator.page,
        "section": locator.section,
        "paragraph": locator.paragraph,
        "time": clock(locator.time) if locator.time is not None else None,
    }
