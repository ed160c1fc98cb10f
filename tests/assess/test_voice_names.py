"""What the reasons call a voice: who speaks for himself is no anonymous voice, who relays is called by his own name."""

from collections.abc import Callable

import pytest

from provenance.auditing import DossierAudit
from provenance.summaries.explain import explain_claim
from provenance.summaries.summary import hangs_on

HEAD = """language: en
sources:
  owner: {name: Holding, kind: institution}
  agency: {name: The Wire, kind: agency, owned_by: owner}
  boss: {name: Anne Roux, kind: person, part_of: owner}
  union: {name: The unions, kind: institution}
  crowd: {name: two officials, kind: anonymous}
documents: {d: {publisher: The Paper, published: 2022-03-01}, e: {publisher: The Daily, published: 2022-03-02}}
claims: {c: It happened.}
statements:
"""


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        # A paper that tells it in its own name, and no source: by its name.
        ("{own: true, in: d, says: {c: words}}", "The Paper, without a source"),
        # An anonymous voice beside it: they are one that nobody can place.
        ("{own: true, in: d, says: {c: words}}\n  - {chain: crowd, in: e, says: {c: words}}", "anonymous voices"),
        # The agency relays: it is called by its name, not by its owner's.
        ("{chain: union → agency, in: d, says: {c: words}}", "the unions → The Wire"),
        # Its owner's own people speak first: the voice is the house's.
        ("{chain: boss, in: d, says: {c: words}}", "Holding"),
        # The agency says it first: so is it the house.
        ("{chain: agency, in: d, says: {c: words}}", "Holding"),
    ],
)
def test_what_a_claim_hangs_on(statements: str, said: str, audited: Callable[..., DossierAudit]) -> None:
    audit = audited(f"{HEAD}  - {statements}\n")
    assert hangs_on(audit.dossier, audit.assessor["c"]).render("en") == said


def test_a_paper_that_tells_it_beside_a_source_is_named(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(f"{HEAD}  - {{own: true, in: d, says: {{c: w}}}}\n  - {{chain: union, in: e, says: {{c: w}}}}\n")
    told = [reason.render("en") for reason in explain_claim(audit, audit.assessor["c"]).reasons]
    assert told == ["2 reports, hanging on the unions", "what The Paper says without a source is not counted"]
