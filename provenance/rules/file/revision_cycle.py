"""revision-cycle: versions that replace each other, or claims that are each narrower than the other."""

from collections.abc import Iterator, Mapping, Sequence

from provenance.model.components import rings
from provenance.model.finding import Proof
from provenance.model.message import M, Message
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need

#: So many names of a long circle are told.
_SHOWN = 6


def check(context: Context) -> Iterator[RawFinding]:
    documents = {d.id: (*d.revises, *d.corrects) for d in context.dossier.documents.values()}
    yield from _circles(context, "documents", documents, M("check the dates: one of them came first"))
    claims = {c.id: c.narrower_than for c in context.dossier.claims.values()}
    yield from _circles(context, "claims", claims, M("the narrower claim says more; write the link there alone"))


def _circles(
    context: Context, section: str, links: Mapping[str, Sequence[str]], advice: Message
) -> Iterator[RawFinding]:
    held = context.dossier.documents if section == "documents" else context.dossier.claims
    for ring in rings(links):
        shown = [_name(context, section, name) for name in ring[:_SHOWN]]
        names = (*shown, "…") if len(ring) > _SHOWN else tuple(shown)
        yield RawFinding(
            M("{names} lead to each other in a circle: the links between them count for nothing", names=names),
            held[ring[0]].pointer,
            ring[0],
            Proof("cycle", ring),
            advice,
            key=True,
        )


def _name(context: Context, section: str, name: str) -> object:
    return context.document_name(name) if section == "documents" else context.dossier.claims[name].text.rstrip(".")


RULE = Rule(
    code="PV116",
    name="revision-cycle",
    severity=Severity.ERROR,
    title=M("versions, or claims, that lead to each other in a circle"),
    why=M(
        "A version cannot replace the one that replaced it, nor can two claims each be a part of the other. Which link is "
        "wrong only a person can tell, so none of them counts."
    ),
    origin="PROV-CONSTRAINTS 39, on derivations",
    bad="""documents: {n1: {publisher: P, revises: n2}, n2: {publisher: P, revises: n1}}
""",
    good="""documents: {n1: {publisher: P, revises: n2}, n2: {publisher: P}}
""",
    check=check,
    needs=frozenset({Need.LINKS_DOWN}),
    about="file",
)
