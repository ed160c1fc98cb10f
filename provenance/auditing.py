"""The way through the layers: load → graph → assess → rules → `Audit`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from provenance.assess.assessment import Assessor
from provenance.assess.copies import Pairs
from provenance.assess.text_copies import seen_pairs
from provenance.assess.timeline import timeline
from provenance.extraction.inputs import SUFFIXES
from provenance.files.load import is_unreadable, load
from provenance.files.private import disclosed
from provenance.model import dates
from provenance.model.confidential import Redact, masked, redactor
from provenance.model.document import Document
from provenance.model.dossier import Dossier
from provenance.model.finding import Finding, Problem
from provenance.model.frozen import quickly_made
from provenance.model.message import M
from provenance.model.names import nearest
from provenance.model.policy import Policy
from provenance.model.suppression import SuppressedFinding, Suppression
from provenance.project.baseline import Baseline
from provenance.project.config import Projects, Settings
from provenance.rules import standing_rules
from provenance.rules.base import Context, Rule
from provenance.rules.running import run
from provenance.validation import filtered_findings
from provenance.verdict import Verdict, verdict_on, without_repetition


@quickly_made
@dataclass(frozen=True)
class DossierAudit:
    """One dossier, assessed at one date, with the findings of the rules that count and those set aside.

    `served` are the suppressions of the project that were of use.
    """

    dossier: Dossier
    assessor: Assessor
    findings: tuple[Finding, ...]
    as_of: dates.When
    as_of_is_today: bool
    seen_copies: Pairs
    settings: Settings
    options: "AuditOptions"
    suppressed: tuple[SuppressedFinding, ...] = ()
    matched_suppressions: frozenset[Suppression] = frozenset()
    #: The documents as they were loaded, before their texts were read for what is said, and with which lexicons.
    loaded: Mapping[str, Document] | None = None
    lexicon_versions: tuple[object, ...] = ()

    #: The documents that are the texts under audit.
    texts: tuple[str, ...] = ()

    @property
    def readable(self) -> bool:
        return not is_unreadable(self.dossier)

    @cached_property
    def verdict(self) -> Verdict:
        """What is to be done about the texts under audit: every output tells this one."""
        return verdict_on(self.texts, self.findings, self.suppressed, self.readable)


@dataclass(frozen=True)
class AuditOptions:
    """How a run audits: the date and the policy that outrank what dossiers choose, whether confidential names are
    shown (those of private files with them), and the findings that were there before.
    """

    as_of: dates.When | None = None
    policy: Policy | None = None
    show_confidential: bool = False
    #: Whether names that stand in the claim file itself are hidden: an author sees his own file as it is.
    masks: bool = True
    baseline: Baseline | None = None
    #: Rules of one's own, beside those that are installed.
    rules: tuple[Rule, ...] = ()
    #: Names to hide beside those that a dossier itself keeps confidential.
    secrets: tuple[str, ...] = ()
    #: The day that counts as today in all of a run, however long it takes; the clock's if none is given.
    today: dates.When | None = None


def audit_paths(paths: Iterable[Path], options: AuditOptions | None = None) -> Iterator[DossierAudit]:
    """The audits of the dossiers at `paths`, one after the other, each under the configuration that governs its file.

    Raises ConfigurationError.
    """
    projects = Projects()
    options = options or AuditOptions()
    for dossier in dossiers(paths, projects):
        yield audit_dossier(dossier, projects.of(Path(dossier.file)).settings(Path(dossier.file)), options)


def dossiers(paths: Iterable[Path], projects: Projects, beside: Iterable[Path] = ()) -> Iterator[Dossier]:
    """The dossiers at `paths`: those of claim files, and an unreviewed draft for each raw text named there.

    `beside` are the other files of the project, with whose ids theirs may not collide.
    """
    raw = {path: None for path in paths if path.suffix.lower() in SUFFIXES and not path.is_dir()}
    yield from load((path for path in paths if path not in raw), beside)
    if raw:
        from provenance.extraction.drafting import draft_dossier
    for path in raw:
        yield draft_dossier(path, projects.of(path).lexicons)


def audit_dossier(
    dossier: Dossier,
    settings: Settings | None = None,
    options: AuditOptions | None = None,
    before: DossierAudit | None = None,
) -> DossierAudit:
    """Assess a dossier and run every rule. The date is the one asked for, else the dossier's, else today's.

    `before` is an audit of an earlier state of the dossier: what cannot have changed is not worked out again.
    """
    settings, options = settings or Settings(), options or AuditOptions()
    loaded = dossier.documents
    lexicons = _lexicon_versions(dossier, settings.lexicons)
    if before is not None and before.loaded is loaded and before.lexicon_versions == lexicons:
        dossier = replace(dossier, documents=before.dossier.documents)
    else:
        dossier = _with_readings(dossier, settings.lexicons)
    named = settings.policies.get(dossier.policy or "")
    if dossier.policy is not None and named is None:
        unknown = _unknown_policy(dossier.policy, settings.policies)
        dossier = replace(dossier, problems=(*dossier.problems, unknown))
    policy = options.policy or settings.policy or named or settings.policies["two-independent"]
    if options.show_confidential:
        dossier = disclosed(dossier)
    elif options.masks:
        dossier = masked(dossier, options.secrets)
        if dossier.is_masked:
            settings, policy = _without_names(settings, policy, redactor(dossier))
    date = options.as_of or dossier.as_of
    seen = seen_pairs(dossier)
    earlier = before.assessor if before is not None else None
    day = date or options.today or dates.today()
    done = _assessed(dossier, day, policy, date is None, seen, settings, options, earlier)
    return _with_suppressions(done, tell=True, loaded=loaded, lexicon_versions=lexicons)


def through_time(audit: DossierAudit) -> tuple[DossierAudit, ...]:
    """The same audit on every day that changes what is known, in order; the audit itself stands among them."""
    days = timeline(audit.dossier, audit.as_of)
    return tuple(audit if day.latest == audit.as_of.latest else _on(audit, day) for day in days)


def _on(audit: DossierAudit, day: dates.When) -> DossierAudit:
    done = _assessed(
        audit.dossier, day, audit.assessor.policy, False, audit.seen_copies, audit.settings, audit.options
    )  # fmt: skip
    # An answer that has nothing to answer on another day is not wrong for that.
    return _with_suppressions(done, tell=False)


def _assessed(
    dossier: Dossier,
    as_of: dates.When,
    policy: Policy,
    clock: bool,
    seen: Pairs,
    settings: Settings,
    options: AuditOptions,
    before: Assessor | None = None,
) -> DossierAudit:
    assessor = Assessor(dossier, as_of, policy, before=before, seen=seen)
    context = Context(dossier, assessor, settings.required)
    findings = run((*standing_rules(), *options.rules), context, settings.rules)
    return DossierAudit(dossier, assessor, tuple(findings), as_of, clock, seen, settings, options, texts=context.texts)


def _with_suppressions(
    audit: DossierAudit,
    tell: bool,
    loaded: Mapping[str, Document] | None = None,
    lexicon_versions: tuple[object, ...] = (),
) -> DossierAudit:
    """The audit once its findings have met the answers to them; with `tell`, what is wrong with these is a finding."""
    options = audit.options
    baseline = options.baseline.of(audit.dossier.id) if options.baseline is not None else ()
    # An answer to a finding is a promise of today's: the date a dossier is told at does not keep it open for ever.
    on = options.as_of or options.today
    found = filtered_findings(audit.dossier, audit.findings, audit.settings, baseline, on, tell)
    return replace(
        audit,
        findings=tuple(without_repetition(found.findings)),
        suppressed=tuple(found.suppressed),
        matched_suppressions=found.matched,
        loaded=loaded,
        lexicon_versions=lexicon_versions,
    )


def _without_names(settings: Settings, policy: Policy, redact: Redact) -> tuple[Settings, Policy]:
    """What a configuration says, without the confidential names that somebody wrote there."""
    rules = {name: replace(one, instructions=redact(one.instructions)) for name, one in settings.rules.items()}
    return replace(settings, rules=rules), policy.model_copy(update={"name": redact(policy.name)})


def _has_texts(dossier: Dossier) -> bool:
    return any(document.text for document in dossier.documents.values())


def _lexicon_versions(dossier: Dossier, lexicons: tuple[Path, ...]) -> tuple[object, ...]:
    """What the texts of a dossier are read with. The grammars are not imported for one that has none."""
    if not _has_texts(dossier):
        return ()
    from provenance.extraction.lexicon import lexicon_versions

    return lexicon_versions(lexicons)


def _with_readings(dossier: Dossier, lexicons: tuple[Path, ...]) -> Dossier:
    """The dossier with what is said in the texts at hand, for the rules that read text."""
    if not _has_texts(dossier):
        return dossier
    from provenance.extraction import extract
    from provenance.extraction.languages import LANGUAGES

    documents = {}
    for name, document in dossier.documents.items():
        language = document.language or dossier.language
        if document.text and language in LANGUAGES:
            documents[name] = replace(document, reading=extract(document.text, language, lexicons))
    return replace(dossier, documents={**dossier.documents, **documents}) if documents else dossier


def _unknown_policy(name: str, known: Mapping[str, Policy]) -> Problem:
    close = nearest(name, known) or sorted(known)
    return Problem(
        "unknown-reference",
        M("no policy is called “{name}”", name=name),
        pointer=("policy",),
        subject=name,
        advice=M("did you mean {names}?", names=tuple(close)),
    )
