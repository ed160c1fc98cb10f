"""The page of a corpus: its figures by hand from a few dossiers, its form in a browser, hostile names inert."""

import gzip
import json
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from click.testing import CliRunner

from provenance.auditing import audit_paths
from provenance.cli import main
from provenance.corpus.rows import audit_rows
from provenance.model.vocabulary import Status
from provenance.report.html.corpus import BarPart, bar

pytest.importorskip("duckdb")


def record(kind: str, dossier: str, **values: Any) -> dict[str, Any]:
    return {"type": kind, "dossier": dossier, **values}


def story(name: str, month: str, voice: str, wire: str = "Wire") -> list[dict[str, Any]]:
    """One voice, through one wire, in three papers."""
    papers = [
        record("document", name, id=f"p{n}", publisher=f"Paper {n}", published=f"2022-{month}-0{n}") for n in (1, 2, 3)
    ]
    said = [
        record("statement", name, chain=f"{voice} → {wire}", **{"in": f"p{n}"}, says={"c": "the bridge is shut"})
        for n in (1, 2, 3)
    ]
    head = record("dossier", name, id=name, language="en", as_of="2023-01-01")
    return [head, *papers, record("claim", name, id="c", text=f"The bridge of {name} is shut."), *said]


def page_of(folder: Path, records: list[dict[str, Any]], *more: str) -> lxml.html.HtmlElement:
    corpus = folder / "c.claims.jsonl"
    corpus.write_text("".join(json.dumps(one) + "\n" for one in records), "utf-8")
    asked = ["audit", str(corpus), "--jobs", "1", "-q", "--output", f"html={folder / 'c.html'}", *more]
    done = CliRunner().invoke(main, asked, catch_exceptions=False)
    assert done.exit_code in (0, 1), done.stderr
    return lxml.html.parse(str(folder / "c.html")).getroot()


def table(page: lxml.html.HtmlElement, section: str) -> list[list[str]]:
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("th | td")]
        for row in page.xpath(f"//section[@id='{section}']//tbody/tr")
    ]


def test_the_figures_of_three_dossiers(tmp_path: Path) -> None:
    page = page_of(tmp_path, [*story("a", "07", "Anne Roux"), *story("b", "07", "Anne Roux"), *story("c", "09", "Bo")])
    assert page.xpath("string(//p[@class='meta'])") == "3 dossiers · 3 claims"
    assert [row[:2] for row in table(page, "statuses")] == [["July 2022", "2"], ["September 2022", "1"]]
    voices = table(page, "single-voices")
    assert [(row[2], row[3], row[4]) for row in voices] == [("3", "3", "Anne Roux, Wire")] * 2 + [
        ("3", "3", "Bo, Wire")
    ]
    assert table(page, "hanging") == [["Wire", "3", "9", "3"], ["Anne Roux", "2", "6", "2"], ["Bo", "1", "3", "1"]]
    heads = [cell.text_content() for cell in page.xpath("//table[@class='matrix']/thead//th")]
    rows = {row[0]: dict(zip(heads, row[1:], strict=True)) for row in table(page, "relays")}
    assert rows["Anne Roux"]["Wire"] == "2"
    assert rows["Wire"] == {"Wire": "", "Paper 1": "3", "Paper 2": "3", "Paper 3": "3"}


def test_names_become_no_markup_and_nothing_runs(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script>"
    page = page_of(tmp_path, story("a", "07", hostile))
    assert page.xpath("//script") == []
    assert hostile in page.text_content()
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'; script-src 'none'")


def test_the_page_is_the_same_beside_the_table_and_in_every_run(tmp_path: Path) -> None:
    records = [*story("a", "07", "Anne Roux"), *story("b", "08", "Bo")]
    page_of(tmp_path, records)
    alone = (tmp_path / "c.html").read_bytes()
    (tmp_path / "c.html").unlink()
    page_of(tmp_path, records, "--output", f"parquet={tmp_path / 'c.parquet'}")
    assert (tmp_path / "c.html").read_bytes() == alone
    assert (tmp_path / "c.parquet").exists()
    assert not list(tmp_path.rglob("page.parquet"))


def test_a_page_of_somebody_else_stays(tmp_path: Path) -> None:
    (tmp_path / "c.html").write_text("<p>mine</p>", "utf-8")
    (tmp_path / "c.claims.jsonl").write_text("".join(json.dumps(r) + "\n" for r in story("a", "07", "A")), "utf-8")
    done = CliRunner().invoke(
        main, ["audit", str(tmp_path / "c.claims.jsonl"), "--jobs", "1", "--output", f"html={tmp_path / 'c.html'}"]
    )
    assert done.exit_code == 2
    assert (tmp_path / "c.html").read_text("utf-8") == "<p>mine</p>"


def test_what_could_not_be_read_is_said_on_the_page(tmp_path: Path) -> None:
    corpus = tmp_path / "c.claims.jsonl"
    corpus.write_text("".join(json.dumps(r) + "\n" for r in story("a", "07", "A")) + "{broken\n", "utf-8")
    asked = ["audit", str(corpus), "--jobs", "1", "-q", "--output", f"html={tmp_path / 'c.html'}", "--lang", "fr"]
    assert CliRunner().invoke(main, asked, catch_exceptions=False).exit_code == 3
    said = lxml.html.parse(str(tmp_path / "c.html")).getroot().xpath("string(//p[@class='alarm'])")
    assert said.startswith("1 morceau du corpus n’a pas pu être lu\u00a0:")


def test_the_pieces_of_a_bar_meet() -> None:
    # 1, 1 and 1 of 3: borders at 333 and 667, so that no hole is left.
    counts = {Status.CONFIRMED: 1, Status.UNCONFIRMED: 1, Status.DISPUTED: 1}
    assert bar(counts, 3) == [
        BarPart(Status.DISPUTED, 1, 0, 333),
        BarPart(Status.UNCONFIRMED, 1, 333, 334),
        BarPart(Status.CONFIRMED, 1, 667, 333),
    ]


def test_the_page_says_what_the_terminal_says(tmp_path: Path) -> None:
    # One name in two files is two dossiers, one in which nobody claims anything is one too, and a file that is cut
    # short is something lost.
    for name in ("a", "b"):
        (tmp_path / f"{name}.claims.jsonl").write_text(
            "".join(json.dumps(one) + "\n" for one in story("same", "07", "Anne Roux")), "utf-8"
        )
    silent = record("dossier", "silent", id="silent", language="en", as_of="2023-01-01")
    packed = gzip.compress((json.dumps(silent) + "\n").encode() + b"\n" * 200_000)
    (tmp_path / "c.claims.jsonl.gz").write_bytes(packed[:-8])
    asked = ["audit", str(tmp_path), "--jobs", "1", "--output", f"html={tmp_path / 'o.html'}"]
    done = CliRunner().invoke(main, [*asked, "--output", f"jsonl={tmp_path / 'o.jsonl'}"], catch_exceptions=False)
    assert "3 dossiers, 2 claims" in done.stderr
    assert "1 lost" in done.stderr
    page = lxml.html.parse(str(tmp_path / "o.html")).getroot()
    assert page.xpath("string(//p[@class='meta'])") == "3 dossiers · 2 claims"
    assert page.xpath("string(//p[@class='alarm'])").startswith("1 piece of the corpus could not be read")
    assert table(page, "hanging")[0] == ["Anne Roux", "2", "6", "2"]
    assert ["Anne Roux", "", "", "", "2"] in table(page, "relays")
    rows = [json.loads(line) for line in (tmp_path / "o.jsonl").read_text("utf-8").splitlines()]
    assert [row["kind"] for row in rows].count("lost") == 1


def claim_rows(folder: Path, records: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    corpus = folder / "r.claims.jsonl"
    corpus.write_text("".join(json.dumps(one) + "\n" for one in records), "utf-8")
    CliRunner().invoke(main, ["audit", str(corpus), "-q", "--output", f"jsonl={folder / 'r.jsonl'}"])
    rows = [json.loads(line) for line in (folder / "r.jsonl").read_text("utf-8").splitlines()]
    return {row["claim"]: row for row in rows if row["kind"] == "claim"}


def test_a_claim_is_first_reported_on_the_day_of_its_first_paper(tmp_path: Path) -> None:
    assert claim_rows(tmp_path, story("a", "07", "Anne Roux"))["c"]["first_reported"] == "2022-07-01"


def test_a_paper_of_some_day_in_a_month_may_have_been_the_first(tmp_path: Path) -> None:
    (tmp_path / "x.claims.yaml").write_text(
        "sources: {m: {name: M}}\nclaims: {c: A.}\n"
        "documents: {a: {publisher: P, published: 2022-07}, b: {publisher: Q, published: 2022-07-15}, d: {publisher: R}}\n"
        "statements: [{chain: m, in: [a, b, d], says: {c: {text: words}}}]\n",
        "utf-8",
    )
    (audit,) = audit_paths([tmp_path / "x.claims.yaml"])
    assert next(iter(audit_rows(audit, None)))["first_reported"] == "2022-07-01"


def test_of_what_fell_is_told_how_it_came_and_who_printed_it(tmp_path: Path) -> None:
    records = story("a", "07", "Anne Roux")
    for number in (1, 2, 3):
        notice = {"publisher": f"Paper {number}", "published": "2022-08-01", "retracts": f"p{number}"}
        records.insert(4, record("document", "a", id=f"r{number}", **notice))
    row = claim_rows(tmp_path, records)["c"]
    assert row["status"] == "retracted"
    assert row["reports"] == 3
    assert row["outlets"] == ["Paper 1", "Paper 2", "Paper 3"]
    assert len(row["ways"]) == 3


def test_whom_nobody_names_is_one_in_all_rows(tmp_path: Path) -> None:
    records = [*story("a", "07", "Anne Roux")[:5], record("statement", "a", own="first_hand", says={"c": "it is"})]
    assert claim_rows(tmp_path, records)["c"]["hangs_on"] == ["anonymous"]
