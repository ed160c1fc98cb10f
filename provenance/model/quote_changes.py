"""What happened to the words of a quotation that a text does not have exactly: slips of typing, or another meaning."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

from provenance.model.names import fold

_DATA = Path(__file__).resolve().parent.parent / "data" / "quote_words.toml"
#: "Can't" is a word by itself.
_CUT_NOT = re.compile(r"(?<=[nN])['’][tT]\b")
_WORD = re.compile(rf"[^\W_]+(?:{_CUT_NOT.pattern})?")
#: What parts thousands: « 1 500 » is « 1500 ».
_THOUSANDS = re.compile(r"(?<=\d)\s(?=\d{3}(?!\d))")
#: The end of a quotation and the beginning of another one; a line on which somebody else speaks.
_OTHER_QUOTATION = re.compile(r"[»”][^«»“”]*[«“]|\n[ \t]*(?:[—–-]\s|[^\W\d_][\w .'’-]{,39}\s?:\s)")
#: A single mark that closes a quotation, and is no apostrophe.
_CLOSED = re.compile(r"[.,!?…]\s?’")
#: Letters from which one slip is still a slip (in a small word, in any, in a name), and from which two are.
_SMALL, _ONE, _NAME, _TWO = 3, 4, 6, 7


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    data = tomllib.loads(_DATA.read_text("utf-8"))
    return {name: frozenset(fold(word) for word in words.split()) for name, words in data.items()}


def changed_words(quote: str, text: str) -> tuple[str, ...]:
    """The words that carry meaning and came into a quotation or went out of it, as they are spelled, those of the text
    in brackets. Slips of typing and small words are none.
    """
    ours, theirs = (_WORD.findall(_THOUSANDS.sub("", words)) for words in (quote, text))
    found: list[str] = []
    matcher = SequenceMatcher(None, [fold(w) for w in ours], [fold(w) for w in theirs], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            gone, come = _without_slips(ours[a:b], theirs[c:d])
            found += [w for w in gone if carries_meaning(w)]
            found += [f"[{w}]" for w in come if carries_meaning(w)]
    return tuple(found)


def _without_slips(ours: Sequence[str], theirs: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that are no slips of each other, in order."""
    left = list(theirs)
    gone = []
    for word in ours:
        meant = next((other for other in left if _is_slip(word, other)), None)
        if meant is None:
            gone.append(word)
        else:
            left.remove(meant)
    return gone, left


def _is_slip(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    a, b = fold(one), fold(other)
    if a == b:
        return True
    if any(c.isdigit() for c in a + b) or {a, b} <= _words()["weighty"] or not _begin_alike(a, b):
        return False
    distance, length = OSA.distance(a, b), min(len(a), len(b))
    if length >= _SMALL and distance == 1 and b in _words()["function"]:
        return a not in _words()["weighty"]
    if one[0].isupper() and other[0].isupper():
        return length >= _NAME and distance == 1
    return (length >= _ONE and distance == 1) or (length >= _TWO and distance == 2)


def _begin_alike(one: str, other: str) -> bool:
    """Whether no prefix tells them apart, as « légal » and « illégal », "increased" and "decreased"."""
    return one[0] == other[0] or one[:2] == other[1::-1]


def carries_meaning(word: str) -> bool:
    """Whether another meaning comes of its coming or going: no article, no preposition, no auxiliary."""
    # "Don't" is no « dont ».
    return fold(word) not in _words()["function"] or fold(word) in _words()["negation"] or bool(_CUT_NOT.search(word))


def hidden_by_ellipsis(text: str, skipped: Sequence[tuple[int, int]]) -> Iterator[str]:
    """What « […] » hides: `negation`, `paragraph` (words of two of them are joined) or `quotation` (of two)."""
    negations = _words()["negation"]
    for start, end in skipped:
        words = text[start:end]
        is_cut = _CUT_NOT.match(text, start) is not None
        if is_cut or any(fold(w) in negations or _CUT_NOT.search(w) for w in _WORD.findall(words)):
            yield "negation"
        quoting = text.count('"', text.rfind("\n", 0, start) + 1, start) % 2 == 1
        closed = _CLOSED.search(words)
        if re.search(r"\n\s*\n", words):
            yield "paragraph"
        elif (
            _OTHER_QUOTATION.search(words)
            or (quoting and words.count('"') > 1)
            or (closed is not None and "‘" in words[closed.end() :])
        ):
            yield "quotation"
