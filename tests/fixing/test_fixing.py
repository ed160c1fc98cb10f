"""Mending in place: what is mended, what is left alone, and that nothing else changes."""

import random
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.auditing import AuditOptions, audit_paths
from provenance.cli import main
from provenance.files.edit import Editor
from provenance.files.text_edits import applied
from provenance.fixing import fix_file
from provenance.model.finding import DataEdit
from provenance.model.vocabulary import Severity
from provenance.project.config import Settings
from provenance.rules.base import Setting

SORTED = Settings(rules={"unsorted-ids": Setting(Severity.NOTE)})


def mend(folder: Path, text: str, *trusted: str, settings: Settings | None = None, name: str = "x.claims.yaml") -> str:
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    done = fix_file(path, settings or Settings(), AuditOptions(), trusted or ("safe",))  # type: ignore[arg-type]
    assert done.before == text.removeprefix("\ufeff")
    return done.after


PEOPLE = "sources: {t: {name: Tass, kind: agency}, o: {name: Ouchakov, kind: person}}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("chain: Tass → Ouchakov  # why", "chain: Ouchakov → Tass  # why"),
        ('chain: "Tass → Ouchakov"', 'chain: "Ouchakov → Tass"'),
        ("chain: 'Tass -> Ouchakov'", "chain: 'Ouchakov → Tass'"),
        ("chain: Tass («a dit», 2022-07-01) → Ouchakov", 'chain: "Ouchakov → Tass («a dit», 2022-07-01)"'),
        # Over several lines it is somebody's layout: left to a person.
        ("chain: >-\n      Tass →\n      Ouchakov", "chain: >-\n      Tass →\n      Ouchakov"),
    ],
)
def test_a_reversed_chain_is_turned_and_its_spelling_kept(tmp_path: Path, before: str, after: str) -> None:
    text = PEOPLE + f"# head\nclaims: {{c1: A claim.}}\nstatements:\n  - {before}\n    says: {{c1: words}}   # end\n"
    assert mend(tmp_path, text) == text.replace(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("own: ture", "own: true"),
        ('own: "true"', "own: true"),
        ("own: firsthand", "own: first_hand"),
        ("certainty: probabel", "certainty: probable"),
    ],
)
def test_a_word_that_is_misspelled_becomes_one_that_is_read(tmp_path: Path, before: str, after: str) -> None:
    entry = "statements: [{{{written}, says: {{a: It rains}}}}]\n"
    assert mend(tmp_path, entry.format(written=before), "guess") == entry.format(written=after)


def test_a_text_that_looks_like_true_is_shown_as_a_text(tmp_path: Path) -> None:
    path = tmp_path / "x.claims.yaml"
    path.write_text('language: en\nstatements: [{own: "true", says: {a: It rains}}]\n', "utf-8")
    (audit,) = audit_paths([path])
    (finding,) = (f for f in audit.findings if f.rule == "schema-violation")
    assert finding.message.render("en") == '`own` cannot be `"true"`'


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_stay(tmp_path: Path, ends: str, mark: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "sources:\n  t:\n    name: Tass\n    kind: agency\n  tass2:\n    name: TASS\n    kind: agency\nclaims: {}\n"
    path = tmp_path / "x.claims.yaml"
    path.write_bytes((mark + text.replace("\n", ends)).encode())
    assert CliRunner().invoke(main, ["audit", ".", "--fix", "-q"]).exit_code == 0
    after = path.read_bytes().decode()
    expected = "sources:\n  t:\n    name: Tass\n    kind: agency\n    aliases: [tass2]\nclaims: {}\n"
    assert after == mark + expected.replace("\n", ends)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{t: {name: Tass}, u: {name: TASS}}", "{t: {name: Tass, aliases: [u]}}"),
        ("{u: {name: Tass}, t: {name: TASS, aliases: [l'agence]}}", "{u: {name: Tass, aliases: [t, l'agence]}}"),
        ("\n  t: {name: Tass, aliases: [ta]}\n  u: {name: TASS}", "\n  t: {name: Tass, aliases: [ta, u]}"),
        (
            "\n  t:\n    name: Tass\n    aliases:\n      - ta  # old\n  u: {name: TASS}",
            "\n  t:\n    name: Tass\n    aliases:\n      - ta  # old\n      - u",
        ),
        # One that says something of its own, or bears a remark, is left to a person.
        ("{t: {name: Tass}, u: {name: TASS, kind: agency}}", None),
        ("{t: {name: Tass}, u: {name: TASS, role: an agency}}", None),
        ("{t: {name: Tass}, u: {name: TASS, notes: important}}", None),
        ("{t: {name: Tass}, u: {name: TASS, suppress: {rule: unused-source, reason: r}}}", None),
        ("\n  t: {name: Tass}\n  # why it is here\n  u: {name: TASS}", None),
        ("\n  t: {name: Tass}\n  u:\n    name: TASS  # as it spells itself", None),
    ],
)
def test_an_alias_instead_of_a_duplicate_source(tmp_path: Path, before: str, after: str | None) -> None:
    text = f"sources: {before}\nclaims: {{}}\n"
    assert mend(tmp_path, text) == text.replace(before, after or before)


def test_duplicates_of_duplicates_are_mended_together_or_one_after_the_other(tmp_path: Path) -> None:
    text = (
        "language: en\nsources:\n  tass: {name: Tass, kind: agency}\n  ria:\n    name: TASS\n    kind: agency\n"
        "  novosti: {name: Ria, kind: agency}\n  ouchakov: {name: Ouchakov, kind: person}\n"
        "claims: {c1: A.}\nstatements: [{chain: ouchakov → novosti, says: {c1: words}}]\n"
    )
    after = mend(tmp_path, text)
    read = yaml.safe_load(after)
    assert list(read["sources"]) == ["tass", "ouchakov"]
    # « TASS » and « Ria » are spellings of names it has by then.
    assert sorted(read["sources"]["tass"]["aliases"]) == ["novosti", "ria"]


def test_a_position_that_moved_is_mended_and_new_words_only_once_reviewed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Yesterday he said that the long talks had failed for good.\n", "utf-8")
    text = (
        "language: en\nsources: {m: {name: M, kind: person}}\nclaims: {c1: A., c2: B.}\n"
        'documents: {a: {publisher: P, file: a.txt, sha256: "' + "0" * 64 + '"}}\n'
        "statements:\n  - {chain: m, at: [0, 14], claim: c1, quote: the long talks}\n"
        "  - {chain: m, says: {c2: the long talks have failed for good}}\n"
    )
    import hashlib

    safe = text.replace("[0, 14]", "[23, 37]")
    assert mend(tmp_path, text) == safe
    digest = hashlib.sha256((tmp_path / "a.txt").read_bytes()).hexdigest()
    reviewed = safe.replace("0" * 64, digest).replace("c2: the long talks have", "c2: the long talks had")
    assert mend(tmp_path, text, "safe", "review") == reviewed


@pytest.mark.parametrize(
    "statement",
    [
        # In two documents, or with one position for two quotes, mending for one would break the other.
        "{chain: m, in: [a, b], at: [0, 5], quote: hello, claim: c1}",
        "{chain: m, in: a, at: [0, 1], says: {c1: hello, c2: world}}",
    ],
)
def test_what_is_written_once_for_several_is_left_alone(tmp_path: Path, statement: str) -> None:
    (tmp_path / "a.txt").write_text("hello world\n")
    (tmp_path / "b.txt").write_text("well, hello world\n")
    text = (
        "sources: {m: {name: M, kind: person}}\nclaims: {c1: A., c2: B.}\n"
        "documents: {a: {publisher: P, file: a.txt}, b: {publisher: Q, file: b.txt}}\nstatements:\n"
        f"  - {statement}\n"
    )
    assert mend(tmp_path, text, "safe", "review") == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{b: B., a: A.}", "{a: A., b: B.}"),
        ("\n  # of b\n  b: B.\n\n  a: A.   # of a", "\n  a: A.   # of a\n\n  # of b\n  b: B."),
        ("\n  b: {text: B.,\n    about: x}\n  a: A.", "\n  a: A.\n  b: {text: B.,\n    about: x}"),
        # A heading among them: they are in an order of their own.
        ("\n  b: B.\n\n  # --- others ---\n\n  a: A.", None),
        ("{b: B., # of b\n a: A.}", None),
    ],
)
def test_ids_are_sorted_where_that_was_asked_for(tmp_path: Path, before: str, after: str | None) -> None:
    text = f"claims: {before}\nstatements: []\n"
    assert mend(tmp_path, text) == text
    assert mend(tmp_path, text, settings=SORTED) == text.replace(before, after or before)


def test_ids_are_not_sorted_where_the_first_of_a_name_is_meant(tmp_path: Path) -> None:
    text = (
        "sources:\n  minister: {name: Ivan, kind: person, part_of: gov}\n  gov: {name: G, kind: government}\n"
        "  adviser: {name: Ivan, kind: person, role: adviser}\nclaims: {}\n"
    )
    assert mend(tmp_path, text, settings=SORTED) == text


def test_json_is_mended_too(tmp_path: Path) -> None:
    text = (
        '{"sources": {"t": {"name": "Tass", "kind": "agency"}, "o": {"name": "Ouchakov", "kind": "person"}},\n'
        ' "claims": {"c1": "A claim."},\n "statements": [{"chain": "Tass → Ouchakov", "says": {"c1": "words"}}]}\n'
    )
    assert mend(tmp_path, text, name="x.claims.json") == text.replace("Tass → Ouchakov", "Ouchakov → Tass")


# --- the command -------------------------------------------------------------------------------------------------------

REVERSED = PEOPLE + "claims: {c1: A claim.}\nstatements:\n  - chain: Tass → Ouchakov\n    says: {c1: words}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*options: str) -> Result:
    return CliRunner().invoke(main, ["audit", ".", *options])


def test_diff_shows_what_fix_does_and_changes_nothing(folder: Path) -> None:
    path = folder / "x.claims.yaml"
    path.write_text(REVERSED, "utf-8")
    shown = run("--diff")
    assert shown.exit_code == 1
    assert "-  - chain: Tass → Ouchakov\n+  - chain: Ouchakov → Tass\n" in shown.stdout
    assert path.read_text("utf-8") == REVERSED
    done = run("--fix", "-q")
    assert "mended chain-reversed" in done.stderr
    assert path.read_text("utf-8") == REVERSED.replace("Tass → Ouchakov", "Ouchakov → Tass")
    again = run("--diff")
    assert (again.exit_code, again.stdout) == (0, "")


def test_diff_is_a_patch_that_git_applies(folder: Path) -> None:
    import subprocess

    text = REVERSED.replace("A claim.", '"one\\Nline\u2028and\u0085more"').rstrip("\n")
    (folder / "x.claims.yaml").write_bytes(text.encode())
    (folder / "fix.patch").write_bytes(run("--diff").stdout.encode())
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    subprocess.run(["git", "apply", "fix.patch"], cwd=folder, check=True)
    assert (folder / "x.claims.yaml").read_bytes().decode() == text.replace("Tass → Ouchakov", "Ouchakov → Tass")


def test_what_cannot_be_read_is_said_and_left_alone(folder: Path) -> None:
    (folder / "x.claims.yaml").write_text("claims: [", "utf-8")
    assert run("--diff").exit_code == 3
    assert run("--fix", "-q").exit_code == 3
    assert (folder / "x.claims.yaml").read_text("utf-8") == "claims: ["


def test_a_raw_article_is_never_written_to(folder: Path) -> None:
    (folder / "art.md").write_text(REVERSED, "utf-8")
    CliRunner().invoke(main, ["audit", "art.md", "--fix", "-q"])
    assert (folder / "art.md").read_text("utf-8") == REVERSED


def test_what_is_answered_for_is_left_alone(folder: Path) -> None:
    text = REVERSED.replace("    says", "    suppress: {rule: chain-reversed, reason: as printed}\n    says")
    (folder / "x.claims.yaml").write_text(text, "utf-8")
    run("--fix", "-q")
    assert (folder / "x.claims.yaml").read_text("utf-8") == text


@pytest.mark.parametrize("name", ['"Secretname"', '"Secretn\\x61me"'])
def test_a_confidential_name_is_mended_in_the_file_and_shown_nowhere(folder: Path, name: str) -> None:
    text = REVERSED.replace("{name: Ouchakov, kind: person}", f"{{name: {name}, kind: person, confidential: true}}")
    text = text.replace("Tass → Ouchakov", "Tass → Secretname")
    (folder / "x.claims.yaml").write_text(text, "utf-8")
    shown = run("--diff")
    assert shown.exit_code == 1
    assert "Secretn" not in shown.output
    assert run("--diff", "--show-confidential").stdout.count("Secretname → Tass") == 1
    run("--fix", "-q")
    assert "Secretname → Tass" in (folder / "x.claims.yaml").read_text("utf-8")


# --- laws --------------------------------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(st.integers(0, 10**6))
def test_mending_changes_no_status_and_no_word_but_what_it_says(seed: int) -> None:
    """A random file with faults: safe mending leaves every status, is stable, and leaves other lines as they are."""
    import tempfile

    rng = random.Random(seed)
    names = ["Tass", "TASS", "Ria", "Ouchakov", "Lavrov", "tass"]
    lines = ["language: en", "sources:"]
    for i in range(rng.randint(1, 5)):
        kind = rng.choice(["agency", "person"])
        if rng.random() < 0.3:
            lines.append("  # a remark")
        lines.append(
            f"  s{rng.randint(0, 9)}{i}: {{name: {rng.choice(names)}, kind: {kind}}}"
            if rng.random() < 0.5
            else f"  s{rng.randint(0, 9)}{i}:\n    name: {rng.choice(names)}\n    kind: {kind}"
        )
    lines += ["claims: {c1: A claim., c0: Another.}", "statements:"]
    for _ in range(rng.randint(1, 4)):
        chain = " → ".join(rng.choice(names) for _ in range(rng.randint(1, 3)))
        lines.append(f"  - chain: {chain}\n    says: {{c{rng.randint(0, 1)}: words}}  # {rng.random()}")
    text = "\n".join(lines) + "\n"
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "x.claims.yaml"
        path.write_text(text, "utf-8")
        (before,) = audit_paths([path])
        once = fix_file(path, SORTED, AuditOptions(), ("safe",)).after
        path.write_text(once, "utf-8")
        (after,) = audit_paths([path])
        assert fix_file(path, SORTED, AuditOptions(), ("safe",)).after == once
    assert {a.claim.id: (a.status, a.counts.chains) for a in after.assessor} == {
        a.claim.id: (a.status, a.counts.chains) for a in before.assessor
    }
    remarks = sorted(line.split("#")[1] for line in text.split("\n") if "#" in line)
    assert sorted(line.split("#")[1] for line in once.split("\n") if "#" in line) == remarks


@given(st.text(max_size=30), st.sampled_from(["plain", '"double"', "'single'"]))
def test_any_text_set_in_a_file_is_read_back(value: str, before: str) -> None:
    editor = Editor(f"a: {before}\nb: {{c: {before}, d: 1}}\n", "x.yaml")
    for pointer in (("a",), ("b", "c")):
        edits = editor.edits([DataEdit("set", pointer, value)])
        if edits is None:
            # Only what cannot stand in YAML at all.
            assert not value.isprintable() or any(ord(c) > 0xFFFF or ord(c) in range(0xD800, 0xE000) for c in value)
            continue
        read = Editor(applied(editor.text, edits), "x.yaml").data
        assert (read["a"] if pointer == ("a",) else read["b"]["c"]) == value
