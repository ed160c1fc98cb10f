"""Saved web pages: the article without what stands around it."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from provenance.model.message import M
from provenance.texts.base import Metadata, ReadText, TextError
from provenance.texts.encodings import decoded

#: How much of a page may belong to its head.
_HEAD = 400_000
_META = re.compile(r"<meta\b[^<>]{0,2000}>", re.IGNORECASE)
_NAME = re.compile(
    r"[\"'](?:article:published_time|og:published_time|datePublished|date|dc\.date(?:\.issued)?|dcterms\.(?:date|issued)|"
    r"pubdate|publish-?date)[\"']",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"content\s*=\s*[\"']?(\d{4}-\d\d-\d\d)", re.IGNORECASE)
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d\d-\d\d)')


def read(data: bytes) -> ReadText:
    """The main text of a page. Raises TextError."""
    import trafilatura

    # It logs what it cannot parse; a message of ours says what there is to say.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    written = decoded(data)[0]
    if not written.strip():
        raise TextError(M("this file is empty"))
    found = trafilatura.extract(written, output_format="txt", include_comments=False, include_tables=False)
    if not found:
        raise TextError(M("no article was found in this page"))
    return ReadText(found + "\n", metadata=_metadata(written))


def _metadata(written: str) -> Metadata:
    """What the head of the page says: JSON-LD, `og:`, `meta`."""
    import trafilatura

    said = trafilatura.extract_metadata(written)
    if said is None:
        return Metadata()
    days = dict.fromkeys([*([said.date] if said.date else []), *_published(written)])
    return Metadata(said.title, said.author, said.sitename, tuple(("published", day) for day in days))


def _published(written: str) -> Iterator[str]:
    """Every day of publication that the page names in its head: they may contradict each other."""
    head = written[:_HEAD]
    for meta in _META.finditer(head):
        name = _NAME.search(meta[0])
        said = _CONTENT.search(meta[0])
        if name is not None and said is not None:
            yield said[1]
    yield from _JSON_DATE.findall(head)


def all_text(written: str) -> str:
    """All that a page shows, block by block: a mail has no furniture around its article."""
    import lxml.html
    from lxml.etree import LxmlError

    try:
        tree = lxml.html.document_fromstring(written.encode("utf-8", "surrogatepass"), parser=_parser())
    except (LxmlError, ValueError):
        return ""
    for hidden in tree.xpath("//script | //style | //head | //comment()"):
        hidden.drop_tree()
    for broken in tree.xpath("//br"):
        broken.tail = "\n" + (broken.tail or "")
    for block in tree.xpath("//p | //div | //li | //tr | //h1 | //h2 | //h3 | //h4 | //blockquote | //table"):
        block.tail = "\n\n" + (block.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n".join(lines)


def _parser() -> Any:
    import lxml.html

    return lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
