"""Dossiers for tests that fall apart into many parts, with whatever may lead from one part to another."""

import random
from typing import Any

from tests.corpus.odd import DATES, PEOPLE, VERBS, WORDS

Record = dict[str, Any]

#: Publishers, of whom several are one under two spellings, and some are in the shipped registry.
MEDIA = ["AFP", "A.F.P.", "Reuters", "TASS", "Tass", "The Morning", "the morning", "Evening-Post", "evening post",
         "BBC", "France", "Kremlin", "D'Arc", "Gazette"]  # fmt: skip
NAMES = [*PEOPLE, *MEDIA, "gazette", "D’Arc", "EVENING POST", "RIA Novosti", "Russie", "anonymous officials"]
DECLARED: list[Record] = [
    {"id": "house", "name": "The house", "kind": "government", "part_of": "etat"},
    {"id": "etat", "name": "L'État", "kind": "state", "aliases": ["état"]},
    {"id": "office", "name": "The office", "kind": "government", "part_of": "etat"},
    {"id": "ann", "name": "Ann", "kind": "person", "part_of": "house"},
    {"id": "bob", "name": "Bob", "kind": "person", "part_of": "office"},
    {"id": "voix", "name": "La Voix", "kind": "outlet", "owned_by": "etat"},
    {"id": "afp", "name": "AFP", "kind": "agency"},
    {"id": "tass", "name": "Tass", "kind": "agency", "owned_by": "Russie"},
    {"id": "rumour", "name": "anonymous officials", "kind": "anonymous"},
    {"id": "nobody", "name": "Nobody", "kind": "person"},
    {"id": "russia", "name": "Russie", "kind": "state"},
    {"id": "kremlin", "name": "Kremlin", "kind": "government", "part_of": "russia"},
]  # fmt: skip
#: Questions, of which some are spelled nearly alike.
QUESTIONS = ["toll", "tolls of the day", "toll of the day", "visit-1-date", "visit-2-date", "Toll", "cargo", "a-cargo"]


def large_dossier(rng: random.Random, stories: int, name: str = "large") -> list[Record]:
    """The records of one dossier of many stories that have something to do with each other here and there."""
    head: Record = {"type": "dossier", "dossier": name, "id": name, "as_of": rng.choice(["2022-08-01", "2022-07-10"])}
    head |= {"language": rng.choice(["en", "fr"])} if rng.random() < 0.8 else {}
    records = [head] if rng.random() < 0.9 else []
    declared = _closed(rng.sample(DECLARED, rng.randint(1, len(DECLARED)))) if rng.random() < 0.5 else []
    records += [{"type": "source", "dossier": name, **source} for source in declared]
    # Once sources are declared a name that is none of theirs is a fault.
    known = [source["name"] for source in declared] + [source["id"] for source in declared]
    people = [*known, *map(str.upper, known), "AFP", "France", "Kremlin"] if declared else NAMES
    odd = rng.random() < 0.3
    crossing, ids = rng.choice([0, 0.05, 0.3]), rng.choice(["{kind}{story}-{n}", "{story}-{n}"])
    documents: list[str] = []
    claims: list[str] = []
    taking_back, named = rng.random() < 0.3, list[str]()
    for story in range(stories):
        here = [ids.format(kind="doc", story=story, n=n) for n in range(rng.randint(1, 3))]
        for number, document in enumerate(here):
            entry: Record = {"type": "document", "dossier": name, "id": document, "publisher": rng.choice(MEDIA)}
            if declared:
                entry["publisher"] = rng.choice([*people, "The Morning", "the morning", "D'Arc", "Gazette"])
            entry |= {"published": rng.choice([*DATES[:4], "2022-07-03"])} if rng.random() < 0.8 else {}
            entry |= {"url": "https://example.org/a"} if rng.random() < 0.5 else {}
            if number and rng.random() < 0.3:
                entry[rng.choice(["revises", "corrects", "retracts", "translates"])] = here[number - 1]
            elif documents and rng.random() < crossing:
                entry[rng.choice(["revises", "corrects", "retracts", "translates"])] = rng.choice(documents)
            records.append(entry)
        documents += here
        said = [ids.format(kind="c", story=story, n=n) for n in range(rng.randint(1, 3))]
        for number, claim in enumerate(said):
            entry = {"type": "claim", "dossier": name, "id": claim, "text": f"Claim {claim} of {name}."}
            if rng.random() < 0.2:
                question = rng.choice(QUESTIONS) if rng.random() < crossing else f"question {story}"
                entry |= {"about": question, "value": rng.choice([40, 41, "2022-07-01", "at least 5"])}
            if number and rng.random() < 0.15:
                entry[rng.choice(["contradicts", "narrower_than"])] = said[number - 1]
            elif claims and rng.random() < crossing / 2:
                entry[rng.choice(["contradicts", "narrower_than"])] = rng.choice(claims)
            if rng.random() < 0.1:
                entry["status"] = rng.choice(["confirmed", "unconfirmed", "denied"])
            records.append(entry)
        claims += said
        for number in range(rng.randint(0, 5)):
            read_in = rng.choice(documents if rng.random() < crossing else here)
            hops = [rng.choice(people)]
            hops += [rng.choice([*people, *people, *here]) for _ in range(rng.choice([0, 0, 1, 2]))]
            if rng.random() < crossing / 2:
                hops.append(rng.choice([rng.choice(documents), rng.choice(documents).upper().replace("-", " ")]))
            told: Record = {"type": "statement", "dossier": name, "chain": " → ".join(hops), "in": read_in}
            about = rng.sample(claims if rng.random() < crossing / 3 else said, 1)
            if rng.random() < 0.15:
                told |= {"claim": about[0], "quote": rng.choice(WORDS)}
            else:
                for verb in rng.sample(VERBS[: rng.choice([1, 3, 7])], 1):
                    told[verb] = {claim: rng.choice(WORDS) for claim in about}
            if rng.random() < 0.1:
                told["id"] = f"s{story}-{number}" if rng.random() < 0.8 else f"{rng.choice(claims)}#{rng.randint(1, 2)}"
            if rng.random() < 0.1:
                told["own"] = rng.choice([True, "first_hand"])
                del told["chain"]
            if odd and rng.random() < 0.2:
                _make_odd(rng, told)
            if taking_back:
                _take_back(rng, told, named, crossing)
            records.append(told)
        if odd and rng.random() < 0.05:
            # Something that cannot be read, and that leads nowhere.
            wrong = rng.choice(records)
            wrong |= {"document": {"retrieved": "no day"}, "claim": {"on": "no day"}}.get(wrong["type"], {})
    chance = random.Random(len(records))
    if declared and chance.random() < 0.5:
        count = chance.randint(1, stories)
        records += [_evidence(chance, name, number, declared, claims, crossing) for number in range(count)]
    kind = rng.random()
    if kind < 0.3:
        rng.shuffle(records)
    elif kind < 0.6:
        order = ["dossier", "source", "document", "claim", "evidence", "statement"]
        records.sort(key=lambda record: order.index(record["type"]))
    return records


def _evidence(
    rng: random.Random, name: str, number: int, declared: list[Record], claims: list[str], crossing: float
) -> Record:
    """An item of evidence, of one claim or of more, that somebody gave or authenticated."""
    voices = [source[key] for source in declared for key in ("id", "name")]
    item: Record = {"type": "evidence", "dossier": name, "id": f"item{number}"}
    shown = rng.sample(claims, 2 if len(claims) > 1 and rng.random() < crossing else 1)
    item[rng.choice(["shows", "refutes"])] = shown if len(shown) > 1 or rng.random() < 0.5 else shown[0]
    item |= {"given_by": rng.choice(voices)} if rng.random() < 0.7 else {}
    item |= {"authenticated_by": rng.choice(voices)} if rng.random() < 0.7 else {}
    item |= {"on": rng.choice(["2022-07-02", "juillet 2022"])} if rng.random() < 0.3 else {}
    item |= {"name": rng.choice([f"Images {number}", "The images", "Ann"])} if rng.random() < 0.1 else {}
    return item


def _take_back(rng: random.Random, told: Record, named: list[str], crossing: float) -> None:
    """Let some statements take others back, by their names, their numbers or those of what they say of a claim."""
    claims = [told["claim"]] if "claim" in told else [claim for verb in VERBS for claim in told.get(verb, ())]
    before = named[:1] if rng.random() < crossing else named[-3:]
    if before and rng.random() < 0.2:
        name = rng.choice(before)
        told["retracts"] = rng.choices([name, name.upper(), [name, named[-1]], "nobody's"], [9, 3, 3, 0.2])[0]
        if rng.random() < 0.5:
            claims = []
            for key in (*VERBS, "claim", "quote"):
                told.pop(key, None)
    if rng.random() < 0.5:
        told["id"] = f"said-{len(named)}"
        named.append(told["id"])
    elif claims and f"{claims[0]}#1" not in named:
        named.append(f"{claims[0]}#1")
    elif rng.random() < 0.1:
        named.append("#2")


def _make_odd(rng: random.Random, told: Record) -> None:
    """Say it in a way that is not plain."""
    verb = next((verb for verb in VERBS if verb in told), None)
    details: Record = {"quote": rng.choice(WORDS)} | rng.choice(
        [{"certainty": "possible"}, {"mode": "direct"}, {"said_on": "2022-07-02"}, {"only": "a part"}, {"scope": "here"},
         {"flagged": {"as": "unconfirmed"}}, {"voice": "unclear"}, {"first_hand": True}, {"against_interest": True}]
    )  # fmt: skip
    if verb is not None and rng.random() < 0.5:
        told[verb] = {claim: rng.choice([details, words]) for claim, words in told[verb].items()}
    elif verb is not None:
        told |= {key: value for key, value in details.items() if key != "quote"}
    if "chain" in told and rng.random() < 0.4:
        first, *rest = told["chain"].split(" → ")
        first += rng.choice(["?", " («said», 2022-07-01)", " («a dit»)"])
        told["chain"] = " → ".join([first, *rest])


def _closed(declared: list[Record]) -> list[Record]:
    """Some sources, and those that they stand under."""
    found = {source["id"]: source for source in declared}
    by_id = {source["id"]: source for source in DECLARED}
    for source in declared:
        above = source.get("part_of")
        while above is not None:
            found[above] = by_id[above]
            above = by_id[above].get("part_of")
    return list(found.values())
