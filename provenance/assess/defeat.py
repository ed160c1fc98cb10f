"""Editorial defeat: which statements are OUT because somebody entitled to it took them back.

Retractions and revisions attack; contradictions do not. The labelling is Dung's grounded one (1995), computed as an
alternating fixed point (Van Gelder 1989): first everything that could be OUT is, then only what is OUT by acts that
survive, and so on until nothing moves. What is neither certainly OUT nor certainly standing stands, with a finding; its
own acts do not count.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from provenance.assess.snapshot import Snapshot
from provenance.assess.utterance import date_of
from provenance.assess.versions import Fallen, Versions
from provenance.graph.groups import Groups
from provenance.model.dossier import Hop, Statement
from provenance.model.vocabulary import AFFIRMING

RETRACTION, REVISION = "retraction", "revision"


@dataclass(frozen=True, slots=True)
class DefeatCause:
    """Why a statement is OUT: the kind of act, the statement or document that made it, and what it was done to."""

    kind: str
    by: str
    of: str
    notice: bool = False


@dataclass(frozen=True)
class Defeat:
    """The labelling: who is OUT and why, and what could not be decided. What was never said has no cause.

    `void` are the retractions that take nothing back, each with what it names: somebody else's words, or later ones.
    """

    out: Mapping[str, tuple[DefeatCause, ...]] = field(default_factory=dict)
    undecided: frozenset[str] = frozenset()
    never_said: frozenset[str] = frozenset()
    retracted: Mapping[str, tuple[DefeatCause, ...]] = field(default_factory=dict)
    void: tuple[tuple[Statement, Statement], ...] = ()


def defeat(known: Snapshot, groups: Groups) -> Defeat:
    """Label every known statement."""
    if not _may_hold_acts(known):
        return Defeat()
    acts = _Acts(known, groups)
    if not acts.any():
        return Defeat(void=acts.void)
    surely, open_ = Fallen(documents=surely_retracted(acts.document_retractions)), acts.touchable
    while True:
        # What surely fell stays so, and what not even perhaps fell: only what lies between is looked at again.
        perhaps = acts.labels(surely, surely, open_)
        open_ = [s for s in open_ if s.id in perhaps.statements]
        out = acts.labels(perhaps, surely, open_)
        if out == surely:
            break
        surely = out
        open_ = [s for s in open_ if s.id not in out.statements]
    causes = {
        s.id: tuple(dict.fromkeys(acts.causes(s, perhaps, out, frozenset())))
        for s in known.statements.values()
        if s.id in out.statements and s.id not in acts.never_said
    }
    retracted = {d: tuple(acts.retractions(d, perhaps)) for d in sorted(out.documents)}
    return Defeat(causes, frozenset(perhaps.statements - out.statements), acts.never_said, retracted, acts.void)


def surely_retracted(retractors: Mapping[str, list[str]]) -> frozenset[str]:
    """The documents that one retracts which stands: nobody retracts it, or only documents of which this is true.

    No statement bears on it, so it is known before the others are asked.
    """
    retracted: dict[str, list[str]] = {}
    for old, by in retractors.items():
        for retractor in by:
            retracted.setdefault(retractor, []).append(old)
    standing_retractors = {old: len(by) for old, by in retractors.items()}
    out: set[str] = set()
    todo = [retractor for retractor in retracted if retractor not in retractors]
    while todo:
        for old in retracted.get(todo.pop(), ()):
            if old not in out:
                out.add(old)
                for older in retracted.get(old, ()):
                    standing_retractors[older] -= 1
                    if not standing_retractors[older]:
                        todo.append(older)
    return frozenset(out)


def _may_hold_acts(known: Snapshot) -> bool:
    """Whether some document or statement does something to another one, or was never made: in most dossiers none is."""
    documents = known.dossier.documents.values()
    return any(d.revises or d.corrects or d.retracts or d.withdraws for d in documents) or any(
        s.retracts or s.never_said for s in known.statements.values()
    )


class _Acts:
    """The editorial acts that are known, and what they do if some of those who make them have fallen."""

    def __init__(self, known: Snapshot, groups: Groups) -> None:
        self.known = known
        self.groups = groups
        self.dossier = known.dossier
        self.versions = Versions(known, groups)
        self.document_retractions: dict[str, list[str]] = {}
        #: By document and claim: those that take the claim back by name.
        self.claim_retractions: dict[tuple[str, str], list[str]] = {}
        for document_id in sorted(known.documents):
            document = self.dossier.documents[document_id]
            for old in document.retracts:
                if old != document_id:
                    self.document_retractions.setdefault(old, []).append(document_id)
            for one in document.withdraws:
                if one.act == "retracts":
                    self.claim_retractions.setdefault((one.document, one.claim), []).append(document_id)
        self.retractions_by_target: dict[str, list[str]] = {}
        #: By claim and group: what the group took back of its affirmations, and the retraction.
        self.taken_back: dict[tuple[str, str], list[tuple[Statement, Statement]]] = {}
        void = []
        for statement in known.statements.values():
            for target in [known.statements[t] for t in statement.retracts if t in known.statements]:
                if self._may_retract(statement, target):
                    self._add_retraction(statement, target)
                else:
                    void.append((statement, target))
        self.void = tuple(void)
        self.never_said = frozenset(s.id for s in known.statements.values() if s.never_said)

    def _add_retraction(self, retraction: Statement, target: Statement) -> None:
        self.retractions_by_target.setdefault(target.id, []).append(retraction.id)
        group = self.known.speaking_group(target, self.groups)
        if target.affirms and not target.never_said and target.claim is not None and group is not None:
            self.taken_back.setdefault((target.claim, group), []).append((target, retraction))

    def any(self) -> bool:
        return bool(
            self.document_retractions
            or self.versions.newer
            or self.claim_retractions
            or self.retractions_by_target
            or self.never_said
        )

    def labels(self, fallen: Fallen, surely: Fallen, open_: list[Statement]) -> Fallen:
        """Everything that is OUT if exactly the acts of what has not fallen count: what surely is, and of the open
        statements those that fall.
        """
        documents = frozenset(
            old
            for old, retractors in self.document_retractions.items()
            if any(r not in fallen.documents for r in retractors)
        )
        out = Fallen({*self.never_said, *surely.statements}, documents)
        withdrawn: dict[tuple[str, str | None, bool], bool] = {}
        while True:
            left = [s for s in open_ if not self._falls(s, fallen, out, withdrawn)]
            # What upholds a claim may have fallen meanwhile.
            withdrawn = {key: gone for key, gone in withdrawn.items() if gone}
            if len(left) == len(open_):
                return out
            open_ = left

    @cached_property
    def _acted(self) -> frozenset[str]:
        """The documents to which some act was done."""
        return frozenset((*self.document_retractions, *self.versions.newer, *(d for d, _ in self.claim_retractions)))

    @cached_property
    def _acting_publishers(self) -> frozenset[str]:
        """The groups that published them."""
        return frozenset(self.groups.top[self.dossier.documents[d].publisher] for d in self._acted)

    @cached_property
    def touchable(self) -> list[Statement]:
        """The statements that some act could reach."""
        acted, publishers = self._acted, self._acting_publishers

        def may_fall(statement: Statement) -> bool:
            return (
                statement.id in self.retractions_by_target
                or statement.document in acted
                or any(hop.is_document or self.groups.top[hop.id] in publishers for hop in statement.chain)
                or bool(self._earlier_taken_back(statement))
            )

        return [s for s in self.known.statements.values() if s.id not in self.never_said and may_fall(s)]

    def _falls(
        self, statement: Statement, fallen: Fallen, out: Fallen, withdrawn: dict[tuple[str, str | None, bool], bool]
    ) -> bool:
        claim = _claim(statement)
        affirming = statement.stance in AFFIRMING

        def gone(document: str) -> bool:
            """Whether a document has withdrawn the claim."""
            key = (document, claim, affirming)
            if key not in withdrawn:
                withdrawn[key] = any(True for _ in self._withdrawals(document, claim, affirming, fallen, out))
            return withdrawn[key]

        retractions = (*self.retractions_by_target.get(statement.id, ()), *self._earlier_taken_back(statement))
        falls = (
            any(retraction not in fallen.statements for retraction in retractions)
            or (statement.document is not None and gone(statement.document))
            or any(gone(hop.id) for hop in statement.chain if hop.is_document)
            # What befalls an affirmation does not fell a denial.
            or (affirming and any(self._has_lost(hop, claim, gone, out) for hop in statement.chain))
        )
        if falls:
            out.statements.add(statement.id)
        return falls

    def _has_lost(self, hop: Hop, claim: str | None, gone: Callable[[str], bool], out: Fallen) -> bool:
        """Whether all that a document says for the claim is OUT, or a source has withdrawn it in all its documents."""
        if hop.is_document:
            return self._all_out(hop.id, claim, out)
        if self.groups.top[hop.id] not in self._acting_publishers:
            return False
        own = self._own_documents(hop.id, claim)
        return bool(own) and all(map(gone, own))

    def _earlier_taken_back(self, statement: Statement) -> list[str]:
        """The retractions of what the same group affirmed earlier."""
        if not self.taken_back or not statement.affirms or statement.claim is None:
            return []
        if statement.id not in self._earlier:
            self._earlier[statement.id] = self._retractions_of_earlier(statement)
        return self._earlier[statement.id]

    @cached_property
    def _earlier(self) -> dict[str, list[str]]:
        return {}

    def _retractions_of_earlier(self, statement: Statement) -> list[str]:
        group = self.known.speaking_group(statement, self.groups)
        if date_of(statement, self.dossier.documents) is None:
            return []
        return [
            retraction.id
            for target, retraction in self.taken_back.get((statement.claim or "", group or ""), ())
            if retraction.id != statement.id
            and self._is_earlier(target, statement)
            and not self._is_earlier(retraction, statement)
        ]

    def _is_earlier(self, one: Statement, other: Statement) -> bool:
        first, second = date_of(one, self.dossier.documents), date_of(other, self.dossier.documents)
        return first is not None and second is not None and first.before(second)

    def _withdrawals(
        self, document: str, claim: str | None, affirming: bool, fallen: Fallen, out: Fallen
    ) -> Iterator[DefeatCause]:
        """The acts by which a document has withdrawn a claim: its retraction, that of the claim, a later version."""
        yield from self.retractions(document, fallen)
        if claim is None:
            return
        for retractor in self.claim_retractions.get((document, claim), ()):
            if retractor not in fallen.documents:
                yield DefeatCause(RETRACTION, retractor, document)
        if document in self.versions.newer:
            # A denial is not taken back by what contradicts the claim.
            for newer in self.versions.withdrawing(document, claim, not affirming, out, fallen):
                notice = any(
                    n not in out.documents and self.versions.corrects(n, document, claim, out) for n in self._notices
                )
                yield DefeatCause(REVISION, newer, document, notice)

    @cached_property
    def _notices(self) -> list[str]:
        """The known documents that correct another one."""
        return [n for n in sorted(self.known.documents) if self.dossier.documents[n].corrects]

    def _own_documents(self, source: str, claim: str | None) -> tuple[str, ...]:
        """The documents of a source's group in which the claim is affirmed."""
        key = (self.groups.top[source], claim or "")
        found = self._affirming_documents.get(key)
        if found is None:
            documents, top = self.dossier.documents, self.groups.top
            found = self._affirming_documents[key] = tuple(
                dict.fromkeys(
                    s.document
                    for s in self.known.by_claim.get(claim or "", ())
                    if s.document is not None
                    and s.affirms
                    and not s.never_said
                    and top[documents[s.document].publisher] == key[0]
                )
            )
        return found

    @cached_property
    def _affirming_documents(self) -> dict[tuple[str, str], tuple[str, ...]]:
        return {}

    def _all_out(self, document: str, claim: str | None, out: Fallen) -> bool:
        """Whether a document affirms the claim and all of that is OUT."""
        said = [s.id for s in self.known.by_document.get((document, claim or ""), ()) if s.affirms]
        return bool(said) and all(s in out.statements for s in said)

    def _may_retract(self, retraction: Statement, target: Statement) -> bool:
        """Only the speaker takes words back, and not before they were said."""
        speaker, spoken = (self.known.speaking_group(s, self.groups) for s in (retraction, target))
        if speaker is None or speaker != spoken or retraction.id == target.id:
            return False
        return not self._is_earlier(retraction, target)

    # --- causes ----------------------------------------------------------------------------------------------------

    def causes(self, statement: Statement, fallen: Fallen, out: Fallen, seen: frozenset[str]) -> Iterable[DefeatCause]:
        """The acts a statement fell by, directly or with the document it came through."""
        if statement.id in seen:
            return
        seen |= {statement.id}
        claim = _claim(statement)
        for retraction in (
            *self.retractions_by_target.get(statement.id, ()),
            *self._earlier_taken_back(statement),
        ):
            if retraction not in fallen.statements:
                yield DefeatCause(RETRACTION, retraction, statement.id)
        hops = [hop.id for hop in statement.chain if hop.is_document]
        affirming = statement.stance in AFFIRMING
        for document in dict.fromkeys([*([statement.document] if statement.document else []), *hops]):
            yield from self._withdrawals(document, claim, affirming, fallen, out)
        for hop in statement.chain if affirming else ():
            if not hop.is_document:
                causes = {
                    d: list(self._withdrawals(d, claim, True, fallen, out)) for d in self._own_documents(hop.id, claim)
                }
                if all(causes.values()):
                    yield from (cause for found in causes.values() for cause in found)
        for document in hops if affirming else ():
            if self._all_out(document, claim, out):
                for other in self.known.by_document.get((document, claim or ""), ()):
                    if other.affirms:
                        yield from self.causes(other, fallen, out, seen)

    def retractions(self, document: str, fallen: Fallen) -> Iterable[DefeatCause]:
        for retractor in self.document_retractions.get(document, ()):
            if retractor not in fallen.documents:
                yield DefeatCause(RETRACTION, retractor, document)


def _claim(statement: Statement) -> str | None:
    """The claim a statement may fall with. A bare act takes no side: only the fall of a whole document reaches it."""
    return statement.claim if statement.stance is not None else None
