"""One claim file, or one dossier of a JSONL file, as data whose values can be located."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from provenance.files.located import Lines, Map, Seq, Unreadable, duplicate_key_problem, locate, unreadable_error
from provenance.files.secrets import chunks, secret_names, secrets, without_head
from provenance.files.texts import check_decoded, decode, read_bytes
from provenance.files.yaml_reader import read_yaml
from provenance.model.finding import Problem
from provenance.model.message import M
from provenance.model.names import nearest
from provenance.model.place import Place, Pointer
from provenance.model.vocabulary import Severity

#: The section in which a record of each type stands.
SECTION_OF_TYPE = {"source": "sources", "document": "documents", "claim": "claims", "evidence": "evidence"}
_HELD = frozenset({*SECTION_OF_TYPE.values(), "statements"})
_NAMED = re.compile(rb'"dossier"\s*:')
_TYPES = ("dossier", *SECTION_OF_TYPE, "statement")


@dataclass
class RawDossier:
    """Data as written, and where each value stands."""

    file: str
    data: Any
    locate: Callable[[Pointer, bool], Place]
    line: Callable[[int], str]
    problems: list[Problem] = field(default_factory=list)
    sha256: str = ""
    is_flow: Callable[[Pointer], bool] = lambda pointer: False
    #: What may be names in the parts of it that could not be read.
    secrets: tuple[str, ...] = ()


def read_raw(path: Path, shown: str, text: str | None = None) -> Iterator[RawDossier]:
    """The dossiers of a claim file: one of YAML or JSON, any number of JSONL. Raises Unreadable.

    `text` is what stands in place of the file's own, in an editor say.
    """
    import hashlib

    if text is not None:
        yield from _parsed(text, path.suffix, shown)
        return
    data = read_bytes(path, shown)
    digest = hashlib.sha256(data).hexdigest()
    for raw in _parsed(decode(data, shown), path.suffix, shown):
        raw.sha256 = digest
        yield raw


def _parsed(text: str, suffix: str, shown: str) -> Iterator[RawDossier]:
    if suffix == ".jsonl":
        yield from _jsonl(text, shown)
    elif suffix == ".json":
        yield _json(text, shown)
    else:
        yield from_yaml(text, shown)


def from_yaml(text: str, shown: str) -> RawDossier:
    """The dossier of a YAML text. Raises Unreadable."""
    lines = Lines(shown, text)
    data, problems = read_yaml(text, lines)
    return _located(lines, data, problems)


def _located(lines: Lines, data: Any, problems: list[Problem]) -> RawDossier:
    return RawDossier(
        lines.file,
        data,
        lambda pointer, key: lines.place(locate(data, pointer, key)),
        lines.line,
        problems,
        is_flow=lambda pointer: _is_flow(data, pointer),
    )


def _is_flow(node: Any, pointer: Pointer) -> bool:
    for step in pointer:
        if (isinstance(node, Map) and step in node) or (isinstance(node, Seq) and isinstance(step, int)):
            node = node[step]  # type: ignore[index]
        else:
            return False
    return isinstance(node, Map) and node.flow


def _json(text: str, shown: str) -> RawDossier:
    from provenance.files.json_reader import read_json, with_positions

    lines = Lines(shown, text)
    data, problems = read_json(text, lines)
    tree: list[Any] = []

    def place(pointer: Pointer, key: bool) -> Place:
        if not tree:
            tree.append(with_positions(text, lines)[0])
        return lines.place(locate(tree[0], pointer, key))

    return RawDossier(shown, data, place, lines.line, problems)


def _jsonl(text: str, shown: str) -> Iterator[RawDossier]:
    """One record a line, with its `type` and its `dossier`; a line that cannot be read costs that line alone."""
    whole = Lines(shown, text)
    read = JsonlReader(shown)
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            read.add(number, line)
    raws = read.dossiers(whole.line)
    raws[0].problems[:0] = read.unread
    yield from raws


class Elsewhere(NamedTuple):
    """What is known of lines of a file that are not read here: whether they hold other dossiers, and the words of those
    that cannot be read, of which each may be a name.
    """

    dossiers: bool = False
    words: tuple[str, ...] = ()


NOWHERE_ELSE = Elsewhere()


class JsonlReader:
    """The dossiers of some lines of JSONL. What could not be read stands in `unread`."""

    def __init__(self, shown: str) -> None:
        self.unread: list[Problem] = []
        self._shown, self._default = shown, default_id(shown)
        self._dossiers: dict[str, _Records] = {}
        #: The first record that says no dossier.
        self._nameless: Lines | None = None
        #: What may be a name in the lines that could not be read.
        self.lost: list[str] = []

    def add(self, number: int, line: str, known: Any = None) -> None:
        """Take a line in; `known` is its data where somebody has read it as JSON already."""
        from provenance.files.json_reader import read_json

        lines = Lines(self._shown, line, number)
        try:
            if known is None:
                check_decoded(line, lines)
            record, problems = (known, []) if known is not None else read_json(line, lines)
            name, kind = _head(record, lines, self._default)
        except Unreadable as error:
            self.unread.append(error.problem)
            self.lost.extend(chunks(without_head(line)))
            return
        if self._nameless is None and kind != "dossier" and "dossier" not in record:
            self._nameless = lines
        records = self._dossiers.get(name)
        if records is None:
            records = self._dossiers[name] = _Records(self._shown, name)
        records.problems.extend(problems)
        records.add(kind, record, lines)

    def dossiers(self, line: Callable[[int], str], elsewhere: Elsewhere = NOWHERE_ELSE) -> list[RawDossier]:
        """The dossiers, at least one. Whoever is confidential in one of them is in all."""
        dossiers, default = self._dossiers, self._default
        if not dossiers:
            dossiers[default] = _Records(self._shown, default)
            if not self.unread:
                self.unread.append(Problem("schema-violation", M("this file is empty"), place=Place(self._shown)))
        if self._nameless is not None and (elsewhere.dossiers or len(dossiers) > 1) and default in dossiers:
            dossiers[default].problems.append(_nameless(default, self._nameless))
        hidden = [*self.lost, *elsewhere.words, *(name for records in dossiers.values() for name in records.secrets)]
        hidden += dict.fromkeys(name for records in dossiers.values() for name in secrets(records.data))
        return [
            RawDossier(self._shown, records.data, records.place, line, records.problems, secrets=tuple(hidden))
            for records in dossiers.values()
        ]


class _Records:
    """The records of one dossier, put together; each remembers its line."""

    def __init__(self, file: str, name: str) -> None:
        self.file = file
        self.data: dict[str, Any] = {"dossier": name}
        self.problems: list[Problem] = []
        #: The names of confidential sources whose records are of no use.
        self.secrets: list[str] = []
        self._lines: dict[Pointer, Lines] = {}
        self._places = RecordPlaces(file, self._lines.get)

    def add(self, kind: str, record: dict[str, Any], lines: Lines) -> None:
        record = {key: value for key, value in record.items() if key not in ("type", "dossier")}
        if kind == "dossier":
            for key, value in record.items():
                if key in _HELD:
                    message = M("`{key}` has records of its own in JSONL", key=key)
                    self.problems.append(
                        Problem("schema-violation", message, place=lines.place((0, len(lines.text))), subject=key)
                    )
                    continue
                self.data[key] = value
                self._lines[(key,)] = lines
        elif kind == "statement":
            statements = self.data.setdefault("statements", [])
            self._lines[("statements", len(statements))] = lines
            statements.append(record)
        else:
            section = self.data.setdefault(SECTION_OF_TYPE[kind], {})
            name = record.pop("id", None)
            place = lines.place((0, len(lines.text)))
            if not isinstance(name, str) or name in section:
                self.secrets.extend(secret_names(record))
            if not isinstance(name, str):
                self.problems.append(
                    Problem("schema-violation", M("a record of type {kind} needs an `id`", kind=kind), place=place)
                )
            elif name in section:
                first = self._lines[(SECTION_OF_TYPE[kind], name)]
                self.problems.append(duplicate_key_problem(name, first.place((0, 0)).line, place))
            else:
                section[name] = record
                self._lines[(SECTION_OF_TYPE[kind], name)] = lines

    def place(self, pointer: Pointer, key: bool) -> Place:
        return self._places.place(pointer, key)


class RecordPlaces:
    """Finds the places of one dossier in its records: a record is a line, what stands in it is sought when asked for.

    `lines` gives the line of a pointer to a record, or to a key of the dossier's own.
    """

    def __init__(self, file: str, lines: Callable[[Pointer], Lines | None]) -> None:
        self._file, self._lines = file, lines
        #: The positions of lines that were asked for.
        self._trees: dict[Pointer, Any] = {}

    def place(self, pointer: Pointer, key: bool) -> Place:
        from provenance.files.json_reader import with_positions

        for depth in (2, 1):
            lines = self._lines(pointer[:depth])
            if lines is not None:
                rest = pointer[depth:] if depth == 2 else pointer
                if not rest:
                    # A record itself: where it stands needs no look into it.
                    return lines.place((0, len(lines.text)))
                tree = self._trees.get(pointer[:depth])
                if tree is None:
                    tree = self._trees[pointer[:depth]] = with_positions(lines.text, lines)[0]
                return lines.place(locate(tree, rest, key))
        return Place(self._file)


def _nameless(default: str, line: Lines) -> Problem:
    return Problem(
        "schema-violation",
        M("records without `dossier` are taken for a dossier of their own, `{name}`", name=default),
        place=line.place((0, len(line.text))),
        advice=M("say on each record which dossier it belongs to"),
        severity=Severity.WARNING,
    )


def is_record(data: Any) -> bool:
    """Whether some data are a record of JSONL."""
    return isinstance(data, dict) and data.get("type") in _TYPES


def unreadable_words(number: int, line: str, shown: str) -> list[str]:
    """What may be a name in a line that cannot be read; nothing of one that can."""
    read = JsonlReader(shown)
    read.add(number, line)
    return read.lost


def _head(record: Any, lines: Lines, default: str) -> tuple[str, str]:
    start = lines.place((0, 0))
    if not isinstance(record, dict) or record.get("type") is None:
        raise unreadable_error(
            M("a line of JSONL is one object with a `type`"), start, M("one of: {names}", names=_TYPES)
        )
    kind = record["type"]
    if kind not in _TYPES:
        close = nearest(str(kind), _TYPES)
        raise unreadable_error(
            M(
                "`type` is {found}; expected one of {types}",
                found=json.dumps(kind, ensure_ascii=False)[:40],
                types=tuple(_TYPES),
            ),
            start,
            M("did you mean {names}?", names=tuple(close)) if close else None,
        )
    name = dossier_named_in(record, default)
    if kind == "dossier":
        record.pop("id", None)
    return (name if isinstance(name, str) else default), kind


def dossier_named_in(record: Mapping[str, Any], default: Any) -> Any:
    """What a record names as its dossier, that of a dossier perhaps by its id; `default` where it names none."""
    return record.get("id" if record.get("type") == "dossier" and "dossier" not in record else "dossier", default)


def may_name_several(line: bytes) -> bool:
    """Whether some JSON may say more than once of which dossier it is; escapes may spell it too."""
    return len(_NAMED.findall(line)) > 1 or b"\\u006" in line or b"\\u007" in line


def default_id(shown: str) -> str:
    """The id of a dossier that has none: the name of its file without the endings."""
    return Path(shown).name.split(".claims.")[0] or "dossier"
