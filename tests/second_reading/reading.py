"""A second reading of the specification (the domain text, second edition, sections 2 to 4), slow and plain, as a test oracle.

It was written from the text alone and shares no code with the engine. Quoted comments are sentences of the text; "A12"
is number 12 of AMBIGUITIES.md. Nothing is cached, and every answer is computed from scratch. Section 3 (groups, ways,
origins, chains) is in arithmetic.py, its copies in copies.py; of section 4, **Parties** are in parties.py, **Defeat** in
defeat.py, and here are the two axes, the rows, and `read`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx

from .arithmetic import (
    Figures,
    Node,
    Record,
    base_groups,
    bounds,
    certainly_earlier,
    committed,
    figures,
    has_way,
    marked,
    read_somewhere,
    rivals,
    speaker,
    stance,
    statement_known,
    unaffiliated,
    way,
    when,
)
from .copies import read_copy
from .defeat import Case, Out, affirms, corrects, defeat
from .parties import is_party, members_of, states_of, touches


@dataclass
class Judged(Case):
    """A case after defeat."""

    out: Out

    def of(self, claim: str) -> list[Record]:
        return [s for s in self.known if s.get("claim") == claim]

    def standing(self, claim: str) -> list[Record]:
        return [s for s in self.of(claim) if ("st", s["id"]) not in self.out]

    def affirming(self, claim: str) -> list[Record]:
        return [s for s in self.standing(claim) if affirms(s)]

    def denying(self, claim: str) -> list[Record]:
        return [s for s in self.standing(claim) if committed(s, ("denies",))]

    def counted(self, statements: list[Record]) -> Figures:
        return figures(self.d, self.base, statements)

    def members(self, source: str | None) -> frozenset[str]:
        return members_of(self.d, self.base, source)

    def voices(self, node: Node) -> frozenset[str]:
        """The member sources of an origin."""
        return frozenset(s for s in self.base if node == ("group", self.base[s]))

    def party(self, claim: str, members: frozenset[str]) -> bool:
        return is_party(self.d, self.d["claims"][claim], members)

    def named_by(self, s: Record) -> frozenset[str]:
        """The group that speaks in it; nobody's where it is anonymous (`own: true` is nobody's name, A6)."""
        return self.members(speaker(self.d, s)) if s.get("own") is not True else frozenset()


def concerned(case: Judged, s: Record, claim: str) -> bool:
    """ "a concerned party" speaks: one by `concerns` (A41)."""
    return touches(case.d, case.named_by(s), case.d["claims"][claim].get("concerns", []), [])


def days(case: Judged, claim: str) -> list[Any]:
    """The days of a claim's value: of its standing affirmations (else of those OUT), and of what shows it (A62)."""
    told = case.affirming(claim) or [s for s in case.of(claim) if affirms(s)]
    shown = [e for e in evidence(case) if claim in e.get("shows", [])]
    return [when(case.d, s) for s in told] + [bounds(e.get("on")) for e in shown]


def rivals_of(case: Judged, claim: str) -> list[str]:
    claims = case.d["claims"]
    return [c for c in claims if rivals(claims, claim, c, days(case, claim), days(case, c))]


# --- Support ---------------------------------------------------------------------------------------------------------


def support_of(case: Judged, claim: str, fig: Figures) -> str:
    """ "Support: `none` (0 origins) < `self_reported` … < `single_source` (1) < `corroborated` (≥ 2) < `confirmed`" (A38)"""
    if any(s.get("against_interest") and concerned(case, s, claim) for s in case.affirming(claim)):
        return "confirmed"  # "or a statement marked `against_interest` by a concerned party"
    if fig.least == 0:
        return "none"
    # "`position_of` is read the same way" (A37); "every origin, however many, is among the groups of `position_of`"
    position = case.d["claims"][claim].get("position_of", [])
    if all(touches(case.d, o, position, []) for o in fig.origins):
        return "self_reported"
    if fig.least == 1:
        return "single_source"
    # "≥ 2 origins, ≥ 2 chains, at least one named origin not a party"
    return "confirmed" if fig.chains >= 2 and named_non_party(case, claim, fig) else "corroborated"


def named_non_party(case: Judged, claim: str, fig: Figures) -> bool:
    """ "An origin is named unless it is an unaffiliated anonymous voice." """
    return any(not case.party(claim, case.voices(o)) for o in fig.named)


# --- Settled ---------------------------------------------------------------------------------------------------------


def evidence(case: Judged) -> list[Record]:
    """ "known at the as-of date": undated is always known (A2)."""
    limit, found = bounds(case.as_of), list[Record]()
    for item in case.d.get("evidence", {}).values():
        on = bounds(item.get("on"))
        if on is None or limit is None or on[0] <= limit[1]:
            found.append(item)
    return found


def authenticated(case: Judged, claim: str, by: str | None, giver: str | None) -> bool:
    """ "authenticated by a named non-party outside the group that gave it" (A39)"""
    if by is None or unaffiliated(case.d["sources"], by) or case.party(claim, case.members(by)):
        return False
    return giver is None or case.voice(giver) != case.voice(by)


def proves(case: Judged, claim: str, key: str) -> bool:
    """Evidence that `shows` or `refutes` the claim, in the file or as a statement of a record (A40)."""
    for e in evidence(case):
        if claim in e.get(key, []) and authenticated(case, claim, e.get("authenticated_by"), e.get("given_by")):
            return True
    for s in case.affirming(claim) if key == "shows" else whole(case.denying(claim)):
        who = speaker(case.d, s) if s.get("chain") else None
        record = who is not None and case.d["sources"][who]["kind"] == "record"
        if record and authenticated(case, claim, s.get("authenticated_by"), who):
            return True
    return False


def whole(denials: list[Record]) -> list[Record]:
    """Denials that are not "in part (`only`)"."""
    return [s for s in denials if not s.get("only")]


def last(case: Judged, rulings: list[Record]) -> list[Record]:
    """ "the last counts": those that are not certainly earlier than another (A71)."""
    return [s for s in rulings if not any(certainly_earlier(case.d, s, other) for other in rulings)]


def rulings(case: Judged, claim: str) -> list[Record]:
    """ "rulings on the fact (`adjudication`, on a denial or an affirmation …; the last counts)" (A45)"""
    ruled = [*case.affirming(claim), *whole(case.denying(claim))]
    return last(case, [s for s in ruled if s.get("adjudication")])


def settled(case: Judged, claim: str) -> list[str]:
    """ "*For*: it affirms or shows the claim. *Against*: it denies or refutes it, or settles a rival." """
    found = set[str]()
    against = rivals_of(case, claim)
    # a ruling for a rival is a ruling on this fact: the last of all counts (A71)
    on_it = rulings(case, claim) + [s for r in against for s in rulings(case, r) if affirms(s)]
    for s in last(case, on_it):
        found.add("for" if affirms(s) and s["claim"] == claim else "against")
    if proves(case, claim, "shows"):
        found.add("for")
    if proves(case, claim, "refutes") or any(proves(case, r, "shows") for r in against):  # (A46)
        found.add("against")
    return sorted(found)


# --- Challenge -------------------------------------------------------------------------------------------------------


def counts_against(case: Judged, claim: str, rival: str, origin: Node) -> bool:
    """An origin of the rival "that is not this claim's"; or "An origin that affirms both counts against the one it did not
    certainly affirm last" (A44)
    """
    fig = case.counted(case.affirming(claim))
    if origin not in [*fig.named, *fig.anonymous]:
        return True
    mine = [s for s in case.affirming(claim) if way(case.d, case.base, s, False)[0] == origin]
    theirs = [s for s in case.affirming(rival) if way(case.d, case.base, s, False)[0] == origin]
    return not any(all(certainly_earlier(case.d, t, s) for t in theirs) for s in mine)


def challenge_of_rival(case: Judged, claim: str, rival: str) -> str:
    """ "A rival stands while it is affirmed and not settled against." """
    if "against" in settled(case, rival):
        return "none"
    fig = case.counted(case.affirming(rival))
    heard = fig.named or fig.anonymous  # the cautious reading (A44)
    counting = [o for o in heard if counts_against(case, claim, rival, o)]
    if any(o[0] == "group" and not case.party(claim, case.voices(o)) for o in counting):
        return "contradicted"  # "or a rival stands on a named non-party origin that is not this claim's"
    # "or a rival … stands, but only on anonymous or party origins that are not this claim's"
    return "contested" if counting else "none"


def challenge_of(case: Judged, claim: str) -> str:
    """ "from denials and refusals that are not OUT, origins counted the same way" (A42, A72)"""
    by_rivals = [challenge_of_rival(case, claim, r) for r in rivals_of(case, claim)]
    denials = case.denying(claim)
    in_whole, any_way = case.counted(whole(denials)), case.counted(denials)
    refusals = [s for s in case.standing(claim) if stance(s) == "no_comment" and has_way(s)]
    if named_non_party(case, claim, in_whole) or "contradicted" in by_rivals:
        return "contradicted"  # "a named non-party denies"
    # "an anonymous non-party denies, whoever else does; or a named non-party denies in part (`only`)" (A43)
    if any_way.anonymous or named_non_party(case, claim, any_way) or "contested" in by_rivals:
        return "contested"
    if any_way.least or in_whole.least:
        return "denied"  # "only parties deny"
    return "no_comment" if case.counted(refusals).least else "none"


# --- Rows ------------------------------------------------------------------------------------------------------------


def broader(claims: dict[str, Record], claim: str) -> set[str]:
    """The claim and every claim it is narrower than, step by step (A47).

    "In a circle of revisions (or of `narrower_than`) its links are void, with an error; others stand."
    """
    graph: nx.DiGraph[Any] = nx.DiGraph()
    for narrow, record in claims.items():
        graph.add_edges_from((narrow, wide) for wide in record.get("narrower_than", []))
    found, queue = {claim}, [claim]
    while queue:
        here = queue.pop()
        for wide in claims[here].get("narrower_than", []):
            if wide not in found and not nx.has_path(graph, wide, here):
                found.add(wide)
                queue.append(wide)
    return found


def denied_by_itself(case: Judged, no: Record) -> bool:
    """A denial that was made: one that stands, or one "since taken back" by whoever made it (A48)."""
    causes = case.out.get(("st", no["id"]))
    return causes is None or any(by == str(case.speaker(no)) for _, _, by in causes)


def admits(case: Judged, claim: str, s: Record) -> bool:
    """ "a concerned party affirms what its group, or one sharing its state, certainly denied earlier (a denial since taken
    back included), in whole or in part, itself or as a claim it is narrower than, and its group has not certainly denied
    again" (A48)
    """
    who = case.named_by(s)
    if not who or not concerned(case, s, claim):
        return False
    wide = broader(case.d["claims"], claim)
    denials = [x for x in case.known if x.get("claim") in wide and committed(x, ("denies",)) and case.named_by(x)]
    before = again = False
    for no in denials:
        his = case.named_by(no)
        related = his == who or bool(states_of(case.d, his) & states_of(case.d, who))
        if related and certainly_earlier(case.d, no, s) and denied_by_itself(case, no):
            before = True
        if his == who and certainly_earlier(case.d, s, no) and ("st", no["id"]) not in case.out:
            again = True
    return before and not again


def withdrawal(case: Judged, claim: str) -> str | None:
    """Rows 3 and 4 (A49, A50)."""
    said = [s for s in case.of(claim) if affirms(s)]
    if not said or case.affirming(claim):
        return None
    causes = [case.out[("st", s["id"])] for s in said]
    if all(any(kind == "retraction" for kind, _, _ in found) for found in causes):
        return "retracted"
    revised = {doc for found in causes for kind, doc, _ in found if kind == "revision"}
    if not revised:
        return None
    gone = set(case.out)
    notices = [(x, doc) for x in case.d["documents"] for doc in revised if standing_notice(case, x, doc, claim, gone)]
    return "corrected" if notices else "superseded"


def standing_notice(case: Judged, new: str, doc: str, claim: str, gone: set[Node]) -> bool:
    """ "`corrected` where a notice exists (`corrects`)": known, standing, about the withdrawn document (A50)."""
    published, limit = bounds(case.d["documents"][new].get("published")), bounds(case.as_of)
    known = published is None or limit is None or published[0] <= limit[1]
    return known and ("doc", new) not in gone and corrects(case, new, doc, claim, gone)


def status_of(case: Judged, claim: str, support: str, challenge: str, fig: Figures) -> str:
    """ "First match wins" """
    sides = settled(case, claim)
    affirm, deny = case.affirming(claim), case.denying(claim)
    silent = [s for s in case.standing(claim) if has_way(s) and stance(s) is not None and s not in affirm + deny]
    withdrew = withdrawal(case, claim)
    rows = [
        (len(sides) == 2, "disputed"),  # (1) settled both ways
        ("against" in sides, "refuted"),  # (2) "whatever was retracted, and of whatever date"
        (withdrew == "retracted", "retracted"),  # (3)
        (withdrew is not None, withdrew or ""),  # (4) superseded, corrected
        (any(admits(case, claim, s) for s in affirm), "admitted"),  # (5)
        ("for" in sides, "confirmed"),  # (6)
        (challenge == "contradicted", "disputed"),  # (7)
        (support == "confirmed", "confirmed"),  # (8)
        (support == "corroborated" and named_non_party(case, claim, fig), "corroborated"),  # (9)
        (challenge == "contested", "disputed"),  # (10)
        (challenge == "denied", "denied"),  # (11)
        (support == "corroborated", "corroborated"),  # (12)
        (support == "self_reported", "self_reported"),  # (13)
        (support == "single_source", "unconfirmed"),  # (14)
        (bool(silent) and not affirm and not deny, "not_asserted"),  # (15) "only uncommitted voices" (A51)
    ]
    return next((status for holds, status in rows if holds), "unsourced")  # (16)


def modifiers_of(case: Judged, claim: str, fig: Figures) -> list[str]:
    """All but `inferred` and `stale` (A52)."""
    affirm = case.affirming(claim)
    rows = [
        ("single_document", bool(affirm) and len({s.get("in") for s in affirm}) == 1 and "in" in affirm[0]),
        ("party_only", bool(fig.origins) and all(case.party(claim, o) for o in fig.origins)),
        ("circular", fig.circular),
        ("single_point_of_failure", fig.chains == 1),
        ("anonymous_only", fig.origins == [frozenset()]),
    ]
    return sorted(name for name, holds in rows if holds)


def assess(case: Judged, claim: str, never_said: list[Record]) -> dict[str, Any]:
    fig = case.counted(case.affirming(claim))
    support, challenge = support_of(case, claim, fig), challenge_of(case, claim)
    said = [s for s in case.of(claim) if affirms(s)]
    out = [s["id"] for s in case.of(claim) if ("st", s["id"]) in case.out]
    return {
        "status": status_of(case, claim, support, challenge, fig),
        "support": support,
        "challenge": challenge,
        "settled": settled(case, claim),
        "modifiers": modifiers_of(case, claim, fig),
        **fig.told(),
        # "For a claim whose affirmations are all OUT the same figures are also given as it was told, before defeat"
        "as_told": case.counted(said).told() if said and not case.affirming(claim) else None,
        "out": sorted(out + [s["id"] for s in never_said if s.get("claim") == claim]),  # (A34)
    }


def without_inference(s: Record) -> Record:
    """The statement without its `?` hops."""
    chain = [hop for hop in s.get("chain", []) if not hop.endswith("?")]
    rest = {key: value for key, value in s.items() if key != "chain"}
    return {**rest, "chain": chain} if chain else rest


def read_once(d: Record, as_of: str, inference: bool) -> dict[str, dict[str, Any]]:
    statements = [read_somewhere(d, s) for s in d["statements"]]
    if not inference:
        statements = [without_inference(s) for s in statements]
    told = [s for s in statements if statement_known(d, s, as_of)]
    # "Misquotes and forgeries … are set aside before all this: never said."
    known = [s for s in told if not marked(s)]
    base = base_groups(d, known)
    known = [read_copy(d, base, known, as_of, s) for s in known]
    case = Judged(d, as_of, base, known, defeat(Case(d, as_of, base, known)))
    return {claim: assess(case, claim, [s for s in told if marked(s)]) for claim in d["claims"]}


def read(dossier: dict[str, Any], as_of: str) -> dict[str, dict[str, Any]]:
    found, plain = read_once(dossier, as_of, True), read_once(dossier, as_of, False)
    for claim, answer in found.items():
        # "An assessment bears `inferred` exactly when, without seen copies and `?` hops, its status, origins, chains or
        # cut would differ" (A52)
        keys = ("status", "origins", "chains", "single_points_of_failure")
        if any(answer[key] != plain[claim][key] for key in keys):
            answer["modifiers"] = sorted([*answer["modifiers"], "inferred"])
    return found
