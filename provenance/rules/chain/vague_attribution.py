"""vague-attribution: « des experts », « on dit »: a source that cannot be asked."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    for document, reading in context.readings:
        for attribution in reading.attributions:
            if not attribution.chain or not attribution.chain[0].speaker.vague or not attribution.source:
                continue
            yield context.at_text_span(
                document,
                attribution.source[0],
                M("“{who}”: nobody can tell who that is", who=attribution.chain[0].name),
                Proof("names", (attribution.chain[0].name,)),
                M("say who, how many, and from which house"),
                near=attribution.content,
            )


RULE = Rule(
    code="PV209",
    name="vague-attribution",
    severity=Severity.WARNING,
    title=M("a source that cannot be asked"),
    why=M(
        "“Experts say” and “some believe” name nobody who could be wrong. Readers take them for a consensus; often they are the "
        "reporter."
    ),
    origin="Wikipedia, Manual of Style, unsupported attributions; BBC Editorial Guidelines, accuracy",
    bad="""sources: {e: {name: des experts, kind: anonymous}}
language: fr
documents: {article: {publisher: Le Journal, file: vague.txt}}
statements: [{chain: des experts, quote: la hausse va durer}]
""",
    good="""sources: {e: {name: Anne Roux, kind: person}}
language: fr
documents: {article: {publisher: Le Journal, file: named.txt}}
statements: [{chain: Anne Roux, quote: la hausse va durer}]
""",
    texts={
        "vague.txt": "Selon des experts, la hausse va durer.\n",
        "named.txt": "Selon Anne Roux, économiste à la Banque de France, la hausse va durer.\n",
    },
    check=check,
    needs=frozenset({Need.READINGS}),
    about="text",
)
