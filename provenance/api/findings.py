"""Findings as values: a sequence to filter, and plain records."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from html import escape
from typing import overload

from provenance.api.arguments import name_of
from provenance.model.errors import UnknownNameError
from provenance.model.names import did_you_mean, matching_name, nearest
from provenance.model.plain import number_of, one_line, sentence
from provenance.model.vocabulary import Severity
from provenance.report.json_model import FindingRecord
from provenance.rules import known_rules, rule_named


@dataclass(frozen=True)
class Finding:
    """One finding of one rule. `str(finding)` is its sentence.

    `severity` is `error`, `warning` or `note`. `file`, `line` and `column` (from 1, in code points) say where in the
    claim file; `article_file`, `article_line` and `article_column` where in a text at hand, whose `words` are those,
    None where it is in none. `claim` is the claim it is about, None for one about a file. `fix` is what to do about it,
    `repair` whether the tool can do it: `safe`, `review`, `guess` or None. `role` is what it is to the verdict on the
    texts under audit: `correction`, `precision`, `fault` or `other`; `document` the document it is about. `proof` are
    the ids it rests on, `fingerprint` stays the same when lines move.
    """

    rule: str
    code: str
    severity: str
    message: str
    fix: str | None
    claim: str | None
    subject: str
    words: str | None
    file: str
    line: int
    column: int
    article_file: str | None
    article_line: int | None
    article_column: int | None
    proof_kind: str
    proof: tuple[str, ...]
    repair: str | None
    fingerprint: str
    folded_under: str | None
    role: str
    document: str | None

    def __str__(self) -> str:
        return sentence(one_line(self.message))

    def to_record(self) -> dict[str, object]:
        """The finding as plain data: texts, numbers, None, and `proof` as a list of texts."""
        found: dict[str, object] = {f.name: getattr(self, f.name) for f in fields(self)}
        return found | {"proof": list(self.proof)}


class Findings(Sequence[Finding]):
    """Findings in order: by file, line, column and code."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._findings = tuple(findings)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> "Findings": ...
    def __getitem__(self, index: int | slice) -> "Finding | Findings":
        return Findings(self._findings[index]) if isinstance(index, slice) else self._findings[index]

    def __len__(self) -> int:
        return len(self._findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._findings)

    def filter(self, *, rule: str | None = None, severity: str | None = None, claim: str | None = None) -> "Findings":
        """Those of a rule (its name or code), of a severity and about a claim (its id, however it is spelled),
        whichever are given. Raises UnknownNameError for a rule or a severity that there is not, UsageError.
        """
        code = None
        if rule is not None:
            found = rule_named(name_of(rule, "a rule"))
            if found is None:
                near = did_you_mean(nearest(rule, [one.name for one in known_rules()]))
                raise UnknownNameError(f"no rule is called '{one_line(rule)}'.{near}")
            code = found.code
        if severity is not None and severity not in set(Severity):
            raise UnknownNameError(f"{severity!r} is not a severity; {' or '.join(repr(str(one)) for one in Severity)}")
        if claim is not None:
            ids = {f.claim for f in self._findings if f.claim is not None}
            claim = matching_name(name_of(claim, "a claim"), sorted(ids)) or claim
        return Findings(
            f
            for f in self._findings
            if (code is None or f.code == code)
            and (severity is None or f.severity == severity)
            and (claim is None or f.claim == claim)
        )

    def __eq__(self, other: object) -> bool:
        return self._findings == other._findings if isinstance(other, Findings) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._findings)

    def to_records(self) -> list[dict[str, object]]:
        """One flat record a finding, fit for pandas, polars or duckdb."""
        return [finding.to_record() for finding in self._findings]

    def __repr__(self) -> str:
        return f"<{number_of(len(self), 'finding')}: {counted(self)}>" if self._findings else "<no findings>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(f.severity)}</td><td>{escape(f.rule)}</td><td>{escape(str(f))}</td>"
            f"<td>{escape(one_line(f'{f.file}:{f.line}:{f.column}'))}</td></tr>"
            for f in self._findings
        )
        return f"<table><tr><th>severity</th><th>rule</th><th>what</th><th>where</th></tr>{rows}</table>"


def counted(findings: Iterable[Finding]) -> str:
    """« 2 errors, 1 warning »: how many there are of each severity."""
    severities = [finding.severity for finding in findings]
    parts = [number_of(count, name) for name in ("error", "warning", "note") if (count := severities.count(name))]
    return ", ".join(parts) or "no findings"


def finding_of(record: FindingRecord, claim: str | None, words: str) -> Finding:
    """A finding of the record that the JSON has of it."""
    article = record.article
    return Finding(
        rule=record.rule,
        code=record.code,
        severity=record.severity.value,
        message=record.message,
        fix=record.fix,
        claim=claim,
        subject=record.subject,
        words=words or None,
        file=record.file,
        line=record.line,
        column=record.column,
        article_file=article.file if article is not None else None,
        article_line=article.line if article is not None else None,
        article_column=article.column if article is not None else None,
        proof_kind=record.proof.kind,
        proof=tuple(record.proof.items),
        repair=record.repair,
        fingerprint=record.fingerprint,
        folded_under=record.folded_under,
        role=record.role,
        document=record.document,
    )
