"""The text of a piece of markup: paragraphs with an empty line between them."""

from lxml import etree, html

_BLOCKS = frozenset(
    "p div section article h1 h2 h3 h4 h5 h6 li ul ol table tr blockquote figure figcaption header footer br hr".split()
)
_DROPPED = ("script", "style", "template")


def plain_text(markup: str) -> str:
    """What a person reads in some HTML; the markup itself where it is none."""
    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):
        return markup
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    pieces: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(node.tag, str):
            continue
        if node.tag in _BLOCKS:
            pieces.append("\n\n")
        pieces.append((node.text if event == "start" else node.tail if node is not root else "") or "")
    paragraphs = (" ".join(part.split()) for part in "".join(pieces).split("\n\n"))
    return "\n\n".join(part for part in paragraphs if part)
