"""self-contradiction: one voice says both."""

from collections.abc import Iterator

from provenance.model.dossier import Statement
from provenance.model.finding import Proof
from provenance.model.message import M, Message
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule


def check(context: Context) -> Iterator[RawFinding]:
    rivals = context.assessor.known.rivals
    for a in context.assessments:
        if not a.denying and a.claim.id not in rivals:
            continue
        said: dict[str, list[Statement]] = {}
        for statement in a.affirming:
            if (group := _group(context, statement)) is not None:
                said.setdefault(group, []).append(statement)
        for denial in a.denying:
            group = _group(context, denial)
            affirmed = said.get(group, ()) if group is not None and not denial.only else ()
            before = next((one for one in affirmed if not _later(context, one, denial)), None)
            if before is not None:
                yield _raw_finding(context, before, denial, a.claim.id)
        for name in rivals.get(a.claim.id, ()):
            if name > a.claim.id or a.claim.running or context.dossier.claims[name].running:
                # A figure that runs on is told anew, not contradicted.
                continue
            for other in context.assessor[name].affirming:
                group = _group(context, other)
                if group in said:
                    yield _raw_finding(context, other, said[group][0], a.claim.id)
                    break


def _group(context: Context, statement: Statement) -> str | None:
    if not statement.chain or statement.chain[0].is_document:
        return None
    return context.group(statement.chain[0].id)


def _later(context: Context, affirmation: Statement, denial: Statement) -> bool:
    """Whether the affirmation certainly came after the denial: then it is an admission, told by the status."""
    from provenance.assess.utterance import date_of

    documents = context.dossier.documents
    denied, said = date_of(denial, documents), date_of(affirmation, documents)
    return denied is not None and said is not None and denied.before(said)


def _raw_finding(context: Context, one: Statement, two: Statement, claim: str) -> RawFinding:
    return RawFinding(
        _message(context, one, two),
        two.pointer,
        claim,
        Proof("values", (one.id, two.id)),
        M("check both attributions; if the words were taken back, record it"),
        two,
        key=True,
    )


def _message(context: Context, one: Statement, two: Statement) -> Message:
    who = context.name(_group(context, two) or "")
    if one.claim != two.claim:
        claims = context.dossier.claims
        texts = [claims[s.claim].text if s.claim is not None else "" for s in (one, two)]
        return M("{who:the} {who:verb gives/give} two answers: {one} / {two}", who=who, one=texts[0], two=texts[1])
    if one.document is None or two.document is None or one.document == two.document:
        return M("{who:the} {who:verb affirms/affirm} it and {who:verb denies/deny} it", who=who)
    return M(
        "{who:the} {who:verb affirms/affirm} it in {one:the} and {who:verb denies/deny} it in {two:the}",
        who=who,
        one=context.document_name(one.document),
        two=context.document_name(two.document),
    )


RULE = Rule(
    code="PV502",
    name="self-contradiction",
    severity=Severity.WARNING,
    title=M("one voice says both"),
    why=M("Either a source changed its word, which is news, or one of the two attributions is wrong."),
    origin="Wikipedia, Verifiability; consistency checks of testimony",
    bad="""sources: {m: {name: The minister}}
claims: {c1: A claim.}
statements: [{chain: m, says: {c1: words}}, {chain: m, denies: {c1: words}}]
""",
    good="""sources: {m: {name: The minister}, n: {name: The opposition}}
claims: {c1: A claim.}
statements: [{chain: m, says: {c1: words}}, {chain: n, denies: {c1: words}}]
""",
    check=check,
    about="text",
)
