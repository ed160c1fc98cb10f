"""A claim file of any size, the same on every run: organisations, agencies, revisions, rivals, denials, anonymous
voices.
"""

import json
import random
from typing import Any

import yaml


def dossier(statements: int, seed: int = 7) -> dict[str, Any]:
    """A dossier with that many statements; everything else grows in proportion."""
    rng = random.Random(seed)
    houses = max(2, statements // 50)
    people = max(4, statements // 6)
    agencies = max(2, statements // 100)
    documents = max(3, statements // 20)
    claims = max(2, statements // 3)
    data: dict[str, Any] = {"dossier": "bench", "language": "en", "as_of": "2022-08-01", "sources": {}, "documents": {}}
    sources = data["sources"]
    for i in range(houses):
        sources[f"house-{i}"] = {"name": f"House {i}", "kind": "government"}
    for i in range(people):
        sources[f"person-{i}"] = {"name": f"Person {i}", "kind": "person", "part_of": f"house-{rng.randrange(houses)}"}
    for i in range(agencies):
        sources[f"agency-{i}"] = {"name": f"Agency {i}", "kind": "agency", "owned_by": f"house-{rng.randrange(houses)}"}
    for i in range(documents):
        document = {"publisher": f"Agency {rng.randrange(agencies)}", "published": f"2022-07-{1 + i % 28:02}"}
        if i and rng.random() < 0.05:
            document["revises"] = f"doc-{rng.randrange(i)}"
        data["documents"][f"doc-{i}"] = document
    data["claims"] = {
        f"claim-{i}": {"text": f"What is said number {i}.", "concerns": f"house-{rng.randrange(houses)}"}
        | ({"about": f"question-{i // 8}", "value": f"answer {i}"} if i % 4 == 0 else {})
        for i in range(claims)
    }
    data["statements"] = []
    for i in range(statements):
        hops = [f"Person {rng.randrange(people)}"]
        if rng.random() < 0.6:
            hops.append(f"Agency {rng.randrange(agencies)}")
        if rng.random() < 0.05:
            hops.append(f"doc-{rng.randrange(documents)}?")
        verb = rng.choices(["says", "denies", "no_comment"], [0.85, 0.12, 0.03])[0]
        data["statements"].append(
            {
                "chain": " → ".join(hops),
                "in": f"doc-{rng.randrange(documents)}",
                verb: {f"claim-{rng.randrange(claims)}": f"these are the words of statement {i}"},
            }
        )
    return data


def as_yaml(data: dict[str, Any]) -> str:
    """As a person would write it: entries on lines, details in braces."""
    return yaml.dump(
        data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=200
    )


def as_json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)
