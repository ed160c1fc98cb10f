"""The story of one audit, in the order an editor reads it.

First what to change in the article, then what each claim hangs on, then what the tool understood, then what would
change everything, then the next command.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from provenance.assess.assessment import Assessment
from provenance.assess.reasons import node_name, settled_reasons, speaker_name, status_name, voice_names
from provenance.auditing import DossierAudit
from provenance.graph.groups import Node
from provenance.graph.independence import IndependenceCounts
from provenance.model.dossier import Dossier, Hop, Statement
from provenance.model.finding import Finding
from provenance.model.labels import LANGUAGE
from provenance.model.locators import Locator
from provenance.model.message import MN, M, Message
from provenance.model.names import fold
from provenance.model.noun import Noun
from provenance.model.place_text import place_parts
from provenance.model.vocabulary import Severity, Status
from provenance.rules import rule_named
from provenance.rules.running import in_order
from provenance.verdict import Verdict

#: The order of the table: what fell first, what is firm last.
ORDER = (
    Status.REFUTED,
    Status.RETRACTED,
    Status.SUPERSEDED,
    Status.CORRECTED,
    Status.DISPUTED,
    Status.DENIED,
    Status.UNCONFIRMED,
    Status.UNSOURCED,
    Status.NOT_ASSERTED,
    Status.SELF_REPORTED,
    Status.ADMITTED,
    Status.CORROBORATED,
    Status.CONFIRMED,
)

#: Deniers, and origins or rivals, that are named in a line of the table.
MAX_DENIERS = 2
MAX_NAMED = 6
#: What is said of a dossier that the tool read by itself.
UNREVIEWED = M("Unreviewed draft: its statements were read in the text by the machine, and nobody has checked them.")


@dataclass(frozen=True)
class ClaimRow:
    """One line of the table of claims."""

    claim: str
    status: Message
    text: str
    reports: int
    origins: Message
    hangs_on: Message
    assessment: Assessment


@dataclass(frozen=True)
class Summary:
    """Everything a reader is told, in order. `elsewhere` is about documents that are not under audit, and notes about
    those that are; `notes` counts those that are not told.
    """

    audit: DossierAudit
    verdict: Verdict
    elsewhere: tuple[Finding, ...]
    in_file: tuple[Finding, ...]
    standing: tuple[Finding, ...]
    notes: int
    rows: tuple[ClaimRow, ...]
    understood: tuple[Message, ...]
    key_missing_source: Message | None
    quotes_found: int
    quotes_with_slips: int
    quotes_altered: int
    quotes: int
    documents_read: int

    @property
    def dossier(self) -> Dossier:
        return self.audit.dossier


def build(audit: DossierAudit, everything: bool = False) -> Summary:
    """The story of an audit; with `everything`, notes are told too, and what a correction says already."""
    verdict = audit.verdict
    corrections = {f.fingerprint for f in verdict.corrections}
    others = [f for f in verdict.others if everything or f.folded_under not in corrections]
    rest = [f for f in (*verdict.faults, *others) if everything or f.severity is not Severity.NOTE]
    by_subject: dict[str, list[Finding]] = {"text": [], "file": [], "standing": []}
    for finding in in_order(rest):
        rule = rule_named(finding.rule)
        by_subject["file" if finding.role == "fault" or rule is None else rule.about].append(finding)
    dossier = audit.dossier
    quoted = [s for s in dossier.statements if s.quote and _has_text(dossier, s)]
    return Summary(
        audit=audit,
        verdict=verdict,
        elsewhere=tuple(by_subject["text"]),
        in_file=tuple(by_subject["file"]),
        standing=tuple(by_subject["standing"]),
        notes=sum(f.severity is Severity.NOTE for f in verdict.others) if not everything else 0,
        rows=tuple(rows(audit)),
        understood=tuple(_understood(audit, everything)),
        key_missing_source=key_missing_source(audit),
        quotes_found=sum(s.anchor is not None and s.anchor.how not in ("fuzzy", "altered") for s in quoted),
        quotes_with_slips=sum(s.anchor is not None and s.anchor.how == "fuzzy" for s in quoted),
        quotes_altered=sum(s.anchor is not None and s.anchor.how == "altered" for s in quoted),
        quotes=len(quoted),
        documents_read=sum(d.text is not None for d in dossier.documents.values()),
    )


def _has_text(dossier: Dossier, statement: Statement) -> bool:
    return statement.document is not None and dossier.documents[statement.document].text is not None


def rows(audit: DossierAudit) -> list[ClaimRow]:
    """The table of claims: those somebody has spoken of, or an editor judged; what fell first."""
    found = [row_of(audit, a) for a in audit.assessor if a.statements or a.claim.declared is not None]
    return sorted(found, key=lambda r: (ORDER.index(r.assessment.status), -r.reports))


def row_of(audit: DossierAudit, assessment: Assessment) -> ClaimRow:
    """The line of one claim."""
    counts = assessment.effective_counts
    return ClaimRow(
        assessment.claim.id,
        status_name(assessment),
        assessment.claim.text,
        len(counts.paths),
        origins_text(counts),
        hangs_on(audit, assessment),
        assessment,
    )


def origins_text(counts: IndependenceCounts) -> Message:
    """« 1 », or « 1 (at most 2) »."""
    if counts.max == counts.min:
        return Message("{least}", (("least", counts.min),))
    return M("{least} (at most {most})", least=counts.min, most=counts.max)


def hangs_on(audit: DossierAudit, assessment: Assessment) -> Message:
    """What the claim stands or stood on, what settles it, and what is said against it, in a few words."""
    dossier, counts = audit.dossier, assessment.effective_counts
    nodes = counts.dominators or counts.origins
    names = voice_names(dossier, assessment, nodes)
    if counts.cycles and not counts.origins:
        support = M("a circle: {names:the}", names=tuple(node_name(dossier, n) for n in counts.cycles[0]))
    elif not counts.origins:
        support = M("nobody affirms it")
    elif not counts.dominators:
        support = M("{names:the}, by {n} chains", names=_some(names, MAX_NAMED), n=counts.chains)
    else:
        support = _arrow(names)
    settled = assessment.settled
    told = {*settled.by_rivals}
    for reason in settled_reasons(audit.assessor, assessment):
        support = M("{support}; {settled}", support=support, settled=reason.message)
    if assessment.causes and assessment.all_out:
        fallen = tuple(
            dossier.document_names[d] for d in sorted({c.of for c in assessment.causes}) if d in dossier.documents
        )
        if fallen:
            support = M("{support}; through {document:the}", support=support, document=fallen)
            told.update(assessment.standing_rivals)
    # What settles it is told already, and what replaced it with its own status.
    denying = [s for s in assessment.denying_voices if s.id not in settled.rulings_against]
    rivals = [r for r in assessment.standing_rivals if r not in told]
    whole = tuple(dict.fromkeys(speaker_name(dossier, s) for s in denying if not s.only))
    parts = tuple(dict.fromkeys(s.only for s in denying if s.only))
    if whole:
        support = M("{support}; denied by {names:the}", support=support, names=_some(whole, MAX_DENIERS))
    elif parts:
        support = M("{support}; denied only for: {parts}", support=support, parts=parts)
    if rivals:
        texts = tuple(dossier.claims[r].text.rstrip(".") for r in rivals)
        return M("{support}; against: {texts}", support=support, texts=_some(texts, MAX_NAMED))
    return support


def _some(names: tuple[object, ...], most: int) -> tuple[object, ...]:
    """The first names, and how many more there are."""
    more = len(names) - most
    return (*names[:most], MN("{n} more", "{n} more", more)) if more > 0 else names


def _arrow(names: Sequence[object]) -> Message:
    template = " → ".join(f"{{n{i}:the}}" for i in range(len(names)))
    return Message(template, tuple((f"n{i}", name) for i, name in enumerate(names)))


def chain_text(dossier: Dossier, statement: Statement) -> Message:
    """« Iouri Ouchakov → Tass → article (p. 12) », the document it is read in last."""
    hops: list[object] = [
        _at(Message("{noun}?" if hop.inferred else "{noun}", (("noun", _hop_name(dossier, hop)),)), hop.locator)
        for hop in statement.chain
    ]
    if not hops and statement.own is None:
        hops = ["?"]
    if statement.document is not None:
        hops.append(_at(dossier.document_names[statement.document], statement.locator))
    return Message(
        " → ".join(f"{{n{i}}}" for i in range(len(hops))), tuple((f"n{i}", hop) for i, hop in enumerate(hops))
    )


def _at(name: Noun | Message, place: Locator) -> Noun | Message:
    """A name, and where in what bears it the words stand."""
    for part in place_parts(place):
        name = M("{name}, {place}", name=name, place=part)
    return name


def _hop_name(dossier: Dossier, hop: Hop) -> Noun:
    return dossier.document_names[hop.id] if hop.is_document else dossier.source_names[hop.id]


def _understood(audit: DossierAudit, everything: bool) -> list[Message]:
    dossier = audit.dossier
    groups = audit.assessor.groups
    said: dict[tuple[object, ...], Message] = {}
    spoken = {h.id for s in dossier.statements for h in s.chain if not h.is_document}
    for item in dossier.understood:
        if item.kind == "resolved":
            source = dossier.sources.get(item.subject)
            if source is not None and (everything or fold(item.other) not in fold(source.name)):
                said[item.other, source.label] = M(
                    "“{written}” = {name}", written=item.other, name=dossier.source_names[source.id]
                )
        elif item.kind == "replaces":
            said[item.subject, item.other] = M(
                "{newer:the} replaces {older:the}",
                newer=dossier.document_names[item.subject],
                older=dossier.document_names[item.other],
            )
        elif item.kind == "language":
            said["language", item.subject] = M("the file names no language: {name}", name=LANGUAGE[dossier.language])
        elif item.kind == "weekday":
            said[item.subject, item.other] = M("“{day}” = {date}", day=item.subject, date=item.other)
        elif item.kind == "owner" and item.subject in spoken:
            said[item.subject, item.other] = M(
                "{source:the} {source:verb belongs/belong} {owner:to} ({basis})",
                source=dossier.source_names[item.subject],
                owner=dossier.source_names[item.other],
                basis=item.detail,
            )
        elif item.kind == "implied" and item.subject in dossier.sources:
            if everything or item.subject in spoken:
                said[item.subject, "implied"] = M("“{name}”, declared nowhere, is taken as it is", name=item.subject)
    for source_id in sorted(spoken):
        group = groups.top[source_id]
        if group != source_id and (everything or dossier.sources[source_id].kind in ("agency", "outlet", "state")):
            said[source_id, group] = M(
                "{member} = {house}", member=dossier.source_names[source_id], house=dossier.source_names[group]
            )
    for statement in dossier.statements:
        if statement.reversed_from is not None:
            said[statement.reversed_from, ""] = M(
                "“{written}” is read as {chain}",
                written=statement.reversed_from,
                chain=chain_text(dossier, statement),
            )
    guessed = [dossier.source_names[s] for s in sorted(spoken) if dossier.sources[s].article is None]
    if everything and any(noun.article for noun in guessed):
        names = tuple(noun for noun in guessed if noun.article)
        said["articles", ""] = M("names with the article guessed for them: {names:the}", names=names)
    return list(said.values())


def resting(table: Iterable[ClaimRow]) -> Counter[Node]:
    """How many claims rest on each voice alone: one number, wherever it is told. What a ruling or evidence shows rests
    on no voice alone.
    """
    found: Counter[Node] = Counter()
    for row in table:
        counts = row.assessment.counts
        if counts.dominators and counts.min == 1 and not row.assessment.settled.in_favour:
            found[counts.dominators[0]] += 1
    return found


def key_missing_source(audit: DossierAudit) -> Message | None:
    """The one voice most weak claims hang on, and the source that would change them all."""
    table = rows(audit)
    assessed = [(row, row.assessment) for row in table]
    weak = resting(row for row, a in assessed if a.status in (Status.UNCONFIRMED, Status.DENIED) and a.counts.named)
    if not weak:
        return None
    on_each = resting(table)
    # Of several alike, the one that is told of first where all are told (`dependences`).
    node = max(on_each, key=lambda node: (weak[node], on_each[node]))
    count = on_each[node]
    parties = tuple(audit.dossier.source_names[p] for p in audit.dossier.parties)
    name = node_name(audit.dossier, node)
    if parties:
        return MN(
            "a named source outside {parties:the}: {n} claim hangs on {name:the} alone",
            "a named source outside {parties:the}: {n} claims hang on {name:the} alone",
            count,
            parties=parties,
            name=name,
        )
    return MN(
        "a named source that owes nothing {name:to}, on whom alone {n} claim hangs",
        "a named source that owes nothing {name:to}, on whom alone {n} claims hang",
        count,
        name=name,
    )


def about_text(dossier: Dossier, finding: Finding) -> Message:
    """What a finding is about, as readers know it: the claim, the source or the document; its id where it is none."""
    statement = dossier.statement_by_id.get(finding.subject)
    claim = dossier.claims.get(finding.subject if statement is None else statement.claim or "")
    if claim is not None:
        return Message("{claim}", (("claim", claim.text),))
    if finding.subject in dossier.documents:
        return Message("{document}", (("document", dossier.document_names[finding.subject]),))
    if finding.subject in dossier.sources:
        return Message("{source}", (("source", dossier.source_names[finding.subject]),))
    return Message("{subject}", (("subject", finding.subject),))


def dated_publisher(audit: DossierAudit) -> Message | None:
    """« La Nouvelle Tribune, 19 ou 20 juillet 2022 »: where the article at hand comes from."""
    for document in audit.dossier.documents.values():
        if document.text is not None:
            publisher = audit.dossier.source_names[document.publisher]
            if document.published is None:
                return Message("{publisher}", (("publisher", publisher),))
            return M("{publisher}, {date}", publisher=publisher, date=document.published)
    return None
