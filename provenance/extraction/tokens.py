"""A text cut into tokens that know where they stand. Nothing is normalised but a token's own look-up form.

Offsets are code points of the text as given, so whatever is made of tokens is exact.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

from provenance.extraction.languages import table

Kind = Literal["word", "mark", "quote"]

_LETTER = r"[^\W_]|[\u0300-\u036f]"
_APOSTROPHE = "['’ʼ]"
#: A word that is cut at the end of a line: « re-⏎grette », « Jean-⏎Pierre ».
_CUT = r"[-‐]\r?\n[ \t]*(?=[^\W\d_])"
_HYPHENS = re.compile(rf"(?P<hyphen>{_CUT})(?P<small>[a-zà-ÿ])?")


@lru_cache(maxsize=8)
def _rules(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a language is cut, and what a full stop belongs to in it, from its lexicon.

    Each branch consumes at least one character and none can match the same text in two ways: linear.
    """
    data = table(language, "tokens")
    elided = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in data["elided"].split())
    clitic = "|".join(data["clitics"].split())
    inverted = rf"[-‑–](?:t[-‑–])?(?:{clitic})\b" if clitic else r"(?!)"
    # « the Rangers’ plans »
    possessive = rf"(?:{_APOSTROPHE}s\b|(?<=s){_APOSTROPHE}(?=[ \u00a0][^\W\d_]))" if data["possessive"] else r"(?!)"
    branches = [
        rf"(?P<elided>\b(?:{elided}){_APOSTROPHE})(?=[^\W_]|\s*\Z)" if elided else "",
        rf"(?P<clitic>(?<=\w){inverted}|{possessive})",
        rf"(?P<word>(?:{_LETTER})+(?:(?!{inverted}|{possessive})(?:[-‑'’ʼ.,](?=[^\W_])|{_CUT})(?:{_LETTER})+)*)",
        r"(?P<mark>[^\w\s]|_)",
    ]
    dotted = "|".join(re.escape(word) for word in data["dotted"].split())
    return re.compile("|".join(filter(None, branches))), re.compile(rf"(?:{dotted}|[A-Z]|[A-Z](?:\.[A-Z])+)$")


@lru_cache(maxsize=8)
def _in_capitals(language: str) -> frozenset[str]:
    """Names that would be little words but for their capitals: « the WHO »."""
    return frozenset(table(language, "tokens").get("in_capitals", "").split())


def _network(word: str, before: str) -> bool:
    """Whether a lone capital is the network, as in « wrote on X. »"""
    return word == "X" and before in ("on", "sur", "en", "auf", "via")


class Token(NamedTuple):
    """A word, a punctuation mark, or a whole quotation (its marks included).

    `low` is what lexicons are asked for: NFC, lower case, straight apostrophes.
    """

    start: int
    end: int
    text: str
    low: str
    kind: Kind
    capital: bool = False


@lru_cache(maxsize=1 << 15)
def lookup(text: str) -> str:
    """The form a lexicon knows a word by."""
    low = uncut(text).lower()
    if low.isascii():
        return low
    return unicodedata.normalize("NFC", low).replace("’", "'").replace("ʼ", "'").replace("‑", "-")


def uncut(text: str) -> str:
    """A word that was cut at the end of a line, whole."""
    return _HYPHENS.sub(lambda cut: cut["small"] or "-", text) if "\n" in text else text


def tokens(text: str, language: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`. Elisions (`qu'`), inverted pronouns (`-t-il`) and possessives (`'s`) are tokens
    of their own.
    """
    pattern, abbreviations = _rules(language)
    in_capitals = _in_capitals(language)
    found: list[Token] = []
    for match in pattern.finditer(text, start, len(text) if end is None else end):
        words = match.group()
        kind: Kind = "mark" if match.lastgroup == "mark" else "word"
        previous = found[-1] if found else None
        if (
            words == "."
            and previous is not None
            and previous.end == match.start()
            and abbreviations.match(previous.text)
            and not (len(found) > 1 and (found[-2].text == "°" or _network(previous.text, found[-2].low)))
        ):
            # `M.` is one word, wherever it stands; `10 °C.` and `on X.` end a sentence.
            dotted = previous.text + "."
            found[-1] = Token(previous.start, match.end(), dotted, previous.low + ".", "word", previous.capital)
            continue
        # « THE MAN WHO FELL » is all in capitals.
        among = previous is not None and len(previous.text) > 1 and previous.text.isupper()
        low = words if words in in_capitals and not among else lookup(words)
        if match.lastgroup == "clitic":
            low = low.replace("–", "-").replace("-t-", "-")
        found.append(Token(match.start(), match.end(), words, low, kind, words[0].isupper()))
    return found
