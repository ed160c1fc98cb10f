"""Files captured into a dossier: what is kept, what is written down of it, what is drafted."""

import json
import os
from pathlib import Path

import pytest
from fpdf import FPDF

from provenance.evidence.kinds import kind_of
from provenance.evidence.saved_pages import Saved, saved
from tests.evidence.made import ADDRESS, ARTICLE, CLAIMS, PAGE, record, run, sha256

SHA = sha256(PAGE)


@pytest.fixture
def page(folder: Path) -> Path:
    (folder / "saved.html").write_bytes(PAGE)
    return folder


def claims(folder: Path) -> str:
    return (folder / "bridge.claims.yaml").read_text("utf-8")


def test_the_record_lists_what_the_berkeley_protocol_does(page: Path) -> None:
    done = run(
        "capture", "saved.html", "--by", "Ada", "--url", ADDRESS, "--at", "2022-07-20T10:00:00Z",
        "--method", "saved with a browser", "--context", "linked from the town's page",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert (page / f"evidence/{SHA}.html").read_bytes() == PAGE
    assert record(page, PAGE) == {
        "format": "provenance capture 1",
        "file": f"{SHA}.html",
        "sha256": SHA,
        "size": len(PAGE),
        "media_type": "text/html",
        "original_name": "saved.html",
        "time": {"at": "2022-07-20T10:00:00Z", "word_of": "operator"},
        "method": "saved with a browser",
        "operator": "Ada",
        "address": {"url": ADDRESS, "word_of": "operator"},
        "context": "linked from the town's page",
        "says": {"headline": "The bridge closes", "publisher": "The Paper", "published": "2022-07-19"},
        "unread": [],
    }


def test_the_document_is_drafted_and_comments_stay(page: Path) -> None:
    run("capture", "saved.html", "--by", "Ada", "--url", ADDRESS, "--at", "2022-07-20", "--document", "new")
    written = claims(page)
    assert "# a remark that stays" in written
    for line in (
        'headline: "The bridge closes"', "published: 2022-07-19", f'url: "{ADDRESS}"', "retrieved: 2022-07-20",
        f'file: "evidence/{SHA}.html"', f'sha256: "{SHA}"', 'reader: "page 1"',
    ):  # fmt: skip
        assert line in written.replace(": evidence", ': "evidence').replace(f": {SHA}", f': "{SHA}"'), line


def test_the_clock_says_when_it_was_recorded_and_nothing_more(page: Path) -> None:
    done = run("capture", "saved.html", "--by", "Ada")
    assert record(page, PAGE)["time"]["word_of"] == "clock"  # type: ignore[index]
    assert "retrieved" not in claims(page)
    for wanting in ("--at DATE", "--method TEXT", "--url ADDRESS"):
        assert wanting in done.stderr


def test_a_quote_that_stands_in_it_gets_its_place(page: Path) -> None:
    done = run("capture", "saved.html", "--by", "Ada", "--document", "paper")
    text = f"The bridge closes\n{ARTICLE}"
    start = text.index("closed for repairs")
    at = f"[{start}, {start + len('closed for repairs from Monday')}]"
    assert f"at: {at}" in claims(page), done.output
    assert f"characters {start}–" in done.stderr
    # What a check of the file says of it all: nothing.
    assert run("validate", "bridge.claims.yaml").exit_code == 0


def test_a_quote_of_a_document_without_text_is_offered(page: Path) -> None:
    done = run("capture", "saved.html", "--by", "Ada", "--document", "other")
    assert "--document paper" in done.stderr
    assert "at:" not in claims(page)


def test_a_quote_that_does_not_stand_in_it_is_told(page: Path) -> None:
    (page / "bridge.claims.yaml").write_text(CLAIMS.replace("repairs from Monday", "good, for ever"), "utf-8")
    done = run("capture", "saved.html", "--by", "Ada", "--document", "paper")
    assert done.exit_code == 2
    assert "does not stand in the text" in done.stderr
    # Nothing is kept, or the next attempt would find the record of this one standing; the claim file is as it was.
    assert not (page / "evidence").exists()
    assert "sha256" not in claims(page)


def test_what_was_captured_once_stands(page: Path) -> None:
    run("capture", "saved.html", "--by", "Ada", "--at", "2022-07-20")
    before = record(page, PAGE), claims(page)
    done = run("capture", "saved.html", "--by", "Bob", "--at", "2023-01-01")
    assert (record(page, PAGE), claims(page)) == before
    assert "captured before by Ada (2022-07-20)" in done.stderr
    assert "nothing to change" in done.stderr


def test_the_same_bytes_under_another_name_are_one_file(folder: Path) -> None:
    (folder / "a.txt").write_bytes(PAGE)
    (folder / "b.html").write_bytes(PAGE)
    for name in ("a.txt", "b.html"):
        assert run("capture", name, "--by", "Ada").exit_code == 0
    assert sorted(one.name for one in (folder / "evidence").iterdir()) == [f"{SHA}.capture.json", f"{SHA}.txt"]
    assert run("verify", ".").exit_code == 0


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_claim_file_in_json(folder: Path, form: str) -> None:
    (folder / "bridge.claims.yaml").unlink()
    entry = {"in": "paper", "chain": "mayor", "says": {"c1": "closed for repairs from Monday"}}
    whole = {"dossier": "bridge", "documents": {"paper": {}}, "claims": {"c1": "It closes."}, "statements": [entry]}
    records = [
        {"type": "dossier", "dossier": "bridge"}, {"type": "document", "id": "paper"},
        {"type": "claim", "id": "c1", "text": "It closes."}, {"type": "statement", **entry},
    ]  # fmt: skip
    file = folder / f"bridge.claims.{form}"
    file.write_text("".join(json.dumps(one) + "\n" for one in ([whole] if form == "json" else records)), "utf-8")
    (folder / "saved.html").write_bytes(PAGE)
    done = run("capture", "saved.html", "--by", "Ada", "--document", "paper")
    assert done.exit_code == 0, done.output
    text = file.read_text("utf-8")
    assert f'"sha256": "{SHA}"' in text
    assert '"at": [41, 71]' in text
    assert run("verify", ".").exit_code == 0


def test_another_file_of_a_document_is_refused_and_a_version_is_not(page: Path) -> None:
    run("capture", "saved.html", "--by", "Ada", "--document", "paper")
    (page / "later.html").write_bytes(PAGE.replace(b"three months", b"four months"))
    done = run("capture", "later.html", "--by", "Ada", "--document", "paper")
    assert done.exit_code == 2
    assert "--revises" in done.stderr
    done = run("capture", "later.html", "--by", "Ada", "--document", "paper-2", "--revises", "paper")
    assert done.exit_code == 0
    assert "revises: paper" in claims(page)


@pytest.mark.parametrize("args", [("--document", "paper"), ("--document", "new", "--revises", "nothing")])
def test_what_the_claim_file_refuses_is_not_kept(page: Path, args: tuple[str, ...]) -> None:
    (page / "other.txt").write_text("Another text.\n", "utf-8")
    text = claims(page).replace("paper: {", "paper: {file: other.txt, ")
    assert "other.txt" in text
    (page / "bridge.claims.yaml").write_text(text, "utf-8")
    done = run("capture", "saved.html", "--by", "Ada", *args)
    assert done.exit_code == 2
    assert "captured" not in done.stderr
    assert not (page / "evidence").exists()
    assert claims(page) == text


def test_a_claim_file_that_cannot_be_read_keeps_what_was_kept_before(page: Path) -> None:
    run("capture", "saved.html", "--by", "Ada")
    before = sorted((page / "evidence").iterdir())
    (page / "later.html").write_bytes(PAGE.replace(b"three months", b"four months"))
    (page / "bridge.claims.yaml").write_text("documents: {a: [\n", "utf-8")
    for name in ("saved.html", "later.html"):
        assert run("capture", name, "--by", "Ada").exit_code == 3
    assert sorted((page / "evidence").iterdir()) == before


def test_no_new_claim_file_is_left_where_nothing_was_captured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "works").mkdir()
    monkeypatch.chdir(tmp_path / "works")
    Path("saved.html").write_bytes(PAGE)
    assert run("capture", "saved.html", "--by", "Ada", "--revises", "nothing").exit_code == 2
    assert list(Path().iterdir()) == [Path("saved.html")]


def test_what_is_under_audit_stays_so(page: Path) -> None:
    (page / "article.txt").write_text("Our article.\n", "utf-8")
    text = CLAIMS.replace("claims:", "  ours: {publisher: Us, file: article.txt}\nclaims:")
    (page / "bridge.claims.yaml").write_text(text, "utf-8")
    run("capture", "saved.html", "--by", "Ada", "--document", "new")
    assert "audits: ours" in claims(page)


def test_a_new_claim_file_where_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "works").mkdir()
    monkeypatch.chdir(tmp_path / "works")
    Path("saved.html").write_bytes(PAGE)
    assert run("capture", "saved.html", "--by", "Ada").exit_code == 0
    assert SHA in Path("works.claims.yaml").read_text("utf-8")
    assert run("validate", ".").exit_code == 0


def test_several_claim_files_ask_which(page: Path) -> None:
    (page / "other.claims.yaml").write_text("dossier: other\n", "utf-8")
    assert run("capture", "saved.html", "--by", "Ada").exit_code == 2
    assert run("capture", "saved.html", "--by", "Ada", "--into", "other.claims.yaml").exit_code == 0
    assert SHA in (page / "other.claims.yaml").read_text("utf-8")


def test_a_page_is_not_fetched_and_the_command_is_told(folder: Path) -> None:
    done = run("capture", "https://news.example/a?b=1&c='x'", "--by", "Ada")
    assert done.exit_code == 2
    assert (
        "wget --page-requisites --delete-after --warc-file=news-example-a-b-1-c-x -- 'https://news.example/a?b=1&c='"
        in done.stderr
    )
    assert not (folder / "evidence").exists()


def test_a_pdf_with_a_text_and_one_of_images(folder: Path) -> None:
    words, image = FPDF(), FPDF()
    words.add_page()
    words.set_font("helvetica", size=12)
    words.multi_cell(0, 6, "The bridge will be closed for repairs from Monday.")
    words.add_page()
    words.output(str(folder / "words.pdf"))
    image.add_page()
    image.line(10, 10, 50, 50)
    image.output(str(folder / "image.pdf"))
    done = run("capture", "words.pdf", "--by", "Ada", "--document", "paper")
    assert done.exit_code == 0, done.output
    assert "stands in it: p. 1" in done.stderr
    # Its only date is that of the making of the file.
    assert "the date is that of the making of the file" in done.stderr
    done = run("capture", "image.pdf", "--by", "Ada", "--document", "scan")
    assert done.exit_code == 0
    assert "no text can be read in it" in done.stderr
    assert 'file: "evidence' not in claims(folder).partition("scan")[2]
    assert run("verify", ".").exit_code == 0


def test_a_transcript_and_an_unknown_file(folder: Path) -> None:
    heard = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Mayor>It is closed for repairs from Monday.\n"
    (folder / "talk.vtt").write_text(heard, "utf-8")
    done = run("capture", "talk.vtt", "--by", "Ada", "--document", "paper")
    assert done.exit_code == 0, done.output
    assert "stands in it: 1 s" in done.stderr
    (folder / "dump.xyz").write_bytes(b"\x00\x01\x02")
    assert run("capture", "dump.xyz", "--by", "Ada", "--document", "dump").exit_code == 0
    # A file without a text is known by its hash alone.
    assert run("validate", "bridge.claims.yaml").exit_code == 0
    assert run("verify", ".").exit_code == 0


@pytest.mark.parametrize("case", ["nothing there", "empty", "pipe", "private", "folder", "no name", "linked folder"])
def test_what_cannot_be_captured_is_one_sentence_and_changes_nothing(
    folder: Path, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = {"private": "x.private.yaml", "folder": "."}.get(case, "file.html")
    if case == "empty":
        (folder / name).touch()
    elif case == "pipe":
        os.mkfifo(folder / name)
    elif case == "private":
        (folder / name).write_text("sources: {s-1: {name: Jane Roe}}\n", "utf-8")
    elif case in ("no name", "linked folder"):
        (folder / name).write_bytes(PAGE)
    by = ("--by", " " if case == "no name" else "Ada")
    if case == "linked folder":
        (folder / "elsewhere").mkdir()
        (folder / "evidence").symlink_to("elsewhere")
    done = run("capture", name, *by)
    assert done.exit_code in (2, 3)
    assert done.stderr.startswith(("Error: ", "Usage: "))
    assert "Traceback" not in done.output
    assert "Jane" not in done.output
    assert claims(folder) == CLAIMS
    assert not [one for one in (folder / "evidence").rglob("*") if one.is_file()]


def test_confidential_names_are_left_out_of_whatever_is_written(folder: Path) -> None:
    (folder / "bridge.claims.yaml").write_text(
        CLAIMS + "sources: {mayor: {name: The mayor}, s-0001: {kind: person, role: a clerk, confidential: true}}\n",
        "utf-8",
    )
    (folder / "bridge.private.yaml").write_text(
        "sources: {s-0001: {name: Jane Roe, contact: '+33 698765432'}}\n", "utf-8"
    )
    (folder / "bridge.private.yaml").chmod(0o600)
    page = PAGE.replace(b"<title>The bridge closes", b"<title>The bridge, by Jane Roe").replace(
        b"<h1>The bridge closes", b"<h1>X"
    )
    (folder / "Jane Roe.html").write_bytes(page)
    done = run(
        "capture", "Jane Roe.html", "--by", "Jane Roe", "--context", "sent by Jane Roe, 0698765432",
        "--url", "https://news.example/jane-roe", "--method", "Jane  ROE's telephone",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    verified = run("verify", ".")
    quotes = run("verify", ".", "--quotes")
    written = [*folder.rglob("*.json"), folder / "bridge.claims.yaml"]
    said = done.output + verified.output + quotes.output + "".join(f.read_text("utf-8") for f in written)
    for letters in ("Jane", "Roe", "ROE", "jane-roe", "98765432"):
        assert letters not in said, letters
    assert "a confidential name was left out of the record" in done.stderr


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("<!-- saved from url=(0027)https://news.example/bridge -->", Saved("saved by a browser", ADDRESS)),
        (
            "<!--\n Page saved with SingleFile \n url: https://news.example/bridge \n"
            " saved date: Wed Jul 20 2022 12:30:00 GMT+0200 (Central European Summer Time)\n-->",
            Saved("SingleFile", ADDRESS, "2022-07-20T10:30:00Z"),
        ),
        (
            "<!-- Mirrored from news.example/bridge by HTTrack Website Copier/3.x [XR&CO'2014], Wed, 20 Jul 2022 10:30:00 GMT -->",
            Saved("HTTrack", "news.example/bridge", "2022-07-20T10:30:00Z"),
        ),
        (
            "<!-- Saved from https://news.example/bridge at 2022-07-20T10:30:00Z using monolith v2.8.1 -->",
            Saved("monolith", ADDRESS, "2022-07-20T10:30:00Z"),
        ),
        ("<!-- saved from here -->", Saved()),
        (
            "<!--\n Page saved with SingleFile \n url: https://news.example/bridge \n saved date: Wed Jul 99 2022 12:30:00 GMT+0200\n-->",
            Saved("SingleFile", ADDRESS, None),
        ),
    ],
)
def test_what_saved_a_page_says_so(comment: str, expected: Saved) -> None:
    assert saved(f"<!DOCTYPE html>\n<html>{comment}<body>") == expected


@pytest.mark.parametrize(
    ("name", "head", "ending"),
    [
        ("a.txt", b"%PDF-1.7", ".pdf"),
        ("a.pdf", b"plain words", ".pdf"),
        ("a.HTM", b"<p>x", ".html"),
        ("page", b"\xef\xbb\xbf  <!-- x -->\n<!DOCTYPE html>", ".html"),
        ("a.txt", b"<!DOCTYPE html>", ".txt"),
        ("a.jpeg", b"\xff\xd8\xff\xe0", ".jpg"),
        ("a.png", b"\xff\xd8\xff\xe0", ".jpg"),
        ("a.docx", b"PK\x03\x04", ".docx"),
        ("a.html", b"PK\x03\x04", ".zip"),
        ("a.warc.gz", b"\x1f\x8b\x08", ".warc.gz"),
        ("a.gz", b"\x1f\x8b\x08", ".gz"),
        ("a", b"WARC/1.1\r\n", ".warc"),
        ("../x.$(id)", b"x", ".bin"),
        (".html", b"x", ".bin"),
    ],
)  # fmt: skip
def test_a_file_is_what_it_begins_with(name: str, head: bytes, ending: str) -> None:
    assert kind_of(name, head).ending == ending
