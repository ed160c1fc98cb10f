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

from provenance.extraction.claim_ids import plain, single_spaced
from provenance.extraction.contacts import contacts, without_contacts
from provenance.model.chain import spelled_place
from provenance.model.locators import NO_LOCATOR, Locator, seconds
from provenance.model.vocabulary import CheckResult

_DATA = Path(__file__).resolve().parent.parent / "data" / "margin.toml"
#: Results from the one that counts most: where a remark says several, the first of them is meant.
_ORDER = (CheckResult.UNREACHED, CheckResult.DIFFERS, CheckResult.PENDING, CheckResult.HOLDS)
_ADDRESS = re.compile(r"https?://[^\s<>«»“”\"]+|www\.[^\s<>«»“”\"]+", re.IGNORECASE)
_PAGE = re.compile(r"(?<![\w.])(?:pp?\.|pages?)[\s\u00a0\u202f]*(?P<page>\d+(?:\s*[-–—]\s*\d+)?)(?!\w)", re.IGNORECASE)
_SPACE = r"[\s\u00a0\u202f]*"
#: A time in a recording; behind « à » and « at » it is one of day, unless a recording is named.
_TIME = re.compile(
    r"(?<![\w:.-])(?P<day>(?:à|at|vers)\s)?(?P<clock>(?:\d{1,2}:)?\d{1,2}:[0-5]\d)(?:\.\d+)?(?![\w:.-]\w|\s*[ap]\.?m\b)"
    rf"|(?<!\w)(?:(?P<h>\d+){_SPACE}h(?:eures?)?{_SPACE})?(?P<m>\d+)(?:{_SPACE}min(?:utes?)?|['’′]){_SPACE}"
    rf"(?:(?P<s>\d+)(?:{_SPACE}s(?:ec(?:ondes?|onds?)?)?|[\"”″]|''))?(?!\w)",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"(?<![\w.])[\w()'’./-]*[\w()]\."
    r"(?:pdf|docx?|odt|rtf|txt|md|html?|eml|msg|vtt|srt|xlsx?|ods|csv|mp[34]|m4a|wav|mov|jpe?g|png|tiff?)(?!\w)",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)]}»”'\""


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
    held = contacts(text)
    shown = single_spaced(without_contacts(text))
    addresses = tuple(dict.fromkeys(map(_address, _ADDRESS.findall(shown))))
    rest = _ADDRESS.sub(" ", shown)
    files = _files(rest, known_files)
    for file in files:
        rest = rest.replace(file, " ")
    page = _PAGE.search(rest)
    time = next((one for one in _TIME.finditer(rest) if files or not one["day"]), None)
    place = Locator(re.sub(r"\s*[-–—]\s*", "-", page["page"]) if page else None, time=_seconds(time))
    return MarginNote(_result(rest), shown, addresses, files, place, tuple(dict.fromkeys(one.text for one in held)))


def _address(written: str) -> str:
    """An address without the signs of the sentence around it: a bracket is its own where it was opened in it."""
    while (
        written and written[-1] in _TRAILING and not (written[-1] == ")" and written.count("(") >= written.count(")"))
    ):
        written = written[:-1]
    return written


def _files(text: str, known: Iterable[str]) -> tuple[str, ...]:
    found = {name: text.find(name) for name in known if name in text}
    for match in _FILE.finditer(text):
        if not any(start <= match.start() < start + len(name) for name, start in found.items()):
            found.setdefault(match[0].rpartition("/")[2], match.start())
    return tuple(sorted(found, key=lambda name: found[name]))


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
def _negated() -> re.Pattern[str]:
    """What stands before a word of result and takes it back, a few words between."""
    words = "|".join(map(re.escape, map(_words, tomllib.loads(_DATA.read_text("utf-8"))["negations"])))
    return re.compile(rf"(?:^| )(?:{words})(?: \w+){{0,3}} ?$")


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
                denied = _negated().search(words[:at])
                if not denied or result in (CheckResult.PENDING, CheckResult.UNREACHED):
                    yield result
                elif result is CheckResult.HOLDS:
                    yield CheckResult.PENDING
                # What was read is not read again as a part of itself: « non vérifié » holds « vérifié ».
                words = words[:at] + " \0 " + words[at + len(term) + 2 :]
                at = words.find(f" {term} ")
