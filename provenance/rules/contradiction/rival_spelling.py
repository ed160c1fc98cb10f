"""rival-spelling: two questions that are spelled nearly the same."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.names import Comparisons, fold
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need

#: Above this likeness (0 to 1) two spellings may be one question.
LIKENESS = 0.9


def check(context: Context) -> Iterator[RawFinding]:
    asked: dict[str, str] = {}
    for claim in context.dossier.claims.values():
        if claim.about is not None:
            asked.setdefault(claim.about, claim.id)
    questions = list(asked)
    comparisons = Comparisons()
    for number, question in enumerate(questions):
        for other in comparisons.nearest(question, questions[:number], limit=1, cutoff=LIKENESS):
            if fold(other) != fold(question) and (_numbered(other, question) or len(fold(question)) < 5):
                continue
            yield RawFinding(
                M("`{one}` and `{two}`: one question, or two?", one=other, two=question),
                (*context.dossier.claims[asked[question]].pointer, "about"),
                asked[question],
                Proof("names", (other, question)),
                M("spell them alike, so that their values are compared"),
            )


def _numbered(one: str, two: str) -> bool:
    """« visit-1-date » and « visit-2-date » differ in what they are about."""
    digits = [[c for c in text if c.isdigit()] for text in (one, two)]
    return digits[0] != digits[1]


RULE = Rule(
    code="PV504",
    name="rival-spelling",
    severity=Severity.NOTE,
    title=M("two questions spelled nearly alike"),
    why=M("Values are compared within one `about`; a slip in its spelling hides a contradiction."),
    origin="experience with the claim files of this project",
    bad="""claims: {c1: {text: One., about: second-visit-date, value: 2022-07-05}, c2: {text: Two., about: second-visit-dates, value: 2022-07-15}}
""",
    good="""claims: {c1: {text: One., about: second-visit-date, value: 2022-07-05}, c2: {text: Two., about: cargo, value: drones}}
""",
    check=check,
    needs=frozenset({Need.VALUES}),
    about="file",
)
