"""Claims that may be one: proposed with their reason, by hand from what they share; the others are not."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from provenance.cli import main
from provenance.corpus.alike import ClaimText, candidates
from tests.corpus.made import write

SAME = [
    ("Eleven aircraft went missing from the airport of Tripoli.", "Missing from Tripoli airport: eleven aircraft"),
    ("Le pont d’Arles est fermé depuis lundi.", "Fermé lundi, le pont d’Arles le restera"),
    ("Apple will sell a gold watch for 5000 dollars.", "Gold watch of Apple to cost 5,000 dollars, or 5000 euros"),
]
OTHER = [
    ("The president of Argentina adopted a boy.", "The president of France visited a school."),
    ("The bridge is closed.", "The museum is open."),
    ("It is so.", "It is so."),
]


def claims(pairs: list[tuple[str, str]]) -> list[ClaimText]:
    filler = [
        ClaimText(f"f{n}", "c", f"Nothing here matters, number {n * 7}: the {word} of a house was painted.")
        for n, word in enumerate("door wall roof gate floor stair".split())
    ]
    return filler + [
        ClaimText(f"{n}{side}", "c", text)
        for n, pair in enumerate(pairs)
        for side, text in zip("ab", pair, strict=True)
    ]


def found(pairs: list[tuple[str, str]]) -> set[tuple[str, str]]:
    return {
        (one.one.dossier, one.other.dossier) for one in candidates(claims(pairs)) if not one.one.dossier.startswith("f")
    }


def test_what_says_the_same_is_proposed_and_what_does_not_is_not() -> None:
    assert found(SAME) == {("0a", "0b"), ("1a", "1b"), ("2a", "2b")}
    assert found(OTHER) == set()


def test_the_reason_names_what_is_shared_and_the_numbers_that_differ() -> None:
    pair = [("The flood in Valencia killed 92 people.", "Flood in Valencia: 95 people killed")]
    (one,) = [one for one in candidates(claims(pair)) if one.one.dossier == "0a"]
    assert one.reason.startswith("shared: ")
    assert "valenc" in one.shared
    assert one.numbers == ("92", "95")
    assert one.reason.endswith("differ: 92, 95")


def test_claims_of_one_dossier_are_left_to_its_author() -> None:
    texts = ["Eleven aircraft went missing in Tripoli.", "In Tripoli eleven aircraft went missing."]
    assert not list(candidates([ClaimText("d", f"c{n}", text) for n, text in enumerate(texts)]))


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    dossiers = [
        [
            {"type": "dossier", "dossier": one.dossier, "id": one.dossier, "language": "en", "as_of": "2022-08-01"},
            {"type": "claim", "dossier": one.dossier, "id": "c", "text": one.text},
            {"type": "statement", "dossier": one.dossier, "chain": "Ann", "says": {"c": "words"}},
        ]
        for one in claims(SAME)
    ]
    write(Path("c.claims.jsonl"), dossiers)
    runner = CliRunner()
    runner.invoke(main, ["audit", "c.claims.jsonl", "--output", "o.parquet"])
    shown = runner.invoke(main, ["alike", "o.parquet"])
    assert shown.exit_code == 0, shown.stderr
    assert "shared: " in shown.stdout
    assert runner.invoke(main, ["alike", "o.parquet", "-o", "a.csv"]).exit_code == 0
    assert "0a,c," in Path("a.csv").read_text("utf-8")
