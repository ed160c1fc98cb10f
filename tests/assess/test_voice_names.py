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
  aide: {name: an aide, kind: anonymous}
documents: {d: {publisher: The Paper, published: 2022-03-01}, e: {publisher: The Daily, published: 2022-03-02}}
claims: {c: It happened.}
statements:
"""


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        # A paper that tells it in its own name, and no source: by its name.
        ("{own: true, in: d, says: {c: words}}", "The Paper (without a source)"),
        # An anonymous voice beside it: they are one that nobody can place.
        ("{own: true, in: d, says: {c: words}}\n  - {chain: crowd, in: e, says: {c: words}}", "anonymous voices"),
        # One anonymous voice alone: what the file calls it.
        ("{chain: crowd, in: d, says: {c: words}}", "two officials"),
        ("{chain: crowd → agency, in: d, says: {c: words}}", "two officials → The Wire"),
        ("{chain: crowd, in: d, says: {c: words}}\n  - {chain: aide, in: e, says: {c: words}}", "anonymous voices"),
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
    assert hangs_on(audit, audit.assessor["c"]).render("en") == said


def test_a_paper_that_tells_it_beside_a_source_is_named(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(f"{HEAD}  - {{own: true, in: d, says: {{c: w}}}}\n  - {{chain: union, in: e, says: {{c: w}}}}\n")
    told = [reason.render("en") for reason in explain_claim(audit, audit.assessor["c"]).reasons]
    assert told == ["2 reports, hanging on the unions", "what The Paper says without a source is not counted"]


SETTLED = """language: en
sources:
  hall: {name: town hall, kind: government}
  mayor: {name: Anne Roux, kind: person}
  lab: {name: state laboratory, kind: institution}
  court: {name: court of appeal, kind: institution}
documents: {d: {publisher: The Paper, published: 2022-03-01}, e: {publisher: court, published: 2022-03-02}}
claims:
  c: {text: It happened., concerns: [hall]}
  other: {text: It was sold., contradicts: [c, third]}
  third: {text: It was let., concerns: [hall]}
statements:
  - {chain: hall, in: d, says: {c: words}}
  - {chain: mayor, in: d, denies: {c: words}}
"""


@pytest.mark.parametrize(
    ("more", "said", "proof"),
    [
        # Evidence shows it: it does not hang on the voice alone, and without the voice the evidence is left.
        (
            "evidence: {scan: {given_by: hall, shows: [c], authenticated_by: lab}}",
            "the town hall; “scan”, authenticated by the state laboratory, shows it; denied by Anne Roux",
            [],
        ),
        # A ruling against it is told once, and not as one denial more.
        (
            "  - {chain: court, in: e, denies: {c: {text: no, adjudication: true}}}",
            "the town hall; found false by the court of appeal (published on 2 March 2022); denied by Anne Roux",
            ["without the town hall, nothing that counts is left"],
        ),
        # So is the rival that was found true.
        (
            "  - {chain: court, in: e, says: {other: {text: yes, adjudication: true}}}",
            "the town hall; it is settled otherwise: It was sold; denied by Anne Roux",
            ["without the town hall, nothing that counts is left"],
        ),
    ],
)
def test_what_settles_a_claim_is_told_with_it(
    more: str, said: str, proof: list[str], audited: Callable[..., DossierAudit]
) -> None:
    audit = audited(f"{SETTLED}{more}\n")
    assessment = audit.assessor["c"]
    assert hangs_on(audit, assessment).render("en") == said
    assert [line.render("en") for line in explain_claim(audit, assessment).proof] == proof


def test_of_what_fell_nothing_counts_with_or_without_a_voice(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(
        f"{HEAD}  - {{chain: union, in: d, says: {{c: w}}}}\n".replace("2022-03-02}", "2022-03-02, retracts: d}")
    )
    assert explain_claim(audit, audit.assessor["c"]).proof == ()


def test_two_rivals_are_told_without_stray_full_stops(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(
        SETTLED + "  - {chain: mayor, in: d, says: {other: words}}\n  - {chain: lab, in: d, says: {third: words}}\n"
    )
    assert hangs_on(audit, audit.assessor["other"]).render("en") == "Anne Roux; against: It happened, It was let"


FELL = """language: en
sources: {boss: {name: Anne Roux, kind: person}, union: {name: The unions}, court: {name: The court}}
documents:
  w1: {publisher: The Wire, published: 2022-03-01}
  w2: {publisher: The Wire, published: 2022-03-05, corrects: {w1: [c]}}
  radio: {publisher: The Radio, published: 2022-03-02}
  daily: {publisher: The Daily, published: 2022-03-03}
  paper: {publisher: The Paper, published: 2022-03-04}
claims: {c: It happened., k: It was fined.}
statements:
  - {chain: boss, in: w1, says: {c: words}}
  - {chain: w1, in: radio, says: {c: words}}
  - {chain: radio, in: daily, says: {c: words}}
  - {chain: The Wire, in: paper, says: {c: words}}
  - {chain: union, in: paper, denies: {c: words}}
  - {chain: boss, in: paper, says: {k: words}}
  - {chain: court, in: paper, adjudication: true, denies: {k: words}}
"""


def test_what_fell_is_told_with_all_that_fell_and_who_denies_it(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(FELL)
    reasons = [one.render("en") for one in explain_claim(audit, audit.assessor["c"]).reasons]
    assert reasons == [
        "The Wire (5 March 2022) takes back what The Wire (1 March 2022) said",
        # The radio, the daily by way of the radio, and the paper, which names the agency.
        "3 later reports passed through The Wire (1 March 2022) and fall with it",
        "as told, 4 reports hung on Anne Roux",
        "denied by the unions (published on 4 March 2022)",
    ]
    told = hangs_on(audit, audit.assessor["c"]).render("en")
    assert told == "Anne Roux; through The Wire (1 March 2022); denied by the unions"


def test_a_ruling_is_told_once(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(FELL)
    assert [one.render("en") for one in explain_claim(audit, audit.assessor["k"]).reasons] == [
        "found false by the court (published on 4 March 2022)",
        "1 report, hanging on Anne Roux",
    ]


def test_words_taken_back_are_told_once_where_several_fell(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(
        HEAD + "  - {id: post, chain: boss, in: d, says: {c: words}}\n  - {chain: d, in: e, says: {c: words}}\n"
        "  - {chain: boss, in: e, said_on: 2022-03-02, says: {c: words}}\n"
        "  - {chain: boss, in: e, said_on: 2022-03-03, retracts: post}\n"
    )
    reasons = [one.render("en") for one in explain_claim(audit, audit.assessor["c"]).reasons]
    assert reasons.count("Anne Roux took the words back") == 1
