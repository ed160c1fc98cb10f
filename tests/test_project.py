"""The project itself: what is generated is fresh, what is said is translated, nothing names the machine."""

import json
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest
from babel.messages import mofile, pofile
from babel.messages.extract import extract_from_dir

from docs.help_texts import told_in_help
from provenance.model.message import _translate
from tests.conftest import ROOT

FRENCH = ROOT / "provenance/locale/fr/LC_MESSAGES"
FIELD = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")


def test_schemas_are_up_to_date_and_valid() -> None:
    done = subprocess.run([sys.executable, "-m", "provenance", "schema", "--check"], cwd=ROOT, capture_output=True)
    assert done.returncode == 0, done.stdout
    for file in sorted((ROOT / "schemas").glob("*.json")):
        jsonschema.Draft202012Validator.check_schema(json.loads(file.read_text("utf-8")))


@pytest.mark.parametrize(("language", "page"), [("en", "rules.md"), ("fr", "rules.fr.md")])
def test_the_rule_reference_is_up_to_date(language: str, page: str) -> None:
    asked = [sys.executable, "-m", "provenance", "rules", "--lang", language]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert (ROOT / "docs/reference" / page).read_text("utf-8") == done.stdout, "run `make pages`"


def test_links_between_pages_lead_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), (page.name, target)


def messages() -> set[str]:
    found = set()
    for _, _, text, _, _ in extract_from_dir(str(ROOT / "provenance"), keywords={"M": (1,), "MN": (1, 2)}):
        found.add(text if isinstance(text, str) else text[0])
    return found


def test_no_message_is_untranslated() -> None:
    with (FRENCH / "provenance.po").open("rb") as stream:
        catalogue = pofile.read_po(stream, "fr")
    translated = {m.id if isinstance(m.id, str) else m.id[0] for m in catalogue if m.id and m.string and not m.fuzzy}
    assert (messages() | set(told_in_help())) - translated == set()


def test_translations_keep_their_fields() -> None:
    with (FRENCH / "provenance.po").open("rb") as stream:
        for message in pofile.read_po(stream, "fr"):
            if not message.id:
                continue
            ids = [message.id] if isinstance(message.id, str) else list(message.id)
            strings = [message.string] if isinstance(message.string, str) else list(message.string)
            for text, form in zip(strings, ids, strict=True):
                assert set(FIELD.findall(text)) - {"n"} == set(FIELD.findall(form)) - {"n"}, ids


def test_the_compiled_catalogue_is_up_to_date() -> None:
    with (FRENCH / "provenance.po").open("rb") as stream:
        written = BytesIO()
        mofile.write_mo(written, pofile.read_po(stream, "fr"))
    assert (FRENCH / "provenance.mo").read_bytes() == written.getvalue()


def test_french_is_typographically_right() -> None:
    with (FRENCH / "provenance.po").open("rb") as stream:
        for message in pofile.read_po(stream, "fr"):
            if not message.id:
                continue
            for text in [message.string] if isinstance(message.string, str) else message.string:
                said = _translate(text, None, 1, "fr")
                assert not re.search(r"« | [»;!?]|\w[;!?](?!\w)|\"\w", re.sub(r"`[^`]*`", "", said)), said


TRACKED = [
    p for p in subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split("\n") if p
]


@pytest.mark.skipif(not TRACKED, reason="not a checkout")
def test_no_file_names_the_machine_or_a_registry() -> None:
    forbidden = re.compile(r"/(?:root|home|tmp|work)/\w|pythonhosted|/simple/|\.whl\b")
    for name in TRACKED:
        path = ROOT / name
        if path.suffix in (".ttf", ".mo", ".png") or path == Path(__file__).resolve() or not path.is_file():
            continue
        assert not forbidden.search(path.read_text("utf-8", "replace")), name


def test_modules_stay_short() -> None:
    long = {
        path.name: count
        for path in (ROOT / "provenance").rglob("*.py")
        if (count := path.read_text("utf-8").count("\n")) > 450
    }
    assert not long


def test_the_wheel_has_everything_inside(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from hatchling.build import build_wheel; import sys; print(build_wheel(sys.argv[1]))", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("provenance_audit-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "installed")
    for needed in (
        "data/agencies.yaml", "data/metrics.json", "data/fonts/DejaVuSans.ttf", "locale/fr/LC_MESSAGES/provenance.mo", "py.typed",
    ):  # fmt: skip
        assert f"provenance/{needed}" in names
    assert not any(name.startswith(("tests/", "seeds/")) for name in names)
    outside = subprocess.run(
        [sys.executable, "-m", "provenance", "audit", str(ROOT / "seeds"), "--fail-on", "never", "--lang", "fr"],
        cwd=tmp_path / "installed", capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert outside.returncode == 0, outside.stderr
    assert "SUR QUOI" in outside.stdout
