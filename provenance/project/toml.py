"""Where a key stands in a TOML text. The parser of the standard library keeps no positions: tree-sitter's does."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import TYPE_CHECKING, Any

from provenance.files.toml_data import toml_data
from provenance.model.place import Place, Pointer

if TYPE_CHECKING:
    from tree_sitter import Node

_KEYS = ("bare_key", "quoted_key", "dotted_key")


def places(text: str, file: str) -> dict[Pointer, Place]:
    """The place of every key, wherever it stands, and of each table's header. `text` is valid TOML."""
    import tree_sitter_toml
    from tree_sitter import Language, Parser

    data = text.encode("utf-8", "surrogatepass")
    tree = Parser(Language(tree_sitter_toml.language())).parse(data)
    lines = data.split(b"\n")
    found: dict[Pointer, Place] = {}
    for pointer, key in _keys(tree.root_node):
        (row, start), (_, end) = key.start_point, key.end_point
        column = len(lines[row][:start].decode("utf-8", "replace")) + 1
        width = len(lines[row][start:end].decode("utf-8", "replace"))
        found.setdefault(pointer, Place(file, row + 1, column, row + 1, column + width))
    return found


def _keys(root: "Node") -> "Iterator[tuple[Pointer, Node]]":
    """Every key with the pointer to what it names. Tables of an array are counted as they come."""
    counts: dict[Pointer, int] = {}
    todo: list[tuple[Node, Pointer]] = [(root, ())]
    while todo:
        node, above = todo.pop(0)
        inner = above
        key = next((child for child in node.children if child.type in _KEYS), None)
        if node.type in ("table", "table_array_element", "pair") and key is not None:
            inner = _numbered(above, _parts(key), counts)
            if node.type == "table_array_element":
                counts[inner] = counts.get(inner, -1) + 1
                inner = (*inner, counts[inner])
            yield inner, key
        values = [child for child in node.named_children if child.type not in _KEYS]
        if node.type == "array":
            todo[:0] = [
                (value, (*inner, number)) for number, value in enumerate(v for v in values if v.type != "comment")
            ]
        else:
            todo[:0] = [(value, inner) for value in values]


def _numbered(above: Pointer, parts: Pointer, counts: Mapping[Pointer, int]) -> Pointer:
    """The pointer of a key: what it names inside an array of tables is in the last of them."""
    found = above
    for position, part in enumerate(parts):
        found = (*found, part)
        if found in counts and position < len(parts) - 1:
            found = (*found, counts[found])
    return found


def _parts(key: "Node") -> Pointer:
    """The names of a key, one for each of its dots and one more."""
    if key.type == "dotted_key":
        return tuple(part for child in key.named_children for part in _parts(child))
    written = (key.text or b"").decode("utf-8", "surrogatepass")
    # A quoted key is a TOML string.
    return (next(iter(tomllib.loads(f"{written} = 0"))),)


def place(known: Mapping[Pointer, Place], pointer: Pointer, file: str) -> Place:
    """The place of the nearest thing at or above `pointer`."""
    for depth in range(len(pointer), 0, -1):
        if pointer[:depth] in known:
            return known[pointer[:depth]]
    return Place(file)


def read_toml(text: str) -> dict[str, Any]:
    """The data of a TOML text, its dates as they are spelled. Raises ValueError."""
    return {key: _plain(value) for key, value in toml_data(text).items()}


def wrong_at(text: str, file: str, said: str) -> Place:
    """Where the parser stopped, as its sentence says; at the end where it speaks of the end."""
    found = re.search(r"line (\d+), column (\d+)", said)
    lines = text.split("\n")
    line, column = (int(found[1]), int(found[2])) if found else (len(lines), len(lines[-1]) + 1)
    return Place(file, line, column, line, column + 1)


def _plain(value: Any) -> Any:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(held) for key, held in value.items()}
    return [_plain(held) for held in value] if isinstance(value, list) else value
