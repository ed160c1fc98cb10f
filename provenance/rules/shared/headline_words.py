"""The words by which a headline is compared with its text, as patterns."""

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from provenance.model.quantities import DASHES

_DATA = Path(__file__).resolve().parents[2] / "data" / "headline_words.toml"


@lru_cache(maxsize=32)
def any_of(*names: str) -> re.Pattern[str]:
    """A pattern for any of the words of some lists."""
    return re.compile("|".join(rf"\b{terms(name)}(?!\w)" for name in names), re.I)


def terms(name: str) -> str:
    """What matches the words of a list; `*` stands for any ending, `_` for a space."""
    found = (re.escape(term).replace(r"\*", r"\w*").replace("_", r"\s") for term in listed(name))
    return f"(?:{'|'.join(found)})"


def listed(name: str) -> list[str]:
    """The words of a list."""
    return str(_lists()[name]).split()


@lru_cache(maxsize=1)
def opposites() -> tuple[tuple[str, str], ...]:
    """Pairs of lists, by name: words, and words that say another thing of the same."""
    pairs = [(f"{name}_one", f"{name}_other") for name in listed("opposites")]
    return (*pairs, *((other, one) for one, other in pairs))


@lru_cache(maxsize=1)
def negation() -> re.Pattern[str]:
    """A negation and the words next to it: « ne partira pas », « n'a pas encore parlé », "did not formally resign"."""
    plain = rf"(?!\W+{terms('emphasis')}\b)"
    return re.compile(
        rf"\bn(?:e\s+|['’])(?:[\w-]+\s+){{1,2}}{terms('after_ne')}\b{plain}(?:\W+\w+){{0,2}}"
        rf"|(?:\b{terms('negators')}\b|n['’]t\b){plain}(?:\W+\w+){{0,3}}",
        re.I,
    )


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    return tomllib.loads(_DATA.read_text("utf-8"))


def folded(text: str) -> str:
    """The text in small letters without accents, each letter at its place."""
    return text.translate({ord(letter): _plain(letter) for letter in set(text)})


def _plain(letter: str) -> str:
    if letter.isspace():
        return " "
    return unicodedata.normalize("NFKD", letter.lower())[:1].replace("’", "'").translate(DASHES) or letter
