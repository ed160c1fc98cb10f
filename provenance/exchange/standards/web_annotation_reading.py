"""Web annotations read: our own, anybody's, and what Hypothesis exports.

Who speaks is not said by an annotation: somebody's highlight becomes words whose speaker is to be told, which count for
nothing until he is. A folder may hold the texts beside the annotations: then words are looked for in them, and offsets,
which Hypothesis counts in UTF-16 units, become code points.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from provenance.exchange.base import Imported, Parts
from provenance.exchange.claim_data import SECTIONS
from provenance.exchange.standards.building import DossierBuilder, readable_date, said
from provenance.exchange.standards.reading import Problems, json_of, listed, no_text, text_or_none
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
    problems = Problems()
    data = json_of(annotations, shown, problems)
    texts = _texts({name: held for name, held in parts.items() if name not in annotations}, problems)
    items = list(_annotations(data))
    if isinstance(data, dict):
        _partial(data, len(items), problems)
    if not items and not problems.found():
        raise InputError(M("there is no annotation in this file"), Place(shown))
    ours = data.get("provenance:dossier") if isinstance(data, dict) else None
    if isinstance(ours, dict) and _is_head(ours):
        entries = [one["provenance:entry"] for one in items if isinstance(one.get("provenance:entry"), dict)]
        return Imported([{**ours, **({"statements": entries} if entries else {})}], problems.found())
    made = DossierBuilder("annotations")
    targets = [one for number, item in enumerate(items, start=1) for one in _targets(item, number, problems)]
    text_of = _texts_by_address(targets, texts)
    used = set()
    for target in targets:
        name = text_of.get(target.address)
        if texts and name is None:
            problems.add(
                target.place, M("its words are in none of the texts beside it: “{words}”", words=target.quote[:60])
            )
        used |= {name} if name is not None else set()
        _add(made, target, name, texts, problems)
    return Imported([made.data()] if targets else [], problems.found(), {name: parts[name] for name in sorted(used)})


def _is_head(ours: Mapping[str, Any]) -> bool:
    """Whether something is the head that our own collections have."""
    return (
        isinstance(ours.get("dossier"), str)
        and all(isinstance(ours.get(section, {}), dict) for section in SECTIONS)
        and "statements" not in ours
    )


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


def _partial(data: Mapping[str, Any], count: int, problems: Problems) -> None:
    """Tell of a file that is one page of several."""
    total = data.get("total")
    if isinstance(total, int) and total > count:
        problems.add("", M("it speaks of {total} annotations; {n} are in it", total=total, n=count))
    first = data.get("first")
    pages = [first, data.get("next"), first.get("next") if isinstance(first, dict) else None]
    for address in pages:
        if isinstance(address, str):
            problems.add("", M("it goes on in a page that is not in it: {address}", address=address[:120]))


def _texts(parts: Parts, problems: Problems) -> dict[str, TextIndex]:
    """The texts beside the annotations, by their files."""
    found = {}
    for name, held in parts.items():
        try:
            reader = reader_of(name)
            found[name] = TextIndex(reader.read(held).text if reader is not None else held.decode("utf-8-sig"))
        except TextError as error:
            problems.add(name, error.message)
        except UnicodeDecodeError as error:
            problems.add(name, no_text(error))
    return found


class _Target(NamedTuple):
    """Words that an annotation is of: where it is told, the address of their document, the words and what tells them
    from others, and what was said of them.
    """

    place: str
    address: str
    quote: str
    around: tuple[str | None, str | None]
    span: tuple[int, int] | None
    headline: str | None
    note: dict[str, Any]


def _targets(annotation: Mapping[str, Any], number: int, problems: Problems) -> Iterator[_Target]:
    """The words of one annotation."""
    place = text_or_none(annotation.get("id")) or f"annotation {number}"
    for target in listed(annotation.get("target")) or [None]:
        held = {"source": target} if isinstance(target, str) else target
        chosen = _selected(held.get("selector") if isinstance(held, dict) else None)
        quote = text_or_none(chosen["TextQuoteSelector"].get("exact"))
        if not isinstance(held, dict) or quote is None:
            problems.add(place, M("it is of no words: there is no TextQuoteSelector; left out"))
            continue
        source = held.get("source")
        address = text_or_none(source.get("id") if isinstance(source, dict) else source)
        address = address or text_or_none(annotation.get("uri")) or "document"
        prefix, suffix = (text_or_none(chosen["TextQuoteSelector"].get(key)) for key in ("prefix", "suffix"))
        span = _span(chosen["TextPositionSelector"])
        yield _Target(place, address, quote, (prefix, suffix), span, _title(annotation), _note(annotation))


def _texts_by_address(targets: Sequence[_Target], texts: Mapping[str, TextIndex]) -> dict[str, str]:
    """The text of each document: the one that holds most of the words marked in it."""
    counts: dict[str, Counter[str]] = {}
    for target in targets:
        for name, index in texts.items():
            found = index.find(target.quote)
            if isinstance(found, NotFound):
                counts.setdefault(target.address, Counter())[name] += bool(found.count)
            else:
                counts.setdefault(target.address, Counter())[name] += found.how != "fuzzy"
    best = {address: found.most_common(1)[0] for address, found in counts.items()}
    return {address: name for address, (name, count) in best.items() if count}


def _add(
    made: DossierBuilder, target: _Target, name: str | None, texts: Mapping[str, TextIndex], problems: Problems
) -> None:
    """Take over some words; `name` is the text they stand in."""
    at = _found(target, texts[name], problems) if name is not None else None
    url = target.address if "://" in target.address or target.address.startswith("urn:") else None
    document = made.document(target.address, said(url=url, headline=target.headline, file=name))
    claim = made.claim(target.quote)
    prefix, suffix = target.around if at is None else (None, None)
    made.state(
        claim, in_=document, quote=target.quote, prefix=prefix, suffix=suffix, at=at, speaker="unclear",
        checked=target.note,
    )  # fmt: skip


def _selected(selectors: Any) -> dict[str, Mapping[str, Any]]:
    """The selectors by their types, those that refine others too."""
    found: dict[str, Mapping[str, Any]] = {kind: {} for kind in _SELECTORS}
    waiting = listed(selectors)[:100]
    while waiting:
        one = waiting.pop(0)
        if not isinstance(one, dict):
            continue
        for kind in listed(one.get("type")):
            if isinstance(kind, str) and kind in found and not found[kind]:
                found[kind] = one
        waiting += listed(one.get("refinedBy"))[: 100 - len(waiting)]
    return found


def _span(selector: Mapping[str, Any]) -> tuple[int, int] | None:
    start, end = selector.get("start"), selector.get("end")
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end:
        return start, end
    return None


def _found(target: _Target, index: TextIndex, problems: Problems) -> list[int] | None:
    """The code points of some words in a text: where offsets count in UTF-16, those are turned."""
    spans = () if target.span is None else (target.span, code_points(index.text, target.span))
    for span in spans:
        words = index.text[slice(*span)]
        # The words count before a place that holds something else beside them.
        if words.strip() == words and not isinstance(exact := index.find(target.quote, at=span), NotFound):
            if exact.how == "position":
                return [exact.start, exact.end]
    found = index.find(target.quote, *target.around)
    found = index.find(target.quote) if isinstance(found, NotFound) and not found.count else found
    if isinstance(found, NotFound) or found.how == "fuzzy":
        several = isinstance(found, NotFound) and found.count > 1
        why = (
            M("its words stand there several times, and nothing tells which")
            if several
            else M("its words are not in the text: “{words}”", words=target.quote[:60])
        )
        problems.add(target.place, why)
        return None
    return [found.start, found.end]


def code_points(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Offsets in UTF-16 units as offsets in code points: each letter outside the first plane is two units."""
    units = text.encode("utf-16-le", "surrogatepass")
    start, end = (len(units[: 2 * at].decode("utf-16-le", "ignore")) for at in span)
    return start, end


def _note(annotation: Mapping[str, Any]) -> dict[str, Any]:
    """What the annotator wrote beside the words, who he is and when, as a note of the log of checks."""
    bodies = [annotation.get("text"), annotation.get("bodyValue"), *listed(annotation.get("body"))]
    remarks = [one for body in bodies if (one := _remark(body)) is not None]
    tags = [one for tag in listed(annotation.get("tags")) if (one := text_or_none(tag)) is not None]
    remarks += [f"[{', '.join(tags)}]"] if tags else []
    by = ", ".join(name for one in _creators(annotation) if (name := text_or_none(one)) is not None)
    if not remarks and not by:
        return {}
    on = readable_date(text_or_none(annotation.get("created")))
    return said(by=by.replace("acct:", "") or "annotation", on=on, result="noted", note=" ".join(remarks))


def _remark(body: Any) -> str | None:
    """The text of a body, a tag in brackets; None for a body that is nothing but an address."""
    if isinstance(body, dict):
        words = text_or_none(body.get("value"))
        tag = "tagging" in listed(body.get("purpose"))
        return f"[{words}]" if tag and words is not None else words
    words = text_or_none(body)
    return None if words is not None and "://" in words and " " not in words else words


def _creators(annotation: Mapping[str, Any]) -> Iterator[Any]:
    yield annotation.get("user")
    for creator in listed(annotation.get("creator")):
        yield (creator.get("name") or creator.get("id")) if isinstance(creator, dict) else creator


def _title(annotation: Mapping[str, Any]) -> str | None:
    document = annotation.get("document")
    return text_or_none(next(iter(listed(document.get("title"))), None)) if isinstance(document, dict) else None
