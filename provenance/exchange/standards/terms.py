"""The names under which a dossier is told in other vocabularies: our own namespace, and ids as parts of addresses.

The namespace is a URN (RFC 8141): nothing is ever fetched from it. `docs/reference/keys.md` says what each key means.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote

from provenance.model.dates import When
from provenance.model.dossier import Dossier, Statement
from provenance.model.vocabulary import VERBS
from provenance.model.written import SECTIONS, DossierEntry

#: The prefix of our own terms, one for each key of a claim file.
NAMESPACE = "urn:provenance-audit:terms:"
#: The kind of each entry, by the section it stands in.
TYPES: Mapping[str, str] = {
    "sources": "Source",
    "documents": "Document",
    "claims": "Claim",
    "statements": "Statement",
    "evidence": "Evidence",
}
Terms = dict[str, Mapping[str, str]]
#: Keys at the top that are of the work on a file, not of what it says; and those of a local text, which goes with a
#: package of the dossier and with no record of it.
_OF_THE_WORK = ("version", "offered", "rejected", "signed", *SECTIONS)
_OF_A_TEXT = ("file", "reader")
#: Keys that say in another way what stands in the flat form of a dossier that goes out.
_SPELLINGS = {
    "documents": ("replaced_by",),
    "statements": (*VERBS, "prefix", "suffix"),
    "evidence": ("published", "kind"),
}
WITHOUT_TEXTS = "the texts themselves go with a package of the dossier (ro-crate, bagit) and not with a record of it"


def own_terms(**standard: Mapping[str, str]) -> Terms:
    """A term for every key of a claim file but those of local texts: of the standard where it has one, else our own."""
    found: Terms = {"dossier": _terms_of(DossierEntry, _OF_THE_WORK)}
    for section, model in SECTIONS.items():
        found[section] = _terms_of(model, (*_OF_A_TEXT, *_SPELLINGS.get(section, ())))
    return {section: {**terms, **standard.get(section, {})} for section, terms in found.items()}


def _terms_of(model: Any, without: tuple[str, ...]) -> dict[str, str]:
    keys = [field.alias or name for name, field in model.model_fields.items()]
    return {key: f"provenance:{key}" for key in keys if key not in without}


def dossier_namespace(dossier: str) -> str:
    """The prefix of everything in one dossier."""
    return f"urn:provenance-audit:dossier:{escaped_id(dossier)}:"


def address(dossier: str, section: str, name: str) -> str:
    """The address of an entry of a dossier: what other programs know it by."""
    return f"{dossier_namespace(dossier)}{section}/{escaped_id(name)}"


@lru_cache(maxsize=1 << 16)
def escaped_id(name: str) -> str:
    """An id as a part of an address (RFC 3986)."""
    return quote(name, safe="-._~", errors="surrogatepass")


def read_id(part: str) -> str:
    """The id that `escaped_id` wrote."""
    return unquote(part, errors="replace")


def hop_labels(dossier: Dossier, statement: Statement) -> list[str]:
    """What the hops of a chain are called: sources as readers may know them, documents by their ids."""
    return [
        dossier.sources[hop.id].label if not hop.is_document and hop.id in dossier.sources else hop.id
        for hop in statement.chain
    ]


_ISO = re.compile(r"-?\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)?)?)?)?")


def iso_date(when: When | None) -> str | None:
    """A date as ISO 8601 has it, which most vocabularies ask for; None for « vers le 19 » and one of two days."""
    return when.edtf if when is not None and _ISO.fullmatch(when.edtf) else None
