"""What an exchange format is, and the tables that spreadsheets hold."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from provenance.auditing import DossierAudit
from provenance.exchange.claim_data import SECTIONS, claim_data
from provenance.model.message import M, Message

#: The parts of a format by their names in a folder; "" where it is one file.
Parts = Mapping[str, bytes]


@dataclass(frozen=True)
class Column:
    """A column: the key of the claim file, how it is headed, how wide it is (characters), which values it takes
    (as they are written, and as they are told). One that is `computed` is read and never taken back.
    """

    key: str
    label: Message
    width: int = 16
    choices: Mapping[str, Message] = field(default_factory=dict)
    computed: bool = False


@dataclass(frozen=True)
class TableRow:
    """A row: its key, by which it is known when it comes back, and its cells by the keys of their columns."""

    key: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A sheet: its name in the claim file and as it is told, its columns, its rows."""

    name: str
    label: Message
    columns: Sequence[Column]
    rows: Sequence[TableRow]


@dataclass(frozen=True)
class Sheet:
    """A sheet as it was read: rows of cells, the first of them row `first` of the file (from 1)."""

    name: str
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class ReadTables:
    """What a file of a format holds: its sheets, and what they were when they went out, if they came from us."""

    sheets: Sequence[Sheet]
    base: Mapping[str, object] | None = None


@dataclass(frozen=True)
class ImportProblem:
    """Something in a file that is not taken over: where it stands as a person names it, why, what was expected."""

    place: str
    message: Message
    advice: Message | None = None


@dataclass(frozen=True)
class Exported:
    """A dossier in a format: the parts, and what of it they do not say beside what the format never says."""

    parts: Parts
    losses: Sequence[Message] = ()


@dataclass(frozen=True)
class Imported:
    """What a file gave: dossiers as the data of claim files, what of it was left out, and files that go with them, by
    their names in the folder.
    """

    dossiers: Sequence[Mapping[str, Any]]
    problems: Sequence[ImportProblem] = ()
    files: Parts = field(default_factory=dict)


@dataclass(frozen=True)
class Carried:
    """What a format says: by section of a claim file and key, the term it is said with there. The section `dossier` is
    that of the keys at the top. `why` tells why the rest is not said.
    """

    terms: Mapping[str, Mapping[str, str]]
    why: str = ""

    def losses(self, data: Mapping[str, Any]) -> Iterator[Message]:
        """What the format does not say of a dossier: a line a section, each key with how many entries have it."""
        by_section: dict[str, list[str]] = {}
        for section, key, count in unsaid(data, self.terms):
            by_section.setdefault(section, []).append(f"{key} ({count})" if section != "dossier" else key)
        for section, keys in by_section.items():
            yield M("not carried, of {section}: {keys}", section=section, keys=", ".join(keys))

    def kept(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The part of a dossier that the format says."""
        found: dict[str, Any] = {}
        for section, entries in _sections(data):
            terms = self.terms.get(section, {})
            said = [(name, {k: v for k, v in entry.items() if k in terms}) for name, entry in entries]
            if section == "dossier":
                found |= said[0][1]
            elif section in self.terms:
                found[section] = [entry for _, entry in said] if section == "statements" else dict(said)
        return found


def unsaid(data: Mapping[str, Any], terms: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str, int]]:
    """The keys of a dossier that have no term: section, key, how many entries have it."""
    counts: Counter[tuple[str, str]] = Counter()
    for section, entries in _sections(data):
        said = terms.get(section, {})
        counts.update((section, key) for _, entry in entries for key in entry if key not in said)
    return [(section, key, count) for (section, key), count in counts.items()]


def _sections(data: Mapping[str, Any]) -> Iterator[tuple[str, list[tuple[str, Mapping[str, Any]]]]]:
    yield "dossier", [("", {k: v for k, v in data.items() if not _is_section(k)})]
    for section, held in data.items():
        if _is_section(section):
            yield section, [("", entry) for entry in held] if section == "statements" else list(held.items())


def _is_section(key: str) -> bool:
    return key in (*SECTIONS, "statements")


@dataclass(frozen=True)
class ExchangeFormat:
    """A format: `export` gives one dossier in a language as a file, or as a folder where it has several parts; `tables`
    reads the tables that come back and are compared with what went out; `read` makes dossiers of somebody's file.
    Raises InputError where that is none of the format, and UsageError where a library is missing.

    `carried` is None where everything is carried.
    """

    name: str
    suffix: str
    holds: str
    export: Callable[[DossierAudit, str], Exported] | None = None
    tables: Callable[[Parts, str], ReadTables] | None = None
    read: Callable[[Parts, str], Imported] | None = None
    carried: Carried | None = None

    def losses(self, audit: DossierAudit, exported: Exported) -> Iterator[Message]:
        """Everything that a file of the format does not say of a dossier."""
        if self.carried is not None:
            yield from self.carried.losses(claim_data(audit.dossier))
        if audit.dossier.is_masked:
            yield M("the names of confidential sources are not carried, nor what would tell them")
        yield from exported.losses
