"""Who counts as one voice, worked by hand from the definitions (docs/explanation/independence.md)."""

from dataclasses import replace

import pytest

from provenance.graph.groups import (
    ClaimGroups,
    Groups,
    Node,
    claim_groups,
    control_groups,
    group_deciding_statements,
)
from provenance.model.dossier import Dossier
from provenance.model.vocabulary import Grouping
from tests.assess.build import dossier_in_yaml, dossier_of

#: An adviser in an office in a government in a state; an agency that the state owns; a company of the office.
STATE = """
sources:
  state: {kind: state}
  government: {kind: government, part_of: state}
  office: {kind: institution, part_of: government}
  adviser: {kind: person, part_of: office}
  agency: {kind: agency, owned_by: state}
  company: {kind: institution, owned_by: office}
  professor: {kind: person, also: [office]}
"""


def dossier(text: str) -> Dossier:
    return dossier_in_yaml(text if "claims:" in text else text + "\nclaims: {c: A claim.}\n")


def groups(text: str, grouping: Grouping = Grouping.ORGANISATION) -> Groups:
    made = dossier(text)
    return control_groups(made, made.statements, grouping)


@pytest.mark.parametrize(
    ("grouping", "expected"),
    [
        (
            Grouping.ORGANISATION,
            {"adviser": "government", "office": "government", "company": "government", "government": "government",
             "agency": "agency", "state": "state", "professor": "professor"},
        ),
        (
            Grouping.STATE,
            {"adviser": "state", "office": "state", "company": "state", "government": "state", "agency": "state",
             "state": "state", "professor": "professor"},
        ),
        (
            Grouping.NAME,
            {name: name for name in ("adviser", "office", "company", "government", "agency", "state", "professor")},
        ),
    ],
)  # fmt: skip
def test_how_far_a_source_climbs(grouping: Grouping, expected: dict[str, str]) -> None:
    assert dict(groups(STATE, grouping).top) == expected


def test_what_a_source_stands_under_is_all_of_it_whatever_the_grouping() -> None:
    found = groups(STATE, Grouping.NAME)
    assert found.above["adviser"] == {"adviser", "office", "government", "state"}
    assert found.above["professor"] == {"professor", "office", "government", "state"}
    assert found.states_of("company") == {"state"}
    # The group of the government holds the adviser, so it stands under all that he does.
    under, states = groups(STATE).stands_under("government")
    assert under == {"adviser", "company", "office", "government", "state"}
    assert states == {"state"}


def test_why_they_are_one_is_said() -> None:
    unions = {(u.member, u.into, u.reason) for u in groups(STATE).unions}
    assert unions == {
        ("office", "government", "part_of"),
        ("adviser", "office", "part_of"),
        ("company", "office", "owned_by"),
    }


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ("[{chain: state, says: {c: words}}]", "government"),
        ("[{chain: agency, in: gazette, says: {c: words}}]", "government"),
        ("[{chain: gazette → agency, says: {c: words}}]", "government"),
        ("[{chain: adviser, says: {c: words}}]", "state"),
        ("[]", "state"),
    ],
)
def test_a_state_that_speaks_or_publishes_is_its_government(statements: str, expected: str) -> None:
    text = STATE + f"documents: {{gazette: {{publisher: state}}}}\nstatements: {statements}\n"
    assert groups(text).top["state"] == expected


def test_a_state_with_two_governments_that_speaks_makes_them_one() -> None:
    text = """
sources:
  state: {kind: state}
  cabinet: {kind: government, part_of: state}
  assembly: {kind: government, part_of: state}
statements: [{chain: state, says: {c: words}}]
"""
    assert set(groups(text).top.values()) == {"assembly"}
    assert groups(text, Grouping.NAME).top["state"] == "state"


def test_a_ring_of_owners_is_one_voice_named_after_the_smallest_id() -> None:
    made = dossier_of({"sources": {"b": {"owned_by": "c"}, "c": {"owned_by": "b"}, "d": {"part_of": "c"}, "a": {}}})
    assert dict(control_groups(made, ()).top) == {"b": "b", "c": "b", "d": "b", "a": "a"}


def test_who_belongs_to_a_ring_gives_it_no_name() -> None:
    made = dossier_of({"sources": {"a": {"part_of": "c"}, "c": {"part_of": "d"}, "d": {"part_of": "c"}}})
    assert dict(control_groups(made, ()).top) == {"a": "c", "c": "c", "d": "c"}


#: An adviser of the office from 1 June to 30 June 2022.
ADVISER = """
sources:
  office: {kind: institution}
  adviser: {kind: person, part_of: office, from: 2022-06-01, until: 2022-06-30}
documents: {d: {publisher: P, published: 2022-07-15}}
"""


@pytest.mark.parametrize(
    ("statements", "holds", "why"),
    [
        ("[]", True, "who says nothing is where the file puts him"),
        ("[{chain: adviser, said_on: 2022-06-15, says: {c: words}}]", True, "within"),
        ("[{chain: adviser, said_on: 2022-06-01, says: {c: words}}]", True, "the first day is within"),
        ("[{chain: adviser, said_on: 2022-06-30, says: {c: words}}]", True, "so is the last"),
        ("[{chain: adviser, said_on: 2022-05-31, says: {c: words}}]", False, "the day before"),
        ("[{chain: adviser, said_on: 2022-07-01, says: {c: words}}]", False, "the day after"),
        ("[{chain: adviser, said_on: 2022-07, says: {c: words}}]", False, "any day of July is after"),
        ("[{chain: adviser, said_on: 2022, says: {c: words}}]", True, "in doubt it holds"),
        ("[{chain: adviser, says: {c: words}}]", True, "no date: in doubt"),
        ("[{chain: adviser, in: d, says: {c: words}}]", False, "undated: the day it was published"),
        ("[{chain: adviser, in: d, said_on: 2022-06-15, says: {c: words}}]", True, "its own date comes first"),
        (
            "[{chain: [{source: adviser, on: 2022-07-02}], said_on: 2022-06-15, says: {c: words}}]",
            False,
            "the hop's own",
        ),
        (
            "[{chain: adviser, said_on: 2022-05-31, says: {c: words}}, {chain: adviser, said_on: 2022-06-02, says: {c: words}}]",
            True,
            "one statement within is enough",
        ),
        (
            "[{chain: adviser, said_on: 2022-05-31, says: {c: words}}, {chain: adviser, said_on: 2022-07-02, says: {c: words}}]",
            False,
            "all are outside",
        ),
    ],
)
def test_when_an_affiliation_lapses(statements: str, holds: bool, why: str) -> None:
    found = groups(ADVISER + f"statements: {statements}\n")
    assert found.top["adviser"] == ("office" if holds else "adviser"), why
    assert found.above["adviser"] == ({"adviser", "office"} if holds else {"adviser"}), why


@pytest.mark.parametrize(
    ("statement", "decides"),
    [
        ("{chain: adviser, says: {c: words}}", True),
        ("{chain: other → adviser, says: {c: words}}", True),
        ("{chain: other, says: {c: words}}", False),
        ("{chain: other, in: d, says: {c: words}}", True),
    ],
)
def test_the_statements_that_decide_the_groups(statement: str, decides: bool) -> None:
    made = dossier(
        "sources: {office: {kind: institution}, other: {kind: person}, state: {kind: state},"
        " adviser: {kind: person, part_of: office, until: 2022-06-30}}\n"
        f"documents: {{d: {{publisher: state}}}}\nstatements: [{statement}]\n"
    )
    assert bool(group_deciding_statements(made, made.statements)) is decides


def test_a_voice_nobody_can_place_is_anonymous_one_with_a_home_is_a_group() -> None:
    found = groups(
        "sources: {state: {kind: state}, nobody: {kind: anonymous}, official: {kind: anonymous, part_of: state}}"
    )
    assert found.node("nobody") == Node("anonymous", "nobody")
    assert found.node("official") == Node("group", "official")


# --- the voices on one claim ------------------------------------------------------------------------------------------

PAPERS = """
sources: {p: {kind: outlet}, q: {kind: outlet}, r: {kind: outlet}, m: {kind: person}, n: {kind: person}}
documents:
  a: {publisher: p, published: 2022-07-01}
  b: {publisher: q, published: 2022-07-01, translates: a}
  c: {publisher: r, published: 2022-07-01}
claims: {c: A claim., e: Another.}
"""


def on_claim(text: str, claim: str = "c") -> ClaimGroups:
    made = dossier(text)
    return claim_groups(made, ClaimGroups(control_groups(made, made.statements), {}), claim)


def test_the_givers_of_one_record_are_one_voice_on_what_it_shows() -> None:
    text = PAPERS + "evidence: {video: {given_by: [n, m], shows: [c]}}\nstatements: [{chain: m, says: {c: w}}]\n"
    voices = on_claim(text)
    assert voices.group_of("m") == voices.group_of("n") == "m"
    assert voices.members("m") == ["m", "n"]
    assert [(u.member, u.into, u.reason, u.basis) for u in voices.unions] == [("m", "n", "evidence", "video")]
    assert on_claim(text, "e").group_of("n") == "n"


def test_a_merged_voice_is_not_named_after_a_state() -> None:
    text = "sources: {a: {kind: state}, z: {kind: person}}\nevidence: {v: {given_by: [a, z], shows: [c]}}\n"
    assert on_claim(text).group_of("a") == "z"


def test_who_is_joined_with_nobody_is_alone() -> None:
    made = dossier_in_yaml("sources: {a: {name: A, part_of: b}, b: {name: B, kind: institution}, c: {name: C}}\n")
    members = control_groups(made, made.statements).members
    assert dict(members) == {"b": ("a", "b"), "c": ("c",)}


class CountedId(str):
    """An id that counts how often it is compared with another."""

    compared = 0

    def __lt__(self, other: str) -> bool:
        CountedId.compared += 1
        return str.__lt__(self, other)


def test_the_members_of_a_group_are_put_in_order_once() -> None:
    """Whatever its size: n sources that stand under each other are compared n times, not n times each."""
    links = "".join(f"\n  s{n:03}: {{kind: institution, part_of: s{n + 1:03}}}" for n in range(200))
    made = dossier("sources:" + links + "\n  s200: {kind: institution}")
    counted = {CountedId(name): source for name, source in made.sources.items()}
    CountedId.compared = 0
    found = control_groups(replace(made, sources=counted), made.statements)
    assert len(found.members["s200"]) == 201
    assert CountedId.compared <= 400
