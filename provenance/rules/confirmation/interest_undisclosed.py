"""interest-undisclosed: a relay that belongs to a party."""

from collections.abc import Iterator

from provenance.assess.parties import Stakes
from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    told: set[tuple[str | None, str]] = set()
    for statement in context.statements:
        document = context.document(statement)
        if document is None or document.text is None or statement.claim is None:
            continue
        stakes = Stakes(context.dossier.claims[statement.claim], context.dossier, context.assessor.groups)
        for hop in statement.chain:
            if hop.is_document or not context.is_relay(hop.id) or (document.id, hop.id) in told:
                continue
            group = context.group(hop.id)
            if group == hop.id or not stakes.party([group]):
                continue
            told.add((document.id, hop.id))
            yield RawFinding(
                M(
                    "{relay:the} {relay:verb belongs/belong} {owner:to}, an interested party",
                    relay=context.name(hop.id),
                    owner=context.name(group),
                ),
                (*statement.pointer[:2], "chain"),
                statement.id,
                Proof("names", (hop.id, group)),
                M("say whose agency it is"),
                statement,
            )


RULE = Rule(
    code="PV407",
    name="interest-undisclosed",
    severity=Severity.NOTE,
    title=M("the relay belongs to a party"),
    why=M(
        "“Tass reports” reads like an agency's finding; it is the government's voice where the government has a stake."
    ),
    origin="Reuters Handbook of Journalism, on state media",
    bad="""parties: [g]
sources: {g: {name: The government, kind: government}, t: {name: The Agency, kind: agency, owned_by: g}}
documents: {article: {publisher: The Paper, file: article.txt}}
claims: {c1: A claim.}
statements: [{chain: t, says: {c1: they met}}]
""",
    good="""sources: {g: {name: The government, kind: government}, t: {name: The Agency, kind: agency, owned_by: g}}
documents: {article: {publisher: The Paper, file: article.txt}}
claims: {c1: A claim.}
statements: [{chain: t, says: {c1: they met}}]
""",
    texts={"article.txt": "According to The Agency, they met.\n"},
    check=check,
    needs=frozenset({Need.TEXTS}),
    about="text",
)
