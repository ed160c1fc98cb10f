"""The way through the house: load → graph → assess → rules → `Audit`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from provenance.assess.assessment import Assessor
from provenance.assess.copies import suspected_copies
from provenance.assess.moments import moments
from provenance.extract import extract
from provenance.extract.drafting import drafted
from provenance.extract.inputs import SUFFIXES
from provenance.extract.lexicon import LANGUAGES
from provenance.files.load import load, unreadable
from provenance.graph.groups import copies_of
from provenance.model import dates
from provenance.model.confidential import masked
from provenance.model.dossier import Dossier
from provenance.model.finding import Finding, Problem
from provenance.model.message import M
from provenance.model.names import nearest
from provenance.model.policy import POLICIES, Policy
from provenance.rules import FAMILIES, family
from provenance.rules.base import Context, run


@dataclass(frozen=True)
class Audit:
    """One dossier, assessed at one date, with the findings of the rules."""

    dossier: Dossier
    assessor: Assessor
    findings: tuple[Finding, ...]
    as_of: dates.When
    clock: bool
    suspected: dict[str, str]

    @property
    def readable(self) -> bool:
        return not unreadable(self.dossier)


def audit_paths(
    paths: Iterable[Path],
    as_of: dates.When | None = None,
    policy: Policy | None = None,
    show_confidential: bool = False,
    policies: dict[str, Policy] | None = None,
) -> Iterator[Audit]:
    """The audits of the dossiers at `paths`, one after the other."""
    for dossier in dossiers(paths):
        yield audit(dossier, as_of, policy, show_confidential, policies)


def dossiers(paths: Iterable[Path], lexicons: tuple[Path, ...] = ()) -> Iterator[Dossier]:
    """The dossiers at `paths`: those of claim files, and an unreviewed draft for each raw text named there."""
    raw = {path: None for path in paths if path.suffix.lower() in SUFFIXES and not path.is_dir()}
    yield from load(path for path in paths if path not in raw)
    for path in raw:
        yield drafted(path, lexicons)


def audit(
    dossier: Dossier,
    as_of: dates.When | None = None,
    policy: Policy | None = None,
    show_confidential: bool = False,
    policies: dict[str, Policy] | None = None,
    lexicons: tuple[Path, ...] = (),
) -> Audit:
    """Assess a dossier and run every rule. The date is the one given, else the dossier's, else today's."""
    dossier = _read(dossier, lexicons)
    if not show_confidential:
        dossier = masked(dossier)
    date = as_of or dossier.as_of
    known = policies or POLICIES
    named = known.get(dossier.policy or "")
    if dossier.policy is not None and named is None:
        dossier = replace(dossier, problems=(*dossier.problems, _unknown_policy(dossier.policy, known)))
    suspected = suspected_copies(dossier.documents, copies_of(dossier))
    chosen = policy or named or POLICIES["two-independent"]
    return _judged(dossier, date or dates.today(), chosen, date is None, suspected)


def through_time(audit: Audit) -> tuple[Audit, ...]:
    """The same audit on every day that changes what is known, in order; the audit itself stands among them."""
    days = moments(audit.dossier, audit.as_of)
    return tuple(
        audit
        if day.latest == audit.as_of.latest
        else _judged(audit.dossier, day, audit.assessor.policy, False, audit.suspected)
        for day in days
    )


def _judged(dossier: Dossier, as_of: dates.When, policy: Policy, clock: bool, suspected: dict[str, str]) -> Audit:
    assessor = Assessor(dossier, as_of, policy)
    rules = [rule for name in FAMILIES for rule in family(name)]
    findings = run(rules, Context(dossier, assessor, suspected))
    return Audit(dossier, assessor, tuple(findings), as_of, clock, suspected)


def _read(dossier: Dossier, lexicons: tuple[Path, ...]) -> Dossier:
    """The dossier with what is said in the texts at hand, for the rules that read text."""
    documents = {}
    for name, document in dossier.documents.items():
        language = document.language or dossier.language
        if document.text and language in LANGUAGES:
            documents[name] = replace(document, reading=extract(document.text, language, lexicons))
    return replace(dossier, documents={**dossier.documents, **documents}) if documents else dossier


def _unknown_policy(name: str, known: dict[str, Policy]) -> Problem:
    close = nearest(name, known) or sorted(known)
    return Problem(
        "unknown-reference",
        M("no policy is called « {name} »", name=name),
        pointer=("policy",),
        subject=name,
        fix=M("did you mean {names}?", names=tuple(close)),
    )
