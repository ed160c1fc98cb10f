"""The second reading of section 3: dates, rivals, groups, ways, origins, chains (see reading.py; copies in copies.py).

It was written from the text alone and shares no code with the engine. Quoted comments are sentences of the text; "A12"
is number 12 of AMBIGUITIES.md. Nothing is cached, and every answer is computed from scratch.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import networkx as nx

Record = dict[str, Any]
Node = tuple[str, str]  # ("group", name) | ("anon", voice; "" is the merged one) | ("doc", id)
Cause = tuple[str, str, str]  # ("retraction" or "revision", the withdrawn document or "", the voice that withdrew)

ROOT: Node = ("root", "")
CLAIM: Node = ("claim", "")
AFFIRM = ("asserts", "confirms")


def bounds(text: str | None) -> tuple[date, date] | None:
    """Earliest and latest day of YYYY-MM-DD, YYYY-MM or YYYY; None when undated or not a date."""
    if not text or not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text):
        return None
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    if len(parts) == 2:
        last = calendar.monthrange(parts[0], parts[1])[1]
        return date(parts[0], parts[1], 1), date(parts[0], parts[1], last)
    return date(parts[0], 1, 1), date(parts[0], 12, 31)


def number(text: str) -> tuple[float, float, str] | None:
    """A number, half of its last written place, and its unit."""
    match = re.fullmatch(r"(-?\d+)(?:[.,](\d+))?\s*(\D*)", text.strip())
    if match is None:
        return None
    decimals = match.group(2) or ""
    return float(f"{match.group(1)}.{decimals or 0}"), 0.5 * 10.0 ** -len(decimals), match.group(3).casefold()


def values_conflict(one: str, two: str) -> bool:
    """ "two values that cannot both hold (dates with no common reading, numbers apart by more than their precision in
    one unit, different words) contradict each other" (A9)
    """
    a, b = bounds(one), bounds(two)
    if a and b:
        return a[1] < b[0] or b[1] < a[0]
    x, y = number(one), number(two)
    if x and y:
        return x[2] == y[2] and abs(x[0] - y[0]) > max(x[1], y[1])
    return " ".join(one.casefold().split()) != " ".join(two.casefold().split())


def listed(value: Any) -> list[str]:
    """An id, a list of ids, or the keys of a mapping; nothing where there is nothing."""
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def rivals_by_word(claims: dict[str, Record], one: str, two: str) -> bool:
    """ "`contradicts:` says it where no value can" (A10)."""
    return one != two and (
        two in listed(claims[one].get("contradicts")) or one in listed(claims[two].get("contradicts"))
    )


def question_is(claims: dict[str, Record], about: str, mark: str) -> bool:
    """`many` or `running` on any claim of the question is said of the question (A10, A62)."""
    return any(c.get(mark) for c in claims.values() if c.get("about") == about)


def rivals_by_value(claims: dict[str, Record], one: str, two: str) -> bool:
    """ "`about` + `value` make rivals … unless the question has several right answers (`many: true`)" (A10)."""
    a, b = claims[one], claims[two]
    if one == two or a.get("about") is None or a.get("about") != b.get("about"):
        return False
    if question_is(claims, a["about"], "many"):
        return False
    return "value" in a and "value" in b and values_conflict(str(a["value"]), str(b["value"]))


def certainly_different(one: tuple[date, date] | None, two: tuple[date, date] | None) -> bool:
    return one is not None and two is not None and (one[1] < two[0] or two[1] < one[0])


def rivals(claims: dict[str, Record], one: str, two: str, days: list[Any], other_days: list[Any]) -> bool:
    """ "Values of a question marked `running: true` (a toll) on certainly different days are not rivals" (A62: of two
    claims with days, when each day of the one is certainly another than each day of the other).
    """
    if rivals_by_word(claims, one, two):
        return True
    if not rivals_by_value(claims, one, two):
        return False
    if not question_is(claims, claims[one]["about"], "running") or not days or not other_days:
        return True
    return not all(certainly_different(a, b) for a in days for b in other_days)


def hops(statement: Record) -> list[str]:
    return [hop.rstrip("?") for hop in statement.get("chain", [])]


def has_way(statement: Record) -> bool:
    """ "a statement with neither chain nor `own` has none" (and "counts for nothing", A3)."""
    if statement.get("chain"):
        return True
    return statement.get("own") is True or (statement.get("own") == "first_hand" and "in" in statement)


def stance(statement: Record) -> str | None:
    """An act alone (`retracts`, no `stance`) affirms and denies nothing."""
    found: str | None = statement.get("stance")
    return None if found is None and statement.get("retracts") else found or "asserts"


def committed(statement: Record, stances: tuple[str, ...]) -> bool:
    """ "stance `asserts` or `confirms`, certainty other than `uncommitted`"; denials the same (A4)."""
    return stance(statement) in stances and statement.get("certainty") != "uncommitted" and has_way(statement)


def marked(statement: Record) -> bool:
    return bool(statement.get("misquote") or statement.get("forged"))


def when(d: Record, statement: Record) -> tuple[date, date] | None:
    """When it was said: `said_on`, else the date of its document (A5)."""
    return bounds(statement.get("said_on") or d["documents"].get(statement.get("in"), {}).get("published"))


def certainly_earlier(d: Record, one: Record, two: Record) -> bool:
    """ "*Earlier* means certainly earlier: latest bound before earliest bound." """
    a, b = when(d, one), when(d, two)
    return a is not None and b is not None and a[1] < b[0]


def speaker(d: Record, statement: Record) -> str | None:
    """The source at the origin end; a document speaks for its publisher, `own` is the publisher (A6)."""
    if statement.get("chain"):
        first = hops(statement)[0]
        return str(d["documents"][first]["publisher"]) if first in d["documents"] else first
    return str(d["documents"][statement["in"]]["publisher"]) if "own" in statement and "in" in statement else None


def doc_known(d: Record, doc: str, as_of: str) -> bool:
    """ "a statement is known once its document is published (earliest bound of the EDTF date; undated is always known)"
    (A1)
    """
    published, limit = bounds(d["documents"][doc].get("published")), bounds(as_of)
    return published is None or limit is None or published[0] <= limit[1]


def read_somewhere(d: Record, statement: Record) -> Record:
    """ "the document may end the chain (`Maison-Blanche → article`) or stand in `in:`" (A18)"""
    chain = statement.get("chain", [])
    if "in" not in statement and len(chain) > 1 and hops(statement)[-1] in d["documents"]:
        return {**statement, "chain": chain[:-1], "in": hops(statement)[-1]}
    return statement


def statement_known(d: Record, statement: Record, as_of: str) -> bool:
    """What stands in no document is known once it was said (A1)."""
    if "in" in statement:
        return doc_known(d, statement["in"], as_of)
    said, limit = bounds(statement.get("said_on")), bounds(as_of)
    return said is None or limit is None or said[0] <= limit[1]


def controller(sources: dict[str, Record], source: str) -> str | None:
    """ "its one controller (`part_of`, or `owned_by` where there is no `part_of`)" """
    found: str | None = sources[source].get("part_of") or sources[source].get("owned_by")
    return found


def top(sources: dict[str, Record], source: str) -> str:
    """ "climb to its one controller … while that is not of kind `state`"; a loop is named by its smallest id."""
    path = [source]
    while True:
        above = controller(sources, path[-1])
        if above is None or sources[above]["kind"] == "state":
            return path[-1]
        if above in path:
            return min(path[path.index(above) :])
        path.append(above)


def unaffiliated(sources: dict[str, Record], source: str) -> bool:
    """Anonymous and without `part_of` (or any other controller, A13)."""
    return sources[source]["kind"] == "anonymous" and controller(sources, source) is None


def name_groups(sources: dict[str, Record], unions: nx.Graph[Any]) -> dict[str, str]:
    """Source -> name of its group. "A group bears its top's name" (of several tops, A15)."""
    named: dict[str, str] = {}
    for component in nx.connected_components(unions):
        tops = sorted({top(sources, s) for s in component})
        below = [t for t in tops if sources[t]["kind"] != "state"]
        for source in component:
            named[source] = min(below or tops)
    return named


def base_groups(d: Record, known: list[Record]) -> dict[str, str]:
    sources = d["sources"]
    unions: nx.Graph[Any] = nx.Graph()
    for source in sources:  # "all sources that reach the same top are one group"
        unions.add_edge(source, top(sources, source))
    speaks: set[str] = set()
    for s in known:  # "A `state` that speaks" (A14)
        read_in = [s["in"]] if "in" in s else []
        for hop in hops(s) + read_in:
            speaks.add(d["documents"][hop]["publisher"] if hop in d["documents"] else hop)
    for state in speaks:  # "it joins the groups of kind `government` standing directly under it"
        for other in sources:
            under = controller(sources, other) == state and sources[other]["kind"] == "government"
            if sources[state]["kind"] == "state" and under:
                unions.add_edge(state, other)
    return name_groups(sources, unions)


def voice(d: Record, groups: dict[str, str], source: str, merged: bool = False) -> Node:
    """A source's group; an unaffiliated anonymous voice stands for itself, or for all of them when merged."""
    if unaffiliated(d["sources"], source):
        return ("anon", "" if merged else source)
    return ("group", groups[source])


def hop_voice(d: Record, groups: dict[str, str], hop: str, merged: bool = False) -> Node:
    """ "A hop that is a source stands for its group; a hop that is a document stands for its publisher's group …" """
    return voice(d, groups, d["documents"][hop]["publisher"] if hop in d["documents"] else hop, merged)


def links(d: Record, groups: dict[str, str], statement: Record, merged: bool = False) -> list[str]:
    """The hops that are links: of a chain, those that neither come back nor stand for where it is read (A18, A20)."""
    passed, kept = list[Node](), list[str]()
    for hop in hops(statement):
        # "where a chain comes back to a group it has passed, the later hop is dropped" (of a document only its group)
        here = hop_voice(d, groups, hop, merged)
        if (here in passed and hop not in d["documents"]) or hop in kept:
            continue
        passed.append(here)
        kept.append(hop)
    # "a last hop that is not the first and is that document or of its publisher's group is dropped" (again and again, A18)
    while "in" in statement and len(kept) > 1:
        publisher = voice(d, groups, d["documents"][statement["in"]]["publisher"], merged)
        if kept[-1] != statement["in"] and hop_voice(d, groups, kept[-1], merged) != publisher:
            break
        kept.pop()
    return kept


def way(d: Record, groups: dict[str, str], statement: Record, merged: bool) -> list[Node]:
    """The nodes of one statement's chain, origin first."""
    nodes = list[Node]()
    if statement.get("chain"):
        for hop in links(d, groups, statement, merged):
            nodes.append(hop_voice(d, groups, hop, merged))
            if hop in d["documents"]:  # "its publisher's group followed by the document itself"
                nodes.append(("doc", hop))
    elif statement.get("own") == "first_hand" and "in" in statement:
        # "`own: first_hand` is the way of the publisher alone"
        nodes.append(voice(d, groups, d["documents"][statement["in"]]["publisher"], merged))
    elif statement.get("own") is True:  # "`own: true` that of an anonymous voice without affiliation" (A19)
        nodes.append(("anon", "" if merged else f"own voice in {statement['id']}"))
    once: list[Node] = []
    for node in nodes:  # "A group occurs once in a way"; "Steps inside one group collapse" (A20)
        if node not in once:
            once.append(node)
    return once


def cites_recorded(d: Record, statement: Record, statements: list[Record]) -> bool:
    """Its chain begins with another document in which the same is recorded: then whose word it is stands there (A21)."""
    first = hops(statement)[:1]
    if not first or first[0] not in d["documents"] or first[0] == statement.get("in"):
        return False
    return any(s.get("in") == first[0] for s in statements)


def own_word(d: Record, groups: dict[str, str], statements: list[Record]) -> set[Node]:
    """ "an affirming statement read in one of its own documents that is `own: first_hand` or whose chain begins with its
    group" (A21)
    """
    found: set[Node] = set()
    for s in statements:
        if "in" in s and s.get("own") is not True and not cites_recorded(d, s, statements):
            publisher: Node = ("group", groups[d["documents"][s["in"]]["publisher"]])
            if way(d, groups, s, False)[0] == publisher:
                found.add(publisher)
    return found


def build(d: Record, groups: dict[str, str], statements: list[Record], merged: bool) -> nx.DiGraph[Any]:
    graph: nx.DiGraph[Any] = nx.DiGraph()
    own = own_word(d, groups, statements)
    for s in statements:
        nodes = way(d, groups, s, merged)
        # "edges run from each hop to the next, from the last hop to the claim"
        for one, two in zip(nodes, [*nodes[1:], CLAIM], strict=True):
            graph.add_edge(one, two)
        # "and from the last hop to the publisher of the document it is read in, unless …" (A22)
        if "in" in s:
            publisher = voice(d, groups, d["documents"][s["in"]]["publisher"], merged)
            if publisher not in own and publisher != nodes[-1]:
                graph.add_edge(nodes[-1], publisher)
    return graph


def find_origins(graph: nx.DiGraph[Any], own: set[Node]) -> tuple[set[Node], list[set[Node]]]:
    """The origins, and the components that are circles."""
    origins, circles = set(own), list[set[Node]]()  # "or a group that gives its own word"
    for component in nx.strongly_connected_components(graph):
        if CLAIM in component:
            continue
        upstream = [a for a, b in graph.edges if b in component and a not in component]
        voices = {n for n in component if n[0] != "doc"}
        if not upstream and len(voices) == 1:  # "a component with nothing upstream and a single group in it"
            origins |= voices
        elif not upstream:  # "of several groups with nothing upstream is a circle: 0 origins" (A23)
            circles.append(set(component))
    return origins, circles


@dataclass
class Figures:
    least: int
    most: int
    chains: int
    points: list[str]
    origins: list[frozenset[str]]  # the member sources of each; the anonymous voice has none
    circular: bool
    named: list[Node]  # the named origins
    anonymous: list[Node]  # the unaffiliated anonymous origins, each its own, heard or not

    def told(self) -> Record:
        origins = {"least": self.least, "most": self.most}
        return {"origins": origins, "chains": self.chains, "single_points_of_failure": self.points}


def figures(d: Record, base: dict[str, str], statements: list[Record]) -> Figures:
    groups = base
    own = own_word(d, groups, statements)
    graph = build(d, groups, statements, merged=False)
    origins, circles = find_origins(graph, own)
    most = len(origins)  # "at most, each its own"
    anonymous = sorted(n for n in origins if n[0] == "anon")
    roots = {n for n in origins if n[0] == "group"}  # "at least, the named groups (1 if there is none)"
    if origins and not roots:  # "and they are together one voice (one node …) where none does" (A24, A25)
        graph, roots = build(d, groups, statements, merged=True), {("anon", "")}
        circles = find_origins(graph, own)[1]
    circular = any(not component & (origins | roots) for component in circles)
    for origin in roots:  # "no way starts from them where a named group speaks"
        graph.add_edge(ROOT, origin)

    chains, points = 0, list[str]()
    if roots:
        # "the greatest number of vertex-disjoint ways from a virtual root over the origins to the claim"
        split: nx.DiGraph[Any] = nx.DiGraph()
        for node in graph:
            split.add_edge((node, "in"), (node, "out"), **({} if node in (ROOT, CLAIM) else {"capacity": 1}))
        for one, two in graph.edges:
            split.add_edge((one, "out"), (two, "in"), capacity=1)
        chains = int(nx.maximum_flow_value(split, (ROOT, "out"), (CLAIM, "in")))
        # "the dominators of the claim from the root, origin side first"
        for node in nx.shortest_path(graph, ROOT, CLAIM)[1:-1]:
            without = graph.copy()
            without.remove_node(node)
            if not nx.has_path(without, ROOT, CLAIM):
                points.append("anonymous" if node == ("anon", "") else node[1])
    members = [frozenset(s for s in groups if ("group", groups[s]) == origin) for origin in sorted(roots)]
    named = sorted(n for n in roots if n[0] == "group")
    return Figures(len(roots), most, chains, points, members, circular, named, anonymous)
