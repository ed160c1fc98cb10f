"""Claims and statements as the page tells them: what never changes, and what each day says of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from provenance.assess.assessment import Assessment
from provenance.assess.reasons import speaker_name
from provenance.assess.snapshot import is_known_statement
from provenance.assess.utterance import date_of, told_date
from provenance.auditing import DossierAudit
from provenance.diagram.picture import what_is_shown
from provenance.model.dates import When
from provenance.model.dossier import Claim, Dossier, Statement
from provenance.model.labels import CERTAINTY, MODIFIER, stance_verb
from provenance.model.message import M, Message
from provenance.model.noun import Noun
from provenance.model.place_text import place_parts
from provenance.model.vocabulary import Mode, Own, Status
from provenance.report.html.diagrams import PageDiagram, status_codes
from provenance.report.html.opposed import Opposed, opposed
from provenance.report.html.timed import Days, Shown
from provenance.summaries.checking import check_text
from provenance.summaries.explain import Explanation, explain_claim, fallen_text
from provenance.summaries.originals import statement_link
from provenance.summaries.summary import row_of

MODE: dict[Mode, Message] = {
    Mode.DIRECT: M("in quotation marks"),
    Mode.INDIRECT: M("reported speech"),
    Mode.MIXED: M("partly in quotation marks"),
}


@dataclass(frozen=True)
class Standing:
    """The line of a claim in the table, on one day."""

    status: Status
    label: Message
    reports: int
    origins: Message
    hangs_on: Message


@dataclass(frozen=True)
class StatusStory:
    """The story of a claim, each part with the days it holds on: what does not change is told once. `lists` are
    told under their headings, which come and go with them.
    """

    because: list[tuple[Message, Shown]]
    modifiers: list[tuple[Message, Shown]]
    lists: tuple[tuple[Message, Shown, list[tuple[Message, Shown]]], ...]


@dataclass(frozen=True)
class HopView:
    """A hop as it is shown: a name, what it said or did, when, where in it; `guess` where a person inferred it."""

    name: Noun
    cue: str | None
    on: When | None
    places: tuple[Message, ...]
    guess: bool


@dataclass(frozen=True)
class StatementView:
    """One statement: who says what through whom, where, how surely. `stands` are the days on which it is not OUT."""

    number: int
    statement: Statement
    steps: tuple[HopView, ...]
    verb: Message
    #: Where in its original it stands, and the address that opens it there.
    places: tuple[Message, ...]
    original: str | None
    details: tuple[Message | str, ...]
    said: When | None
    told: When | Message | None
    place: str
    shown: Shown
    fallen: list[tuple[Message, Shown]]
    in_text: bool


@dataclass(frozen=True)
class ClaimView:
    """One claim of the page."""

    claim: Claim
    anchor: str
    statuses: str
    status: Status
    place: str
    shown: Shown
    standing: list[tuple[Standing, Shown]]
    story: StatusStory
    opposed: list[tuple[tuple[Opposed, ...], Shown]]
    statements: list[StatementView]
    sources: tuple[str, ...]
    diagram: PageDiagram
    #: What its drawing shows: « 8 récits, 1 origine ».
    shows: list[tuple[Message, Shown]]


def claim_view(
    audits: Sequence[DossierAudit],
    days: Days,
    claim: Claim,
    change_points: Sequence[int],
    statements: list[StatementView],
    diagram: PageDiagram,
    anchor: str,
) -> ClaimView:
    """Everything the page says of one claim. `change_points` gives for each day the first one on
    which its story is the same (`assess/timeline`).
    """
    dossier = audits[days.now].dossier
    assessed = [audit.assessor[claim.id] for audit in audits]
    spoken = [bool(a.statements) or claim.declared is not None for a in assessed]
    against = days.through(change_points, lambda day: tuple(opposed(audits[day], assessed[day])) or None)
    hops = [hop for view in statements for hop in view.statement.chain]
    named = [dossier.documents[h.id].publisher if h.is_document else h.id for h in hops]
    return ClaimView(
        claim=claim,
        anchor=anchor,
        statuses=status_codes(a.status if said else None for a, said in zip(assessed, spoken, strict=True)),
        status=assessed[days.now].status,
        place=_place(dossier, claim.pointer),
        shown=days.shown(spoken),
        standing=days.variants(
            days.through(change_points, lambda day: _standing(audits[day], assessed[day]) if spoken[day] else None)
        ),
        story=_story(audits, days, assessed, spoken, change_points),
        opposed=days.variants(against),
        statements=statements,
        sources=tuple(dict.fromkeys(named)),
        diagram=diagram,
        shows=days.variants(
            days.through(change_points, lambda day: what_is_shown(assessed[day]) if spoken[day] else None)
        ),
    )


def _standing(audit: DossierAudit, assessment: Assessment) -> Standing:
    row = row_of(audit, assessment)
    return Standing(assessment.status, row.status, row.reports, row.origins, row.hangs_on)


def _story(
    audits: Sequence[DossierAudit],
    days: Days,
    assessed: Sequence[Assessment],
    spoken: Sequence[bool],
    change_points: Sequence[int],
) -> StatusStory:
    explained = days.through(
        change_points, lambda day: explain_claim(audits[day], assessed[day]) if spoken[day] else None
    )
    modifiers = [[MODIFIER[m] for m in a.modifiers] if told else [] for a, told in zip(assessed, spoken, strict=True)]

    def part(tell: Callable[[Explanation], tuple[Message, ...]]) -> list[tuple[Message, Shown]]:
        return days.merged([tell(one) if one is not None else () for one in explained])

    def headed(
        heading: Message, tell: Callable[[Explanation], tuple[Message, ...]]
    ) -> tuple[Message, Shown, list[tuple[Message, Shown]]]:
        return heading, days.shown(one is not None and tell(one) for one in explained), part(tell)

    return StatusStory(
        because=part(lambda one: (*one.reasons, one.counts)),
        modifiers=days.merged(modifiers),
        lists=(
            headed(M("Evidence"), lambda one: one.evidence),
            headed(M("Proof"), lambda one: one.proof),
            headed(M("One voice"), lambda one: one.voices),
            headed(M("Checks and questions"), lambda one: one.log),
            headed(M("Would change it"), lambda one: one.changes),
        ),
    )


def statement_views(audits: Sequence[DossierAudit], days: Days, folder: Path | None) -> list[StatementView]:
    """Every statement of the dossier that was said, in the order of the file. `folder` is that of the page."""
    dossier = audits[days.now].dossier
    known = [is_known_statement(s, dossier.documents, audits[-1].assessor.known.day) for s in dossier.statements]
    return [
        _statement(audits, days, number, statement, folder)
        for number, (statement, ever) in enumerate(zip(dossier.statements, known, strict=True))
        if ever and not statement.never_said
    ]


def _statement(
    audits: Sequence[DossierAudit], days: Days, number: int, statement: Statement, folder: Path | None
) -> StatementView:
    dossier = audits[days.now].dossier
    return StatementView(
        number=number,
        statement=statement,
        steps=tuple(_steps(dossier, statement)),
        verb=stance_verb(statement.stance, speaker_name(dossier, statement)),
        places=place_parts(statement.locator),
        original=statement_link(dossier, statement, folder),
        details=tuple(_details(statement)),
        said=date_of(statement, dossier.documents),
        told=told_date(statement, dossier.documents),
        place=_place(dossier, statement.pointer),
        shown=days.shown(statement.id in a.assessor.known.statements for a in audits),
        fallen=days.variants([_fallen(audit, statement) for audit in audits]),
        in_text=statement.anchor is not None,
    )


def _fallen(audit: DossierAudit, statement: Statement) -> Message | None:
    causes = audit.assessor.defeat.out.get(statement.id)
    return fallen_text(audit, causes) if causes is not None else None


def _steps(dossier: Dossier, statement: Statement) -> list[HopView]:
    # The paper's own voice is the paper: the document it is read in says who that is.
    return [
        HopView(
            dossier.document_names[h.id] if h.is_document else dossier.source_names[h.id],
            h.cue,
            h.on,
            place_parts(h.locator),
            h.inferred,
        )
        for h in statement.chain
    ]


def _details(statement: Statement) -> list[Message | str]:
    found: list[Message | str] = [CERTAINTY[statement.certainty]]
    if statement.mode is not None and statement.quote and statement.own is None:
        found.append(MODE[statement.mode])
    if statement.own is Own.FIRST_HAND:
        found.append(M("the outlet's own witness"))
    elif statement.own is Own.UNSOURCED:
        found.append(M("in its own name, without saying where it has it from"))
    elif statement.speaker_unclear:
        found.append(M("it is not known whose words these are: they count for nothing"))
    elif not statement.attributed:
        found.append(M("nobody is named: it counts for nothing"))
    if statement.voice_unclear:
        found.append(M("one cannot tell who speaks"))
    if statement.flagged:
        found.append(M("marked in the text: “{words}”", words=statement.flag_quote or statement.flagged))
    if statement.only:
        found.append(M("only: {only}", only=statement.only))
    if statement.adjudication:
        found.append(M("a ruling"))
    if statement.against_interest:
        found.append(M("against its own interest"))
    if statement.because:
        found.append(statement.because)
    found += [check_text(check) for check in statement.checked]
    return found


def _place(dossier: Dossier, pointer: tuple[str | int, ...]) -> str:
    place = dossier.place(pointer, True)
    name = f"{place.file.rsplit('/', 1)[-1]}:" if len(dossier.inputs) > 1 else ""
    return f"{name}{place.line}:{place.column}"
