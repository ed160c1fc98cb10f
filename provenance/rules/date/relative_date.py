"""relative-date: « il y a quelques jours »: which day?"""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    for document, reading in context.readings:
        text = document.text or ""
        for span in reading.relative:
            # The sentence the date stands in: whatever is stated there hangs on it.
            start = max(text.rfind(mark, 0, span[0]) for mark in ".!?\n") + 1
            ends = [e for mark in ".!?\n" if (e := text.find(mark, span[1])) >= 0]
            statement = context.statement_at(document.id, [(start, min(ends, default=len(text)))])
            if statement is None or statement.said_on is not None:
                continue
            words = text[slice(*span)]
            yield RawFinding(
                M("“{words}” is a date only on the day it is read", words=words),
                statement.pointer,
                statement.id,
                Proof("text", (words,)),
                M("write the day in the text, and in the dossier"),
                key=True,
                text_span=(document.id, span),
            )


RULE = Rule(
    code="PV603",
    name="relative-date",
    severity=Severity.NOTE,
    title=M("a date that depends on the day of reading"),
    why=M(
        "“A few days ago” cannot be checked against anything: a denial of the 15th and a claim of the 16th both fit it. Texts are read "
        "and copied for years."
    ),
    origin="Wikipedia, Manual of Style, relative time references; “il y a quelques jours”, La Nouvelle Tribune, July 2022",
    bad="""sources: {m: {name: la mairie, kind: government}}
language: fr
documents: {article: {publisher: Le Journal, file: article.txt}}
statements: [{chain: la mairie, quote: le pont serait fermé}]
""",
    good="""sources: {m: {name: la mairie, kind: government}}
language: fr
documents: {article: {publisher: Le Journal, file: article.txt}}
statements: [{chain: "la mairie («a annoncé», 2022-07-16)", quote: le pont serait fermé, said_on: 2022-07-16}]
""",
    texts={"article.txt": "Il y a quelques jours, la mairie a annoncé que le pont serait fermé.\n"},
    check=check,
    needs=frozenset({Need.READINGS}),
    about="text",
)
