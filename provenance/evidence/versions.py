"""Versions of texts (`revises`, `replaced_by`): that each is still told from the others."""

from collections.abc import Iterator

from provenance.evidence.folder import FolderFault
from provenance.model.document import Document
from provenance.model.dossier import Dossier
from provenance.model.message import M


def version_faults(dossier: Dossier) -> Iterator[FolderFault]:
    """What is wrong with a chain of versions: one of which no hash is recorded, two with one hash, one published before
    the one it takes the place of. Circles are the rule `revision-cycle`.
    """
    documents = dossier.documents
    pairs = [(new, documents[old]) for new in documents.values() for old in new.revises if old in documents]
    for version in dict.fromkeys(one for pair in pairs for one in pair):
        if version.sha256 is None and version.text_sha256 is None:
            message = M("`{document}` is one of several versions, and no hash of it is recorded", document=version.id)
            yield FolderFault(dossier.file, message)
    for new, old in pairs:
        if new is not old and _hash(new) is not None and _hash(new) == _hash(old):
            message = M("`{new}` takes the place of `{old}`, and is the same to the last byte", new=new.id, old=old.id)
            yield FolderFault(dossier.file, message)
        if new.published is not None and old.published is not None and new.published.before(old.published):
            message = M("`{new}` takes the place of `{old}`, and was published before it", new=new.id, old=old.id)
            yield FolderFault(dossier.file, message)


def _hash(document: Document) -> str | None:
    return document.text_sha256 or document.sha256
