"""Editorial defeat: which statements are OUT because somebody entitled to it took them back.

Retractions and revisions attack; contradictions do not. The labelling is Dung's grounded one (1995), computed as the
least fixed point over three values (Caminada 2006): an act counts once the statement or document that makes it
certainly stands, and a statement stands once no act against it can count. What stays undecided stands, with a finding.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from provenance.assess.snapshot import Snapshot, date_of
from provenance.graph.groups import Groups
from provenance.model.dossier import Statement

RETRACTION, REVISION = "retraction", "revision"


@dataclass(frozen=True)
class Cause:
    """Why a statement is OUT: the kind of act, the statement or document that made it, and what it was done to."""

    kind: str
    by: str
    of: str
    notice: bool = False


@dataclass(frozen=True)
class Defeat:
    """The labelling: who is OUT and why, which documents have withdrawn what, and what could not be decided."""

    out: Mapping[str, tuple[Cause, ...]] = field(default_factory=dict)
    undecided: frozenset[str] = frozenset()
    never_said: frozenset[str] = frozenset()
    withdrawn: Mapping[tuple[str, str], tuple[Cause, ...]] = field(default_factory=dict)

    def stands(self, statement: Statement) -> bool:
        return statement.id not in self.out and statement.id not in self.never_said


def defeat(known: Snapshot, groups: Groups) -> Defeat:
    """Label every known statement."""
    return _Labelling(known, groups).run()


class _Labelling:
    """Labels are True (OUT), False (IN), or absent while undecided."""

    def __init__(self, known: Snapshot, groups: Groups) -> None:
        self.known = known
        self.groups = groups
        self.dossier = known.dossier
        documents = self.dossier.documents
        self.retractors: dict[str, list[str]] = {}
        self.newer: dict[str, list[str]] = {}
        self.revising = False
        self.notices: dict[str, list[str]] = {}
        for document_id in sorted(known.documents):
            document = documents[document_id]
            for old in document.retracts:
                if old != document_id:
                    self.retractors.setdefault(old, []).append(document_id)
            for old in document.corrects:
                self.notices.setdefault(old, []).append(document_id)
            self.revising = self.revising or bool(document.revises)
        self.takers: dict[str, list[str]] = {}
        for statement in known.statements.values():
            for target in statement.retracts:
                if target in known.statements and self._may_retract(statement, known.statements[target]):
                    self.takers.setdefault(target, []).append(statement.id)
        self.never_said = frozenset(s.id for s in known.statements.values() if s.never_said)
        self.document_out: dict[str, bool] = {}
        self.out: dict[str, bool] = dict.fromkeys(self.never_said, True)
        self.affirming: dict[tuple[str, str], list[str]] = {}

    def run(self) -> Defeat:
        if not (self.retractors or self.revising or self.takers or self.never_said):
            return Defeat(never_said=self.never_said)
        for statement in self.known.statements.values():
            if statement.affirms and statement.document is not None and statement.claim is not None:
                self.affirming.setdefault((statement.document, statement.claim), []).append(statement.id)
        self._label_documents()
        for document_id in sorted(self.known.documents):
            for old in self._older(document_id):
                self.newer.setdefault(old, []).append(document_id)
        open_ = [s for s in self.known.statements.values() if s.id not in self.out]
        while True:
            left = []
            for statement in open_:
                label = self._is_out(statement)
                if label is None:
                    left.append(statement)
                else:
                    self.out[statement.id] = label
            if len(left) == len(open_):
                break
            open_ = left
        causes: dict[str, tuple[Cause, ...]] = {}
        for statement in self.known.statements.values():
            if self.out.get(statement.id) and statement.id not in self.never_said:
                causes[statement.id] = tuple(dict.fromkeys(self._causes(statement, frozenset())))
        withdrawn = {key: found for key in self.affirming if (found := tuple(self._withdrawals(*key)))}
        return Defeat(causes, frozenset(s.id for s in open_), self.never_said, withdrawn)

    # --- documents -------------------------------------------------------------------------------------------------

    def _older(self, document_id: str) -> list[str]:
        """The versions that a document replaces: through a standing second version it replaces the first one too."""
        found: dict[str, None] = {}
        todo = list(self.dossier.documents[document_id].revises)
        while todo:
            old = todo.pop()
            if old not in found and old != document_id:
                found[old] = None
                if old in self.known.documents and self.document_out.get(old) is False:
                    todo.extend(self.dossier.documents[old].revises)
        return list(found)

    def _label_documents(self) -> None:
        """A document is OUT when a standing document retracts it; a circle of retractions stays undecided."""
        for document_id in self.known.documents:
            if document_id not in self.retractors:
                self.document_out[document_id] = False
        changed = True
        while changed:
            changed = False
            for document_id, retractors in self.retractors.items():
                if document_id in self.document_out:
                    continue
                labels = [self.document_out.get(r) for r in retractors]
                if False in labels or all(labels):
                    self.document_out[document_id] = False in labels
                    changed = True

    def _withdrew(self, document: str, claim: str | None) -> bool | None:
        """Whether a document has withdrawn a claim: it is retracted, or a standing newer version affirms a rival."""
        label = self.document_out.get(document, None if document in self.retractors else False)
        if label or claim is None:
            return label
        for newer in self.newer.get(document, ()):
            gone = self.document_out.get(newer)
            for rival in self.known.rivals.get(claim, ()):
                for affirming in self.affirming.get((newer, rival), ()):
                    if gone is False and self.out.get(affirming) is False:
                        return True
                    if gone is not True and self.out.get(affirming) is not True:
                        label = None
        return label

    # --- statements ------------------------------------------------------------------------------------------------

    def _may_retract(self, taker: Statement, target: Statement) -> bool:
        """Only the speaker takes words back, and not before they were said."""
        speaker, spoken = self._speaker(taker), self._speaker(target)
        if speaker is None or speaker != spoken or taker.id == target.id:
            return False
        documents = self.dossier.documents
        taken, said = date_of(taker, documents), date_of(target, documents)
        return taken is None or said is None or not taken.before(said)

    def _speaker(self, statement: Statement) -> str | None:
        if statement.chain:
            first = statement.chain[0]
            source = self.dossier.documents[first.id].publisher if first.is_document else first.id
            return self.groups.top[source]
        if statement.own is not None and statement.document is not None:
            return self.groups.top[self.dossier.documents[statement.document].publisher]
        return None

    def _is_out(self, statement: Statement) -> bool | None:
        """Whether some act against the statement counts; None while that hangs on what is undecided."""
        labels: list[bool | None] = []
        for taker in self.takers.get(statement.id, ()):
            out = self.out.get(taker)
            labels.append(None if out is None else not out)
        if statement.document is not None:
            labels.append(self._withdrew(statement.document, statement.claim))
        for hop in statement.chain:
            if hop.is_document and hop.id in self.known.documents:
                labels.append(self._withdrew(hop.id, statement.claim))
                labels.append(self._all_out(hop.id, statement.claim))
        if True in labels:
            return True
        return None if None in labels else False

    def _all_out(self, document: str, claim: str | None) -> bool | None:
        """Whether a document affirms the claim and all of that is OUT."""
        if claim is None:
            return False
        labels = [self.out.get(s) for s in self.affirming.get((document, claim), ())]
        if not labels or False in labels:
            return False
        return None if None in labels else True

    # --- causes ----------------------------------------------------------------------------------------------------

    def _causes(self, statement: Statement, seen: frozenset[str]) -> Iterable[Cause]:
        if statement.id in seen:
            return
        seen |= {statement.id}
        for taker in self.takers.get(statement.id, ()):
            if self.out.get(taker) is not True:
                yield Cause(RETRACTION, taker, statement.id)
        hops = [hop.id for hop in statement.chain if hop.is_document and hop.id in self.known.documents]
        for document in dict.fromkeys([*([statement.document] if statement.document else []), *hops]):
            yield from self._withdrawals(document, statement.claim)
        for document in hops:
            if statement.claim is not None and self._all_out(document, statement.claim):
                for other in self.affirming.get((document, statement.claim), ()):
                    yield from self._causes(self.known.statements[other], seen)

    def _withdrawals(self, document: str, claim: str | None) -> Iterable[Cause]:
        for retractor in self.retractors.get(document, ()):
            if self.document_out.get(document) and self.document_out.get(retractor) is False:
                yield Cause(RETRACTION, retractor, document)
        for newer in self.newer.get(document, ()):
            if claim is None or self.document_out.get(newer) is not False:
                continue
            for rival in self.known.rivals.get(claim, ()):
                if any(self.out.get(s) is False for s in self.affirming.get((newer, rival), ())):
                    notice = any(self.document_out.get(n) is not True for n in self.notices.get(document, ()))
                    yield Cause(REVISION, newer, document, notice)
