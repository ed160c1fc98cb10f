"""private-file-exposed: others can read a private file."""

from collections.abc import Iterator

from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    yield from context.problems("private-file-exposed")


RULE = Rule(
    code="PV118",
    name="private-file-exposed",
    severity=Severity.ERROR,
    title=M("others can read a private file"),
    why=M(
        "A private file holds the names and contacts of sources. One that git would take, or that other users of the "
        "machine may read, keeps nothing. It is looked at by `provenance validate --confidential` and wherever names are "
        "shown."
    ),
    origin="OpenSSH, ssh(1): a private key that others may read is not used",
    bad="claims: {c1: A claim.}\n",
    good="claims: {c1: A claim.}\n",
    check=check,
    needs=frozenset({Need.PROBLEMS}),
    about="file",
    on_demand=True,
)
