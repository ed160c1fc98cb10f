"""chain-reversed: an agency written where the origin stands."""

from collections.abc import Iterator

from provenance.model.finding import Change, Proof, Repair
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, Hit, Rule


def check(context: Context) -> Iterator[Hit]:
    for statement in context.dossier.statements:
        if statement.reversed_from is None:
            continue
        names = [hop.id if hop.is_document else context.name(hop.id) for hop in statement.chain]
        written = (*statement.pointer[:2], "chain")
        yield Hit(
            M("« {name} » is taken for the origin: an agency relays a speaker, not the other way", name=names[0]),
            written,
            statement.entry,
            Proof("path", tuple(hop.id for hop in statement.chain)),
            M("write: {chain}", chain=statement.straight or " → ".join(names)),
            repair=Repair((Change("set", written, statement.straight),), "safe") if statement.straight else None,
        )


RULE = Rule(
    code="PV201",
    name="chain-reversed",
    severity=Severity.WARNING,
    title=M("a chain spelled from its end"),
    why=M(
        "Chains are written origin first. With one chain in two thousand reversed, most sources of a large corpus end up "
        "in one circle; so an agency that stands before a speaker is read as his relay, and said."
    ),
    origin="PROV-DM 5.2.1 (direction of wasDerivedFrom)",
    bad="""sources: {t: {name: Tass, kind: agency}, o: {name: Ouchakov, kind: person}}
statements: [{chain: Tass → Ouchakov, quote: words}]
""",
    good="""sources: {t: {name: Tass, kind: agency}, o: {name: Ouchakov, kind: person}}
statements: [{chain: Ouchakov → Tass, quote: words}]
""",
    check=check,
    remedy="file",
)
