"""conditional-without-source: « aurait livré », and nobody is named who says so."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    for document, reading in context.readings:
        for mark in reading.marks:
            if mark.kind != "conditional":
                continue
            words = (document.text or "")[slice(*mark.cue)]
            yield context.at_text_span(
                document,
                mark.cue,
                M("“{words}”: the hedge says that somebody said it, and not who", words=words),
                Proof("text", (words,)),
                M("name the source, or leave it out"),
                near=[mark.of] if mark.of is not None else (),
            )


RULE = Rule(
    code="PV410",
    name="conditional-without-source",
    severity=Severity.NOTE,
    title=M("a journalistic conditional without a source"),
    why=M(
        "The French conditional (“aurait livré”) and “reportedly” leave the paper uncommitted; they are no source. Without one the "
        "reader has a rumour in good grammar."
    ),
    origin="Kronning, “Le conditionnel épistémique d'emprunt” (2002); AFP, Editorial Standards and Best Practices (2016)",
    bad="""language: fr
documents: {article: {publisher: Le Journal, file: rumour.txt}}
claims: {c: L'usine a fermé.}
statements: [{own: true, says: {c: L'usine aurait fermé ses portes}}]
""",
    good="""sources: {m: {name: la mairie, kind: government}}
language: fr
documents: {article: {publisher: Le Journal, file: sourced.txt}}
claims: {c: L'usine a fermé.}
statements: [{chain: la mairie, says: {c: l'usine aurait fermé ses portes}}]
""",
    texts={
        "rumour.txt": "L'usine aurait fermé ses portes lundi.\n",
        "sourced.txt": "Selon la mairie, l'usine aurait fermé ses portes lundi.\n",
    },
    check=check,
    needs=frozenset({Need.READINGS}),
    about="text",
)
