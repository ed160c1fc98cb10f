"""What is left of a text once it is transliterated and stripped of case, accents, punctuation and what is not seen."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

#: Scripts whose words inflect, whose words have others written to them, whose words stand without spaces.
INFLECTED, AFFIXED = ("CYRILLIC", "GREEK"), ("ARABIC", "HEBREW")
UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR", "FULLWIDTH")
#: Categories of characters that are not seen by themselves: marks, and what only directs.
UNSEEN = ("Mn", "Me", "Cf")
#: Letters and digits that pass for one another.
_ONE_STROKE = {"l": "i", "1": "i", "0": "o", "3": "e", "4": "a", "5": "s", "7": "t"}


class Letters(NamedTuple):
    """What is left of a text: its letters, and for each the characters that it comes from."""

    letters: str
    starts: Sequence[int]
    ends: Sequence[int]


def letters_of(text: str, look: bool) -> Letters:
    """The letters of a text, as they sound or as they look; an « e » after a, o, u is that of an umlaut."""
    table = _LOOKS if look else _SOUNDS
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    adjacent = False
    for position, character in enumerate(text):
        read = table[ord(character)]
        if not read:
            adjacent = adjacent and unicodedata.category(character) in UNSEEN
            continue
        if read == "e" and adjacent and letters[-1] in "aou":
            ends[-1] = position + 1
            continue
        letters.extend(read)
        starts.extend([position] * len(read))
        ends.extend([position + 1] * len(read))
        adjacent = True
    return Letters("".join(letters), starts, ends)


def bare(text: str) -> str:
    return letters_of(text, False).letters


def skeleton(text: str, look: bool) -> str:
    """The same letters, umlauts as they are spelled; fast, for a first look."""
    return text.translate(_LOOKS if look else _SOUNDS)


def run_on(letters: str) -> str:
    """Letters without any « e » that may be an umlaut's, the first included."""
    return re.sub(r"(?<=[aou])e|^e", "", letters)


class _Readings(dict[int, str]):
    """What is left of each character, worked out when it is met; `look` says by what."""

    def __init__(self, look: bool) -> None:
        self._look = look

    def __missing__(self, code: int) -> str:
        read = self[code] = _looked(chr(code)) if self._look else _sounded(chr(code))
        return read


_SOUNDS, _LOOKS = _Readings(False), _Readings(True)


def _sounded(character: str) -> str:
    from anyascii import anyascii

    category = unicodedata.category(character)
    if category == "So":
        # A letter in a circle is a letter; a picture is not the word that describes it.
        character = unicodedata.normalize("NFKC", character)
        return "".join(c for c in anyascii(character).lower() if c.isalnum()) if character.isalpha() else ""
    if category[0] not in "LN":
        return ""
    return "".join(c for c in anyascii(character).lower() if c.isalnum())


def _looked(character: str) -> str:
    return _lookalikes().get(character) or _ONE_STROKE.get(read := _sounded(character), read)


@lru_cache(maxsize=1)
def _lookalikes() -> dict[str, str]:
    """The Latin letter that each other one may be taken for."""
    from confusable_homoglyphs.confusables import confusables_data

    found: dict[str, str] = {}
    for character, others in confusables_data.items():
        if len(character) == 1 and not character.isascii():
            latin = [o["c"].lower() for o in others if len(o["c"]) == 1 and o["c"].isascii() and o["c"].isalpha()]
            if latin:
                found[character] = _ONE_STROKE.get(latin[0], latin[0])
    return found


def is_cased(character: str) -> bool:
    """Whether it is a letter that is written small or large."""
    return character.lower() != character.upper()


@lru_cache(maxsize=4096)
def script(character: str) -> str:
    """The script of a letter: the first word of its name in Unicode, `LATIN`; empty for what has none."""
    return unicodedata.name(character, "").partition(" ")[0].partition("-")[0]


def is_unspaced(character: str) -> bool:
    """Whether words of its script are written without spaces, or with what belongs to them in one."""
    return script(character) in UNSPACED
