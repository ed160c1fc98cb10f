"""known-denial-omitted: the article does not say who had denied it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from provenance.assess.assessment import Assessment
from provenance.assess.utterance import date_of, speaking_source, told_date
from provenance.model.document import Document
from provenance.model.dossier import Statement
from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import NONCOMMITTAL, Certainty, Severity, Stance
from provenance.rules.base import Context, RawFinding, Rule, Situation
from provenance.rules.needs import Need

#: Answers to one claim that are looked at.
MAX_ANSWERS = 100
#: Answers that are named.
MAX_NAMED = 8
_ANSWERS = frozenset({Stance.DENIES, Stance.NO_COMMENT, Stance.EVADES})


def check(context: Context) -> Iterator[RawFinding]:
    told: dict[tuple[str, str | None], _Omission] = {}
    for a in context.assessments:
        answers = [s for s in a.statements if s.stance in _ANSWERS and not _is_given_up(context, a, s)][:MAX_ANSWERS]
        heard: dict[str, set[object]] = {}
        for statement in a.statements if answers else ():
            document = context.document(statement)
            if document is None or not _reports(statement):
                continue
            if document.text is None and document.id not in context.audited:
                continue
            if document.id not in heard:
                heard[document.id] = {_voice(context, s) for s in a.statements if s.document == document.id}
            omitted = [
                s
                for s in answers
                if _answers(context, s, document, statement) and _voice(context, s) not in heard[document.id]
            ]
            if omitted:
                # One sentence of the article may bear on several claims: it is told once, with all that it leaves out.
                one = told.setdefault((document.id, statement.quote), _Omission(statement))
                one.answers.update({s.id: s for s in omitted})
                one.concerned = one.concerned or any(_is_grave(context, a, s, statement) for s in omitted)
    for one in told.values():
        answers = sorted(one.answers.values(), key=lambda s: _order(context, s))
        certain = [s for s in answers if _is_earlier(context, s, one.statement)]
        yield context.at_statement(
            one.statement,
            M("already said by then, and left out: {names}", names=_names(context, certain))
            if certain
            else M("said on that day, perhaps before, and left out: {names}", names=_names(context, answers)),
            Proof("path", tuple(s.id for s in certain or answers)),
            M("quote them") if certain else M("find out whether they had said it by then; if so, quote them"),
            situation="concerned" if one.concerned else "",
        )


@dataclass
class _Omission:
    """Words of a text, and the answers to them that it leaves out."""

    statement: Statement
    answers: dict[str, Statement] = field(default_factory=dict)
    concerned: bool = False


def _is_given_up(context: Context, assessment: Assessment, answer: Statement) -> bool:
    """Whether whoever denied it has certainly affirmed it since: an admission takes the denial back."""
    documents = context.dossier.documents
    said = date_of(answer, documents)
    return (
        answer.denies
        and said is not None
        and any(
            (later := date_of(s, documents)) is not None
            and said.before(later)
            and _voice(context, s) == _voice(context, answer)
            for s in assessment.affirming
            if s.certainty is Certainty.CERTAIN
        )
    )


def _reports(statement: Statement) -> bool:
    return statement.affirms or statement.stance is Stance.NO_EVIDENCE


def _voice(context: Context, statement: Statement) -> object:
    """Whose word it is, for a reader: who has heard the ministry has heard its spokesman."""
    source = speaking_source(statement, context.dossier.documents)
    return context.group(source) if source is not None else context.speaker(statement)


def _is_grave(context: Context, assessment: Assessment, answer: Statement, statement: Statement) -> bool:
    """Whether it is the denial, certainly earlier, of somebody whom the claim concerns."""
    source = speaking_source(answer, context.dossier.documents)
    concerned = source is not None and assessment.stakes.concerned([context.group(source)])
    return concerned and answer.denies and _is_earlier(context, answer, statement)


def _is_earlier(context: Context, answer: Statement, statement: Statement) -> bool:
    """Whether it was certainly given before the article: not on a day that may be the article's own."""
    document, said = context.document(statement), date_of(answer, context.dossier.documents)
    published = document.published if document is not None else None
    return said is not None and published is not None and said.before(published)


def _answers(context: Context, other: Statement, document: Document, statement: Statement) -> bool:
    """Whether `other` answers the claim elsewhere, no later than the day of the article. What was found on the fact is
    no answer of somebody's.
    """
    if other.stance not in _ANSWERS or other.document == document.id or other.id in context.assessor.defeat.out:
        return False
    if other.adjudication or other.authenticated_by is not None:
        return False
    if other.stance in NONCOMMITTAL and statement.stance is not Stance.NO_EVIDENCE:
        return False
    said, published = date_of(other, context.dossier.documents), document.published
    if said is None or published is None or published.before(said):
        return False
    return said.latest <= published.earliest


def _once(context: Context, answers: list[Statement]) -> list[Statement]:
    seen: dict[object, Statement] = {}
    for statement in answers:
        seen.setdefault((context.speaker(statement), _order(context, statement)), statement)
    return list(seen.values())


def _order(context: Context, statement: Statement) -> tuple[int, str]:
    when = date_of(statement, context.dossier.documents)
    return (when.earliest if when else 0, statement.chain[0].id if statement.chain else "")


def _names(context: Context, answers: list[Statement]) -> tuple[object, ...]:
    return tuple(_said(context, s) for s in _once(context, answers)[:MAX_NAMED])


def _said(context: Context, statement: Statement) -> object:
    who, when = context.speaker(statement), told_date(statement, context.dossier.documents) or M("undated")
    if statement.denies and statement.only:
        return M("{who:the} ({when}), but only for: {only}", who=who, when=when, only=statement.only)
    return M("{who:the} ({when})", who=who, when=when)


RULE = Rule(
    code="PV507",
    name="known-denial-omitted",
    severity=Severity.WARNING,
    title=M("a denial that was known is left out"),
    why=M(
        "Fairness asks for the answer of those who are accused; “nothing official” is wrong where two governments had "
        "spoken. Only what was certainly said before the article counts."
    ),
    origin="Press Council (CDJM) opinions on offering a reply; Ofcom Broadcasting Code 7.11",
    bad="""sources: {u: {name: The accuser}, m: {name: The minister}}
documents:
  article: {publisher: The Paper, published: 2022-07-20, file: article.txt}
  wire: {publisher: The Agency, published: 2022-07-15}
claims: {c1: A claim.}
statements:
  - {chain: u, in: article, says: {c1: they sent drones}}
  - {chain: m, in: wire, denies: {c1: words}}
""",
    good="""sources: {u: {name: The accuser}, m: {name: The minister}}
documents:
  article: {publisher: The Paper, published: 2022-07-20, file: article.txt}
  wire: {publisher: The Agency, published: 2022-07-15}
claims: {c1: A claim.}
statements:
  - {chain: u, in: article, says: {c1: they sent drones}}
  - {chain: m, in: article, denies: {c1: the minister denies it}}
  - {chain: m, in: wire, denies: {c1: words}}
""",
    texts={"article.txt": "According to the accuser, they sent drones; the minister denies it.\n"},
    check=check,
    needs=frozenset({Need.ANSWERS}),
    about="text",
    situations={
        "concerned": Situation(M("who denied it is whom the claim concerns"), Severity.ERROR, "text"),
    },
    covers=frozenset({"unresolved-contradiction"}),
)
