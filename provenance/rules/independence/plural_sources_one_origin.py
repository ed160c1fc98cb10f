"""plural-sources-one-origin: « des sources » in the text, one origin in the file."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity, SourceKind
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    standing = {a.claim.id: a for a in context.assessments}
    for document, reading in context.readings:
        for attribution in reading.attributions:
            voice = attribution.chain[0].speaker if attribution.chain else None
            if voice is None or not voice.plural or voice.kind is not SourceKind.ANONYMOUS or not attribution.source:
                continue
            statement = context.statement_at(document.id, attribution.content)
            if statement is None or statement.claim not in standing:
                continue
            if standing[statement.claim].counts.max == 1:
                yield context.at_text_span(
                    document,
                    attribution.source[0],
                    M("“{who}” speaks of several; the file knows one origin", who=voice.name),
                    Proof("names", (voice.name, statement.claim)),
                    M("write how many spoke, and record each as a source of its own"),
                    near=attribution.content,
                )


RULE = Rule(
    code="PV304",
    name="plural-sources-one-origin",
    severity=Severity.WARNING,
    title=M("several sources in the words, one in the file"),
    why=M(
        "“Sources say” promises at least two voices. Where the notes hold one, the plural is decoration, and it is the kind that "
        "readers count."
    ),
    origin="The New York Times, Guidelines on Integrity, on multiple anonymous sources",
    bad="""sources: {s: {name: des sources diplomatiques, kind: anonymous}}
language: fr
documents: {article: {publisher: Le Journal, file: article.txt}}
statements: [{chain: des sources diplomatiques, quote: un accord est proche}]
""",
    good="""sources: {s: {name: un diplomate, kind: anonymous, part_of: mae}, t: {name: une diplomate, kind: anonymous, part_of: pm}, mae: {name: le ministère, kind: government}, pm: {name: la primature, kind: government}}
language: fr
documents: {article: {publisher: Le Journal, file: article.txt}}
claims: {deal: Un accord est proche.}
statements: [{chain: un diplomate, says: {deal: un accord est proche}}, {chain: une diplomate, says: {deal: un accord est proche}}]
""",
    texts={"article.txt": "Selon des sources diplomatiques, un accord est proche.\n"},
    check=check,
    needs=frozenset({Need.READINGS}),
    about="text",
)
