"""What is drawn: boxes, arrows, organisations and a legend, before anybody knows where."""

from collections.abc import Iterable

from provenance.assess.assessment import Assessment
from provenance.assess.reasons import status_name
from provenance.assess.utterance import speaking_source
from provenance.auditing import DossierAudit
from provenance.diagram.parts import Arrow, Box, BoxKey, Picture, PicturePath
from provenance.graph.groups import Node
from provenance.graph.paths import ANONYMOUS, node_of
from provenance.model.document import Document
from provenance.model.dossier import Statement
from provenance.model.labels import KIND
from provenance.model.message import MN, M, Message
from provenance.model.place_text import place_parts
from provenance.model.plain import one_line
from provenance.model.source import Source
from provenance.model.vocabulary import Own, SourceKind, Status

#: How many places in a document its box names.
MAX_PLACES = 3


def claim_picture(
    audit: DossierAudit, claim: str, depth: int = 0, language: str | None = None, collapsed: bool = False
) -> Picture:
    """The chains of one claim; with `depth`, those of claims that many steps away (rivals, wider, narrower) too.

    `collapsed` draws each organisation as one box.
    """
    drawing = _Drawing(audit, language or audit.dossier.language, collapsed)
    near = _near(audit, claim, depth)
    for name in near:
        drawing.add_claim(audit.assessor[name], marks=name == claim)
    main = audit.assessor[claim]
    standing = M(
        "{claim} — {status}, as of {date}",
        claim=main.claim.text.rstrip("."),
        status=status_name(main),
        date=audit.as_of,
    )
    return drawing.picture(drawing.say(what_is_shown(main)), drawing.say(standing), main.status)


def what_is_shown(assessment: Assessment) -> Message:
    """What the drawing of a claim shows: « 8 récits, 1 origine »."""
    counts = assessment.effective_counts
    reports, denials = len(counts.paths), len(assessment.denying)
    if not reports and denials:
        return MN("Nobody affirms it, {n} denial", "Nobody affirms it, {n} denials", denials)
    if not reports:
        return M("Nobody affirms it")
    told = MN("{n} report", "{n} reports", reports)
    if counts.cycles and not counts.origins:
        return M("{reports} in a circle, no origin", reports=told)
    title = M("{reports}, {origins}", reports=told, origins=MN("{n} origin", "{n} origins", counts.min))
    if denials:
        return M("{title}, {denials}", title=title, denials=MN("{n} denial", "{n} denials", denials))
    return title


def dossier_picture(audit: DossierAudit, language: str | None = None, collapsed: bool = False) -> Picture:
    """All chains of a dossier, from sources to documents, without the claims."""
    drawing = _Drawing(audit, language or audit.dossier.language, collapsed)
    for assessment in audit.assessor:
        drawing.add_claim(assessment, with_claim=False)
    return drawing.picture(audit.dossier.title, drawing.say(M("as of {date}", date=audit.as_of)), None)


def _near(audit: DossierAudit, claim: str, depth: int) -> list[str]:
    claims = audit.dossier.claims
    narrower: dict[str, list[str]] = {}
    for other in claims.values():
        for wide in other.narrower_than:
            narrower.setdefault(wide, []).append(other.id)
    found = {claim: None}
    ring = [claim]
    for _ in range(depth):
        ring = [
            n
            for c in ring
            for n in (*audit.assessor.known.rivals.get(c, ()), *claims[c].narrower_than, *narrower.get(c, ()))
            if n not in found
        ]
        found.update(dict.fromkeys(ring))
    return list(found)


class _Drawing:
    def __init__(self, audit: DossierAudit, language: str, collapsed: bool) -> None:
        self.audit = audit
        self.dossier = audit.dossier
        self.language = language
        self.collapsed = collapsed
        self.paths: list[PicturePath] = []
        self.boxes: dict[BoxKey, Box] = {}
        self.arrows: dict[tuple[BoxKey, BoxKey, str], Arrow] = {}
        self.dominating: set[str] = set()
        #: Where in its document each way passes: told in the box where it leads to one claim.
        self.places: dict[BoxKey, dict[str, None]] = {}
        #: The one document of a publisher, which stands for both: one box, not two.
        self._one_box = {} if collapsed else self._single_documents()
        self._replaced = {
            old for d in audit.dossier.documents.values() if d.id in audit.assessor.known.documents for old in d.revises
        }

    def _single_documents(self) -> dict[str, str]:
        """By publisher its only document: on every day the same, so that a picture changes only with its claim."""
        found: dict[str, list[str]] = {}
        for name, document in self.dossier.documents.items():
            found.setdefault(document.publisher, []).append(name)
        return {publisher: names[0] for publisher, names in found.items() if len(names) == 1}

    def say(self, message: Message) -> str:
        return one_line(message.render(self.language))

    def add_claim(self, assessment: Assessment, with_claim: bool = True, marks: bool = False) -> None:
        origins = set(assessment.effective_counts.origins)
        cycle = self._cycle(assessment)
        target = BoxKey("claim", assessment.claim.id)
        if with_claim:
            self.boxes[target] = Box(
                target,
                one_line(assessment.claim.text),
                self.say(status_name(assessment)),
                "claim",
                status=assessment.status,
                tooltip=one_line(assessment.claim.id),
            )
        for statement in assessment.statements:
            if not statement.attributed or statement.stance is None:
                continue
            keys = self._path(statement, assessment, origins, marks)
            side = "for" if statement.affirms else "against" if statement.denies else "aside"
            standing = statement.id not in self.audit.assessor.defeat.out
            path = [*keys, target] if with_claim else keys
            if with_claim:
                self._note_places(statement)
            self.paths.append(PicturePath(statement.id, side, standing, tuple(path)))
            inferred = {k for k, hop in zip(keys, statement.chain, strict=False) if hop.inferred}
            for tail, head in zip(path, path[1:], strict=False):
                guessed = head in inferred or tail in inferred
                around = side == "for" and self._node(tail, assessment) in cycle
                self._arrow(tail, head, side, standing, guessed, around and head != target, statement)
        if cycle:
            self._close_cycles(assessment, cycle)
        if marks:
            self._mark_dominators(assessment, target)
        if with_claim:
            self._evidence(assessment, target)
            self._acts(assessment)

    def _note_places(self, statement: Statement) -> None:
        held = [(hop.id, hop.locator) for hop in statement.chain if hop.is_document]
        for name, locator in (*held, (statement.document, statement.locator)):
            if name is not None:
                said = (self.say(part) for part in place_parts(locator))
                self.places.setdefault(BoxKey("document", name), {}).update(dict.fromkeys(said))

    def _mark_dominators(self, assessment: Assessment, target: BoxKey) -> None:
        """What every way crosses: the organisation of a voice of several boxes, and each box that is on all of them."""
        told = [p for p in self.paths if p.side == "for" and (p.standing or assessment.all_out)]
        ways = [set(p.keys) for p in told if p.keys[-1] == target]
        for node in assessment.effective_counts.dominators:
            boxes = [key for key in self.boxes if self._stands_for(key, assessment, node)]
            crossed = [key for key in boxes if all(key in way for way in ways)]
            homes = {self.boxes[key].organisation for key in boxes}
            home = homes.pop() if len(homes) == 1 and len(boxes) > 1 else None
            if home is not None:
                self.dominating.add(home)
            for key in crossed if home is not None else crossed or boxes:
                self.boxes[key].dominator = True

    def _stands_for(self, key: BoxKey, assessment: Assessment, node: Node) -> bool:
        if node == ANONYMOUS:
            voices = assessment.supporting.groups
            return key.kind == "anonymous" or (key.kind == "source" and node_of(key.id, voices).is_anonymous)
        return self._node(key, assessment) == node

    def _evidence(self, assessment: Assessment, target: BoxKey) -> None:
        """The records that show the claim or refute it, who gave them, and who authenticated them."""
        settling = {*assessment.settled.evidence_for, *assessment.settled.evidence_against}
        for item in self.audit.assessor.known.evidence_on(assessment.claim.id):
            by = item.authenticated_by
            note = (
                M("authenticated by {who:the}", who=self.dossier.source_names.label(by))
                if by is not None
                else M("authenticated by nobody")
            )
            key = BoxKey("evidence", item.id)
            self.boxes.setdefault(key, Box(key, one_line(item.name), self.say(note), SourceKind.RECORD.value))
            side = "against" if assessment.claim.id in item.refutes else "for"
            for giver in item.given_by:
                self._link(self._source(self.dossier.sources[giver], assessment), key, "gives")
            self._link(key, target, side if item.id in settling else "idle")

    def _acts(self, assessment: Assessment) -> None:
        """What took words back, and where they stood."""
        for cause in assessment.causes:
            ends = [self._place_of(name, assessment) for name in (cause.by, cause.of)]
            if ends[0] is not None and ends[1] is not None and ends[0] != ends[1]:
                self._link(ends[0], ends[1], "act").back = True

    def _place_of(self, name: str, assessment: Assessment) -> BoxKey | None:
        """The box of a document; of a statement, that of the document it is read in, else of its speaker."""
        if name in self.dossier.documents:
            return self._document(self.dossier.documents[name])
        statement = self.audit.assessor.known.statements[name]
        if statement.document is not None:
            return self._document(self.dossier.documents[statement.document])
        source = speaking_source(statement, self.dossier.documents)
        return self._source(self.dossier.sources[source], assessment) if source is not None else None

    def _link(self, tail: BoxKey, head: BoxKey, side: str) -> Arrow:
        """An arrow that is no statement's."""
        arrow = self.arrows.setdefault((tail, head, side), Arrow(tail, head, side))
        arrow.standing, arrow.inferred = True, False
        return arrow

    def _node(self, key: BoxKey, assessment: Assessment) -> Node | None:
        """The node of the arithmetic that a box stands for; a claim and evidence are none."""
        if key.kind == "source":
            return Node("group", assessment.supporting.groups.group_of(key.id))
        if key.kind == "document" and self.dossier.documents[key.id].publisher in self._one_box:
            # The box stands for its publisher too; what everything hangs on is told of either.
            group = assessment.supporting.groups.group_of(self.dossier.documents[key.id].publisher)
            if any(node.id == group for node in (*assessment.effective_counts.dominators, *self._cycle(assessment))):
                return Node("group", group)
        return Node(key.kind, key.id) if key.kind in ("anonymous", "document") else None

    @staticmethod
    def _cycle(assessment: Assessment) -> set[Node]:
        return {node for nodes in assessment.counts.cycles for node in nodes}

    def _close_cycles(self, assessment: Assessment, cycle: set[Node]) -> None:
        """An outlet that is cited in turn: the arrow from its document back to its name."""
        for statement in assessment.affirming:
            if statement.document is None:
                continue
            source = self.dossier.documents[statement.document].publisher
            publisher = BoxKey("source", self.audit.assessor.groups.top[source] if self.collapsed else source)
            if source in self._one_box:
                continue
            if publisher in self.boxes and self._node(publisher, assessment) in cycle:
                document = BoxKey("document", statement.document)
                self._arrow(document, publisher, "for", True, False, True, statement)
                self.arrows[document, publisher, "for"].back = True

    def _path(self, statement: Statement, assessment: Assessment, origins: set[Node], marks: bool) -> list[BoxKey]:
        keys: list[BoxKey] = []
        voices = assessment.supporting.groups
        for number, hop in enumerate(statement.chain):
            if hop.is_document:
                key = self._document(self.dossier.documents[hop.id])
                group = None
            else:
                key = self._speaker(hop.id, self._next_document(statement, number), assessment)
                group = voices.group_of(hop.id)
                if node_of(hop.id, voices).is_anonymous and ANONYMOUS in origins:
                    group = ANONYMOUS.id
            if marks:
                self.boxes[key].origin = self.boxes[key].origin or (not keys and any(o.id == group for o in origins))
            keys.append(key)
        if statement.own is Own.UNSOURCED:
            key = BoxKey("anonymous", statement.document or statement.id)
            box = Box(key, self.say(M("source not given")), self.say(M("the outlet gives none")), "anonymous")
            box = self.boxes.setdefault(key, box)
            box.origin = box.origin or (marks and ANONYMOUS in origins)
            keys.append(key)
        if statement.document is not None:
            keys.append(self._document(self.dossier.documents[statement.document]))
        return list(dict.fromkeys(keys))

    @staticmethod
    def _next_document(statement: Statement, number: int) -> str | None:
        """The document behind a hop."""
        after = statement.chain[number + 1 : number + 2]
        if after:
            return after[0].id if after[0].is_document else None
        return statement.document

    def _speaker(self, source: str, following: str | None, assessment: Assessment) -> BoxKey:
        """The box of a source: that of its document where it has one, or where its words go on into one of its own."""
        document = self._one_box.get(source)
        if following is not None and not self.collapsed and self.dossier.documents[following].publisher == source:
            document = following
        if document is None:
            return self._source(self.dossier.sources[source], assessment)
        key = self._document(self.dossier.documents[document])
        group = self.audit.assessor.groups.top[source]
        box = self.boxes[key]
        box.organisation, box.party = group, box.party or assessment.stakes.party([group])
        return key

    def _source(self, source: Source, assessment: Assessment) -> BoxKey:
        group = self.audit.assessor.groups.top[source.id]
        if self.collapsed:
            source = self.dossier.sources[group]
        key = BoxKey("source", source.id)
        party = assessment.stakes.party([group])
        if key not in self.boxes:
            note = source.role or self.say(KIND[source.kind])
            if party:
                note = self.say(M("{kind}, a party", kind=note))
            name = one_line(self.dossier.source_names.label(source.id))
            self.boxes[key] = Box(
                key, name, one_line(note), source.kind.value, organisation=group,
                tooltip=one_line(source.basis or source.id),
            )  # fmt: skip
        self.boxes[key].party = self.boxes[key].party or party
        return key

    def _document(self, document: Document) -> BoxKey:
        key = BoxKey("document", document.id)
        if key not in self.boxes:
            publisher = self.dossier.source_names.label(document.publisher)
            details = Message("{details}", (("details", self.dossier.document_names.details(document.id)),))
            self.boxes[key] = Box(
                key,
                one_line(publisher),
                self.say(details),
                "document",
                article=document.text is not None,
                fallen=document.id in self.audit.assessor.defeat.retracted or document.id in self._replaced,
                tooltip=one_line(document.headline or document.id),
            )
        return key

    def _arrow(
        self,
        tail: BoxKey,
        head: BoxKey,
        side: str,
        standing: bool,
        inferred: bool,
        circular: bool,
        statement: Statement,
    ) -> None:
        arrow = self.arrows.setdefault((tail, head, side), Arrow(tail, head, side))
        arrow.standing = arrow.standing or standing
        arrow.inferred = arrow.inferred and inferred
        arrow.circular = arrow.circular or circular
        words = statement.quote or statement.text
        note = " : ".join(one_line(part) for part in (statement.cue, words) if part)
        if note and note not in arrow.notes:
            arrow.notes.append(note)

    def picture(self, title: str, subtitle: str, status: Status | None) -> Picture:
        boxes = tuple(sorted(self.boxes.values(), key=lambda b: b.key))
        arrows = tuple(self.arrows[key] for key in sorted(self.arrows))
        carriers = {a.tail for a in arrows if a.head.kind != "claim" and not a.circular and a.side != "act"}
        members: dict[str, int] = {}
        for box in boxes:
            told = list(self.places.get(box.key, ()))
            more = ["…"] if len(told) > MAX_PLACES else []
            box.note = ", ".join(part for part in (box.note, *told[:MAX_PLACES], *more) if part)
            box.read = box.shape == "document" and box.key not in carriers
            if box.read:
                # It stands in the column of what is read, not with the house of its publisher.
                box.organisation = None
            if box.organisation is not None:
                members[box.organisation] = members.get(box.organisation, 0) + 1
        organisations = (
            {}
            if self.collapsed
            else {h: one_line(self.dossier.source_names.label(h)) for h, n in sorted(members.items()) if n > 1}
        )
        for box in boxes:
            if box.organisation not in organisations:
                box.organisation = None
        return Picture(
            one_line(title), one_line(subtitle), status, boxes, arrows, tuple(self.paths), organisations, self.language,
            _described(boxes, arrows), frozenset(self.dominating & organisations.keys()),
        )  # fmt: skip


def _described(boxes: Iterable[Box], arrows: Iterable[Arrow]) -> str:
    """The drawing in words, for those who cannot see it."""
    names = {box.key: box.label for box in boxes}
    return "; ".join(f"{names[a.tail]} → {names[a.head]}" for a in arrows)


def shape_of(kind: str) -> str:
    """The shape of a kind of source, under Graphviz's names."""
    return _SHAPES.get(kind, "box")


_SHAPES = {
    SourceKind.PERSON.value: "pill",
    SourceKind.GOVERNMENT.value: "box",
    SourceKind.INSTITUTION.value: "hexagon",
    SourceKind.STATE.value: "octagon",
    SourceKind.AGENCY.value: "parallelogram",
    SourceKind.OUTLET.value: "rounded",
    SourceKind.RECORD.value: "cylinder",
    SourceKind.ANONYMOUS.value: "dashed",
    "document": "note",
    "claim": "claim",
}
