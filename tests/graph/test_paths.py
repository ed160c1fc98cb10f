"""The path of a statement: what its words passed through, origin first, worked by hand from the definitions."""

import pytest

from provenance.graph.groups import ClaimGroups, Node, claim_groups, control_groups
from provenance.graph.independence import independence
from provenance.graph.paths import ReportPath, report_paths
from tests.assess.build import dossier_in_yaml

DOSSIER = """
sources:
  office: {kind: institution}
  adviser: {kind: person, part_of: office}
  minister: {kind: person, part_of: office}
  agency: {kind: agency}
  paper: {kind: outlet}
  nobody: {kind: anonymous}
  other: {kind: anonymous}
documents:
  article: {publisher: paper, published: 2022-07-20}
  wire: {publisher: agency, published: 2022-07-19}
claims: {c: A claim.}
"""


def paths(statement: str) -> list[ReportPath]:
    made = dossier_in_yaml(DOSSIER + f"statements: [{statement}]\n")
    groups = control_groups(made, made.statements)
    return report_paths(made.statements, made.documents, claim_groups(made, ClaimGroups(groups, {}), "c"))


def group(name: str) -> Node:
    return Node("group", name)


@pytest.mark.parametrize(
    ("statement", "path"),
    [
        ("{chain: adviser, says: {c: w}}", (group("office"),)),
        ("{chain: adviser → agency, says: {c: w}}", (group("office"), group("agency"))),
        # A document on the way is its publisher's group, then the document itself.
        (
            "{chain: adviser → wire, in: article, says: {c: w}}",
            (group("office"), group("agency"), Node("document", "wire")),
        ),
        # The last of a chain is the document it is read in, unless that is said elsewhere.
        ("{chain: adviser → wire, says: {c: w}}", (group("office"),)),
        ("{chain: wire, says: {c: w}}", (group("agency"), Node("document", "wire"))),
        # Two of one office are one node; the first place counts.
        ("{chain: adviser → minister → agency, says: {c: w}}", (group("office"), group("agency"))),
        ("{chain: adviser → agency → minister, says: {c: w}}", (group("office"), group("agency"))),
        ("{chain: nobody → agency, says: {c: w}}", (Node("anonymous", "nobody"), group("agency"))),
        ("{own: first_hand, in: article, says: {c: w}}", (group("paper"),)),
    ],
)
def test_the_path(statement: str, path: tuple[Node, ...]) -> None:
    (found,) = paths(statement)
    assert found.path == path


def test_what_has_neither_chain_nor_witness_is_a_voice_of_its_own() -> None:
    (unsourced,) = paths("{id: s, own: true, in: article, says: {c: w}}")
    assert unsourced.path == (Node("anonymous", unsourced.statement),)
    assert not unsourced.own_word
    (unnamed,) = paths("{own: first_hand, says: {c: w}}")
    assert unnamed.path[0].is_anonymous
    assert unnamed.publisher is None


@pytest.mark.parametrize(
    ("statement", "own"),
    [
        ("{chain: paper, in: article, says: {c: w}}", True),
        ("{own: first_hand, in: article, says: {c: w}}", True),
        ("{chain: adviser → paper, in: article, says: {c: w}}", False),
        ("{chain: adviser, in: article, says: {c: w}}", False),
        ("{chain: paper, says: {c: w}}", False),
    ],
)
def test_whose_word_it_is(statement: str, own: bool) -> None:
    (found,) = paths(statement)
    assert found.own_word is own


def test_kinds_are_kept_apart_and_in_order() -> None:
    # A document and a source may bear one id.
    assert Node("document", "wire") != Node("group", "wire")
    assert sorted([group("a"), Node("document", "a"), Node("anonymous", "z")]) == [
        Node("anonymous", "z"),
        Node("document", "a"),
        group("a"),
    ]


SISTERS = """
sources: {source: {kind: person}, agency: {kind: agency}, house: {kind: institution}}
documents:
  wire: {publisher: agency, published: 2022-07-17}
  first: {publisher: Morning, published: 2022-07-18}
  second: {publisher: Evening, published: 2022-07-19}
claims: {c: A claim.}
statements:
  - {chain: source, in: wire, says: {c: w}}
  - {chain: first, in: second, says: {c: w}}
"""
HOUSE = {"Morning": "{kind: outlet, owned_by: house}", "Evening": "{kind: outlet, owned_by: house}"}


@pytest.mark.parametrize(
    ("first", "own_word", "origins"),
    [
        # The sister has it from the agency, which has it from one man: so has who cites the sister.
        ("{chain: wire, in: first, says: {c: w}}", False, ["source"]),
        # The sister was there: the house gives its word.
        ("{own: first_hand, in: first, says: {c: w}}", False, ["house", "source"]),
        # Nothing is known of where the sister has it from: it is the house that says it.
        ("{chain: source, in: first, denies: {c: w}}", True, ["house", "source"]),
    ],
)
def test_who_cites_a_sister_has_it_from_whom_the_sister_has_it(first: str, own_word: bool, origins: list[str]) -> None:
    declared = "".join(f", {name}: {said}" for name, said in HOUSE.items())
    made = dossier_in_yaml(
        SISTERS.replace("{kind: institution}}", "{kind: institution}" + declared + "}") + f"  - {first}\n"
    )
    affirming = [s for s in made.statements if s.affirms]
    voices = claim_groups(made, ClaimGroups(control_groups(made, made.statements), {}), "c")
    reports = report_paths(affirming, made.documents, voices)
    assert reports[1].own_word is own_word
    assert [node.id for node in independence(reports).origins] == origins
