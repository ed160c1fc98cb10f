"""correction-not-propagated: published after the notice, without it."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need
from provenance.rules.shared.both_sides import says_so


def check(context: Context) -> Iterator[RawFinding]:
    documents = context.dossier.documents
    notices: dict[str, list[str]] = {}
    for document in documents.values():
        for target in (*document.corrects, *document.retracts):
            if document.id in context.assessor.known.documents:
                notices.setdefault(target, []).append(document.id)
    for a in context.assessments if notices else ():
        for statement in a.fallen:
            read_in = context.document(statement)
            if read_in is None or read_in.published is None:
                continue
            for cause in context.assessor.defeat.out[statement.id]:
                for name in notices.get(cause.of, ()):
                    notice = documents[name].published
                    if says_so(context, a, read_in.id):
                        continue
                    if notice is None or read_in.id in (cause.of, name) or not notice.before(read_in.published):
                        continue
                    yield context.at_statement(
                        statement,
                        M(
                            "{document:the} repeats what {notice:the} had taken back",
                            document=context.document_name(read_in.id),
                            notice=context.document_name(name),
                        )
                        if cause.of in documents[name].retracts
                        else M(
                            "{document:the} repeats what {notice:the} had corrected",
                            document=context.document_name(read_in.id),
                            notice=context.document_name(name),
                        ),
                        Proof("path", (cause.of, name, read_in.id)),
                        M("correct it, and say so"),
                    )


RULE = Rule(
    code="PV511",
    name="correction-not-propagated",
    severity=Severity.WARNING,
    title=M("a correction that did not arrive"),
    why=M("A notice reaches those who read it; the papers that copied the error before seldom do."),
    origin="Silverman, Regret the Error (2007); COPE Retraction Guidelines (2019)",
    bad="""sources: {m: {name: The ministry, kind: government}}
documents:
  v1: {publisher: The Agency, published: 2022-07-15}
  v2: {publisher: The Agency, published: 2022-07-16, revises: v1, corrects: v1}
  a: {publisher: The Paper, published: 2022-07-19}
claims: {c15: {text: On the 15th., about: day, value: 2022-07-15}, c5: {text: On the 5th., about: day, value: 2022-07-05}}
statements:
  - {chain: m, in: v1, says: {c15: the 15th}}
  - {chain: m, in: v2, says: {c5: the 5th}}
  - {chain: m → v1, in: a, says: {c15: the 15th}}
""",
    good="""sources: {m: {name: The ministry, kind: government}}
documents:
  v1: {publisher: The Agency, published: 2022-07-15}
  v2: {publisher: The Agency, published: 2022-07-16, revises: v1, corrects: v1}
  a: {publisher: The Paper, published: 2022-07-19}
claims: {c15: {text: On the 15th., about: day, value: 2022-07-15}, c5: {text: On the 5th., about: day, value: 2022-07-05}}
statements:
  - {chain: m, in: v1, says: {c15: the 15th}}
  - {chain: m, in: v2, says: {c5: the 5th}}
  - {chain: m → v2, in: a, says: {c5: the 5th}}
""",
    check=check,
    needs=frozenset({Need.NOTICES, Need.FALLEN}),
    about="text",
)
