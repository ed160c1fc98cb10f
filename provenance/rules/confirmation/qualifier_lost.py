"""qualifier-lost: « au moins », « about », « scheduled » stood in the source and no longer stand in the report."""

from collections.abc import Iterator

from provenance.assess.utterance import date_of
from provenance.model.dossier import Statement
from provenance.model.finding import Proof
from provenance.model.hedges import hedges
from provenance.model.message import M
from provenance.model.noun import Noun
from provenance.model.vocabulary import AFFIRMING, Severity
from provenance.rules.base import Context, RawFinding, Rule

#: Reports of one speaker on one claim that are compared with each other.
MAX_COMPARED = 200


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        if len(a.statements) < 2:
            continue
        by_speaker: dict[str, list[Statement]] = {}
        for statement in a.statements:
            if (
                statement.chain
                and statement.stance in AFFIRMING
                and not statement.chain[0].is_document
                and _words(statement)
            ):
                by_speaker.setdefault(statement.chain[0].id, []).append(statement)
        for statements in by_speaker.values():
            if len(statements) < 2:
                continue
            for later in statements[:MAX_COMPARED]:
                if context.is_verified(later):
                    continue
                kept = hedges().in_text(_words(later))
                for source in statements[:MAX_COMPARED]:
                    lost = {k: w for k, w in hedges().in_text(_words(source)).items() if k not in kept}
                    if not lost or source.certainty is not later.certainty or not _upstream(context, source, later):
                        # A loss of certainty that the file records is commitment-escalation.
                        continue
                    word = next(iter(lost.values()))
                    yield context.at_statement(
                        later,
                        M("“{word}” {document:of} is gone here", word=word, document=_read_in(context, source)),
                        Proof("values", (source.id, _words(source), later.id, _words(later))),
                        M("give the qualifier back"),
                    )
                    break


def _read_in(context: Context, source: Statement) -> Noun:
    assert source.document is not None
    return context.document_name(source.document)


def _words(statement: Statement) -> str:
    return statement.quote or statement.text or ""


def _upstream(context: Context, source: Statement, later: Statement) -> bool:
    if source.document == later.document or source.document is None or len(source.chain) > len(later.chain):
        return False
    a, b = date_of(source, context.dossier.documents), date_of(later, context.dossier.documents)
    return a is not None and b is not None and a.before(b)


RULE = Rule(
    code="PV411",
    name="qualifier-lost",
    severity=Severity.NOTE,
    title=M("a qualifier fell off on the way"),
    why=M(
        "“At least two”, “about 40” and “scheduled” are part of what was said. They fall off in headlines and in translation, "
        "and the claim grows."
    ),
    origin="Silverman, Lies, Damn Lies, and Viral Content (Tow Center, 2015)",
    bad="""sources: {p: {name: The spokesman}}
language: en
documents: {wire: {publisher: The Wire, published: 2022-07-18}, a: {publisher: The Paper, published: 2022-07-20}}
claims: {c1: Forty were hurt.}
statements:
  - {chain: p, in: wire, says: {c1: about forty people were hurt}}
  - {chain: p, in: a, says: {c1: forty people were hurt}}
""",
    good="""sources: {p: {name: The spokesman}}
language: en
documents: {wire: {publisher: The Wire, published: 2022-07-18}, a: {publisher: The Paper, published: 2022-07-20}}
claims: {c1: Forty were hurt.}
statements:
  - {chain: p, in: wire, says: {c1: about forty people were hurt}}
  - {chain: p, in: a, says: {c1: nearly forty people were hurt}}
""",
    check=check,
    about="text",
)
