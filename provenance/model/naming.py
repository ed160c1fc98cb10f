"""How sources and documents are called in a sentence: by the names readers know, never by ids."""

import re
import tomllib
from collections.abc import Collection, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from provenance.model.document import Document
from provenance.model.message import M, Message
from provenance.model.noun import ANY, Noun, is_elided
from provenance.model.source import Source
from provenance.model.vocabulary import MEDIA, PEOPLE, SourceKind

K = TypeVar("K")
_DATA = Path(__file__).resolve().parent.parent / "data" / "articles.toml"
#: The article of a name whose gender the file gives otherwise than its words suggest.
_FEMININE, _MASCULINE = {"le": "la", "un": "une"}, {"la": "le", "une": "un"}
_OWN = {
    "fr": re.compile(r"(le|la|les|un|une|des)\s|(l)['’]", re.IGNORECASE),
    "en": re.compile(r"(the|an?)\s", re.IGNORECASE),
}
#: What « an » stands before: a vowel that is heard as one.
_AN = re.compile(r"(?!uni(?![dmn])|us[aeu]|eu|one\b|once)[aeiou]|hon(?:est|ou?r)|heir|hour", re.IGNORECASE)


class SourceNames(dict[str, Noun]):
    """The noun of each source, made when it is asked for."""

    def __init__(self, sources: Mapping[str, Source], language: str) -> None:
        self._sources, self._language = sources, language

    def __missing__(self, source: str) -> Noun:
        self[source] = found = source_noun(self._sources[source], self._language)
        return found

    def label(self, source: str) -> str:
        """The name by itself, typographically right in its language."""
        return self[source].told("", self._language, str)


def version_numbers(documents: Collection[K], before: Mapping[K, K]) -> dict[K, tuple[int, int]]:
    """Which version each document is, and how many there are, from the one that came before each."""
    number: dict[K, int] = {}
    for name in documents:
        line = [name]
        while line[-1] in before and before[line[-1]] not in line and line[-1] not in number:
            line.append(before[line[-1]])
        for one in reversed(line):
            earlier = number.get(before[one], 0) if one in before else 0
            number.setdefault(one, earlier + 1)
    after = {earlier: later for later, earlier in before.items()}
    last: dict[K, int] = {}
    for name in sorted(documents, key=lambda one: -number[one]):
        last[name] = last.get(after[name], number[name]) if name in after else number[name]
    return {name: (number[name], last[name]) for name in documents}


class DocumentNames(dict[str, Noun]):
    """The noun of each document, made when it is asked for.

    `numbers` are those that tell documents from others alike, where others stand in another part of the dossier.
    """

    def __init__(
        self,
        documents: Mapping[str, Document],
        sources: Mapping[str, Source],
        names: SourceNames,
        numbers: Mapping[str, int] | None = None,
    ) -> None:
        self._documents, self._sources, self._publishers, self._numbers = documents, sources, names, numbers

    def __missing__(self, document: str) -> Noun:
        self[document] = found = self._noun(self._documents[document])
        return found

    def _noun(self, document: Document) -> Noun:
        """« AP, première version (16 juillet 2022) »: who published it, which version it is, and when."""
        publisher = self._publishers[document.publisher]
        said: object = publisher.text
        article = publisher.article
        if self._sources[document.publisher].kind not in MEDIA:
            # « un document du Kremlin »: who publishes nothing regularly does not stand for what it published.
            said = M("document {publisher:of}", publisher=publisher)
            article = ANY
        version = self._version(document)
        if version is not None:
            said = M("{publisher}, {version}", publisher=said, version=version)
        if document.published is not None:
            said = M("{document} ({date})", document=said, date=document.published)
        number = self._number(document)
        if number is not None:
            said = M("{document}, {number}", document=said, number=number)
        return Noun(said, publisher.language, article, article != ANY and publisher.feminine, False, document.id)

    def details(self, name: str) -> tuple[object, ...]:
        """What tells a document from others of its publisher: its version, its date, a number where these do not."""
        document = self._documents[name]
        found = (self._version(document), document.published, self._number(document))
        return tuple(one for one in found if one is not None)

    def _version(self, document: Document) -> Message | None:
        number, versions = self._versions[document.id]
        if document.translates is not None:
            return M("translation")
        if versions < 2:
            return None
        return M("first version") if number == 1 else M("version {number}", number=number)

    def _number(self, document: Document) -> Message | None:
        if self._numbers is not None:
            known = self._numbers.get(document.id)
            return M("no. {number}", number=known) if known is not None else None
        like = self._alike[self._distinguishing(document)]
        return M("no. {number}", number=like.index(document.id) + 1) if len(like) > 1 else None

    def _distinguishing(self, document: Document) -> tuple[object, ...]:
        """What tells a document from others, but for a number."""
        when = document.published.edtf if document.published is not None else None
        return document.publisher, when, self._versions[document.id], document.translates is not None

    @cached_property
    def _alike(self) -> dict[tuple[object, ...], list[str]]:
        found: dict[tuple[object, ...], list[str]] = {}
        for document in self._documents.values():
            found.setdefault(self._distinguishing(document), []).append(document.id)
        return found

    @cached_property
    def _versions(self) -> dict[str, tuple[int, int]]:
        """Which version of its text each document is, and how many there are: along what each revises first."""
        documents = self._documents
        before = {d.id: d.revises[0] for d in documents.values() if d.revises and d.revises[0] in documents}
        return version_numbers(documents, before)


def source_noun(source: Source, language: str) -> Noun:
    """A source with its article, gender and number: as the file gives them, else as its words suggest."""
    # Of whoever nobody declared a file's name is known: no article goes with that.
    nameless = source.id.endswith("/publisher")
    guess = ("", False, False) if nameless else _guess(source.label, source.kind, language)
    label, guessed = source.label, guess
    article = guessed[0] if source.article is None else source.article.strip().replace("’", "'")
    feminine = guessed[1] if source.gender is None else source.gender == "feminine"
    plural = guessed[2] if source.plural is None else source.plural
    if source.article is None and source.gender is not None and language == "fr":
        article = (_FEMININE if feminine else _MASCULINE).get(article, article)
    return Noun(label, language, article, feminine, plural, source.id)


@lru_cache(maxsize=1)
def _lists() -> Mapping[str, Mapping[str, frozenset[str]]]:
    data: dict[str, dict[str, Any]] = tomllib.loads(_DATA.read_text("utf-8"))
    return {
        language: {name: frozenset(words.split()) for name, words in lists.items()} for language, lists in data.items()
    }


def _guess(label: str, kind: SourceKind, language: str) -> tuple[str, bool, bool]:
    """The article of a name, whether it is feminine, whether it is plural."""
    if not label.strip():
        return "", False, False
    own = _OWN[language].match(label) if language in _OWN else None
    if own is not None:
        return _own_article(label, own[0].strip().replace("’", "'"), kind, language)
    first = label.split()[0]
    if kind in PEOPLE and _begins_a_name(first):
        return "", False, False
    return _french(label, first, kind) if language == "fr" else _english(label, first, kind)


def _begins_a_name(word: str) -> bool:
    """Whether a word begins as names do: with a capital, or in a script that has none (« 王小明 »)."""
    return word[0].isalpha() and word[0] == word[0].title()


def _own_article(label: str, article: str, kind: SourceKind, language: str) -> tuple[str, bool, bool]:
    """The article a name begins with: « Le Monde » keeps its capital wherever it stands, « Le ministère » does not."""
    low = article.lower()
    feminine, plural = low in ("la", "une"), low in ("les", "des")
    rest = label[len(article) :].split()
    name = bool(rest) and _begins_a_name(rest[0])
    if kind in PEOPLE and name and article[0].isupper():
        # « Le Pen », « The Edge ».
        return "", False, False
    words = _lists().get(language, {}).get(low, frozenset())
    listed = language == "en" or (name and rest[0] in words)
    part = kind in MEDIA or (name and not listed)
    if language == "en":
        last = label.split()[-1]
        plural = low == "the" and kind not in MEDIA and last.endswith("s") and not last.endswith("ss")
    return (article if part else low), feminine, plural


def _french(label: str, first: str, kind: SourceKind) -> tuple[str, bool, bool]:
    words = _lists()["fr"]
    if first in words["none"] or first[0].isdigit():
        # « 20 Minutes », « Cuba ».
        return "", False, False
    if first in words["les"]:
        return "les", False, True
    if first.lower() in words["numbers"]:
        return "", label.split()[-1].endswith("es") and first.lower() != "un", True
    if first in words["le"] or first in words["la"]:
        return _definite(first, first in words["la"]), first in words["la"], False
    noun = first.lower()
    listed = noun in words["feminine"] or noun in words["masculine"]
    plural = not listed and noun.endswith(("s", "x")) and first.islower() and len(noun) > 3
    feminine = noun in words["feminine"]
    if not listed:
        feminine = noun.rstrip("s").endswith(("tion", "sion", "té", "ie", "ée", "ence", "ance", "ure"))
        if kind is SourceKind.STATE:
            feminine = noun.endswith("e")
        elif _begins_a_name(first) and not (kind not in (*PEOPLE, *MEDIA) and is_elided(first) and first.isupper()):
            # « Tass », « Europol »: a name that no list knows stands bare; « l'OMS » does not.
            return ("l'", feminine, False) if first == "AFP" else ("", feminine, False)
    if plural:
        return "des" if kind is SourceKind.ANONYMOUS else "les", feminine, True
    if kind in PEOPLE:
        return "une" if feminine else "un", feminine, False
    return _definite(first, feminine), feminine, False


def _definite(first: str, feminine: bool) -> str:
    return "l'" if is_elided(first) else "la" if feminine else "le"


def _english(label: str, first: str, kind: SourceKind) -> tuple[str, bool, bool]:
    words = _lists()["en"]
    last = label.split()[-1]
    plural = label[0].islower() and last.endswith("s") and not last.endswith("ss")
    if first[0].islower():
        # « Russian executive », « two officials »: people without a name take no « the » in the plural.
        one = "" if first in words["determined"] else "an" if _AN.match(first) else "a"
        return "" if kind in PEOPLE and plural else one if kind in PEOPLE else "the", False, plural
    held = not words["the_words"].isdisjoint(label.split()) or (first in words["the_of"] and " of " in label)
    held = held and kind not in PEOPLE and last.rstrip(".") not in words["companies"]
    return "the" if label in words["the_names"] or held else "", False, False
