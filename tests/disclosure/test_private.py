"""A name that stands in a private file alone comes out of nothing, but where it was asked for."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lsprotocol import types

from provenance.cli import COMMANDS, main
from provenance.formats import all_formats
from tests.disclosure.shapes import SHAPES
from tests.lsp.conftest import Client

#: Names that have nothing in common with what the dossier says.
NAMES = ("Jörg Müller", "Юрий Ушаков", "张伟", "田中太郎", "김철수", "สมชาย ใจดี", "أحمد منصور")
CONTACT = "+33 6 98 76 54 32"
LETTERS = (*NAMES, "Müller", "Muller", "98 76 54", "Ponine")


def dossier() -> str:
    sources = "".join(
        f"  s-{n:04x}: {{kind: person, role: a witness, confidential: true}}\n" for n in range(len(NAMES))
    )
    chains = "".join(f"  - {{chain: s-{n:04x}, in: d, says: {{c1: the bridge closes}}}}\n" for n in range(len(NAMES)))
    return (
        f"language: en\ndossier: bridge\nas_of: 2022-07-20\nsources:\n{sources}"
        "  bob: {name: Bob Roy, kind: person}\n"
        "documents: {d: {publisher: The Paper, published: 2022-07-01, file: article.txt}}\n"
        f"claims: {{c1: The bridge closes.}}\nstatements:\n{chains}"
        "  - {chain: bob, in: d, denies: {c1: it stays open}}\n"
    )


def private() -> str:
    entries = "".join(
        f"  s-{n:04x}: {{name: {json.dumps(name, ensure_ascii=False)}, aliases: [Ponine]}}\n"
        for n, name in enumerate(NAMES)
    )
    return f"sources:\n{entries}  bob: {{contact: '{CONTACT}'}}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bridge.claims.yaml").write_text(dossier(), "utf-8")
    (tmp_path / "bridge.private.yaml").write_text(private(), "utf-8")
    (tmp_path / "bridge.private.yaml").chmod(0o600)
    (tmp_path / "article.txt").write_text("The bridge closes, a witness said. It stays open, said Bob Roy.\n", "utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


def every_output() -> list[str]:
    return [word for form in all_formats() for word in ("-o", f"{form.name}=out-{form.name}")]


def told(folder: Path, *results: Result) -> bytes:
    """All that came out of some runs: what was said and every file but the private one."""
    files = [f for f in sorted(folder.rglob("*")) if f.is_file() and f.name != "bridge.private.yaml"]
    said = [r.stdout_bytes + r.stderr_bytes + repr(r.exception).encode() for r in results]
    return b"\n".join([*said, *(str(f).encode() + f.read_bytes() for f in files)])


def test_no_output_of_any_command_has_ever_seen_it(folder: Path) -> None:
    done = [run("audit", ".", *every_output())]
    done += [
        run("audit", ".", "--all", "--reports", "reports"),
        run("audit", ".", "--write-baseline", "baseline.json"),
        run("audit", ".", "--diff"),
        run("audit", ".", "--fix"),
        run("validate", "."),
        run("validate", ".", "--confidential"),
        run("explain", "c1", "."),
        *(run("graph", ".", "--claim", "c1", "--format", form) for form in ("svg", "dot", "mermaid", "node-link")),
        run("graph", ".", "--format", "graphml", "-o", "graph.graphml"),
        run("extract", "article.txt", "-o", "drafted.claims.yaml"),
        run("diff", "bridge.claims.yaml", "drafted.claims.yaml"),
        run("config", "show", "bridge.claims.yaml"),
        run("conceal", "."),
        run("schema", "bridge.claims.yaml"),
        # Asked for by name, it is not opened.
        run("audit", "bridge.private.yaml"),
        run("validate", "bridge.private.yaml"),
        run("schema", "bridge.private.yaml"),
        run("extract", "bridge.private.yaml"),
        run("graph", "bridge.private.yaml"),
        run("diff", "bridge.private.yaml", "bridge.claims.yaml"),
        run("add", "claim", "bridge.claims.yaml", "more", "text=More."),
        run("set", "bridge.claims.yaml", "title", "A title"),
        run("merge", "bridge.claims.yaml", "source", "bob", "nobody"),
        run("reject", "bridge.claims.yaml", "1", "--by", "Ada"),
        run("sign", "bridge.claims.yaml", "--by", "Ada", "--despite", "a test"),
        run("set", "bridge.private.yaml", "title", "A title"),
        run("export", "bridge.claims.yaml", "--to", "csv", "-o", "tables"),
        run("import", "tables", "--into", "bridge.claims.yaml"),
        run("import", "bridge.private.yaml", "--from", "csv"),
        run("capture", "article.txt", "--into", "bridge.claims.yaml", "--by", NAMES[0], "--context", CONTACT),
        run("capture", "bridge.private.yaml", "--into", "bridge.claims.yaml", "--by", "Ada"),
        run("verify", ".", "-o", "manifest.txt"),
        run("verify", ".", "--manifest", "bridge.private.yaml"),
        run("verify", ".", "--quotes"),
        run("audit", "bridge.claims.yaml", "-o", "docx=copy.docx"),
        run("audit", ".", "-o", "jsonl=rows.jsonl", "-o", "parquet=rows.parquet"),
        run("query", "SELECT * FROM files", "rows.parquet", "-o", "rows.csv"),
        run("copies", ".", "-o", "copies.csv"),
        run("alike", "rows.parquet", "-o", "alike.csv"),
    ]
    # Whatever command there is, something of it is among these: `lsp` is below, `review` shows a file to its author
    # and contacts on demand (tests/review), the rest reads no dossier.
    assert {*COMMANDS} - {"init", "lsp", "rules", "completion", "review"} <= {
        "audit", "validate", "explain", "graph", "extract", "diff", "config", "conceal", "schema",
        "add", "set", "merge", "reject", "sign", "export", "import", "query", "copies", "alike",
        "capture", "verify",
    }  # fmt: skip
    out = told(folder, *done)
    assert b"a witness" in out
    for letters in LETTERS:
        assert letters.encode() not in out, letters
        assert json.dumps(letters)[1:-1].encode() not in out, letters


def test_it_is_shown_to_who_asks(folder: Path) -> None:
    said = run("audit", ".", "--show-confidential", "--all", "--reports", "reports").stdout
    assert "Jörg Müller" in said
    page = (folder / "reports/bridge/report.html").read_text("utf-8")
    assert CONTACT in page
    assert "Jörg Müller" in run("explain", "c1", ".", "--show-confidential").stdout


def test_a_document_does_not_lead_into_it(folder: Path) -> None:
    text = dossier().replace("file: article.txt", "file: bridge.private.yaml")
    (folder / "bridge.claims.yaml").write_text(text, "utf-8")
    (folder / "link.txt").symlink_to("bridge.private.yaml")
    for name in ("bridge.private.yaml", "link.txt"):
        (folder / "bridge.claims.yaml").write_text(text.replace("bridge.private.yaml", name), "utf-8")
        done = run("audit", ".", "-o", "json")
        assert "this is a private file" in done.stdout
        assert "Ponine" not in done.stdout


def test_the_editor_has_never_seen_it(folder: Path, talk: Callable[..., None]) -> None:
    file = folder / "bridge.claims.yaml"

    async def conversation(client: Client) -> None:
        uri = client.open(file)
        said: list[object] = [await client.diagnostics(uri)]
        document = types.TextDocumentIdentifier(uri)
        for line in range(len(dossier().splitlines())):
            at = types.Position(line, 5)
            said.append(await client.text_document_hover_async(types.HoverParams(document, at)))
            said.append(await client.text_document_completion_async(types.CompletionParams(document, at)))
        said.append(await client.text_document_document_symbol_async(types.DocumentSymbolParams(document)))
        out = repr(said)
        assert "a witness" in out
        assert not [letters for letters in LETTERS if letters in out]

    talk(conversation, folder)


def test_others_may_not_read_it(folder: Path) -> None:
    (folder / "bridge.private.yaml").chmod(0o644)
    done = run("audit", ".", "--show-confidential", "--lang", "en")
    assert "private-file-exposed" in done.stdout
    assert "others may read this private file (its mode is 644)" in run("validate", ".", "--confidential").stdout


@pytest.mark.parametrize(
    ("held", "why"),
    [
        ("sources: {s-0000: {name: [Jörg]}}", "an entry of this private file is not valid"),
        ("sources: {s-0000: {telephone: 12}}", "an entry of this private file is not valid"),
        ("sources: {s-9999: {name: Jörg}}", "no source here has the id `s-9999`"),
        ("sources: {s-0000: {name: Jörg", "a closing bracket is missing"),
        ("", "not valid"),
    ],
)
def test_one_that_is_not_valid_is_told_without_what_it_holds(folder: Path, held: str, why: str) -> None:
    (folder / "bridge.private.yaml").write_text(held, "utf-8")
    done = run("audit", ".", "--show-confidential", "--lang", "en")
    assert isinstance(done.exception, SystemExit | None)
    assert why in done.stdout
    assert "Jörg" not in done.stdout


def test_a_contact_stands_nowhere_else(folder: Path) -> None:
    text = dossier().replace("{name: Bob Roy, kind: person}", "{name: Bob Roy, contact: +33 6 98 76 54 32}")
    (folder / "bridge.claims.yaml").write_text(text, "utf-8")
    done = run("validate", ".", "--lang", "en")
    assert done.exit_code == 1
    assert "unknown key `contact`" in done.stdout
    assert "private file" in done.stdout
    assert run("validate", ".", "--confidential", "-q").stdout.count("the contact of the source `bob` stands here") == 1


# --- names that stand in the claim file all the same ------------------------------------------------------------------

PLANTED = """language: en
dossier: bridge
title: "What {shape} saw"
sources:
  s: {{name: {name}, kind: person, role: a witness, confidential: true}}
  m: {{name: The minister, kind: person, role: "friend of {shape}", basis: "{shape}"}}
documents:
  d: {{publisher: The Paper, published: 2022-07-01, headline: "{shape} speaks", read_at: "{shape}", url: "https://x.org/{shape}"}}
claims:
  c1: {{text: "{shape} was there.", about: "{shape}", value: "{shape}", suppress: {{rule: undated-claim, reason: "ask {shape}", by: "{shape}"}}}}
  c2: {{text: It rained., contradicts: c1, asked: {{who: m, answer: "see {shape}"}}}}
statements:
  - {{chain: s → m, in: d, says: {{c1: "I, {shape}, was there"}}}}
  - {{chain: m, in: d, denies: {{c2: {{quote: "{shape} says no", because: "{shape}", only: "{shape}", scope: "{shape}"}}}}}}
evidence:
  film: {{name: "film of {shape}", shows: c1, on: 2022-07-02}}
"""
PLANTED_SHAPES = [
    (name, shape) for name, shapes in SHAPES.items() for shape in shapes if "\n" not in shape and "\\" not in shape
]


@pytest.mark.parametrize(("name", "shape"), PLANTED_SHAPES[::3])
def test_masking_stays_as_the_second_line(
    name: str, shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is made of a claim file that names somebody it calls confidential, the name is gone from it."""
    monkeypatch.chdir(tmp_path)
    text = PLANTED.format(name=json.dumps(name, ensure_ascii=False), shape=shape)
    (tmp_path / "x.claims.yaml").write_text(text, "utf-8")
    done = run("audit", ".", "--as-of", "2022-07-20", "--all", *every_output())
    assert isinstance(done.exception, SystemExit | None), done.exception
    (tmp_path / "x.claims.yaml").unlink()
    explained = told(tmp_path, done)
    assert b"a witness" in explained
    assert shape.encode() not in explained
    assert name.encode() not in explained


@pytest.mark.parametrize(("name", "shape"), [(n, s) for n, s in PLANTED_SHAPES if n not in s][::3])
def test_the_check_finds_it_in_every_field(
    name: str, shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (
        PLANTED.replace("s: {{name: {name}, ", "s-0001: {{").replace("chain: s ", "chain: s-0001 ").format(shape=shape)
    )
    (tmp_path / "x.claims.yaml").write_text(text, "utf-8")
    (tmp_path / "x.private.yaml").write_text(f"sources:\n  s-0001: {{name: {json.dumps(name)}}}\n", "utf-8")
    done = run("validate", ".", "--confidential", "--quiet", "--fail-on", "error")
    assert done.exit_code == 1
    lines = {int(line.split(":")[1]) for line in done.stdout.splitlines() if "[PV117 " in line}
    assert lines == {n for n, line in enumerate(text.splitlines(), 1) if shape in line}
    assert name not in done.stdout


@pytest.mark.parametrize(
    ("files", "hidden"),
    [
        ({"sources.yaml": "sources:\n  jm: {name: Jörg Müller, confidential: true\n"}, True),
        ({"sources.yaml": "sources:\n  jm: {name: Jörg Müller, confidentiel: true}\n"}, True),
        ({"sources.yaml": "sources:\n  jm: {name: Jörg Müller, Confidential: true}\n"}, True),
        ({"sources.yaml": 'sources:\n  jm: {name: Jörg Müller, confidential: "true"}\n'}, True),
        ({"sources.yaml": "sources:\n  jm: {name: Jörg Müller, confidential: [true]}\n"}, True),
        ({"sources.yaml": "sources:\n  jm: {name: Jörg Müller, kind: persn, confidential: true}\n"}, True),
        ({"sources.yaml": "sources:\n  jm: {name: Jörg Müller}\n"}, False),
    ],
)
def test_what_a_registry_may_hold_is_hidden(
    files: dict[str, str], hidden: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "provenance.toml").write_text("", "utf-8")
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "x.claims.yaml").write_text(
        "language: en\ntitle: Jörg Müller speaks\nclaims: {c: The bridge closes.}\n"
        "statements: [{chain: Jörg Müller, says: {c: Jörg Müller says it closes}}]\n",
        "utf-8",
    )
    for arguments in (["audit", ".", "--all"], ["audit", ".", "-o", "json"], ["validate", "."], ["explain", "c", "."]):
        assert ("Müller" in run(*arguments).stdout) is not hidden or arguments[0] == "validate", arguments


def test_a_registry_that_may_not_be_read_hides_whom_it_may_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "provenance.toml").write_text("", "utf-8")
    (tmp_path / "sources.yaml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "x.claims.yaml").write_text(
        "language: en\nsources: {bob: {name: Bob Roy}}\nclaims: {c: The bridge closes.}\n"
        "statements: [{chain: Jörg Müller → bob, says: {c: it closes}}]\n",
        "utf-8",
    )
    done = run("audit", ".", "--all", "--lang", "en")
    assert done.exit_code == 3
    assert "Müller" not in done.stdout
    assert "whoever is named in a dossier without being declared there is hidden" in done.stdout
    assert "Bob Roy" in done.stdout


@pytest.mark.parametrize(
    "record",
    [
        '{"type": "source", "id": "jm", "name": "Jörg Müller", "confid',
        '{"type": "source", "name": "Jörg Müller", "confidential": true}',
        '{"type": "sorce", "id": "jm", "name": "Jörg Müller", "confidential": true}',
    ],
)
def test_a_record_of_no_use_still_hides_whom_it_names(
    record: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.claims.jsonl").write_text(
        f'{record}\n{{"type": "claim", "id": "c", "text": "Müller, Jörg says that the bridge closes."}}\n'
        '{"type": "statement", "chain": "Jörg Müller", "says": {"c": "it closes"}}\n',
        "utf-8",
    )
    for arguments in (["audit", ".", "--all"], ["audit", ".", "-o", "json"], ["validate", "."]):
        assert "Müller" not in run(*arguments).stdout, arguments


def test_a_configuration_does_not_name_anybody_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "provenance.toml").write_text(
        'policy = "house of Jörg Müller"\n[policies."house of Jörg Müller"]\nconfirmed_origins = 3\n'
        '[rules.single-origin]\ninstructions = "Ask Jörg Müller"\n'
        '[[suppress]]\nrule = "undated-claim"\nreason = "J. Müller knows"\n',
        "utf-8",
    )
    (tmp_path / "x.claims.yaml").write_text(
        "language: en\nsources: {s: {name: Jörg Müller, role: a witness, confidential: true}}\n"
        "claims: {c: The bridge closes.}\nstatements: [{chain: s, says: {c: it closes}}]\n",
        "utf-8",
    )
    for form in all_formats():
        assert b"\xbcller" not in run("audit", ".", "--all", "-o", form.name).stdout_bytes
        assert b"00fcller" not in run("audit", ".", "--all", "-o", form.name).stdout_bytes


def test_what_one_side_keeps_the_other_does_not_let_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.claims.yaml").write_text(
        "language: en\nsources: {s: {name: Jörg Müller, confidential: true}\nclaims: {c: The bridge closes.}\n", "utf-8"
    )
    (tmp_path / "b.claims.yaml").write_text(
        "language: en\nsources: {s: {name: Jörg Müller}}\nclaims: {c: The bridge closes.}\n"
        "statements: [{chain: s, says: {c: it closes}}]\n",
        "utf-8",
    )
    for sides in (("a.claims.yaml", "b.claims.yaml"), ("b.claims.yaml", "a.claims.yaml")):
        assert "Müller" not in run("diff", *sides).output


def test_git_history_is_no_way_in(folder: Path) -> None:
    """A private file that was committed once is not read out of git either."""
    git = shutil.which("git")
    assert git is not None
    for arguments in (
        ["init", "-q"],
        ["add", "-A", "-f"],
        ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x"],
    ):
        subprocess.run([git, *arguments], check=True)
    (folder / "bridge.claims.yaml").write_text(dossier().replace("bridge closes.", "bridge shuts."), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "provenance", "diff", "HEAD"], capture_output=True, check=False, cwd=folder
    )
    assert done.returncode in (0, 1), done.stderr
    assert not [letters for letters in LETTERS if letters.encode() in done.stdout + done.stderr]
