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
            place(record, "part_of", ("government", "state"), 0.35)
        elif kind == "agency":
            place(record, "owned_by", ("government", "state"), 0.5)
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


def random_documents(rng: random.Random, sources: dict[str, Record]) -> dict[str, Record]:
    """Revisions, retractions (some retracted), notices, translations, copies; a rare mutual retraction."""
    papers = [s for s, r in sources.items() if r["kind"] in ("outlet", "agency")]
    others = [s for s, r in sources.items() if r["kind"] in ("government", "institution", "person", "state")]
    ids = [f"{letter}-doc" for letter in rng.sample(LETTERS, rng.randint(1, 7))]
    documents: dict[str, Record] = {}
    for doc in ids:
        publishers = others if others and chance(rng, 0.2) else papers
        record: Record = {"publisher": rng.choice(publishers)}
        published = random_date(rng)
        if published is not None:
            record["published"] = published
        earlier = list(documents)
        if earlier and chance(rng, 0.6):
            old = rng.choice(earlier)
            link = rng.choice(
                (
                    "revises",
                    "revises",
                    "revises",
                    "replaced_by",
                    "retracts",
                    "retracts",
                    "translates",
                    "corrects",
                    "sha256",
                )
            )
            if link == "replaced_by":
                if "replaced_by" not in documents[old]:
                    documents[old]["replaced_by"] = doc
            elif link == "sha256":
                documents[old]["sha256"] = record["sha256"] = documents[old].get("sha256", f"{len(earlier):064x}")
            else:
                record[link] = old
                if link == "revises" and chance(rng, 0.4):
                    record["corrects"] = old
            if link in ("revises", "replaced_by", "retracts") and chance(rng, 0.8):
                record["publisher"] = documents[old]["publisher"]
        documents[doc] = record
    acts = [x for x, r in documents.items() if "retracts" in r]
    if acts and chance(rng, 0.5):  # retract a retraction with a document that has no act of its own yet
        free = [x for x in ids if "retracts" not in documents[x] and x != acts[0]]
        if free:
            documents[rng.choice(free)]["retracts"] = acts[0]
    return documents


def random_claims(rng: random.Random, sources: dict[str, Record]) -> dict[str, Record]:
    named = [s for s, r in sources.items() if r["kind"] != "anonymous"]
    claims: dict[str, Record] = {}
    for letter in rng.sample(LETTERS, rng.randint(1, 5)):
        earlier, record = list(claims), Record()
        if chance(rng, 0.5):
            record["about"] = rng.choice(("date", "date", "count"))
            record["value"] = rng.choice(VALUES)
            if chance(rng, 0.08):
                record["many"] = True
        if earlier and chance(rng, 0.3):
            record["contradicts"] = some(rng, earlier, 1)
        if earlier and chance(rng, 0.25):
            wider = [c for c in some(rng, earlier, 2) if c not in record.get("contradicts", [])]
            if wider:
                record["narrower_than"] = wider
        for key, probability in (("concerns", 0.4), ("parties", 0.25), ("position_of", 0.25)):
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
    if chance(rng, 0.2):
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
    if s.get("stance") == "denies" and chance(rng, 0.12):
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
    pairs = [(r["revises"], x) for x, r in documents.items() if "revises" in r]
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
    claims, statements = dossier["claims"], dossier["statements"]
    if chance(rng, 0.5):
        dossier["parties"] = some(rng, named, 3)
    if chance(rng, 0.25):
        add_revision(rng, dossier)
    if chance(rng, 0.2):
        add_circle(rng, dossier)
    count = max(rng.randint(0, 10), rng.randint(0, 10))
    while len(statements) < count:
        statements.append(random_statement(rng, dossier, len(statements)))
    for number in range(rng.choices((0, 1, 2), (6, 3, 1))[0]):
        item: Record = {"kind": "record", "shows": some(rng, list(claims), 2)}
        if chance(rng, 0.6):
            item["given_by"] = rng.choice(list(sources))
        item["authenticated_by"] = rng.choice(named) if chance(rng, 0.5) else None
        dossier["evidence"][f"e{number}"] = item
    return dossier
