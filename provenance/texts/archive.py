"""Office documents: XML parts in a ZIP archive (OPC, ECMA-376 part 2; ODF 1.3 part 2), opened without trust."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from lzma import LZMAError
from typing import Any

from lxml import etree

from provenance.model.message import M
from provenance.texts.base import TextError

#: How many bytes one part may unpack to. 292 kB were seen to declare 300 MB.
MAX_PART = 64 * 1024 * 1024
_BROKEN = (
    zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError, RuntimeError, ValueError, NotImplementedError,
    KeyError,
)  # fmt: skip
#: The first bytes of a compound file: Word 97 documents, and new ones with a password.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Archive:
    """The parts of one file."""

    def __init__(self, data: bytes) -> None:
        """Raises TextError."""
        if data.startswith(_COMPOUND):
            raise TextError(
                M("this document has a password, or is of Word 97"), M("open it and save it as .docx without password")
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise TextError(M("this is no office document: it cannot be unpacked")) from None
        self.names = frozenset(self._zip.namelist())

    def part(self, name: str) -> bytes:
        """The bytes of a part; never more than `MAX_PART`, whatever it declares. Raises TextError."""
        try:
            with self._zip.open(name) as stream:
                data = stream.read(MAX_PART + 1)
        except _BROKEN:
            raise TextError(M("this document is damaged: “{name}” cannot be unpacked", name=name)) from None
        if len(data) > MAX_PART:
            limit = MAX_PART >> 20
            raise TextError(M("“{name}” unpacks to more than {limit} MiB", name=name, limit=limit))
        return data

    def entries(self) -> list[zipfile.ZipInfo]:
        """What is known of each part, in the order of the file; of two of one name the last, which is the one read."""
        return list({entry.filename: entry for entry in self._zip.infolist()}.values())

    def xml(self, name: str) -> Any:
        """A part as a tree. No entity is expanded, nothing is fetched. Raises TextError."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            tree = etree.fromstring(self.part(name), parser)
        except etree.XMLSyntaxError:
            raise TextError(M("this document is damaged: “{name}” is no XML", name=name)) from None
        if tree.getroottree().docinfo.doctype:
            raise TextError(M("this document declares entities: it was not made by a word processor"))
        return tree

    def related(self, part: str, kind: str) -> str | None:
        """The part that `part` ("" for the archive) is related to in this way: the last word of the relation's type."""
        for relation in self._relations(part):
            if relation.get("Type", "").rsplit("/", 1)[-1] == kind and relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
        return None

    def addresses(self, part: str) -> dict[str, str]:
        """The addresses outside the file to which a part leads, by the id of the relation."""
        external = (one for one in self._relations(part) if one.get("TargetMode") == "External")
        return {one.get("Id", ""): one.get("Target", "") for one in external}

    def _relations(self, part: str) -> Iterator[Any]:
        relations = relations_of(part)
        if relations in self.names:
            yield from self.xml(relations)


def relations_of(part: str) -> str:
    """The part in which the relations of a part ("" for the archive) stand."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
