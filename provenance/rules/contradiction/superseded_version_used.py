"""superseded-version-used: the words come through a version that was replaced and said otherwise."""

from collections.abc import Iterator

from provenance.assess.defeat import REVISION
from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule


def check(context: Context) -> Iterator[RawFinding]:
    claims = context.dossier.claims
    for a in context.assessments:
        for statement in a.fallen:
            hops = [h for h in statement.chain if h.is_document]
            for cause in context.assessor.defeat.out[statement.id]:
                if cause.kind != REVISION or statement.document == cause.of or not hops:
                    continue
                now = [
                    claims[r]
                    for r in context.assessor.known.rivals.get(a.claim.id, ())
                    if any(s.document == cause.by and s.affirms for s in context.assessor.known.by_claim.get(r, ()))
                ]
                words = tuple((c.value.date or c.value.text) if c.value else c.text for c in now)
                yield context.at_statement(
                    statement,
                    M(
                        "`{old}` said so; `{new}`, which replaces it, says: {words}",
                        old=cause.of,
                        new=cause.by,
                        words=words,
                    )
                    if words
                    else M("`{old}` said so; `{new}` takes it back", old=cause.of, new=cause.by),
                    Proof("path", (*(h.id for h in statement.chain), cause.by)),
                    M("give what the newer version says, and who says it: {words}", words=tuple(c.text for c in now))
                    if words
                    else M("write that it was taken back, and by whom"),
                )
                break


RULE = Rule(
    code="PV510",
    name="superseded-version-used",
    severity=Severity.WARNING,
    title=M("an earlier version is still quoted"),
    why=M("Wires are corrected in the next version; whoever copied the first one carries its errors on."),
    origin="AP Statement of News Values, on corrections and writethrus; AP on the Tehran visits, 16 July 2022",
    bad="""sources: {m: {name: The ministry, kind: government}}
documents:
  v1: {publisher: The Agency, published: 2022-07-16, replaced_by: v2}
  v2: {publisher: The Agency, published: 2022-07-16}
  a: {publisher: The Paper, published: 2022-07-19}
claims: {c15: {text: On the 15th., about: day, value: 2022-07-15}, c5: {text: On the 5th., about: day, value: 2022-07-05}}
statements:
  - {chain: m, in: v1, says: {c15: the 15th}}
  - {chain: m, in: v2, says: {c5: the 5th}}
  - {chain: m → v1, in: a, says: {c15: the 15th}}
""",
    good="""sources: {m: {name: The ministry, kind: government}}
documents:
  v1: {publisher: The Agency, published: 2022-07-16, replaced_by: v2}
  v2: {publisher: The Agency, published: 2022-07-16}
  a: {publisher: The Paper, published: 2022-07-19}
claims: {c15: {text: On the 15th., about: day, value: 2022-07-15}, c5: {text: On the 5th., about: day, value: 2022-07-05}}
statements:
  - {chain: m, in: v1, says: {c15: the 15th}}
  - {chain: m, in: v2, says: {c5: the 5th}}
  - {chain: m → v2, in: a, says: {c5: the 5th}}
""",
    check=check,
    remedy="correct",
)
