"""What would change a status: typed edits, each with the status it yields.

The common edits are read off the table of `Facts`, the rare ones are made on the dossier and assessed again; a test
applies every edit and gets the status it names.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import ClassVar, Literal
from weakref import WeakKeyDictionary

from provenance.assess.assessment import Assessment, Assessor
from provenance.assess.status import Facts, decide
from provenance.assess.subset import related_claims, relevant_subset
from provenance.model.dates import When
from provenance.model.document import Document
from provenance.model.dossier import Claim, Dossier, Hop, Statement
from provenance.model.message import M, Message
from provenance.model.source import Source
from provenance.model.vocabulary import Certainty, SourceKind, Stance, Status

#: Retractions that are tried: of a long line of documents the first ones tell enough.
_TRIED = 8
#: Edited parts that are kept: more than one claim tries.
_KEPT = 32
_NEW_SOURCE, _NEW_OUTLET, _NEW_DOCUMENT = "new-source", "new-outlet", "new-document"


@dataclass(frozen=True, slots=True)
class AddStatement:
    """A named voice that is no party and has no tie to the others says something, in a new document of a new outlet."""

    kind: ClassVar[Literal["add_statement"]] = "add_statement"

    claim: str
    stance: Stance
    adjudication: bool = False

    def apply(self, dossier: Dossier, as_of: When) -> Dossier:
        source = Source(_NEW_SOURCE, _NEW_SOURCE, SourceKind.INSTITUTION)
        outlet = Source(_NEW_OUTLET, _NEW_OUTLET, SourceKind.OUTLET)
        document = Document(_NEW_DOCUMENT, _NEW_OUTLET, published=as_of)
        statement = Statement(
            "new-statement", self.claim, self.stance, Certainty.CERTAIN, (Hop(_NEW_SOURCE),),
            document=_NEW_DOCUMENT, adjudication=self.adjudication,
        )  # fmt: skip
        return replace(
            dossier,
            sources={**dossier.sources, source.id: source, outlet.id: outlet},
            documents={**dossier.documents, document.id: document},
            statements=(*dossier.statements, statement),
        )

    def message(self, dossier: Dossier) -> Message:
        if self.adjudication:
            return M("a ruling or an inquiry by a third party that finds it false")
        if self.stance is Stance.DENIES:
            return M("a denial by a named source that is not a party")
        return M("an independent named source that is not a party and affirms it")

    def details(self) -> dict[str, object]:
        return {
            "claim": self.claim, "stance": self.stance.value,
            "adjudication": self.adjudication, "source": {"kind": "institution", "party": False, "independent": True},
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class SetOwner:
    """Two of the origins turn out to belong to one organisation."""

    kind: ClassVar[Literal["set_owner"]] = "set_owner"

    source: str
    owner: str

    def apply(self, dossier: Dossier, as_of: When) -> Dossier:
        owned = replace(dossier.sources[self.source], part_of=self.owner, owned_by=None, since=None, until=None)
        return replace(dossier, sources={**dossier.sources, self.source: owned})

    def message(self, dossier: Dossier) -> Message:
        return M(
            "it turning out that {source:the} {source:verb belongs/belong} {owner:to}",
            source=dossier.source_names[self.source],
            owner=dossier.source_names[self.owner],
        )

    def details(self) -> dict[str, object]:
        return {"source": self.source, "owner": self.owner}


@dataclass(frozen=True, slots=True)
class RetractDocument:
    """A notice takes a document back."""

    kind: ClassVar[Literal["add_document"]] = "add_document"

    document: str

    def apply(self, dossier: Dossier, as_of: When) -> Dossier:
        publisher = dossier.documents[self.document].publisher
        notice = Document(_NEW_DOCUMENT, publisher, published=as_of, retracts=(self.document,))
        return replace(dossier, documents={**dossier.documents, notice.id: notice})

    def message(self, dossier: Dossier) -> Message:
        return M("the retraction {document:of}", document=dossier.document_names[self.document])

    def details(self) -> dict[str, object]:
        return {"retracts": self.document}


Edit = AddStatement | SetOwner | RetractDocument


@dataclass(frozen=True, slots=True)
class StatusChange:
    """An edit and the status the claim would have with it."""

    edit: Edit
    status: Status


def would_change_if(assessor: Assessor, assessment: Assessment) -> list[StatusChange]:
    """The edits that change the status of a claim, the most useful first."""
    found: dict[tuple[type, Status], StatusChange] = {}
    for change in _candidates(assessor, assessment):
        if change.status is not assessment.status:
            # One edit of a kind for one outcome is enough.
            found.setdefault((type(change.edit), change.status), change)
    return list(found.values())


def _candidates(assessor: Assessor, assessment: Assessment) -> Iterator[StatusChange]:
    claim, facts = assessment.claim, assessment.facts
    affirmation = AddStatement(claim.id, Stance.ASSERTS)
    if (
        facts.named == 0 and facts.origins and assessor.known.rivals.get(claim.id)
    ) or claim.about in assessor.known.running:
        # A rival may stand on the very voice nobody can place that the named one puts aside; or be none on that day.
        yield _reassessed(assessor, claim, affirmation)
    else:
        yield StatusChange(affirmation, _status(facts.with_affirmation(), assessor))
    yield StatusChange(AddStatement(claim.id, Stance.DENIES), _status(facts.with_denial(), assessor))
    ruling = AddStatement(claim.id, Stance.DENIES, adjudication=True)
    if facts.settled_for:
        # An earlier ruling gives way to it, evidence does not.
        yield _reassessed(assessor, claim, ruling)
    else:
        yield StatusChange(ruling, _status(facts.with_adjudication(), assessor))
    named = [node.id for node in assessment.counts.named]
    if len(named) == 2 and not assessment.supporting.groups.merged:
        yield _reassessed(assessor, claim, SetOwner(named[1], named[0]))
    acting = dict.fromkeys(c.by for c in assessment.causes if c.by in assessor.dossier.documents)
    passed = (node.id for node in assessment.counts.dominators if node.is_document)
    for document in (*islice(acting, _TRIED), *islice(passed, _TRIED)):
        yield _reassessed(assessor, claim, RetractDocument(document))


def _status(facts: Facts, assessor: Assessor) -> Status:
    return decide(facts, assessor.policy)[0]


def _reassessed(assessor: Assessor, claim: Claim, edit: Edit) -> StatusChange:
    return StatusChange(edit, _edited(assessor, edit, related_claims(assessor, claim.id))[claim.id].status)


def _edited(assessor: Assessor, edit: Edit, claims: frozenset[str]) -> Assessor:
    """What an edit makes of a part of the dossier: claims that bear on each other ask for the same, one by one."""
    made = _made.setdefault(assessor, {})
    found = made.get((edit, claims))
    if found is None:
        if len(made) >= _KEPT:
            made.clear()
        edited = edit.apply(relevant_subset(assessor, *claims), assessor.as_of)
        found = made[edit, claims] = assessor.with_dossier(edited)
    return found


#: What edits made of parts of a dossier, as long as somebody has its assessor.
_made: WeakKeyDictionary[Assessor, dict[tuple[Edit, frozenset[str]], Assessor]] = WeakKeyDictionary()
