"""The forms a name may take: other orders, other alphabets, a family name alone, initials."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from provenance.model.letters import INFLECTED, bare, is_cased, is_unspaced, letters_of, script
from provenance.model.names import fold

#: What stands before a person's name, or between its words, and is no part of it. Folded.
_TITLES = frozenset(
    "dr pr prof professeur professor m mr mrs ms miss mme mlle mm sir lady lord herr frau don dona senor senora signor "
    "signora me maitre docteur doctor general colonel".split()
)
_PARTICLES = frozenset(
    "de du des d la le les l von van der den ter zu zum da dos das di del della al el ibn bin ben bint y e i et".split()
)
#: Titles that follow a family name without a space.
_FOLLOWING = tuple("先生 女士 小姐 太太 老师 教授 博士 医生 经理 总 某 氏 さん 様 씨 님 교수".split())
#: How Russian is spelled in French and German; in English as `anyascii` has it.
_FRENCH = str.maketrans(dict(zip("ушчжхцюяёйэы", "ou ch tch j kh ts iou ia io i e y".split())))
_FRENCH |= {ord("ь"): "", ord("щ"): "chtch"}
_GERMAN = str.maketrans(dict(zip("ушчжхцюявз", "u sch tsch sch ch z ju ja w s".split())))
#: And what French spellings come to in English.
_FROM_FRENCH = (
    ("tch", "\0"),
    ("ch", "sh"),
    ("\0", "ch"),
    ("iou", "yu"),
    ("ou", "u"),
    ("ia", "ya"),
    ("dj", "dzh"),
    ("guu", "gu"),
)


class NameForm(NamedTuple):
    """One form of a name: `is_part` says that it must look like a name where it stands, `is_stem` that an ending may
    follow, `is_given` that with another family name it is somebody else's.
    """

    name: str
    is_part: bool = False
    is_stem: bool = False
    is_given: bool = False


def transliterations(name: str) -> Iterator[str]:
    """A name as other languages spell it, where that differs by more than an accent."""
    yield name
    lower = name.lower()
    if script(name[0]) == "CYRILLIC":
        yield from (lower.translate(table).title() for table in (_FRENCH, _GERMAN))
    elif "ou" in lower or "ch" in lower or "dj" in lower:
        for french, english in _FROM_FRENCH:
            lower = lower.replace(french, english)
        yield lower.title()


def forms(spelled: str, name: str) -> Iterator[tuple[str, NameForm]]:
    """The letters of each form that a name, spelled in some way, may take."""
    words = [w for w in re.split(r"[\s,;/()\[\]]+", spelled) if bare(w)]
    orders = [words, words[::-1], [*words[-1:], *words[:-1]]]
    if not words:
        return
    short = len(bare(spelled)) < 3
    for order in orders:
        # As one word too: what is glued together has its umlauts spelled otherwise.
        for whole in (" ".join(order), "".join(order)):
            yield from _with_stem(whole, NameForm(name, short))
    people = [w for w in words if fold(w) not in _PARTICLES and fold(w) not in _TITLES]
    if is_unspaced(spelled[0]):
        compact = "".join(words)
        family = words[0] if len(words) > 1 else compact[:2] if len(compact) > 2 else ""
        if len(family) > 1:
            yield from _with_stem(family, NameForm(name, True))
        for title in _FOLLOWING:
            if family:
                yield from _with_stem(family + title, NameForm(name))
            # A single syllable and the common ones would be found in any text.
            if script(title[0]) == "HANGUL" or (len(title) > 1 and script(title[0]) == "CJK"):
                yield from _with_stem(compact[:1] + title, NameForm(name))
        return
    if not _is_person(words, people):
        return
    first, *_, last = people
    if len(people) > 2:
        yield from _with_stem(f"{first} {last}", NameForm(name))
        yield from _with_stem(f"{last} {first}", NameForm(name))
    if is_cased(first[0]) and len(bare(first)) > 2:
        yield from _with_stem(first, NameForm(name, is_part=True, is_given=True))
    for initialled in (first[0] + last, f"{first[0]} {last}", last + first[0]):
        yield from _with_stem(initialled, NameForm(name))
    families = people[1:] if len(people) < len(words) or fold(words[0]) not in _TITLES else people
    # Of « Morel-Blanc » either half is used alone.
    halves = [half for family in families if "-" in family for half in family.split("-")]
    for family in (*families, *halves):
        if len(bare(family)) > 2:
            # Two family names together are no words of the language.
            yield from _with_stem(family, NameForm(name, is_part="-" not in family))
    for half in filter(bare, halves):
        for whole in (f"{first} {half}", f"{first[0]} {half}", first[0] + half):
            yield from _with_stem(whole, NameForm(name))


def _is_person(words: Sequence[str], people: Sequence[str]) -> bool:
    """Whether the words are those of a person's name, and not of a description."""
    return 1 < len(people) <= 5 and len(words) <= 7 and all(w[0].isupper() or not is_cased(w[0]) for w in people)


def _with_stem(spelled: str, key: NameForm) -> Iterator[tuple[str, NameForm]]:
    """The letters as they sound and as they look; where words inflect, those that stay."""
    for look in (False, True):
        letters = letters_of(spelled, look).letters
        if letters:
            yield letters, key
    if script(spelled[-1]) in INFLECTED:
        stem = re.sub(r"[aeiouy]+$", "", letters_of(spelled, False).letters)
        if len(stem) > 3:
            yield stem, key._replace(is_stem=True)


def initials_of(name: str) -> str:
    """A person's initials; none of what has no case."""
    words = [w for w in name.split() if fold(w) not in _PARTICLES and fold(w) not in _TITLES]
    return "".join(w[0] for w in words).upper() if _is_person(words, words) and is_cased(words[0][0]) else ""
