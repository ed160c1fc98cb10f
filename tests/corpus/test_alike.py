"""Claims that may be one: proposed with their reason, by hand from what they share; the others are not."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from provenance.cli import main
from provenance.corpus.alike import ALIKE, LESS_ALIKE, ClaimText, candidates
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


@pytest.mark.parametrize(
    ("one", "other", "figure"),
    [
        ("Quarante-trois morts sous le viaduc", "Viaduc : 43 morts", "43"),
        ("Quatre-vingt-douze morts sous le viaduc", "Viaduc : 92 morts", "92"),
        ("Soixante-dix morts sous le viaduc", "Viaduc : 70 morts", "70"),
        ("Twenty-one dead under the viaduct", "Viaduct: 21 dead", "21"),
        ("A watch for 5,000 dollars", "Watch to cost 5000 dollars", "5000"),
        ("Une montre à 5\u202f000 euros", "A watch for 5,000 euros", "5000"),
        ("Le viaduc mesure 1,5 km", "Viaduct measured: 1.5 km", "1.5"),
        ("The viaduct fell on 03 March 2021", "Le viaduc, tombé le 3 mars 2021", "3"),
        ("The viaduct fell on 3 March 2021", "Le viaduc, tombé le 3 mars 2021", "march"),
    ],
)
def test_numbers_in_words_are_those_in_figures(one: str, other: str, figure: str) -> None:
    (found,) = [c for c in candidates(claims([(one, other)])) if c.one.dossier == "0a"]
    assert figure in found.shared


def test_what_differs_is_told() -> None:
    pairs = [
        ("The ferry left Paros on 9 June 2024.", "The ferry left Paros on 10 June 2024."),
        ("The mayor of Arles signed the contract.", "The mayor of Arles has not signed the contract."),
        ("Two ships left Paros on 9 June.", "Ships left Paros on 9 June."),
    ]
    dates, denial, less = [c for c in candidates(claims(pairs)) if c.one.dossier[-1] == "a" != c.other.dossier[-1]][:3]
    assert dates.numbers == ("10", "9")
    assert not dates.one_denies
    assert denial.reason.endswith("; one says “not”")
    assert less.numbers == ()


@pytest.mark.parametrize(
    ("one", "other", "numbers", "names"),
    [
        ("La mine a fermé le 3 mars.", "La mine a fermé le 3 avril.", ("april", "march"), ()),
        ("The mine closed on Monday.", "La mine a fermé lundi, mine fermée, closed.", (), ()),
        ("The mine closed on Monday.", "The mine closed on Tuesday.", ("monday", "tuesday"), ()),
        ("Le juge vise 40 000 euros.", "Le juge vise 45 000 euros.", ("40000", "45000"), ()),
        ("The judge heard Mrs Okonkwo.", "The judge heard Mrs Adebayo.", (), ("Adebayo", "Okonkwo")),
        # Who is named in one of them only, and what begins a sentence, is no other name.
        ("The judge heard Mrs Okonkwo.", "A judge heard the witness.", (), ()),
        # In a title every word is written so.
        ("Judge Heard Mrs Okonkwo", "The judge heard Mrs Adebayo.", (), ()),
    ],
)
def test_days_and_names_that_differ_are_told(
    one: str, other: str, numbers: tuple[str, ...], names: tuple[str, ...]
) -> None:
    (found,) = [c for c in candidates(claims([(one, other)])) if c.one.dossier == "0a"]
    assert (found.numbers, found.names) == (numbers, names)


@pytest.mark.parametrize("denial", ["The ferry isn't running at Lemvig.", "The ferry isn’t running at Lemvig."])
def test_a_denial_in_one_word_with_its_verb(denial: str) -> None:
    (found,) = [c for c in candidates(claims([(denial, "The ferry is running at Lemvig.")])) if c.one.dossier == "0a"]
    assert found.one_denies


#: The last is less like the first than either is like the two between.
TOLD_IN_BOTH = [
    "Argonaut ferry aground near Paros, hundreds rescued",
    "Argonaut ferry hits reef near Paros: captain arrested, hundreds rescued",
    "Paros: drunk Argonaut captain arrested after ferry with hundreds hits reef",
    "Drunk captain of the Argonaut, a ferry that hit a reef, arrested at Paros on Sunday",
]


def test_those_that_several_are_like_are_brought_together_by_them() -> None:
    made = claims(SAME + OTHER) + [ClaimText(f"d{n}", "c", text) for n, text in enumerate(TOLD_IN_BOTH)]
    found = {(one.one.dossier, one.other.dossier): one for one in candidates(made) if one.one.dossier[0] == "d"}
    last = found["d0", "d3"]
    assert LESS_ALIKE < last.score < ALIKE
    assert [one.dossier for one in last.through] == ["d1", "d2"]
    assert last.reason.endswith("; both like: d1/c, d2/c")
    assert found["d0", "d1"].score > ALIKE
    assert found["d0", "d1"].through == ()


def test_what_very_many_say_in_the_same_words_is_proposed_with_the_first() -> None:
    said = "Gunmen seized eleven aircraft in Tripoli."
    made = [ClaimText(f"d{n}", "c", said) for n in range(1000)]
    found = list(candidates(made))
    assert {one.other.dossier for one in found} == {one.dossier for one in made[1:]}
    assert {one.other.dossier for one in found if one.one.dossier == "d0"} == {one.dossier for one in made[1:]}
    # The first of them with each other, all with the first.
    assert len(found) <= len(made) + 200
    assert found[-1].reason.endswith("; the same words: 1000 claims")
    # Twenty are proposed each with each; the one that comes next with the first alone, and then all say how many.
    few, more = (list(candidates(made[:count])) for count in (20, 21))
    assert (len(few), {one.same for one in few}) == (190, {0})
    assert (len(more), {one.same for one in more}) == (191, {21})
    # Two words are enough, one says nothing of its own.
    short, word = ([ClaimText(f"d{n}", "c", text) for n in range(50)] for text in ("Bridge closed.", "Closed."))
    assert len({one.other.dossier for one in candidates(short)}) == 49
    assert not list(candidates(word))


@pytest.mark.parametrize(
    "varied", [lambda n: f"{n} gunmen", lambda n: f"{n % 7 + 20} gunmen", lambda n: f"Gunmen {'abcdefgh'[n % 8] * 5}"]
)
def test_what_very_many_say_in_almost_the_same_words_is_proposed(varied: Callable[[int], str]) -> None:
    """Every claim is found with another one, and all of them hang together."""
    made = [ClaimText(f"d{n}", "c", f"{varied(n)} seized the aircraft in Tripoli on Tuesday.") for n in range(3000)]
    found = [(one.one.dossier, one.other.dossier) for one in candidates([*claims(SAME), *made])]
    assert len(found) < 10 * len(made)
    together = {"d0"}
    for one, other in found:
        if one in together:
            together.add(other)
    assert together == {one.dossier for one in made}


def test_dossiers_are_told_apart_by_their_files_too() -> None:
    said = "Gunmen seized eleven aircraft in Tripoli."
    one, other = ClaimText("d", "c", said, "a.jsonl"), ClaimText("d", "c", said, "b.jsonl")
    (found,) = candidates([one, other, ClaimText("d", "c2", said, "b.jsonl")][:2])
    assert (found.one, found.other) == (one, other)
    first = [ClaimText("d", f"c{n}", said, "a.jsonl") for n in range(2)]
    many = [ClaimText("d", f"c{n}", said, "b.jsonl") for n in range(60)]
    pairs = {(c.one, c.other) for c in candidates([*first, *many])}
    assert all(one.file != other.file for one, other in pairs)
    assert {other for _, other in pairs} == set(many)


def test_the_command_tells_files_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, count in (("a", 11), ("b", 12)):
        dossier = [
            {"type": "dossier", "dossier": "bridge", "id": "bridge", "language": "en", "as_of": "2022-08-01"},
            {"type": "claim", "dossier": "bridge", "id": "c", "text": f"Gunmen seized {count} aircraft in Tripoli."},
            {"type": "statement", "dossier": "bridge", "chain": "Ann", "says": {"c": "words"}},
        ]
        write(Path(f"{name}.claims.jsonl"), [dossier])
    runner = CliRunner()
    runner.invoke(main, ["audit", "a.claims.jsonl", "b.claims.jsonl", "--output", "o.parquet"])
    assert runner.invoke(main, ["alike", "o.parquet", "-o", "a.csv"]).exit_code == 0
    (row,) = list(csv.DictReader(Path("a.csv").read_text("utf-8").splitlines()[:-1]))
    assert (row["file"], row["dossier"]) == ("a.claims.jsonl", "bridge")
    assert (row["other_file"], row["other_dossier"]) == ("b.claims.jsonl", "bridge")
    assert "(b.claims.jsonl: bridge)" in runner.invoke(main, ["alike", "o.parquet"]).stdout


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
