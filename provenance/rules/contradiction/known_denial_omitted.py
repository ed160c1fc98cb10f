"""known-denial-omitted: the article does not say who had denied it."""

from collections.abc import Iterator

from provenance.assess.utterance import date_of
from provenance.model.dossier import Document, Statement
from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import NONCOMMITTAL, Severity, Stance
from provenance.rules.base import Context, RawFinding, Rule

#: Answers to one claim that are looked at.
MAX_ANSWERS = 100
#: Answers that are named.
MAX_NAMED = 8
_ANSWERS = frozenset({Stance.DENIES, Stance.NO_COMMENT, Stance.EVADES})


def check(context: Context) -> Iterator[RawFinding]:
    told: dict[tuple[str, str | None], tuple[Statement, dict[str, Statement]]] = {}
    for a in context.assessments:
        answers = [s for s in a.statements if s.stance in _ANSWERS][:MAX_ANSWERS]
        quoted: dict[str, set[object]] = {}
        for statement in a.statements if answers else ():
            document = context.document(statement)
            if document is None or document.text is None or not _reports(statement):
                continue
            if document.id not in quoted:
                quoted[document.id] = {context.speaker(s) for s in a.statements if s.document == document.id}
            omitted = [
                s
                for s in answers
                if _answers(context, s, document, statement) and context.speaker(s) not in quoted[document.id]
            ]
            if omitted:
                # One sentence of the article may bear on several claims: it is told once, with all that it leaves out.
                held = told.setdefault((document.id, statement.quote), (statement, {}))[1]
                held.update({s.id: s for s in omitted})
    for statement, held in told.values():
        answers = sorted(held.values(), key=lambda s: _order(context, s))
        yield context.at_statement(
            statement,
            M(
                "already said by then, and left out: {names}",
                names=tuple(_said(context, s) for s in _once(context, answers)[:MAX_NAMED]),
            ),
            Proof("path", tuple(s.id for s in answers)),
            M("quote them"),
        )


def _reports(statement: Statement) -> bool:
    return statement.affirms or statement.stance is Stance.NO_EVIDENCE


def _answers(context: Context, other: Statement, document: Document, statement: Statement) -> bool:
    """Whether `other` answers the claim elsewhere, certainly no later than the article."""
    if other.stance not in _ANSWERS or other.document == document.id or other.id in context.assessor.defeat.out:
        return False
    if other.stance in NONCOMMITTAL and statement.stance is not Stance.NO_EVIDENCE:
        return False
    said, published = date_of(other, context.dossier.documents), document.published
    return said is not None and published is not None and said.latest <= published.earliest


def _once(context: Context, answers: list[Statement]) -> list[Statement]:
    seen: dict[object, Statement] = {}
    for statement in answers:
        seen.setdefault((context.speaker(statement), _order(context, statement)), statement)
    return list(seen.values())


def _order(context: Context, statement: Statement) -> tuple[int, str]:
    when = date_of(statement, context.dossier.documents)
    return (when.earliest if when else 0, statement.chain[0].id if statement.chain else "")


def _said(context: Context, statement: Statement) -> object:
    when = date_of(statement, context.dossier.documents)
    return M("{who} ({when})", who=context.speaker(statement), when=when or M("undated"))


RULE = Rule(
    code="PV507",
    name="known-denial-omitted",
    severity=Severity.WARNING,
    title=M("a denial that was known is left out"),
    why=M(
        "Fairness asks for the answer of those who are accused; « nothing official » is wrong where two governments had "
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
    remedy="correct",
)
