"""The documentation is true: every command in it is run, every output compared, every link leads somewhere.

In a page, a block with a title is a file; `sh` blocks are run in order in one folder, which also holds `seeds/` and
`schemas/`; in a `console` block the output must be what the program says, where a line of « … » stands for any lines. A
command that should fail says so: `# exits with 1`.
"""

import doctest
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from docs.generate import pages
from provenance.formats import all_formats
from provenance.project import toml
from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
#: What CI itself runs, and what would run it again.
MADE = re.compile(r"make \w+")
_BLOCK = re.compile(r"^```(\w*)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXIT = re.compile(r"\s+# exits with (\d)$")
WAIT = 120


class Block(NamedTuple):
    language: str
    title: str | None
    text: str


def blocks(page: Path) -> list[Block]:
    return [Block(m[1], m[2], m[3]) for m in _BLOCK.finditer(page.read_text("utf-8"))]


def commands(block: Block) -> Iterator[tuple[str, list[str]]]:
    """Each command of a block with the lines of output that it shows."""
    if block.language == "sh":
        for line in block.text.splitlines():
            if line.strip() and not line.startswith("#"):
                yield line, []
    elif block.language == "console":
        for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            command, *output = part.splitlines()
            yield command, output


RUN = [page for page in PAGES if any(b.language in ("sh", "console") for b in blocks(page))]


def as_shown(said: str, shown: list[str]) -> bool:
    """Whether an output is the one shown; a line of « … » stands for any lines, trailing spaces count for nothing."""
    lines = [re.escape(line.rstrip()) for line in shown]
    pattern = "\n".join(lines).replace("…\n", "(?:.*\n)*?").replace("\n…", "(?:\n.*)*")
    return re.fullmatch(pattern, "\n".join(line.rstrip() for line in said.rstrip("\n").split("\n"))) is not None


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_does_what_the_page_says(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    (tmp_path / ".git").mkdir()
    if page.name in ("README.md", "extraction.md"):
        # The article that these pages speak of, under the names they give it.
        (tmp_path / "texts").mkdir()
        article = (ROOT / "seeds/tehran-2022-07/article.txt").read_text("utf-8")
        for name in ("article.txt", "a.txt", "texts/a.txt"):
            (tmp_path / name).write_text(article, "utf-8")
        paragraphs = "".join(f"<p>{line}</p>\n" for line in article.split("\n"))
        (tmp_path / "b.html").write_text(f"<html><body><article>{paragraphs}</article></body></html>", "utf-8")
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    ran = 0
    for block in blocks(page):
        if block.title is not None:
            (tmp_path / block.title).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / block.title).write_text(block.text, "utf-8")
        for line, output in commands(block):
            code = int(found[1]) if (found := _EXIT.search(line)) else 0
            command = re.sub(r"\s+#[^\"']*$", "", line)
            ran += 1
            if MADE.fullmatch(command):
                continue
            done = run(command, tmp_path, environment)
            assert done.returncode == code, f"{line}\n{done.stdout}{done.stderr}"
            assert not output or as_shown(done.stdout, output), f"{line}\n{done.stdout}"
    assert ran


def run(command: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A command of a page. One that never ends by itself is asked to, once it is at work."""
    process = subprocess.Popen(
        ["bash", "-c", f"exec {command}" if "--watch" in command else command], cwd=folder, env=environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    if "--watch" in command:
        assert process.stderr is not None
        while "watching" not in process.stderr.readline():
            pass
        process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=WAIT)
    return subprocess.CompletedProcess(command, process.returncode, stdout, stderr)


PYTHON = [page for page in PAGES if any(b.language == "pycon" for b in blocks(page))]


@pytest.mark.parametrize("page", PYTHON, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_example_in_python_says_what_the_page_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    examples = "\n".join(b.text for b in blocks(page) if b.language == "pycon")
    # No-break spaces are shown as spaces.
    test = doctest.DocTestParser().get_doctest(examples, {}, page.name, str(page), 0)
    said: list[str] = []
    runner = doctest.DocTestRunner(checker=SpacesAlike())
    runner.run(test, out=said.append)
    assert test.examples
    assert not runner.failures, "".join(said)


class SpacesAlike(doctest.OutputChecker):
    """Every space is one, and so is every apostrophe: a page is typed by hand."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        def plain(text: str) -> str:
            return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\\xa0", " ").replace("’", "'")

        return super().check_output(plain(want), plain(got), optionflags)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_is_shown_as_data_is_data(page: Path) -> None:
    for block in blocks(page):
        if block.language in ("yaml", "yml"):
            yaml.safe_load(block.text)
        elif block.language == "toml":
            toml.read_toml(block.text)


def test_generated_pages_are_up_to_date() -> None:
    for name, text in pages().items():
        assert (DOCS / "reference" / name).read_text("utf-8") == text, "run `make pages`"


def test_the_notebook_gives_what_it_shows() -> None:
    done = subprocess.run([sys.executable, "-m", "docs.notebook", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def built(folder: Path, site: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)],
        cwd=folder, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True,
    )  # fmt: skip


def test_the_site_is_built_without_a_warning_and_asks_nobody_for_anything(tmp_path: Path) -> None:
    done = built(ROOT, tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "tutorial/from-an-article-to-a-signed-report.html").is_file()
    assert not list(tmp_path.rglob("*.py"))
    pages = list(tmp_path.rglob("*.html"))
    assert len(pages) > 100
    for page in pages:
        asked = re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=\"?(https?://[^\"\s>]+)", page.read_text("utf-8"))
        assert not asked, page


def test_a_broken_link_fails_the_site(tmp_path: Path) -> None:
    shutil.copytree(DOCS, tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    page = tmp_path / "docs/index.md"
    page.write_text(page.read_text("utf-8") + "\n[nowhere](nowhere.md)\n", "utf-8")
    done = built(tmp_path, tmp_path / "site")
    assert done.returncode != 0
    assert "'nowhere.md'" in done.stderr


def test_fragments_of_the_changelog_are_gathered() -> None:
    names = [path.name for path in (ROOT / "changelog.d").iterdir()]
    assert all(re.fullmatch(r"[a-z-]+\.(added|changed|fixed|removed)\.md", name) for name in names)
    done = subprocess.run(
        [sys.executable, "-m", "towncrier", "build", "--draft", "--version", "9"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    for name in names:
        sentence = (ROOT / "changelog.d" / name).read_text("utf-8").strip()
        assert sentence.endswith(".")
        assert sentence in done.stdout


def test_every_key_and_rule_is_in_the_reference() -> None:
    from provenance.rules import shipped_rules

    rules = (DOCS / "reference/rules.md").read_text("utf-8")
    assert all(f"### {rule.code} {rule.name}" in rules for rule in shipped_rules())
    from provenance.cli import COMMANDS

    said = (DOCS / "reference/commands.md").read_text("utf-8")
    assert all(f"## provenance {name}\n" in said for name in COMMANDS)


def test_every_format_is_in_the_reference_as_its_entry_says() -> None:
    said = (DOCS / "reference/formats.md").read_text("utf-8")
    for form in all_formats():
        endings = ", ".join(f"`{suffix}`" for suffix in form.suffixes) or "–"
        names = "as asked" if form.may_carry_confidential else "never"
        assert f"| `{form.name}` | {form.read_by} | {endings} | {names} | {form.holds} |" in said
