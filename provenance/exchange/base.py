"""What an exchange format is, and the tables that spreadsheets hold."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from provenance.auditing import DossierAudit
from provenance.model.message import Message

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
class Row:
    """A row: its key, by which it is known when it comes back, and its cells by the keys of their columns."""

    key: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A sheet: its name in the claim file and as it is told, its columns, its rows."""

    name: str
    label: Message
    columns: Sequence[Column]
    rows: Sequence[Row]


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
class ExchangeFormat:
    """A format: `export` gives the parts of a file (or of a folder, where there are several) for one dossier, in a
    language; `tables` reads what comes back. Raises InputError where that is none of the format.
    """

    name: str
    suffix: str
    holds: str
    export: Callable[[DossierAudit, str], Parts]
    tables: Callable[[Parts, str], ReadTables] | None = None
