"""Somebody else's table: what its columns mean, guessed from names and contents, shown and saved before it is used."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from provenance.exchange.base import Sheet
from provenance.extraction.claim_ids import plain
from provenance.extraction.language import UnknownLanguage, language_of
from provenance.files.locale import DEFAULT, Language, locale_language
from provenance.files.toml_data import toml_data
from provenance.model import dates
from provenance.model.errors import ConfigurationError
from provenance.model.message import M
from provenance.model.names import nearest
from provenance.model.place import Place
from provenance.model.vocabulary import Certainty, Stance, Status

_DATA = Path(__file__).resolve().parent.parent / "data" / "columns.toml"
#: Rows among which the one with the names of the columns is looked for, and those that are looked at to guess.
_HEADS, _SAMPLE = 15, 200
_URL, _DAY = re.compile(r"https?://|www\."), re.compile(r"(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4})")
_SLASHED = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)")
#: A value that leaves its row out.
SKIP = "skip"
#: A stance that a row may have and a statement does not: it reports and commits to nothing.
UNCOMMITTED = Certainty.UNCOMMITTED.value
#: The fields of which values have a meaning, and which; and what is said of every dossier.
MEANT = {"stance": (*(one.value for one in Stance), UNCOMMITTED), "claim.status": tuple(one.value for one in Status)}
#: The fields of which a row has one, or it says no claim.
SAYING = frozenset(("claim", "quote", "text"))
DEFAULTS = ("language", "status_by", "published", "by")


@dataclass(frozen=True)
class ColumnMap:
    """What a table means: its sheet, the row with the names of its columns (from 1), by column its field, by field what
    its values mean, and what every dossier of it says.
    """

    sheet: str
    header: int
    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)

    def rows(self, sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows that are not empty: the number of each in the file, and its cells by field."""
        names = [name.strip() for name in sheet.rows[self.header - 1]]
        at: dict[str, int] = {}
        for number, name in enumerate(names):
            if name in self.columns:
                at.setdefault(self.columns[name], number)
        for number, row in enumerate(sheet.rows[self.header :], start=self.header + 1):
            cells = {key: row[i].strip() for key, i in at.items() if i < len(row) and row[i].strip()}
            # In a stance or a verdict it may mean something: that is said in `values`.
            cells = {key: cell for key, cell in cells.items() if key in MEANT or cell not in _missing()}
            if cells:
                yield number, cells

    def value(self, key: str, written: str) -> str:
        """What a cell means."""
        return self.values.get(key, {}).get(written, written)


@lru_cache(maxsize=1)
def _known() -> Mapping[str, Mapping[str, frozenset[str]]]:
    data = tomllib.loads(_DATA.read_text("utf-8"))
    return {part: {key: frozenset(words.split()) for key, words in held.items()} for part, held in data.items()}


def _missing() -> frozenset[str]:
    """What programs write where a cell holds nothing."""
    return _known()["missing"]["cells"]


def fields() -> tuple[str, ...]:
    """The fields a column may be."""
    return (*_known()["fields"], "ignore")


def guessed(sheets: Sequence[Sheet]) -> ColumnMap:
    """The likeliest meaning of the sheet with most rows. Raises ConfigurationError where none has columns."""
    sheet = max(sheets, key=lambda one: len(one.rows), default=None)
    if sheet is None or not any(any(cell.strip() for cell in row) for row in sheet.rows):
        raise ConfigurationError(M("this table is empty"))
    header = max(range(min(_HEADS, len(sheet.rows))), key=lambda n: (_named(sheet.rows[n]), _filled(sheet.rows[n]), -n))
    names = [name.strip() for name in sheet.rows[header]]
    body = [row for row in sheet.rows[header + 1 :] if any(cell.strip() for cell in row)][:_SAMPLE]
    columns: dict[str, str] = {}
    taken: set[str] = set()
    for number, name in enumerate(names):
        if not name or name in columns:
            continue
        cells = [row[number].strip() for row in body if number < len(row) and row[number].strip()]
        columns[name] = _field(name, cells, taken) or "ignore"
        taken.add(columns[name])
    # What a source is called when it is an address is the outlet.
    source = next((name for name, key in columns.items() if key == "source"), None)
    if source is not None and "document.publisher" not in columns.values():
        cells = [row[names.index(source)] for row in body if names.index(source) < len(row)]
        if cells and sum(bool(re.fullmatch(r"[\w-]+(\.[\w-]+)+", cell.strip())) for cell in cells) > len(cells) / 2:
            columns[source] = "document.publisher"
    values = {key: _meanings(key, columns, names, body) for key in ("stance", "claim.status")}
    language = _language(cell for row in body for cell in row)
    return ColumnMap(
        sheet.name, header + 1, columns, {key: held for key, held in values.items() if held}, {"language": language}
    )


def _language(cells: Iterable[str]) -> str:
    """The language of a table, of those a dossier may have: that of its texts, else that of whoever reads it."""
    try:
        found = language_of("\n".join(cell for cell in cells if " " in cell.strip()))
    except UnknownLanguage:
        found = ""
    return found if found in get_args(Language) else locale_language() or DEFAULT


def _named(row: Sequence[str]) -> int:
    return sum(_by_name(name) is not None for name in row)


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _by_name(name: str) -> str | None:
    folded = re.sub(r"[^a-z0-9]+", "", plain(name))
    return next((key for key, words in _known()["fields"].items() if folded in words), None)


def _field(name: str, cells: Sequence[str], taken: set[str]) -> str | None:
    found = _by_name(name)
    if found is None and cells:
        kinds = (("document.url", _URL), ("document.published", _DAY))
        found = next((key for key, kind in kinds if 2 * sum(map(bool, map(kind.match, cells))) > len(cells)), None)
    return found if found not in taken else None


def is_month_first(written: Iterable[str]) -> bool:
    """Whether days like 04/13/2022 stand in a column that can only be read with the month first, all in one way."""
    found = [match for match in map(_SLASHED.match, written) if match]
    return any(int(match[3]) > 12 for match in found) and not any(int(match[1]) > 12 for match in found)


def day_first(written: str) -> str:
    """04/13/2022 as 13/04/2022."""
    return _SLASHED.sub(r"\3\2\1\2\4", written, count=1)


def _meanings(
    key: str, columns: Mapping[str, str], names: Sequence[str], body: Iterable[Sequence[str]]
) -> dict[str, str]:
    """What the values of a column mean that are words of ours under another name."""
    column = next((name for name, of in columns.items() if of == key), None)
    if column is None:
        return {}
    number = names.index(column)
    known = _known()["stance" if key == "stance" else "status"]
    found = {}
    for cell in dict.fromkeys(row[number].strip() for row in body if number < len(row)):
        folded = re.sub(r"[^a-z0-9]+", "", plain(cell))
        meaning = next((name for name, words in known.items() if folded in words or folded == name), None)
        if cell and meaning is not None and meaning != cell:
            found[cell] = meaning
    return found


def mapping_text(mapping: ColumnMap) -> str:
    """The mapping as TOML that a person reads and corrects."""

    def said(value: str) -> str:
        return json.dumps(value, ensure_ascii=False)

    lines = [
        "# What the columns of a table mean. Correct it, then run the same command again.",
        f"# A column is one of: {', '.join(fields())}.",
        '# [values.…]: what the values of a field mean; "skip" leaves the row out.',
        f"sheet = {said(mapping.sheet)}",
        f"header = {mapping.header}",
        "",
        "[columns]",
        *(f"{said(name)} = {said(key)}" for name, key in mapping.columns.items()),
    ]
    for key, held in mapping.values.items():
        lines += [
            "",
            f"[values.{said(key) if '.' in key else key}]",
            *(f"{said(a)} = {said(b)}" for a, b in held.items()),
        ]
    lines += ["", f"# For every dossier: {', '.join(DEFAULTS)}.", "[defaults]"]
    lines += [f"{name} = {said(value)}" for name, value in mapping.defaults.items()]
    return "\n".join(lines) + "\n"


def read_mapping(text: str, shown: str) -> ColumnMap:
    """A mapping that was saved. Raises ConfigurationError for whatever in it is not understood."""
    try:
        data = toml_data(text)
    except ValueError as error:
        raise ConfigurationError(M("this is no TOML: {why}", why=str(error)), Place(shown)) from None
    columns, header = data.get("columns"), data.get("header", 1)
    tables = all(isinstance(data.get(name, {}), dict) for name in ("values", "defaults"))
    if not isinstance(columns, dict) or not columns or not tables:
        raise ConfigurationError(M("a mapping has `sheet`, `header` (a number) and `[columns]`"), Place(shown))
    _check_names(data, ("sheet", "header", "columns", "values", "defaults"), "", shown)
    if type(header) is not int or header < 1:
        message = M(
            "`header` is the number of the row with the names of the columns, from 1: not {value}", value=header
        )
        raise ConfigurationError(message, Place(shown))
    used: dict[str, str] = {}
    for name, key in _texts(columns, "columns", shown).items():
        _check_names([key], fields(), name, shown)
        if key == "ignore":
            continue
        same = next((other for other, of in used.items() if of == key), None)
        if same is not None:
            message = M("“{one}” and “{other}” are both `{key}`: one column is", one=same, other=name, key=key)
            raise ConfigurationError(message, Place(shown))
        used[name] = key
    if SAYING.isdisjoint(used.values()):
        raise ConfigurationError(M("no column is `claim`, `quote` or `text`"), Place(shown))
    (sheet,) = _texts({"sheet": data.get("sheet", "")}, "", shown).values()
    defaults = _texts(data.get("defaults", {}), "defaults", shown)
    _check_names(defaults, DEFAULTS, "defaults", shown)
    if defaults.get("language", DEFAULT) not in get_args(Language):
        raise ConfigurationError(M("`language` is fr or en"), Place(shown))
    _check_day(defaults.get("published"), shown)
    return ColumnMap(sheet, header, used, _values(data.get("values", {}), shown), defaults)


def _values(data: Mapping[str, Any], shown: str) -> dict[str, dict[str, str]]:
    """What values mean: of stances and verdicts one of ours, nothing, or `skip`."""
    _check_names(data, MEANT, "values", shown)
    found = {}
    for key, held in data.items():
        if not isinstance(held, dict):
            raise ConfigurationError(M("`{key}` is a table", key=f"values.{key}"), Place(shown))
        found[key] = _texts(held, f"values.{key}", shown)
        _check_names(filter(None, found[key].values()), (*MEANT[key], SKIP), f"values.{key}", shown)
    return found


def _texts(data: Mapping[str, Any], where: str, shown: str) -> dict[str, str]:
    """The values of a table, which are texts; a day may be one of TOML."""
    for name, value in data.items():
        if not isinstance(value, str | date):
            message = M(
                "“{name}”: a text is expected, not {value}", name=f"{where}.{name}".strip("."), value=str(value)
            )
            raise ConfigurationError(message, Place(shown))
    return {name: value if isinstance(value, str) else value.isoformat() for name, value in data.items()}


def _check_names(names: Iterable[str], known: Iterable[str], where: str, shown: str) -> None:
    known = tuple(known)
    for name in names:
        if name not in known:
            close = nearest(name, known, limit=1)
            advice = M("did you mean {names}?", names=tuple(close)) if close else M("one of: {names}", names=known)
            message = (
                M("“{name}”: `{key}` is no field", name=where, key=name) if where else M("`{key}` is no key", key=name)
            )
            raise ConfigurationError(message, Place(shown), advice)


def _check_day(written: str | None, shown: str) -> None:
    try:
        if written is not None:
            dates.parse(written)
    except dates.DateError:
        raise ConfigurationError(
            M("“{name}”: `{key}` is no date", name="published", key=written), Place(shown)
        ) from None
