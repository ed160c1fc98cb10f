"""Decisions about a claim file, each as the changes of its data that carry it out.

`data` are those of the file as it stands; entries of `statements` are known by their position.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from provenance.editing.everywhere import Refused, check_id
from provenance.extraction.claim_ids import Ids
from provenance.model.chain import parse_chain, place_keys, read_place, spelled_place
from provenance.model.dossier import Anchor, Statement
from provenance.model.finding import DataEdit
from provenance.model.locators import Locator
from provenance.model.message import M
from provenance.model.place import Pointer
from provenance.model.vocabulary import VERB_OF, VERBS

#: Of a removal: what goes comes to stand elsewhere, and no remark on it may be lost.
MOVED = "moved"
_AMBIGUOUS = re.compile(r"[→?()«»“”\"]|->|=>|⟶|➔|^\s|\s$|\s\s")


class Reviewer(NamedTuple):
    """Who decides, and on which day (ISO 8601)."""

    by: str
    on: str

    def entry(self, **more: str) -> dict[str, str]:
        return {key: value for key, value in {"by": self.by, "on": self.on, **more}.items() if value}


def put(pointer: Pointer, value: Any, with_comments: bool = False) -> DataEdit:
    return DataEdit("put", pointer, json.dumps(value, ensure_ascii=False), with_comments=with_comments)


def undecided(data: Mapping[str, Any]) -> list[int]:
    """The entries of a draft that nobody has decided upon yet."""
    if not data.get("draft"):
        return []
    entries = data.get("statements") or []
    return [n for n, entry in enumerate(entries) if isinstance(entry, Mapping) and not entry.get("reviewed")]


# --- statements -------------------------------------------------------------------------------------------------------


def accept(data: Mapping[str, Any], entries: Sequence[int], who: Reviewer) -> list[DataEdit]:
    """Somebody has read these entries of a draft and lets them stand. With the last of them it is a draft no more."""
    left = set(undecided(data)) - set(entries)
    changes = [put(("statements", n, "reviewed"), who.entry()) for n in entries]
    changes += [
        DataEdit("delete", (*pointer, "proposed"))
        for n in entries
        for pointer in _proposed(data["statements"][n], ("statements", n))
    ]
    return changes if left or not data.get("draft") else [*changes, DataEdit("delete", ("draft",))]


def _proposed(entry: Any, pointer: Pointer) -> Iterator[Pointer]:
    """The checks of an entry that were read in a margin: whoever accepts the entry has read them too."""
    if not isinstance(entry, Mapping):
        return
    checked = entry.get("checked") or ()
    alone = isinstance(checked, Mapping)
    for number, check in enumerate([checked] if alone else checked):
        if isinstance(check, Mapping) and check.get("proposed"):
            yield (*pointer, "checked") if alone else (*pointer, "checked", number)
    for verb in VERBS:
        for claim, details in (entry.get(verb) or {}).items() if isinstance(entry.get(verb), Mapping) else ():
            yield from _proposed(details, (*pointer, verb, claim))


def reject(
    data: Mapping[str, Any],
    entry: int,
    claim: str | None,
    said: Sequence[Statement],
    who: Reviewer,
    reason: str = "",
    with_comments: bool = False,
) -> list[DataEdit]:
    """An entry goes, or what it says of one claim, and its words are not offered again. `said` are the statements made
    of the file.
    """
    mine = [s for s in said if s.pointer[:2] == ("statements", entry) and claim in (None, s.claim)]
    changes: list[DataEdit] = []
    listed = list(data.get("rejected") or [])
    for statement in mine:
        if statement.quote and statement.document is not None and isinstance(statement.anchor, Anchor):
            at = [statement.anchor.start, statement.anchor.end]
            words = " ".join(statement.quote.split())
            found = {"in": statement.document, "quote": words, "at": at, **who.entry(reason=reason)}
            changes.append(put(("rejected", len(listed)), found))
            listed.append(found)
    where = _parts(data, entry)
    if claim is not None and part(data, entry, claim) and len(where) > 1:
        pointer = part(data, entry, claim).pointer
        alone = len([p for p in where if p.verb == _verb_in(pointer)]) == 1
        changes.append(DataEdit("delete", pointer[:3] if alone else pointer, with_comments=with_comments))
    else:
        changes.append(DataEdit("delete", ("statements", entry), with_comments=with_comments))
        if undecided(data) == [entry]:
            changes.append(DataEdit("delete", ("draft",)))
    return changes


class ClaimPart(NamedTuple):
    """What an entry says of one claim: under which verb, and where that stands."""

    claim: str
    verb: str | None
    pointer: Pointer
    value: Any


def _parts(data: Mapping[str, Any], entry: int) -> list[ClaimPart]:
    written = data["statements"][entry]
    found = [
        ClaimPart(claim, verb, ("statements", entry, verb, claim), value)
        for verb in VERBS
        for claim, value in (written.get(verb) or {}).items()
    ]
    if not found and isinstance(written.get("claim"), str):
        found.append(ClaimPart(written["claim"], None, ("statements", entry), written))
    return found


def part(data: Mapping[str, Any], entry: int, claim: str) -> ClaimPart:
    """Raises Refused."""
    found = next((p for p in _parts(data, entry) if p.claim == claim), None)
    if found is None:
        raise Refused(M("this entry says nothing of `{claim}`", claim=claim))
    return found


def _verb_in(pointer: Pointer) -> str | None:
    return str(pointer[2]) if len(pointer) > 2 else None


def set_chain(
    data: Mapping[str, Any], entry: int, hops: Sequence[Mapping[str, Any]], own: str | None
) -> list[DataEdit]:
    """Who says it and through whom: hops from the origin on (`name`, `cue`, `on`, `place`, `inferred`), or the
    outlet's own voice (`true`, `first_hand`), or, with neither, nobody known.
    """
    written = data["statements"][entry]
    key: str = "speaker"
    value: Any = "unclear"
    if own:
        key, value = "own", "first_hand" if own == "first_hand" else True
    elif hops:
        key, value = "chain", spelled_chain(hops, data.get("sources") or {})
    before = [name for name in ("chain", "own", "speaker") if name in written and name != key]
    changes: list[DataEdit] = []
    if before and key not in written:
        # The new key takes the place of the old one, which is the first of the entry as a rule.
        changes.append(DataEdit("rename", ("statements", entry, before.pop(0)), key))
    changes.append(put(("statements", entry, key), value))
    return [
        *changes,
        *(DataEdit("delete", ("statements", entry, name)) for name in (*before, "candidates") if name in written),
    ]


def spelled_chain(hops: Sequence[Mapping[str, Any]], sources: Collection[str] = ()) -> str | list[Any]:
    """A chain as people write it: an arrow string, or a list of hops where a name would read as something else: as a
    source that is called like a document, say.
    """
    spelled = []
    for hop in hops:
        name, cue, on = str(hop.get("name") or "").strip(), hop.get("cue"), hop.get("on")
        place = _place(hop)
        if not name:
            raise Refused(M("a link of the chain has no name"))
        parts = (f"«{cue}»" if cue else "", str(on) if on else "", spelled_place(place))
        within = ", ".join(part for part in parts if part)
        text = name + (f" ({within})" if within else "") + ("?" if hop.get("inferred") else "")
        (read,) = parse_chain(text) if not re.search(r"→|->|=>|⟶|➔", text) else (None,)
        plain = read is not None and (read.name, read.inferred, read.cue or None, read.on or None, read.locator) == (
            name, bool(hop.get("inferred")), cue or None, str(on) if on else None, place,
        )  # fmt: skip
        if _AMBIGUOUS.search(name) or not plain or (hop.get("document") and name in sources):
            return [_listed(hop) for hop in hops]
        spelled.append(text)
    return " → ".join(spelled)


def _listed(hop: Mapping[str, Any]) -> dict[str, Any]:
    key = "document" if hop.get("document") else "source"
    found: dict[str, Any] = {key: str(hop["name"]).strip()}
    return found | {name: hop[name] for name in ("inferred", "cue", "on") if hop.get(name)} | place_keys(_place(hop))


def _place(hop: Mapping[str, Any]) -> Locator:
    """Where in it the words stand, typed as « p. 12 » or « 00:12:31 »."""
    place, rest = read_place(str(hop.get("place") or ""))
    if rest:
        raise Refused(M("“{place}” is no place: write p. 12, § 4, ¶ 3 or 00:12:31", place=rest))
    return place


def set_stance(data: Mapping[str, Any], entry: int, claim: str, stance: str) -> list[DataEdit]:
    """What an entry says of a claim is said under another verb."""
    here, verb = part(data, entry, claim), VERB_OF.get(stance)
    if verb is None:
        raise Refused(M("`{stance}` is no stance", stance=stance))
    if here.verb is None:
        return [put(("statements", entry, "stance"), stance)]
    if here.verb == verb:
        return []
    written = data["statements"][entry]
    if len(written[here.verb]) == 1 and verb not in written:
        return [DataEdit("rename", ("statements", entry, here.verb), verb)]
    gone = here.pointer[:3] if len(written[here.verb]) == 1 else here.pointer
    return [put(("statements", entry, verb, claim), here.value), DataEdit("delete", gone, MOVED)]


def set_detail(data: Mapping[str, Any], entry: int, claim: str, key: str, value: Any) -> list[DataEdit]:
    """A detail of what an entry says of a claim: its certainty, its page, its date; None takes it away."""
    here = part(data, entry, claim)
    if here.verb is None or (len(_parts(data, entry)) == 1 and key in data["statements"][entry]):
        pointer: Pointer = ("statements", entry, key)
        held = data["statements"][entry].get(key)
    else:
        details = here.value if isinstance(here.value, Mapping) else {"quote": here.value} if here.value else {}
        wanted = {name: one for name, one in details.items() if name != key}
        if value is not None:
            wanted[key] = value
        said = wanted["quote"] if set(wanted) == {"quote"} else wanted or None
        return [] if said == here.value else [put(here.pointer, said)]
    if value is None:
        return [DataEdit("delete", pointer)] if held is not None else []
    return [put(pointer, value)] if value != held else []


def link(data: Mapping[str, Any], entry: int, claim: str, to: str, text: str = "") -> list[DataEdit]:
    """What an entry says of a claim is about another one, which is new where a text is given."""
    here = part(data, entry, claim)
    if to == claim:
        return []
    changes: list[DataEdit] = []
    if to not in (data.get("claims") or {}) and text:
        check_id(to)
        changes.append(put(("claims", to), {"text": text}))
    if here.verb is None:
        return [*changes, put(("statements", entry, "claim"), to)]
    if to in data["statements"][entry][here.verb]:
        raise Refused(M("this entry speaks of `{claim}` already: split it first", claim=to))
    return [*changes, DataEdit("rename", here.pointer, to)]


def split(data: Mapping[str, Any], entry: int, claim: str) -> list[DataEdit]:
    """What an entry says of one claim becomes an entry of its own, right after it."""
    here = part(data, entry, claim)
    written = data["statements"][entry]
    if here.verb is None or len(_parts(data, entry)) < 2:
        raise Refused(M("there is nothing to split: this entry says one thing"))
    shared = {key: value for key, value in written.items() if key not in VERBS and key != "id"}
    gone = here.pointer[:3] if len(written[here.verb]) == 1 else here.pointer
    return [
        DataEdit("delete", gone, MOVED),
        DataEdit("insert", ("statements", entry + 1), json.dumps({**shared, here.verb: {claim: here.value}})),
    ]


class Marked(NamedTuple):
    """Words that somebody marked in a text: the document, start and end (code points), and whether they stand there
    once.
    """

    document: str
    start: int
    end: int
    words: str
    once: bool


def mark(
    data: Mapping[str, Any],
    marked: Marked,
    said: Sequence[Statement],
    claim: str | None = None,
    hops: Sequence[Mapping[str, Any]] = (),
) -> list[DataEdit]:
    """Marked words become a statement, in the order of the text: about a claim, or a new one of their words."""
    name = claim or new_claim_id(data, marked.words, said)
    quote: Any = marked.words if marked.once else {"quote": marked.words, "at": [marked.start, marked.end]}
    entry: dict[str, Any] = (
        {"chain": spelled_chain(hops, data.get("sources") or {})} if hops else {"speaker": "unclear"}
    )
    with_file = [n for n, d in (data.get("documents") or {}).items() if isinstance(d, Mapping) and d.get("file")]
    if with_file != [marked.document]:
        entry["in"] = marked.document
    # Who says it is a guess until somebody accepts it.
    entry["says"] = {name: quote}
    before = [
        int(s.pointer[1])
        for s in said
        if s.document == marked.document and s.anchor is not None and s.anchor.start < marked.start
    ]
    held = data.get("statements") or []
    index = max(before) + 1 if before else 0 if held and said else len(held)
    if not held:
        return [put(("statements", 0), entry)]
    return [DataEdit("insert", ("statements", min(index, len(held))), json.dumps(entry, ensure_ascii=False))]


def rewords(data: Mapping[str, Any], entry: int, claim: str, marked: Marked) -> list[DataEdit]:
    """Other words of the text are those that an entry says of a claim: more of them, or fewer."""
    here = part(data, entry, claim)
    held = here.value if isinstance(here.value, Mapping) and here.verb is not None else {}
    details = {key: value for key, value in held.items() if key not in ("quote", "at", "prefix", "suffix")}
    place = {} if marked.once else {"at": [marked.start, marked.end]}
    if here.verb is None:
        return [put((*here.pointer, key), value) for key, value in {"quote": marked.words, **place}.items()]
    said = {"quote": marked.words, **place, **details}
    return [put(here.pointer, marked.words if set(said) == {"quote"} else said)]


def new_claim_id(data: Mapping[str, Any], words: str, said: Sequence[Statement]) -> str:
    """A free id made of some words."""
    ids = Ids()
    taken = {*(data.get("claims") or {}), *(s.claim for s in said)}
    while (name := ids.new(words)) in taken:
        continue
    return name


# --- everything else --------------------------------------------------------------------------------------------------


def add(data: Mapping[str, Any], section: str, name: str, entry: Mapping[str, Any]) -> list[DataEdit]:
    """A new source, document or claim; nothing where it is there just so, as after a run that was killed."""
    check_id(name)
    held = data.get(section) or {}
    if name in held and (held[name] or {}) != entry:
        raise Refused(M("`{id}` is there already", id=name))
    return [] if name in held else [put((section, name), dict(entry) or None)]


def add_statement(data: Mapping[str, Any], entry: Mapping[str, Any]) -> list[DataEdit]:
    """A new statement; nothing where it is there just so: said once more it would count no more."""
    held = data.get("statements") or []
    return [] if entry in held else [put(("statements", len(held)), dict(entry))]


def set_value(data: Mapping[str, Any], pointer: Pointer, value: Any) -> list[DataEdit]:
    """Any value of the file; None takes it away. A claim that is only a sentence gets room for more."""
    if len(pointer) == 3 and pointer[0] in ("claims", "sources", "documents"):
        held = (data.get(str(pointer[0])) or {}).get(pointer[1])
        if isinstance(held, str):
            if value is None:
                return []
            return [put(pointer[:2], {"text": held, str(pointer[2]): value})]
    return [DataEdit("delete", pointer) if value is None else put(pointer, value)]


def logged(data: Mapping[str, Any], pointer: Pointer, key: str, entry: Mapping[str, Any]) -> list[DataEdit]:
    """One more entry of a log that is one entry or a list of them: `checked`, `asked`, `suppress`."""
    node: Any = data
    for step in pointer:
        # A section that is not there yet holds nothing.
        node = node.get(step) if isinstance(node, Mapping) else node[int(step)] if isinstance(node, list) else None
    held = node.get(key) if isinstance(node, Mapping) else None
    value = {name: one for name, one in entry.items() if one not in (None, "")}
    if isinstance(node, str):
        kept = "text" if pointer[0] == "claims" else "quote"
        return [put(pointer, {kept: node, key: value})]
    if not held:
        return [put((*pointer, key), value)]
    return [put((*pointer, key), [*held, value] if isinstance(held, list) else [held, value])]


def distinct(data: Mapping[str, Any], documents: Sequence[str], because: str) -> list[DataEdit]:
    """Documents that look like copies of one text and are not."""
    return logged(data, (), "distinct", {"documents": list(documents), "because": because})


def signed(sha256: str, who: Reviewer, despite: str = "") -> list[DataEdit]:
    return [put(("signed",), {**who.entry(), "sha256": sha256, **({"despite": despite} if despite else {})})]
