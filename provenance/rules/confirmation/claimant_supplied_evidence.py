"""claimant-supplied-evidence: the proof comes from the one who needs it."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    for item in context.dossier.evidence.values():
        if item.authenticated_by is not None:
            continue
        givers = {context.group(g) for g in item.given_by}
        for name in item.shows:
            a = context.assessor[name]
            claimants = {top for o in a.counts.origins for top in a.supporting.groups_of(o)}
            if givers & claimants:
                yield RawFinding(
                    M(
                        "“{evidence}” {evidence:verb was/were} given by {who:the}, who {who:verb makes/make} the claim, and nobody has authenticated {evidence:verb it/them}",
                        evidence=context.dossier.source_names[item.id],
                        who=tuple(context.name(g) for g in item.given_by),
                    ),
                    item.pointer,
                    f"{item.id}:{name}",
                    Proof("names", (item.id, name, *sorted(givers))),
                    M("have it examined by a third party, and record by whom"),
                    context.in_article(a),
                    key=True,
                )


RULE = Rule(
    code="PV406",
    name="claimant-supplied-evidence",
    severity=Severity.WARNING,
    title=M("the evidence comes from the claimant"),
    why=M(
        "An image handed out by the party that accuses is its word in another form, until somebody else has examined it."
    ),
    origin="Berkeley Protocol (2022), on authentication; the satellite images of Kashan, July 2022",
    bad="""sources: {m: {name: The ministry, kind: government}}
claims: {c1: A claim.}
statements: [{chain: m, says: {c1: words}}]
evidence: {images: {given_by: m, shows: [c1]}}
""",
    good="""sources: {m: {name: The ministry, kind: government}, lab: {name: The laboratory}}
claims: {c1: A claim.}
statements: [{chain: m, says: {c1: words}}]
evidence: {images: {given_by: m, shows: [c1], authenticated_by: lab}}
""",
    check=check,
    needs=frozenset({Need.EVIDENCE}),
    about="text",
)
