"""`provenance conceal`: names leave claim files, and the files say what they said."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from provenance import audit
from provenance.cli import main
from provenance.files.load import Loader
from provenance.files.writing import write_whole

REGISTRY = """sources:
  # our man at the ministry
  jm: {name: "Jörg Müller", kind: person, role: un conseiller, aliases: [l'homme en gris], confidential: true}
  zed: {name: Agence Z, kind: agency}
"""
BLOCK = """# What we know.
language: en
sources:
  anna:
    name: Anna Emil   # she asked for it
    kind: person
    aliases: [Anna E., "A. Emil"]
    part_of: jm
    confidential: true

  bob: {name: Bob, kind: person}
claims:
  c1: {text: "The bridge closes.", concerns: anna, asked: {who: Anna E.}}
statements:
  - chain: Jörg Müller («said») → Agence Z
    says: {c1: "the bridge closes"}
  - chain: [anna, {source: l'homme en gris}, bob]
    denies: {c1: "it does not"}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "provenance.toml").write_text("", "utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_a_registry_and_the_dossiers_below_it(folder: Path) -> None:
    (folder / "sources.yaml").write_text(REGISTRY, "utf-8")
    (folder / "a").mkdir()
    (folder / "a/x.claims.yaml").write_text(BLOCK, "utf-8")
    done = run("conceal", ".")
    assert done.exit_code == 0, done.output
    assert (folder / "sources.yaml").read_text("utf-8") == (
        "sources:\n  # our man at the ministry\n"
        "  s-0002: {kind: person, role: un conseiller, confidential: true}\n  zed: {name: Agence Z, kind: agency}\n"
    )
    # Comments and layout stay; where a comment stands beside a name, the id takes the name's place.
    assert (folder / "a/x.claims.yaml").read_text("utf-8") == (
        BLOCK.replace("  anna:\n", "  s-0001:\n")
        .replace("name: Anna Emil ", "name: s-0001 ")
        .replace('    aliases: [Anna E., "A. Emil"]\n', "")
        .replace("part_of: jm", "part_of: s-0002")
        .replace("concerns: anna, asked: {who: Anna E.}", "concerns: s-0001, asked: {who: s-0001}")
        .replace("chain: Jörg Müller", "chain: s-0002")
        .replace("[anna, {source: l'homme en gris}", "[s-0001, {source: s-0002}")
    )
    private = yaml.safe_load((folder / "sources.private.yaml").read_text("utf-8"))
    assert private == {"sources": {"s-0002": {"name": "Jörg Müller", "aliases": ["l'homme en gris"]}}}
    private = yaml.safe_load((folder / "a/x.private.yaml").read_text("utf-8"))
    assert private == {"sources": {"s-0001": {"name": "Anna Emil", "aliases": ["Anna E.", "A. Emil"]}}}
    assert {f.stat().st_mode & 0o777 for f in folder.rglob("*.private.yaml")} == {0o600}
    assert (folder / ".gitignore").read_text("utf-8") == "*.private.yaml\n"
    # A second time there is nothing to do.
    before = {f: f.read_bytes() for f in folder.rglob("*") if f.is_file()}
    assert "no confidential source is named here" in run("conceal", ".").stderr
    assert {f: f.read_bytes() for f in folder.rglob("*") if f.is_file()} == before
    # Whoever may know is told as before.
    said = audit("a/x.claims.yaml", show_confidential=True).to_json()
    assert "Jörg Müller" in said
    assert "Jörg" not in audit("a/x.claims.yaml").to_json()


def test_names_that_remain_are_told(folder: Path) -> None:
    (folder / "x.claims.yaml").write_text(
        "language: en\ntitle: What J. Roux saw\nsources: {s: {name: Jeanne Roux, confidential: true}}\n"
        "claims: {c: A claim.}\nstatements: [{chain: s, says: {c: Jeanne Roux says so}}]\n",
        "utf-8",
    )
    done = run("conceal", "x.claims.yaml")
    assert done.exit_code == 1
    assert [line.split(" ")[0] for line in done.stdout.splitlines() if "PV117" in line] == [
        "x.claims.yaml:2:13:", "x.claims.yaml:5:40:",
    ]  # fmt: skip
    assert "Roux" not in done.output


def test_json_is_rewritten_as_json(folder: Path) -> None:
    data = {
        "language": "en",
        "sources": {"jm": {"name": "Jörg Müller", "confidential": True, "aliases": ["JM"]}},
        "claims": {"c": "A claim."},
        "statements": [{"chain": "JM", "says": {"c": "words"}}],
    }
    (folder / "x.claims.json").write_text(json.dumps(data, ensure_ascii=False, indent=2), "utf-8")
    assert run("conceal", ".").exit_code == 0
    after = json.loads((folder / "x.claims.json").read_text("utf-8"))
    assert after["sources"] == {"s-0001": {"confidential": True}}
    assert after["statements"][0]["chain"] == "s-0001"


def test_a_private_file_is_added_to(folder: Path) -> None:
    (folder / "x.claims.yaml").write_text(
        "sources: {s-0001: {confidential: true}, jm: {name: Jörg Müller, confidential: true}}\nclaims: {c: A.}\n",
        "utf-8",
    )
    held = "# by hand\nsources:\n  s-0001: {name: Anne, contact: anne@example.org}  # on Mondays"
    (folder / "x.private.yaml").write_text(held, "utf-8")
    (folder / "x.private.yaml").chmod(0o600)
    assert run("conceal", ".").exit_code == 0
    assert (folder / "x.private.yaml").read_text("utf-8") == held + '\n  s-0002: {name: "Jörg Müller"}\n'


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("x.claims.jsonl", '{"type": "source", "id": "s", "name": "Anne", "confidential": true}\n', "JSONL is not rewritten"),
        ("x.claims.yaml", "sources: {s: {name: Anne, confidential: true}", "is missing in what opens at line 1"),
        ("x.claims.yaml", "sources: {s: &a {name: Anne, confidential: true}, t: *a}\n", "do it by hand"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_faithfully_is_not_done(folder: Path, name: str, text: str, why: str) -> None:
    (folder / name).write_text(text, "utf-8")
    done = run("conceal", ".", "--lang", "en")
    assert done.exit_code == 3, done.output
    assert why in done.stderr
    assert (folder / name).read_text("utf-8") == text
    assert not list(folder.glob("*.private.yaml"))


def test_an_id_of_the_same_spelling_elsewhere_is_another(folder: Path) -> None:
    text = "language: en\nsources: {{s: {{name: {name}, confidential: {secret}}}}}\nclaims: {{c: A claim.}}\nstatements: [{{chain: s, says: {{c: words}}}}]\n"
    (folder / "a.claims.yaml").write_text(text.format(name="Jörg Müller", secret="true"), "utf-8")
    other = text.format(name="Bob Roy", secret="false")
    (folder / "b.claims.yaml").write_text(other, "utf-8")
    assert run("conceal", ".").exit_code == 0
    assert (folder / "b.claims.yaml").read_text("utf-8") == other


def test_what_it_writes_says_the_same(folder: Path) -> None:
    (folder / "x.claims.yaml").write_text(
        BLOCK.replace("jm", "bob").replace("Jörg Müller", "Bob").replace("l'homme en gris", "Bob"), "utf-8"
    )
    (before,) = Loader().load(Path("x.claims.yaml"))
    assert run("conceal", ".").exit_code == 0
    (after,) = Loader().load(Path("x.claims.yaml"))
    assert [[h.id.replace("anna", "s-0001") for h in s.chain] for s in before.statements] == [
        [h.id for h in s.chain] for s in after.statements
    ]


@pytest.mark.parametrize("written", range(5))
def test_a_run_that_was_killed_is_finished_by_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    """Written are, in this order: .gitignore, the private files of the registry and of x, x, and the registry last."""
    (folder / "sources.yaml").write_text(REGISTRY, "utf-8")
    (folder / "a").mkdir()
    (folder / "a/x.claims.yaml").write_text(BLOCK, "utf-8")
    whole = write_whole
    left = written

    def write_some(path: Path, content: str, mode: int | None = None) -> None:
        nonlocal left
        if not left:
            raise KeyboardInterrupt
        left -= 1
        whole(path, content, mode)

    monkeypatch.setattr("provenance.files.writing.write_whole", write_some)
    run("conceal", ".")
    assert "*.private.yaml" in (folder / ".gitignore").read_text("utf-8")
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    done = run("conceal", ".")
    assert done.exit_code == 0, done.output
    for name, declared in (("sources", "s-0002"), ("a/x", "s-0001")):
        held = yaml.safe_load((folder / f"{name}.private.yaml").read_text("utf-8"))["sources"]
        assert list(held) == [declared]
    assert "  s-0002: {kind: person" in (folder / "sources.yaml").read_text("utf-8")
    article = (folder / "a/x.claims.yaml").read_text("utf-8")
    assert "chain: s-0002 («said») → Agence Z" in article
    assert "chain: [s-0001, {source: s-0002}, bob]" in article
