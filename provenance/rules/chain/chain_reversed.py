"""chain-reversed: an agency written where the origin stands."""

from collections.abc import Iterator

from provenance.model.finding import DataEdit, Fix, Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    for statement in context.dossier.statements:
        if statement.reversed_from is None:
            continue
        names = [hop.id if hop.is_document else str(context.name(hop.id)) for hop in statement.chain]
        written = (*statement.pointer[:2], "chain")
        yield RawFinding(
            M("“{name}” is taken for the origin: an agency relays a speaker, not the other way", name=names[0]),
            written,
            statement.entry,
            Proof("path", tuple(hop.id for hop in statement.chain)),
            M("write: {chain}", chain=statement.chain_corrected or " → ".join(names)),
            fix=Fix((DataEdit("set", written, statement.chain_corrected),), "safe")
            if statement.chain_corrected
            else None,
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
    needs=frozenset({Need.REVERSED_CHAINS}),
    about="file",
)
