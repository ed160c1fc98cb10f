"""text-changed: the text is not the one whose hash was recorded."""

from collections.abc import Iterator

from provenance.model.finding import DataEdit, Fix, Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    for document in context.dossier.documents.values():
        if document.sha256 and document.text_sha256 and document.sha256 != document.text_sha256:
            yield RawFinding(
                M("the text of `{document}` has changed since its hash was recorded", document=document.id),
                (*document.pointer, "sha256"),
                document.id,
                Proof("values", (document.sha256, document.text_sha256)),
                M("read it again, then record sha256: {hash}", hash=document.text_sha256),
                fix=Fix((DataEdit("set", (*document.pointer, "sha256"), document.text_sha256),), "review"),
            )


RULE = Rule(
    code="PV108",
    name="text-changed",
    severity=Severity.ERROR,
    title=M("the text is not the one that was reviewed"),
    why=M("What was checked against one text says nothing of another. The hash tells them apart to the last byte."),
    origin="FIPS 180-4 (SHA-256); silent edits of published articles",
    bad=f'documents: {{article: {{publisher: The Paper, file: article.txt, sha256: "{"0" * 64}"}}}}\n',
    good="documents: {article: {publisher: The Paper, file: article.txt}}\n",
    texts={"article.txt": "A text.\n"},
    check=check,
    needs=frozenset({Need.TEXTS}),
    about="file",
)
