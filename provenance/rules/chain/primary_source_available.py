"""primary-source-available: the dossier holds the speaker's own document."""

from collections.abc import Iterator

from provenance.assess.utterance import date_of
from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule


def check(context: Context) -> Iterator[RawFinding]:
    documents = context.dossier.documents
    if all(context.is_relay(document.publisher) for document in documents.values()):
        return
    for assessment in context.assessments:
        primary: dict[str, str] = {}
        for statement in assessment.affirming:
            document = context.document(statement)
            if document is not None and statement.chain and not statement.chain[0].is_document:
                group = context.group(statement.chain[0].id)
                if group == context.group(document.publisher) and not context.is_relay(document.publisher):
                    primary.setdefault(group, document.id)
        for statement in assessment.affirming if primary else ():
            if len(statement.chain) < 2 or statement.chain[0].is_document:
                continue
            found = primary.get(context.group(statement.chain[0].id))
            if found is None or found == statement.document or any(h.id == found for h in statement.chain):
                continue
            published, said = documents[found].published, date_of(statement, documents)
            if published is not None and said is not None and said.before(published):
                continue
            yield context.at_statement(
                statement,
                M(
                    "{document:the} gives the words {who:of} at first hand",
                    document=context.document_name(found),
                    who=context.speaker(statement),
                ),
                Proof("names", (found, *(h.id for h in statement.chain))),
                M("quote that document instead of the relay"),
            )


RULE = Rule(
    code="PV205",
    name="primary-source-available",
    severity=Severity.NOTE,
    title=M("the first-hand document is at hand"),
    why=M("Each relay may drop a hedge or a date; where the speaker's own text is at hand, it is the one to quote."),
    origin="IFCN Code of Principles, principle 3 (primary sources)",
    bad="""sources: {m: {name: The ministry, kind: government}, t: {name: The Agency, kind: agency}}
documents: {release: {publisher: The ministry}, a: {publisher: The Paper}}
claims: {c1: A claim.}
statements:
  - {chain: The ministry, in: release, says: {c1: words}}
  - {chain: The ministry → The Agency, in: a, says: {c1: words}}
""",
    good="""sources: {m: {name: The ministry, kind: government}}
documents: {release: {publisher: The ministry}, a: {publisher: The Paper}}
claims: {c1: A claim.}
statements:
  - {chain: The ministry, in: release, says: {c1: words}}
  - {chain: The ministry → release, in: a, says: {c1: words}}
""",
    check=check,
    about="text",
)
