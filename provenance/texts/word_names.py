"""The names of WordprocessingML, of which Office has two spellings (ECMA-376 transitional and strict)."""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_RELATIONSHIP = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def local_name(element: Any) -> str:
    """The element's name within Word's own vocabulary; "" outside it."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.removeprefix(W).removeprefix(_STRICT) if tag.startswith((W, _STRICT)) else ""


def attribute(element: Any, name: str, of: str = "") -> str | None:
    """An attribute of Word's vocabulary, or one that names a relationship (`of="relationship"`)."""
    spaces = _RELATIONSHIP if of else (W, _STRICT)
    found: str | None = element.get(spaces[0] + name) or element.get(spaces[1] + name)
    return found
