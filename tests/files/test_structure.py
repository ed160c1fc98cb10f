"""Adding, replacing and removing in claim files of every layout: the data are what was asked for, all else stays."""

import json
import random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from provenance.files.edit import Editor
from provenance.files.located import Unreadable
from provenance.files.structure import CommentInTheWay
from provenance.model.finding import DataEdit
from provenance.rules import standing_rules
from tests.conftest import ROOT

BLOCK = """# A heading.
title: T  # of the story
claims:
  # the first
  c1: {text: A claim.}
  c2:
    text: >-
      A longer
      claim.
    about: q

statements:
  # how it began
  - chain: A → B  # line 1
    says:
      c1: "words # no comment"

  - chain: C
    says: {c2: other words}
"""


def put(*pointer: str | int, value: Any, **more: bool) -> DataEdit:
    return DataEdit("put", pointer, json.dumps(value), **more)


def edited(text: str, *changes: DataEdit, file: str = "x.claims.yaml") -> str:
    return Editor(text, file).edited(changes).text


def test_a_new_statement_stands_as_the_others_do() -> None:
    after = edited(BLOCK, put("statements", 2, value={"chain": "D", "says": {"c1": "it is so"}}))
    assert after == BLOCK + '\n  - chain: D\n    says: {c1: "it is so"}\n'


def test_a_statement_goes_before_another() -> None:
    after = edited(BLOCK, DataEdit("insert", ("statements", 1), json.dumps({"chain": "D", "says": {"c1": "w"}})))
    assert after == BLOCK.replace("  - chain: C", "  - chain: D\n    says: {c1: w}\n\n  - chain: C")


def test_a_new_section_stands_in_its_usual_place() -> None:
    after = edited(BLOCK, put("sources", "a", value={"name": "Ada Lovelace", "kind": "person"}))
    assert after == BLOCK.replace("claims:\n", 'sources:\n  a: {name: "Ada Lovelace", kind: person}\n\nclaims:\n')


def test_entries_in_the_order_of_their_ids_stay_so() -> None:
    text = "claims:\n  a: A.\n  c: C.\n  d: D.\n"
    assert edited(text, put("claims", "b", value={"text": "B."})) == text.replace("  c:", '  b: {text: "B."}\n  c:')


def test_a_folded_text_is_replaced_and_the_key_below_stays() -> None:
    after = edited(BLOCK, put("claims", "c2", "text", value="Short."))
    assert after == BLOCK.replace(">-\n      A longer\n      claim.\n", "Short.\n")


def test_a_value_becomes_a_mapping_and_back() -> None:
    details = {"quote": "words", "certainty": "probable"}
    after = edited(BLOCK, put("statements", 0, "says", "c1", value=details))
    assert after == BLOCK.replace('"words # no comment"', "{quote: words, certainty: probable}")
    assert edited(after, put("statements", 0, "says", "c1", value="words # no comment")) == BLOCK


def test_what_is_long_takes_lines_of_its_own() -> None:
    chain = [{"source": "a" * 60}, {"source": "b" * 60, "inferred": True}]
    after = edited(BLOCK, put("statements", 1, "chain", value=chain))
    assert (
        f"  - chain:\n      - {{source: {'a' * 60}}}\n      - {{source: {'b' * 60}, inferred: true}}\n    says:"
        in after
    )


def test_comments_are_asked_about() -> None:
    for pointer in (("statements", 0), ("claims", "c1")):
        with pytest.raises(CommentInTheWay):
            edited(BLOCK, DataEdit("delete", pointer))
    # A remark at the end of a line is about the line.
    assert "C\n" in edited(BLOCK, DataEdit("delete", ("statements", 0), with_comments=True))
    assert "line 1" not in edited(BLOCK, DataEdit("delete", ("statements", 0), with_comments=True))
    assert edited(BLOCK, DataEdit("delete", ("statements", 1))) == BLOCK[: BLOCK.index("\n  - chain: C") + 1]


def test_the_first_key_of_an_item_leaves_its_place_to_the_next() -> None:
    assert "  - says: {c2: other words}\n" in edited(BLOCK, DataEdit("delete", ("statements", 1, "chain")))


def test_the_last_entry_leaves_an_empty_mapping() -> None:
    assert "    says: {}\n" in edited(BLOCK, DataEdit("delete", ("statements", 1, "says", "c2")))
    again = edited(
        BLOCK, DataEdit("delete", ("statements", 1, "says", "c2")), put("statements", 1, "says", "c1", value="w")
    )
    assert "    says: {c1: w}\n" in again


def test_json_is_laid_out_as_it_was() -> None:
    text = '{\n  "claims": {\n    "c1": {"text": "A."}\n  },\n  "statements": []\n}\n'
    after = edited(text, put("claims", "c2", value={"text": "B."}), file="x.claims.json")
    assert after == text.replace('"A."}\n', '"A."},\n    "c2": {"text": "B."}\n')
    after = edited(text, put("statements", 0, value={"says": {"c1": "w"}}), file="x.claims.json")
    assert after == text.replace("[]", '[{"says": {"c1": "w"}}]')


def test_an_empty_file_is_begun() -> None:
    assert edited("# Only a remark.\n", put("claims", "c1", "text", value="It.")) == (
        '# Only a remark.\nclaims:\n  c1: {text: "It."}\n'
    )


def claim_files() -> dict[str, str]:
    """Claim files that people wrote: the demonstration's, and those of the rules' cases and examples."""
    found = {"seed": (ROOT / "seeds/tehran-2022-07/tehran-2022-07.claims.yaml").read_text("utf-8")}
    for path in sorted((ROOT / "tests/rules/cases").glob("*.yaml")):
        for number, case in enumerate(yaml.safe_load(path.read_text("utf-8"))):
            found[f"{path.stem}-{number}"] = case["file"]
    for rule in standing_rules():
        found |= {f"{rule.name}-bad": rule.bad, f"{rule.name}-good": rule.good}
    return found


def is_mapping(text: str) -> bool:
    try:
        return isinstance(Editor(text, "x.claims.yaml").data, dict)
    except Unreadable:
        return False


def operations(data: Any, pick: random.Random) -> DataEdit:
    """Something one might do to a file."""
    pointer: tuple[str | int, ...] = ()
    node = data
    while isinstance(node, dict | list) and node and (not pointer or pick.random() < 0.8):
        step: Any = pick.choice(list(node)) if isinstance(node, dict) else pick.randrange(len(node))
        pointer, node = (*pointer, step), node[step]
    value = pick.choice(
        [
            "words",
            "a: b # c",
            "",
            "true",
            7,
            None,
            {"k": "v"},
            {"k": {"l": "m" * 120}},
            ["a", "b"],
            "«\u00a0oui\u00a0»\n!",
            [],
        ]
    )
    kind = pick.choice(["put", "add", "append", "delete", "delete"])
    if kind == "add" and isinstance(node, dict):
        return put(*pointer, f"new-{pick.randrange(9)}", value=value, with_comments=True)
    if kind == "append" and isinstance(node, list):
        return put(*pointer, len(node), value=value)
    if kind == "delete":
        return DataEdit("delete", pointer, with_comments=True)
    return put(*pointer, value=value, with_comments=True)


def test_anything_is_done_to_any_claim_file() -> None:
    """Either exactly that is done, which `edited` proves by reading, or it is refused; hardly ever refused."""
    done, refused = 0, []
    for name, text in claim_files().items():
        if not is_mapping(text):
            continue
        pick = random.Random(name)
        for suffix in ("yaml", "json"):
            whole = text if suffix == "yaml" else json.dumps(Editor(text, "x.claims.yaml").data, indent=1)
            editor = Editor(whole, f"x.claims.{suffix}")
            for _ in range(60 if name == "seed" else 4):
                change = operations(editor.data, pick)
                try:
                    editor.edited([change])
                    done += 1
                except ValueError as error:
                    refused.append((name, suffix, change, str(error)))
    assert done > 2000
    assert len(refused) < 0.01 * done, refused[:20]


_KEY = st.text("ab-_: #é'\"{[,", min_size=1, max_size=4)
_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab c:#-'\"\n\u00a0é{}[]&*!|>%@`", max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEY, inner, max_size=3),
    max_leaves=6,
)


@given(_KEY, _VALUE)
def test_any_value_is_read_back_to_the_letter(key: str, value: Any) -> None:
    for text, file in ((BLOCK, "x.claims.yaml"), (json.dumps(Editor(BLOCK, "x.claims.yaml").data), "x.claims.json")):
        after = Editor(text, file).edited([put("claims", f"x{key}", value=value)])
        assert json.dumps(after.data["claims"][f"x{key}"]) == json.dumps(value)
        again = after.edited([DataEdit("delete", ("claims", f"x{key}"), with_comments=True)])
        assert again.text == text
