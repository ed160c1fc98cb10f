"""`DossierEntry` → `Dossier`: names become ids, dates and values are read, grouped statements are spread out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from provenance.files import anchors, hops, statements
from provenance.files.document_text import document_text
from provenance.files.raw import RawDossier, default_id
from provenance.files.registry import Registry
from provenance.files.secrets import secrets
from provenance.files.source_index import SourceIndex
from provenance.files.suppressions import suppressions
from provenance.model import dates, values
from provenance.model.dossier import (
    Claim,
    Document,
    Dossier,
    Evidence,
    Input,
    RightOfReply,
    Source,
    Statement,
    Understood,
)
from provenance.model.finding import DataEdit, Fix, Problem
from provenance.model.message import M
from provenance.model.names import fold, nearest
from provenance.model.place import Pointer
from provenance.model.vocabulary import SourceKind
from provenance.model.written import DocumentEntry, DossierEntry, SourceEntry

#: So many known names can be listed when none is near.
MAX_LISTED = 8


def resolve(
    raw: RawDossier,
    entry: DossierEntry,
    problems: list[Problem],
    registries: Sequence[Registry],
    folder: Path,
    texts: Mapping[str, str] | None = None,
) -> Dossier:
    """The dossier of one file. Nothing is raised: whatever is wrong becomes a problem with its pointer.

    `texts` gives the texts of documents that stand in no file, by document id.
    """
    return Resolver(raw, entry, problems, registries, folder, texts or {}).dossier()


class Resolver:
    def __init__(
        self,
        raw: RawDossier,
        entry: DossierEntry,
        problems: list[Problem],
        registries: Sequence[Registry],
        folder: Path,
        texts: Mapping[str, str],
    ) -> None:
        self.raw, self.entry, self.folder, self.texts = raw, entry, folder, texts
        self.registries = registries
        self.problems = [*raw.problems, *problems]
        self.invalid_positions = {p.pointer[1] for p in problems if len(p.pointer) > 1 and p.pointer[0] == "statements"}
        self.index = SourceIndex(self._source)
        self.documents: dict[str, Document] = {}
        self.claims: dict[str, Claim] = {}
        self._claims_by_fold: dict[str, str] = {}
        self.indexes: dict[str, tuple[anchors.TextIndex, list[tuple[int, int]]]] = {}
        #: Positions of the entries that made a name or a claim known.
        self.adding: set[int] = set()
        #: Ids that people gave to statements; generated ones keep clear of them.
        self.written_ids = {s.id for s in entry.statements if s.id is not None}

    def dossier(self) -> Dossier:
        entry, index = self.entry, self.index
        self._sources()
        evidence = self._evidence()
        self._documents()
        self._claims()
        made = statements.expand_statements(entry, self.invalid_positions, self)
        made = self.anchored(made)
        self._implied_claims(made)
        index.complete_agencies()
        parties = self.names(entry.parties, ("parties",))
        versions = [
            Understood("replaces", d.id, old) for d in self.documents.values() for old in d.revises if old != d.id
        ]
        self._keep_what_is_said()
        as_of = self.date(entry.as_of, ("as_of",))
        suppressed = tuple(suppressions(entry, self.date))
        return Dossier(
            id=entry.dossier or default_id(self.raw.file),
            title=entry.title or entry.dossier or default_id(self.raw.file),
            language=entry.language,
            file=self.raw.file,
            sources=index.with_checked_owners(self.self_reference),
            documents=self.documents,
            claims=self.claims,
            statements=tuple(made),
            evidence=evidence,
            parties=parties,
            as_of=as_of,
            policy=entry.policy,
            draft=entry.draft,
            suppressions=suppressed,
            problems=tuple(self.problems + index.problems),
            understood=tuple(index.understood + versions),
            inputs=self._inputs(),
            secrets=tuple(secrets(self.raw.data)),
            locate=self.raw.locate,
            source_lines=lambda file, line: self.raw.line(line) if file == self.raw.file else "",
        )

    def _keep_what_is_said(self) -> None:
        """No repair removes a source that answers for a finding, or of which something could not be read."""
        wrong = {p.pointer[:2] for p in self.problems if p.rule == "schema-violation"}
        for number, problem in enumerate(self.index.problems):
            removed = [c.pointer for c in problem.fix.edits if c.kind == "remove"] if problem.fix else []
            for pointer in removed:
                entry = self.entry.sources.get(str(pointer[1]))
                if pointer in wrong or (entry is not None and entry.suppress):
                    self.index.problems[number] = replace(problem, fix=None)

    def _inputs(self) -> tuple[Input, ...]:
        # A draft that was never written to a file has no bytes to speak of.
        own = (Input(self.raw.file, self.raw.sha256),) if self.raw.sha256 else ()
        return (*own, *(registry.file for registry in self.registries))

    # --- words shared by every section -----------------------------------------------------------------------------

    def date(
        self, written: str | int | list[str] | None, pointer: Pointer, anchor: dates.When | None = None
    ) -> dates.When | None:
        """The date at `pointer`, or a problem."""
        if written is None:
            return None
        try:
            if isinstance(written, list):
                # A bracketed EDTF set left unquoted is a YAML list: both mean one-of.
                return dates.one_of(written, anchor)
            when = dates.parse(str(written), anchor)
        except dates.DateError as error:
            self.problems.append(
                Problem(
                    "schema-violation",
                    M("« {text} » is not a date this tool can read", text=str(error)[:60]),
                    pointer=pointer,
                    advice=M(
                        "for example 2022-07-19, 2022-07, « 19 juillet 2022 », « 19 ou 20 juillet 2022 », "
                        "[2022-07-19, 2022-07-20]"
                    ),
                )
            )
            return None
        if anchor is not None and not any(c.isdigit() for c in str(written)):
            self.index.understood.append(Understood("weekday", str(written), when.edtf))
        return when

    def names(self, written: str | list[str] | None, pointer: Pointer) -> tuple[str, ...]:
        """The ids of the sources named at `pointer`."""
        if written is None:
            return ()
        if isinstance(written, str):
            return (self.index.source(written, pointer, SourceKind.INSTITUTION),)
        return tuple(self.index.source(name, (*pointer, i), SourceKind.INSTITUTION) for i, name in enumerate(written))

    def references(
        self, written: str | list[str] | None, pointer: Pointer, known: Collection[str], what: str, owner: str = ""
    ) -> tuple[str, ...]:
        """The ids of claims or documents named at `pointer`; those that do not exist become problems."""
        names = [written] if isinstance(written, str) else (written or [])
        found = []
        for i, name in enumerate(names):
            match = name if name in known else next((k for k in known if fold(k) == fold(name)), None)
            if match is not None and match == owner:
                self.problems.append(
                    self.self_reference(match, (*pointer, i) if isinstance(written, list) else pointer)
                )
                continue
            if match is not None:
                found.append(match)
                continue
            self.unknown(name, known, (*pointer, i) if isinstance(written, list) else pointer, what)
        return tuple(found)

    def self_reference(self, name: str, pointer: Pointer) -> Problem:
        return Problem(
            "schema-violation",
            M("`{name}` refers to itself", name=name),
            pointer=pointer,
            subject=name,
            advice=M("name the other one, or remove this"),
        )

    def unknown(self, name: str, known: Collection[str], pointer: Pointer, what: str, key: bool = False) -> None:
        close = nearest(name, known)
        message = {
            "claim": M("no claim is called `{name}`", name=name),
            "document": M("no document is called `{name}`", name=name),
            "statement": M("no statement is called `{name}`", name=name),
        }[what]
        self.problems.append(
            Problem(
                "unknown-reference",
                message,
                pointer=pointer,
                key=key,
                subject=name,
                advice=M("did you mean {names}?", names=tuple(close))
                if close
                else M("known here: {names}", names=tuple(known))
                if 0 < len(known) <= MAX_LISTED
                else None,
                fix=Fix((DataEdit("rename" if key else "set", pointer, close[0]),)) if close else None,
            )
        )

    # --- sections --------------------------------------------------------------------------------------------------

    def _source(self, name: str, entry: SourceEntry, declared: str, pointer: Pointer) -> Source:
        also = (entry.also,) if isinstance(entry.also, str) else tuple(entry.also)
        return Source(
            id=name,
            name=entry.name or name,
            kind=entry.kind or SourceKind.PERSON,
            part_of=entry.part_of,
            owned_by=entry.owned_by,
            also=also,
            aliases=tuple(entry.aliases),
            role=entry.role,
            basis=entry.basis,
            since=self.date(entry.since, (*pointer, "from")),
            until=self.date(entry.until, (*pointer, "until")),
            reliability=entry.reliability,
            confidential=entry.confidential,
            declared=declared,
            pointer=pointer,
        )

    def _sources(self) -> None:
        written = {name: entry or SourceEntry() for name, entry in self.entry.sources.items()}
        for name, entry in written.items():
            self.index.add(self._source(name, entry, "file", ("sources", name)))
        for entries, _ in self.registries:
            for name, entry in entries.items():
                if name in self.index.sources:
                    # What a registry keeps confidential, no dossier discloses.
                    if entry.confidential:
                        known = self.index.sources[name]
                        aliases = (*known.aliases, *entry.aliases, *([entry.name] if entry.name else []))
                        self.index.sources[name] = replace(known, confidential=True, aliases=aliases)
                else:
                    self.index.add(self._source(name, entry, "registry", ()))
        self.index.is_closed = bool(written) or bool(self.registries)

    def _evidence(self) -> dict[str, Evidence]:
        found = {}
        for name, entry in self.entry.evidence.items():
            pointer: Pointer = ("evidence", name)
            given_by = self.names(entry.given_by, (*pointer, "given_by"))
            found[name] = Evidence(
                id=name,
                name=entry.name or name,
                given_by=given_by,
                shows=self.references(entry.shows, (*pointer, "shows"), self.entry.claims, "claim"),
                refutes=self.references(entry.refutes, (*pointer, "refutes"), self.entry.claims, "claim"),
                authenticated_by=self.index.source(
                    entry.authenticated_by, (*pointer, "authenticated_by"), SourceKind.INSTITUTION
                )
                if entry.authenticated_by
                else None,
                published=self.date(entry.published, (*pointer, "published")),
                pointer=pointer,
            )
            if name in self.index.sources:
                self.problems.append(
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
            self.index.add(
                Source(
                    name,
                    entry.name or name,
                    SourceKind.RECORD,
                    part_of=given_by[0] if given_by else None,
                    declared="evidence",
                    pointer=pointer,
                )
            )
        return found

    def _documents(self) -> None:
        known = self.entry.documents
        for name in known:
            self.index.add_document(name)
            if name in self.index.sources:
                self.problems.append(
                    Problem(
                        "duplicate-source",
                        M("`{name}` is a source too; in a chain the source is meant", name=name),
                        pointer=("documents", name),
                        key=True,
                        subject=name,
                        advice=M("give the document another id"),
                    )
                )
        replaced: dict[str, list[str]] = {}
        for name, written in self.entry.documents.items():
            pointer: Pointer = ("documents", name)
            entry = written or DocumentEntry()
            publisher = (
                self.index.publisher(entry.publisher, name, (*pointer, "publisher"))
                if entry.publisher
                else self._unknown_publisher(name, pointer)
            )
            translates = self.references(entry.translates, (*pointer, "translates"), known, "document", name)
            for newer in self.references(entry.replaced_by, (*pointer, "replaced_by"), known, "document", name):
                replaced.setdefault(newer, []).append(name)
            self.documents[name] = Document(
                id=name,
                publisher=publisher,
                published=self.date(entry.published, (*pointer, "published")),
                language=entry.language,
                file=entry.file,
                sha256=entry.sha256,
                url=entry.url,
                archive=entry.archive,
                retrieved=self.date(entry.retrieved, (*pointer, "retrieved")),
                read_at=entry.read_at,
                headline=entry.headline,
                translates=translates[0] if translates else None,
                revises=self.references(entry.revises, (*pointer, "revises"), known, "document", name),
                corrects=self.references(entry.corrects, (*pointer, "corrects"), known, "document", name),
                retracts=self.references(entry.retracts, (*pointer, "retracts"), known, "document", name),
                pointer=pointer,
                **self._text(name, entry, pointer),
            )
        for newer, older in replaced.items():
            document = self.documents[newer]
            extra = tuple(o for o in older if o not in document.revises)
            self.documents[newer] = replace(document, revises=document.revises + extra)

    def _text(self, name: str, entry: DocumentEntry, pointer: Pointer) -> dict[str, Any]:
        if name in self.texts:
            return {"text": self.texts[name], "path": self.raw.file}
        return document_text(entry.file, (*pointer, "file"), self.folder, self.raw.file, self.problems)

    def _unknown_publisher(self, document: str, pointer: Pointer) -> str:
        name = f"{document}/publisher"
        self.index.add(Source(name, document, SourceKind.OUTLET, declared="implied", pointer=pointer))
        return name

    def add_claim(self, claim: Claim) -> None:
        self.claims[claim.id] = claim
        self._claims_by_fold.setdefault(fold(claim.id), claim.id)

    def claim_called(self, name: str) -> str | None:
        """The id of the claim called `name`, however it is spelled there; None for one that is not known yet."""
        return name if name in self.claims else self._claims_by_fold.get(fold(name))

    def _claims(self) -> None:
        known = self.entry.claims
        for name, written in self.entry.claims.items():
            pointer: Pointer = ("claims", name)
            if written is None or isinstance(written, str):
                self.add_claim(Claim(name, written or "", pointer=pointer))
                continue
            asked = written.asked if isinstance(written.asked, list) else [written.asked]
            self.add_claim(
                Claim(
                    id=name,
                    text=written.text or "",
                    about=written.about,
                    value=None if written.value is None else values.parse(written.value),
                    many=written.many,
                    contradicts=self.references(written.contradicts, (*pointer, "contradicts"), known, "claim", name),
                    narrower_than=self.references(
                        written.narrower_than, (*pointer, "narrower_than"), known, "claim", name
                    ),
                    concerns=self.names(written.concerns, (*pointer, "concerns")),
                    parties=None if written.parties is None else self.names(written.parties, (*pointer, "parties")),
                    position_of=self.names(written.position_of, (*pointer, "position_of")),
                    declared=written.status,
                    declared_by=written.status_by,
                    declared_on=self.date(written.on, (*pointer, "on")),
                    asked=tuple(
                        RightOfReply(
                            self.index.source(a.who, (*pointer, "asked"), SourceKind.PERSON),
                            self.date(a.when, (*pointer, "asked")),
                            a.answer,
                        )
                        for a in asked
                    ),
                    pointer=pointer,
                )
            )

    def _implied_claims(self, made: list[Statement]) -> None:
        """A claim without a text takes it from the first words said of it; with none at all it is a problem."""
        words: dict[str, str] = {}
        for statement in made:
            said = statement.quote or statement.text
            if statement.claim is not None and said:
                words.setdefault(statement.claim, said)
        for name, claim in self.claims.items():
            if claim.text:
                continue
            if name in words:
                self.claims[name] = replace(claim, text=words[name])
                continue
            self.claims[name] = replace(claim, text=name)
            self.problems.append(
                Problem(
                    "schema-violation",
                    M("the claim `{name}` has no text, and nothing said of it gives one", name=name),
                    pointer=claim.pointer,
                    key=True,
                    subject=name,
                    advice=M("add `text:`: one sentence that is true or false"),
                )
            )

    # --- after the statements --------------------------------------------------------------------------------------

    def size(self) -> tuple[int, int]:
        """How many names and claims are known: what an entry that adds to them changes."""
        return self.index.size(), len(self._claims_by_fold)

    def anchored(self, made: list[Statement]) -> list[Statement]:
        """Chains turned the right way; quotes found in the documents that have a text, and their mode by its marks."""
        sources, written = self.index.sources, self.entry.statements
        result = []
        for statement in made:
            chain = written[int(statement.pointer[1])].chain or ""
            statement = hops.reordered(statement, sources, chain)
            document = self.documents.get(statement.document or "")
            if statement.quote is not None and document is not None and document.text is not None:
                if document.id not in self.indexes:
                    self.indexes[document.id] = (
                        anchors.TextIndex(document.text),
                        anchors.quoted_spans(document.text),
                    )
                statement = statements.anchored(statement, *self.indexes[document.id], self)
            result.append(statement)
        return result
