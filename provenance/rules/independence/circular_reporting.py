"""circular-reporting: sources that cite each other and nobody else."""

from collections.abc import Iterator

from provenance.graph.independence import ClaimGraph
from provenance.graph.ways import Telling, label
from provenance.model.dossier import Statement
from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Own, Severity
from provenance.rules.base import Context, Hit, Rule


def check(context: Context) -> Iterator[Hit]:
    for a in context.assessments:
        # Two papers of one owner that cite each other are one voice, and still a circle worth telling.
        circles = a.figures.circles or ClaimGraph(_ungrouped(context, a.affirming)).origins()[1] if a.affirming else ()
        for circle in circles:
            names = tuple(label(n) for n in circle)
            within = [s for s in a.affirming if any(h.id in names for h in s.chain)]
            yield Hit(
                M("they cite each other and nobody else: {names}", names=context.nodes(circle)),
                within[0].pointer if within else a.claim.pointer,
                a.claim.id,
                Proof("cycle", names),
                M("find who said it first; until then it has no origin"),
                context.in_article(a),
                key=True,
            )


def _ungrouped(context: Context, statements: tuple[Statement, ...]) -> list[Telling]:
    """The tellings with every source taken for itself."""
    found = []
    for statement in statements:
        document = context.document(statement)
        publisher = "g" + document.publisher if document is not None else None
        way: dict[str, None] = {}
        for hop in statement.chain:
            if hop.is_document:
                way["g" + context.dossier.documents[hop.id].publisher] = None
                way["d" + hop.id] = None
            else:
                way["g" + hop.id] = None
        if statement.own is Own.FIRST_HAND and publisher is not None:
            way[publisher] = None
        if way:
            nodes = tuple(way)
            found.append(Telling(statement.id, nodes, publisher, nodes[0] == publisher))
    return found


RULE = Rule(
    code="PV307",
    name="circular-reporting",
    severity=Severity.ERROR,
    title=M("sources that cite each other"),
    why=M(
        "A has it from B and B has it from A: nobody knows it. Circles form when an encyclopedia cites a paper that copied "
        "the encyclopedia, or when two services exchange one report."
    ),
    origin="The Niger uranium forgeries (2002–2003); « citogenesis »; ICD 206",
    bad="""documents: {x: {publisher: Paper A}, y: {publisher: Paper B}}
claims: {c1: A claim.}
sources: {a: {name: Paper A, kind: outlet}, b: {name: Paper B, kind: outlet}}
statements: [{chain: b, in: x, says: {c1: words}}, {chain: a, in: y, says: {c1: words}}]
""",
    good="""documents: {x: {publisher: Paper A}, y: {publisher: Paper B}}
claims: {c1: A claim.}
sources: {a: {name: Paper A, kind: outlet}, b: {name: Paper B, kind: outlet}, m: {name: The minister}}
statements: [{chain: m, in: x, says: {c1: words}}, {chain: m → a, in: y, says: {c1: words}}]
""",
    check=check,
    remedy="clarify",
)
