"""The source summary statement. Expected sentences written by hand."""

from collections.abc import Callable

import pytest

from provenance.auditing import DossierAudit
from provenance.summaries.source_base import source_summary

HEAD = """language: en
sources:
  hall: {name: town hall, kind: government}
  mayor: {name: Ann Hill, kind: person, part_of: hall}
  wire: {name: Town Wire, kind: agency, owned_by: hall}
  press: {name: Press Wire, kind: agency, owned_by: group}
  group: {name: Media Group, kind: institution}
  union: {name: The unions, kind: institution}
documents: {d: {publisher: The Paper, published: 2022-03}}
claims: {c: It was sold.}
statements:
"""


def told(audit: DossierAudit) -> list[str]:
    return [line.render("en") for line in source_summary(audit)]


@pytest.mark.parametrize(
    ("chain", "said"),
    [
        # Its owner's mayor speaks through it.
        ("mayor → wire", ["Town Wire relays the house that owns it"]),
        # It relays others, and its owner says nothing.
        ("union → press", []),
        # It speaks first itself: it relays nobody.
        ("wire", []),
    ],
)
def test_an_agency_relays_its_house_only_where_the_house_speaks(
    chain: str, said: list[str], audited: Callable[..., DossierAudit]
) -> None:
    lines = told(audited(f"{HEAD}  - {{chain: {chain}, in: d, says: {{c: words}}}}\n"))
    assert [line for line in lines if "house that owns" in line] == said


def test_the_word_of_an_outlet_is_no_voice_that_nobody_can_place(audited: Callable[..., DossierAudit]) -> None:
    lines = told(audited(HEAD + "  - {own: true, in: d, says: {c: words}}\n"))
    assert "1 statement is told by an outlet in its own name, without a source" in lines
    assert not [line for line in lines if "nobody can place" in line]


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("2022-03-10", "age: the statements run from 1 March 2022 to 10 March 2022"),
        ("2022-06-01", "age: the statements run from 1 March 2022 to 31 March 2022"),
        ("2022-03-01", "age: all of it was said on 1 March 2022"),
    ],
)
def test_statements_are_not_dated_after_the_day_of_the_audit(
    as_of: str, said: str, audited: Callable[..., DossierAudit]
) -> None:
    assert said in told(audited(HEAD + "  - {chain: union, in: d, says: {c: words}}\n", as_of=as_of))
