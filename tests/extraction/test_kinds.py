"""Constructions that newspapers use, each by sentences of its kind that somebody wrote who knew no rule of the grammar.

Of those of a kind, every other one (`part: held-out`) was looked at by nobody who wrote a rule. What is not right yet says
what is wrong (`wrong: speaker`), and is told the day it is mended.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.extraction.kinds.judging import faults

HERE = Path(__file__).parent / "kinds"
LANGUAGES = {"french": "fr", "english": "en", "further_french": "fr", "further_english": "en"}


def items() -> list[Any]:
    found = []
    for name, language in LANGUAGES.items():
        for number, item in enumerate(yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))):
            found.append(pytest.param(item, language, id=f"{name}-{item['kind']}-{number}"))
    return found


@pytest.mark.parametrize(("item", "language"), items())
def test_a_sentence_of_its_kind(item: dict[str, Any], language: str) -> None:
    assert faults(item["text"], language, item.get("attributions", [])) == item.get("wrong", "").split()


def test_most_of_what_nobody_looked_at_is_right() -> None:
    for name, least in {"french": 0.5, "english": 0.6}.items():
        held_out = [i for i in yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8")) if i["part"] == "held-out"]
        assert len(held_out) > 50
        assert sum("wrong" not in item for item in held_out) / len(held_out) >= least
