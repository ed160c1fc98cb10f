"""IPTC ninjs 3 (2024) read: a wire with its text. What is said in it is drafted by the reader of articles, for a person
to correct; its info sources are named as sources, as what each of them said is not told.
"""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from provenance.exchange.base import ExchangeFormat, Imported, Parts
from provenance.exchange.standards.building import readable_date
from provenance.exchange.standards.markup import plain_text
from provenance.exchange.standards.reading import Problems, json_of, listed, text_or_none
from provenance.extraction.claim_ids import Ids, single_spaced
from provenance.extraction.draft import draft
from provenance.extraction.draft_model import DraftText
from provenance.extraction.draft_yaml import as_yaml
from provenance.extraction.drafting import read_one
from provenance.extraction.inputs import Article
from provenance.extraction.languages import LANGUAGES
from provenance.model.errors import InputError
from provenance.model.message import M, Message
from provenance.model.place import Place

#: How many faults of one wire are told.
_FAULTS = 5
#: Roles of a body that is the text, and of an info source that publishes it.
_TEXT_ROLES = ("", "main", "body", "text", "html", "plain", "fulltext", "story", "article")
_PUBLISHERS = ("publisher", "provider", "distributor", "supplier")
#: Keys of a wire of which nothing is kept, and that change what may be done with it.
_TOLD = ("embargoedUntil", "embargoed", "usageTerms", "edNote", "rightsInfo", "expires")
#: Keys that the current version has no more.
_EARLIER = ("embargoed", "byline", "copyrightholder", "ednote", "ednotes", "priority", "trustindicator", "charcount")
#: Wires in one another that are read.
_DEPTH = 4


def read(parts: Parts, shown: str) -> Imported:
    """A dossier for each wire that stands alone, with those associated to it as further documents.

    Raises InputError.
    """
    problems = Problems()
    data = json_of(parts, shown, problems)
    ids = Ids()
    dossiers, texts = [], dict[str, bytes]()
    for number, wire in enumerate(listed(data), start=1):
        if not isinstance(wire, dict) or not isinstance(wire.get("uri"), str):
            problems.add(f"wire {number}", M("it has no `uri`, which every wire has; left out"))
            continue
        current = _renamed(wire)
        for place, message in _faults(wire, current):
            problems.add(f"wire {number} {place}", message)
        made = _dossier(current, problems, ids, texts)
        if made is not None:
            dossiers.append(made)
    if not dossiers:
        raise InputError(M("there is no wire with a text in this file"), Place(shown))
    return Imported(dossiers, problems.found(), texts)


@lru_cache(maxsize=1)
def _validator() -> Any:
    """The published schema; what it takes from elsewhere is passed over, as nothing is fetched."""
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012

    written = files("provenance.data").joinpath("standards/ninjs-schema_3.0.json").read_text("utf-8")
    registry: Any = Registry(retrieve=lambda uri: Resource({}, DRAFT202012))  # type: ignore[call-arg]
    return Draft202012Validator(json.loads(written), registry=registry)


def _renamed(wire: Mapping[str, Any]) -> dict[str, Any]:
    """A wire with its keys as version 3 spells them: those of versions 1 and 2 are in small letters, and version 1 has
    its text and headline in keys of their own.
    """
    spelled = {name.lower(): name for name in _names(_validator().schema)}

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            other = {spelled.get(key.lower(), key): renamed(held) for key, held in value.items()}
            # A key that is spelled as it should be counts before one that is not.
            return other | {key: renamed(held) for key, held in value.items() if key in other}
        return [renamed(one) for one in value] if isinstance(value, list) else value

    found: dict[str, Any] = renamed(wire)
    for key in [key for key in found if key.startswith("body_") and isinstance(found[key], str)]:
        kind = "text/plain" if key == "body_text" else "text/html"
        found["bodies"] = [*listed(found.get("bodies")), {"contentType": kind, "value": found.pop(key)}]
    for key in [key for key in found if key.split("_")[0] == "headline" and isinstance(found[key], str)]:
        found["headlines"] = [*listed(found.get("headlines")), {"value": found.pop(key)}]
    if isinstance(found.get("associations"), dict):
        found["associations"] = [
            {"name": name, **one} for name, one in found["associations"].items() if isinstance(one, dict)
        ]
    return found


def _names(schema: Any) -> Iterator[str]:
    """Every name of a property in a schema."""
    if isinstance(schema, dict):
        properties = schema.get("properties")
        yield from properties if isinstance(properties, dict) else ()
        for held in schema.values():
            yield from _names(held)


def _faults(wire: Mapping[str, Any], current: Mapping[str, Any]) -> Iterator[tuple[str, Message]]:
    """Where a wire is not as the schema has it, and why. One of an earlier version (`current` is the same in this one)
    is not held to it: only keys that no version has are told.
    """
    if set(wire) != set(current):
        known = {name.lower() for name in _names(_validator().schema)}
        for key in current:
            if key.lower() not in known and key not in _EARLIER:
                yield "$", M("`{key}` is no key of the standard: not kept", key=key[:60])
        return
    for number, error in enumerate(_validator().iter_errors(wire)):
        if number == _FAULTS:
            return
        yield error.json_path, M("not as the standard has it: {why}", why=single_spaced(error.message)[:160])


def _dossier(wire: Mapping[str, Any], problems: Problems, ids: Ids, texts: dict[str, bytes]) -> dict[str, Any] | None:
    title = _headline(wire) or str(wire["uri"])
    found: list[tuple[DraftText, Mapping[str, Any]]] = []
    for one in _wires(wire, problems, 0):
        text = _text(one)
        if text is None:
            problems.add(str(one.get("uri")), M("it has no text: {type}", type=str(one.get("type") or "?")[:40]))
            continue
        language = (text_or_none(one.get("language")) or "")[:2].lower()
        reading = read_one(Article(str(one["uri"]), text), language if language in LANGUAGES else None).reading
        if reading is None:
            problems.add(str(one["uri"]), M("its language cannot be read: what is said in it was not drafted"))
            continue
        name = ids.new(_headline(one) or title)
        texts[f"{name}.txt"] = text.encode("utf-8", "surrogatepass")
        found.append((DraftText(name, text, reading, f"{name}.txt"), one))
    if not found:
        return None
    data: dict[str, Any] = yaml.safe_load(as_yaml(draft(title, [one for one, _ in found])))
    data["title"] = single_spaced(title)
    for text_, one in found:
        _described(data, data["documents"][text_.id], one, problems)
    return data


def _wires(wire: Mapping[str, Any], problems: Problems, depth: int) -> Iterator[Mapping[str, Any]]:
    """A wire, and those that are associated to it."""
    yield wire
    for one in listed(wire.get("associations")) if depth < _DEPTH else ():
        if isinstance(one, dict) and isinstance(one.get("uri"), str):
            yield from _wires(_renamed(one), problems, depth + 1)


def _headline(wire: Mapping[str, Any]) -> str | None:
    heads = [one for one in listed(wire.get("headlines")) if isinstance(one, dict)]
    main = next((one for one in heads if one.get("role") in ("main", "headline")), heads[0] if heads else {})
    return text_or_none(main.get("value")) or text_or_none(wire.get("title"))


def _text(wire: Mapping[str, Any]) -> str | None:
    """The headline and the body: plain text where there is one, else the text of the markup."""
    bodies = [one for one in listed(wire.get("bodies")) if isinstance(one, dict) and isinstance(one.get("value"), str)]
    bodies = [one for one in bodies if one["value"].strip()]
    if not bodies:
        return None
    # The role says which body is the text: a caption or a summary is none. Plain text before markup.
    chosen = min(bodies, key=lambda one: (str(one.get("role", "")).lower() not in _TEXT_ROLES, not _is_plain(one)))
    body = chosen["value"] if _is_plain(chosen) else plain_text(chosen["value"])
    headline = _headline(wire)
    return "\n\n".join(part for part in (headline, body.strip()) if part) + "\n" if body.strip() else None


def _is_plain(body: Mapping[str, Any]) -> bool:
    return body.get("contentType") == "text/plain"


def _described(data: dict[str, Any], document: dict[str, Any], wire: Mapping[str, Any], problems: Problems) -> None:
    """What the wire says of itself: who published it and when, and whom it names as its info sources."""
    sources = data.setdefault("sources", {})
    ids = Ids(sources)
    named = [one for one in listed(wire.get("infoSources")) if isinstance(one, dict) and text_or_none(one.get("name"))]
    published_by = [one for one in named if str(one.get("role", "")).lower() in _PUBLISHERS]
    publisher = text_or_none(wire.get("copyrightHolder")) or next(
        (text_or_none(one["name"]) for one in published_by), None
    )
    if publisher is not None:
        document["publisher"] = _source(sources, ids, publisher, "agency")
    for one in named:
        _source(sources, ids, text_or_none(one["name"]) or "", None)
    published = readable_date(text_or_none(wire.get("versionCreated")) or text_or_none(wire.get("firstCreated")))
    document |= {"published": published} if published is not None else {}
    document["language"] = (text_or_none(wire.get("language")) or document.get("language", "en"))[:2].lower()
    if wire["uri"].startswith(("http://", "https://")):
        document["url"] = wire["uri"]
    for key in _TOLD:
        if (value := text_or_none(wire.get(key))) is not None:
            problems.add(str(wire["uri"]), M("`{key}` is not kept: {value}", key=key, value=value[:120]))
    if wire.get("pubStatus") in ("canceled", "withheld"):
        message = M("its publisher says that it is {status}: write the notice as a document that `retracts` it",
                    status=wire["pubStatus"])  # fmt: skip
        problems.add(str(wire["uri"]), message)


def _source(sources: dict[str, Any], ids: Ids, name: str, kind: str | None) -> str:
    for known, entry in sources.items():
        if isinstance(entry, dict) and entry.get("name") == name:
            return str(known)
    new = ids.new(name)
    sources[new] = {"name": name, **({"kind": kind} if kind is not None else {})}
    return new


FORMAT = ExchangeFormat(name="ninjs", suffix=".json", holds="a wire of IPTC ninjs 3, with its text", read=read)
