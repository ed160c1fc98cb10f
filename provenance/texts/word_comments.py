"""Comments in Word documents as threads. Word says in a part of its own which answers which and what is settled
(MS-DOCX 2.2.2); Docs writes answers over the same words, and that a thread was resolved as an answer.
"""

from collections.abc import Callable, Iterator
from typing import Any

from provenance.model.mark import AUTHOR
from provenance.texts.archive import Archive
from provenance.texts.base import Annotation, Remark, iso_day
from provenance.texts.word_names import attribute, local_name

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_RESOLVED, _OPENED = "_Marked as resolved_", "_Re-opened_"
Range = tuple[int, int]


def threads(archive: Archive, main: str, words_of: Callable[[str], Range | None]) -> Iterator[Annotation]:
    """The threads in the margin, but for what this program wrote there: by the words they are about, answers in order.
    Those about no words stand at the end of the text's beginning: at 0.
    """
    part = archive.related(main, "comments")
    if part is None or part not in archive.names:
        return
    addresses = archive.addresses(part)
    extended = _extended(archive, main)
    by_root: dict[object, list[tuple[str, Any]]] = {}
    root_of: dict[str, object] = {}
    done: set[object] = set()
    for comment in archive.xml(part):
        if local_name(comment) != "comment":
            continue
        name = attribute(comment, "id") or ""
        mark = _mark(comment)
        parent, is_done = extended.get(mark or "", (None, False))
        words = words_of(name)
        if parent is not None and parent in root_of:
            root = root_of[parent]
        elif (mark is not None and mark in extended) or words is None:
            root = ("comment", name)
        else:
            root = ("words", words)
        if mark is not None:
            root_of[mark] = root
        if is_done and parent is None:
            done.add(root)
        by_root.setdefault(root, []).append((name, comment))
    for root, held in by_root.items():
        said = [(name, comment) for name, comment in held if attribute(comment, "author") != AUTHOR]
        if not said:
            continue
        remarks, resolved = _remarks([comment for _, comment in said], addresses)
        if remarks:
            words = words_of(held[0][0]) or (0, 0)
            yield Annotation("comment", *words, tuple(remarks), resolved or root in done)


def _remarks(comments: list[Any], addresses: dict[str, str]) -> tuple[list[Remark], bool]:
    found, resolved = [], False
    for comment in comments:
        text = comment_text(comment, addresses).strip()
        if text in (_RESOLVED, _OPENED):
            resolved = text == _RESOLVED
        elif text:
            found.append(Remark(text, attribute(comment, "author") or None, iso_day(attribute(comment, "date"))))
    return found, resolved


def comment_text(comment: Any, addresses: dict[str, str]) -> str:
    """What a comment says, a line a paragraph; the address of a link behind its words."""
    lines = []
    for paragraph in comment.iter():
        if local_name(paragraph) == "p":
            lines.append("".join(_words(paragraph, addresses)))
    return "\n".join(lines)


def _words(element: Any, addresses: dict[str, str]) -> Iterator[str]:
    for child in element:
        name = local_name(child)
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "br", "cr"):
            yield "\n" if name != "tab" else "\t"
        elif name == "hyperlink":
            words = "".join(_words(child, addresses))
            address = addresses.get(attribute(child, "id", "relationship") or "")
            yield f"{words} ({address})" if address and address not in words else words
        elif name not in ("del", "pPr", "rPr", "p"):
            yield from _words(child, addresses)


def _mark(comment: Any) -> str | None:
    """What other parts know a comment by: the mark of its last paragraph."""
    marks: list[str] = [mark for one in comment if (mark := one.get(f"{W14}paraId")) is not None]
    return marks[-1] if marks else None


def _extended(archive: Archive, main: str) -> dict[str, tuple[str | None, bool]]:
    """By the mark of a comment the one that it answers, and whether its thread is resolved."""
    part = archive.related(main, "commentsExtended")
    if part is None or part not in archive.names:
        return {}
    return {
        one.get(f"{W15}paraId", ""): (one.get(f"{W15}paraIdParent"), one.get(f"{W15}done") in ("1", "true"))
        for one in archive.xml(part)
        if one.tag == f"{W15}commentEx"
    }
