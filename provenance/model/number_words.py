"""Words for numbers and quantities, in French and English."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from provenance.model.names import fold

_DATA = Path(__file__).resolve().parent.parent / "data"


@lru_cache(maxsize=1)
def number_words() -> Mapping[str, Mapping[str, int]]:
    """By language the words for numbers, folded, and what they say."""
    data = tomllib.loads((_DATA / "number_words.toml").read_text("utf-8"))
    return {language: {fold(word): value for word, value in words.items()} for language, words in data.items()}


@lru_cache(maxsize=1)
def quantity_words() -> Mapping[str, Mapping[str, Any]]:
    """The words about numbers: those before and after them, scales, groups and units."""
    return tomllib.loads((_DATA / "quantity_words.toml").read_text("utf-8"))
