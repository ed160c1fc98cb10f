"""unused-source: declared, and nothing refers to it."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    dossier = context.dossier
    used: set[str] = set(dossier.parties)
    for source in dossier.sources.values():
        used.update(name for name in (source.part_of, source.owned_by, *source.also) if name)
    used.update(document.publisher for document in dossier.documents.values())
    for claim in dossier.claims.values():
        used.update((*claim.concerns, *(claim.parties or ()), *claim.position_of, *(a.who for a in claim.asked)))
    for item in dossier.evidence.values():
        used.update((*item.given_by, item.authenticated_by or ""))
    for statement in dossier.statements:
        used.update(hop.id for hop in statement.chain if not hop.is_document)
        used.update((statement.authenticated_by or "", *statement.candidates))
    for source in dossier.sources.values():
        if source.declared == "file" and source.id not in used:
            yield RawFinding(
                M("the source “{name}” is declared and never used", name=source.label),
                source.pointer,
                source.id,
                Proof("names", (source.id,)),
                M("remove it, or check the spelling where it should be named"),
                key=True,
            )


RULE = Rule(
    code="PV105",
    name="unused-source",
    severity=Severity.NOTE,
    title=M("a source nobody refers to"),
    why=M("Often the trace of a misspelled name elsewhere: the words hang on another source than the editor thinks."),
    origin="linters of every language (unused names)",
    bad="sources: {a: {name: Alice}, b: {name: Bob}}\nstatements: [{chain: Alice, quote: words}]\n",
    good="sources: {a: {name: Alice}}\nstatements: [{chain: Alice, quote: words}]\n",
    check=check,
    needs=frozenset({Need.DECLARED_SOURCES}),
    about="file",
)
