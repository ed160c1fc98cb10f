"""circular-reporting: sources that cite each other and nobody else."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from provenance.graph.groups import ClaimGroups, Node
from provenance.graph.independence import ClaimGraph
from provenance.graph.paths import report_paths
from provenance.model.document import Document
from provenance.model.dossier import Statement
from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule


def check(context: Context) -> Iterator[RawFinding]:
    documents, alone = context.dossier.documents, None
    for a in context.assessments:
        # Two papers of one owner that cite each other are one voice, and still a circle worth telling.
        cycles: Sequence[tuple[Node, ...]] = a.counts.cycles
        joined = context.assessor.joins_voices or a.supporting.groups.merged
        if not cycles and joined and _may_have_cycle(a.affirming, documents):
            alone = alone or ungrouped(context)
            cycles = ClaimGraph(report_paths(a.affirming, documents, alone)).origins()[1]
        for cycle in cycles:
            names = tuple(n.id for n in cycle)
            within = [s for s in a.affirming if any(h.id in names for h in s.chain)]
            yield RawFinding(
                M("they cite each other and nobody else: {names:the}", names=context.nodes(cycle)),
                within[0].pointer if within else a.claim.pointer,
                a.claim.id,
                Proof("cycle", names),
                M("find who said it first; until then it has no origin"),
                context.in_article(a),
                key=True,
            )


def _may_have_cycle(statements: Sequence[Statement], documents: Mapping[str, Document]) -> bool:
    """Whether some source passes on what comes back to it, whoever gives his own word: no circle without.

    Sources that nothing comes to are taken away until none is left to take.
    """
    giving: dict[str, set[str]] = {}
    coming: Counter[str] = Counter()
    for statement in statements:
        path = [documents[hop.id].publisher if hop.is_document else hop.id for hop in statement.chain]
        if statement.document is not None:
            path.append(documents[statement.document].publisher)
        for one, next_ in pairwise(path):
            if one != next_ and next_ not in giving.setdefault(one, set()):
                giving[one].add(next_)
                coming[next_] += 1
    todo = [source for source in giving if not coming[source]]
    while todo:
        for other in giving.pop(todo.pop(), ()):
            coming[other] -= 1
            if not coming[other] and other in giving:
                todo.append(other)
    return bool(giving)


def ungrouped(context: Context) -> ClaimGroups:
    """The voices when every source is taken for itself."""
    groups = context.assessor.groups
    return ClaimGroups(replace(groups, top={source: source for source in groups.sources}), {})


RULE = Rule(
    code="PV307",
    name="circular-reporting",
    severity=Severity.WARNING,
    title=M("sources that cite each other"),
    why=M(
        "A has it from B and B has it from A: nobody knows it. Circles form when an encyclopedia cites a paper that copied "
        "the encyclopedia, or when two services exchange one report."
    ),
    origin="The Niger uranium forgeries (2002–2003); “citogenesis”; ICD 206",
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
    about="text",
)
