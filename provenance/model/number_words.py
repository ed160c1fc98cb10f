"""Numbers in words, in French and English."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from provenance.model.names import fold

_DATA = Path(__file__).resolve().parent.parent / "data" / "number_words.toml"


@lru_cache(maxsize=1)
def number_words() -> Mapping[str, Mapping[str, int]]:
    """By language the words for numbers, folded, and what they say."""
    data = tomllib.loads(_DATA.read_text("utf-8"))
    return {language: {fold(word): value for word, value in words.items()} for language, words in data.items()}
