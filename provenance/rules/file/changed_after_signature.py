"""changed-after-signature: the dossier is not the one that somebody signed."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    signed, now = context.dossier.signed, context.dossier.content_sha256
    if signed is None or now is None or signed.sha256 == now:
        return
    yield RawFinding(
        M(
            "the claim file or one of its texts has changed since {who} signed it ({when})",
            who=signed.by,
            when=signed.on,
        )
        if signed.on is not None
        else M("the claim file or one of its texts has changed since {who} signed it", who=signed.by),
        ("signed", "sha256"),
        context.dossier.id,
        Proof("values", (signed.sha256, now)),
        M("read what changed, and sign it again"),
    )


RULE = Rule(
    code="PV119",
    name="changed-after-signature",
    severity=Severity.ERROR,
    title=M("it was changed after it was signed"),
    why=M("Who signs answers for these words and no others. A signature under something else is nobody's."),
    origin="FIPS 180-4 (SHA-256); editorial sign-off",
    bad=f'''claims: {{c1: A claim.}}
statements: [{{chain: m, says: {{c1: words}}}}]
signed: {{by: The editor, on: 2026-03-01, sha256: "{"0" * 64}"}}
''',
    good="claims: {c1: A claim.}\nstatements: [{chain: m, says: {c1: words}}]\n",
    check=check,
    needs=frozenset({Need.SIGNATURE}),
    about="file",
)
