"""What a checker says in a margin: what came of a check, where it was looked up, whom to call.

Nothing of it is believed: it is proposed. Telephone numbers and mail addresses are taken out of what is kept, since a
claim file goes where they may not.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from provenance.extraction.claim_ids import one_line, plain
from provenance.model.chain import spelled_place
from provenance.model.locators import NO_LOCATOR, Locator, seconds
from provenance.model.vocabulary import CheckResult

_DATA = Path(__file__).resolve().parent.parent / "data" / "margin.toml"
#: Results from the one that counts most: where a remark says several, the first of them is meant.
_ORDER = (CheckResult.UNREACHED, CheckResult.DIFFERS, CheckResult.PENDING, CheckResult.HOLDS)
_ADDRESS = re.compile(r"https?://[^\s<>«»“”\"]+|www\.[^\s<>«»“”\"]+", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
#: Digits in groups, which begin as telephone numbers do or stand behind such a word.
_TELEPHONE = re.compile(
    r"(?<![\w:/.-])(?:(?:tel|tél|téléphone|telephone|phone|port|portable|mobile|cell|call|appeler|joindre)\b[.:\s]*)?"
    r"(?P<number>\+?\(?\d[\d\s.()\u00a0\u202f/-]{5,20}\d)(?![\w:/]|-\d)",
    re.IGNORECASE,
)
_PHONE_WORD = re.compile(r"^(?:tel|tél|phone|port|mobile|cell|call|appeler|joindre)", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}")
_PAGE = re.compile(r"(?<![\w.])(?:pp?\.|pages?)[\s\u00a0\u202f]*(?P<page>\d+(?:\s*[-–—]\s*\d+)?)(?!\w)", re.IGNORECASE)
_TIME = re.compile(
    r"(?<![\w:.-])(?<!à )(?<!at )(?<!vers )(?P<clock>(?:\d{1,2}:)?\d{1,2}:[0-5]\d)(?![\w:.-]\w|\s*[ap]\.?m\b)"
    r"|(?<!\w)(?:(?P<h>\d+)[\s\u00a0\u202f]*h(?:eures?)?[\s\u00a0\u202f]*)?(?P<m>\d+)[\s\u00a0\u202f]*min(?:utes?)?[\s\u00a0\u202f]*"
    r"(?:(?P<s>\d+)[\s\u00a0\u202f]*s(?:ec(?:ondes?|onds?)?)?)?(?!\w)",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"(?<![\w/.])[\w()'’.-]*[\w()]\."
    r"(?:pdf|docx?|odt|rtf|txt|md|html?|eml|msg|vtt|srt|xlsx?|ods|csv|mp[34]|m4a|wav|mov|jpe?g|png|tiff?)(?!\w)",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)]}»”'\""
#: What stands for a contact in what is kept.
CONTACT = "[…]"


@dataclass(frozen=True, slots=True)
class MarginNote:
    """A remark read. `text` is what it says without contacts; `addresses` and `files` are what it names, `place` where
    in them; `contacts` are kept apart.
    """

    result: CheckResult
    text: str
    addresses: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    place: Locator = NO_LOCATOR
    contacts: tuple[str, ...] = ()

    @property
    def how(self) -> str:
        """Against what it was checked: « report.pdf, p. 12 »."""
        return ", ".join(part for part in (*self.addresses, *self.files, spelled_place(self.place)) if part)

    @property
    def is_bare(self) -> bool:
        """Whether it says no more than its result and what it was checked against."""
        left = self.text
        for part in (*self.addresses, *self.files):
            left = left.replace(part, "")
        left = _TIME.sub("", _PAGE.sub("", left))
        words = re.findall(r"[^\W_]+", plain(left))
        return not words or " ".join(words) in {term for terms in _terms().values() for term in terms}


def margin_note(text: str, known_files: Iterable[str] = ()) -> MarginNote:
    """What a remark says. `known_files` are names of files that are there, found whatever they are made of."""
    contacts = tuple(dict.fromkeys(text[slice(*_span(match))].strip() for match in _contacts(text)))
    shown = one_line(_without(text, _contacts(text)))
    addresses = tuple(dict.fromkeys(match[0].rstrip(_TRAILING) for match in _ADDRESS.finditer(shown)))
    rest = _ADDRESS.sub(" ", shown)
    files = _files(rest, known_files)
    for file in files:
        rest = rest.replace(file, " ")
    page, time = _PAGE.search(rest), _TIME.search(rest)
    place = Locator(re.sub(r"\s*[-–—]\s*", "-", page["page"]) if page else None, time=_seconds(time))
    return MarginNote(_result(rest), shown, addresses, files, place, contacts)


def _files(text: str, known: Iterable[str]) -> tuple[str, ...]:
    found = {name: text.find(name) for name in known if name in text}
    for match in _FILE.finditer(text):
        if not any(start <= match.start() < start + len(name) for name, start in found.items()):
            found.setdefault(match[0], match.start())
    return tuple(sorted(found, key=lambda name: found[name]))


def _contacts(text: str) -> list[re.Match[str]]:
    """Mail addresses and telephone numbers; no dates, amounts or times."""
    found = list(_MAIL.finditer(text))
    for match in _TELEPHONE.finditer(_ADDRESS.sub(lambda m: "\0" * len(m[0]), text)):
        number = match["number"].strip()
        digits = sum(c.isdigit() for c in number)
        begins = number[0] in "+(0" or _PHONE_WORD.match(match[0]) or re.fullmatch(r"\d{3}[-. ]\d{3}[-. ]\d{4}", number)
        if 7 <= digits <= 15 and begins and not _DATE.fullmatch(number):
            found.append(match)
    return sorted(found, key=lambda match: match.start())


def _span(match: re.Match[str]) -> tuple[int, int]:
    return match.span("number") if match.re is _TELEPHONE else match.span()


def _without(text: str, contacts: Iterable[re.Match[str]]) -> str:
    for match in reversed(list(contacts)):
        start, end = _span(match)
        text = text[:start] + CONTACT + text[end:]
    return text


def _seconds(match: re.Match[str] | None) -> float | None:
    if match is None:
        return None
    if match["clock"]:
        return seconds(match["clock"])
    return int(match["h"] or 0) * 3600 + int(match["m"]) * 60 + float(match["s"] or 0)


@lru_cache(maxsize=1)
def _terms() -> dict[CheckResult, tuple[str, ...]]:
    data = tomllib.loads(_DATA.read_text("utf-8"))
    return {
        result: tuple(dict.fromkeys(_words(term) for language in ("fr", "en") for term in data[result][language]))
        for result in _ORDER
    }


@lru_cache(maxsize=1)
def _signs() -> dict[CheckResult, tuple[str, ...]]:
    data = tomllib.loads(_DATA.read_text("utf-8"))
    return {result: tuple(data[result]["signs"]) for result in _ORDER}


@lru_cache(maxsize=1)
def _negations() -> frozenset[str]:
    return frozenset(tomllib.loads(_DATA.read_text("utf-8"))["negations"].split())


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", plain(text)))


def _result(text: str) -> CheckResult:
    """What came of it, by its words; « noted » where it does not say."""
    found = set(_said(f" {_words(text)} "))
    found.update(result for result, signs in _signs().items() if any(sign in text for sign in signs))
    return next((result for result in _ORDER if result in found), CheckResult.NOTED)


def _said(words: str) -> Iterator[CheckResult]:
    for result, terms in _terms().items():
        for term in sorted(terms, key=lambda one: -len(one)):
            at = words.find(f" {term} ")
            while at >= 0:
                before = words[:at].split()[-2:]
                denied = result is CheckResult.HOLDS and _negations().intersection(before)
                yield CheckResult.PENDING if denied else result
                # What was read is not read again as a part of itself: « non vérifié » holds « vérifié ».
                words = words[:at] + " \0 " + words[at + len(term) + 2 :]
                at = words.find(f" {term} ")
