"""One verdict: whatever an audit is written as, the numbers, the words and the exit code are the same."""

import json
import random
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from provenance.auditing import audit_paths
from provenance.cli import main
from provenance.emit.findings import plain
from provenance.emit.text import audit_text
from provenance.verdict import Verdict
from tests.second_reading.generator import random_dossier

#: Shards, and dossiers in each. Pages are drawn for the first of each shard alone.
SHARDS, EACH = 4, 60
LANGUAGES = ("en", "fr")
RULES = (
    "single-origin",
    "unconfirmed-claim",
    "superseded-version-used",
    "known-denial-omitted",
    "commitment-escalation",
)
SEVERITIES = ("error", "warning", "note", "off")


def nasty(seed: int) -> tuple[dict[str, Any], dict[str, str], str]:
    """A random dossier some of whose documents have texts, answers to findings, and severities of its own."""
    rng = random.Random(seed)
    data = random_dossier(rng)
    data["language"] = rng.choice(LANGUAGES)
    texts: dict[str, str] = {}
    for name, document in data["documents"].items():
        if rng.random() < 0.5:
            document["file"] = f"{name}.txt"
            said = [s for s in data["statements"] if s.get("in") == name]
            for number, statement in enumerate(said):
                statement["quote"] = f"the words number {number} of {name}"
            texts[f"{name}.txt"] = "".join(f"Here {s['quote']}.\n" for s in said) or "Nothing is said here.\n"
    if texts and rng.random() < 0.3:
        data["audits"] = rng.sample(list(data["documents"]), 1)
    for claim in data["claims"].values():
        if data["sources"] and rng.random() < 0.4:
            claim["concerns"] = [rng.choice(list(data["sources"]))]
        if rng.random() < 0.2:
            claim["suppress"] = [{"rule": rng.choice(RULES), "reason": "known", "by": "MC"}]
    chosen = {rng.choice(RULES): rng.choice(SEVERITIES) for _ in range(rng.randint(0, 2))}
    config = "".join(f'{rule} = "{severity}"\n' for rule, severity in chosen.items())
    return data, texts, f"[rules]\n{config}" if config else ""


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Path]:
    def dossier(seed: int) -> Path:
        folder = tmp_path / str(seed)
        folder.mkdir()
        data, texts, config = nasty(seed)
        (folder / "x.claims.json").write_text(json.dumps(data), "utf-8")
        (folder / "provenance.toml").write_text(config, "utf-8")
        for name, text in texts.items():
            (folder / name).write_text(text, "utf-8")
        monkeypatch.chdir(folder)
        return folder

    return dossier


@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_output_tells_one_verdict(
    shard: int, write: Callable[[int], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = faults = 0
    for seed in range(shard * EACH, (shard + 1) * EACH):
        folder = write(seed)
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "summary.md"))
        formats = ["json", "sarif", "junit", "markdown", "github", *(["html"] if seed == shard * EACH else [])]
        outputs = [option for form in formats for option in ("-o", f"{form}=out.{form}")]
        arguments = ["audit", "x.claims.json", "--as-of", "2022-07-20", *outputs, "-o", "text"]
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code in (0, 1), done.output
        record = json.loads((folder / "out.json").read_text("utf-8"))["dossiers"][0]
        verdict = record["verdict"]
        held, faults = held + verdict["held"], faults + bool(verdict["faults"])
        findings = record["findings"]
        told = {name: len(verdict[name]) for name in ("corrections", "precisions", "faults", "set_aside")}

        # The exit code, and the findings themselves.
        assert done.exit_code == (verdict["held"] or bool(verdict["faults"]))
        for role, name in (("correction", "corrections"), ("precision", "precisions"), ("fault", "faults")):
            assert sum(f["role"] == role for f in findings) == told[name]
        for finding in findings:
            # An error is to be corrected or to be mended: what a correction says already is a note under it.
            assert (finding["severity"] == "error") == (finding["role"] in ("correction", "fault"))
        in_texts = {f["fingerprint"] for f in findings if f["document"] in verdict["texts"]}
        assert {c["fingerprint"] for c in (*verdict["corrections"], *verdict["precisions"])} <= in_texts

        # The terminal: the sentence, and one entry for each.
        assert verdict["text"] in done.output
        shown = done.output.split("\n\n")
        headings = {"en": ("TO CORRECT", "TO CLARIFY"), "fr": ("À CORRIGER", "À PRÉCISER")}[record["language"]]
        for heading, name in zip(headings, ("corrections", "precisions"), strict=True):
            block = next((b for b in shown if b.startswith(heading)), "")
            assert len(re.findall(r"^[✗!·] ", block, re.M)) == told[name]

        # Machine formats.
        sarif = json.loads((folder / "out.sarif").read_text("utf-8"))["runs"][0]["properties"]["verdicts"][0]
        assert {name: sarif[name] for name in told} == told
        assert (sarif["held"], sarif["text"]) == (verdict["held"], verdict["text"])
        suite = ElementTree.parse(folder / "out.junit").getroot()[0]
        properties = {p.get("name"): p.get("value") for p in suite.iter("property")}
        assert {name: properties[f"verdict.{name}"] for name in told} == {k: str(n) for k, n in told.items()}
        failed = [case for case in suite.iter("testcase") if case.find("failure") is not None]
        assert len(failed) == told["corrections"] + told["faults"]
        assert bool(failed) == bool(done.exit_code)

        # The closing line, and why the run ends so.
        errors = re.search(r"(\d+) err(?:or|eur)s?,", done.output)
        assert (int(errors[1]) if errors else 0) == len(failed)

        # Prose.
        markdown = (folder / "out.markdown").read_text("utf-8")
        assert f"**{verdict['text']}**" in markdown
        for title, name in zip(*(SECTIONS[record["language"]], ("corrections", "precisions")), strict=True):
            section = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", markdown, re.M | re.S)
            assert len(re.findall(r"^- ", section[1], re.M) if section else ()) == told[name]
        assert f"**{verdict['text']}**" in (folder / "summary.md").read_text("utf-8")
        if "html" in formats:
            page = Texts(folder / "out.html")
            assert verdict["text"] in page.verdicts
    assert held > 2, "the dossiers must be nasty enough to be held"


DIKE = """
dossier: dike
language: en
parties: [town]
sources: {town: {name: the town, kind: institution}, court: {name: the court, kind: institution}}
documents:
  article: {publisher: The Beacon, published: 2024-06-02, file: article.txt}
  ruling: {publisher: court, published: 2024-05-02}
claims:
  cracked: {text: The dike is cracked., concerns: [town]}
statements:
  - {own: true, says: {cracked: "The dike is cracked"}}
  - {chain: court, in: ruling, adjudication: true, denies: {cracked: {text: no crack}}}
  - {chain: town, in: ruling, denies: {cracked: {text: no crack}}}
"""


def test_what_a_correction_says_already_is_no_error_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ruling had found it false; that the town's denial is left out, and that nobody gives it, is told under that."""
    monkeypatch.chdir(tmp_path)
    Path("dike.claims.yaml").write_text(DIKE, "utf-8")
    Path("article.txt").write_text("The dike is cracked.\n", "utf-8")
    done = CliRunner().invoke(main, ["audit", "dike.claims.yaml", "-o", "text", "-o", "junit=out.junit"])
    # « Do not publish: 1 correction », and 1 is what the closing line counts, fails on, and JUnit holds for a failure.
    assert "Do not publish: 1 correction ·" in done.output
    assert "1 error, 1 warning, 2 notes" in " ".join(done.output.split())
    assert "exit 1: 1 finding at --fail-on error" in " ".join(done.output.split())
    assert "2 notes (--all)" in " ".join(done.output.split())
    assert ElementTree.parse("out.junit").getroot().get("failures") == "1"


SECTIONS = {"en": ("To correct", "To clarify"), "fr": ("À corriger", "À préciser")}


def test_the_index_tells_the_verdict_of_each_page(write: Callable[[int], Path]) -> None:
    folder = write(0)
    done = CliRunner().invoke(
        main, ["audit", "x.claims.json", "--as-of", "2022-07-20", "-o", "json=out.json", "-o", "html=site"]
    )
    assert done.exit_code in (0, 1), done.output
    verdict = json.loads((folder / "out.json").read_text("utf-8"))["dossiers"][0]["verdict"]
    assert verdict["text"] in (folder / "site" / "index.html").read_text("utf-8")


class Texts(HTMLParser):
    """The verdicts of a page, that of each day."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.verdicts: list[str] = []
        self._inside = False
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = ("class", "verdict") in attrs

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.verdicts.append(data)
            self._inside = False


# --- the words ------------------------------------------------------------------------------------------------------


def verdicts() -> Iterator[tuple[Verdict, str, str]]:
    """Some verdicts, and what they are called."""
    finding: Any = object()
    nothing: dict[str, Any] = {"precisions": (), "faults": (), "others": (), "set_aside": ()}
    yield (
        Verdict(True, ("a",), (finding,) * 4, **nothing),
        "Do not publish: 4 corrections",
        "Ne pas publier\u00a0: 4 corrections",
    )
    yield (
        Verdict(True, ("a",), (finding,), **nothing),
        "Do not publish: 1 correction",
        "Ne pas publier\u00a0: 1 correction",
    )
    three = {**nothing, "precisions": (finding,) * 3}
    yield Verdict(True, ("a",), (), **three), "May run: 3 precisions", "Peut paraître\u00a0: 3 précisions"
    yield Verdict(True, ("a",), (), **nothing), "May run", "Peut paraître"
    yield Verdict(True, (), (), **nothing), "No text is under audit", "Aucun texte à juger"
    yield (
        Verdict(False, (), (), **nothing),
        "Not judged: the claim file could not be read",
        "Non jugé\u00a0: le fichier n’a pas pu être lu",
    )


@pytest.mark.parametrize(("verdict", "english", "french"), list(verdicts()))
def test_the_verdict_in_words(verdict: Verdict, english: str, french: str) -> None:
    assert verdict.headline().render("en") == english
    assert verdict.headline().render("fr") == french


OLD_FALSEHOOD = """language: en
as_of: 2024-09-30
sources: {port: {name: Port Authority}, court: {name: Maritime Court}}
documents:
  art: {publisher: The Tern, published: 2024-09-20, file: art.txt}
  ruling: {publisher: The Gazette, published: 2024-08-15}
claims: {fined: {text: The port was fined., concerns: [port]}}
statements:
  - {chain: court, in: ruling, adjudication: true, denies: {fined: no fine}}
  - {own: true, in: art, says: {fined: The port was fined}}
"""


def test_what_a_correction_says_already_stands_under_it_and_asks_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "x.claims.yaml").write_text(OLD_FALSEHOOD, "utf-8")
    (tmp_path / "art.txt").write_text("The port was fined.\n", "utf-8")
    (audit,) = audit_paths([tmp_path / "x.claims.yaml"])
    stated = {f.rule: f for f in audit.findings if f.subject == "fined#2"}
    # Who says it is another question than whether it is so: that it was found false is all there is to do.
    assert stated["recycled-falsehood"].folded_under is None
    assert stated["single-anonymous-source"].folded_under == stated["recycled-falsehood"].fingerprint
    assert "single-anonymous-source" not in audit_text(audit, "en", plain, 110, False)
    assert "single-anonymous-source" in audit_text(audit, "en", plain, 110, True)
