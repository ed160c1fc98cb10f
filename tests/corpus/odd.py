"""Dossiers for tests with whatever oddities records may have, and claim files turned into records."""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Record = dict[str, Any]

PEOPLE = ["Ann", "Bob", "Iouri Ouchakov", "l'ÉLYSÉE", "Élysée", "élysee", "ann", "D'Arc", "ピ", "Bo–b", "x" * 90]
MEDIA = ["AFP", "afp", "A.F.P.", "Agence France-Presse", "Reuters", "TASS", "Tass", "Outlet A", "Outlet AA", "outlet-a",
         "RIA Novosti", "Reuterss", "France", "Russie", "Kremlin", "AP", "Associated Press", "BBC"]  # fmt: skip
WORDS = ["it is so", "perhaps it is so", "declined to comment", "may be", "May 5", "au moins 40 morts", "it-is likely",
         "« non »", "probablement", "a b c d e f g h", "words\nwith \"quotes\": {", "about 40", "no comment at all"]  # fmt: skip
DATES = ["2022-07-01", "2022-07", "2022", "juillet 2022", "19 ou 20 juillet 2022", "2022-07-19~", "vers le 19 juillet 2022",
         "2022-07-05T10:00+02:00", "2022-07-05T09:00Z", "[2022-07-01,2022-07-09]"]  # fmt: skip
VERBS = ["says", "denies", "confirms", "questions", "no_comment", "evades", "no_evidence"]


def plain_dossier(rng: random.Random, name: str) -> list[Record]:
    """The records of a dossier that may all be plain: chains in circles, versions, rivals, denials, hedges, near names."""
    head: Record = {"type": "dossier", "dossier": name, "id": name}
    head |= _some(rng, language=["en", "fr"], as_of=["2022-08-01", "2022-07-10"], title=["A title"])
    records = [head] if rng.random() < 0.9 else []
    if rng.random() < 0.12:
        for number in range(rng.randint(1, 4)):
            source = {"type": "source", "dossier": name, "id": rng.choice([*PEOPLE, *MEDIA, f"s{number}"])}
            source |= _some(rng, name=[*PEOPLE, *MEDIA], kind=["person", "agency", "outlet", "state", "anonymous"])
            records.append(source | _some(rng, part_of=["house", "France", "Ann"], owned_by=["Russie"], role=["aide"]))
    documents = [f"doc{n}" for n in range(rng.randint(1, 5))]
    for number, document in enumerate(documents):
        entry = {"type": "document", "dossier": name, "id": document, "publisher": rng.choice(MEDIA)}
        entry |= _some(rng, published=DATES, url=["https://example.org/a"], archive=["https://example.org/b"])
        entry |= _some(rng, headline=["A headline"], language=["fr", "en"], read_at=["https://example.org/c"])
        if number and rng.random() < 0.25:
            entry[rng.choice(["revises", "corrects", "retracts", "translates"])] = rng.choice(documents)
        records.append(entry)
    claims = [f"c{n}" for n in range(rng.randint(1, 4))]
    for claim in claims:
        entry = {"type": "claim", "dossier": name, "id": claim, "text": f"Claim {claim} of {name}."}
        if rng.random() < 0.3:
            entry |= {"about": "toll", "value": rng.choice([40, 41, "2022-07-01", "le 2 juillet 2022", "at least 5"])}
        entry |= _some(
            rng, 0.1, status=["confirmed", "unconfirmed", "denied"], contradicts=claims, narrower_than=claims
        )
        records.append(entry)
    for number in range(rng.randint(0, 9)):
        hops = [rng.choice([*PEOPLE, *MEDIA[:8], "anonymous officials"])]
        hops += [rng.choice([*MEDIA, *PEOPLE, *documents]) for _ in range(rng.choice([0, 0, 1, 2, 3]))]
        said: Record = {"type": "statement", "dossier": name, "chain": rng.choice([" → ", " -> "]).join(hops)}
        said |= {"in": rng.choice(documents)} | _some(rng, 0.1, id=[f"s{number}", "s1"])
        if rng.random() < 0.15:
            said |= {"claim": rng.choice(claims), "quote": rng.choice(WORDS)}
            said |= _some(rng, stance=["denies", "asserts", "no_comment"], certainty=["possible", "certain"])
        else:
            for verb in rng.sample(VERBS, rng.choice([1, 1, 1, 2])):
                said[verb] = {claim: rng.choice(WORDS) for claim in rng.sample(claims, rng.randint(1, len(claims)))}
        if rng.random() < 0.1:
            said["own"] = rng.choice([True, "first_hand"])
            del said["chain"]
        records.append(said)
    rng.shuffle(records)
    return records


def odd_dossier(rng: random.Random, name: str) -> list[Record]:
    """The same with something that is not plain, or wrong."""
    records = plain_dossier(rng, name)
    for _ in range(rng.choice([1, 1, 2])):
        changed(rng, records)
    return records


def changed(rng: random.Random, records: list[Record]) -> list[Record]:
    """Records of a dossier, one of them with something that is not plain, or wrong."""
    _ODDITIES[rng.randrange(len(_ODDITIES))](rng, rng.choice(records), records)
    return records


def _some(rng: random.Random, share: float = 0.5, **choices: list[Any]) -> Record:
    return {key: rng.choice(values) for key, values in choices.items() if rng.random() < share}


def _with(key: str, *values: Any) -> Callable[[random.Random, Record, list[Record]], None]:
    def change(rng: random.Random, record: Record, records: list[Record]) -> None:
        record[key] = rng.choice(values)

    return change


def _without(rng: random.Random, record: Record, records: list[Record]) -> None:
    keys = [key for key in record if key not in ("type", "dossier")]
    if keys:
        del record[rng.choice(keys)]


def _twice(rng: random.Random, record: Record, records: list[Record]) -> None:
    records.append(dict(record))


def _secret(rng: random.Random, record: Record, records: list[Record]) -> None:
    records.append(
        {"type": "source", "dossier": record["dossier"], "id": "hidden", "name": rng.choice(["Ann", "Zed Zedson"]),
         rng.choice(["confidential", "confidental"]): True, "role": "a diplomat"}
    )  # fmt: skip


_ODDITIES = [
    _without, _twice, _secret,
    _with("colour", "red"), _with("id", "", "x" * 300, 5, None), _with("in", "nowhere", ["doc0"], None, "DOC0"),
    _with("chain", "", "Ann →", "Ann («said», 2022-07-01) → AFP", "Ann? → AFP", ["Ann", "AFP"], "AFP → Ann", 7, "ann→"),
    _with("says", {"c0": None}, {"c0": {"quote": "a", "certainty": "possible"}}, {"unknown": "words"}, {}, "c0", {"C0": "a"}),
    _with("text", "", None, 4), _with("published", "", "no day", 2022, ["2022-07-01"], None), _with("value", 1.5, True, ""),
    _with("publisher", "", None), _with("revises", "doc0", ["doc0"], "doc9"), _with("policy", "three-independent", "none"),
    _with("concerns", "Ann", ["France"]), _with("parties", "France"), _with("language", "de", None), _with("as_of", "soon"),
    _with("suppress", {"rule": "unarchived-source", "reason": "known"}), _with("only", "a part"), _with("said_on", "2022-07-01"),
    _with("type", "claims", "Claim"), _with("file", "missing.txt"), _with("aliases", ["AFP"], []), _with("status", "sure"),
    _with("own", True, "first_hand", False), _with("flagged", {"as": "unconfirmed"}), _with("retracts", "s1", "doc0"),
    _with("dossier", "another", None),
]  # fmt: skip


def lines_of(records: list[Record], rng: random.Random, broken: float) -> Iterator[str]:
    """The records as lines of JSONL, in the ways in which programs write them; a share of them `broken`."""
    for record in records:
        line = json.dumps(record, ensure_ascii=rng.random() < 0.5, separators=rng.choice([(", ", ": "), (",", ":")]))
        kind = rng.random()
        if kind < 0.01:
            line = line[:-1] + ', "type": "claim"}'
        elif kind < 0.02:
            line = line.replace('":', '" :', 1)
        elif kind < 0.02 + broken:
            line = line[:-2]
        yield line + rng.choice(["\n", "\n", "\r\n", " \n"])


def records_of(data: Any, name: str) -> list[Record]:
    """The data of a claim file as records."""
    sections = {"sources": "source", "documents": "document", "claims": "claim", "evidence": "evidence"}
    data = data if isinstance(data, dict) else {}
    head = {key: value for key, value in data.items() if key not in sections and key != "statements"}
    records = [head | {"type": "dossier", "dossier": name}]
    for section, kind in sections.items():
        held = data.get(section)
        for key, entry in held.items() if isinstance(held, dict) else ():
            written = {"text": entry} if isinstance(entry, str) else entry if isinstance(entry, dict) else {}
            records.append({"type": kind, "dossier": name, "id": key, **written})
    for entry in data.get("statements") or ():
        records.append({"type": "statement", "dossier": name, **(entry if isinstance(entry, dict) else {})})
    return records


def write_lines(path: Path, dossiers: list[list[Record]], rng: random.Random, broken: float = 0) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        for records in dossiers:
            stream.writelines(lines_of(records, rng, broken))
    return path
