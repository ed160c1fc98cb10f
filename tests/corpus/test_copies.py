"""Copies among many texts: pickups that are cut, reordered and edited are found, with their direction; others are not."""

import datetime
import json
import os
import random
import signal
from pathlib import Path

import pytest
from click.testing import CliRunner

from provenance.assess.text_copies import own_words
from provenance.cli import main
from provenance.corpus import copies
from provenance.corpus.copies import Pickup, Text, pickups

SENTENCES = [
    "The mayor said on Monday that the bridge over the river would stay closed until the end of the summer.",
    "Engineers who looked at the pillars in March had found cracks in three of the seven arches, she added.",
    "The council voted in April to spend four million euros on the works, which a firm from Lyon is to begin in June.",
    "Shopkeepers on the left bank complain that their takings have fallen by a third since the barriers went up.",
    "A ferry carries those who walk and those who cycle, but lorries must take the road by the northern dam.",
    "The prefecture will decide in September whether buses may use one lane while the rest is being mended.",
]
OTHER = [
    "Rain fell for three days on the vineyards of the valley, and growers fear for the harvest of this autumn.",
    "The museum opened a new wing last night with paintings that had not been shown since before the war.",
    "A train from Paris arrived four hours late after a tree fell on the line near the old station of the town.",
]


def text(name: str, sentences: list[str], day: str | None) -> Text:
    return Text(name, own_words(" ".join(sentences)), day, f"paper of {name}")


def found(texts: list[Text]) -> set[tuple[str, str, bool]]:
    return {(one.original, one.copy, one.directed) for one in pickups(texts)}


def test_pickups_are_found_with_their_direction() -> None:
    rng = random.Random(1)
    shuffled = rng.sample(SENTENCES, len(SENTENCES))
    edited = [sentence.replace("closed", "shut").replace("added", "said") for sentence in SENTENCES]
    texts = [
        text("edited", edited, "2022-07-03"),
        text("original", SENTENCES, "2022-07-01"),
        text("cut", SENTENCES[:4], "2022-07-02"),
        text("shuffled", shuffled, "2022-07-04"),
        text("other", OTHER, "2022-07-01"),
    ]
    pairs = found(texts)
    for copy in ("edited", "cut", "shuffled"):
        assert ("original", copy, True) in pairs
    assert not any("other" in pair for pair in pairs)


def test_the_hour_tells_which_came_first_and_nothing_is_said_without_a_day() -> None:
    late, early = text("late", SENTENCES, "2022-07-01T15:00Z"), text("early", SENTENCES, "2022-07-01T09:00Z")
    assert found([late, early]) == {("early", "late", True)}
    assert found([text("a", SENTENCES, None), text("b", SENTENCES, "2022-07-01")]) == {("a", "b", False)}


def test_what_came_out_some_time_in_a_month_is_told_last() -> None:
    texts = [
        text("july", SENTENCES, "2022-07"),
        text("20", SENTENCES, "2022-07-20"),
        text("10", SENTENCES, "2022-07-10"),
    ]
    pairs = [{one.original, one.copy} for one in pickups(texts)]
    assert pairs[0] == {"10", "20"}
    assert all("july" in pair for pair in pairs[1:])
    assert len(pairs) == 3


def test_what_two_papers_quote_is_no_copy() -> None:
    quoted = " ".join(SENTENCES)
    one = text("one", [f"“{quoted}”", *OTHER[:2]], "2022-07-01")
    two = text("two", [f"“{quoted}”", OTHER[2]], "2022-07-02")
    assert not list(pickups([one, two]))


def test_a_short_post_is_compared_too() -> None:
    post = ["The bridge over the river will stay closed until the end of the whole summer."]
    assert found([text("a", post, "2022-07-01"), text("b", post, "2022-07-02")]) == {("a", "b", True)}
    assert not list(pickups([text("a", ["Too short to say."], None), text("b", ["Too short to say."], None)]))


def test_what_is_left_of_a_long_text_is_found_in_it() -> None:
    """However little of the one is the other: a wire of 600 words, of which twelve papers each print one passage of 50,
    and a magazine prints 70 words of it among 700 of its own.
    """
    rng = random.Random(3)
    wire, own = ([f"{kind}{rng.randrange(3000)}" for _ in range(count)] for kind, count in (("w", 600), ("o", 700)))
    texts = [Text("wire", tuple(wire), "2022-07-01")]
    texts += [Text(f"cut{n}", tuple(wire[50 * n : 50 * (n + 1)]), "2022-07-02") for n in range(12)]
    texts += [Text("magazine", tuple(own[:400] + wire[100:170] + own[400:]), "2022-07-03")]
    pairs = found(texts)
    assert {copy for original, copy, _ in pairs if original == "wire"} == {f"cut{n}" for n in range(12)}
    # The magazine has all that one paper printed, and too little of what the next one did: 20 words of 50.
    assert pairs - {("wire", f"cut{n}", True) for n in range(12)} == {("cut2", "magazine", True)}


@pytest.mark.parametrize("edited", [False, True])
def test_every_one_of_very_many_copies_has_an_original(edited: bool) -> None:
    """The original stands last in the corpus; of 500 texts the 201st is a copy as the second is."""
    texts = [
        text(f"t{n}", [*SENTENCES, f"Edition {n} of {n * 7}."] if edited else SENTENCES, f"2022-07-01T{n // 60:02d}:{n % 60:02d}")
        for n in range(1, 500)
    ]  # fmt: skip
    pairs = list(pickups([*texts, text("first", SENTENCES, "2022-06-30")]))
    originals = {one.copy for one in pairs if one.original == "first"}
    assert originals == {one.name for one in texts}
    assert all(one.directed for one in pairs)
    # Some 200 are compared with each other, the others with the first.
    assert len(pairs) <= 250 * 249 / 2 + 300


def test_a_phrase_that_very_many_texts_have_makes_them_no_copies() -> None:
    rng = random.Random(2)
    words = [f"w{n}" for n in range(4000)]
    foot = "All rights reserved by this paper and its partners; no part of it may be printed again."
    texts = [text(f"t{n}", [" ".join(rng.choices(words, k=60)), foot], "2022-07-01") for n in range(400)]
    assert not list(pickups(texts))


def test_processes_change_nothing() -> None:
    texts = [
        text(
            f"t{n}",
            SENTENCES if n % 7 == 0 else [f"{s} {n}" for s in OTHER[:1]] + [str(n)] * 20,
            f"2022-07-{1 + n % 28:02d}",
        )
        for n in range(60)
    ]
    assert list(pickups(texts, 1)) == list(pickups(texts, 2))
    assert all(isinstance(one, Pickup) for one in pickups(texts))


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    records = [
        {"id": "a", "text": " ".join(SENTENCES), "published": "2022-07-01", "publisher": "A"},
        {"id": "b", "text": " ".join(SENTENCES[:4]), "published": "2022-07-02", "publisher": "B"},
    ]
    Path("t.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records) + "{bad\n", "utf-8")
    done = CliRunner().invoke(main, ["copies", "t.jsonl", "-o", "c.csv"])
    assert done.exit_code == 3
    assert "t.jsonl:3" in done.stderr
    assert "2 texts, 1 pair of copies" in done.stderr
    assert Path("c.csv").read_text("utf-8").splitlines()[1] == "a,b,true,1.0,A,B"
    Path("texts").mkdir()
    Path("texts/a.txt").write_text(" ".join(SENTENCES), "utf-8")
    Path("texts/b.md").write_text(" ".join(SENTENCES), "utf-8")
    shown = CliRunner().invoke(main, ["copies", "texts"])
    assert "texts/a.txt ↔ texts/b.md  1.00" in shown.stdout


def test_texts_in_parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    parquet = pytest.importorskip("pyarrow.parquet")
    arrow = pytest.importorskip("pyarrow")
    said = " ".join(SENTENCES)
    days = [datetime.date(2022, 7, 2), datetime.date(2022, 7, 1)]
    for name, columns in (
        ("days", {"id": [1, 0], "text": [said, said], "published": days, "publisher": ["B", "A"], "more": [1, 2]}),
        ("words", {"id": ["1", "0"], "text": [said, said], "published": list(map(str, days)), "publisher": ["B", "A"]}),
    ):
        parquet.write_table(arrow.table(columns), f"{name}.parquet")
        done = CliRunner().invoke(main, ["copies", f"{name}.parquet", "-o", "c.csv"])
        assert done.exit_code == 0, done.stderr
        assert Path("c.csv").read_text("utf-8").splitlines()[1] == "0,1,true,1.0,A,B"
    held = [json.dumps({"id": n, "text": said, "published": str(day)}) for n, day in zip("10", days, strict=True)]
    parquet.write_table(arrow.table({"record": held}), "json.parquet")
    assert "0 → 1  1.00" in CliRunner().invoke(main, ["copies", "json.parquet"]).stdout
    parquet.write_table(arrow.table({"id": ["1"]}), "none.parquet")
    Path("no.parquet").write_text("no", "utf-8")
    for name, why in (("none", "a column `text`"), ("no", "this is no Parquet file")):
        done = CliRunner().invoke(main, ["copies", f"{name}.parquet"])
        assert done.exit_code == 3
        assert why in done.stderr


def test_texts_whose_process_is_killed_are_compared_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parent, made = os.getpid(), copies._hasher

    def killed() -> object:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return made()

    texts = [text("a", SENTENCES, "2022-07-01"), text("b", SENTENCES, "2022-07-02")]
    wanted = list(pickups(texts, 1))
    assert [(one.original, one.copy) for one in wanted] == [("a", "b")]
    monkeypatch.setattr(copies, "_hasher", killed)
    assert list(pickups(texts, 2)) == wanted
