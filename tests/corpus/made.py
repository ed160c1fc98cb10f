"""Corpora made for tests: dossiers with corrections, cycles, denials, shared houses, anonymous voices."""

import json
import random
from pathlib import Path
from typing import Any

AGENCIES = ("AFP", "Reuters", "Tass", "RIA Novosti", "AP")


def dossier(rng: random.Random, name: str) -> list[dict[str, Any]]:
    """The records of one dossier."""
    head = {"type": "dossier", "dossier": name, "id": name, "language": rng.choice(["en", "fr"]), "as_of": "2022-08-01"}
    records: list[dict[str, Any]] = [head]
    people = [f"person-{n}" for n in range(rng.randint(1, 4))]
    house = {"type": "source", "dossier": name, "id": "house", "name": "The house", "kind": "government"}
    records.append(house)
    for person in people:
        entry = {"type": "source", "dossier": name, "id": person, "name": person.title(), "kind": "person"}
        records.append(entry | ({"part_of": "house"} if rng.random() < 0.4 else {}))
    records += [{"type": "source", "dossier": name, "id": a, "name": a, "kind": "agency"} for a in AGENCIES]
    documents = rng.randint(1, 4)
    for n in range(documents):
        entry = {
            "type": "document",
            "dossier": name,
            "id": f"d{n}",
            "publisher": rng.choice(["Outlet A", "Outlet B", "Tass"]),
        }
        entry["published"] = f"2022-07-{rng.randint(1, 28):02d}"
        if n and rng.random() < 0.3:
            entry[rng.choice(["revises", "corrects", "retracts"])] = f"d{rng.randrange(n)}"
        records.append(entry)
    claims = rng.randint(1, 4)
    for n in range(claims):
        entry = {"type": "claim", "dossier": name, "id": f"c{n}", "text": f"Claim {n} of {name}."}
        if rng.random() < 0.3:
            entry |= {"about": "toll", "value": rng.randint(1, 3)}
        if n and rng.random() < 0.2:
            entry[rng.choice(["contradicts", "narrower_than"])] = f"c{rng.randrange(n)}"
        records.append(entry)
    for n in range(rng.randint(1, 10)):
        hops = [rng.choice([*people, "house", "anonymous officials"])]
        hops += [rng.choice(AGENCIES) for _ in range(rng.choice([0, 0, 1, 2]))]
        if rng.random() < 0.15:
            hops.append(f"d{rng.randrange(documents)}" + rng.choice(["", "?"]))
        verb = rng.choices(["says", "denies", "confirms", "no_comment", "questions"], [0.7, 0.12, 0.08, 0.05, 0.05])[0]
        said = {
            f"c{rng.randrange(claims)}": rng.choice(
                [f"words {n}", f"probably words {n}", {"quote": f"words {n}", "certainty": "possible"}]
            )
        }
        records.append(
            {
                "type": "statement",
                "dossier": name,
                "chain": " → ".join(hops),
                "in": f"d{rng.randrange(documents)}",
                verb: said,
            }
        )
    return records


def corpus(count: int, seed: int = 1) -> list[list[dict[str, Any]]]:
    rng = random.Random(seed)
    return [dossier(rng, f"story-{n:04d}") for n in range(count)]


def write(path: Path, dossiers: list[list[dict[str, Any]]]) -> Path:
    path.write_text(
        "".join(json.dumps(record, ensure_ascii=False) + "\n" for one in dossiers for record in one), "utf-8"
    )
    return path
