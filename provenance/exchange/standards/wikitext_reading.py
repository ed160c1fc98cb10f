"""Wikitext read: each sentence with its references becomes a statement for each of them, read through what it cites.

What is cited is a document that carried the words, so that two references to one wire count as what they are.
"""

import re
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from typing import Any

from babel import Locale

from provenance.exchange.base import Imported, Parts
from provenance.exchange.standards.building import DossierBuilder, readable_date, said
from provenance.exchange.standards.reading import Problems, text_of
from provenance.extraction.claim_ids import single_spaced
from provenance.extraction.language import UnknownLanguage, language_of
from provenance.extraction.languages import LANGUAGES
from provenance.extraction.lexicon import lexicon
from provenance.extraction.passages import paragraphs, sentences
from provenance.libraries import library
from provenance.model.errors import InputError
from provenance.model.message import M
from provenance.model.place import Place

#: Parameters of citation templates, in English and French, and the key each is of.
_FIELDS = {
    "url": ("url", "lire en ligne", "lien"),
    "headline": ("title", "titre", "chapter", "titre chapitre"),
    "publisher": ("website", "site", "work", "newspaper", "journal", "périodique", "publisher", "éditeur", "agency"),
    "published": ("date", "en ligne le", "année", "year"),
    "archive": ("archive-url", "archiveurl", "archive url"),
    "language": ("language", "langue", "lang"),
}
#: Characters of a page, as MediaWiki bounds them; and of them, how many are read again.
_MAX, _MAX_WORK = 2 << 20, 30_000_000
#: Where a reference stood, and where a template did that is not read, in signs that no text holds.
_OPEN, _CLOSE, _GONE = "\ue000", "\ue001", "\ue002"
_MARKS = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_ADDRESS = re.compile(r"https?://[^\s|\]}<>]+")
#: Pages an article belongs to, and files that stand in it: none of them is its text.
_NO_TEXT = re.compile(
    r"\[\[(?:Category|Catégorie|Kategorie|Categoría|File|Fichier|Datei|Image):[^\[\]]*\]\]", re.IGNORECASE
)
#: Templates whose words are their parameters one after the other, as readers see them.
_SHOWN = frozenset("nombre unité unité/2 date date- nobr nowrap lang citation nb".split())
#: Templates that list references which stand elsewhere.
_LISTS_OF_REFERENCES = ("references", "références", "reflist", "notelist", "refs", "einzelnachweise")
#: Templates that hold references in a way of their own.
_OTHER_REFERENCES = ("sfn", "r", "refn", "efn", "harv", "harvsp", "note", "#tag:ref")


def read(parts: Parts, shown: str) -> Imported:
    """The dossier of an article. Raises InputError, and UsageError without the extra."""
    wiki = library("mwparserfromhell", "wiki", "wikitext")
    problems = Problems()
    # A comment that is never closed hides what follows, for readers too.
    written = _NO_TEXT.sub("", re.sub(r"<!--.*?(?:-->|\Z)", "", text_of(parts, shown), flags=re.DOTALL))
    try:
        _check_work(written, wiki)
        code = wiki.parse(written)
    except (ValueError, RecursionError) as error:
        raise InputError(M("this wikitext cannot be read: {why}", why=str(error)[:80]), Place(shown)) from None
    references = _References(code, problems)
    if not references.contents:
        raise InputError(M("there is no reference in this wikitext"), Place(shown))
    _tell_what_is_passed_over(written, problems)
    marked = str(wiki.parse(str(code)).strip_code(normalize=True, collapse=True))
    language = _language(_MARKS.sub("", marked))
    text, spans = _sentences(marked, language or "en")
    made = DossierBuilder("article", None, language)
    publisher = made.source("Wikipédia" if language == "fr" else "Wikipedia")
    entry = {"publisher": publisher, "file": "article.txt", "language": language}
    article = made.document("article", entry, "article")
    names = {number: _documents(made, one, problems, number) for number, one in references.contents.items()}
    for start, end, numbers in spans:
        words = single_spaced(text[start:end])
        if "…" in words and _GONE in marked:
            problems.add(words[:60], M("words of a template are missing in this sentence, shown as “…”"))
        for name in dict.fromkeys(name for number in numbers for name in names.get(number, ())):
            made.state(made.claim(words), chain=[{"document": name}], in_=article, quote=words, at=[start, end])
    return Imported([made.data()], problems.found(), {"article.txt": text.encode("utf-8", "surrogatepass")})


def _check_work(written: str, wiki: Any) -> None:
    """What follows a tag or table that is never closed is parsed once more for each of them. Raises ValueError."""
    if len(written) > _MAX:
        raise ValueError(f"a page has {_MAX >> 20} MiB at most")
    begun = Counter(m[1].lower() for m in re.finditer(r"<([a-z]+)\b[^<>]*>", written, re.IGNORECASE) if m[0][-2] != "/")
    ended = Counter(m[1].lower() for m in re.finditer(r"</([a-z]+)", written, re.IGNORECASE))
    left = sum(n for name, n in (begun - ended).items() if not wiki.definitions.is_single(name))
    left += max(0, written.count("{|") - written.count("|}"))
    if left * len(written) > _MAX_WORK:
        raise ValueError(f"{left} of its tags and tables are never closed")


def _language(text: str) -> str | None:
    try:
        return language_of(text[:20_000])
    except UnknownLanguage:
        return None


class _References:
    """The references of an article by number, one for each name of each group; in the wikitext itself, a mark where
    each stood. Words of templates that are read as words stand there as such.
    """

    def __init__(self, code: Any, problems: Problems) -> None:
        self.contents: dict[int, Any] = {}
        numbers: dict[tuple[str, str], int] = {}
        used: dict[int, str] = {}
        last = 0
        marks: dict[int, str] = {}
        for tag in code.filter_tags(matches=lambda node: str(node.tag).lower() == "ref"):
            name, group = (_attribute(tag, key) for key in ("name", "group"))
            filled = tag.contents is not None and bool(str(tag.contents).strip())
            if not name and not filled:
                problems.add("ref", M("this reference is empty; left out"))
            if (group, name) not in numbers or not name:
                last += 1
                numbers[group, name] = last
            number = numbers[group, name]
            if filled:
                self.contents.setdefault(number, tag.contents)
            else:
                used[number] = name
            marks[id(tag)] = f"{_OPEN}{number}{_CLOSE}"
        _put(code, marks)
        for number, name in used.items():
            if name and number not in self.contents:
                problems.add(f"ref {name}", M("this reference is defined nowhere in the text; left out"))
        self._put_words(code, problems)

    def _put_words(self, code: Any, problems: Problems) -> None:
        """Words of a template where they are its parameters, else a sign that some are missing."""
        lost = 0
        words: dict[int, str] = {}
        for template in code.filter_templates(recursive=False):
            name = str(template.name).strip().lower()
            shown = [str(one.value) for one in template.params if not one.showkey]
            if name not in _LISTS_OF_REFERENCES:
                lost += len(_MARKS.findall(str(template)))
            silent = name in (*_LISTS_OF_REFERENCES, *_OTHER_REFERENCES)
            words[id(template)] = " ".join(shown) if name in _SHOWN else "" if silent else _GONE
        _put(code, words)
        if lost:
            problems.add("ref", M("{n} references stand inside templates, whose words are not read", n=lost))


def _attribute(tag: Any, key: str) -> str:
    return str(tag.get(key).value).strip("\"' ") if tag.has(key) else ""


def _put(code: Any, texts: dict[int, str]) -> None:
    """Put texts where nodes stand, by their identity. One that stands inside another is gone with it."""
    from mwparserfromhell.nodes import Text

    for place, node in enumerate(code.nodes):
        if id(node) in texts:
            code.nodes[place] = Text(texts[id(node)])
            continue
        for inside in node.__children__():
            _put(inside, texts)


def _tell_what_is_passed_over(written: str, problems: Problems) -> None:
    open_tags = len(re.findall(r"<ref\b[^<>/]*>", written, re.IGNORECASE))
    closing = len(re.findall(r"</ref\s*>", written, re.IGNORECASE))
    if open_tags > closing:
        problems.add(
            "ref", M("{n} references are not closed: what stands behind them is not read", n=open_tags - closing)
        )
    found = Counter(m[1].strip().lower() for m in re.finditer(r"\{\{\s*([^|{}]{1,40})", written))
    for name in _OTHER_REFERENCES:
        if found[name]:
            problems.add(f"{{{{{name}}}}}", M("references of this template are not read ({n})", n=found[name]))


def _sentences(marked: str, language: str) -> tuple[str, list[tuple[int, int, list[int]]]]:
    """The text without marks, and what each mark is of: start, end (code points), the numbers. A reference in the
    middle of a sentence is of the words before it.
    """
    text, marks, last = "", list[tuple[int, int]](), 0
    for found in _MARKS.finditer(marked):
        text += marked[last : found.start()].replace(_GONE, "…")
        marks.append((len(text), int(found[1])))
        last = found.end()
    text += marked[last:].replace(_GONE, "…")
    grammar = lexicon(language if language in LANGUAGES else "en", ())
    spans = [span for start, end in paragraphs(text) for span in sentences(text, grammar, start, end)]
    starts = [start for start, _ in spans]
    found_spans: dict[tuple[int, int], list[int]] = {}
    for at, number in marks:
        # A mark behind the full stop is of the sentence that it ends.
        which = bisect_left(starts, at) - 1
        if which < 0 or not text[starts[which] : at].strip():
            continue
        start, stop = spans[which]
        end = at if at < stop and text[at:stop].strip(" .!?…»”\"'\u00a0\u202f") else min(stop, max(at, stop))
        end = start + len(text[start:end].rstrip(" ,;:"))
        found_spans.setdefault((start, end), []).append(number)
    return text, [(start, end, numbers) for (start, end), numbers in found_spans.items()]


def _documents(made: DossierBuilder, contents: Any, problems: Problems, number: int) -> list[str]:
    """The documents that a reference cites: one for each template of a citation, else for its first address."""
    cited = [fields for template in contents.filter_templates() if (fields := _fields(template))]
    archive = next((one.get("archive_only") for one in cited if "archive_only" in one), None)
    cited = [one for one in cited if "archive_only" not in one]
    if not cited:
        plain = single_spaced(str(contents.strip_code()))[:200]
        address = _ADDRESS.search(str(contents))
        title = plain.replace(address[0], "").strip() if address is not None else plain
        if not address and not title:
            problems.add(f"reference {number}", M("it cites nothing that can be read; left out"))
            return []
        if not address:
            problems.add(f"reference {number}", M("it cites no address and no title: “{words}”", words=plain[:60]))
        cited = [said(url=address[0] if address else None, headline=title)]
    if archive is not None:
        cited[0].setdefault("archive", archive)
    return [_document(made, one) for one in cited]


def _document(made: DossierBuilder, fields: dict[str, str]) -> str:
    entry: dict[str, Any] = {key: fields.get(key) for key in ("url", "archive", "headline")}
    if fields.get("publisher"):
        entry["publisher"] = made.source(fields["publisher"], "outlet")
    entry["published"] = readable_date(fields.get("published"))
    entry["language"] = _language_code(fields.get("language", ""))
    return made.document(fields.get("url") or fields.get("headline") or str(sorted(fields.items())), entry)


def _fields(template: Any) -> dict[str, str]:
    """What a citation template says of its document; nothing where it says neither an address nor a title."""
    found: dict[str, str] = {}
    for key, names in _FIELDS.items():
        given = [template.get(name).value for name in names if template.has(name)]
        value = single_spaced(str(given[0].strip_code())) if given else ""
        if value:
            found[key] = value
    if str(template.name).strip().lower() in ("webarchive", "lien archive"):
        return {"archive_only": found["url"]} if "url" in found else {}
    return found if "url" in found or "headline" in found else {}


def _language_code(written: str) -> str | None:
    """A language by its code, or by its name in one of those that encyclopedias are written in."""
    word = written.strip().lower()
    if re.fullmatch(r"[a-z]{2,3}([-_][a-z0-9]+)*", word) and word[:3].rstrip("-_") in _codes().values():
        return word.split("-")[0].split("_")[0]
    return _codes().get(word)


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Codes of languages by their names in English, French, German and Spanish, and in themselves."""
    found: dict[str, str] = {}
    for locale in ("en", "fr", "de", "es"):
        found |= {name.lower(): code for code, name in Locale(locale).languages.items() if "_" not in code}
    for code in ("fr", "en", "de", "es", "it", "pt", "nl", "ru", "ar", "fa", "zh", "ja", "pl", "uk"):
        found[(Locale(code).get_display_name(code) or code).lower()] = code
    return found
