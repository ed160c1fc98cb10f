"""copied-text: two documents with one text, which the file does not record."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule


def check(context: Context) -> Iterator[RawFinding]:
    for copy, original in sorted(context.suspected_copies.items()):
        document = context.dossier.documents[copy]
        yield RawFinding(
            M("the text of `{copy}` is mostly that of `{original}`", copy=copy, original=original),
            document.pointer,
            copy,
            Proof("names", (original, copy)),
            M("if it is a copy, write the relay in the chain, or `translates:` for a translation"),
            key=True,
        )


_TEXT = " ".join(f"word{i} of the dispatch that both papers print without a change" for i in range(12)) + "\n"

RULE = Rule(
    code="PV308",
    name="copied-text",
    severity=Severity.WARNING,
    title=M("two documents with one text"),
    why=M(
        "Two papers that print one dispatch are one report. A suspected copy is left out of the figures and counted in the "
        "suspected ones, until somebody writes it into the file."
    ),
    origin="Broder (1997), shingling; Nicholls, detecting text re-use in news",
    bad="documents: {a: {publisher: A, file: a.txt}, b: {publisher: B, file: b.txt}}\n",
    good="documents: {a: {publisher: A, file: a.txt}, b: {publisher: B, file: b.txt, translates: a}}\n",
    texts={"a.txt": _TEXT, "b.txt": "Our correspondent writes. " + _TEXT},
    check=check,
    remedy="file",
)
