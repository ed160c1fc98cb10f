"""denial-predates-claim: it was denied before it was said."""

from collections.abc import Iterator

from provenance.assess.utterance import date_of, told_date
from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    documents = context.dossier.documents
    for a in context.assessments:
        if not a.denying:
            continue
        # Whatever was ever affirmed counts, also what fell since: a denial may have answered that.
        ever = (*a.affirming, *a.fallen)
        said = [(when, s) for s in ever if (when := date_of(s, documents)) is not None]
        if not said or len(said) < len(ever):
            continue
        first, first_said = min(said, key=lambda one: one[0].earliest)
        for denial in a.denying:
            if denial.adjudication or denial.authenticated_by is not None:
                # What was found on the fact answers whoever says it again.
                continue
            denied = date_of(denial, documents)
            if denied is not None and denied.before(first):
                yield context.at_statement(
                    denial,
                    M(
                        "{who:the} denied it ({denied}) before it was said ({said})",
                        who=context.speaker(denial),
                        denied=told_date(denial, documents),
                        said=told_date(first_said, documents),
                    ),
                    Proof("dates", (denial.id, denied.edtf, a.claim.id, first.edtf)),
                    M("check what the denial was about; where it is quoted, give its date"),
                )


RULE = Rule(
    code="PV506",
    name="denial-predates-claim",
    severity=Severity.WARNING,
    title=M("denied before it was said"),
    why=M(
        "A denial cannot answer what nobody had said yet: it may have been about something else, and quoting it without its "
        "date misleads."
    ),
    origin="Amir-Abdollahian's denial of 15 July 2022, quoted against the claims of 16 July",
    bad="""sources: {m: {name: The minister}, u: {name: The accuser}}
claims: {c1: A claim.}
statements:
  - {chain: m, said_on: 2022-07-15, denies: {c1: words}}
  - {chain: u, said_on: 2022-07-16, says: {c1: words}}
""",
    good="""sources: {m: {name: The minister}, u: {name: The accuser}}
claims: {c1: A claim.}
statements:
  - {chain: m, said_on: 2022-07-17, denies: {c1: words}}
  - {chain: u, said_on: 2022-07-16, says: {c1: words}}
""",
    check=check,
    needs=frozenset({Need.ANSWERS}),
    about="text",
)
