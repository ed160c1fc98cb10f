"""The opening of a report: on whom most claims hang. Expected values written by hand."""

from collections.abc import Callable

import pytest

from provenance.auditing import DossierAudit
from provenance.emit.findings import plain
from provenance.emit.text import audit_text
from provenance.report.markdown import markdown_text
from provenance.summaries.brief import brief

HEAD = """language: en
parties: [hall, works]
sources:
  hall: {name: town hall, kind: government}
  works: {name: The builders, kind: institution}
  wire: {name: The Wire, kind: agency}
  crowd: {name: two officials, kind: anonymous}
  lab: {name: A laboratory, kind: institution}
documents: {d: {publisher: The Paper, published: 2022-03-01}}
"""


def told(audit: DossierAudit) -> tuple[list[str], str]:
    opening = brief(audit)
    missing = opening.key_missing_source
    return [line.render("en") for line in opening.dependences], missing.render("en") if missing is not None else ""


def test_a_paper_without_a_source_is_no_anonymous_voice_beside_one(audited: Callable[..., DossierAudit]) -> None:
    lines, _ = told(
        audited(
            HEAD + "claims: {c1: It was sold., c2: It was let.}\nstatements:\n"
            "  - {chain: crowd, in: d, says: {c1: words}}\n  - {own: true, in: d, says: {c2: words}}\n"
        )
    )
    assert lines == [
        "1 claim hangs on two officials alone.",
        "1 claim hangs on The Paper (without a source) alone.",
    ]


def test_what_evidence_shows_hangs_on_nobody_alone(audited: Callable[..., DossierAudit]) -> None:
    lines, missing = told(
        audited(
            HEAD + "claims: {c1: It was sold., c2: It was let.}\nstatements:\n"
            "  - {chain: hall, in: d, says: {c1: words, c2: words}}\n"
            "evidence: {deed: {given_by: hall, shows: [c1], authenticated_by: lab}}\n"
        )
    )
    assert lines == ["1 claim hangs on the town hall alone."]
    assert missing == (
        "What would change it: a named source outside the town hall and the builders:"
        " 1 claim hangs on the town hall alone."
    )


def test_two_parties_through_one_agency_are_not_one_voice(audited: Callable[..., DossierAudit]) -> None:
    # Two origins that share The Wire, denied by a party: no claim hangs on one voice alone, so none is counted.
    lines, missing = told(
        audited(
            HEAD.replace("[hall, works]", "[hall, works, owner]").replace(
                "sources:", "sources:\n  owner: {name: The owner, kind: institution}"
            )
            + "claims: {c1: It was sold.}\nstatements:\n"
            "  - {chain: hall → wire, in: d, says: {c1: words}}\n  - {chain: works → wire, in: d, says: {c1: words}}\n"
            "  - {chain: owner, in: d, denies: {c1: words}}\n"
        )
    )
    assert (lines, missing) == ([], "")


@pytest.mark.parametrize(("as_of", "out"), [("2022-02-28", False), ("2022-03-01", True)])
def test_a_verdict_on_what_has_not_come_out_says_so(
    as_of: str, out: bool, audited: Callable[..., DossierAudit]
) -> None:
    audit = audited(
        HEAD.replace("}}", ", file: d.txt}}")
        + "claims: {c1: It was sold.}\nstatements: [{chain: hall, in: d, says: {c1: it was sold}}]\n",
        as_of=as_of,
        d_txt="The town hall said it was sold.\n",
    )
    for told in (audit_text(audit, None, plain, 100, False), markdown_text(audit, None)):
        assert ("The article is not published yet on that day." not in told) is out


def test_markdown_says_what_the_policy_asks_not_its_name(audited: Callable[..., DossierAudit]) -> None:
    told = markdown_text(audited(HEAD + "claims: {c1: It was sold.}\n"), None)
    assert "as of 1 December 2022 · confirmed from 2 independent origins on" in told
    assert "two-independent" not in told


def test_where_nobody_has_spoken_no_status_is_counted(audited: Callable[..., DossierAudit]) -> None:
    told = markdown_text(audited(HEAD + "claims: {c1: It was sold.}\n"), None)
    assert "**In brief, as of 1 December 2022.** 0 claims.\n" in told


def test_of_voices_on_whom_as_much_hangs_one_is_told_first_and_as_what_to_replace(
    audited: Callable[..., DossierAudit],
) -> None:
    head = HEAD.replace("parties: [hall, works]\n", "")
    for first, second in (("hall", "works"), ("works", "hall")):
        lines, missing = told(
            audited(
                head + "claims: {c1: It was sold., c2: It was let.}\nstatements:\n"
                f"  - {{chain: {first}, in: d, says: {{c1: words}}}}\n  - {{chain: {second}, in: d, says: {{c2: words}}}}\n"
            )
        )
        name = {"hall": "the town hall", "works": "the builders"}[first]
        assert lines[0] == f"1 claim hangs on {name} alone."
        assert name in missing
