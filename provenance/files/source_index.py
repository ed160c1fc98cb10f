"""Who is meant by a name: ids, names and aliases of the dossier, the registries above it, then the shipped one."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from provenance.files.model_fields import source_of
from provenance.files.ownership_cycles import ownership_cycles
from provenance.files.registry import shipped
from provenance.model import dates
from provenance.model.dossier import Understood
from provenance.model.field_facts import field_facts
from provenance.model.finding import DataEdit, Fix, Problem
from provenance.model.message import M
from provenance.model.name_kinds import kind_of_name
from provenance.model.names import Comparisons, fold
from provenance.model.place import Pointer
from provenance.model.source import Source
from provenance.model.vocabulary import MEDIA, Severity, SourceKind
from provenance.model.written import SourceEntry

#: Unknown names for which the nearest known one is looked up.
MAX_NEAREST_LOOKUPS = 200


class SourceIndex:
    """The sources and documents of one dossier under every spelling, and what looking them up found.

    An `inner` index sees all of the outer one and keeps to itself what it adds.
    """

    def __init__(self, problems: list[Problem], language: str, outer: "SourceIndex | None" = None) -> None:
        #: What this index added, by id; `index[id]` knows those of the outer one too.
        self.sources: dict[str, Source] = {}
        #: Where what is wrong is taken down.
        self.problems = problems
        #: That of the dossier: what the shipped registry knows is called by its name in it.
        self.language = language
        self.understood: list[Understood] = []
        self.comparisons = Comparisons()
        self._outer = outer
        self._documents: dict[str, str] = outer._documents if outer is not None else {}
        self._by_name: dict[str, str] = {}
        #: The sources that were not only implied.
        self._added: list[str] = []
        self._said: set[tuple[str, str]] = set()
        self._lookups: int = outer._lookups if outer is not None else 0
        #: Whether the file says who its sources are; one that names none may use any name.
        self.is_closed: bool = outer.is_closed if outer is not None else False

    def inner(self, problems: list[Problem]) -> "SourceIndex":
        return SourceIndex(problems, self.language, self)

    def __getitem__(self, source_id: str) -> Source:
        found = self.sources.get(source_id)
        return self._outer[source_id] if found is None and self._outer is not None else self.sources[source_id]

    def __contains__(self, source_id: object) -> bool:
        return source_id in self.sources or (self._outer is not None and source_id in self._outer)

    def _owner_of(self, folded: str) -> str | None:
        """The source that a spelling names."""
        found = self._by_name.get(folded)
        return self._outer._owner_of(folded) if found is None and self._outer is not None else found

    def _is_told(self, source_id: str, name: str) -> bool:
        return (source_id, name) in self._said or (self._outer is not None and self._outer._is_told(source_id, name))

    def add(self, source: Source) -> None:
        """Add a source under its id, name and aliases; a spelling that belongs to another one is a problem."""
        if source.id not in self.sources:
            self._added.append(source.id)
        self.sources[source.id] = source
        for position, spelling in enumerate((source.id, source.name, *source.aliases)):
            folded = fold(spelling)
            owner = self._owner_of(folded)
            if owner is None:
                owner = self._by_name[folded] = source.id
            if owner != source.id and source.declared == "file":
                pointer: Pointer = source.pointer
                if position >= 2:
                    pointer = (*pointer, "aliases", position - 2)
                elif position == 1:
                    pointer = (*pointer, "name")
                self.problems.append(
                    Problem(
                        "duplicate-source",
                        M("“{name}” already names the source `{other}`", name=spelling, other=owner),
                        pointer=pointer,
                        subject=source.id,
                        advice=M("keep one of the two, with the other's name as an alias"),
                        fix=_merge_fix(source, self[owner]),
                    )
                )

    def size(self) -> int:
        return len(self._by_name)

    def add_document(self, document_id: str) -> None:
        self._documents.setdefault(fold(document_id), document_id)

    def find_source(self, name: str) -> str | None:
        return self._find(name, fold(name))

    def _find(self, name: str, folded: str) -> str | None:
        found = self._by_name.get(folded) if self._outer is None else self._owner_of(folded)
        if found is None:
            known = shipped().by_name.get(folded)
            if known is None:
                return None
            found = self._import(known)
            if self._owner_of(folded) is None:
                # The name the shipped registry knows it by is one of its names here too.
                self._by_name[folded] = found
                source = self[found]
                self.sources[found] = replace(source, aliases=(*source.aliases, name))
        elif found != name and self[found].name != name and not self._is_told(found, name):
            self._said.add((found, name))
            self.understood.append(Understood("resolved", found, name))
        return found

    def find_document(self, name: str) -> str | None:
        return self._documents.get(fold(name))

    def source(self, name: str, pointer: Pointer, kind: SourceKind, key: bool = False) -> str:
        """The id of the source meant by `name`. An unknown one is implied, of this kind where its words say no other;
        in a closed file it is a problem.
        """
        folded = fold(name)
        found = self._find(name, folded)
        if found is not None:
            return found
        if self.is_closed:
            close = self.comparisons.nearest(name, [*self._spellings(), *self._documents.values()])
            self.problems.append(
                Problem(
                    "unknown-reference",
                    M("nobody here is called “{name}”", name=name),
                    pointer=pointer,
                    key=key,
                    subject=name,
                    advice=M("did you mean {names}?", names=tuple(close)) if close else M("declare it under `sources`"),
                    fix=Fix((DataEdit("rename" if key else "within", pointer, close[0], name),)) if close else None,
                )
            )
        return self._imply(name, folded, kind_of_name(name) or kind, pointer)

    def publisher(self, name: str, document: str, pointer: Pointer) -> str:
        """The id of a publisher. One that nobody declared is an outlet by itself; a near-miss is said."""
        folded = fold(name)
        found = self._find(name, folded)
        if found is not None:
            return found
        close = self.comparisons.nearest(name, self._spellings(), limit=1, cutoff=0.85)
        if close:
            self.problems.append(
                Problem(
                    "duplicate-source",
                    M("“{name}” is nearly “{other}”: taken for another outlet", name=name, other=close[0]),
                    pointer=pointer,
                    subject=document,
                    advice=M("write “{other}”, or declare “{name}” as a source", name=name, other=close[0]),
                    fix=Fix((DataEdit("set", pointer, close[0]),)),
                )
            )
        return self._imply(name, folded, SourceKind.OUTLET, pointer)

    def _imply(self, name: str, folded: str, kind: SourceKind, pointer: Pointer) -> str:
        # It was looked up, and belongs to nobody.
        self.sources[name] = Source(name, name, kind, declared="implied", pointer=pointer)
        self._by_name[folded] = name
        self.understood.append(Understood("implied", name, str(kind)))
        return name

    def _spellings(self) -> list[str]:
        """What the names of the file may be a slip of; the first slips are enough to be told."""
        self._lookups += 1
        if self._lookups > MAX_NEAREST_LOOKUPS:
            return []
        known = map(self.__getitem__, self._known())
        return [s for source in known for s in (source.id, source.name, *source.aliases)]

    def _known(self) -> list[str]:
        """The sources that were declared, here or in a registry."""
        return self._added if self._outer is None else [*self._outer._known(), *self._added]

    def _import(self, shipped_id: str) -> str:
        """Bring in a shipped source and its owners; one that the file knows under any spelling stays the file's."""
        entry = shipped().entries[shipped_id]
        for spelling in (shipped_id, entry.name or shipped_id, *entry.aliases):
            known = self._owner_of(fold(spelling))
            if known is not None:
                return known
        owner = entry.part_of or entry.owned_by
        if owner is not None:
            self._import(owner)
        self.add(_shipped_source(shipped_id, self.language))
        return shipped_id

    def with_checked_owners(self, self_reference: Callable[[str, Pointer], Problem]) -> dict[str, Source]:
        """The sources with the organisations they name resolved; an organisation that does not exist is a problem, as
        is a circle.
        """
        for source in list(self.sources.values()):
            if source.controller is None and not source.also:
                continue
            changes: dict[str, object] = {}
            for key in ("part_of", "owned_by"):
                name = getattr(source, key)
                if name is None or name in self.sources:
                    continue
                changes[key] = self.source(name, (*source.pointer, key), SourceKind.INSTITUTION)
            if any(name not in self.sources for name in source.also):
                changes["also"] = tuple(
                    self.source(name, (*source.pointer, "also"), SourceKind.INSTITUTION) for name in source.also
                )
            house = changes.get("part_of", source.part_of) or changes.get("owned_by", source.owned_by)
            if house == source.id and source.declared == "file":
                key = "part_of" if source.part_of else "owned_by"
                self.problems.append(self_reference(source.id, (*source.pointer, key)))
            if changes:
                self.sources[source.id] = replace(self.sources[source.id], **changes)  # type: ignore[arg-type]
        self.problems.extend(ownership_cycles(self.sources))
        return self.sources

    def complete_agencies(self) -> None:
        """Give the agencies that the file names without an owner the owner the shipped registry knows."""
        if not any(s.kind in MEDIA and s.controller is None for s in self.sources.values()):
            return
        index = shipped()
        for source in list(self.sources.values()):
            if source.kind not in MEDIA or source.controller is not None or source.declared == "shipped":
                continue
            known = next((index.by_name[f] for f in map(fold, (source.id, source.name)) if f in index.by_name), None)
            if known is None:
                continue
            entry = index.entry(known, self.language)
            owner = entry.part_of or entry.owned_by
            if owner is not None:
                resolved = self._import(owner)
                if resolved != source.id:
                    self.sources[source.id] = replace(source, owned_by=resolved, basis=entry.basis)
                    self.understood.append(Understood("owner", source.id, resolved, entry.basis or ""))


@lru_cache(maxsize=4096)
def _shipped_source(name: str, language: str) -> Source:
    """A source of the shipped registry as a dossier in that language calls it."""
    entry = shipped().entry(name, language)
    return source_of(name, entry, "shipped", (), lambda written, pointer: dates.parse(str(written)))


#: What a source says beside its names.
_DESCRIPTIVE_FIELDS = tuple(
    fact.field for fact in field_facts(SourceEntry) if fact.handled is None and fact.field not in ("name", "aliases")
)


def _merge_fix(source: Source, other: Source) -> Fix | None:
    """One source in place of two of one name; only where the second says nothing that the first does not."""
    if other.declared != "file" or any(
        (said := getattr(source, field)) and said != getattr(other, field) for field in _DESCRIPTIVE_FIELDS
    ):
        return None
    known = {fold(spelling) for spelling in (other.id, other.name, *other.aliases)}
    new = {fold(n): n for n in reversed((source.id, source.name, *source.aliases)) if fold(n) not in known}
    removal = DataEdit("remove", source.pointer)
    aliases = DataEdit("alias", other.pointer, "\n".join(reversed(new.values())))
    return Fix((removal, aliases) if new else (removal,), "safe")


def near_claim_problem(name: str, claims: list[str], pointer: Pointer, comparisons: Comparisons) -> Problem | None:
    """A claim implied by its quote whose id is nearly that of a declared one."""
    close = comparisons.nearest(name, claims, limit=1, cutoff=0.85)
    if not close:
        return None
    return Problem(
        "unknown-reference",
        M("the claim `{name}` is declared nowhere; `{other}` is", name=name, other=close[0]),
        pointer=pointer,
        key=True,
        subject=name,
        advice=M("write `{other}`, or declare `{name}`", name=name, other=close[0]),
        fix=Fix((DataEdit("rename", pointer, close[0]),)),
        severity=Severity.WARNING,
    )
