"""Originals as documents of a dossier: quotes found in them, places told, readers that change."""

import hashlib
import html
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from provenance.cli import main
from provenance.editing.workspace import Workspace
from provenance.files.load import load
from provenance.model.dossier import Dossier
from provenance.review.http import Request
from provenance.review.session import ReviewSession
from tests.texts.makers import docx, p, r

TALK = "WEBVTT\n\n00:12:31.000 --> 00:12:34.000\n<v Anne Roux>Le pont est fermé.\n\n00:40:00.000 --> 00:40:02.000\n<v Anne Roux>Il rouvrira.\n"
FILE = """language: fr
sources: {roux: {name: Anne Roux}}
documents: {talk: {publisher: Radio, file: FILE, published: 2022-07-19EXTRA}}
claims: {ferme: Le pont est fermé., rouvrira: Il rouvrira.}
statements:
  - {chain: roux, says: {ferme: {quote: Le pont est fermé}, rouvrira: {quote: Il rouvrira}}}
"""


def loaded(folder: Path, file: str, extra: str = "") -> Dossier:
    (folder / "d.claims.yaml").write_text(FILE.replace("FILE", file).replace("EXTRA", extra), "utf-8")
    (dossier,) = load([folder / "d.claims.yaml"])
    return dossier


def test_a_recording_gives_the_second_and_the_day(tmp_path: Path) -> None:
    (tmp_path / "talk.vtt").write_text(TALK, "utf-8")
    dossier = loaded(tmp_path, "talk.vtt")
    assert not dossier.problems
    assert [s.locator.time for s in dossier.statements] == [751.0, 2400.0]
    assert [str(s.said_on) for s in dossier.statements] == [str(dossier.documents["talk"].published)] * 2
    assert dossier.documents["talk"].text_sha256 == hashlib.sha256(TALK.encode()).hexdigest()


def test_a_page_is_told_where_word_knows_it(tmp_path: Path) -> None:
    two = "<w:r><w:lastRenderedPageBreak/><w:t>Il rouvrira.</w:t></w:r>"
    (tmp_path / "s.docx").write_bytes(docx(p(r("Le pont est fermé. ")) + p(two)))
    dossier = loaded(tmp_path, "s.docx")
    assert [s.locator.page for s in dossier.statements] == ["1", "2"]
    assert [s.said_on for s in dossier.statements] == [None, None]


@pytest.mark.parametrize(
    ("written", "is_there"),
    [
        ("3", True), ("2", False), ("4", False),
        # A range holds what lies between its ends, and they themselves.
        ("2-4", True), ("3–4", True), ("2–3", True), ("1-2", False), ("4-6", False),
    ],
)  # fmt: skip
def test_another_page_is_told(tmp_path: Path, written: str, is_there: bool) -> None:
    pages = ["Le pont est fermé. ", "Rien. ", "Il rouvrira.", "Fin."]
    runs = [
        f"<w:r>{'<w:lastRenderedPageBreak/>' if n else ''}<w:t>{words}</w:t></w:r>" for n, words in enumerate(pages)
    ]
    (tmp_path / "s.docx").write_bytes(docx("".join(map(p, runs))))
    text = FILE.replace("FILE", "s.docx").replace("EXTRA", "")
    text = text.replace("{quote: Il rouvrira}", f'{{quote: Il rouvrira, page: "{written}"}}')
    (tmp_path / "d.claims.yaml").write_text(text, "utf-8")
    (dossier,) = load([tmp_path / "d.claims.yaml"])
    assert [problem.rule for problem in dossier.problems] == ([] if is_there else ["place-differs"])
    assert [s.locator.page for s in dossier.statements] == ["1", written]


def test_another_reader_is_not_taken_for_moved_words(tmp_path: Path) -> None:
    (tmp_path / "talk.vtt").write_text(TALK, "utf-8")
    for reader, rules in (("transcript 0", []), ("transcript 1", ["anchor-moved"])):
        text = FILE.replace("FILE", "talk.vtt").replace("EXTRA", f", reader: {reader}")
        text = text.replace("{quote: Il rouvrira}", "{quote: Il rouvrira, at: [3, 8]}")
        (tmp_path / "d.claims.yaml").write_text(text, "utf-8")
        (dossier,) = load([tmp_path / "d.claims.yaml"])
        assert [problem.rule for problem in dossier.problems] == rules


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.pdf", b"%PDF-", "this PDF is damaged"),
        ("a.docx", b"x", "cannot be unpacked"),
        ("a.vtt", b"x", "no words with a time"),
    ],
)
def test_what_cannot_be_read_is_said_once_and_no_name_is_guessed(
    tmp_path: Path, name: str, data: bytes, why: str
) -> None:
    (tmp_path / name).write_bytes(data)
    problems = [one for one in loaded(tmp_path, name).problems if one.rule == "unknown-reference"]
    assert len(problems) == 1
    assert why in problems[0].message.render("en")
    assert problems[0].advice is not None
    assert "did you mean" not in problems[0].advice.render("en")


def test_a_folder_of_originals_is_drafted_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words = "Anne Roux, la maire, a déclaré que le pont était fermé. « Il est vieux », a-t-elle ajouté mardi devant le conseil."
    Path("a.docx").write_bytes(docx(p(r(words))))
    Path("b.vtt").write_text(TALK, "utf-8")
    Path("c.eml").write_text(
        f"From: a@example.org\nSubject: Le pont\nDate: Tue, 19 Jul 2022 10:00:00 +0200\n\n{words}\n", "utf-8"
    )
    done = CliRunner().invoke(main, ["extract", ".", "-o", "all.claims.yaml"], catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    (dossier,) = load([Path("all.claims.yaml")])
    assert {d.file: d.reader for d in dossier.documents.values()} == {
        "a.docx": "word 1",
        "b.vtt": "transcript 1",
        "c.eml": "mail 1",
    }
    assert "# 12 min 31 s" in Path("all.claims.yaml").read_text("utf-8")
    published = dossier.documents["c"].published
    assert published is not None
    assert published.text == "2022-07-19"
    assert all(s.anchor is not None for s in dossier.statements if s.quote)
    assert not any(one.rule.startswith("anchor") for one in dossier.problems)


@pytest.mark.parametrize("time", ["00:12:29", "00:12:40", "00:30:01"])
def test_words_said_twice_are_those_at_the_time_that_is_written(tmp_path: Path, time: str) -> None:
    again = TALK.replace(
        "00:40:00.000 --> 00:40:02.000\n<v Anne Roux>Il rouvrira.",
        "00:30:00.000 --> 00:30:02.000\n<v Anne Roux>Le pont est fermé.",
    )
    (tmp_path / "talk.vtt").write_text(again + "\n00:41:00.000 --> 00:41:01.000\n<v Anne Roux>Il rouvrira.\n", "utf-8")
    dossier = loaded(tmp_path, "talk.vtt")
    assert [one.message.render("en") for one in dossier.problems] == ["“Le pont est fermé” stands 2 times in the text"]
    path = tmp_path / "d.claims.yaml"
    path.write_text(path.read_text("utf-8").replace("fermé}, r", f'fermé, time: "{time}"}}, r'), "utf-8")
    (dossier,) = load([path])
    assert not dossier.problems
    found = dossier.statements[0].anchor
    assert found is not None
    assert dossier.documents["talk"].locators.at(found.start).time == (751.0 if time.startswith("00:12") else 1800.0)


def test_the_only_voice_of_a_recording_is_its_speaker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("talk.vtt").write_text(TALK, "utf-8")
    assert CliRunner().invoke(main, ["extract", "talk.vtt", "--lang", "fr", "-o", "t.claims.yaml"]).exit_code == 0
    (dossier,) = load([Path("t.claims.yaml")])
    said = [(dossier.sources[s.chain[0].id].name, s.quote) for s in dossier.statements]
    assert said == [("Anne Roux", "Le pont est fermé"), ("Anne Roux", "Il rouvrira")]


def test_findings_name_the_second_not_a_line(tmp_path: Path) -> None:
    (tmp_path / "talk.vtt").write_text(TALK, "utf-8")
    loaded(tmp_path, "talk.vtt")
    path = tmp_path / "d.claims.yaml"
    differs = "{quote: Le pont est fermé, checked: {by: Ada, result: differs}}"
    path.write_text(path.read_text("utf-8").replace("{quote: Le pont est fermé}", differs), "utf-8")
    done = CliRunner().invoke(main, ["audit", str(path), "--all", "--lang", "fr"])
    assert "talk.vtt, 12\u00a0min 31\u00a0s" in done.stdout
    assert "talk.vtt:1:" not in done.stdout


PLACES = """language: fr
sources: {roux: {name: Anne Roux}, tass: {name: Tass, kind: agency}}
documents:
  report: {publisher: AIEA, published: 2022-07-18}
  article: {publisher: Le Journal, published: 2022-07-20}
claims: {ferme: Le pont est fermé.}
statements:
  - {chain: "roux → report («écrit», p. 12, § 4.2) → article", says: {ferme: {quote: Le pont est fermé, paragraph: 3}}}
  - chain: [{source: roux, time: "00:12:31"}, tass]
    in: article
    says: {ferme: le pont}
"""


def test_places_of_links_are_told_in_every_output(tmp_path: Path) -> None:
    path = tmp_path / "d.claims.yaml"
    path.write_text(PLACES, "utf-8")
    (dossier,) = load([path])
    assert [[bool(hop.locator) for hop in s.chain] for s in dossier.statements] == [[False, True], [True, False]]
    runner = CliRunner()
    told = runner.invoke(main, ["explain", "ferme", str(path), "--as-of", "2022-07-20"]).stdout
    assert "AIEA (18 juillet 2022), p. 12, section 4.2 → Le Journal (20 juillet 2022), § 3" in " ".join(told.split())
    assert "Anne Roux, 12 min 31 s → Tass" in " ".join(told.split())
    page, record, drawing = (tmp_path / name for name in ("x.html", "x.json", "x.svg"))
    outputs = ["--output", str(page), "--output", str(record), "--as-of", "2022-07-20", "--fail-on", "never"]
    assert runner.invoke(main, ["audit", str(path), *outputs]).exit_code == 0
    assert "(«\u00a0écrit\u00a0», p.\u00a012, section\u00a04.2)" in html.unescape(page.read_text("utf-8"))
    chain = json.loads(record.read_text("utf-8"))["dossiers"][0]["claims"][0]["statements"][0]
    assert (chain["chain"][1]["page"], chain["chain"][1]["section"], chain["paragraph"]) == ("12", "4.2", 3)
    graph = ["graph", str(path), "--claim", "ferme", "--as-of", "2022-07-20", "-o", str(drawing)]
    assert runner.invoke(main, graph).exit_code == 0
    assert "18 juillet 2022, p.\u00a012," in html.unescape(drawing.read_text("utf-8"))


def test_pages_and_the_review_open_the_original_at_its_second(tmp_path: Path) -> None:
    (tmp_path / "talk.vtt").write_text(TALK, "utf-8")
    loaded(tmp_path, "talk.vtt")
    file, page = tmp_path / "d.claims.yaml", tmp_path / "out" / "report.html"
    assert CliRunner().invoke(main, ["audit", str(file), "-o", str(page), "--fail-on", "never"]).exit_code == 0
    assert '<a href="../talk.vtt#t=00:12:31" rel="noreferrer">12\u00a0min 31\u00a0s</a>' in page.read_text("utf-8")
    opened: list[str] = []
    session = ReviewSession(Workspace(file), "Ada", opens=lambda address: bool(opened.append(address)) or True)
    pointer = ["statements", 0, "says", "ferme"]

    def ask(body: dict[str, object]) -> int:
        return session.handle(Request("POST", "/open", body=json.dumps(body).encode())).status

    assert [ask({"pointer": pointer}), ask({"pointer": ["statements", 9]}), ask({"pointer": 7})] == [200, 404, 404]
    assert opened == [(tmp_path / "talk.vtt").as_uri() + "#t=00:12:31"]
