"""Copies of one text: those the file records, those that are seen in the texts, and what a copy's statements rest on.

A statement that is read in a copy is read as if the earliest text it copies were the hop before its publisher.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from provenance.assess.parties import Stakes
from provenance.assess.utterance import speaking_source
from provenance.graph.groups import Groups, control_groups
from provenance.model.components import rings
from provenance.model.document import Document
from provenance.model.dossier import Dossier, Hop, Statement
from provenance.model.vocabulary import AFFIRMING, Own

Pairs = frozenset[frozenset[str]]


def recorded_pairs(documents: Mapping[str, Document]) -> Pairs:
    """Pairs of documents that the file records as one text: translations, and equal hashes."""
    found: set[frozenset[str]] = set()
    by_hash: dict[str, str] = {}
    for document in documents.values():
        others = [o for o in (document.translates, document.copy_of) if o is not None]
        content = document.text_sha256 or document.sha256
        if content is not None and by_hash.setdefault(content, document.id) != document.id:
            others.append(by_hash[content])
        found.update(frozenset((document.id, other)) for other in others if other != document.id)
    return frozenset(found)


@dataclass(frozen=True)
class Copies:
    """The copies of a dossier: pairs that the file records, and pairs that only the texts show (`seen`)."""

    dossier: Dossier
    recorded: Pairs
    seen: Pairs = frozenset()

    def as_relays(self, statements: Sequence[Statement], known: Collection[str]) -> list[Statement]:
        """The statements, each one read in a copy relayed from the earliest known text that says the same."""
        if not self.recorded and not self.seen:
            return list(statements)
        order = _Order(self.dossier, statements, known)
        return [self._as_relay(statement, order) for statement in statements]

    def _as_relay(self, statement: Statement, order: "_Order") -> Statement:
        document, claim = statement.document, statement.claim
        if document is None or claim is None or not statement.attributed or not self.alike(document):
            return statement

        def says_the_same(text: str) -> bool:
            if text not in order.known or self._told_apart(statement, text):
                return False
            return any(_same_side(statement, other) for other in order.said(text, claim))

        earliest = order.earliest(document, self.alike(document), claim, says_the_same)
        if earliest is None or any(hop.id == earliest and hop.is_document for hop in statement.chain):
            return statement
        told = order.said(earliest, statement.claim)
        if any(hop.id == document and hop.is_document for other in told for hop in other.chain):
            return statement
        hop = Hop(earliest, is_document=True, inferred=not self._are_recorded(document, earliest))
        return replace(statement, chain=(*order.before_publisher(statement), hop), own=None)

    def _told_apart(self, statement: Statement, document: str) -> bool:
        """Whether the file says of that pair that it is two texts, or versions of one."""
        pair = frozenset((statement.document or "", document))
        if self._are_versions(statement.document or "", document):
            return True
        return any(
            pair <= {*one.documents} or (statement.id in one.statements and self._speaks(document, one.statements))
            for one in self.dossier.distinct
        )

    def _speaks(self, document: str, statements: Collection[str]) -> bool:
        return any(s.document == document and s.id in statements for s in self.dossier.statements)

    def alike(self, document: str) -> tuple[str, ...]:
        """The documents that are, or seem, one text with it."""
        return self._alike.get(document, ())

    @cached_property
    def ordering(self) -> Mapping[str, tuple[str, ...]]:
        """For each document with copies the statements that say which came first, whatever claim they are on: those
        that are read in one of them and come through another, or through whoever publishes it.
        """
        found: dict[str, list[str]] = {}
        for statement in self.dossier.statements:
            document = statement.document
            if document is None or not self.alike(document):
                continue
            for other in {hop.id for hop in statement.chain if hop.is_document} - {document}:
                for one in {document, *self.alike(document)} & {other, *self.alike(other)}:
                    found.setdefault(one, []).append(statement.id)
            named = {hop.id for hop in statement.chain if not hop.is_document}
            if any(self.dossier.documents[other].publisher in named for other in self.alike(document)):
                for one in (document, *self.alike(document)):
                    found.setdefault(one, []).append(statement.id)
        return {document: tuple(names) for document, names in found.items()}

    def unrecorded(self, known: Collection[str]) -> dict[str, str]:
        """For each known copy that only the texts show the text it seems to copy."""
        if not self.seen:
            return {}
        order = _Order(self.dossier, self.dossier.statements, known)
        found: dict[str, str] = {}
        for document in sorted({d for pair in self.seen for d in pair if d in known}):
            others = [o for o in self.alike(document) if o in known and frozenset((document, o)) in self.seen]
            others = [o for o in others if not self._is_answered(document, o, order)]
            earliest = order.earliest(document, others, None)
            if earliest is not None:
                found[document] = earliest
        return found

    def originals(self) -> set[str]:
        """The documents of which another one is, or seems, a copy."""
        order = _Order(self.dossier, self.dossier.statements, self.dossier.documents)
        found = set()
        for document, alike in self._alike.items():

            def is_copied(other: str, document: str = document) -> bool:
                return not self._are_versions(document, other) and not self._are_distinct(frozenset((document, other)))

            earliest = order.earliest(document, alike, None, is_copied)
            if earliest is not None:
                found.add(earliest)
        return found

    def _are_distinct(self, pair: frozenset[str]) -> bool:
        return any(pair <= {*distinct.documents} for distinct in self.dossier.distinct)

    def _is_answered(self, one: str, other: str, order: "_Order") -> bool:
        """Whether the file says what ties two documents."""
        pair = frozenset((one, other))
        answered = self._are_versions(one, other) or self._are_recorded(one, other) or order.has_chain(one, other)
        return answered or self._are_distinct(pair)

    def _are_versions(self, one: str, other: str) -> bool:
        """Whether two documents are versions of one."""
        return one in self._versions and self._versions[one] is self._versions.get(other)

    def _are_recorded(self, one: str, other: str) -> bool:
        """Whether two documents are in one set of recorded copies."""
        return one in self._recorded_sets and self._recorded_sets[one] is self._recorded_sets.get(other)

    @cached_property
    def _recorded_sets(self) -> Mapping[str, frozenset[str]]:
        """For each document that is one text with others by the file's record, all of them and itself."""
        return _sets(p for p in self.recorded if not self._are_versions(*sorted(p)))

    @cached_property
    def _versions(self) -> Mapping[str, frozenset[str]]:
        """For each document that has versions, all of them and itself."""
        return _sets(
            frozenset((d.id, old)) for d in self.dossier.documents.values() for old in d.revises if old != d.id
        )

    @cached_property
    def _alike(self) -> Mapping[str, tuple[str, ...]]:
        """For each document those that are, or seem, one text with it."""
        found: dict[str, set[str]] = {d: {*together} for d, together in self._recorded_sets.items()}
        for pair in self.seen:
            for document in pair:
                found.setdefault(document, set()).update(pair)
        return {document: tuple(sorted(others - {document})) for document, others in found.items()}


def _sets(pairs: Iterable[frozenset[str]]) -> dict[str, frozenset[str]]:
    """For each document of some pairs the set of those that are tied to it through any number of pairs."""
    found: dict[str, frozenset[str]] = {}
    for ring in rings(_both_ways(pairs)):
        found |= dict.fromkeys(ring, frozenset(ring))
    return found


def _both_ways(pairs: Iterable[frozenset[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pair in sorted(map(sorted, pairs)):
        for document in pair:
            found.setdefault(document, []).extend(o for o in pair if o != document)
    return found


def _same_side(one: Statement, other: Statement) -> bool:
    return one.stance is other.stance or {one.stance, other.stance} <= AFFIRMING


@dataclass(frozen=True)
class _Order:
    """Which of several texts that are alike came first.

    A chain (through a text, else through who publishes it) or a translation that the file records decides, then the
    dates. Where none does the cautious reading: a relay before a first-hand voice, a party before a third party,
    anonymous before named.
    """

    dossier: Dossier
    statements: Sequence[Statement]
    known: Collection[str]

    def earliest(
        self, document: str, others: Sequence[str], claim: str | None, counts: Callable[[str], bool] = lambda _: True
    ) -> str | None:
        """The first of the others that count, if one came before the document."""
        first = self._first_of_all(frozenset((document, *others)), claim)
        if first is not None and first != document and counts(first):
            # It came before all of them: there is no need to look at each.
            return first
        before = [other for other in sorted(others) if counts(other) and self._before(other, document, claim)]
        return self._first(before, claim) or next(iter(before), None)

    def _first_of_all(self, documents: frozenset[str], claim: str | None) -> str | None:
        """What came before all others in a set of texts; the same set is asked for once for each of them."""
        key = (documents, claim)
        if key not in self._firsts:
            self._firsts[key] = self._first(sorted(documents), claim)
        return self._firsts[key]

    @cached_property
    def _firsts(self) -> dict[tuple[frozenset[str], str | None], str | None]:
        return {}

    def _first(self, documents: Sequence[str], claim: str | None) -> str | None:
        """What came before all the others. Of two texts one always did: it is left after one pass, if there is one."""
        if not documents:
            return None
        first = documents[0]
        for other in documents[1:]:
            if self._before(other, first, claim):
                first = other
        return None if any(self._before(o, first, claim) for o in documents if o != first) else first

    def before_publisher(self, statement: Statement) -> tuple[Hop, ...]:
        """The chain without those at its end who publish the document it is read in."""
        publisher = self._groups.top[self.dossier.documents[statement.document or ""].publisher]
        chain = statement.chain
        while chain and not chain[-1].is_document and self._groups.top[chain[-1].id] == publisher:
            chain = chain[:-1]
        return chain

    def said(self, document: str, claim: str | None) -> Sequence[Statement]:
        """The statements on a claim that are read in a document."""
        return self._said.get((document, claim), ())

    def has_chain(self, one: str, other: str) -> bool:
        """Whether a chain leads from one of the documents to the other."""
        return any(self._cites(a, b) or self._names(a, b) for a, b in ((one, other), (other, one)))

    def _cites(self, one: str, other: str) -> bool:
        """Whether a chain that is read in one text comes through the other."""
        return other in self._hops.get(one, ())

    def _names(self, one: str, other: str) -> bool:
        """Whether a chain that is read in one text comes through who publishes the other."""
        mine, theirs = (self.dossier.documents[document].publisher for document in (one, other))
        return mine != theirs and theirs in self._sources.get(one, ())

    def _before(self, one: str, other: str, claim: str | None) -> bool:
        for leads in (self._cites, self._names):
            if leads(other, one) != leads(one, other):
                return leads(other, one)
        original, translation = one in self._originals(other), other in self._originals(one)
        if original != translation:
            return original
        first, second = self.dossier.documents[one].published, self.dossier.documents[other].published
        if first is not None and second is not None and (first.before(second) or second.before(first)):
            return first.before(second)
        return (*self._caution(one, claim), one) < (*self._caution(other, claim), other)

    def _originals(self, document: str) -> set[str]:
        """What a document translates or is a copy of, and so on."""
        if document not in self._known_originals:
            self._known_originals[document] = self._all_originals(document)
        return self._known_originals[document]

    @cached_property
    def _known_originals(self) -> dict[str, set[str]]:
        return {}

    def _all_originals(self, document: str) -> set[str]:
        found: set[str] = set()
        todo = [document]
        while todo:
            held = self.dossier.documents[todo.pop()]
            for original in (held.translates, held.copy_of):
                if original is not None and original not in found:
                    found.add(original)
                    todo.append(original)
        return found

    @cached_property
    def _hops(self) -> Mapping[str, frozenset[str]]:
        """For each document those that the chains of its statements pass through."""
        found: dict[str, set[str]] = {}
        for statement in self.statements:
            if statement.document is not None and not statement.never_said:
                found.setdefault(statement.document, set()).update(h.id for h in statement.chain if h.is_document)
        return {document: frozenset(hops - {document}) for document, hops in found.items()}

    @cached_property
    def _sources(self) -> Mapping[str, frozenset[str]]:
        """For each document the sources that the chains of its statements name."""
        found: dict[str, set[str]] = {}
        for statement in self.statements:
            if statement.document is not None and not statement.never_said:
                found.setdefault(statement.document, set()).update(h.id for h in statement.chain if not h.is_document)
        return {document: frozenset(hops) for document, hops in found.items()}

    @cached_property
    def _said(self) -> Mapping[tuple[str, str | None], list[Statement]]:
        found: dict[tuple[str, str | None], list[Statement]] = {}
        for statement in self.statements:
            if statement.document is not None and not statement.never_said:
                found.setdefault((statement.document, statement.claim), []).append(statement)
        return found

    def _caution(self, document: str, claim: str | None) -> tuple[bool, bool, bool]:
        said = self.said(document, claim)
        voices = [self._voice(statement) for statement in said]
        return (
            any(s.own is Own.FIRST_HAND for s in said),
            not all(self._is_party(voice, claim) for voice in voices),
            not all(voice is None for voice in voices),
        )

    def _voice(self, statement: Statement) -> str | None:
        """The group a statement begins with; None for a voice nobody can place."""
        source = speaking_source(statement, self.dossier.documents)
        if source is None or statement.own is Own.UNSOURCED:
            return None
        top = self._groups.top[source]
        return None if self._groups.node(top).is_anonymous else top

    def _is_party(self, voice: str | None, claim: str | None) -> bool:
        if voice is None or claim is None or claim not in self.dossier.claims:
            return False
        return Stakes(self.dossier.claims[claim], self.dossier, self._groups).party([voice])

    @cached_property
    def _groups(self) -> Groups:
        return control_groups(self.dossier, [s for s in self.statements if not s.never_said])
