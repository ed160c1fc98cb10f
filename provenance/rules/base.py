"""What a rule is, what it sees, and how what it yields becomes findings."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from provenance.model.checking import last_check
from provenance.model.document import Document
from provenance.model.dossier import Dossier, Statement
from provenance.model.finding import Fix, Problem, Proof, Replacement, Role
from provenance.model.frozen import quickly_made
from provenance.model.message import Message
from provenance.model.noun import Noun
from provenance.model.place import Place, Pointer
from provenance.model.reading import Reading, Span
from provenance.model.source import Source
from provenance.model.vocabulary import MEDIA, TELLING, CheckResult, Severity, Status
from provenance.rules.needs import Need

if TYPE_CHECKING:
    from provenance.assess.assessment import Assessment, Assessor
    from provenance.graph.groups import Node

#: What a rule speaks of: a text, how a claim stands (which the table of claims shows anyway), or the claim file.
About = Literal["text", "standing", "file"]


@quickly_made
@dataclass(frozen=True, slots=True)
class RawFinding:
    """What a check found: the message, where in the claim file, about what, and the proof.

    `statement` gives the place in the article, when its words are anchored there; `text_span` gives it by document and
    span (code points), where no statement does. `situation` names one of the rule's; `severity` is that of a problem
    which the reading of the files had.
    """

    message: Message
    location: Pointer | Place
    subject: str
    proof: Proof
    advice: Message | None = None
    statement: Statement | None = None
    key: bool = False
    severity: Severity | None = None
    text_span: tuple[str, Span] | None = None
    fix: Fix | None = None
    situation: str = ""
    replacement: Replacement | None = None


@dataclass(frozen=True)
class Situation:
    """Where a rule weighs more or less than it does by default, or speaks of something else."""

    when: Message
    severity: Severity
    about: About


@dataclass(frozen=True, eq=False)
class Rule:
    """One rule: its metadata, its examples and its check.

    `bad` and `good` are claim files; the first must give a finding of this rule, the second none. `origin` names the
    handbook or the incident behind the rule. A rule that is not `enabled` runs where a configuration gives it a
    severity. `situations` are where it weighs otherwise. `source` says where a newsroom's own rule comes from; the rules that come with the program have none.
    """

    code: str
    name: str
    severity: Severity
    title: Message
    why: Message
    origin: str
    bad: str
    good: str
    check: "Callable[[Context], Iterable[RawFinding]]"
    about: About = "standing"
    situations: Mapping[str, Situation] = field(default_factory=dict)
    #: Rules that need not be told of the same passage where this one speaks.
    covers: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)
    enabled: bool = True
    source: str = ""
    #: What it looks at: it is asked where a dossier has all of that.
    needs: frozenset[Need] = frozenset()
    #: Another command than the audit finds it: an answer to it that answers nothing is not idle.
    on_demand: bool = False

    def outcomes(self) -> Iterator[tuple[Message | None, Role, Role]]:
        """For each situation, the default one first, what a finding is in a text under audit and what elsewhere."""
        for name in ("", *self.situations):
            here, elsewhere = (self.outcome(name, self.default_severity(name, a), a) for a in (True, False))
            yield self.situations[name].when if name else None, here, elsewhere

    def outcome(self, situation: str, severity: Severity, audited: bool) -> Role:
        """What a finding of that severity is to somebody: `audited` says that it is about a text under audit."""
        about = self.situations[situation].about if situation else self.about
        if severity is Severity.ERROR:
            return "correction" if audited and about != "file" else "fault"
        return "precision" if audited and about == "text" and severity is Severity.WARNING else "other"

    def default_severity(self, situation: str, audited: bool) -> Severity:
        """An error about a text is one where that text is under audit; elsewhere it is worth a warning."""
        chosen = self.situations[situation] if situation else self
        elsewhere = chosen.about != "file" and not audited
        return Severity.WARNING if elsewhere and chosen.severity is Severity.ERROR else chosen.severity


@dataclass(frozen=True, slots=True)
class Setting:
    """What a project says of one rule: its severity, `off`, or nothing; and what the newsroom asks for."""

    severity: Severity | Literal["off"] | None = None
    instructions: str = ""


class Context:
    """What a rule may look at: one dossier, assessed at one date."""

    def __init__(self, dossier: Dossier, assessor: "Assessor | None", required: Status | None = None) -> None:
        self.dossier = dossier
        self._assessor = assessor
        #: The status that the configuration requires here at least.
        self.required = required
        #: What went wrong in a newsroom's own rules.
        self.crashes: list[Problem] = []

    @property
    def assessed(self) -> "Assessor | None":
        """The assessor, where there is one."""
        return self._assessor

    @property
    def assessor(self) -> "Assessor":
        """The assessor. Raises RuntimeError where nothing is assessed, as under `validate`."""
        if self._assessor is None:
            raise RuntimeError("this rule needs the assessment, which validation does not make")
        return self._assessor

    @cached_property
    def assessments(self) -> "list[Assessment]":
        """Each claim with its status and figures, in the order of the file."""
        return list(self.assessor)

    @cached_property
    def statements(self) -> list[Statement]:
        """The known statements that were said."""
        never = self.assessor.defeat.never_said
        return [s for s in self.assessor.known.statements.values() if s.id not in never]

    def problems(self, rule: str) -> Iterator[RawFinding]:
        """The problems that the reading of the files, or a rule of one's own, had under this rule's name."""
        for problem in (*self.dossier.problems, *self.crashes):
            if problem.rule == rule:
                yield _from_problem(problem)

    def source(self, source_id: str) -> Source:
        """The source of that id."""
        return self.dossier.sources[source_id]

    def document(self, statement: Statement) -> Document | None:
        """The document in which a statement stands."""
        return self.dossier.documents.get(statement.document) if statement.document is not None else None

    def publisher(self, statement: Statement) -> str | None:
        """The id of who published the document in which a statement stands."""
        document = self.document(statement)
        return document.publisher if document is not None else None

    def name(self, source_id: str) -> Noun:
        """What a sentence calls a source."""
        return self.dossier.source_names[source_id]

    def document_name(self, document_id: str) -> Noun:
        """What a sentence calls a document."""
        return self.dossier.document_names[document_id]

    def node(self, node: "Node") -> Noun:
        """What a sentence calls a node of the graph of a claim."""
        from provenance.assess.reasons import node_name

        return node_name(self.dossier, node)

    def nodes(self, nodes: "Iterable[Node]") -> tuple[Noun, ...]:
        """What a sentence calls several, in their order."""
        return tuple(self.node(n) for n in nodes)

    def speaker(self, statement: Statement) -> Noun:
        """What a sentence calls whoever says it first."""
        from provenance.assess.reasons import speaker_name

        return speaker_name(self.dossier, statement)

    def group(self, source_id: str) -> str:
        """The id of the source that stands for the control group of a source."""
        return self.assessor.groups.top[source_id]

    @cached_property
    def audited(self) -> frozenset[str]:
        """The documents that are the texts under audit."""
        return frozenset(self.texts)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The same, in the order of the file."""
        from provenance.assess.audited import audited_texts
        from provenance.assess.copies import Copies, recorded_pairs

        if self._assessor is not None:
            return audited_texts(self.dossier, self._assessor.copies)
        return audited_texts(self.dossier, Copies(self.dossier, recorded_pairs(self.dossier.documents)))

    @cached_property
    def taken_back_in(self) -> "dict[str, set[str]]":
        """For each document the claims of which it says that their speakers took them back."""
        known = self.assessor.known.statements
        found: dict[str, set[str]] = {}
        for statement in self.statements:
            claims = {known[target].claim for target in statement.retracts if target in known}
            if statement.document is not None and claims:
                found.setdefault(statement.document, set()).update(claim for claim in claims if claim is not None)
        return found

    def in_article(self, assessment: "Assessment") -> Statement | None:
        """The statement by which a claim stands in a text under audit, else in one at hand: one that says it or asks it,
        where there is one. The words of who denies or evades it are not the claim's.
        """
        audited = self.audited
        at_hand = [s for s in assessment.statements if s.anchor is not None or s.document in audited]
        return min(
            at_hand, key=lambda s: (s.document not in audited, s.stance not in TELLING, s.anchor is None), default=None
        )

    def at_claim(
        self,
        assessment: "Assessment",
        message: Message,
        proof: Proof,
        advice: Message | None = None,
    ) -> RawFinding:
        """A finding about a claim: at its key in the file, and where its words stand in a text at hand."""
        claim = assessment.claim
        return RawFinding(message, claim.pointer, claim.id, proof, advice, self.in_article(assessment), True)

    def at_statement(
        self,
        statement: Statement,
        message: Message,
        proof: Proof,
        advice: Message | None = None,
        situation: str = "",
        replacement: Replacement | None = None,
    ) -> RawFinding:
        """A finding about a statement: at its entry in the file, and at its words in the text."""
        return RawFinding(
            message, statement.pointer, statement.id, proof, advice, statement, True, situation=situation,
            replacement=replacement,
        )  # fmt: skip

    @cached_property
    def readings(self) -> "list[tuple[Document, Reading]]":
        """The documents whose texts were read, with what was read in them."""
        return [(d, d.reading) for d in self.dossier.documents.values() if d.reading is not None]

    @cached_property
    def _anchored(self) -> "dict[str, list[Statement]]":
        found: dict[str, list[Statement]] = {}
        for statement in self.statements:
            if statement.anchor is not None and statement.document is not None:
                found.setdefault(statement.document, []).append(statement)
        return found

    def statement_at(self, document: str, spans: Iterable[Span]) -> Statement | None:
        """The statement whose words share most with some spans of a text."""
        spans = list(spans)

        def shared(statement: Statement) -> int:
            anchor = statement.anchor
            assert anchor is not None
            return sum(max(0, min(end, anchor.end) - max(start, anchor.start)) for start, end in spans)

        best = max(self._anchored.get(document, ()), key=shared, default=None)
        return best if best is not None and shared(best) else None

    def at_text_span(
        self,
        document: Document,
        span: Span,
        message: Message,
        proof: Proof,
        advice: Message | None = None,
        near: Iterable[Span] = (),
    ) -> RawFinding:
        """A finding about words of a text: at the statement they belong to (or `near` ones do), else at the document."""
        statement = self.statement_at(document.id, [span]) or self.statement_at(document.id, near)
        if statement is None:
            return RawFinding(
                message, document.pointer, document.id, proof, advice, key=True, text_span=(document.id, span)
            )
        return RawFinding(
            message, statement.pointer, statement.id, proof, advice, key=True, text_span=(document.id, span)
        )

    def is_verified(self, statement: Statement) -> bool:
        """Whether somebody has checked these words against their source, and they hold."""
        last = last_check(statement.checked)
        return last is not None and last.result is CheckResult.HOLDS

    def is_relay(self, source_id: str) -> bool:
        """Whether a source passes on what others say: an agency or an outlet."""
        return self.source(source_id).kind in MEDIA


def _from_problem(problem: Problem) -> RawFinding:
    return RawFinding(
        problem.message,
        problem.place or problem.pointer,
        problem.subject,
        Proof("text", (problem.message.render("en"),)),
        problem.advice,
        key=problem.key,
        severity=problem.severity,
        fix=problem.fix,
    )


#: The rule that tells of rules that crashed.
CRASHED = "rule-crashed"
