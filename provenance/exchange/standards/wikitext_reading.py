"""Wikitext read: each sentence with its references becomes a statement for each of them, read through what it cites.

What is cited is a document that carried the words, so that two references to one wire count as what they are.
"""

import re
from collections.abc import Mapping
from typing import Any

from provenance.exchange.base import Imported, Parts
from provenance.exchange.standards.building import DossierBuilder, readable_date
from provenance.exchange.standards.reading import Problems, text_of
from provenance.extraction.claim_ids import one_line
from provenance.extraction.language import UnknownLanguage, language_of
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
#: Where a reference stood, in signs that no text holds.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARKS = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_SENTENCE = re.compile(r"[^.!?…\n]*(?:[.!?…]+[»”\"’)\u00a0\u202f]*|(?=\n)|$)")
_ADDRESS = re.compile(r"https?://[^\s|\]}<>]+")


def read(parts: Parts, shown: str) -> Imported:
    """The dossier of an article. Raises InputError, and UsageError without the extra."""
    wiki = library("mwparserfromhell", "wiki", "wikitext")
    problems = Problems()
    written = re.sub(r"<!--.*?-->", "", text_of(parts, shown), flags=re.DOTALL)
    try:
        code = wiki.parse(written)
    except (ValueError, RecursionError) as error:
        raise InputError(M("this wikitext cannot be read: {why}", why=str(error)[:80]), Place(shown)) from None
    cited, marked = _with_marks(wiki, code)
    text, spans = _sentences(str(wiki.parse(marked).strip_code(normalize=True, collapse=True)))
    if not cited:
        raise InputError(M("there is no reference in this wikitext"), Place(shown))
    made = DossierBuilder("article", None, "fr" if _is_french(text) else "en")
    article = made.document("article", {"publisher": made.source("Wikipédia" if _is_french(text) else "Wikipedia"),
                                        "file": "article.txt"}, "article")  # fmt: skip
    names = {n: _document(made, one, problems, n) for n, one in cited.items()}
    for start, end, numbers in spans:
        words = one_line(text[start:end])
        for number in numbers:
            chain = [{"document": names[number]}]
            made.state(made.claim(words), chain=chain, in_=article, quote=words, at=[start, end])
    return Imported([made.data()], problems.found(), {"article.txt": text.encode("utf-8", "surrogatepass")})


def _is_french(text: str) -> bool:
    try:
        return language_of(text[:20_000]) == "fr"
    except UnknownLanguage:
        return False


def _with_marks(wiki: Any, code: Any) -> tuple[dict[int, Any], str]:
    """The references of an article by number, one for each name, and its wikitext with a mark where each stood."""
    cited: dict[int, Any] = {}
    named: dict[str, int] = {}
    for tag in code.filter_tags(matches=lambda node: str(node.tag).lower() == "ref"):
        name = str(tag.get("name").value).strip("\"' ") if tag.has("name") else ""
        number = named.get(name) if name else None
        if number is None:
            number = len(cited) + len(named) + 1
            named |= {name: number} if name else {}
        if tag.contents is not None and str(tag.contents).strip():
            cited[number] = tag.contents
        try:
            code.replace(tag, f"{_OPEN}{number}{_CLOSE}")
        except ValueError:
            # One that stands inside another is gone with it.
            continue
    return cited, str(code)


def _sentences(marked: str) -> tuple[str, list[tuple[int, int, list[int]]]]:
    """The text without marks, and its sentences that had some: start, end (code points), the numbers."""
    text, marks, last = "", list[tuple[int, int]](), 0
    for found in _MARKS.finditer(marked):
        text += marked[last : found.start()]
        marks.append((len(text), int(found[1])))
        last = found.end()
    text += marked[last:]
    spans: list[tuple[int, int, list[int]]] = []
    waiting = list(marks)
    for found in _SENTENCE.finditer(text):
        start, end = found.span()
        here = []
        # A reference stands at the end of its sentence, before or behind the full stop.
        while waiting and waiting[0][0] <= end:
            here.append(waiting.pop(0)[1])
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end = start + len(text[start:end].rstrip())
        if here and end > start:
            spans.append((start, end, here))
    return text, spans


def _document(made: DossierBuilder, contents: Any, problems: Problems, number: int) -> str:
    fields = _fields(contents)
    entry: dict[str, Any] = {key: fields.get(key) for key in ("url", "archive", "headline")}
    if fields.get("publisher"):
        entry["publisher"] = made.source(fields["publisher"], "outlet")
    entry["published"] = readable_date(fields.get("published"))
    entry["language"] = (fields.get("language") or "")[:2].lower() or None
    if not fields.get("url") and not fields.get("headline"):
        plain = one_line(str(contents.strip_code()))[:200]
        entry["headline"] = plain or None
        problems.add(f"reference {number}", M("it cites no address and no title: “{words}”", words=plain[:60]))
    return made.document(str(entry["url"] or entry["headline"] or f"reference {number}"), entry)


def _fields(contents: Any) -> Mapping[str, str]:
    """What a reference says of its document: of a citation template its parameters, else its first address."""
    found: dict[str, str] = {}
    for template in contents.filter_templates():
        for key, names in _FIELDS.items():
            value = next(
                (one_line(str(template.get(name).value.strip_code())) for name in names if template.has(name)), ""
            )
            if value:
                found.setdefault(key, value)
    if "url" not in found and (address := _ADDRESS.search(str(contents))):
        found["url"] = address[0]
        title = one_line(str(contents.strip_code())).replace(address[0], "").strip()
        found |= {"headline": title} if title else {}
    return found
