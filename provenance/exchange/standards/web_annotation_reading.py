"""Web annotations read: our own, anybody's, and what Hypothesis exports.

Who speaks is not said by an annotation: somebody's highlight becomes words whose speaker is to be told, which count for
nothing until he is. A folder may hold the texts beside the annotations: then words are looked for in them, and offsets,
which Hypothesis counts in UTF-16 units, become code points.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from provenance.exchange.base import Imported, Parts
from provenance.exchange.standards.building import DossierBuilder, readable_date
from provenance.exchange.standards.reading import Problems, json_of, listed, text_or_none
from provenance.files.anchors import NotFound, TextIndex
from provenance.model.errors import InputError
from provenance.model.message import M
from provenance.model.place import Place
from provenance.texts import TextError, reader_of

_SELECTORS = ("TextQuoteSelector", "TextPositionSelector")


def read(parts: Parts, shown: str) -> Imported:
    """The dossier of a collection, a page, a list or a Hypothesis export. Raises InputError."""
    annotations = {name: held for name, held in parts.items() if name == "" or name.endswith((".json", ".jsonld"))}
    if len(annotations) != 1:
        raise InputError(M("one file of annotations is wanted; there are {n}", n=len(annotations)), Place(shown))
    data = json_of(annotations, shown)
    problems = Problems()
    texts = _texts({name: held for name, held in parts.items() if name not in annotations}, problems)
    items = list(_annotations(data))
    if not items:
        raise InputError(M("there is no annotation in this file"), Place(shown))
    ours = data.get("provenance:dossier") if isinstance(data, dict) else None
    if isinstance(ours, dict):
        entries = [one["provenance:entry"] for one in items if isinstance(one.get("provenance:entry"), dict)]
        return Imported([{**ours, **({"statements": entries} if entries else {})}], problems.found())
    made = DossierBuilder("annotations")
    used = {name for number, one in enumerate(items, start=1) for name in _add(made, one, number, texts, problems)}
    return Imported([made.data()], problems.found(), {name: parts[name] for name in sorted(used)})


def _annotations(data: Any) -> Iterator[Mapping[str, Any]]:
    """The annotations of a file, in whichever way they are gathered."""
    if isinstance(data, list):
        for one in data:
            yield from _annotations(one)
    elif isinstance(data, dict):
        if "target" in data:
            yield data
            return
        for key in ("first", "items", "annotations", "rows", "@graph"):
            yield from _annotations(data.get(key))


def _texts(parts: Parts, problems: Problems) -> dict[str, TextIndex]:
    """The texts beside the annotations, by their files."""
    found = {}
    for name, held in parts.items():
        try:
            reader = reader_of(name)
            found[name] = TextIndex(reader.read(held).text if reader is not None else held.decode("utf-8-sig"))
        except TextError as error:
            problems.add(name, error.message)
        except UnicodeDecodeError:
            problems.add(name, M("this is no UTF-8 text: byte {n} is none of it", n=0))
    return found


def _add(
    made: DossierBuilder, annotation: Mapping[str, Any], number: int, texts: Mapping[str, TextIndex], problems: Problems
) -> Iterator[str]:
    """Take over one annotation; the files in which its words were found."""
    place = text_or_none(annotation.get("id")) or f"annotation {number}"
    target = next((one for one in listed(annotation.get("target")) if isinstance(one, dict | str)), None)
    if isinstance(target, str):
        target = {"source": target}
    chosen = _selected(target.get("selector") if target is not None else None)
    quote = text_or_none(chosen["TextQuoteSelector"].get("exact"))
    if target is None or quote is None:
        problems.add(place, M("it is of no words: there is no TextQuoteSelector; left out"))
        return
    source = target.get("source")
    address = text_or_none(source.get("id") if isinstance(source, dict) else source) or text_or_none(
        annotation.get("uri")
    )
    entry: dict[str, Any] = {"url": address, "headline": _title(annotation)}
    prefix, suffix = (text_or_none(chosen["TextQuoteSelector"].get(key)) for key in ("prefix", "suffix"))
    span = _span(chosen["TextPositionSelector"])
    name, at = _found(quote, prefix, suffix, span, texts)
    if texts and name is None:
        problems.add(place, M("its words are in none of the texts beside it: “{words}”", words=quote[:60]))
    if name is not None:
        entry["file"] = name
        yield name
    document = made.document(address or "document", entry)
    note = _comment(annotation)
    claim = made.claim(quote)
    by = (text_or_none(annotation.get("user")) or _creator(annotation) or "").removeprefix("acct:")
    checked = {"by": by, "on": readable_date(text_or_none(annotation.get("created"))), "result": "noted", "note": note}
    made.state(
        claim, in_=document, quote=quote, prefix=prefix if at is None else None,
        suffix=suffix if at is None else None, at=at, speaker="unclear",
        checked={k: v for k, v in checked.items() if v is not None} if by else None,
    )  # fmt: skip


def _selected(selectors: Any) -> dict[str, Mapping[str, Any]]:
    """The selectors by their types, those that refine others too."""
    found: dict[str, Mapping[str, Any]] = {kind: {} for kind in _SELECTORS}
    waiting = listed(selectors)[:100]
    while waiting:
        one = waiting.pop(0)
        if not isinstance(one, dict):
            continue
        if one.get("type") in found and not found[str(one["type"])]:
            found[str(one["type"])] = one
        waiting += listed(one.get("refinedBy"))[: 100 - len(waiting)]
    return found


def _span(selector: Mapping[str, Any]) -> tuple[int, int] | None:
    start, end = selector.get("start"), selector.get("end")
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end:
        return start, end
    return None


def _found(
    quote: str, prefix: str | None, suffix: str | None, span: tuple[int, int] | None, texts: Mapping[str, TextIndex]
) -> tuple[str | None, list[int] | None]:
    """The text in which words stand, and their code points: where offsets count in UTF-16, those are turned. Words that
    stand once are found without what stood around them.
    """
    for context in ((prefix, suffix), (None, None)):
        for name, index in texts.items():
            for at in (None,) if span is None else (span, code_points(index.text, span)):
                found = index.find(quote, *context, at)
                if not isinstance(found, NotFound) and found.how != "fuzzy":
                    return name, [found.start, found.end]
    return None, None


def code_points(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Offsets in UTF-16 units as offsets in code points: each letter outside the first plane is two units."""
    units = text.encode("utf-16-le", "surrogatepass")
    start, end = (len(units[: 2 * at].decode("utf-16-le", "ignore")) for at in span)
    return start, end


def _comment(annotation: Mapping[str, Any]) -> str | None:
    """What the annotator wrote beside the words."""
    for body in [annotation.get("text"), *listed(annotation.get("body"))]:
        said = text_or_none(body.get("value")) if isinstance(body, dict) else text_or_none(body)
        if said is not None and "://" not in said:
            return said
    return None


def _creator(annotation: Mapping[str, Any]) -> str | None:
    creator = next(iter(listed(annotation.get("creator"))), None)
    if isinstance(creator, dict):
        return text_or_none(creator.get("name")) or text_or_none(creator.get("id"))
    return text_or_none(creator)


def _title(annotation: Mapping[str, Any]) -> str | None:
    document = annotation.get("document")
    return text_or_none(next(iter(listed(document.get("title"))), None)) if isinstance(document, dict) else None
