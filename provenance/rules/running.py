"""Rules run over one dossier: which of them are asked, and how what they yield becomes findings with a place."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial

from provenance.model.dossier import Dossier, Statement
from provenance.model.finding import Finding, Problem
from provenance.model.message import M
from provenance.model.place import Place, Pointer
from provenance.model.vocabulary import Severity
from provenance.rules.base import CRASHED, Context, RawFinding, Rule, Setting
from provenance.rules.needs import Need, needs_met
from provenance.rules.places import article_place, words_place
from provenance.rules.plugins import checked_finding, line_of


def run(rules: Iterable[Rule], context: Context, settings: Mapping[str, Setting] | None = None) -> list[Finding]:
    """All findings of the rules, by place. `settings`, by name of rule, outrank the severities of rules and of raw findings."""
    # Several rules speak of one claim: where it stands is looked up once.
    places: dict[tuple[Pointer, bool], Place] = {}
    found: dict[tuple[object, ...], Finding] = {}
    for rule, chosen, instructions in _asked(tuple(rules), context, settings or {}):
        make = partial(_finding, rule, context, places, chosen, instructions)
        for finding in _guarded(rule, context, make) if rule.source else map(make, rule.check(context)):
            proof = finding.proof
            told = (rule.code, finding.subject, proof.kind, proof.items, finding.words, *_position(finding.place))
            found.setdefault(told, finding)
    return in_order(found.values())


def _finding(
    rule: Rule,
    context: Context,
    places: dict[tuple[Pointer, bool], Place],
    chosen: Severity | None,
    instructions: str,
    raw: RawFinding,
) -> Finding:
    """What a check yielded, with its places, severity and role. `places` holds those that were looked up before."""
    dossier = context.dossier
    if isinstance(raw.location, Place):
        place = raw.location
    elif (raw.location, raw.key) in places:
        place = places[raw.location, raw.key]
    else:
        place = places[raw.location, raw.key] = dossier.place(raw.location, raw.key)
    statement = raw.statement or dossier.statement_by_id.get(raw.subject)
    if raw.text_span is not None:
        article, words = words_place(dossier, *raw.text_span)
    else:
        article, words = article_place(dossier, statement)
    document = _document_of(dossier, raw, statement)
    audited = document is not None and document in context.audited
    severity = chosen or raw.severity or rule.default_severity(raw.situation, audited)
    return Finding(
        rule=rule.name,
        code=rule.code,
        severity=severity,
        message=raw.message,
        place=place,
        subject=raw.subject,
        proof=raw.proof,
        advice=raw.advice,
        replacement=raw.replacement,
        dossier=dossier.id,
        article=article,
        words=words,
        pointer=() if isinstance(raw.location, Place) else raw.location,
        # What may not name somebody may not rewrite the file either.
        fix=None if dossier.is_masked else raw.fix,
        instructions=instructions,
        role=rule.outcome(raw.situation, severity, audited),
        document=document,
    )


_NO_SETTING = Setting()


def _asked(
    rules: tuple[Rule, ...], context: Context, settings: Mapping[str, Setting]
) -> Iterator[tuple[Rule, Severity | None, str]]:
    """The rules that are asked: those that are on and have something to look at; the severity and the instructions that
    a project gives them.

    A newsroom's own come first: that one of them crashed is itself a finding, of a rule that comes with the program.
    """
    yield from _those_on(_of_newsrooms(rules), settings)
    met = frozenset(needs_met(context.dossier, context.assessed, bool(context.crashes)))
    yield from _those_on(_looking_at(rules, met), settings)


def _those_on(rules: Iterable[Rule], settings: Mapping[str, Setting]) -> Iterator[tuple[Rule, Severity | None, str]]:
    for rule in rules:
        setting = settings.get(rule.name, _NO_SETTING)
        severity = setting.severity
        if severity != "off" and (rule.enabled or severity is not None):
            yield rule, severity, setting.instructions


@lru_cache(maxsize=16)
def _of_newsrooms(rules: tuple[Rule, ...]) -> list[Rule]:
    return [rule for rule in rules if rule.source]


# Dossiers that have the same things are many, and what they have is of few kinds.
@lru_cache(maxsize=1024)
def _looking_at(rules: tuple[Rule, ...], met: frozenset[Need]) -> list[Rule]:
    return [rule for rule in rules if not rule.source and rule.needs <= met]


def _guarded(rule: Rule, context: Context, make: Callable[[RawFinding], Finding]) -> list[Finding]:
    """What a newsroom's own rule found. One that crashes costs itself alone: it is named, and what it found is left
    out.
    """
    try:
        return [make(checked_finding(raw)) for raw in rule.check(context)]
    except Exception as error:
        file = getattr(getattr(rule.check, "__code__", None), "co_filename", rule.source)
        line = line_of(error, file)
        where = f"{file}:{line}" if line is not None else rule.source
        context.crashes.append(
            Problem(
                CRASHED,
                M(
                    "the rule {name} crashed: {kind}: {why} ({where})",
                    name=rule.name,
                    kind=type(error).__name__,
                    why=str(error),
                    where=where,
                ),
                place=Place(context.dossier.file),
                subject=rule.name,
                advice=M("what it would have found is missing here; it comes from {source}", source=rule.source),
            )
        )
        return []


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By place, then by code."""
    return sorted(findings, key=lambda f: (*_position(f.place), f.code, f.subject, f.proof.items, f.words))


def _document_of(dossier: Dossier, raw: RawFinding, statement: Statement | None) -> str | None:
    """The document that something found is about."""
    if raw.text_span is not None:
        return raw.text_span[0]
    if statement is not None:
        return statement.document
    about_document = not isinstance(raw.location, Place) and raw.location[:1] == ("documents",)
    return raw.subject if about_document and raw.subject in dossier.documents else None


def _position(place: Place) -> tuple[str, int, int, int, int]:
    return place.file, place.line, place.column, place.end_line, place.end_column


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """One weak claim must not shout four times: what is about one place goes under the strongest."""
    findings = list(findings)
    places = [_position(finding.place) for finding in findings]
    strongest: dict[tuple[object, ...], Finding] = {}
    for finding, place in zip(findings, places):
        best = strongest.setdefault(place, finding)
        if finding.severity.rank > best.severity.rank:
            strongest[place] = finding
    return [f if (best := strongest[place]) is f else f.under(best) for f, place in zip(findings, places)]
