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
