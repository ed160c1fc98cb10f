"""Telephone numbers and mail addresses in what people write: they are kept apart, whatever form they have.

What is missed stands in a file that goes where it may not; so what looks like a number to call is taken for one, unless
it is plainly a date, a span of years, an amount, a book number or a time.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

#: What stands for a contact in what is kept.
CONTACT = "[…]"
_SPACES = "\u00a0\u202f\u2009\t "
_DASHES = r"\-‐‑‒–—−"
_BETWEEN = rf"[{_SPACES}{_DASHES}.·•,/_()]"
#: Words behind which a number is one to call.
_CALL = (
    r"(?:t[ée]l(?:[ée]phone)?|phone(?: number)?|portable|port|mobile|mob|cell|whatsapp|signal|telegram|sms|fax|"
    r"num[ée]ro|appel(?:er|[ée]e?)?|joindre|call(?:ed)?|ring|rappeler|ligne|line)"
)
_NUMBER = re.compile(
    rf"(?P<word>\b{_CALL}\b[{_SPACES}.:#]*(?:is|est|au|at|:)?[{_SPACES}]*)?"
    rf"(?<![\w./])(?P<number>\+?{_BETWEEN}{{0,2}}\d(?:{_BETWEEN}{{0,3}}\d){{6,16}})(?![\w])",
    re.IGNORECASE,
)
_AT = (
    rf"(?:[@＠]|[{_SPACES}]*[\[({{]\s*(?:at|arobase|@)\s*[\])}}][{_SPACES}]*|[{_SPACES}]+(?:arobase|[@＠])[{_SPACES}]+)"
)
_DOT = rf"(?:\.|[{_SPACES}]*[\[({{]\s*(?:dot|point)\s*[\])}}][{_SPACES}]*|[{_SPACES}]+(?:dot|point)[{_SPACES}]+)"
_MAIL = re.compile(
    rf"(?:\"[^\"\n]{{1,64}}\"|[\w.+&'’%-]{{1,64}}){_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}})+", re.IGNORECASE
)
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>«»“”\"]+|(?:mailto|tel|sms|whatsapp|sgnl):[^\s<>«»“”\"]+", re.IGNORECASE)
#: Addresses that lead to a person.
_PERSONAL = re.compile(
    r"(?:mailto|tel|sms|whatsapp|sgnl):|//(?:wa\.me|t\.me/\+|signal\.me|api\.whatsapp\.com)", re.IGNORECASE
)
_DATES = re.compile(
    r"\(?(?:\d{4}[-–./]\d{1,2}[-–./]\d{1,2}|\d{1,2}[-–./]\d{1,2}[-–./]\d{2,4})(?:[ T,]+\d{1,2}[.:h]\d{2})?\)?"
    r"|\(?(?:1[5-9]|20)\d\d\s*[-–—/]\s*(?:1[5-9]|20)?\d\d\)?|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
)
_AMOUNT = re.compile(rf"\(?\d{{1,3}}(?:[{_SPACES}.,]\d{{3}})+(?:[.,]\d+)?\)?|0[.,]\d+")


class Found(NamedTuple):
    """A contact, and where it stands."""

    start: int
    end: int
    text: str


def contacts(text: str) -> list[Found]:
    """The contacts of a text, in its order."""
    plain = _digits(text)
    links = [_link(match) for match in _LINK.finditer(text)]
    found = [one for one in links if _PERSONAL.search(one.text) or _MAIL.search(one.text)]
    shown = plain
    for link in links:
        # An address on the web is no number, whatever stands in it.
        shown = shown[: link.start] + "\0" * (link.end - link.start) + shown[link.end :]
    found += [Found(*match.span(), text[match.start() : match.end()]) for match in _MAIL.finditer(shown)]
    for match in _NUMBER.finditer(shown):
        start, end = match.span("number")
        lead = len(shown[start:end]) - len(shown[start:end].lstrip(f"{_SPACES}{_DASHES},./_·•"))
        start += lead
        number = shown[start:end]
        if _is_called(number, bool(match["word"])):
            found.append(Found(start, end, text[start:end].strip()))
    return _apart(found)


def _link(match: re.Match[str]) -> Found:
    """An address without the sign of the sentence behind it."""
    text = match[0].rstrip(".,;:!?)]")
    return Found(match.start(), match.start() + len(text), text)


def _apart(found: Iterable[Found]) -> list[Found]:
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _digits(text: str) -> str:
    """The text with the digits of every script as ours, letter for letter."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() and unicodedata.digit(c, -1) >= 0 else c
        for c in text
    )


def _is_called(number: str, named: bool) -> bool:
    """Whether digits are a number to call: `named` where a word before them says so."""
    digits = "".join(c for c in number if c.isdigit())
    bare = number.strip("() ")
    if not 7 <= len(digits) <= 15 or _DATES.fullmatch(number.strip()) or _DATES.fullmatch(bare):
        return False
    if re.match(r"97[89]", digits) and len(digits) == 13 and "+" not in number:
        return False
    if named or "+" in number:
        return True
    if _AMOUNT.fullmatch(bare):
        return False
    if digits.startswith("0"):
        return 9 <= len(digits) <= 15
    groups = [group for group in re.split(r"\D+", number) if group]
    if len(groups) == 1:
        return 10 <= len(digits) <= 13
    north_american = [len(group) for group in groups[-3:]] == [3, 3, 4] and groups[:-3] in ([], ["1"])
    area = number.lstrip().startswith("(") or re.match(r"\d\s*\(\d{2,4}\)", number)
    return north_american or (bool(area) and len(digits) >= 9)


def without_contacts(text: str) -> str:
    """The text with every contact left out."""
    for found in reversed(contacts(text)):
        text = text[: found.start] + CONTACT + text[found.end :]
    return text
