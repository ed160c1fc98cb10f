"""A text cut into tokens that know where they stand. Nothing is normalised but a token's own look-up form.

Offsets are code points of the text as given, so whatever is made of tokens is exact.
"""

import re
import unicodedata
from typing import Literal, NamedTuple

Kind = Literal["word", "mark", "quote"]

_LETTER = r"[^\W_]|[\u0300-\u036f]"
_APOSTROPHE = "['’ʼ]"
_CLITIC = r"[-‑–](?:t[-‑–])?(?:il|elle|ils|elles|on|je|nous|vous|tu|ce)\b"
#: Each branch consumes at least one character and none can match the same text in two ways: linear.
_FRENCH = re.compile(
    rf"(?P<elided>\b(?:[cdjlmnstCDJLMNST]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu|[Qq]uoiqu){_APOSTROPHE})(?=[^\W_]|\s*\Z)"
    rf"|(?P<clitic>(?<=\w){_CLITIC})"
    rf"|(?P<word>(?:{_LETTER})+(?:(?!{_CLITIC})[-‑'’ʼ.,](?=[^\W_])(?:{_LETTER})+)*)"
    r"|(?P<mark>[^\w\s]|_)",
)
_ENGLISH = re.compile(
    rf"(?P<clitic>{_APOSTROPHE}s\b)"
    rf"|(?P<word>(?:{_LETTER})+(?:(?!{_APOSTROPHE}s\b)[-‑'’ʼ.,](?=[^\W_])(?:{_LETTER})+)*)"
    r"|(?P<mark>[^\w\s]|_)",
)
#: What a full stop belongs to: a title, an initial, an abbreviation.
_DOTTED = re.compile(
    r"(?:M|MM|Mr|Mrs|Ms|Dr|Pr|St|Ste|Me|Mgr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Jr|Sr|Inc|Corp|Co|Ltd|No|vs|cf|art|env|[A-Z]|[A-Z](?:\.[A-Z])+)$"
)


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


def lookup(text: str) -> str:
    """The form a lexicon knows a word by."""
    low = text.lower()
    if low.isascii():
        return low
    return unicodedata.normalize("NFC", low).replace("’", "'").replace("ʼ", "'").replace("‑", "-")


def tokens(text: str, language: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`. French elisions (`qu'`) and inverted pronouns (`-t-il`) are
    tokens of their own.
    """
    pattern = _FRENCH if language == "fr" else _ENGLISH
    found: list[Token] = []
    for match in pattern.finditer(text, start, len(text) if end is None else end):
        words = match.group()
        kind: Kind = "mark" if match.lastgroup == "mark" else "word"
        previous = found[-1] if found else None
        if words == "." and previous is not None and previous.end == match.start() and _DOTTED.match(previous.text):
            # `M.` is one word, wherever it stands.
            dotted = previous.text + "."
            found[-1] = Token(previous.start, match.end(), dotted, previous.low + ".", "word", previous.capital)
            continue
        low = lookup(words)
        if match.lastgroup == "clitic":
            low = low.replace("–", "-").replace("-t-", "-")
        found.append(Token(match.start(), match.end(), words, low, kind, words[0].isupper()))
    return found
