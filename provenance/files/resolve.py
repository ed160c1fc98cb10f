"""`DossierEntry` → `Dossier`: names become ids, dates and values are read, grouped statements are spread out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from provenance.files import sections
from provenance.files.checking import content_hash, signature
from provenance.files.document_text import TextFolder, document_text
from provenance.files.locale import DEFAULT, locale_language
from provenance.files.raw import RawDossier, default_id
from provenance.files.registry import Registry
from provenance.files.rest import Rest
from provenance.files.scope import Scope, self_reference
from provenance.files.secrets import secrets
from provenance.files.source_index import SourceIndex
from provenance.files.statements import expand_statements
from provenance.files.suppressions import suppressions
from provenance.model.document import Document
from provenance.model.dossier import Distinct, Dossier, Input, Statement, Understood
from provenance.model.finding import Problem
from provenance.model.place import Pointer
from provenance.model.source import Source
from provenance.model.written import DistinctEntry, DocumentEntry, DossierEntry


class Resolution(NamedTuple):
    """A dossier, the scope its names were resolved in, and the positions of the entries of `statements` that made a
    name or a claim known.
    """

    dossier: Dossier
    scope: Scope
    introducing: frozenset[int]


def resolve(
    raw: RawDossier,
    entry: DossierEntry,
    problems: Sequence[Problem],
    registries: Sequence[Registry],
    folder: Path,
    texts: Mapping[str, str] | None = None,
    rest: Rest | None = None,
) -> Resolution:
    """The dossier of one file. Nothing is raised: whatever is wrong becomes a problem with its pointer.

    `problems` are those of reading the file; `texts` gives the texts of documents that stand in no file, by document
    id. The file is a part of a dossier with a `rest`.
    """
    language = entry.language or locale_language() or DEFAULT
    found = [*raw.problems, *problems]
    invalid = {p.pointer[1] for p in problems if len(p.pointer) > 1 and p.pointer[0] == "statements"}
    index = SourceIndex(found, language)
    scope = Scope(index, problems=found)
    sections.declare_sources(entry, registries, scope, raw.file)
    if rest is not None:
        rest.tell(index)
    evidence = sections.evidence(entry, scope)

    texts_beside = TextFolder(folder)

    def text(name: str, written: DocumentEntry, pointer: Pointer) -> Mapping[str, Any]:
        if texts is not None and name in texts:
            return {"text": texts[name], "path": raw.file}
        return document_text(written.file, (*pointer, "file"), texts_beside, raw.file, found)

    scope = replace(scope, documents=sections.documents(entry, scope, text))
    sections.declare_claims(entry, scope, language)
    made = expand_statements(entry, invalid, scope, raw.locate, rest.positions if rest is not None else None)
    claims = sections.implied_texts(scope.claims, made.statements, scope)
    scope = replace(scope, documents=sections.named_claims(entry, scope, claims))
    index.complete_agencies()
    parties = scope.source_names(entry.parties, ("parties",))
    versions = replacements(scope.documents.values())
    if entry.language is None:
        index.understood.append(Understood("language", language, language))
    as_of = scope.date(entry.as_of, ("as_of",))
    suppressed = tuple(suppressions(entry, scope.date))
    identity = entry.dossier or default_id(raw.file)
    sources = index.with_checked_owners(self_reference)
    dossier = Dossier(
        id=identity,
        title=entry.title or identity,
        language=language,
        file=raw.file,
        sources=sources,
        documents=scope.documents,
        claims=claims,
        statements=tuple(made.statements),
        evidence=evidence,
        parties=parties,
        audits=_audits(entry, scope),
        distinct=tuple(_distinct(entry, scope, made.statements)),
        as_of=as_of,
        policy=entry.policy,
        draft=entry.draft,
        signed=signature(entry.signed, scope.date),
        content_sha256=content_hash(raw.data, scope.documents.values()) if entry.signed is not None else None,
        suppressions=suppressed,
        problems=tuple(_without_lossy_fixes(found, entry)),
        understood=tuple(index.understood + versions),
        inputs=_inputs(raw, registries),
        secrets=tuple(_secrets(raw, registries, sources.values())),
        locate=raw.locate,
        source_lines=lambda file, line: raw.line(line) if file == raw.file else "",
    )
    return Resolution(dossier, scope, made.introducing)


def replacements(documents: Iterable[Document]) -> list[Understood]:
    """Which version of a text replaces which."""
    return [Understood("replaces", d.id, old) for d in documents for old in d.revises if old != d.id]


def _audits(entry: DossierEntry, scope: Scope) -> tuple[str, ...] | None:
    if entry.audits is None:
        return None
    return tuple(dict.fromkeys(scope.references(entry.audits, ("audits",), scope.documents, "document")))


def _distinct(entry: DossierEntry, scope: Scope, made: Sequence[Statement]) -> Iterable[Distinct]:
    """What the file says is no copy: an entry that names a statement names all that is made of it."""
    if not entry.distinct:
        return
    by_entry: dict[str, list[str]] = {}
    for statement in made:
        for name in dict.fromkeys((statement.id, statement.entry)):
            by_entry.setdefault(name, []).append(statement.id)
    alone = isinstance(entry.distinct, DistinctEntry)
    for i, one in enumerate([entry.distinct] if isinstance(entry.distinct, DistinctEntry) else entry.distinct):
        at: Pointer = ("distinct",) if alone else ("distinct", i)
        documents = scope.references(one.documents, (*at, "documents"), scope.documents, "document")
        named = scope.references(one.statements, (*at, "statements"), by_entry, "statement")
        yield Distinct(documents, tuple(s for name in named for s in by_entry[name]), one.because)


def _without_lossy_fixes(problems: Sequence[Problem], entry: DossierEntry) -> Iterable[Problem]:
    """No fix removes a source that answers for a finding, or of which something could not be read."""
    wrong = {p.pointer[:2] for p in problems if p.rule == "schema-violation"}
    for problem in problems:
        removed = [e.pointer for e in problem.fix.edits if e.kind == "remove"] if problem.fix is not None else []
        for pointer in removed:
            held = entry.sources.get(str(pointer[1]))
            if pointer in wrong or (held is not None and held.suppress):
                problem = replace(problem, fix=None)
        yield problem


def _secrets(raw: RawDossier, registries: Sequence[Registry], sources: Iterable[Source]) -> Iterable[str]:
    """What is to be hidden beside the names of sources that are confidential in good order."""
    yield from secrets(raw.data)
    yield from raw.secrets
    for registry in registries:
        yield from registry.secrets
    if any(registry.is_secret for registry in registries):
        yield from (source.name for source in sources if source.declared == "implied")


def _inputs(raw: RawDossier, registries: Iterable[Registry]) -> tuple[Input, ...]:
    # A draft that was never written to a file has no bytes to speak of.
    own = (Input(raw.file, raw.sha256),) if raw.sha256 else ()
    return (*own, *(registry.file for registry in registries if registry.file is not None))
