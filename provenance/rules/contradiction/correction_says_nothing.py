"""correction-says-nothing: a notice by which nothing is taken back."""

from collections.abc import Iterator

from provenance.assess.utterance import date_of, told_date
from provenance.assess.versions import Versions
from provenance.model.document import Document
from provenance.model.dossier import Statement
from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    assessor = context.assessor
    versions = Versions(assessor.known, assessor.groups)
    for name in sorted(assessor.known.documents):
        document = context.dossier.documents[name]
        for old in document.corrects:
            # What it said counts, whether it was taken back again or not.
            if old == name or old not in versions.links[name] or versions.takes_back(name, old):
                continue
            named = any(one.document == old and one.act == "corrects" for one in document.withdraws)
            yield _finding(context, document, old, named)
        retracted: dict[str, list[str]] = {}
        for one in document.withdraws:
            if one.act == "retracts":
                retracted.setdefault(one.document, []).append(one.claim)
        for old, claims in retracted.items():
            if not any(versions.tells(old, claim) for claim in claims):
                yield _finding(context, document, old, named=True)
    seen = set()
    for act, target in assessor.defeat.void:
        # An entry may say several claims at once, and name several.
        if act.id != target.id and (act.pointer[:2], target.pointer[:2]) not in seen:
            seen.add((act.pointer[:2], target.pointer[:2]))
            yield _void_retraction(context, act, target)


def _void_retraction(context: Context, act: Statement, target: Statement) -> RawFinding:
    documents = context.dossier.documents
    taken_back, said = date_of(act, documents), date_of(target, documents)
    early = taken_back is not None and said is not None and taken_back.before(said)
    message = (
        M(
            "{who:the} took it back ({when}) before it was said ({said}): nothing is taken back",
            who=context.speaker(act),
            when=told_date(act, documents),
            said=told_date(target, documents),
        )
        if early
        else M(
            "{who:the} cannot take back what {other:the} said: nothing is taken back",
            who=context.speaker(act),
            other=context.speaker(target),
        )
    )
    return context.at_statement(
        act,
        message,
        Proof("path", (act.id, target.id)),
        M("say who took the words back, and when; a document that withdraws what it printed has its own `retracts`"),
    )


def _finding(context: Context, document: Document, old: str, named: bool) -> RawFinding:
    names = {"name": context.document_name(document.id), "old": context.document_name(old)}
    return RawFinding(
        M("{name:the} takes back what {old:the} does not say: no claim is taken back", **names)
        if named
        else M("{name:the} corrects {old:the}, and nothing says what: no claim is taken back", **names),
        document.pointer,
        document.id,
        Proof("path", (document.id, old)),
        M("name the claims that it corrects, or record what the notice says"),
        key=True,
    )


RULE = Rule(
    code="PV514",
    name="correction-says-nothing",
    severity=Severity.WARNING,
    title=M("a correction that takes nothing back"),
    why=M(
        "A notice exists, and what it corrects is recorded nowhere: whoever copied the first text goes on saying what was "
        "withdrawn, and nobody is told."
    ),
    origin="AP Statement of News Values, on corrections; COPE guidelines on notices",
    bad="""sources: {m: {name: The ministry, kind: government}}
documents:
  v1: {publisher: The Agency, published: 2022-07-16}
  v2: {publisher: The Agency, published: 2022-07-17, corrects: v1}
claims: {c1: Ten died.}
statements: [{chain: m, in: v1, says: {c1: ten}}]
""",
    good="""sources: {m: {name: The ministry, kind: government}}
documents:
  v1: {publisher: The Agency, published: 2022-07-16}
  v2: {publisher: The Agency, published: 2022-07-17, corrects: {v1: [c1]}}
claims: {c1: Ten died.}
statements: [{chain: m, in: v1, says: {c1: ten}}]
""",
    check=check,
    needs=frozenset({Need.NOTICES}),
    about="file",
)
