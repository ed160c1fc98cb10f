"""What changed between two states of a dossier: expected by hand from what was changed."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from provenance.auditing import AuditOptions, DossierAudit, audit_paths
from provenance.cli import main
from provenance.model import dates
from provenance.summaries.difference import Difference, dossier_difference

OLD = """dossier: d
language: en
title: A story
sources: {m: {name: The minister, kind: person, part_of: gov}, gov: {name: The government, kind: government},
  n: {name: The neighbour, kind: person}}
documents: {a: {publisher: The Paper, published: 2022-07-01, file: a.txt}}
claims: {c1: It happened., c2: It was late.}
statements:
  - {chain: m, says: {c1: it did happen, c2: it was late}}
"""
TEXT = "The minister said it did happen, and it was late. The neighbour saw it too.\n"


@pytest.fixture
def compared(tmp_path: Path) -> Callable[..., Difference]:
    def run(new: str, old: str = OLD, text: str = TEXT) -> Difference:
        audits: list[DossierAudit] = []
        for name, content, words in (("old", old, TEXT), ("new", new, text)):
            folder = tmp_path / name
            folder.mkdir(exist_ok=True)
            (folder / "d.claims.yaml").write_text(content, "utf-8")
            (folder / "a.txt").write_text(words, "utf-8")
            (audit,) = audit_paths([folder], AuditOptions(dates.parse("2022-08-01")))
            audits.append(audit)
        return dossier_difference(*audits)

    return run


def rendered(found: Difference) -> list[str]:
    from provenance.emit.difference import difference_text

    return difference_text([found], "en", lambda text, style: text).splitlines()


def test_nothing_changed_when_only_order_layout_and_comments_did(compared: Callable[..., Difference]) -> None:
    new = OLD.replace("{m: {name: The minister, kind: person, part_of: gov}, gov:", "{gov:").replace(
        "kind: government},", "kind: government}, m: {name: The minister, kind: person, part_of: gov}, # moved"
    )
    found = compared(new.replace("{c1: it did happen, c2: it was late}", "{c2: it was late, c1: it did happen}"))
    assert found.empty
    assert rendered(found) == ["  Nothing changed in meaning."]


def test_a_statement_that_confirms_a_claim(compared: Callable[..., Difference]) -> None:
    # Added first, so that every statement after it is numbered anew.
    new = OLD.replace("statements:\n", "statements:\n  - {chain: n, says: {c1: saw it too}}\n")
    found = compared(new)
    (claim,) = found.claims
    assert claim.claim == "c1"
    assert claim.before is not None
    assert claim.after is not None
    assert (claim.before.status.value, claim.after.status.value) == ("unconfirmed", "confirmed")
    assert claim.moved
    assert [(s.kind, s.chain) for s in found.statements] == [("added", "The neighbour → The Paper (1 July 2022)")]
    lines = rendered(found)
    assert (
        "  ~ `c1`: unconfirmed (read in one document, single point of failure) → confirmed (read in one document)"
        in lines
    )
    assert "      origins: 1, chains: 1 → origins: 2, chains: 2" in lines
    assert "single-origin" in {f.rule for f in found.fixed}
    assert not found.found


def test_no_line_is_wider_than_the_terminal(compared: Callable[..., Difference]) -> None:
    from provenance.emit.difference import difference_text

    new = OLD.replace("statements:\n", "statements:\n  - {chain: n, says: {c1: saw it too}}\n")
    lines = difference_text([compared(new)], "en", lambda text, style: text, 80).splitlines()
    assert max(map(len, lines)) <= 80
    # What an item goes on with stands under its words.
    at = lines.index("  ~ `c1`: unconfirmed (read in one document, single point of failure) →")
    assert lines[at + 1] == "    confirmed (read in one document)"


def test_withdrawn_added_changed(compared: Callable[..., Difference]) -> None:
    new = (
        OLD.replace("{c1: it did happen, c2: it was late}", "{c1: {quote: it did happen, certainty: possible}}")
        .replace("claims: {c1: It happened., c2: It was late.}", "claims: {c1: It has happened., c3: A third.}")
        .replace("statements:\n", "statements:\n  - {chain: n, denies: {c3: saw it too}}\n")
    )
    found = compared(new)
    by_kind = {(s.kind, s.statement.claim): [m.render("en") for m in s.what] for s in found.statements}
    assert by_kind == {
        ("changed", "c1"): ["certainty: certain, now possible"],
        ("added", "c3"): [],
        ("withdrawn", "c2"): [],
    }
    changes = {c.claim: (c.before is None, c.after is None) for c in found.claims}
    assert changes == {"c1": (False, False), "c3": (True, False), "c2": (False, True)}


def test_denials_are_told_as_denials_and_paraphrases_as_no_quotations(compared: Callable[..., Difference]) -> None:
    old = OLD.replace("statements:\n", "statements:\n  - {chain: gov, says: {c2: {text: it was late}}}\n")
    new = OLD.replace(
        "statements:\n",
        "statements:\n  - {chain: n, denies: {c1: saw it too}}\n  - {chain: gov, says: {c2: {text: late}}}\n",
    )
    lines = [line.strip() for line in rendered(compared(new, old))]
    assert "+ `c1` The neighbour → The Paper (1 July 2022): denies “saw it too”" in lines
    assert "~ `c2` The government → The Paper (1 July 2022): asserts (late)" in lines
    assert "in our words: it was late; now: late" in lines


def test_owners_that_make_two_voices_one(compared: Callable[..., Difference]) -> None:
    both = OLD.replace("statements:\n", "statements:\n  - {chain: n, says: {c1: saw it too}}\n")
    found = compared(
        both.replace("{name: The neighbour, kind: person}", "{name: The neighbour, kind: person, part_of: gov}"), both
    )
    (claim,) = found.claims
    assert claim.after is not None
    assert claim.after.status.value == "unconfirmed"
    assert not found.statements


def test_a_text_that_changed_under_its_quotes(compared: Callable[..., Difference]) -> None:
    (text,) = compared(OLD, text="Update. " + TEXT).texts
    assert (text.document, text.kept, text.moved, text.reworded, text.lost) == ("a", 0, 2, 0, 0)
    found = compared(OLD, text=TEXT.replace("it did happen", "it did hapen").replace(", and it was late", ""))
    (text,) = found.texts
    assert (text.kept, text.moved, text.reworded, text.lost) == (0, 0, 1, 1)
    assert {(s.kind, s.statement.claim) for s in found.statements} == {("re-anchored", "c1"), ("re-anchored", "c2")}


def test_a_dossier_that_came_or_went(compared: Callable[..., Difference]) -> None:
    whole = compared(OLD)
    assert whole.after is not None
    assert "a new dossier" in "\n".join(rendered(dossier_difference(None, whole.after)))
    assert "the dossier is gone" in "\n".join(rendered(dossier_difference(whole.after, None)))
    with pytest.raises(ValueError, match="needs an audit"):
        dossier_difference(None, None)


# --- the command -------------------------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two commits: the second confirms a claim. The policy stands above the dossier."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dos").mkdir()
    (tmp_path / "provenance.toml").write_text('[extract]\nlexicons = ["own.toml"]\n', "utf-8")
    (tmp_path / "own.toml").write_text("", "utf-8")
    (tmp_path / "dos/a.txt").write_text(TEXT, "utf-8")
    (tmp_path / ".gitattributes").write_text("dos/*.yaml export-ignore\n", "utf-8")
    (tmp_path / "dos/out").symlink_to("/etc/passwd")
    (tmp_path / "dos/d.claims.yaml").write_text(OLD, "utf-8")
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "one")
    (tmp_path / "dos/d.claims.yaml").write_text(
        OLD.replace("statements:\n", "statements:\n  - {chain: n, says: {c1: saw it too}}\n"), "utf-8"
    )
    git("commit", "-qam", "two")
    return tmp_path


def git(*arguments: str) -> None:
    names = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *names, *arguments], check=True, capture_output=True)


def run(*options: str) -> Result:
    return CliRunner().invoke(main, ["diff", *options, "--as-of", "2022-08-01"])


@pytest.mark.parametrize(
    "sides", [["HEAD~1"], ["HEAD~1.."], ["HEAD~1..HEAD"], ["HEAD~1", "HEAD"], ["main~1...main"], ["HEAD~1", "--path", "dos"],
              ["HEAD~1", "--path", "dos/d.claims.yaml"], ["HEAD~1", "dos"]],
)  # fmt: skip
def test_revisions_and_ranges(repository: Path, sides: list[str]) -> None:
    done = run(*sides, "-o", "json")
    assert done.exit_code == 0, done.output
    (one,) = json.loads(done.stdout)["dossiers"]
    assert [(c["claim"], c["before"]["status"], c["after"]["status"]) for c in one["claims"]] == [
        ("c1", "unconfirmed", "confirmed")
    ]
    assert [s["change"] for s in one["statements"]] == ["added"]


def test_an_unchanged_checkout_differs_in_nothing(repository: Path) -> None:
    for options in (["HEAD"], ["HEAD", "--path", "dos/d.claims.yaml"], ["HEAD", "--path", "dos"]):
        done = run(*options, "--exit-code")
        assert (done.exit_code, done.stdout.strip()) == (0, "Nothing changed in meaning."), options
    assert run("HEAD~1", "--exit-code").exit_code == 1


@pytest.mark.parametrize(
    "name", ["nope", "--output=x", "-h..", "a\n::error::b", "x" * 300, "HEAD:dos", "\0", "HEAD@{1000}"]
)
def test_what_is_no_revision_is_a_matter_of_usage(repository: Path, name: str) -> None:
    done = run("--", name) if name.startswith("-") else run(name)
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert not any(line.startswith("::") for line in done.output.splitlines())


def test_a_name_kept_since_is_not_told_from_before(repository: Path) -> None:
    path = repository / "dos/d.claims.yaml"
    path.write_text(
        OLD.replace(
            "{name: The neighbour, kind: person}",
            "{name: The neighbour, kind: person, confidential: true, role: a witness}",
        ),
        "utf-8",
    )
    # The statements of the source are told of as withdrawn, each in the words of the format.
    for form, withdrawn in (("text", "−"), ("markdown", "−"), ("json", '"withdrawn"')):
        done = run("HEAD", "-o", form)
        assert withdrawn in done.output
        assert "neighbour" not in done.output.lower()


def test_markdown_for_a_pull_request_keeps_words_as_words(repository: Path) -> None:
    path = repository / "dos/d.claims.yaml"
    path.write_text(path.read_text("utf-8").replace("It happened.", '"<img src=x> | *b* @all [l](u)"'), "utf-8")
    done = run("HEAD", "-o", "markdown")
    assert done.stdout.startswith("### A story (d)\n")
    assert "<img" not in done.stdout
    assert "\\[l\\](u)" in done.stdout
