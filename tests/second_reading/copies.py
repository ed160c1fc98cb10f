"""The second reading of "Copies, cautiously" (section 3); see reading.py. In this form only recorded copies exist."""

from __future__ import annotations

from typing import Any

import networkx as nx

from .arithmetic import AFFIRM, Record, bounds, doc_known, hops, listed, speaker, stance, unaffiliated, voice
from .parties import is_party, members_of


def same_document(d: Record, one: str, two: str) -> bool:
    """ "versions of one document are not copies": tied by `revises` or `replaced_by`, at any distance (A58)."""
    ties: nx.Graph[Any] = nx.Graph()
    ties.add_nodes_from(d["documents"])
    for doc, record in d["documents"].items():
        for other in [*listed(record.get("revises")), *listed(record.get("replaced_by"))]:
            ties.add_edge(doc, other)
    return bool(nx.has_path(ties, one, two))


def recorded(d: Record, one: str, two: str) -> bool:
    """A copy the file records: `translates`, or the same `sha256`."""
    a, b = d["documents"][one], d["documents"][two]
    translated = two in listed(a.get("translates")) or one in listed(b.get("translates"))
    return translated or bool(a.get("sha256") and a["sha256"] == b.get("sha256"))


def resembled(d: Record, doc: str) -> set[str]:
    """The other texts it resembles, through a third one too (A59), none of them a version of it."""
    texts: nx.Graph[Any] = nx.Graph()
    texts.add_nodes_from(d["documents"])
    for one in d["documents"]:
        for two in d["documents"]:
            if one < two and recorded(d, one, two) and not same_document(d, one, two):
                texts.add_edge(one, two)
    return {x for x in nx.node_connected_component(texts, doc) if x != doc and not same_document(d, x, doc)}


def originals(d: Record, doc: str) -> set[str]:
    """What it translates, and what that translates."""
    found, queue = set[str](), [doc]
    while queue:
        for original in listed(d["documents"][queue.pop()].get("translates")):
            if original not in found:
                found.add(original)
                queue.append(original)
    return found


def cites(known: list[Record], one: str, two: str) -> bool:
    """Some chain of the file, read in the one text, goes through the other (on whatever claim, A60)."""
    return any(s.get("in") == one and two in hops(s) for s in known)


def names_publisher(d: Record, known: list[Record], one: str, two: str) -> bool:
    """Some chain of the file, read in the one text, goes through who publishes the other, and not that one too."""
    mine, theirs = d["documents"][one]["publisher"], d["documents"][two]["publisher"]
    return mine != theirs and any(s.get("in") == one and theirs in hops(s) for s in known)


def like_a_copy(d: Record, base: dict[str, str], known: list[Record], claim: str, doc: str) -> tuple[bool, bool, bool]:
    """ "Where dates do not order them: a relay before a first-hand voice, a party before a third party, anonymous before
    named" (A60).
    """
    there = [s for s in known if s.get("in") == doc and s.get("claim") == claim]
    voices = [None if s.get("own") is True else speaker(d, s) for s in there]
    nameless = [v is None or unaffiliated(d["sources"], v) for v in voices]
    relay = not any(s.get("own") == "first_hand" for s in there)
    party = all(is_party(d, d["claims"][claim], members_of(d, base, v)) for v in voices)
    return relay, party, all(nameless)


def comes_before(d: Record, base: dict[str, str], known: list[Record], claim: str, one: str, two: str) -> bool:
    """Which of two texts of one wording is the earlier."""
    # "a chain that the file records decides who copied whom"
    if cites(known, one, two) != cites(known, two, one):
        return cites(known, two, one)
    if names_publisher(d, known, one, two) != names_publisher(d, known, two, one):
        return names_publisher(d, known, two, one)
    if (one in originals(d, two)) != (two in originals(d, one)):
        return one in originals(d, two)  # a translation's original is the earlier text
    a, b = bounds(d["documents"][one].get("published")), bounds(d["documents"][two].get("published"))
    if a and b and (a[1] < b[0] or b[1] < a[0]):
        return a[1] < b[0]  # "by date and hour"
    x, y = like_a_copy(d, base, known, claim, one), like_a_copy(d, base, known, claim, two)
    return x > y if x != y else one < two


def same_side(one: Record, two: Record) -> bool:
    a, b = stance(one), stance(two)
    return a == b or (a in AFFIRM and b in AFFIRM)


def copied_from(d: Record, base: dict[str, str], known: list[Record], as_of: str, s: Record) -> str | None:
    """ "the earliest text it resembles", among those known that say the same of the same claim (A61)."""
    before = list[str]()
    for text in sorted(resembled(d, s["in"])):
        told = [r for r in known if r.get("in") == text and r.get("claim") == s["claim"] and same_side(r, s)]
        if told and doc_known(d, text, as_of) and comes_before(d, base, known, s["claim"], text, s["in"]):
            before.append(text)
    for text in before:
        if not any(x != text and comes_before(d, base, known, s["claim"], x, text) for x in before):
            return text
    return before[0] if before else None


def read_copy(d: Record, base: dict[str, str], known: list[Record], as_of: str, s: Record) -> Record:
    """ "Each statement read in a copy, recorded or seen, is read as if the earliest text it resembles … were the hop before
    its publisher, written `?` (with `own`, the first hop), and falls with it".

    The statement as typed stays under `typed`: its speaker may still take it back (A61). The hop is put in without its
    `?`: a recorded copy is a fact of the file, and by itself no inference (A52).
    """
    if "in" not in s or "claim" not in s or stance(s) is None or not (s.get("chain") or s.get("own")):
        return s
    text = copied_from(d, base, known, as_of, s)
    if text is None or text in hops(s):
        return s
    there = [r for r in known if r.get("in") == text and r.get("claim") == s["claim"]]
    if any(s["in"] in hops(r) for r in there):  # or the other way round
        return s
    chain = list(s.get("chain", []))
    publisher = voice(d, base, d["documents"][s["in"]]["publisher"])
    while chain and chain[-1].rstrip("?") in d["sources"] and voice(d, base, chain[-1].rstrip("?")) == publisher:
        chain.pop()  # the text was "the hop before its publisher" (A61)
    changed = {key: value for key, value in s.items() if key != "own"}
    return {**changed, "chain": [*chain, text], "typed": s}
