"""Saved web pages: the article without what stands around it."""

import logging
from typing import Any

from provenance.model.message import M
from provenance.texts.base import Metadata, ReadText, TextError
from provenance.texts.encodings import decoded


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
    return Metadata(said.title, said.author, said.date) if said is not None else Metadata()


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
