"""contradictory-values: two answers to one question, both standing."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need

#: So many rivals of one claim are told; the rest would say the same again.
MAX_NAMED = 3


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        if a.claim.value is None or not a.affirming:
            continue
        rivals = [r for r in context.assessor.known.rivals.get(a.claim.id, ()) if r < a.claim.id]
        for name in rivals[:MAX_NAMED]:
            other = context.assessor[name]
            if not other.affirming or other.claim.value is None:
                continue
            if a.claim.about is None or other.claim.about != a.claim.about:
                continue
            yield RawFinding(
                M(
                    "“{one}” and “{two}” cannot both answer `{about}`",
                    one=other.claim.value.text,
                    two=a.claim.value.text,
                    about=a.claim.about,
                ),
                (*a.claim.pointer, "value"),
                a.claim.id,
                Proof("values", (other.claim.id, other.claim.value.text, a.claim.id, a.claim.value.text)),
                M("find which holds; or record that the question has several right answers"),
                context.in_article(a),
            )


RULE = Rule(
    code="PV501",
    name="contradictory-values",
    severity=Severity.WARNING,
    title=M("two values that cannot both hold"),
    why=M(
        "Dates with no common reading, numbers apart by more than their precision, different words for one question. A month "
        "does not contradict a day in it, and “300” does not contradict “305”."
    ),
    origin="EDTF (ISO 8601-2:2019); Wikidata, single-value constraints",
    bad="""sources: {m: {name: The minister}, w: {name: A witness}}
claims: {c5: {text: On the 5th., about: day, value: 2022-07-05}, c15: {text: On the 15th., about: day, value: 2022-07-15}}
statements: [{chain: m, says: {c5: words}}, {chain: w, says: {c15: words}}]
""",
    good="""sources: {m: {name: The minister}, w: {name: A witness}}
claims: {c5: {text: On the 5th., about: day, value: 2022-07-05}, c7: {text: In July., about: day, value: 2022-07}}
statements: [{chain: m, says: {c5: words}}, {chain: w, says: {c7: words}}]
""",
    check=check,
    needs=frozenset({Need.VALUES}),
    about="text",
)
