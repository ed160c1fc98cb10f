"""A part of a large dossier, read and told of where it is worked on."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from provenance.auditing import AuditOptions, DossierAudit
from provenance.corpus.large.part import DossierPart
from provenance.files.plain_places import PlainRecord
from provenance.model import dates
from provenance.model.dossier import Dossier, Hop, Statement
from provenance.model.finding import Finding, Problem
from provenance.model.vocabulary import Certainty
from provenance.project.config import Settings
from provenance.rules import standing_rules
from provenance.rules.contradiction.rival_spelling import RULE as RIVAL_SPELLING
from provenance.rules.file.unsorted_ids import RULE as UNSORTED_IDS


def is_local(problems: Iterable[Problem]) -> bool:
    """Whether what is wrong with a part is wrong with the whole, and bears on nothing else: a date of a document or a
    claim that cannot be read.
    """
    return all(
        problem.rule == "schema-violation"
        and problem.place is None
        and problem.pointer[:1] in (("documents",), ("claims",))
        for problem in problems
    )


def completed(read: Dossier, records: Sequence[PlainRecord], part: DossierPart) -> Dossier:
    """A part as it was read, with what it has to know beside its records."""
    by_line = dict(part.numbers)
    numbers = {r.data["id"]: by_line[r.number] for r in records if r.number in by_line}
    speaking = tuple(_spoken(number, *spoken) for number, spoken in enumerate(part.speaking))
    return replace(read, statements=read.statements + speaking, document_numbers=numbers)


def _spoken(number: int, state: str, written: str | None) -> Statement:
    """A statement that speaks of no claim: it says that a state speaks somewhere in the dossier, from a day on. No
    other statement has an id of this form.
    """
    said_on = None if written is None else dates.parse(written)
    return Statement(f"#{number}#", None, None, Certainty.CERTAIN, chain=(Hop(state),), said_on=said_on)


def told_of(audit: DossierAudit, part: DossierPart) -> DossierAudit:
    """The audit of a part without what another part tells: what was found stands in a line, and each line is one
    part's.
    """
    return replace(audit, findings=tuple(finding for finding in audit.findings if _is_told(finding, part)))


def _is_told(finding: Finding, part: DossierPart) -> bool:
    if finding.rule == RIVAL_SPELLING.name and finding.subject not in part.alike:
        # So many questions are compared in a dossier; in its parts there would be more.
        return False
    return finding.place.line not in part.elsewhere


def may_be_cut(settings: Settings, options: AuditOptions) -> bool:
    """Whether nothing is asked of which a part would say something else: a rule of one's own may look at whatever it
    likes, the order of ids is that of all of them, and names are hidden wherever they stand.
    """
    order = settings.rules.get(UNSORTED_IDS.name)
    return (
        not any(rule.source for rule in (*standing_rules(), *options.rules))
        and (order is None or order.severity in (None, "off"))
        and options.baseline is None
        and not options.secrets
    )
