"""The way from what is told of a text to its original: an address that opens it at the page or the second."""

import os
from pathlib import Path
from urllib.parse import quote

from provenance.model.document import Document
from provenance.model.dossier import Dossier, Statement
from provenance.model.locators import Locator

#: Of what is linked from a page nothing else may begin.
_SCHEMES = ("https://", "http://")


def original_link(dossier: Dossier, document: Document, place: Locator, folder: Path | None) -> str | None:
    """« report.pdf#page=12 », as seen from the folder in which the link stands; the address on the web where there is
    no file, or where it is not known from where the link is followed. None where nothing can be opened at a place.
    """
    if not place.fragment:
        return None
    if folder is not None and document.text_reader is not None and document.file is not None:
        way = os.path.relpath(Path(dossier.file).parent / document.file, folder)
        return quote(way.replace(os.sep, "/")) + place.fragment
    address = document.url or ""
    return address.split("#", 1)[0] + place.fragment if address.lower().startswith(_SCHEMES) else None


def original_uri(dossier: Dossier, document: Document, place: Locator) -> str | None:
    """The same for a program on this machine: a `file:` address; also where nothing is known of the place."""
    if document.text_reader is None or document.file is None:
        return None
    return (Path(dossier.file).parent / document.file).absolute().as_uri() + place.fragment


def statement_link(dossier: Dossier, statement: Statement, folder: Path | None) -> str | None:
    """The address of the words of a statement."""
    document = dossier.documents.get(statement.document or "")
    return original_link(dossier, document, statement.locator, folder) if document is not None else None
