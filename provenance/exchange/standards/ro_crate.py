"""RO-Crate 1.1 (2020): the files of a dossier with what each of them is, as research repositories read it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from provenance.auditing import DossierAudit
from provenance.exchange.base import ExchangeFormat, Exported, Imported, Parts
from provenance.exchange.standards.building import DossierBuilder, readable_date
from provenance.exchange.standards.packages import RECORDS, REPORT, contents, dossiers_in, opened, sha256
from provenance.exchange.standards.reading import Problems, json_of, json_text, listed, text_or_none
from provenance.exchange.standards.terms import address, escaped_id, iso_date
from provenance.model.dossier import Dossier
from provenance.model.errors import InputError
from provenance.model.mark import MARK
from provenance.model.message import M
from provenance.model.place import Place
from provenance.model.vocabulary import SourceKind

METADATA = "ro-crate-metadata.json"
#: The same in version 1.0.
_OLDER = "ro-crate-metadata.jsonld"
_CONTEXT = "https://w3id.org/ro/crate/1.1/context"
_KINDS = {".md": "text/markdown", ".yaml": "application/yaml", ".provjson": "application/json", ".txt": "text/plain",
          ".html": "text/html", ".htm": "text/html", ".pdf": "application/pdf"}  # fmt: skip


def export(audit: DossierAudit, language: str) -> Exported:
    """A crate: the files and their description."""
    files, losses = contents(audit, language)
    dossier = audit.dossier
    by_file = {document.file: document for document in dossier.documents.values() if document.file is not None}
    publishers = {document.publisher for document in by_file.values()}
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": dossier.title,
        "identifier": dossier.id,
        "description": f"{dossier.title} ({MARK})",
        # A day is wanted: that on which the dossier is told.
        "datePublished": iso_date(audit.as_of) or audit.as_of.edtf,
        "license": "no licence is given: the texts are those of their publishers",
        "hasPart": [{"@id": escaped_path(name)} for name in files],
    }
    descriptor = {
        "@id": METADATA,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    described = [_file(dossier, name, content, by_file.get(name)) for name, content in files.items()]
    agents = [_agent(dossier, name) for name in sorted(publishers) if name in dossier.sources]
    graph = [descriptor, root, *described, *agents]
    # `sha256` is a term of schema.org that the context of the standard does not have yet.
    context = [_CONTEXT, {"sha256": "https://schema.org/sha256"}]
    return Exported({METADATA: json_text({"@context": context, "@graph": graph}), **files}, losses)


def escaped_path(name: str) -> str:
    return "/".join(map(escaped_id, name.split("/")))


def _file(dossier: Dossier, name: str, content: bytes, document: Any) -> dict[str, Any]:
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    found: dict[str, Any] = {
        "@id": escaped_path(name),
        "@type": "File",
        "name": {REPORT: "report", RECORDS: "PROV records"}.get(name, name),
        "contentSize": str(len(content)),
        "encodingFormat": _KINDS.get(suffix, "application/octet-stream"),
        "sha256": sha256(content),
    }
    if document is not None:
        found |= {
            "name": document.headline or document.id,
            "url": document.url,
            "datePublished": iso_date(document.published),
            "inLanguage": document.language,
            "publisher": {"@id": address(dossier.id, "sources", document.publisher)}
            if document.publisher in dossier.sources
            else None,
        }
    return {key: value for key, value in found.items() if value is not None}


def _agent(dossier: Dossier, name: str) -> dict[str, Any]:
    source = dossier.sources[name]
    kind = "Person" if source.kind is SourceKind.PERSON else "Organization"
    return {"@id": address(dossier.id, "sources", name), "@type": kind, "name": source.label}


def read(parts: Parts, shown: str) -> Imported:
    """The dossiers of a crate: a folder, a ZIP archive of one, or its metadata alone; of somebody else's, its files as
    documents. Raises InputError.
    """
    files = opened(parts, shown)
    if set(files) == {""}:
        files = {METADATA: files[""]}
    name = METADATA if METADATA in files else _OLDER
    if name not in files:
        raise InputError(M("this is no RO-Crate: it has no {name}", name=METADATA), Place(shown))
    problems = Problems()
    data = json_of({"": files[name]}, name, problems)
    graph = listed(data.get("@graph")) if isinstance(data, dict) else []
    entities = {one["@id"]: one for one in graph if isinstance(one, dict) and isinstance(one.get("@id"), str)}
    if not entities:
        raise InputError(M("this is no RO-Crate: its graph is empty"), Place(shown))
    kept = dict(files)
    for name, entity in entities.items():
        path = name.removeprefix("./")
        said = text_or_none(entity.get("sha256"))
        content = next((files[one] for one in (path, _unescaped(path)) if one in files), None)
        if content is not None and said is not None and sha256(content) != said.lower():
            problems.add(name, M("“{name}” is not what it was: its hash differs", name=name[:120]))
            kept.pop(_unescaped(path), None)
        elif content is None and "File" in listed(entity.get("@type")) and "://" not in name:
            problems.add(name, M("“{name}” is missing", name=name[:120]))
    dossiers, texts = dossiers_in(kept, problems)
    if not dossiers:
        problems.add(METADATA, M("there is no claim file in this package: its files become documents"))
        dossiers = [_foreign(entities, kept, texts)]
    return Imported(dossiers, problems.found(), texts)


def _root(entities: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """The crate itself: what its descriptor is about (RO-Crate 1.2, root data entity)."""
    for name in (METADATA, _OLDER):
        for one in listed(entities.get(name, {}).get("about")):
            if isinstance(one, dict) and one.get("@id") in entities:
                return entities[one["@id"]]
    return entities.get("./", {})


def _unescaped(path: str) -> str:
    return unquote(path, errors="replace")


def _foreign(entities: Mapping[str, Mapping[str, Any]], files: Parts, texts: dict[str, bytes]) -> dict[str, Any]:
    """A dossier whose documents are the files and works of somebody's crate."""
    made = DossierBuilder("ro-crate", text_or_none(_root(entities).get("name")))
    for name, entity in entities.items():
        kinds = set(map(str, listed(entity.get("@type"))))
        if not kinds & {"File", "MediaObject", "ScholarlyArticle", "Article", "NewsArticle", "WebPage"}:
            continue
        path = _unescaped(name.removeprefix("./"))
        entry = {
            "headline": text_or_none(entity.get("name")),
            "published": readable_date(
                text_or_none(entity.get("datePublished")) or text_or_none(entity.get("dateCreated"))
            ),
            "url": text_or_none(entity.get("url")) or (name if "://" in name else None),
            "publisher": _publisher(made, entities, entity),
        }
        if path in files and path.endswith((".txt", ".html", ".htm", ".pdf", ".docx", ".odt")):
            entry["file"] = path
            texts[path] = files[path]
        made.document(name, entry)
    return made.data()


def _publisher(
    made: DossierBuilder, entities: Mapping[str, Mapping[str, Any]], entity: Mapping[str, Any]
) -> str | None:
    for key in ("publisher", "author", "creator"):
        for one in listed(entity.get(key)):
            target = entities.get(str(one.get("@id"))) if isinstance(one, dict) else None
            name = text_or_none((target or {}).get("name")) or (text_or_none(one) if isinstance(one, str) else None)
            if name is not None:
                return made.source(name)
    return None


FORMAT = ExchangeFormat(
    name="ro-crate",
    suffix="",
    holds="a package of the dossier, its texts, its report and its PROV records (RO-Crate 1.1)",
    export=export,
    read=read,
)
