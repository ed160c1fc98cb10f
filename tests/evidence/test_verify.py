"""What is checked of a dossier and its evidence, each fault made once."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.evidence.made import CLAIMS, PAGE, run, sha256

SHA = sha256(PAGE)
FILE, RECORD = f"evidence/{SHA}.html", f"evidence/{SHA}.capture.json"


@pytest.fixture
def captured(folder: Path) -> Path:
    (folder / "saved.html").write_bytes(PAGE)
    done = run(
        "capture",
        "saved.html",
        "--by",
        "Ada",
        "--at",
        "2022-07-20",
        "--document",
        "paper",
        "--method",
        "m",
        "--url",
        "https://n.example",
    )
    assert done.exit_code == 0, done.output
    return folder


def rewritten(**changes: object) -> Callable[[], None]:
    def act() -> None:
        held = json.loads(Path(RECORD).read_text("utf-8"))
        Path(RECORD).write_text(json.dumps({**held, **changes}), "utf-8")

    return act


def file_of(data: bytes) -> Callable[[], None]:
    def act() -> None:
        Path(FILE).chmod(0o644)
        Path(FILE).write_bytes(data)

    return act


def claims_with(before: str, after: str) -> Callable[[], None]:
    def act() -> None:
        text = Path("bridge.claims.yaml").read_text("utf-8")
        assert before in text
        Path("bridge.claims.yaml").write_text(text.replace(before, after), "utf-8")

    return act


def two_versions(first: str, second: str) -> Callable[[], None]:
    entries = f"  v1: {{publisher: P, {first}}}\n  v2: {{publisher: P, revises: v1, {second}}}\n"
    return claims_with("claims:", entries + "claims:")


def linked() -> None:
    Path("evidence").rename("moved")
    Path("evidence").symlink_to("moved")


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (file_of(PAGE.replace(b"Monday", b"Tuesday")), f"{FILE}: this file is not what was captured: its hash is another"),
        (file_of(PAGE.replace(b"Monday", b"Tuesday")), "the text of `paper` has changed since its hash was recorded"),
        (file_of(PAGE.replace(b"for repairs", b"for works")), "stand in the text"),
        (lambda: Path(FILE).unlink(), f"{FILE}: this file is gone: it was captured 2022-07-20"),
        (lambda: Path(RECORD).unlink(), f"{FILE}: no record names this file"),
        (rewritten(size=3), f"{FILE}: its record says 3 bytes, and it has {len(PAGE)}"),
        (rewritten(sha256="0" * 64), f"{RECORD}: this record is named otherwise than the hash in it"),
        (rewritten(file="../saved.html"), f"{RECORD}: this record is named otherwise than the hash in it"),
        (rewritten(size="3"), f"{RECORD}: this is no capture record: `size` is missing or wrong"),
        (rewritten(more=1), f"{RECORD}: this is no capture record: `more` is missing or wrong"),
        (lambda: Path(RECORD).write_text("[" * 100_000), f"{RECORD}: this is no capture record: it is no JSON"),
        (lambda: Path(RECORD).write_bytes(b"\xff\xfe"), f"{RECORD}: this file is UTF-16"),
        (lambda: Path("evidence/note.txt").write_text("x"), "evidence/note.txt: no record names this file"),
        (lambda: Path("evidence/deep").mkdir(), "evidence/deep: no record names this file"),
        (linked, "evidence: this is a link"),
        (claims_with(f", sha256: {SHA}", ""), f"no hash of `paper` is recorded: sha256: {SHA}"),
        (claims_with("claims:", f"  other: {{sha256: \"{'1' * 64}\"}}\nclaims:"), "nothing in evidence/ has the hash of `other`"),
        (two_versions("published: 2022-07-01", f"sha256: \"{SHA}\""), "`v1` is one of several versions, and no hash of it is recorded"),
        (two_versions(f"sha256: \"{SHA}\"", f"sha256: \"{SHA}\""), "`v2` takes the place of `v1`, and is the same to the last byte"),
        (
            two_versions(f"published: 2022-07-02, sha256: \"{SHA}\"", f"published: 2022-07-01, sha256: \"{SHA}\""),
            "`v2` takes the place of `v1`, and was published before it",
        ),
        (two_versions("revises: v2", "language: en"), "lead to each other in a circle"),
        (claims_with("in: paper", "in: papers"), "papers"),
    ],
)  # fmt: skip
def test_each_fault_is_told_and_is_exit_code_1(captured: Path, act: Callable[[], None], said: str) -> None:
    assert run("verify", ".").exit_code == 0
    act()
    done = run("verify", ".")
    assert done.exit_code == 1, done.output
    assert said in " ".join(done.stderr.split()), done.stderr


def test_a_claim_file_that_cannot_be_read_is_exit_code_3_and_the_rest_is_checked(captured: Path) -> None:
    (captured / "other.claims.yaml").write_bytes(b"\xff\xfe\x00")
    (captured / FILE).chmod(0o644)
    (captured / FILE).write_bytes(b"other")
    done = run("verify", ".")
    assert done.exit_code == 3
    assert "this file is not what was captured" in done.stderr
    assert "  bridge.claims.yaml\n" in done.stdout


def test_where_the_quotes_stand(captured: Path) -> None:
    start = ("The bridge closes\nThe old bridge will be ").__len__()
    end = start + len("closed for repairs from Monday")
    assert run("verify", ".", "--quotes").stdout == f"c1#1: {FILE}, characters {start}–{end}\n"


def test_a_folder_by_any_of_its_names_is_looked_at_once(captured: Path) -> None:
    (captured / "evidence/stray.txt").write_text("x")
    here = run("verify", ".")
    for path in (captured, captured / ".", captured / "evidence/..", Path("bridge.claims.yaml").absolute()):
        done = run("verify", path)
        assert (done.stdout, done.stderr.count("no record names"), "1 capture," in done.stderr) == (
            here.stdout,
            1,
            True,
        ), path


def test_two_files_of_a_confidential_name_are_both_in_the_manifest(folder: Path) -> None:
    text = "dossier: d\nsources: {s-1: {name: Jane Roe, kind: person, role: a clerk, confidential: true}}\n"
    text += "documents: {a: {file: Jane Roe.txt}, b: {file: jane-roe.txt}}\n"
    (folder / "bridge.claims.yaml").write_text(text, "utf-8")
    for number, name in enumerate(("Jane Roe.txt", "jane-roe.txt")):
        (folder / name).write_text(str(number))
    listed = [line[66:] for line in run("verify", ".").stdout.splitlines() if not line.startswith("#")]
    assert listed == ["a clerk.txt", "a clerk.txt (2)", "bridge.claims.yaml"]


def test_the_manifest_is_written_beside_the_quotes(captured: Path) -> None:
    assert run("verify", ".", "--quotes", "-o", "m.txt").stdout.startswith("c1#1: ")
    assert (captured / "m.txt").exists()


def test_a_name_that_is_no_text_is_in_a_manifest_that_holds(captured: Path) -> None:
    Path(os.fsdecode(b"evidence/\xff\x1b[2J.txt")).write_text("x")
    run("verify", ".", "-o", "m.txt")
    done = run("verify", ".", "--manifest", "m.txt")
    assert "holds to the last byte" in done.stderr
    assert "\x1b" not in done.stderr


def test_what_is_kept_nowhere_is_told_with_the_command_that_fetches_it(folder: Path) -> None:
    text = CLAIMS.replace("{publisher: The Paper}", "{publisher: The Paper, url: 'https://news.example/x y'}")
    (folder / "bridge.claims.yaml").write_text(text, "utf-8")
    done = run("verify", ".")
    assert done.exit_code == 0
    assert (
        "nothing of `paper` is kept here: wget --page-requisites --delete-after --warc-file=news-example-x-y -- 'https://news.example/x y'"
        in done.stderr
    )


def test_the_manifest_holds_what_the_dossier_rests_on_and_no_private_file(captured: Path) -> None:
    (captured / "sources.yaml").write_text("sources: {mayor: {name: The mayor}}\n", "utf-8")
    (captured / "bridge.private.yaml").write_text("sources: {mayor: {contact: '1234567'}}\n", "utf-8")
    (captured / "bridge.private.yaml").chmod(0o600)
    (captured / "stray.txt").write_text("not ours\n", "utf-8")
    listed = [line[66:] for line in run("verify", ".").stdout.splitlines() if not line.startswith("#")]
    assert listed == ["bridge.claims.yaml", RECORD, FILE, "sources.yaml"]


def test_a_document_does_not_lead_out_of_the_folder(captured: Path) -> None:
    (captured.parent / "outside.txt").write_text("secret\n", "utf-8")
    (captured / "link.txt").symlink_to("../outside.txt")
    for file in ("../outside.txt", "link.txt"):
        (captured / "bridge.claims.yaml").write_text(
            CLAIMS.replace("The Paper}", f"The Paper, file: {file}}}"), "utf-8"
        )
        done = run("verify", ".")
        assert done.exit_code == 1
        assert "outside.txt\n" not in done.stdout
        assert "link.txt\n" not in done.stdout


def test_confidential_names_are_in_no_manifest(folder: Path) -> None:
    (folder / "Jane Roe").mkdir()
    text = CLAIMS.replace("dossier: bridge", "dossier: about-jane-roe").replace(
        "{publisher: The Paper}", "{publisher: P, file: Jane Roe.txt}"
    )
    text += "sources: {s-1: {name: Jane Roe, kind: person, role: a clerk, confidential: true}}\n"
    (folder / "bridge.claims.yaml").write_text(text, "utf-8")
    (folder / "Jane Roe.txt").write_text("closed for repairs from Monday\n", "utf-8")
    done = run("verify", ".", "-o", "manifest.txt")
    said = done.output + Path("manifest.txt").read_text("utf-8") + run("verify", ".", "--quotes").output
    assert "a clerk.txt" in said
    assert "Jane" not in said
    assert "roe" not in said.lower()
    # The manifest that was written is the one that is checked.
    assert "holds to the last byte" in run("verify", ".", "--manifest", "manifest.txt").stderr


@pytest.mark.parametrize(
    "options", [["--timestamp", "x.tsr"], ["--authority", "ca.pem"], ["--manifest", "m.txt", "--authority", "ca.pem"]]
)
def test_options_that_need_others(captured: Path, options: list[str]) -> None:
    assert run("verify", ".", *options).exit_code == 2


def test_a_folder_without_a_dossier(tmp_path: Path) -> None:
    done = run("verify", tmp_path)
    assert done.exit_code == 2
    assert "no claim file and no evidence here" in done.stderr
