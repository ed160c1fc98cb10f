"""What attackers tried once and was let through: links, names of outputs, badly written secrets, logs that obey."""

import http.server
import json
import os
import threading
from pathlib import Path

import pytest

from tests.hard.program import ARTICLE, SMALL, dossier, git, inside, provenance

NAME = "Zbigniew Qwertzowski"
SECRET = SMALL.replace("The minister, kind: person", f"{NAME}, kind: person, confidential: true")
#: A chain that is spelled from its end: `--fix` would turn it round.
FIXABLE = (
    "dossier: wire\nlanguage: en\nsources:\n  tass: {name: Tass, kind: agency}\n  m: {name: A Minister, kind: person}\n"
    "claims: {meeting: They will meet.}\nstatements:\n  - chain: Tass → A Minister\n    says: {meeting: they will meet}\n"
)


# --- links ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def linked_out(tmp_path: Path) -> Path:
    """A project with a claim file that is a link to one outside."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "provenance.toml").touch()
    git(home, "init", "-q")
    (tmp_path / "outside.claims.yaml").write_text(FIXABLE, "utf-8")
    (home / "y.claims.yaml").symlink_to("../outside.claims.yaml")
    return home


@pytest.mark.parametrize("arguments", [("audit", ".", "--fix"), ("audit", ".", "--diff"), ("conceal", ".")])
def test_a_claim_file_that_is_a_link_out_is_neither_shown_nor_rewritten(
    linked_out: Path, arguments: tuple[str, ...]
) -> None:
    done = inside(*arguments, cwd=linked_out)
    assert done.exit_code == 3
    assert "A Minister" not in done.output
    assert (linked_out.parent / "outside.claims.yaml").read_text("utf-8") == FIXABLE


def test_reports_follow_no_link_out_of_their_folder(tmp_path: Path) -> None:
    home, outside = tmp_path / "home", tmp_path / "outside"
    dossier(home)
    outside.mkdir()
    held = '{\n "generator": "made by provenance",\n   "file": "x.claims.yaml",\n}'
    (outside / "audit.json").write_text(held, "utf-8")
    (home / "r").mkdir()
    (home / "r/zz").symlink_to("../../outside")
    inside("audit", ".", "--reports", "r", "-q", cwd=home)
    assert (outside / "audit.json").read_text("utf-8") == held

    (home / "s").mkdir()
    (home / "s/x").symlink_to("../../outside")
    done = inside("audit", ".", "--reports", "s", "-q", cwd=home)
    assert (done.exit_code, sorted(p.name for p in outside.iterdir())) == (2, ["audit.json"])


def test_nothing_is_made_through_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    dossier(tmp_path / "home")
    (tmp_path / "home/out.json").symlink_to("../made.json")
    done = inside("audit", ".", "-o", "json=out.json", cwd=tmp_path / "home")
    assert (done.exit_code, (tmp_path / "made.json").exists()) == (2, False)


def test_nothing_is_added_to_what_gitignore_links_to(tmp_path: Path) -> None:
    home = tmp_path / "home"
    dossier(home)
    git(home, "init", "-q")
    (tmp_path / "bashrc").write_text("x\n", "utf-8")
    (home / ".gitignore").symlink_to("../bashrc")
    inside("init", "new", cwd=home)
    assert (tmp_path / "bashrc").read_text("utf-8") == "x\n"


def test_names_are_put_into_no_private_file_that_is_a_link(tmp_path: Path) -> None:
    home = tmp_path / "home"
    dossier(home)
    (home / "x.claims.yaml").write_text(SECRET, "utf-8")
    (home / "public").mkdir()
    git(home, "init", "-q")
    (home / "x.private.yaml").symlink_to("public/notes.txt")
    assert inside("conceal", ".", cwd=home).exit_code == 3
    assert not list((home / "public").iterdir())
    assert (home / "x.claims.yaml").read_text("utf-8") == SECRET


def test_drafts_are_made_of_no_text_outside(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "in").mkdir(parents=True)
    (home / "provenance.toml").touch()
    (tmp_path / "secret.txt").write_text('"The code is 1234," the minister said.\n', "utf-8")
    (home / "in/a.txt").symlink_to("../../secret.txt")
    for arguments in (("extract", "in"), ("audit", "in/a.txt")):
        assert "1234" not in inside(*arguments, cwd=home).output


# --- names of outputs ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["json", "text", "sarif", "html", "markdown"])
@pytest.mark.parametrize("name", ["b.json", "article.txt", "provenance.toml", "sources.yaml", "x.claims.yaml"])
@pytest.mark.parametrize("force", [(), ("--force",)])
def test_no_output_over_what_was_read_for_it(tmp_path: Path, form: str, name: str, force: tuple[str, ...]) -> None:
    dossier(tmp_path)
    # Words that would make each of them pass for an output.
    (tmp_path / "article.txt").write_text(ARTICLE + "The film was made by provenance.\n", "utf-8")
    (tmp_path / "sources.yaml").write_text("# made by provenance\nsources: {}\n", "utf-8")
    inside("audit", ".", "--write-baseline", "b.json", cwd=tmp_path)
    (tmp_path / "provenance.toml").write_text('# made by provenance\nbaseline = "b.json"\n', "utf-8")
    before = (tmp_path / name).read_bytes()
    done = inside("audit", ".", "-o", f"{form}={name}", *force, cwd=tmp_path)
    assert (done.exit_code, (tmp_path / name).read_bytes()) == (2, before), done.output


def test_the_report_of_another_tool_is_not_ours(tmp_path: Path) -> None:
    dossier(tmp_path)
    theirs = '[{"check_name": "eslint.no-eval", "description": "mine"}]'
    (tmp_path / "gl.json").write_text(theirs, "utf-8")
    assert inside("audit", ".", "-o", "gitlab=gl.json", cwd=tmp_path).exit_code == 2
    assert (tmp_path / "gl.json").read_text("utf-8") == theirs


def test_two_dossiers_of_a_file_keep_their_reports(tmp_path: Path) -> None:
    records = [
        {"type": kind, "dossier": name, **more}
        for name in ("one", "two")
        for kind, more in (("dossier", {"language": "en"}), ("claim", {"id": "c", "text": "A."}))
    ]
    (tmp_path / "x.claims.jsonl").write_text("\n".join(map(json.dumps, records)) + "\n", "utf-8")
    for _ in range(2):
        done = inside("audit", ".", "--reports", "r", "-q", cwd=tmp_path)
        assert "removed" not in done.output
        assert sorted(p.name for p in (tmp_path / "r").iterdir()) == ["index.html", "one", "two"]


def test_two_projects_share_a_folder_of_reports(tmp_path: Path) -> None:
    for name in ("a", "b"):
        dossier(tmp_path / name)
        (tmp_path / name / "x.claims.yaml").write_text(f"dossier: story-{name}\n{SMALL}", "utf-8")
        inside("audit", ".", "--reports", "../R", "-q", cwd=tmp_path / name)
    assert (tmp_path / "R/story-a/report.html").exists()
    assert (tmp_path / "R/story-b/report.html").exists()


def test_a_dossier_may_be_called_as_the_index_is(tmp_path: Path) -> None:
    dossier(tmp_path)
    (tmp_path / "x.claims.yaml").write_text(f"dossier: index.html\n{SMALL}", "utf-8")
    assert inside("audit", ".", "--reports", "r", "-q", cwd=tmp_path).exit_code < 2
    assert (tmp_path / "r/index.html").is_file()


def test_schemas_that_somebody_wrote_stay(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    for theirs in (b'{"mine": true}', b"\xff"):
        (tmp_path / "schemas/dossier.schema.json").write_bytes(theirs)
        assert inside("schema", cwd=tmp_path).exit_code == 2
        assert (tmp_path / "schemas/dossier.schema.json").read_bytes() == theirs


# --- names of sources ----------------------------------------------------------------------------------------------


def test_an_id_that_is_the_name_is_kept_when_it_goes(tmp_path: Path) -> None:
    (tmp_path / "x.claims.yaml").write_text(
        f"language: en\nsources:\n  {NAME}: {{kind: person, role: an adviser, confidential: true}}\n"
        f"claims: {{c1: The bridge closes.}}\nstatements:\n  - {{chain: {NAME}, says: {{c1: closes}}}}\n",
        "utf-8",
    )
    git(tmp_path, "init", "-q")
    assert inside("conceal", ".", cwd=tmp_path).exit_code == 0
    assert NAME in (tmp_path / "x.private.yaml").read_text("utf-8")
    assert "Qwertzowski" not in (tmp_path / "x.claims.yaml").read_text("utf-8")


@pytest.mark.parametrize("written", ["confidential: yes", "confidental: true", "Confidential: 1"])
def test_what_reads_as_confidential_is_not_said_to_be_nothing(tmp_path: Path, written: str) -> None:
    dossier(tmp_path)
    (tmp_path / "x.claims.yaml").write_text(SECRET.replace("confidential: true", written), "utf-8")
    assert inside("conceal", ".", cwd=tmp_path).exit_code == 3


BADLY = {
    "section in capitals": ("sources:", "Sources:"),
    "section misspelled": ("sources:", "sourcs:"),
    "another section": ("sources:", "people:"),
    "name in a list": (f"name: {NAME}", f"name: [{NAME}]"),
    "name in parts": (f"name: {NAME}", "name: {first: Zbigniew, last: Qwertzowski}"),
    "name in French": (f"name: {NAME}", f"nom: {NAME}"),
    "name in the plural": (f"name: {NAME}", f"names: [{NAME}]"),
    "alias not in a list": (f"name: {NAME}", f"name: M, aliases: {NAME}"),
}
SHOWING = (
    ("audit", ".", "-o", "text", "--all"), ("audit", ".", "-o", "json"), ("audit", ".", "-o", "sarif"),
    ("audit", ".", "-o", "github"), ("audit", ".", "-o", "html"), ("audit", ".", "-o", "markdown"),
    ("validate", "."), ("schema", "x.claims.yaml"), ("explain", "c1", "."), ("graph", ".", "--format", "dot"),
)  # fmt: skip


@pytest.mark.parametrize("how", BADLY)
def test_a_name_that_is_badly_written_is_in_no_output(tmp_path: Path, how: str) -> None:
    dossier(tmp_path)
    text = SECRET.replace("chain: m,", f"chain: {NAME},").replace(*BADLY[how], 1)
    assert text != SECRET
    (tmp_path / "x.claims.yaml").write_text(text, "utf-8")
    for arguments in SHOWING:
        assert "Qwertzowski" not in inside(*arguments, cwd=tmp_path).output, arguments


def test_the_registry_hides_names_in_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(f"sources: {{zq: {{name: {NAME}, confidential: true}}}}\n", "utf-8")
    (tmp_path / "a.claims.yaml").write_text('claims: {c1: "Qwertzowski was there"}\nstatements: [\n', "utf-8")
    for arguments in (("audit", ".", "--all"), ("validate", ".")):
        assert "Qwertzowski" not in inside(*arguments, cwd=tmp_path).output


def test_the_registry_hides_names_in_a_raw_text(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(f"sources: {{zq: {{name: {NAME}, confidential: true}}}}\n", "utf-8")
    (tmp_path / "art.txt").write_text(f'"The bridge closes," {NAME} said on Monday.\n', "utf-8")
    for arguments in (("audit", "art.txt", "--all"), ("graph", "art.txt", "--format", "dot")):
        assert "Qwertzowski" not in inside(*arguments, cwd=tmp_path).output
    # A draft has the words of its text: that is said.
    done = inside("extract", "art.txt", "-q", cwd=tmp_path)
    assert "a confidential source of `sources.yaml` is named in it" in done.stderr


def test_who_is_confidential_in_one_dossier_is_in_all_of_its_file(tmp_path: Path) -> None:
    records = [
        {"type": "dossier", "dossier": "one", "language": "en"},
        {"type": "source", "dossier": "one", "id": "zq", "name": NAME, "confidential": True},
        {"type": "claim", "dossier": "one", "id": "c", "text": "A."},
        {"type": "dossier", "dossier": "two", "language": "en"},
        {"type": "claim", "dossier": "two", "id": "d", "text": f"{NAME} was there."},
        {"type": "statement", "dossier": "two", "chain": NAME, "says": {"d": "I was there"}},
    ]
    (tmp_path / "x.claims.jsonl").write_text("\n".join(map(json.dumps, records)) + "\n", "utf-8")
    for arguments in (("audit", ".", "--all"), ("audit", ".", "-o", "json")):
        assert "Qwertzowski" not in inside(*arguments, cwd=tmp_path).output


# --- what others do with what is said ------------------------------------------------------------------------------

COMMANDS = ("::stop-commands::tok", "##[error]x", "##vso[task.complete]", "##teamcity[message]", "::error::x")


@pytest.mark.parametrize("words", COMMANDS)
def test_no_log_obeys_a_title(tmp_path: Path, words: str) -> None:
    dossier(tmp_path)
    (tmp_path / "x.claims.yaml").write_text(f'title: "{words}"\ndossier: "{words}"\n{SMALL}', "utf-8")
    for arguments in (("audit", "."), ("audit", ".", "-o", "text"), ("explain", "c1", "."), ("validate", ".")):
        shown = inside(*arguments, cwd=tmp_path).output
        assert not any(line.lstrip().startswith("::") for line in shown.splitlines()), arguments
        assert not any(start in shown for start in ("##[", "##vso[", "##teamcity[")), arguments


def test_a_schema_fetches_nothing(tmp_path: Path) -> None:
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

    server = http.server.HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    dossier(tmp_path)
    try:
        for reference in (f"http://127.0.0.1:{server.server_port}/x", "file:///etc/hosts", "#/nope", "other.json"):
            (tmp_path / "a.json").write_text(json.dumps({"$ref": reference}), "utf-8")
            done = inside("schema", "x.claims.yaml", "--against", "a.json", cwd=tmp_path)
            assert done.exit_code == 2
            assert "refers to what it does not hold" in done.stderr
    finally:
        server.shutdown()
        server.server_close()
    assert not asked


# --- git, rules ----------------------------------------------------------------------------------------------------


def test_what_a_killed_comparison_left_goes_with_the_next(tmp_path: Path) -> None:
    home, temporary = tmp_path / "home", tmp_path / "tmp"
    dossier(home)
    temporary.mkdir()
    git(home, "init", "-q")
    git(home, "add", "-A")
    git(home, "commit", "-qm", "x")
    left = temporary / "provenance-diff-4194999-abcdefgh"
    (left / "tree").mkdir(parents=True)
    (left / "tree/x.claims.yaml").write_text(SECRET, "utf-8")
    kept = temporary / f"provenance-diff-{os.getpid()}-abcdefgh"
    kept.mkdir()
    done = provenance("diff", "HEAD", ".", cwd=home, env={**os.environ, "TMPDIR": str(temporary)})
    assert done.returncode == 0, done.stderr
    assert list(temporary.iterdir()) == [kept]


def test_a_revision_that_lacks_a_file_is_no_empty_one(tmp_path: Path) -> None:
    dossier(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "x")
    blob = git(tmp_path, "rev-parse", "HEAD:x.claims.yaml")
    (tmp_path / ".git/objects" / blob[:2] / blob[2:]).unlink()
    done = provenance("diff", "HEAD", ".", cwd=tmp_path)
    assert done.returncode == 2
    assert "this copy of the repository lacks what it held of x.claims.yaml" in done.stderr


def test_rules_that_end_the_program_are_told(tmp_path: Path) -> None:
    dossier(tmp_path)
    (tmp_path / "mine.py").write_text("import sys\nsys.exit(0)\n", "utf-8")
    done = inside("audit", ".", "--rules", "mine.py", cwd=tmp_path)
    assert done.exit_code == 2
    assert "cannot be used: SystemExit" in done.stderr
