"""shared-error-fingerprint: two reports share a rare wrong value."""

from collections.abc import Iterator

from provenance.assess.assessment import Assessment
from provenance.assess.utterance import date_of
from provenance.model.dossier import Statement
from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule, Situation
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    for a in context.assessments:
        if a.claim.value is None or not a.fallen:
            continue
        # The documents that gave the value and took it back.
        withdrawn = {c.of for c in a.causes}
        for statement in a.affirming:
            if statement.document in withdrawn or any(h.id in withdrawn for h in statement.chain):
                continue
            origin = _source(context, statement, withdrawn)
            if origin is None or _is_recorded(context, a, statement, origin):
                continue
            inferred = statement.inferred
            yield context.at_statement(
                statement,
                M(
                    "the same rare value as {document:the}, which took it back: a copy that does not say so?",
                    document=context.document_name(origin),
                ),
                Proof("values", (a.claim.value.text, origin, statement.document or statement.id)),
                M("if it is, record it as a hop of the chain, marked as inferred"),
                situation="inferred" if inferred else "",
            )


def _is_recorded(context: Context, a: Assessment, statement: Statement, origin: str) -> bool:
    """Whether some chain on the claim ties the two documents, by themselves or by their publishers: then the file says
    who had it from whom.
    """
    documents = context.dossier.documents

    def ends(document: str) -> set[str]:
        return {document, context.group(documents[document].publisher)}

    def passed(one: Statement) -> set[str]:
        hops = {hop.id if hop.is_document else context.group(hop.id) for hop in one.chain}
        return hops | {context.group(documents[hop.id].publisher) for hop in one.chain if hop.is_document}

    if statement.document is None:
        return False
    mine, theirs = ends(statement.document), ends(origin)
    for one in a.statements:
        on_the_way = passed(one)
        read_in = ends(one.document) if one.document is not None else set()
        if (mine & on_the_way and theirs & (on_the_way | read_in)) or (theirs & on_the_way and mine & read_in):
            return True
    return False


def _source(context: Context, statement: Statement, withdrawn: set[str]) -> str | None:
    """The last document that gave the value no later than the statement; undated ones may always have."""
    documents = context.dossier.documents
    said = date_of(statement, documents)
    found: list[tuple[int, str]] = []
    for name in sorted(withdrawn & set(documents)):
        published = documents[name].published
        if published is None:
            found.append((0, name))
        elif said is None or not said.before(published):
            found.append((published.latest, name))
    return max(found)[1] if found else None


RULE = Rule(
    code="PV309",
    name="shared-error-fingerprint",
    severity=Severity.NOTE,
    title=M("a rare wrong value in common"),
    why=M(
        "Copyists share errors; witnesses seldom do. A value that only a withdrawn version gave, found again elsewhere, "
        "suggests where the report comes from. It is an inference: a person may write the hop, with its mark."
    ),
    origin="Maas, Textual Criticism (1927), on indicative errors; AP on the Tehran visits, July 2022",
    bad="""sources: {m: {name: The ministry, kind: government}}
documents:
  v1: {publisher: The Agency, published: 2022-07-16}
  v2: {publisher: The Agency, published: 2022-07-17, revises: v1}
  a: {publisher: The Paper, published: 2022-07-19}
claims: {c15: {text: On the 15th., about: day, value: 2022-07-15}, c5: {text: On the 5th., about: day, value: 2022-07-05}}
statements:
  - {chain: m, in: v1, says: {c15: the 15th}}
  - {chain: m, in: v2, says: {c5: the 5th}}
  - {chain: m, in: a, says: {c15: the 15th}}
""",
    good="""sources: {m: {name: The ministry, kind: government}}
documents:
  v1: {publisher: The Agency, published: 2022-07-16}
  v2: {publisher: The Agency, published: 2022-07-17, revises: v1}
  a: {publisher: The Paper, published: 2022-07-19}
claims: {c15: {text: On the 15th., about: day, value: 2022-07-15}, c5: {text: On the 5th., about: day, value: 2022-07-05}}
statements:
  - {chain: m, in: v1, says: {c15: the 15th}}
  - {chain: m, in: v2, says: {c5: the 5th}}
  - {chain: m, in: a, says: {c5: the 5th}}
""",
    check=check,
    needs=frozenset({Need.FALLEN, Need.VALUES}),
    situations={"inferred": Situation(M("somebody has inferred a hop of the chain"), Severity.WARNING, "text")},
    about="text",
)
