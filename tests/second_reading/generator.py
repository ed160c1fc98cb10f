"""Small, nasty, valid dossiers in the flat form of reading.py, for comparing two readings of the text."""

from __future__ import annotations

import random
from typing import Any

Record = dict[str, Any]

LETTERS = "abcdefghijklmnopqrstuvwxyz"
HOUSES = ("person", "government", "institution", "state")
STANCES = ("asserts",) * 9 + ("confirms", "confirms", "denies", "denies", "denies", "denies")
SILENT = ("questions", "no_comment", "no_comment", "evades", "no_evidence")
CERTAINTIES = ("certain", "probable", "possible", "uncommitted")
VALUES = ("2022-07-05", "2022-07-15", "2022-07", "3", "7", "yes", "no")


def chance(rng: random.Random, probability: float) -> bool:
    return rng.random() < probability


def some(rng: random.Random, items: list[str], most: int) -> list[str]:
    return rng.sample(items, rng.randint(1, min(most, len(items))))


def random_date(rng: random.Random) -> str | None:
    """A day within two weeks, sometimes only the month, sometimes nothing."""
    draw = rng.random()
    if draw < 0.14:
        return None
    return "2022-07" if draw < 0.2 else f"2022-07-{rng.randint(4, 17):02d}"


def random_sources(rng: random.Random) -> dict[str, Record]:
    """Persons under governments under states, owned agencies, outlets of one owner, anonymous voices."""
    letters = rng.sample(LETTERS, 8)  # so that the order of ids says nothing about kinds
    sources: dict[str, Record] = {}

    def of(*kinds: str) -> list[str]:
        return [s for s, record in sources.items() if record["kind"] in kinds]

    def place(record: Record, key: str, kinds: tuple[str, ...], probability: float) -> None:
        if of(*kinds) and chance(rng, probability):
            record[key] = rng.choice(of(*kinds))

    plan = ["outlet"]
    if chance(rng, 0.6):
        plan = ["state", "government", *plan]
        if chance(rng, 0.5):  # a second house of one state
            plan.append("institution" if chance(rng, 0.7) else "government")
    plan += rng.choices(
        ("person", "government", "institution", "agency", "outlet", "anonymous", "record", "state"),
        (5, 3, 2, 3, 5, 4, 1, 1),
        k=rng.randint(1, 7) if len(plan) == 1 else rng.randint(0, 5),
    )
    for letter, kind in zip(letters, plan, strict=False):
        record: Record = {"kind": kind}
        if kind == "government":
            place(record, "part_of", ("state",), 0.75)
            if "part_of" not in record:
                place(record, "part_of", ("government",), 0.4)
        elif kind == "person":
            place(record, "part_of", ("government", "institution", "state"), 0.7)
            houses = [s for s in of("government", "institution") if s != record.get("part_of")]
            if houses and chance(rng, 0.2):
                record["also"] = [rng.choice(houses)]
        elif kind == "institution":
            place(record, "part_of", ("state",), 0.5)
            if "part_of" not in record:
                place(record, "part_of", ("government",), 0.2)
        elif kind == "agency":
            place(record, "owned_by", ("government", "state"), 0.4)
        elif kind == "outlet":
            place(record, "owned_by", ("institution", "outlet", "government", "state"), 0.4)
        elif kind == "anonymous":
            place(record, "part_of", ("government", "institution"), 0.4)
            if "part_of" not in record:
                place(record, "part_of", ("state",), 0.05)
        sources[f"{letter}-{kind}"] = record
    free = [s for s in of("outlet") if "owned_by" not in sources[s]]
    if len(free) >= 2 and chance(rng, 0.05):  # two papers that own each other
        sources[free[0]]["owned_by"], sources[free[1]]["owned_by"] = free[1], free[0]
    return sources


LINKS = (
    ("revises",) * 6 + ("replaced_by",) * 2 + ("retracts",) * 3 + ("corrects",) * 3 + ("translates",) * 2 + ("sha256",)
)


def add_to(record: Record, key: str, doc: str) -> None:
    """A second document under one key makes a list."""
    have = record.get(key)
    have = [] if have is None else [have] if isinstance(have, str) else list(have)
    if doc not in have:
        record[key] = doc if not have else [*have, doc]


def link(rng: random.Random, documents: dict[str, Record], doc: str, old: str) -> None:
    record, kind = documents[doc], rng.choice(LINKS)
    if kind == "replaced_by":
        documents[old].setdefault("replaced_by", doc)
    elif kind == "sha256":
        documents[old]["sha256"] = record["sha256"] = documents[old].get("sha256", f"{len(documents):064x}")
    elif kind == "translates":
        record["translates"] = old
    else:
        add_to(record, kind, old)
        if kind == "revises" and chance(rng, 0.3):
            add_to(record, "corrects", old)
    if kind in ("revises", "replaced_by", "retracts", "corrects") and chance(rng, 0.8):
        record["publisher"] = documents[old]["publisher"]


def random_documents(rng: random.Random, sources: dict[str, Record]) -> dict[str, Record]:
    """Revisions, retractions (some retracted), notices, translations, copies; a rare mutual retraction, a rare circle."""
    papers = [s for s, r in sources.items() if r["kind"] in ("outlet", "agency")]
    others = [s for s, r in sources.items() if r["kind"] in ("government", "institution", "person", "state")]
    ids = [f"{letter}-doc" for letter in rng.sample(LETTERS, rng.randint(1, 7))]
    documents: dict[str, Record] = {}
    for doc in ids:
        publishers = others if others and chance(rng, 0.2) else papers
        earlier = list(documents)
        documents[doc] = {"publisher": rng.choice(publishers)}
        published = random_date(rng)
        if published is not None:
            documents[doc]["published"] = published
        if earlier and chance(rng, 0.6):
            # the newest more often than not, so that versions make chains
            link(rng, documents, doc, earlier[-1] if chance(rng, 0.5) else rng.choice(earlier))
            if chance(rng, 0.2):
                link(rng, documents, doc, rng.choice(earlier))
    acts = [x for x, r in documents.items() if "retracts" in r]
    if acts and chance(rng, 0.4):  # retract a retraction with a document that has no act of its own yet
        free = [x for x in ids if "retracts" not in documents[x] and x != acts[0]]
        if free:
            documents[rng.choice(free)]["retracts"] = acts[0]
    versions = [(x, old) for x, r in documents.items() for old in listed(r.get("revises"))]
    if versions and chance(rng, 0.1):  # a circle of revisions
        new, old = rng.choice(versions)
        add_to(documents[old], "revises", new)
    return documents


def listed(value: Any) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def name_claims(rng: random.Random, dossier: Record) -> None:
    """Turn some `corrects` and `retracts` into mappings to claims, mostly claims that somebody tells there."""
    for record in dossier["documents"].values():
        for key in ("corrects", "retracts"):
            if key in record and chance(rng, 0.4):
                record[key] = {old: told_in(rng, dossier, old) for old in listed(record[key])}


def told_in(rng: random.Random, dossier: Record, doc: str) -> list[str]:
    told = [s["claim"] for s in dossier["statements"] if s.get("in") == doc or doc in s.get("chain", [])]
    told = sorted(c for c in set(told) if c)
    return some(rng, told if told and chance(rng, 0.8) else list(dossier["claims"]), 2)


def random_claims(rng: random.Random, sources: dict[str, Record]) -> dict[str, Record]:
    named = [s for s, r in sources.items() if r["kind"] != "anonymous"]
    claims: dict[str, Record] = {}
    for letter in rng.sample(LETTERS, rng.randint(1, 5)):
        earlier, record = list(claims), Record()
        if chance(rng, 0.5):
            record["about"] = rng.choice(("date", "date", "count"))
            record["value"] = rng.choice(VALUES)
            if chance(rng, 0.15):
                record["running"] = True
            if chance(rng, 0.08):
                record["many"] = True
        if earlier and chance(rng, 0.3):
            record["contradicts"] = some(rng, earlier, 1)
        if earlier and chance(rng, 0.25):
            wider = [c for c in some(rng, earlier, 2) if c not in record.get("contradicts", [])]
            if wider:
                record["narrower_than"] = wider
        if earlier and chance(rng, 0.05):  # a circle of scopes, if the other is narrower than this one
            wide = rng.choice(earlier)
            if wide not in record.get("contradicts", []):
                claims[wide].setdefault("narrower_than", []).append(f"{letter}-claim")
                if wide not in record.setdefault("narrower_than", []):
                    record["narrower_than"].append(wide)
        for key, probability in (("concerns", 0.45), ("parties", 0.25), ("position_of", 0.25)):
            if chance(rng, probability):
                record[key] = some(rng, named, 2)
        claims[f"{letter}-claim"] = record
    return claims


def random_chain(rng: random.Random, dossier: Record, read_in: str | None) -> list[str]:
    """One to four hops; never agency-first with a person or organisation later, never ending where it is read."""
    sources, documents = dossier["sources"], dossier["documents"]

    def kind(hop: str) -> str:
        source = documents[hop]["publisher"] if hop in documents else hop
        return str(sources[source]["kind"])

    while True:
        chain: list[str] = []
        for _ in range(rng.choices((1, 2, 3, 4), (5, 5, 3, 1))[0]):
            hop = rng.choice(list(documents)) if chance(rng, 0.3) else rng.choice(list(sources))
            if not chain or chain[-1] != hop:
                chain.append(hop)
        reversed_like = kind(chain[0]) == "agency" and any(kind(h) in HOUSES for h in chain[1:])
        if chain[-1] != read_in and not reversed_like:
            return chain


def random_statement(rng: random.Random, dossier: Record, number: int) -> Record:
    sources, documents, statements = dossier["sources"], dossier["documents"], dossier["statements"]
    s: Record = {"id": f"s{number:02d}", "claim": rng.choice(list(dossier["claims"])[: rng.randint(1, 5)])}
    if chance(rng, 0.9):
        s["in"] = rng.choice(list(documents))
    s["stance"] = rng.choice(SILENT) if chance(rng, 0.15) else rng.choice(STANCES)
    if s["stance"] in SILENT:
        s["certainty"] = "uncommitted"
    elif chance(rng, 0.25):
        s["certainty"] = rng.choice(CERTAINTIES)
    draw = rng.random()
    if draw < 0.08:
        pass  # neither chain nor own
    elif draw < 0.3 and "in" in s:
        s["own"] = "first_hand" if chance(rng, 0.6) else True
    else:
        chain = random_chain(rng, dossier, s.get("in"))
        s["chain"] = [hop + "?" if i and chance(rng, 0.12) else hop for i, hop in enumerate(chain)]
    if chance(rng, 0.3):
        s["said_on"] = f"2022-07-{rng.randint(4, 17):02d}"
    if statements and chance(rng, 0.15):
        target = rng.choice(statements)
        s["retracts"] = [target["id"]]
        if chance(rng, 0.8):  # by the same speaker, told as it was told
            for key in ("chain", "own", "in"):
                s.pop(key, None)
                if key in target:
                    s[key] = target[key] if key != "chain" else list(target[key])
            if documents and "own" not in s and chance(rng, 0.7):
                s["in"] = rng.choice([x for x in documents if x != s.get("chain", [""])[-1].rstrip("?")] or [""])
                if not s["in"]:
                    del s["in"]
        if chance(rng, 0.6):
            s["claim"] = target["claim"]
            s.pop("stance")
            s.pop("certainty", None)
        if chance(rng, 0.05):
            target["retracts"] = [s["id"]]  # each takes the other back: it cannot be decided
    if chance(rng, 0.05):
        s[rng.choice(("misquote", "forged"))] = "the recording says otherwise"
    if s.get("stance") == "denies" and chance(rng, 0.25):
        s["only"] = "for use elsewhere"
    if s.get("stance") in ("asserts", "confirms", "denies") and chance(rng, 0.05):
        s["adjudication"] = True
    if s.get("stance") in ("asserts", "confirms") and chance(rng, 0.08):
        s["against_interest"] = True
    if chance(rng, 0.05):
        s["authenticated_by"] = rng.choice(list(sources))
    return s


def add_circle(rng: random.Random, dossier: Record) -> None:
    """Two papers citing each other."""
    sources, documents, statements = dossier["sources"], dossier["documents"], dossier["statements"]
    papers = sorted({r["publisher"] for r in documents.values()})
    papers = [s for s in papers if sources[s]["kind"] == "outlet"]
    if len(papers) < 2:
        return
    one, two = rng.sample(papers, 2)
    claim = rng.choice(list(dossier["claims"]))
    for cited, citing in ((one, two), (two, one)):
        read_in = rng.choice([x for x, r in documents.items() if r["publisher"] == citing])
        s = {
            "id": f"s{len(statements):02d}",
            "claim": claim,
            "stance": "asserts",
            "chain": [cited],
            "in": read_in,
        }
        statements.append(s)


def add_revision(rng: random.Random, dossier: Record) -> None:
    """A version says one value, its new version a rival one, and somebody relays the old version."""
    documents, claims, statements = dossier["documents"], dossier["claims"], dossier["statements"]
    pairs = [(old, x) for x, r in documents.items() for old in listed(r.get("revises"))]
    pairs += [(x, r["replaced_by"]) for x, r in documents.items() if "replaced_by" in r]
    if not pairs or len(claims) < 2:
        return
    old, new = rng.choice(pairs)
    one, two = rng.sample(list(claims), 2)
    if one not in claims[two].get("contradicts", []) and two not in claims[one].get("contradicts", []):
        for claim, value in ((one, "2022-07-15"), (two, "2022-07-05")):
            claims[claim].update(about="date", value=value)
            claims[claim].pop("many", None)
    speaker = rng.choice([s for s, r in dossier["sources"].items() if r["kind"] != "agency"])
    told = [(one, [speaker], old), (two, [speaker], new)]
    elsewhere = [x for x in documents if x not in (old, new)]
    if elsewhere:
        told.append((one, [speaker, old + rng.choice(("", "?"))], rng.choice(elsewhere)))
    for claim, chain, read_in in told:
        s = {
            "id": f"s{len(statements):02d}",
            "claim": claim,
            "stance": "asserts",
            "chain": chain,
            "in": read_in,
        }
        statements.append(s)


def tell(dossier: Record, **details: Any) -> Record:
    statements = dossier["statements"]
    s: Record = {"id": f"s{len(statements):02d}", "stance": "asserts", **details}
    if s.get("in") is None:
        s.pop("in", None)
    statements.append(s)
    return s


def add_versions(rng: random.Random, dossier: Record) -> None:
    """A line of two to four versions that say, deny, say again; somebody relays an early one, by text or by name."""
    documents, claims = dossier["documents"], list(dossier["claims"])
    links = [(old, x) for x, r in documents.items() for key in ("revises", "corrects") for old in listed(r.get(key))]
    links += [(x, r["replaced_by"]) for x, r in documents.items() if "replaced_by" in r]
    if not links:
        return
    line = list(rng.choice(links))
    while len(line) < 4 and (after := [new for old, new in links if old == line[-1] and new not in line]):
        line.append(rng.choice(after))
    claim = rng.choice(claims)
    speakers = [s for s, r in dossier["sources"].items() if r["kind"] != "agency"]
    speaker, other = rng.choice(speakers), rng.choice(speakers)
    for number, doc in enumerate(line):
        stance = "asserts" if not number else rng.choice(("asserts", "denies", "denies", ""))
        if not stance:
            continue
        voice = rng.choice(({"own": "first_hand"}, {"chain": [speaker]}, {"chain": [speaker]}, {"chain": [other]}))
        s = tell(dossier, claim=claim, stance=stance, **voice, **{"in": doc})
        if stance == "denies" and chance(rng, 0.15):
            s["only"] = "on that day"
    elsewhere = [x for x in documents if x not in line]
    if elsewhere and chance(rng, 0.8):
        publisher = documents[line[0]]["publisher"]
        chain = [speaker, line[0]] if chance(rng, 0.5) else [publisher]
        tell(dossier, claim=claim, chain=chain, **{"in": rng.choice(elsewhere)})


def add_copy(rng: random.Random, dossier: Record) -> None:
    """The original and its copy tell one claim."""
    documents = dossier["documents"]
    pairs = [(x, r["translates"]) for x, r in documents.items() if "translates" in r]
    pairs += [
        (x, y)
        for x, r in documents.items()
        for y, q in documents.items()
        if x != y and r.get("sha256") == q.get("sha256", 0)
    ]
    if pairs:
        claim, stance = rng.choice(list(dossier["claims"])), rng.choice(("asserts", "asserts", "denies"))
        chain = [rng.choice(list(dossier["sources"]))]
        if dossier["sources"][chain[0]]["kind"] == "agency" and chance(rng, 0.5):
            chain = [documents[pairs[0][0]]["publisher"]]
        for doc in rng.choice(pairs):
            voice = rng.choice(({"own": "first_hand"}, {"own": True}, {"chain": list(chain)}))
            tell(dossier, claim=claim, stance=stance, **voice, **{"in": doc})


def add_house(rng: random.Random, dossier: Record) -> None:
    """Houses of one state deny, then affirm what concerns them; some take the denial back, some deny again."""
    sources, claims = dossier["sources"], dossier["claims"]
    houses = [s for s, r in sources.items() if sources.get(r.get("part_of", ""), r)["kind"] in ("state", "government")]
    houses = [s for s in houses if sources[s]["kind"] in ("government", "institution", "person")]
    if not houses:
        return
    one, two = rng.choice(houses), rng.choice(houses)
    claim = rng.choice(list(claims))
    broader = [c for c in claims if c != claim and c not in claims[claim].get("contradicts", [])]
    broader = [c for c in broader if claim not in claims[c].get("contradicts", [])]
    if broader and chance(rng, 0.5):  # sometimes each narrower than the other
        wide = rng.choice(broader)
        claims[claim]["narrower_than"] = sorted({*claims[claim].get("narrower_than", []), wide})
        if chance(rng, 0.25):
            claims[wide]["narrower_than"] = sorted({*claims[wide].get("narrower_than", []), claim})
    wide = rng.choice([claim, *claims[claim].get("narrower_than", [])])
    claims[claim].setdefault("concerns", []).append(rng.choice([one, sources[one].get("part_of", one)]))
    claims[claim]["concerns"] = sorted(set(claims[claim]["concerns"]))
    day = rng.randint(4, 13)
    docs = list(dossier["documents"])

    def said(stance: str, who: str, about: str, offset: int) -> Record:
        place = rng.choice(docs) if chance(rng, 0.7) else None
        return tell(
            dossier, claim=about, stance=stance, chain=[who], said_on=f"2022-07-{day + offset:02d}", **{"in": place}
        )

    no = said("denies", one, wide, 0)
    if chance(rng, 0.4):
        no["only"] = "for use elsewhere"
    yes = said("asserts", two, claim, rng.choice((0, 1, 2, 2)))
    if chance(rng, 0.3):
        yes["retracts"] = [no["id"]]
    if chance(rng, 0.3):
        again = said("denies", rng.choice((one, two)), wide, rng.choice((2, 3, 4)))
        if chance(rng, 0.4):
            again["only"] = "for use elsewhere"


def add_rulings(rng: random.Random, dossier: Record) -> None:
    """Courts rule on a claim or on another of its question, one way and the other."""
    sources, claims = dossier["sources"], list(dossier["claims"])
    courts = [s for s, r in sources.items() if r["kind"] != "agency"]
    claim = rng.choice(claims)
    for _ in range(rng.randint(1, 3)):
        s = tell(
            dossier,
            claim=claim if chance(rng, 0.7) else rng.choice(claims),
            stance=rng.choice(("asserts", "denies")),
            chain=[rng.choice(courts)],
            adjudication=True,
            **{"in": rng.choice(list(dossier["documents"])) if chance(rng, 0.5) else None},
        )
        if chance(rng, 0.7):
            s["said_on"] = f"2022-07-{rng.randint(4, 17):02d}"
        if s["stance"] == "denies" and chance(rng, 0.15):
            s["only"] = "as to the date"


def add_toll(rng: random.Random, dossier: Record) -> None:
    """Two values of one question, running or not, told on days, sometimes by one voice."""
    claims = dossier["claims"]
    if len(claims) < 2:
        return
    one, two = rng.sample(list(claims), 2)
    for claim, value in ((one, "3"), (two, "7")):
        claims[claim].update(about="toll", value=value)
        claims[claim].pop("many", None)
    if chance(rng, 0.6):
        claims[rng.choice((one, two))]["running"] = True
    speakers = [s for s, r in dossier["sources"].items() if r["kind"] != "agency"]
    first = rng.choice(speakers)
    for claim in (one, two, *(c for c in (one, two) if chance(rng, 0.3))):
        who = first if chance(rng, 0.4) else rng.choice(speakers)
        s = tell(dossier, claim=claim, chain=[who], **{"in": rng.choice(list(dossier["documents"]))})
        if chance(rng, 0.7):
            s["said_on"] = f"2022-07-{rng.randint(4, 17):02d}"


def add_regret(rng: random.Random, dossier: Record) -> None:
    """A house affirms, affirms again in other papers, and takes the first affirmation back."""
    sources, docs = dossier["sources"], list(dossier["documents"])
    who, claim = (
        rng.choice([s for s, r in sources.items() if r["kind"] != "agency"]),
        rng.choice(list(dossier["claims"])),
    )
    days = [rng.randint(4, 9), rng.randint(4, 14)]
    told = [
        tell(dossier, claim=claim, chain=[who], said_on=f"2022-07-{d:02d}", **{"in": rng.choice(docs)}) for d in days
    ]
    act = tell(dossier, chain=[who], said_on=f"2022-07-{rng.randint(8, 17):02d}", retracts=[told[0]["id"]])
    act.pop("stance")
    act["claim"] = claim
    if chance(rng, 0.3):
        act["stance"] = rng.choice(("denies", "asserts"))


def random_evidence(rng: random.Random, dossier: Record) -> Record:
    claims, sources = list(dossier["claims"]), dossier["sources"]
    named = [s for s, r in sources.items() if r["kind"] != "anonymous"]
    item: Record = {"kind": "record", "shows": [], "refutes": []}
    if chance(rng, 0.65):
        item["shows"] = some(rng, claims, 2)
    left = [c for c in claims if c not in item["shows"]]
    if left and (not item["shows"] or chance(rng, 0.2)):
        item["refutes"] = some(rng, left, 2)
    if chance(rng, 0.6):
        item["given_by"] = rng.choice(list(sources))
    if chance(rng, 0.5):
        item["on"] = f"2022-07-{rng.randint(4, 17):02d}"
    item["authenticated_by"] = None
    if chance(rng, 0.65):
        item["authenticated_by"] = rng.choice(named if chance(rng, 0.85) else list(sources))
    return item


ADDED = (
    (add_revision, 0.2),
    (add_circle, 0.15),
    (add_versions, 0.35),
    (add_copy, 0.5),
    (add_house, 0.2),
    (add_rulings, 0.1),
    (add_toll, 0.15),
    (add_regret, 0.12),
)


def random_dossier(rng: random.Random) -> dict[str, Any]:
    sources = random_sources(rng)
    dossier: dict[str, Any] = {
        "sources": sources,
        "documents": random_documents(rng, sources),
        "claims": random_claims(rng, sources),
        "statements": [],
        "evidence": {},
        "parties": [],
    }
    named = [s for s, r in sources.items() if r["kind"] != "anonymous"]
    statements = dossier["statements"]
    if chance(rng, 0.5):
        dossier["parties"] = some(rng, named, 3)
    for add, probability in ADDED:
        if chance(rng, probability):
            add(rng, dossier)
    count = max(rng.randint(0, 10), rng.randint(0, 8))
    while len(statements) < count:
        statements.append(random_statement(rng, dossier, len(statements)))
    name_claims(rng, dossier)
    for number in range(rng.choices((0, 1, 2), (6, 3, 1))[0]):
        dossier["evidence"][f"e{number}"] = random_evidence(rng, dossier)
    return dossier
