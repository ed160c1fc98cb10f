"""YAML: the 1.2 scalars, exact positions, and a sentence for each trap."""

from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from provenance.auditing import DossierAudit
from provenance.files.located import Lines, Map, Unreadable, locate
from provenance.files.yaml_reader import read_yaml


def read(text: str) -> Any:
    return read_yaml(text, Lines("x", text))[0]


def test_scalars_are_those_of_yaml_1_2() -> None:
    data = read("a: NO\nb: true\nc: 2022-07-16\nd: 12\ne: 1.5\nf: ~\ng: '12'\nh: 0x1F\ni: yes\nj:\nk: 012\n")
    assert data == {
        "a": "NO", "b": True, "c": "2022-07-16", "d": 12, "e": 1.5, "f": None, "g": "12", "h": "0x1F", "i": "yes",
        "j": None, "k": 12,
    }  # fmt: skip


def test_every_value_knows_its_place() -> None:
    text = "claims:\n  c1:\n    text: Une affirmation.\nstatements:\n  - {chain: a → b, quote: é}\n"
    lines = Lines("x", text)
    data, _ = read_yaml(text, lines)
    place = lines.place(locate(data, ("claims", "c1", "text")))
    assert (place.line, place.column, place.end_column) == (3, 11, 27)
    key = lines.place(locate(data, ("claims", "c1"), True))
    assert (key.line, key.column) == (2, 3)
    quote = lines.place(locate(data, ("statements", 0, "quote")))
    assert (quote.line, quote.column) == (5, 27)


_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**6), 10**6),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12),
)
_TREES = st.recursive(
    _SCALARS,
    lambda t: st.one_of(
        st.lists(t, max_size=4), st.dictionaries(st.text("abcdé", min_size=1, max_size=4), t, max_size=4)
    ),
)


@given(_TREES)
def test_what_is_written_is_read_and_located(tree: Any) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=None)
    lines = Lines("x", text)
    data, problems = read_yaml(text, lines)
    assert data == tree
    assert not problems
    for pointer, value in _leaves(data, ()):
        start, end = locate(data, pointer)
        if isinstance(value, int) and not isinstance(value, bool):
            assert text[start:end] == str(value)


def _leaves(node: Any, pointer: tuple[str | int, ...]) -> list[tuple[tuple[str | int, ...], Any]]:
    if isinstance(node, Map):
        return [leaf for key, value in node.items() for leaf in _leaves(value, (*pointer, key))]
    if isinstance(node, list):
        return [leaf for i, value in enumerate(node) for leaf in _leaves(value, (*pointer, i))]
    return [(pointer, node)] if pointer else []


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "fix"),
    [
        ("claims:\n  c1: La question : pourquoi ?\n", 2, 19, "colon", 'write: c1: "La question : pourquoi ?"'),
        ("claims:\n  c1: 'l'article dit'\n", 2, 9, "apostrophe", 'write: c1: "l\'article dit"'),
        ("claims:\n\tc1: x\n", 2, 1, "tab", ""),
        ("claims:\n  c1: {text: 'x'\nstatements: []\n", 3, 1, "comma or a closing bracket", ""),
        ('claims:\n  c1: "jamais fermé\n', 3, 1, "ends in the middle", ""),
        ("claims: {a: *x}\n", 1, 13, "alias", "put the text in quotes"),
        ("a: 1\n---\nb: 2\n", 2, 1, "second YAML document", ""),
        ("a: !!python/object:os.system x\n", 1, 4, "tag", ""),
        ("a: &x [*x]\n", 1, 8, "alias", "put the text in quotes"),
        ("? [a]\n: b\n", 1, 3, "key must be a word", ""),
        ("title: Le maire a dit\n  ceci: non\n", 2, 7, "goes on with the value above", ""),
        ("claims: {a: {text: b}}}\n", 1, 23, "a key is expected here", ""),
        ("- a\nb: c\n", 2, 1, "an item of the list is expected", ""),
        ("statements: - chain: b\n", 1, 13, "a list begins on a line of its own", ""),
        ("title: !a!b c\n", 1, 8, "`!` begins a tag", ""),
    ],
)
def test_each_trap_has_its_sentence(text: str, line: int, column: int, message: str, fix: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text)
    problem = caught.value.problem
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (line, column)
    assert message in problem.message.render("en")
    assert fix == (problem.advice.render("en") if problem.advice else "")


def test_nesting_and_aliases_are_bounded() -> None:
    with pytest.raises(Unreadable, match="nested deeper"):
        read("[" * 10_000 + "]" * 10_000)
    bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(8)
    )
    with pytest.raises(Unreadable, match="aliases multiply"):
        read(bomb)
    assert read("a: &x {b: 1}\nc: *x\n") == {"a": {"b": 1}, "c": {"b": 1}}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("claims:\n  c1: le numéro #12 du journal\n", 2, "#12 du journal"),
        ("claims:\n  c1: {text: Paris, capitale}\n", 2, "comma inside {…}"),
        ("documents:\n  d: {published: {2022-07-19, 2022-07-20}}\n", 2, "put the date in quotes"),
        ("claims:\n  c1: Une.\n  c1: Deux.\n", 3, "written twice"),
        ("sources:\n  a: {name: A}\n  a: {name: B}\n", 3, "written twice"),
        ("documents:\n  d: {publisher: P, file: [a, b]}\n", 2, "takes a text, here is a list"),
    ],
)
def test_traps_that_are_valid_yaml(audited: Callable[..., DossierAudit], text: str, line: int, words: str) -> None:
    found = [(f.place.line, f.message.render("en")) for f in audited(text).findings]
    assert any(at == line and words in said for at, said in found), found


def test_an_unquoted_edtf_list_is_one_of(audited: Callable[..., DossierAudit]) -> None:
    audit = audited("documents: {d: {publisher: P, published: [2022-07-19, 2022-07-20]}}\n")
    published = audit.dossier.documents["d"].published
    assert published is not None
    assert published.edtf == "[2022-07-19,2022-07-20]"
