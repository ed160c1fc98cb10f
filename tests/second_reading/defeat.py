"""The second reading of **Defeat** (section 4); see reading.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx

from .arithmetic import (
    AFFIRM,
    Cause,
    Node,
    Record,
    bounds,
    certainly_earlier,
    committed,
    doc_known,
    hops,
    listed,
    rivals,
    speaker,
    stance,
    voice,
    when,
)

Out = dict[Node, set[Cause]]


@dataclass
class Case:
    """One dossier at one date; `known` are the known statements, never-said ones set aside, copies read as copies."""

    d: Record
    as_of: str
    base: dict[str, str]
    known: list[Record]

    def voice(self, source: str) -> Node:
        return voice(self.d, self.base, source)

    def speaker(self, s: Record) -> Node | None:
        """The group that spoke, by the statement as typed (A6)."""
        who = speaker(self.d, s.get("typed", s))
        return None if who is None else self.voice(who)

    def publisher(self, doc: str) -> Node:
        return self.voice(self.d["documents"][doc]["publisher"])


def affirms(s: Record) -> bool:
    return committed(s, AFFIRM)


def named_claims(links: Any, other: str) -> list[str] | None:
    """The claims a mapping names for a document; None where the whole document is named."""
    return list(links[other]) if isinstance(links, dict) else None


def in_a_circle(edges: list[tuple[str, str]], one: str, two: str) -> bool:
    graph: nx.DiGraph[Any] = nx.DiGraph(edges)
    return bool(nx.has_path(graph, two, one))


def version_links(d: Record) -> list[tuple[str, str]]:
    """(later, earlier), by `revises`, `replaced_by` and `corrects` (A63).

    "In a circle of revisions … its links are void, with an error; others stand." (by the file, of whatever date, A64)
    """
    edges = list[tuple[str, str]]()
    for doc, record in d["documents"].items():
        edges += [(doc, old) for old in [*listed(record.get("revises")), *listed(record.get("corrects"))]]
        edges += [(new, doc) for new in listed(record.get("replaced_by"))]
    return [(new, old) for new, old in edges if not in_a_circle(edges, new, old)]


def later_versions(case: Case, doc: str, gone: set[Node]) -> set[str]:
    """Known, standing later versions, at any distance, every one on the way known and standing (A27)."""
    found, queue = set[str](), [doc]
    while queue:
        here = queue.pop()
        for new, old in version_links(case.d):
            fresh = old == here and new not in found and doc_known(case.d, new, case.as_of)
            if fresh and ("doc", new) not in gone:
                found.add(new)
                queue.append(new)
    return found


def corrected_claims(case: Case, new: str, doc: str, gone: set[Node]) -> list[list[str] | None]:
    """What `corrects` of the new version says of the document or of a version between the two (A65)."""
    line = {doc} | later_versions(case, doc, gone)
    stated = case.d["documents"][new].get("corrects")
    return [named_claims(stated, x) for x in listed(stated) if x in line and (new, x) in version_links(case.d)]


def names(case: Case, new: str, doc: str, claim: str, gone: set[Node]) -> bool:
    """ "or names (`corrects: {afp-1: [the-arrest]}`)" """
    return any(claims is not None and claim in claims for claims in corrected_claims(case, new, doc, gone))


def corrects(case: Case, new: str, doc: str, claim: str, gone: set[Node]) -> bool:
    """A notice about the claim; a mapping that names other claims is none for this one (A65)."""
    return any(claims is None or claim in claims for claims in corrected_claims(case, new, doc, gone))


def given_to(case: Case, doc: str, claim: str) -> set[Node]:
    """ "an origin (by group) to which the earlier one gave the claim", recorded there or in a chain through it (A66)."""
    found = set[Node]()
    for s in case.known:
        here = s.get("in") == doc or doc in hops(s.get("typed", s))
        who = case.speaker(s)
        if (
            here
            and s.get("claim") == claim
            and affirms(s)
            and who is not None
            and s.get("typed", s).get("own") is not True
        ):
            found.add(who)
    return found


def may_speak(case: Case, r: Record, new: str, doc: str, claim: str, gone: set[Node]) -> bool:
    """ "Under a mere `revises` or `replaced_by` a version speaks for this only in its own voice or in that of an origin (by
    group) to which the earlier one gave the claim; under `corrects`, in any"
    """
    if corrects(case, new, doc, claim, gone) or r.get("typed", r).get("own"):
        return True
    who = case.speaker(r)
    return who == case.publisher(new) or who in given_to(case, doc, claim)


def days_in(case: Case, doc: str, claim: str) -> list[Any]:
    """The days on which the document affirms the claim; its own day where it records nothing (A62)."""
    there = [s for s in case.known if s.get("in") == doc and s.get("claim") == claim and affirms(s)]
    return [when(case.d, s) for s in there] or [bounds(case.d["documents"][doc].get("published"))]


def contradicts(case: Case, r: Record, doc: str, claim: str) -> bool:
    """ "(it denies the claim or affirms a rival)"; a denial in part takes nothing back (A67)."""
    if committed(r, ("denies",)) and r["claim"] == claim:
        return not r.get("only")
    if not affirms(r):
        return False
    return rivals(case.d["claims"], claim, r["claim"], days_in(case, doc, claim), [when(case.d, r)])


def spoken(case: Case, new: str, doc: str, claim: str, gone: set[Node]) -> list[Record]:
    """What the later version says for this, while it stands."""
    there = [r for r in case.known if r.get("in") == new and "claim" in r and ("st", r["id"]) not in gone]
    return [r for r in there if may_speak(case, r, new, doc, claim, gone)]


def is_later(case: Case, one: str, two: str, gone: set[Node]) -> bool:
    """Later by the links, else certainly later by date (A68)."""
    if one in later_versions(case, two, gone) or two in later_versions(case, one, gone):
        return one in later_versions(case, two, gone)
    a = bounds(case.d["documents"][one].get("published"))
    b = bounds(case.d["documents"][two].get("published"))
    return a is not None and b is not None and b[1] < a[0]


def taken_back_by(case: Case, doc: str, claim: str, by_name: bool, fallen: set[Node], out: Out) -> list[str]:
    """The later versions that withdraw the claim.

    "for each claim the last later version that speaks of it decides, and the earlier one has withdrawn what that
    contradicts … or names". What withdraws must surely stand (`fallen`), what upholds must not be OUT (`out`); of
    several last ones all must withdraw (A68). `by_name`: only what names the claim.
    """
    against = list[str]()
    for new in later_versions(case, doc, fallen):
        contrary = [r for r in spoken(case, new, doc, claim, fallen) if contradicts(case, r, doc, claim)]
        if names(case, new, doc, claim, fallen) or (contrary and not by_name):
            against.append(new)
    for new in later_versions(case, doc, set(out)):
        upheld = [r for r in spoken(case, new, doc, claim, set(out)) if affirms(r) and r["claim"] == claim]
        if upheld and new not in against and not any(is_later(case, x, new, fallen) for x in against):
            return []
    return against


def retractions(case: Case, doc: str, claim: str | None, fallen: set[Node]) -> set[Cause]:
    """By documents that retract the whole document, or (where a claim is given) that claim of it (A28)."""
    found = set[Cause]()
    for act, record in case.d["documents"].items():
        stated = record.get("retracts")
        if doc in listed(stated) and doc_known(case.d, act, case.as_of) and ("doc", act) not in fallen:
            some = named_claims(stated, doc)
            if some is None or claim in some:
                found.add(("retraction", doc, str(case.publisher(act))))
    return found


def withdrawn(case: Case, doc: str, claim: str | None, affirming: bool, fallen: set[Node], out: Out) -> set[Cause]:
    """ "A document has *withdrawn* a claim when it is retracted, or when a later standing version withdraws it".

    What a later version contradicts are affirmations; what it names, or what is retracted, is every stance (A30).
    An act alone (no claim) falls with the whole document only.
    """
    found = retractions(case, doc, claim, fallen)
    if claim is not None:
        versions = taken_back_by(case, doc, claim, not affirming, fallen, out)
        found |= {("revision", doc, str(case.publisher(v))) for v in versions}
    return found


def retracted_by_its_group(case: Case, s: Record, fallen: set[Node]) -> set[Cause]:
    """ "it, or an earlier affirmation of the same claim by its speaker's group, is retracted by that group (`retracts` on
    a later statement)" (A7, A31, A69)
    """
    found, who = set[Cause](), case.speaker(s)
    for act in case.known:
        counts = act["id"] != s["id"] and ("st", act["id"]) not in fallen and case.speaker(act) == who
        if who is None or not counts or certainly_earlier(case.d, act, s):
            continue
        for target in case.known:
            if target["id"] not in act.get("retracts", []) or case.speaker(target) != who:
                continue
            both = affirms(s) and affirms(target) and s["claim"] == target["claim"]
            if target["id"] == s["id"] or (both and certainly_earlier(case.d, target, s)):
                found.add(("retraction", "", str(who)))
    if who is not None and s["id"] in s.get("retracts", []) and ("st", s["id"]) not in fallen:
        found.add(("retraction", "", str(who)))  # it takes itself back: that cannot be decided
    return found


def fallen_hop(case: Case, hop: str, claim: str, out: Out) -> set[Cause]:
    """ "or has affirming statements on it and all of those are OUT"; "A relay falls for its hop's reason." (A32, A33)"""
    there = [r for r in case.known if r.get("in") == hop and r.get("claim") == claim and affirms(r)]
    if not there or any(("st", r["id"]) not in out for r in there):
        return set()
    return {cause for r in there for cause in out[("st", r["id"])]}


def fallen_source(case: Case, hop: str, claim: str, fallen: set[Node], out: Out) -> set[Cause]:
    """ "or a source hop has documents of its own on the claim and all of them have withdrawn it" (A70)"""
    on_it = [r["in"] for r in case.known if "in" in r and r.get("claim") == claim and affirms(r)]
    own = sorted({doc for doc in on_it if case.publisher(doc) == case.voice(hop)})
    reasons = [withdrawn(case, doc, claim, True, fallen, out) for doc in own]
    if not reasons or not all(reasons):
        return set()
    return {cause for reason in reasons for cause in reason}


def causes_of(case: Case, s: Record, fallen: set[Node], out: Out) -> set[Cause]:
    """Why a statement is OUT."""
    found = retracted_by_its_group(case, s, fallen)
    claim = s["claim"] if stance(s) is not None else None
    affirming = stance(s) in AFFIRM
    if "in" in s:  # "its document has withdrawn the claim"
        found |= withdrawn(case, s["in"], claim, affirming, fallen, out)
    for hop in hops(s):
        if hop in case.d["documents"]:  # "a document hop of its chain has withdrawn the claim, recorded there or not"
            found |= withdrawn(case, hop, claim, affirming, fallen, out)
            if affirming:  # what befalls an affirmation does not fell a denial (A30)
                found |= fallen_hop(case, hop, s["claim"], out)
        elif affirming:
            found |= fallen_source(case, hop, s["claim"], fallen, out)
    return found


def derive(case: Case, fallen: set[Node]) -> Out:
    """Everything OUT, with its causes, if exactly the acts of what is not in `fallen` count."""
    out: Out = {}
    for doc in case.d["documents"]:
        whole = retractions(case, doc, None, fallen)
        if whole:
            out[("doc", doc)] = whole
    changed = True
    while changed:
        changed = False
        for s in case.known:
            causes = causes_of(case, s, fallen, out)
            if causes - out.get(("st", s["id"]), set()):
                out.setdefault(("st", s["id"]), set()).update(causes)
                changed = True
    return out


def defeat(case: Case) -> Out:
    """ "Dung's grounded labelling … An act counts only while the statement or document that makes it stands (a retracted
    retraction reinstates; what cannot be decided stands …)": the alternating fixpoint (A26).
    """
    surely: set[Node] = set()
    while True:
        perhaps = set(derive(case, surely))  # acts of all that is not surely OUT
        out = derive(case, perhaps)  # only the acts of what surely stands
        if set(out) == surely:
            return out
        surely = set(out)
