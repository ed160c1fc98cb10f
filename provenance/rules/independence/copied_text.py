"""copied-text: two documents with one text, which the file does not record."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule


def check(context: Context) -> Iterator[RawFinding]:
    assessor = context.assessor
    for copy, original in sorted(assessor.copies.unrecorded(assessor.known.documents).items()):
        document = context.dossier.documents[copy]
        yield RawFinding(
            M(
                "the text {copy:of} is that {original:of}, and is read as a relay of it",
                copy=context.document_name(copy),
                original=context.document_name(original),
            ),
            document.pointer,
            copy,
            Proof("names", (original, copy)),
            M("write the relay in the chain, or `translates:`; if they are two texts, `distinct:` says so"),
            key=True,
        )


_TEXT = " ".join(f"word{i} of the dispatch that both papers print without a change" for i in range(12)) + "\n"

RULE = Rule(
    code="PV308",
    name="copied-text",
    severity=Severity.WARNING,
    title=M("two documents with one text"),
    why=M(
        "Two papers that print one dispatch are one report. What is read in the copy is read as if it came through the "
        "earliest text; the figures as written stand beside, until somebody writes into the file which of the two it is."
    ),
    origin="Broder (1997), shingling; Nicholls, detecting text re-use in news",
    bad="documents: {a: {publisher: A, file: a.txt}, b: {publisher: B, file: b.txt}}\n",
    good="documents: {a: {publisher: A, file: a.txt}, b: {publisher: B, file: b.txt, translates: a}}\n",
    texts={"a.txt": _TEXT, "b.txt": "Our correspondent writes. " + _TEXT},
    check=check,
    about="file",
)
