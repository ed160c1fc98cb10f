"""Which documents of a dossier are the texts under audit."""

from collections.abc import Iterator

from provenance.assess.copies import Copies
from provenance.model.dossier import Dossier


def audited_texts(dossier: Dossier, copies: Copies) -> tuple[str, ...]:
    """The documents that `audits:` names; without it those with a file on which no other document rests, by citing,
    copying, revising or correcting them.
    """
    if dossier.audits is not None:
        return dossier.audits
    if all(document.file is None for document in dossier.documents.values()):
        return ()
    rested_on = {*_cited(dossier), *_replaced(dossier), *copies.originals()}
    return tuple(d.id for d in dossier.documents.values() if d.file is not None and d.id not in rested_on)


def _cited(dossier: Dossier) -> Iterator[str]:
    for statement in dossier.statements:
        for hop in statement.chain:
            if hop.is_document and hop.id != statement.document:
                yield hop.id


def _replaced(dossier: Dossier) -> Iterator[str]:
    for document in dossier.documents.values():
        for old in (*document.revises, *document.corrects):
            if old != document.id:
                yield old
