"""Audits of dossiers, as values."""

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.api.arguments import DateArgument, PathArgument, date_of, language_of, name_of, path_of, paths_of
from provenance.api.claims import Claim, Claims
from provenance.api.diagrams import Diagram
from provenance.api.findings import Finding, Findings, counted, finding_of
from provenance.auditing import AuditOptions, DossierAudit
from provenance.files.discover import claim_files
from provenance.model.dossier import Dossier
from provenance.model.errors import InputError, UnknownNameError, UsageError
from provenance.model.finding import Finding as AuditFinding
from provenance.model.names import did_you_mean, matching_name, nearest
from provenance.model.plain import number_of, one_line
from provenance.report.json_report import claim_record, dossier_record, finding_record, json_text
from provenance.session import AuditSession, ProjectCheck, rules_of_files
from provenance.summaries.summary import row_of

if TYPE_CHECKING:
    import networkx as nx


def audit(
    path: PathArgument,
    *,
    as_of: DateArgument | None = None,
    policy: str | None = None,
    language: str | None = None,
    show_confidential: bool = False,
    rules: Sequence[PathArgument] = (),
) -> "Audit":
    """Audit the one dossier at a path: its claim file, or a folder that holds one.

    `as_of` asks what was known at a date, `policy` names a policy of the configuration, `language` (`fr` or `en`) is
    that of every sentence, the dossier's by default. `rules` are Python files with rules of your own, which are run.
    The configuration that governs the file holds, as for the command.

    Raises InputError where the file cannot be read, ConfigurationError, UsageError where there is none or more than
    one.
    """
    where = path_of(path)
    if where.exists() and len(found := claim_files([where])) > 1:
        files = ", ".join(one_line(str(file)) for file in found[:3])
        more = "…" if len(found) > 3 else ""
        raise UsageError(f"{one_line(str(where))} holds {len(found)} dossiers ({files}{more}): use audit_all")
    audits = list(
        audit_all(
            where, as_of=as_of, policy=policy, language=language, show_confidential=show_confidential, rules=rules
        )
    )
    if len(audits) > 1:
        raise UsageError(f"{one_line(str(where))} holds {len(audits)} dossiers: use audit_all")
    if not audits:
        raise UsageError(f"the claim file at {one_line(str(where))} is ignored by the configuration")
    (found_audit,) = audits
    fatal = next((p for p in found_audit.dossier.problems if p.fatal), None)
    if fatal is not None:
        raise InputError(fatal.message, fatal.place, fatal.advice)
    return found_audit


def audit_all(
    path: PathArgument,
    *,
    as_of: DateArgument | None = None,
    policy: str | None = None,
    language: str | None = None,
    show_confidential: bool = False,
    rules: Sequence[PathArgument] = (),
) -> "Iterator[Audit]":
    """The audits of every dossier at a path, one after the other. See `audit`.

    A file that cannot be read gives an audit that is not `readable`, with the finding that says why.
    """
    options = AuditOptions(
        date_of(as_of), show_confidential=show_confidential, rules=rules_of_files(paths_of(rules, "rules"))
    )
    session = AuditSession([path_of(path)], options, name_of(policy, "a policy") if policy is not None else None)
    chosen = language_of(language) or session.configuration.entry.language

    def audits() -> "Iterator[Audit]":
        for done in session.audits():
            yield Audit(done, session, chosen)

    return audits()


@dataclass(frozen=True)
class Verdict:
    """The verdict on the texts under audit: `held` where one must not run as it stands.

    `corrections` are what to change before, `precisions` what to make clearer, `faults` the errors of the claim file,
    `set_aside` corrections that somebody answers for; `texts` are the ids of the documents, `text` says it in words.
    """

    text: str
    texts: tuple[str, ...]
    held: bool
    corrections: Findings
    precisions: Findings
    faults: Findings
    set_aside: Findings

    def __str__(self) -> str:
        return self.text


class Audit:
    """One dossier, audited at one date.

    `audit["claim-id"]` is a claim; an audit holds the ids of its claims and gives them in the order of the file.
    `claims`, `findings` and `suppressed` have `to_records()`.
    """

    def __init__(self, audit: DossierAudit, session: AuditSession, language: str | None) -> None:
        self._audit, self._session, self._language = audit, session, language

    @property
    def dossier(self) -> Dossier:
        """The dossier: its sources, documents, claims and statements, names resolved."""
        return self._audit.dossier

    @property
    def id(self) -> str:
        """The id of the dossier."""
        return self.dossier.id

    @property
    def title(self) -> str:
        """The title of the dossier."""
        return self.dossier.title

    @property
    def file(self) -> str:
        """The claim file, as it would be typed."""
        return self.dossier.file

    @property
    def as_of(self) -> str:
        """The date it is judged at, in EDTF."""
        return self._audit.as_of.edtf

    @property
    def policy(self) -> str:
        """The name of the policy that says what confirms."""
        return self._audit.assessor.policy.name

    @property
    def language(self) -> str:
        """The language of the sentences."""
        return self._language or self.dossier.language

    @property
    def readable(self) -> bool:
        """Whether the file could be read."""
        return self._audit.readable

    def __getitem__(self, claim: str) -> Claim:
        return self.claims[claim]

    def __contains__(self, claim: object) -> bool:
        return claim in self.claims

    def __iter__(self) -> Iterator[str]:
        return iter(self.claims)

    @cached_property
    def claims(self) -> Claims:
        """The claims by id, in the order of the file."""
        return Claims(tuple(self.dossier.claims), self._claim_id, self._claim)

    @cached_property
    def findings(self) -> Findings:
        """The findings that count."""
        return Findings(map(self._finding, self._audit.findings))

    @cached_property
    def verdict(self) -> "Verdict":
        """What is to be done about the texts under audit."""
        found = self._audit.verdict
        corrections, precisions, faults, aside = (
            Findings(map(self._finding, findings))
            for findings in (found.corrections, found.precisions, found.faults, found.set_aside)
        )
        said = found.headline().render(self.language)
        return Verdict(said, found.texts, found.held, corrections, precisions, faults, aside)

    @cached_property
    def suppressed(self) -> Findings:
        """The findings that somebody answers for, or that a baseline knows."""
        return Findings(self._finding(one.finding) for one in self._audit.suppressed)

    def graph(self, claim: str | None = None) -> "nx.DiGraph[str]":
        """The provenance graph of a claim, or of the whole dossier, for networkx.

        Its attributes are described in `docs/reference/python.md`.
        """
        from provenance.interop.network import claim_network, dossier_network

        return dossier_network(self._audit) if claim is None else claim_network(self._audit, self._claim_id(claim))

    def diagram(self, claim: str | None = None, *, depth: int = 0) -> Diagram:
        """The source chains of a claim, or of the whole dossier. `depth` draws rivals, wider and
        narrower claims too.
        """
        from provenance.diagram.picture import claim_picture, dossier_picture

        if claim is None:
            return Diagram(dossier_picture(self._audit, self._language))
        return Diagram(claim_picture(self._audit, self._claim_id(claim), depth, self._language))

    def to_dict(self) -> dict[str, Any]:
        """The dossier's part of the JSON output, as plain data."""
        return dossier_record(self._audit, self._language).model_dump(mode="json")

    def to_json(self) -> str:
        """What `provenance audit FILE --output json` writes, to the byte."""
        check = ProjectCheck(self._session)
        check.add(self._audit)
        fail_on = self._session.configuration.entry.fail_on
        return json_text([self._audit], self._language, check.findings(), fail_on)

    def report(self, folder: PathArgument) -> Path:
        """Write what `provenance audit FILE --reports FOLDER` does; the path of the page. Raises OutputError.

        Drawings that could not be made are warnings.
        """
        from provenance.diagram.layout_pool import LayoutPool
        from provenance.report.folder import ReportFolder
        from provenance.summaries.safe_name import safe_name

        where = path_of(folder)
        with LayoutPool() as pool:
            reports = ReportFolder(where, self._language, pool, lambda line: warnings.warn(line, stacklevel=3))
            reports.add(self._audit)
            reports.finish()
        return where / safe_name(self.id) / "report.html"

    def __repr__(self) -> str:
        verdict = self._audit.verdict.headline().render("en")
        said = f"{verdict}; {number_of(len(self.dossier.claims), 'claim')}, {counted(self.findings)}"
        return f"<Audit {self.id} as of {self.as_of}: {said}>"

    def _repr_html_(self) -> str:
        told = (row_of(self._audit, assessment) for assessment in self._audit.assessor)
        rows = "".join(
            f"<tr><td>{escape(row.status.render(self.language))}</td><td>{escape(one_line(row.text))}</td>"
            f"<td>{row.reports}</td><td>{escape(row.origins.render(self.language))}</td>"
            f"<td>{escape(one_line(row.hangs_on.render(self.language)))}</td></tr>"
            for row in told
        )
        heads = "".join(f"<th>{word}</th>" for word in ("status", "claim", "reports", "origins", "hangs on"))
        heading = (one_line(self.title), self.as_of, self.verdict.text, counted(self.findings))
        caption = " · ".join(map(escape, heading))
        return f"<table><caption>{caption}</caption><tr>{heads}</tr>{rows}</table>"

    # --- parts -----------------------------------------------------------------------------------------------------

    def _claim_id(self, name: str) -> str:
        """The claim of that id, however it is spelled. Raises UnknownNameError, with the nearest."""
        claims = self.dossier.claims
        found = matching_name(name_of(name, "a claim"), claims)
        if found is None:
            raise UnknownNameError(f"no claim is called '{one_line(name)}'.{did_you_mean(nearest(name, claims))}")
        return found

    def _claim(self, claim: str) -> Claim:
        assessment = self._audit.assessor[claim]
        row = row_of(self._audit, assessment)
        language = self.language
        record = claim_record(self._audit, assessment, language)
        return Claim(record, one_line(row.hangs_on.render(language)), row.status.render(language), row.reports)

    def _finding(self, finding: AuditFinding) -> Finding:
        claim = finding.subject if finding.subject in self.dossier.claims else self._claim_of.get(finding.subject)
        return finding_of(finding_record(finding, self.language), claim, finding.words)

    @cached_property
    def _claim_of(self) -> dict[str, str]:
        """The claim of each statement."""
        return {s.id: s.claim for s in self.dossier.statements if s.claim is not None}
