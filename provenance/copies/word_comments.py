"""The comments part of a Word document and the parts beside it: what is ours goes, what is new comes."""

import posixpath
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from provenance.copies.package import as_bytes, removed
from provenance.model.mark import AUTHOR
from provenance.model.plain import visible
from provenance.texts.archive import relations_of
from provenance.texts.word import WordDocument
from provenance.texts.word_comments import W14, W15, comment_text
from provenance.texts.word_names import attribute, local_name

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES = "[Content_Types].xml"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_KIND = {
    True: "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
    False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
}
#: Parts that know comments by marks of their own.
_BESIDE = ("commentsExtended", "commentsIds", "commentsExtensible")


class Comments:
    """The comments of a document, to be changed with it."""

    def __init__(self, document: WordDocument) -> None:
        self._document, self._archive = document, document.archive
        self._namespace = document.tree.tag.rpartition("}")[0].removeprefix("{")
        part = self._archive.related(document.main, "comments")
        self._is_new = part is None or part not in self._archive.names
        self._part = posixpath.join(posixpath.dirname(document.main), "comments.xml") if part is None else part
        self._tree = (
            etree.Element(f"{{{self._namespace}}}comments", nsmap={"w": self._namespace})
            if self._is_new
            else self._archive.xml(self._part)
        )
        self._beside: dict[str, Any] = {}
        self._next = self._free_id()

    def own_words(self) -> str:
        """Everything that the comments of this program say."""
        own = (one for one in self._tree if local_name(one) == "comment" and attribute(one, "author") == AUTHOR)
        return "\n".join(comment_text(one, {}) for one in own)

    def remove_own(self) -> set[tuple[str, ...]]:
        """Take out what this program wrote, but for threads in which somebody answered: what is said in these."""
        marks = {_id(one): _marks(one) for one in self._tree if local_name(one) == "comment"}
        answered = self._answered({mark: name for name, held in marks.items() for mark in held})
        kept: set[tuple[str, ...]] = set()
        gone: set[str] = set()
        for comment in [one for one in self._tree if local_name(one) == "comment"]:
            if attribute(comment, "author") != AUTHOR:
                continue
            if _id(comment) in answered:
                kept.add(tuple(comment_text(comment, {}).split("\n")))
            else:
                gone.add(_id(comment))
                self._tree.remove(comment)
        if gone:
            self._next = self._free_id()
            self._remove_references(gone)
            self._remove_beside({mark for name in gone for mark in marks[name]})
        return kept

    def add(self, lines: Sequence[str]) -> str:
        """Write a comment: its id."""
        name, self._next = str(self._next), self._next + 1
        comment = etree.SubElement(self._tree, self._name("comment"))
        for key, value in (("id", name), ("author", AUTHOR), ("initials", AUTHOR[:1])):
            comment.set(self._name(key), value)
        for line in lines:
            run = etree.SubElement(etree.SubElement(comment, self._name("p")), self._name("r"))
            words = etree.SubElement(run, self._name("t"))
            words.text = visible(line)
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return name

    def parts(self) -> Mapping[str, bytes]:
        """The parts that changed, but for the main one."""
        if self._is_new and not len(self._tree):
            return {}
        found = {self._part: as_bytes(self._tree), **{name: as_bytes(tree) for name, tree in self._beside.items()}}
        return found | (self._declared() if self._is_new else {})

    def _free_id(self) -> int:
        return 1 + max((int(n) for n in map(_id, self._tree) if n.isdecimal()), default=-1)

    def _declared(self) -> dict[str, bytes]:
        """The new part told to the package and to the main part."""
        relations = relations_of(self._document.main)
        space = f"{{{_PACKAGE}/relationships}}"
        tree = (
            self._archive.xml(relations)
            if relations in self._archive.names
            else etree.Element(f"{space}Relationships", nsmap={None: f"{_PACKAGE}/relationships"})
        )
        taken = {one.get("Id") for one in tree}
        number = next(n for n in range(1, len(taken) + 2) if f"comments{n}" not in taken)
        target = posixpath.relpath(self._part, posixpath.dirname(self._document.main) or ".")
        kind = _KIND[self._namespace == _STRICT]
        etree.SubElement(tree, f"{space}Relationship", Id=f"comments{number}", Type=kind, Target=target)
        types = (
            self._archive.xml(_TYPES)
            if _TYPES in self._archive.names
            else etree.Element(f"{{{_PACKAGE}/content-types}}Types", nsmap={None: f"{_PACKAGE}/content-types"})
        )
        override = f"{{{_PACKAGE}/content-types}}Override"
        if not any(one.get("PartName") == f"/{self._part}" for one in types):
            etree.SubElement(types, override, PartName=f"/{self._part}", ContentType=_TYPE)
        return {relations: as_bytes(tree), _TYPES: as_bytes(types)}

    def _answered(self, names: Mapping[str, str]) -> set[str]:
        """The comments of ours that somebody else answers, by their ids. `names` are ids by the marks of comments."""
        found: set[str] = set()
        authors = {_id(one): attribute(one, "author") for one in self._tree if local_name(one) == "comment"}
        for one in self._open("commentsExtended"):
            answer, asked = names.get(one.get(f"{W15}paraId", "")), names.get(one.get(f"{W15}paraIdParent", ""))
            if asked is not None and answer is not None and authors.get(answer) != AUTHOR:
                found.add(asked)
        # Docs writes an answer over the same words, behind what it answers.
        ranges = self._document.comments
        held: dict[tuple[int, int], list[str]] = {}
        for name, author in authors.items():
            words = ranges.of(name)
            if words is not None and not any(mark_of == name for mark_of in names.values()):
                if author != AUTHOR:
                    found.update(other for other in held.get(words, ()) if authors[other] == AUTHOR)
                held.setdefault(words, []).append(name)
        return found

    def _remove_references(self, names: set[str]) -> None:
        for element in list(self._document.tree.iter()):
            kind = local_name(element)
            if kind.startswith("comment") and attribute(element, "id") in names and element.getparent() is not None:
                run = element.getparent()
                removed(element)
                if kind == "commentReference" and all(local_name(one) == "rPr" for one in run):
                    removed(run)

    def _remove_beside(self, marks: set[str]) -> None:
        """What other parts say of comments that are gone: they know them by the marks of their paragraphs, and those by
        a number.
        """
        known = set(marks)
        for kind in _BESIDE:
            for one in list(self._open(kind)):
                values = {key.rpartition("}")[2]: value for key, value in one.attrib.items()}
                if values.get("paraId") in known or values.get("durableId") in known:
                    known.update(value for key, value in values.items() if key == "durableId")
                    removed(one)

    def _open(self, kind: str) -> Any:
        """The tree of a part beside the comments, which is then written again; nothing where there is none."""
        part = self._archive.related(self._document.main, kind)
        if part is None or part not in self._archive.names:
            return ()
        if part not in self._beside:
            self._beside[part] = self._archive.xml(part)
        return self._beside[part]

    def _name(self, name: str) -> str:
        return f"{{{self._namespace}}}{name}"


def _id(comment: Any) -> str:
    return attribute(comment, "id") or ""


def _marks(comment: Any) -> list[str]:
    return [mark for one in comment.iter() if (mark := one.get(f"{W14}paraId")) is not None]
