"""late-attribution: the reader learns who says it only after several sentences."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    for document, reading in context.readings:
        for attribution in reading.attributions:
            if attribution.reach != "paragraph" or not attribution.chain or not attribution.cue:
                continue
            yield context.at_text_span(
                document,
                (attribution.cue[0][0], attribution.source[-1][1]) if attribution.source else attribution.cue[0],
                M("“{who}” comes only at the end of the paragraph it vouches for", who=attribution.chain[0].name),
                Proof("text", tuple((document.text or "")[start:end] for start, end in attribution.cue)),
                M("name the source in the first sentence it vouches for"),
                near=attribution.content,
            )


RULE = Rule(
    code="PV208",
    name="late-attribution",
    severity=Severity.NOTE,
    title=M("the source is named at the end of the paragraph"),
    why=M(
        "A reader who stops before the last sentence takes the agency's words for the paper's own. So does whoever copies the "
        "first sentences."
    ),
    origin="Reuters Handbook of Journalism, on attribution in the first sentence",
    bad="""sources: {t: {name: Tass, kind: agency}}
language: fr
documents: {article: {publisher: Le Journal, file: late.txt}}
statements: [{chain: Tass, quote: Le président a reçu son homologue}]
""",
    good="""sources: {t: {name: Tass, kind: agency}}
language: fr
documents: {article: {publisher: Le Journal, file: early.txt}}
statements: [{chain: Tass, quote: le président a reçu son homologue}]
""",
    texts={
        "late.txt": "Le président a reçu son homologue. L'entretien a duré une heure. Il sera suivi d'un dîner rapporte Tass.\n",
        "early.txt": "Selon Tass, le président a reçu son homologue. L'entretien a duré une heure, rapporte Tass.\n",
    },
    check=check,
    needs=frozenset({Need.READINGS}),
    about="text",
)
