"""anonymous-opinion: somebody without a name judges somebody with one."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity, SourceKind
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    for document, reading in context.readings:
        for attribution in reading.attributions:
            voice = attribution.chain[0].speaker if attribution.chain else None
            if voice is None or voice.kind is not SourceKind.ANONYMOUS or not attribution.opinion:
                continue
            yield context.at_text_span(
                document,
                attribution.content[0],
                M("“{who}” has no name and gives an opinion, not a fact", who=voice.name),
                Proof("names", (voice.name,)),
                M("get it on the record, or keep to what the source knows"),
            )


RULE = Rule(
    code="PV413",
    name="anonymous-opinion",
    severity=Severity.WARNING,
    title=M("an anonymous source gives an opinion"),
    why=M(
        "Anonymity is given for information that cannot be had otherwise. Under its cover an opinion costs nothing to its author, and "
        "the person judged cannot answer."
    ),
    origin="Associated Press, News Values and Principles, on anonymous sources: information, not opinion",
    bad="""sources: {d: {name: un diplomate, kind: anonymous}}
language: fr
documents: {article: {publisher: Le Journal, file: judged.txt}}
statements: [{chain: un diplomate, quote: le ministre est incompétent}]
""",
    good="""sources: {d: {name: un diplomate, kind: anonymous}}
language: fr
documents: {article: {publisher: Le Journal, file: told.txt}}
statements: [{chain: un diplomate, quote: le ministre a quitté la salle}]
""",
    texts={
        "judged.txt": "Selon un diplomate, le ministre est incompétent.\n",
        "told.txt": "Selon un diplomate, le ministre a quitté la salle.\n",
    },
    check=check,
    needs=frozenset({Need.READINGS}),
    about="text",
)
