"""Answers to findings, and the baseline: what they set aside, what they may not, and what is wrong with them."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from provenance.cli import main

HEAD = "language: en\nsources: {m: {name: The minister, kind: person}}\n"
SAYS = "statements: [{chain: m, says: {c1: words}}]\n"


class Project:
    """A folder with claim files, and the program run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, text: str, name: str = "x.claims.yaml") -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text, "utf-8")

    def run(self, *options: str) -> Result:
        return CliRunner().invoke(main, list(options))

    def rules(self, *options: str) -> list[str]:
        return [f["rule"] for f in self.findings(*options)]

    def findings(self, *options: str) -> list[dict[str, object]]:
        done = json.loads(self.run("audit", ".", "-o", "json", "--all", *options).stdout)
        return [f for d in done["dossiers"] for f in d["findings"]] + done["project"]

    def aside(self, *options: str) -> list[dict[str, object]]:
        done = json.loads(self.run("audit", ".", "-o", "json", *options).stdout)
        return [one for d in done["dossiers"] for one in d["set_aside"]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    return Project(tmp_path)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (HEAD + "claims: {c1: {text: A claim., suppress: {rule: single-origin, reason: r}}}\n" + SAYS, "single-origin"),
        (HEAD + "claims: {c1: {text: A claim., suppress: {rule: PV301, reason: r}}}\n" + SAYS, "single-origin"),
        (HEAD.replace("person}", "person, suppress: {rule: unused-source, reason: r}}"), "unused-source"),
        (
            "sources: {o: {name: O, kind: person}, t: {name: T, kind: agency}}\nclaims: {c1: A claim.}\n"
            "statements: [{chain: t → o, says: {c1: words}, suppress: [{rule: chain-reversed, reason: r}]}]\n",
            "chain-reversed",
        ),
        (
            HEAD + "claims: {c1: A claim.}\ndocuments: {d: {publisher: P, url: 'https://x.example', suppress: {rule: unarchived-source, reason: r}}}\n"
            "statements: [{chain: m, in: d, says: {c1: words}}]\n",
            "unarchived-source",
        ),
    ],
)  # fmt: skip
def test_an_answer_sets_its_finding_aside_and_nothing_else(project: Project, text: str, rule: str) -> None:
    project.write(text)
    without = re.sub(r", suppress: (\[\{[^]]*\]|\{[^}]*\})", "", text)
    assert without != text
    assert [(one["finding"]["rule"], one["reason"]) for one in project.aside()] == [(rule, "r")]  # type: ignore[index]
    kept = project.rules()
    assert rule not in kept
    project.write(without)
    assert sorted(project.rules()) == sorted([*kept, rule])


def test_an_answer_on_one_claim_does_not_speak_for_another(project: Project) -> None:
    project.write(
        HEAD + "claims: {c1: {text: A., suppress: {rule: single-origin, reason: r}}, c2: B.}\n"
        "statements: [{chain: m, says: {c1: words, c2: others}}]\n"
    )
    assert [f["subject"] for f in project.findings() if f["rule"] == "single-origin"] == ["c2"]


def test_a_claim_does_not_answer_for_a_source_of_its_name(project: Project) -> None:
    project.write(HEAD + "claims: {m2: {text: A., suppress: {rule: unused-source, reason: r}}}\nstatements: [{chain: m, says: {m2: w}}]\n"
                  .replace("sources: {", "sources: {m2: {name: X, kind: person}, "))  # fmt: skip
    assert "suppression-unmatched" in project.rules()


def test_what_was_folded_under_a_finding_set_aside_is_told_again(project: Project) -> None:
    text = (
        "language: en\nsources: {x: {name: X, kind: anonymous}}\nclaims: {c1: {text: A., ANSWER}}\n"
        "statements: [{chain: x, says: {c1: w}}]\n"
    )
    project.write(text.replace(", ANSWER", ""))
    assert {f["rule"] for f in project.findings() if f["folded_under"] is None and f["subject"] == "c1"} == {
        "single-anonymous-source"
    }
    project.write(text.replace("ANSWER", "suppress: {rule: single-anonymous-source, reason: r}"))
    assert "unconfirmed-claim" in {f["rule"] for f in project.findings() if f["folded_under"] is None}


def test_an_answer_holds_to_the_end_of_its_day(project: Project) -> None:
    project.write(
        HEAD
        + "claims:\n  c1: {text: A., suppress: {rule: single-origin, reason: promised, until: 2022-07-31, by: MC}}\n"
        + SAYS
    )
    assert "single-origin" not in project.rules("--as-of", "2022-07-31")
    late = project.findings("--as-of", "2022-08-01")
    assert "single-origin" in [f["rule"] for f in late]
    (expired,) = [f for f in late if f["rule"] == "suppression-expired"]
    assert (expired["line"], expired["column"]) == (4, 28)
    assert "promised" in str(expired["message"])
    # Without --as-of it is today that counts, whatever date the dossier is told at.
    project.write((project.folder / "x.claims.yaml").read_text("utf-8") + "as_of: 2022-07-01\n")
    assert "suppression-expired" in project.rules()


def test_a_reason_is_required_and_a_rule_must_exist(project: Project) -> None:
    project.write(HEAD + "claims: {c1: {text: A., suppress: {rule: single-origin}}}\n" + SAYS)
    (wrong,) = [f for f in project.findings() if f["rule"] == "schema-violation"]
    assert "`reason` is missing" in str(wrong["message"])
    project.write(HEAD + "claims: {c1: {text: A., suppress: {rule: single-orgin, reason: r}}}\n" + SAYS)
    (wrong,) = [f for f in project.findings() if f["rule"] == "suppression-unmatched"]
    assert "single-origin" in str(wrong["fix"])


def test_answers_of_the_project_and_when_they_are_judged(project: Project) -> None:
    (project.folder / "provenance.toml").write_text(
        '[[suppress]]\nrule = "single-origin"\nreason = "one voice is all there is"\nmatch = "a/"\n\n'
        '[[suppress]]\nrule = "circular-reporting"\nreason = "never"\n\n'
        '[[suppress]]\nrule = "unconfirmed-claim"\nsubject = "c1"\nreason = "r"\nuntil = 2022-01-01\n',
        "utf-8",
    )
    for name in ("a/a", "b/b"):
        project.write(HEAD + "claims: {c1: A.}\n" + SAYS, f"{name}.claims.yaml")
    found = project.findings()
    assert [f["file"] for f in found if f["rule"] == "single-origin"] == ["b/b.claims.yaml"]
    assert [(f["rule"], f["file"], f["line"]) for f in found if f["file"] == "provenance.toml"] == [
        ("suppression-unmatched", "provenance.toml", 6), ("suppression-expired", "provenance.toml", 10),
    ]  # fmt: skip
    # Of one file alone nobody can tell that an answer has nothing left.
    done = project.run("audit", "a", "-o", "json")
    assert [f["rule"] for f in json.loads(done.stdout)["project"]] == ["suppression-expired"]


def test_a_baseline_holds_the_line(project: Project) -> None:
    project.write(HEAD + "claims: {c1: A.}\n" + SAYS)
    assert project.run("audit", ".", "--write-baseline", "known.json").exit_code == 0
    before = project.rules()
    assert before
    assert project.rules("--baseline", "known.json") == []
    # Lines move, and it still holds.
    project.write("# a comment\n\n" + HEAD + "claims: {c1: A.}\n" + SAYS)
    assert project.rules("--baseline", "known.json") == []
    # A new fault is told, the old ones are not.
    project.write(HEAD + "claims: {c1: A., c2: B.}\nstatements: [{chain: m, says: {c1: words, c2: others}}]\n")
    assert {f["subject"] for f in project.findings("--baseline", "known.json")} == {"c2"}
    # What is mended is asked to leave the baseline.
    project.write(HEAD + "claims: {}\n")
    stale = project.findings("--baseline", "known.json")
    assert "suppression-unmatched" in {f["rule"] for f in stale}
    assert {f["file"] for f in stale if f["rule"] == "suppression-unmatched"} == {"known.json"}
    # Twice the same fault where there was one is one too many.
    (project.folder / "x.claims.yaml").unlink()
    project.write(HEAD + "claims: {c1: A.}\n" + SAYS, "y.claims.yaml")
    assert "suppression-unmatched" in project.rules("--baseline", "known.json")


def test_a_configured_baseline_can_be_written_where_there_is_none(project: Project) -> None:
    (project.folder / "provenance.toml").write_text('baseline = "known.json"\n', "utf-8")
    project.write(HEAD + "claims: {c1: {text: A., suppress: {rule: circular-reporting, reason: r}}}\n" + SAYS)
    assert project.run("audit", ".").exit_code == 2
    assert project.run("audit", ".", "--write-baseline", "known.json").exit_code == 0
    # What is wrong with an answer is not taken for known.
    assert project.rules() == ["suppression-unmatched"]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"version": 2, "findings": []}', '{"version": 1, "findings": [3]}', "\ufffe", '{"version": 1}',
     '{"version": 1, "findings": [{"fingerprint": 1, "rule": "x", "dossier": "d", "subject": "s"}]}'],
)  # fmt: skip
def test_a_baseline_that_is_none_is_a_matter_of_usage(project: Project, text: str) -> None:
    project.write(HEAD + "claims: {c1: A.}\n" + SAYS)
    project.write(text, "known.json")
    done = project.run("audit", ".", "--baseline", "known.json")
    assert done.exit_code == 2
    assert "known.json:" in done.output
    assert "Traceback" not in done.output


def test_a_confidential_name_leaks_through_no_answer(project: Project) -> None:
    (project.folder / "provenance.toml").write_text(
        '[[suppress]]\nrule = "single-origin"\nsubject = "c1"\nreason = "Secretname asked"\nby = "Secretname"\n\n'
        '[[suppress]]\nrule = "unused-source"\nsubject = "secretname"\nreason = "Secretname"\nuntil = 2022-01-01\n',
        "utf-8",
    )
    project.write(
        "language: en\nsources: {secretname: {name: Secretname, kind: person, confidential: true, role: an official}}\n"
        "claims: {c1: {text: A., suppress: {rule: unconfirmed-claim, reason: Secretname said so}}}\n"
        "statements: [{chain: secretname, says: {c1: words}}]\n"
    )
    for form in ("text", "json", "markdown", "html", "sarif", "junit", "github", "gitlab"):
        done = project.run("audit", ".", "-o", form, "--all")
        assert done.output
        assert "secretname" not in done.output.lower(), form
    assert project.run("audit", ".", "--write-baseline", "known.json").exit_code == 0
    assert "secretname" not in (project.folder / "known.json").read_text("utf-8").lower()


def test_an_answer_is_shown_with_its_reason_everywhere(project: Project) -> None:
    project.write(
        HEAD + "claims: {c1: {text: A., suppress: {rule: single-origin, reason: only he can know, by: MC}}}\n" + SAYS
    )
    for form in ("text", "markdown", "html", "sarif", "junit"):
        assert "only he can know" in project.run("audit", ".", "-o", form).output, form
