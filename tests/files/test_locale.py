"""The language of a file that names none: the locale's, else French, which is said."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from provenance.auditing import DossierAudit
from provenance.cli import main
from provenance.files.locale import locale_language
from provenance.summaries.summary import build

ONE = "sources: {m: {name: M}}\nclaims: {c: {text: A claim., about: n, value: '1,500 people'}}\nstatements: [{chain: m, says: {c: w}}]\n"


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "fr_BE.UTF-8@euro"}, "fr"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, None),
        ({"LANG": "C.UTF-8"}, None),
        ({}, None),
        # The stronger variable decides, an empty one is none.
        ({"LANG": "fr_FR", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LANG": "fr_FR", "LC_MESSAGES": "en_GB", "LC_ALL": "fr_FR"}, "fr"),
        ({"LANG": "fr_FR", "LC_ALL": ""}, "fr"),
        ({"LANG": "fr_FR", "LC_ALL": "C"}, None),
    ],
)
def test_the_language_of_a_locale(variables: dict[str, str], language: str | None) -> None:
    assert locale_language(variables) == language


@pytest.mark.parametrize(("locale", "language"), [("en_US.UTF-8", "en"), ("fr_FR.UTF-8", "fr"), ("de_DE.UTF-8", "fr")])
def test_a_file_without_a_language_is_in_the_locales_and_says_so(
    audited: Callable[..., DossierAudit], monkeypatch: pytest.MonkeyPatch, locale: str, language: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    audit = audited(ONE)
    assert audit.dossier.language == language
    said = [message.render("en") for message in build(audit).understood]
    assert f"the file names no language: {'English' if language == 'en' else 'French'}" in said
    value = audit.dossier.claims["c"].value
    assert value is not None
    (number,) = value.numbers
    assert (number.low > 1000) is (language == "en"), "thousands are as the language writes them"


def test_a_file_with_a_language_says_nothing_of_it(audited: Callable[..., DossierAudit]) -> None:
    said = [message.render("en") for message in build(audited("language: en\n" + ONE)).understood]
    assert not any("language" in one for one in said)


def test_init_writes_in_the_language_of_the_locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for locale, language in (("en_US.UTF-8", "en"), ("fr_FR.UTF-8", "fr"), ("C", "fr")):
        monkeypatch.setenv("LC_ALL", locale)
        done = CliRunner().invoke(main, ["init", str(tmp_path / locale)])
        assert done.exit_code == 0, done.output
        (file,) = (tmp_path / locale).glob("*.claims.yaml")
        assert f"language: {language}" in file.read_text("utf-8")
        assert ("neither French nor English" in done.output) is (locale == "C")


def test_what_is_told_of_several_languages_together_is_in_the_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Totals, the index and the page of a folder with a French and an English dossier; English where none is known."""
    for name in ("fr", "en"):
        (tmp_path / f"{name}.claims.yaml").write_text(f"language: {name}\n{ONE}", "utf-8")
    for locale, total, heading in (
        ("en_GB.UTF-8", "2 dossiers, 0 errors, ", "en"),
        ("fr_FR.UTF-8", "2 dossiers, 0 erreur, ", "fr"),
        ("C", "2 dossiers, 0 errors, ", "en"),
    ):
        monkeypatch.setenv("LC_ALL", locale)
        site = tmp_path / f"site-{heading}-{locale}"
        done = CliRunner().invoke(main, ["audit", str(tmp_path), "-o", "text", "-o", f"html={site}"])
        assert total in done.output
        assert f'<html lang="{heading}"' in (site / "index.html").read_text("utf-8")
    # Dossiers of one language are told of in theirs, whatever the reader's.
    (tmp_path / "fr.claims.yaml").unlink()
    (tmp_path / "fr2.claims.yaml").write_text(f"language: en\n{ONE}", "utf-8")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert "2 dossiers, 0 errors, " in CliRunner().invoke(main, ["audit", str(tmp_path)]).output


def test_what_is_said_of_a_corpus_is_in_the_readers_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    records = [
        '{"type": "statement", "dossier": "d", "claim": "c", "chain": "Ann → Post", "text": "w"}',
        "{",
    ]
    Path("a.claims.jsonl").write_text("\n".join(records) + "\n", "utf-8")
    outputs = ["-o", "parquet=o.parquet", "-o", "html=o.html"]
    for locale, read, page in (("fr_FR.UTF-8", "ce n’est pas du JSON", "fr"), ("C", "this is not JSON", "en")):
        monkeypatch.setenv("LC_ALL", locale)
        for command in (["audit", "a.claims.jsonl", *outputs], ["validate", "a.claims.jsonl", "--jobs", "1"]):
            told = CliRunner().invoke(main, command).stderr
            assert read in told, command
            assert ("1 perdu" in told) is (page == "fr"), command
        # The outputs are other ones for another reader, though nothing else has changed.
        assert f'<html lang="{page}"' in Path("o.html").read_text("utf-8")
    told = CliRunner().invoke(main, ["audit", "a.claims.jsonl", "--lang", "fr", *outputs]).stderr
    assert "ce n’est pas du JSON" in told
    assert "1 dossier, 1 affirmation (" in told


def test_validate_counts_in_the_language_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.claims.yaml").write_text(f"language: en\n{ONE}", "utf-8")
    said = CliRunner().invoke(main, ["validate", str(tmp_path), "--lang", "fr"]).output
    assert said.endswith(": 1 affirmation, 1 propos, 1 source, 0 document\n")


def test_a_baseline_says_in_the_readers_language_how_many_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.claims.yaml").write_text(f"language: en\n{ONE}", "utf-8")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    said = CliRunner().invoke(main, ["audit", str(tmp_path), "--write-baseline", str(tmp_path / "b.json")]).stderr
    assert said.endswith(" constats\n")


@pytest.mark.parametrize(
    ("locale", "first", "label"),
    [
        ("en_GB.UTF-8", "", "error"), ("fr_FR.UTF-8", "", "erreur"), ("C", "", "erreur"),
        ("fr_FR.UTF-8", "language: en\n", "error"), ("en_GB.UTF-8", "language: 'fr'\n", "erreur"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_of_in_its_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locale: str, first: str, label: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    (tmp_path / "a.claims.yaml").write_text(f"{first}claims: {{c: [", "utf-8")
    assert f": {label} [PV101 schema-violation]" in CliRunner().invoke(main, ["validate", str(tmp_path)]).output


def test_what_is_verified_in_several_languages_is_counted_in_the_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("en", "fr"):
        (tmp_path / f"{name}.claims.yaml").write_text(f"language: {name}\n{ONE}", "utf-8")
    for locale, counted in (("fr_FR.UTF-8", "2 fichiers"), ("en_GB.UTF-8", "2 files"), ("C", "2 files")):
        monkeypatch.setenv("LC_ALL", locale)
        assert CliRunner().invoke(main, ["verify", str(tmp_path)]).stderr.startswith(counted)
