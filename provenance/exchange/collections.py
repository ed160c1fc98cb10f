"""Dossiers of somebody else's table: a row a report of a claim, rows of one story a dossier."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from provenance.exchange.base import ImportProblem, Sheet
from provenance.exchange.claim_data import SECTIONS
from provenance.exchange.mapping import SKIP, UNCOMMITTED, ColumnMap, day_first, is_month_first
from provenance.extraction.claim_ids import Ids, single_spaced, slug
from provenance.files.spelling import block, flow, spelled_key
from provenance.model import dates
from provenance.model.chain import WrittenHop, parse_chain
from provenance.model.message import M
from provenance.model.vocabulary import VERB_OF, Status

#: No verdict is one too.
_STATUSES = ("", *(one.value for one in Status))
#: Fields of a document and of a statement, as they are written.
_DOCUMENT = ("publisher", "published", "url", "headline", "language")
_DETAILS = ("quote", "text", "certainty", "page", "time", "said_on")
_DAYS = ("document.published", "said_on")
MAX_PROBLEMS = 50


@dataclass
class _Story:
    """One dossier in the making."""

    id: str
    claims: dict[str, dict[str, Any]] = field(default_factory=dict)
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    statements: list[dict[str, Any]] = field(default_factory=list)
    claim_ids: Ids = field(default_factory=Ids)
    document_ids: Ids = field(default_factory=Ids)
    named: dict[tuple[str, str], str] = field(default_factory=dict)
    #: What rows say of what an earlier row said otherwise of: where, which field, and both values.
    differing: list[tuple[str, str, str, str]] = field(default_factory=list)

    def join(self, held: dict[str, Any], said: Mapping[str, str], place: str) -> None:
        """Add what one more row says of a claim or a document; what an earlier one said stays."""
        for key, value in said.items():
            if held.setdefault(key, value) != value:
                self.differing.append((place, key, value, held[key]))


def stories(sheet: Sheet, mapping: ColumnMap) -> tuple[list[dict[str, Any]], list[ImportProblem]]:
    """The dossiers of a table as data, in its order, and what was left out."""
    found: dict[str, _Story] = {}
    ids, problems, unknown = Ids(), list[ImportProblem](), set[str]()
    rows = list(mapping.rows(sheet))
    month_first = [key for key in _DAYS if is_month_first(cells.get(key, "") for _, cells in rows)]
    for number, cells in rows:
        cells |= {key: day_first(cells[key]) for key in month_first if key in cells}
        story_key = cells.get("dossier") or cells.get("claim") or cells.get("document.headline") or ""
        claim = cells.get("claim") or cells.get("quote") or cells.get("text") or ""
        place = f"{sheet.name}!{number}"
        stance = mapping.value("stance", cells.get("stance", "asserts")) or "asserts"
        status = mapping.value("claim.status", cells.get("claim.status", ""))
        if SKIP in (stance, status):
            continue
        if not claim or (stance not in VERB_OF and stance != UNCOMMITTED):
            why = (
                M("this row says no claim")
                if not claim
                else M("`{key}` cannot be `{value}`", value=stance[:60], key="stance")
            )
            _add_problem(problems, place, why)
            continue
        if status not in _STATUSES and status not in unknown:
            unknown.add(status)
            _add_problem(problems, place, M("`{key}` cannot be `{value}`", value=status[:60], key="claim.status"))
        for key in [key for key in _DAYS if key in cells and not _is_date(cells[key])]:
            _add_problem(problems, place, M("`{key}` cannot be `{value}`", value=cells.pop(key)[:60], key=key))
        if story_key not in found:
            found[story_key] = _Story(ids.new(cells.get("claim") or story_key))
        story = found[story_key]
        _add(story, claim, stance, cells, mapping, place)
        for where, key, value, first in story.differing:
            _add_problem(
                problems,
                where,
                M(
                    "{key}: `{value}` is left out, an earlier row says `{first}`",
                    key=key,
                    value=value[:60],
                    first=first[:60],
                ),
            )
        story.differing.clear()
    return [_data(story, mapping) for story in found.values()], problems


def _is_date(written: str) -> bool:
    try:
        dates.parse(written)
    except dates.DateError:
        return False
    return True


def _add_problem(problems: list[ImportProblem], place: str, message: Any) -> None:
    if len(problems) < MAX_PROBLEMS:
        problems.append(ImportProblem(place, message))
    elif len(problems) == MAX_PROBLEMS:
        problems.append(ImportProblem("", M("further rows are left out")))


def _add(story: _Story, claim: str, stance: str, cells: Mapping[str, str], mapping: ColumnMap, place: str) -> None:
    name = story.named.setdefault(("claim", claim), "")
    if not name:
        name = story.named["claim", claim] = story.claim_ids.new(claim)
        story.claims[name] = {}
    story.join(story.claims[name], _claim(claim, cells, mapping), place)
    entry: dict[str, Any] = {}
    document = _document(story, cells, mapping, place)
    if cells.get("source"):
        entry["chain"] = _chain(single_spaced(cells["source"]))
    else:
        # Whoever prints it without saying where from speaks in its own name.
        entry["own"] = True
    entry |= {"in": document} if document is not None else {}
    details: dict[str, Any] = {key: cells[key] for key in _DETAILS if cells.get(key)}
    if stance == UNCOMMITTED:
        details["certainty"] = UNCOMMITTED
    if "quote" not in details and "text" not in details:
        details = {"text": cells.get("document.headline") or claim, **details}
    if cells.get("note"):
        by = mapping.defaults.get("by") or mapping.sheet
        details["checked"] = {"by": single_spaced(by), "result": "noted", "note": single_spaced(cells["note"])}
    said: Any = details["quote"] if set(details) == {"quote"} else details
    entry[VERB_OF.get(stance, "says")] = {name: said}
    story.statements.append(entry)


def _chain(written: str) -> str | list[str | dict[str, str]]:
    """A chain as it is written. What stands in brackets and is no date, as in “Ann (Greens)”, is part of the name."""
    hops = parse_chain(written)
    if all(map(_is_hop, hops)):
        return written
    return [hop.whole if _is_hop(hop) else {"source": hop.whole} for hop in hops]


def _is_hop(hop: WrittenHop) -> bool:
    return hop.on is None or _is_date(str(hop.on))


def _claim(claim: str, cells: Mapping[str, str], mapping: ColumnMap) -> dict[str, str]:
    found = {"text": single_spaced(claim)}
    found |= {key: cells[f"claim.{key}"] for key in ("about", "value") if cells.get(f"claim.{key}")}
    status = mapping.value("claim.status", cells.get("claim.status", ""))
    if status and status in _STATUSES:
        found["status"] = status
        found |= {"status_by": mapping.defaults["status_by"]} if mapping.defaults.get("status_by") else {}
    return found


def _document(story: _Story, cells: Mapping[str, str], mapping: ColumnMap, place: str) -> str | None:
    entry = {key: cells[f"document.{key}"] for key in _DOCUMENT if cells.get(f"document.{key}")}
    entry |= (
        {"published": mapping.defaults["published"]}
        if entry and "published" not in entry and mapping.defaults.get("published")
        else {}
    )
    known = cells.get("document") or entry.get("url") or entry.get("headline") or "|".join(entry.values())
    if not known:
        return None
    name = story.named.setdefault(("document", known), "")
    if not name:
        name = story.named["document", known] = story.document_ids.new(entry.get("publisher") or known)
        story.documents[name] = {}
    story.join(story.documents[name], {key: single_spaced(value) for key, value in entry.items()}, place)
    return name


def _data(story: _Story, mapping: ColumnMap) -> dict[str, Any]:
    first = next(iter(story.claims.values()))
    return {
        "dossier": story.id,
        "title": first["text"],
        "language": mapping.defaults.get("language", "en"),
        **({"documents": story.documents} if story.documents else {}),
        "claims": story.claims,
        "statements": story.statements,
    }


def as_yaml(data: Mapping[str, Any]) -> str:
    """A dossier as a claim file that a person likes to edit."""
    return "\n".join(_lines(data)) + "\n"


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    head = {key: value for key, value in data.items() if key not in (*SECTIONS, "statements")}
    yield from block(head, "")
    for key in SECTIONS:
        if data.get(key):
            yield ""
            yield f"{key}:"
            for name, entry in data[key].items():
                yield f"  {spelled_key(name)}: {flow(entry)}"
    yield ""
    yield from block({"statements": data.get("statements", [])}, "")


def file_name(data: Mapping[str, Any]) -> str:
    """What the file of a dossier is called."""
    return f"{slug(str(data['dossier']))}.claims.yaml"


def sheet_of(sheets: Sequence[Sheet], mapping: ColumnMap) -> Sheet | None:
    """The sheet that a mapping is of; the only one, whatever it is called."""
    if len(sheets) == 1:
        return sheets[0]
    return next((sheet for sheet in sheets if sheet.name == mapping.sheet), None)
