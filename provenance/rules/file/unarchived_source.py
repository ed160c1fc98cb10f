"""unarchived-source: on the web, and nowhere else."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule


def check(context: Context) -> Iterator[RawFinding]:
    for document in context.dossier.documents.values():
        address = document.url or document.read_at
        if address and not document.archive and not document.file:
            yield RawFinding(
                M("`{document}` is kept nowhere but at {address}", document=document.id, address=address),
                document.pointer,
                document.id,
                Proof("names", (address,)),
                M("add `archive:` with a capture, or keep the text as `file:`"),
                key=True,
            )


RULE = Rule(
    code="PV109",
    name="unarchived-source",
    severity=Severity.NOTE,
    title=M("a document kept nowhere but on the web"),
    why=M("Wires are rewritten under one address and pages vanish; the version that was relied on must be kept."),
    origin="Berkeley Protocol on Digital Open Source Investigations (2022), preservation",
    bad='documents: {wire: {publisher: AP, url: "https://example.org/wire"}}\n',
    good='documents: {wire: {publisher: AP, url: "https://example.org/wire", archive: "https://example.org/capture"}}\n',
    check=check,
    about="file",
)
