"""rival-spelling: two questions that are spelled nearly the same."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.names import fold, nearest
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, Hit, Rule

#: Above this many questions only exact folds are compared: nearness is quadratic.
MANY = 400


def check(context: Context) -> Iterator[Hit]:
    first: dict[str, str] = {}
    for claim in context.dossier.claims.values():
        if claim.about is None or claim.about in first:
            continue
        same = next((a for a in first if fold(a) == fold(claim.about)), None) if len(first) < MANY else None
        close = [same] if same else nearest(claim.about, first, limit=1, cutoff=0.9) if len(first) < MANY else []
        if close and not _numbered(close[0], claim.about):
            yield Hit(
                M("`{one}` and `{two}`: one question, or two?", one=close[0], two=claim.about),
                (*claim.pointer, "about"),
                claim.id,
                Proof("names", (close[0], claim.about)),
                M("spell them alike, so that their values are compared"),
            )
        first[claim.about] = claim.id


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
    remedy="file",
)
