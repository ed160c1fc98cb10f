"""The sections of a claim file but `statements`: sources, documents, claims and evidence, resolved one by one."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from provenance.files.checking import checks
from provenance.files.model_fields import model_fields, source_of
from provenance.files.registry import Registry
from provenance.files.scope import Scope
from provenance.files.secrets import named_openly
from provenance.model import values
from provenance.model.document import Document, Withdrawal
from provenance.model.dossier import Claim, Evidence, RightOfReply, Statement
from provenance.model.field_facts import FieldFact
from provenance.model.finding import Problem
from provenance.model.message import M
from provenance.model.names import matching_name
from provenance.model.place import Pointer
from provenance.model.source import Source
from provenance.model.vocabulary import SourceKind
from provenance.model.written import AskedEntry, ClaimEntry, DocumentEntry, DossierEntry, Entry, SourceEntry

#: The text of a document as fields of a `Document`: empty where it has none.
ReadText = Callable[[str, DocumentEntry, Pointer], Mapping[str, Any]]


def _fields(entry: Entry, pointer: Pointer, scope: Scope, known: Mapping[str, Collection[str]], owner: str) -> Any:
    """The fields of the model, names resolved. `known` are the claims and documents there are,
    `owner` is itself one.
    """

    def read(fact: FieldFact, value: Any) -> Any:
        at: Pointer = (*pointer, fact.written)
        if fact.is_date:
            return scope.date(value, at)
        if fact.reference == "source":
            return scope.source_names(value, at) if fact.many else scope.source_names(value, at)[0]
        assert fact.reference is not None
        found = scope.references(value, at, known[fact.reference], fact.reference, owner)
        return found if fact.many else next(iter(found), None)

    return model_fields(entry, read)


def declare_sources(entry: DossierEntry, registries: Sequence[Registry], scope: Scope, file: str) -> None:
    """Make the sources of the file known, then those of the registries above it."""
    index = scope.sources
    for name, held in entry.sources.items():
        written = held or SourceEntry()
        index.add(source_of(name, written, "file", ("sources", name), scope.date))
        openly = named_openly(name, written, file)
        if openly is not None:
            scope.problems.append(openly)
    for registry in registries:
        for name, shared in registry.entries.items():
            if name not in index:
                index.add(source_of(name, shared, "registry", (), scope.date))
            elif shared.confidential:
                # What a registry keeps confidential, no dossier discloses.
                known = index[name]
                aliases = (*known.aliases, *shared.aliases, *([shared.name] if shared.name else []))
                index.sources[name] = replace(known, confidential=True, aliases=aliases)
    index.is_closed = bool(entry.sources) or any(registry.file is not None for registry in registries)


def evidence(entry: DossierEntry, scope: Scope) -> dict[str, Evidence]:
    """The records, each a source too: that of whoever gave it."""
    found: dict[str, Evidence] = {}
    for name, written in entry.evidence.items():
        pointer: Pointer = ("evidence", name)
        fields = _fields(written, pointer, scope, {"claim": entry.claims}, "")
        fields["name"] = written.name or name
        if fields["on"] is None:
            fields["on"] = scope.date(written.published, (*pointer, "published"))
        item = found[name] = Evidence(id=name, pointer=pointer, **fields)
        if name in scope.sources:
            scope.problems.append(
                Problem(
                    "duplicate-id",
                    M("`{name}` is a source already", name=name),
                    pointer=pointer,
                    key=True,
                    subject=name,
                    advice=M("give it another id"),
                )
            )
            continue
        # A record given by somebody is that somebody's voice: it stands under its giver.
        giver = item.given_by[0] if item.given_by else None
        record = Source(name, item.name, SourceKind.RECORD, part_of=giver, declared="evidence", pointer=pointer)
        scope.sources.add(record)
    return found


def documents(entry: DossierEntry, scope: Scope, text: ReadText) -> dict[str, Document]:
    """The documents with their texts; `replaced_by` becomes `revises` of the newer one."""
    known = entry.documents
    for name in known:
        scope.sources.add_document(name)
        if name in scope.sources:
            scope.problems.append(
                Problem(
                    "duplicate-source",
                    M("`{name}` is a source too; in a chain the source is meant", name=name),
                    pointer=("documents", name),
                    key=True,
                    subject=name,
                    advice=M("give the document another id"),
                )
            )
    found: dict[str, Document] = {}
    replaced: dict[str, list[str]] = {}
    for name, held in known.items():
        pointer: Pointer = ("documents", name)
        written = held or DocumentEntry()
        publisher = _publisher(name, written, pointer, scope)
        fields = _fields(written, pointer, scope, {"document": known}, name)
        for newer in scope.references(written.replaced_by, (*pointer, "replaced_by"), known, "document", name):
            replaced.setdefault(newer, []).append(name)
        if isinstance(written.retracts, dict):
            # It takes back the claims it names, not the whole.
            fields["retracts"] = ()
        fields |= text(name, written, pointer)
        fields["checked"] = checks(written.checked, (*pointer, "checked"), scope.date)
        found[name] = Document(id=name, publisher=publisher, pointer=pointer, **fields)
    for newer, older in replaced.items():
        document = found[newer]
        extra = tuple(o for o in older if o not in document.revises)
        found[newer] = replace(document, revises=document.revises + extra)
    return found


def named_claims(entry: DossierEntry, scope: Scope, claims: Collection[str]) -> Mapping[str, Document]:
    """The documents, with the claims of others that they correct or retract by name."""
    found = dict(scope.documents)
    for name, written in entry.documents.items():
        acts = {"corrects": written.corrects, "retracts": written.retracts} if written is not None else {}
        withdraws = [
            Withdrawal(act, document, claim)
            for act, targets in acts.items()
            if isinstance(targets, dict)
            for spelled, said in targets.items()
            if (document := matching_name(spelled, entry.documents)) is not None and document != name
            for claim in scope.references(said, ("documents", name, act, spelled), claims, "claim")
        ]
        if withdraws:
            found[name] = replace(found[name], withdraws=tuple(dict.fromkeys(withdraws)))
    return found


def _publisher(name: str, written: DocumentEntry, pointer: Pointer, scope: Scope) -> str:
    if written.publisher:
        return scope.sources.publisher(written.publisher, name, (*pointer, "publisher"))
    unknown = f"{name}/publisher"
    scope.sources.add(Source(unknown, name, SourceKind.OUTLET, declared="implied", pointer=pointer))
    return unknown


def declare_claims(entry: DossierEntry, scope: Scope, language: str) -> None:
    """Make the claims of the file known; one that is only a sentence has nothing else."""
    known = {"claim": entry.claims}
    for name, written in entry.claims.items():
        pointer: Pointer = ("claims", name)
        if written is None or isinstance(written, str):
            scope.add_claim(Claim(name, written or "", pointer=pointer))
            continue
        fields = _fields(written, pointer, scope, known, name)
        scope.add_claim(
            Claim(
                id=name,
                text=written.text or "",
                value=None if written.value is None else values.parse(written.value, language),
                asked=tuple(_asked(written, pointer, scope)),
                pointer=pointer,
                **fields,
            )
        )


def _asked(written: ClaimEntry, pointer: Pointer, scope: Scope) -> Iterable[RightOfReply]:
    alone = isinstance(written.asked, AskedEntry)
    for i, one in enumerate([written.asked] if isinstance(written.asked, AskedEntry) else written.asked):
        at: Pointer = (*pointer, "asked") if alone else (*pointer, "asked", i)
        who = scope.sources.source(one.who, (*at, "who"), SourceKind.PERSON)
        yield RightOfReply(who=who, **_fields(one, at, scope, {}, ""))


def implied_texts(claims: Mapping[str, Claim], made: Iterable[Statement], scope: Scope) -> dict[str, Claim]:
    """A claim without a text takes it from the first words said of it; with none at all it is a problem."""
    words: dict[str, str] = {}
    for statement in made:
        said = statement.quote or statement.text
        if statement.claim is not None and said:
            words.setdefault(statement.claim, said)
    found = dict(claims)
    for name, claim in claims.items():
        if claim.text:
            continue
        found[name] = replace(claim, text=words.get(name, name))
        if name not in words:
            scope.problems.append(
                Problem(
                    "schema-violation",
                    M("the claim `{name}` has no text, and nothing said of it gives one", name=name),
                    pointer=claim.pointer,
                    key=True,
                    subject=name,
                    advice=M("add `text:`: one sentence that is true or false"),
                )
            )
    return found
