"""Editorial defeat: which statements are OUT because somebody entitled to it took them back.

Retractions and revisions attack; contradictions do not. The labelling is Dung's grounded one (1995), computed as an
alternating fixed point (Van Gelder 1989): first everything that could be OUT is, then only what is OUT by acts that
survive, and so on until nothing moves. What is neither certainly OUT nor certainly standing stands, with a finding; its
own acts do not count.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from provenance.assess.snapshot import Snapshot, date_of, speaking_source
from provenance.graph.groups import Groups
from provenance.model.dossier import Statement

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
    """The labelling: who is OUT and why, and what could not be decided. What was never said has no cause."""

    out: Mapping[str, tuple[DefeatCause, ...]] = field(default_factory=dict)
    undecided: frozenset[str] = frozenset()
    never_said: frozenset[str] = frozenset()
    retracted: Mapping[str, tuple[DefeatCause, ...]] = field(default_factory=dict)


def defeat(known: Snapshot, groups: Groups) -> Defeat:
    """Label every known statement."""
    acts = _Acts(known, groups)
    if not acts.any():
        return Defeat()
    surely = _Labels()
    while True:
        perhaps = acts.labels(surely)
        out = acts.labels(perhaps)
        if out == surely:
            break
        surely = out
    causes = {
        s.id: tuple(dict.fromkeys(acts.causes(s, perhaps, out, frozenset())))
        for s in known.statements.values()
        if s.id in out.statements and s.id not in acts.never_said
    }
    retracted = {d: tuple(acts.retractions(d, perhaps)) for d in sorted(out.documents)}
    return Defeat(causes, frozenset(perhaps.statements - out.statements), acts.never_said, retracted)


@dataclass
class _Labels:
    """Statements and documents that are OUT."""

    statements: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)


class _Acts:
    """The editorial acts that are known, and what they do if some of those who make them have fallen."""

    def __init__(self, known: Snapshot, groups: Groups) -> None:
        self.known = known
        self.groups = groups
        self.dossier = known.dossier
        self.document_retractions: dict[str, list[str]] = {}
        self.correction_notices: dict[str, list[str]] = {}
        self.document_revisions: dict[str, list[str]] = {}
        for document_id in sorted(known.documents):
            document = self.dossier.documents[document_id]
            for kind, targets in (
                (self.document_retractions, document.retracts),
                (self.correction_notices, document.corrects),
                (self.document_revisions, document.revises),
            ):
                for old in targets:
                    if old != document_id:
                        kind.setdefault(old, []).append(document_id)
        self.retractions_by_target: dict[str, list[str]] = {}
        for statement in known.statements.values():
            for target in statement.retracts:
                if target in known.statements and self._may_retract(statement, known.statements[target]):
                    self.retractions_by_target.setdefault(target, []).append(statement.id)
        self.never_said = frozenset(s.id for s in known.statements.values() if s.never_said)

    def any(self) -> bool:
        return bool(
            self.document_retractions or self.document_revisions or self.retractions_by_target or self.never_said
        )

    def labels(self, fallen: _Labels) -> _Labels:
        """Everything that is OUT if exactly the acts of what has not fallen count."""
        documents = {
            old
            for old, retractors in self.document_retractions.items()
            if any(r not in fallen.documents for r in retractors)
        }
        out = _Labels(set(self.never_said), documents)
        open_ = self._touchable
        while True:
            left = [s for s in open_ if not self._falls(s, fallen, out)]
            if len(left) == len(open_):
                return out
            open_ = left

    @cached_property
    def _touchable(self) -> list[Statement]:
        """The statements that some act could reach."""
        return [
            s
            for s in self.known.statements.values()
            if s.id not in self.never_said
            and (
                s.id in self.retractions_by_target
                or s.document in self.document_retractions
                or s.document in self.document_revisions
                or any(hop.is_document for hop in s.chain)
            )
        ]

    def _falls(self, statement: Statement, fallen: _Labels, out: _Labels) -> bool:
        claim = _claim(statement)
        documents = [hop.id for hop in statement.chain if hop.is_document]
        falls = (
            any(retraction not in fallen.statements for retraction in self.retractions_by_target.get(statement.id, ()))
            or (statement.document is not None and self._withdrawn(statement.document, claim, fallen, out))
            or any(self._withdrawn(d, claim, fallen, out) or self._all_out(d, claim, out) for d in documents)
        )
        if falls:
            out.statements.add(statement.id)
        return falls

    def _withdrawn(self, document: str, claim: str | None, fallen: _Labels, out: _Labels) -> bool:
        """A document has withdrawn a claim when it is retracted, or a standing newer version affirms a rival."""
        return document in out.documents or any(True for _ in self._replacing(document, claim, fallen))

    def _replacing(self, document: str, claim: str | None, fallen: _Labels) -> Iterable[str]:
        """The standing newer versions of a document that affirm a rival of the claim."""
        rivals = self.known.rivals.get(claim, ()) if claim is not None else ()
        if not rivals or document not in self.document_revisions:
            return
        for newer in self._newer(document, fallen):
            for rival in rivals:
                if any(
                    s.document == newer and s.affirms and s.id not in fallen.statements
                    for s in self.known.by_claim.get(rival, ())
                ):
                    yield newer
                    break

    def _newer(self, document: str, fallen: _Labels) -> list[str]:
        """The standing versions that replace a document, or replace a standing one that does."""
        found: dict[str, None] = {}
        todo = [document]
        while todo:
            for newer in self.document_revisions.get(todo.pop(), ()):
                if newer not in found and newer != document and newer not in fallen.documents:
                    found[newer] = None
                    todo.append(newer)
        return list(found)

    def _all_out(self, document: str, claim: str | None, out: _Labels) -> bool:
        """Whether a document affirms the claim and all of that is OUT."""
        said = [s.id for s in self.known.by_claim.get(claim or "", ()) if s.document == document and s.affirms]
        return bool(said) and all(s in out.statements for s in said)

    def _may_retract(self, retraction: Statement, target: Statement) -> bool:
        """Only the speaker takes words back, and not before they were said."""
        speaker, spoken = self._speaker(retraction), self._speaker(target)
        if speaker is None or speaker != spoken or retraction.id == target.id:
            return False
        taken, said = date_of(retraction, self.dossier.documents), date_of(target, self.dossier.documents)
        return taken is None or said is None or not taken.before(said)

    def _speaker(self, statement: Statement) -> str | None:
        source = speaking_source(statement, self.dossier.documents)
        return None if source is None else self.groups.top[source]

    # --- causes ----------------------------------------------------------------------------------------------------

    def causes(
        self, statement: Statement, fallen: _Labels, out: _Labels, seen: frozenset[str]
    ) -> Iterable[DefeatCause]:
        """The acts a statement fell by, directly or with the document it came through."""
        if statement.id in seen:
            return
        seen |= {statement.id}
        claim = _claim(statement)
        for retraction in self.retractions_by_target.get(statement.id, ()):
            if retraction not in fallen.statements:
                yield DefeatCause(RETRACTION, retraction, statement.id)
        hops = [hop.id for hop in statement.chain if hop.is_document]
        for document in dict.fromkeys([*([statement.document] if statement.document else []), *hops]):
            yield from self.retractions(document, fallen)
            for newer in self._replacing(document, claim, fallen):
                notice = any(n not in out.documents for n in self.correction_notices.get(document, ()))
                yield DefeatCause(REVISION, newer, document, notice)
        for document in hops:
            if self._all_out(document, claim, out):
                for other in self.known.by_claim.get(claim or "", ()):
                    if other.document == document and other.affirms:
                        yield from self.causes(other, fallen, out, seen)

    def retractions(self, document: str, fallen: _Labels) -> Iterable[DefeatCause]:
        for retractor in self.document_retractions.get(document, ()):
            if retractor not in fallen.documents:
                yield DefeatCause(RETRACTION, retractor, document)


def _claim(statement: Statement) -> str | None:
    """The claim a statement may fall with. A bare act takes no side: only the fall of a whole document reaches it."""
    return statement.claim if statement.stance is not None else None
