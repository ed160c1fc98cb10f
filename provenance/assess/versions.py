"""Versions of documents, and what a later one says of an earlier one's claims."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from provenance.assess.snapshot import Snapshot, rival_claims
from provenance.assess.utterance import date_of
from provenance.graph.groups import Groups
from provenance.model.components import reached, without_rings
from provenance.model.document import Document
from provenance.model.dossier import Hop, Statement
from provenance.model.vocabulary import Own


@dataclass
class Fallen:
    """Statements and documents that are OUT."""

    statements: set[str] = field(default_factory=set)
    #: Decided when it is made: only statements fall later.
    documents: frozenset[str] = frozenset()


def version_links(documents: Mapping[str, Document]) -> Mapping[str, tuple[str, ...]]:
    """For each document those it replaces or corrects; links in a circle are void."""
    return without_rings({d.id: tuple(dict.fromkeys((*d.revises, *d.corrects))) for d in documents.values()})


@dataclass(frozen=True)
class Versions:
    """The known versions of a dossier's documents."""

    known: Snapshot
    groups: Groups

    @cached_property
    def links(self) -> Mapping[str, tuple[str, ...]]:
        return version_links(self.known.dossier.documents)

    @cached_property
    def newer(self) -> Mapping[str, tuple[str, ...]]:
        """For each document the known ones that replace or correct it."""
        found: dict[str, list[str]] = {}
        for newer, replaced in self.links.items():
            if newer in self.known.documents:
                for older in replaced:
                    found.setdefault(older, []).append(newer)
        return {older: tuple(sorted(versions)) for older, versions in found.items()}

    def withdrawing(self, document: str, claim: str, named_only: bool, surely: Fallen, perhaps: Fallen) -> list[str]:
        """The last versions by which a document has withdrawn a claim; none where a later one upholds it.

        A version withdraws a claim of an earlier one that it names, or (not with `named_only`) contradicts: denies, or
        affirms a rival of. What withdraws must stand beyond doubt (`perhaps` holds all that may have fallen), what
        upholds need only not have fallen (`surely`).
        """
        speaking = self._speaking_against(claim)
        if not speaking:
            return []
        later = self._later(document, perhaps)

        def withdraws(version: str) -> bool:
            return version in speaking and (
                self._names(version, document, claim, perhaps)
                or (not named_only and self._contradicts(version, document, claim, perhaps))
            )

        def is_followed(version: str) -> bool:
            others = later.keys() - self._earlier(version, perhaps)
            return version in replaced or any(self._follows(o, version, perhaps) and withdraws(o) for o in others)

        last: list[str] = []
        replaced: set[str] = set()
        for version in reversed(list(later)):
            if version not in replaced and withdraws(version):
                last.append(version)
                replaced |= self._earlier(version, perhaps)
        upholding = self._affirmed_in.get(claim, set()).difference(last) if last else ()
        for version in self._later(document, surely):
            if version in upholding and not withdraws(version) and not is_followed(version):
                if any(s.affirms for s in self._spoken(version, document, claim, claim, surely)):
                    return []
        return [version for version in reversed(last) if not is_followed(version)]

    def _speaking_against(self, claim: str) -> frozenset[str]:
        """The documents that take a claim back by name, deny it or affirm a rival: all others may be passed."""
        if claim not in self._against:
            rivals = self._possible_rivals.get(claim, ())
            self._against[claim] = frozenset(self._naming.get(claim, ())).union(
                self._denied_in.get(claim, ()), *(self._affirmed_in.get(rival, ()) for rival in rivals)
            )
        return self._against[claim]

    @cached_property
    def _against(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _naming(self) -> Mapping[str, set[str]]:
        return _grouped((claim, version) for (version, _), claims in self._named.items() for claim in claims)

    @cached_property
    def _denied_in(self) -> Mapping[str, set[str]]:
        return self._documents_where(lambda s: s.denies)

    @cached_property
    def _affirmed_in(self) -> Mapping[str, set[str]]:
        return self._documents_where(lambda s: s.affirms)

    def _documents_where(self, speaks: Callable[[Statement], bool]) -> Mapping[str, set[str]]:
        """By claim, the documents that speak of it so."""
        said = self.known.by_document.items()
        return _grouped((claim, document) for (document, claim), held in said if any(map(speaks, held)))

    def corrects(self, version: str, document: str, claim: str, fallen: Fallen) -> bool:
        """Whether a version carries a notice about a claim of a document, or of a version of it that came before."""
        later = self._later(document, fallen)
        return any(
            old in self.links[version] and self._is_named(version, old, claim)
            for old in self.known.dossier.documents[version].corrects
            if old == document or old in later
        )

    def takes_back(self, version: str, document: str) -> bool:
        """Whether a version names what an earlier one tells, or contradicts any of its claims, upheld since or not."""
        fallen = Fallen()
        named = self._named.get((version, document), ())
        if named:
            line = [document, *(d for d in self.known.documents if document in self._later(d, fallen))]
            if any(self.tells(earlier, claim) for claim in named for earlier in line):
                return True
        claims = self._told_in.get(document, ())
        return any(self._contradicts(version, document, claim, fallen) for claim in claims)

    @cached_property
    def _told_in(self) -> Mapping[str, set[str]]:
        """By document the claims of which it speaks."""
        return _grouped(self.known.by_document)

    def _is_named(self, version: str, old: str, claim: str) -> bool:
        named = self._named.get((version, old))
        return named is None or claim in named

    def _names(self, version: str, document: str, claim: str, fallen: Fallen) -> bool:
        later = self._later(document, fallen)
        line = (old for old in self.links[version] if old == document or old in later)
        return any(claim in self._named.get((version, old), ()) for old in line)

    def _contradicts(self, version: str, document: str, claim: str, fallen: Fallen) -> bool:
        """Whether it denies the claim, and not a part only, or affirms a rival of it."""
        if any(s.denies and not s.only for s in self._spoken(version, document, claim, claim, fallen)):
            return True
        return any(
            s.affirms and self._is_rival(s, document, claim)
            for rival in self._told_in.get(version, set()).intersection(self._possible_rivals.get(claim, ()))
            for s in self._spoken(version, document, claim, rival, fallen)
        )

    def _is_rival(self, statement: Statement, document: str, claim: str) -> bool:
        """Whether it affirms what cannot hold beside the claim: of a running question, not on another day."""
        claims, documents = self.known.dossier.claims, self.known.dossier.documents
        one, other = claims[claim], claims[statement.claim or ""]
        if one.about is None or one.about not in self.known.running or one.about != other.about:
            return True
        if other.id in one.contradicts or one.id in other.contradicts:
            return True
        said = [s for s in self.known.by_document.get((document, claim), ()) if s.affirms]
        days = [date_of(s, documents) for s in said] or [documents[document].published]
        now = date_of(statement, documents)
        return not all(day is not None and now is not None and day.apart(now) for day in days)

    def _spoken(self, version: str, document: str, claim: str, about: str, fallen: Fallen) -> list[Statement]:
        """What a version says about a claim (the one of the document, or a rival) in a voice that counts.

        A notice speaks in any; another version in its own, or in one to whom the earlier version gave the claim.
        """
        told = self.known.by_document.get((version, about), ())
        said = [s for s in told if s.id not in fallen.statements and s.attributed]
        if not said or self.corrects(version, document, claim, fallen):
            return said
        publisher = self.groups.top[self.known.dossier.documents[version].publisher]
        heard = {publisher, *self._given_to(document, claim)}
        return [s for s in said if self._is_own(s) or self.known.speaking_group(s, self.groups) in heard]

    def _is_own(self, statement: Statement) -> bool:
        return self.known.as_written.get(statement.id, statement).own is not None

    def _given_to(self, document: str, claim: str) -> set[str | None]:
        """The groups to whom a document gave a claim, as is recorded in it or in a chain through it."""
        key = (document, claim)
        if key not in self._givers:
            self._givers[key] = {
                self.known.speaking_group(s, self.groups)
                for s in self._telling(document, claim)
                if s.affirms and self.known.as_written.get(s.id, s).own is not Own.UNSOURCED
            }
        return self._givers[key]

    def tells(self, document: str, claim: str) -> bool:
        """Whether anything that is said of a claim is recorded in a document, or in a chain through it."""
        return any(True for _ in self._telling(document, claim))

    def _telling(self, document: str, claim: str) -> Iterator[Statement]:
        for said in self.known.by_claim.get(claim, ()):
            through = any(hop.is_document and hop.id == document for hop in self._chain(said))
            if (through or said.document == document) and not said.never_said:
                yield said

    def _chain(self, statement: Statement) -> Sequence[Hop]:
        return self.known.as_written.get(statement.id, statement).chain

    def _later(self, document: str, fallen: Fallen) -> Mapping[str, None]:
        """The standing versions that replace a document, or replace a standing one that does."""
        key = (document, fallen.documents)
        if key in self._found_later:
            return self._found_later[key]
        found: dict[str, None] = {}
        todo = [document]
        while todo:
            for newer in self.newer.get(todo.pop(), ()):
                if newer not in found and newer not in fallen.documents:
                    found[newer] = None
                    todo.append(newer)
        self._found_later[key] = found
        return found

    @cached_property
    def _found_later(self) -> dict[tuple[str, frozenset[str]], Mapping[str, None]]:
        return {}

    def _earlier(self, version: str, fallen: Fallen) -> set[str]:
        """What a version replaces, and what that does as long as it stands."""
        return reached(self.links[version], lambda old: () if old in fallen.documents else self.links[old])

    def _follows(self, one: str, other: str, fallen: Fallen) -> bool:
        """Whether a version came after another: by the links between them, else certainly by date."""
        if one == other:
            return False
        after, before = one in self._later(other, fallen), other in self._later(one, fallen)
        if after or before:
            return after
        documents = self.known.dossier.documents
        first, second = documents[other].published, documents[one].published
        return first is not None and second is not None and first.before(second)

    @cached_property
    def _named(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """For a known version and a document it corrects, the claims that it names."""
        found: dict[tuple[str, str], set[str]] = {}
        for name in self.known.documents:
            for one in self.known.dossier.documents[name].withdraws:
                if one.act == "corrects":
                    found.setdefault((name, one.document), set()).add(one.claim)
        return {pair: frozenset(claims) for pair, claims in found.items()}

    @cached_property
    def _possible_rivals(self) -> Mapping[str, tuple[str, ...]]:
        """The rivals, every day taken for one."""
        return rival_claims(self.known.dossier, self.known.day) if self.known.running else self.known.rivals

    @cached_property
    def _givers(self) -> dict[tuple[str, str], set[str | None]]:
        return {}


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return found
