"""What is told of the thing under the cursor: names as readers know them, who denies among those who speak, sentences."""

from pathlib import Path

import pytest
from lsprotocol import types

from provenance.lsp.analysis import Analysis, Buffer
from provenance.lsp.diagnostics import configuration_diagnostic
from provenance.lsp.hints import hints
from provenance.lsp.hover import hover
from provenance.model.errors import ConfigurationError
from provenance.model.message import M
from provenance.model.place import Place

DOSSIER = """language: en
as_of: 2024-07-01
sources: {union: {name: the union, kind: institution}, port: {name: the port, kind: institution}}
documents:
  echo: {publisher: The Echo, published: 2024-06-02, headline: A leak in the basin}
  note: {publisher: port, published: 2024-06-03}
claims: {leak: {text: The basin was polluted., concerns: port}}
statements:
  - {chain: union, in: echo, says: {leak: {text: polluted}}}
  - {chain: port, in: note, denies: {leak: {text: clean}}}
"""


def analysed(folder: Path, text: str) -> Analysis:
    path = folder / "leak.claims.yaml"
    path.write_text(text, "utf-8")
    return Buffer(path, types.PositionEncodingKind.Utf32).analyse(text)


def told(analysis: Analysis, words: str) -> list[str]:
    found = hover(analysis, analysis.text.index(words) + 1)
    assert found is not None
    assert isinstance(found.contents, types.MarkupContent)
    return found.contents.value.split("\n\n")


def test_a_claim_with_who_affirms_and_who_denies(tmp_path: Path) -> None:
    text, standing, reasons, chains = told(analysed(tmp_path, DOSSIER), "leak: {text: The")
    assert text == "**The basin was polluted.**"
    assert standing == "denied (read in one document, single point of failure) · origins: 1, chains: 1"
    assert reasons.splitlines() == [
        "- 1 report, hanging on the union.",
        "- Denied by the port (published on 3 June 2024).",
    ]
    assert chains.splitlines() == [
        "- the union → The Echo (2 June 2024) · asserts",
        "- the port → document of the port (3 June 2024) · denies",
    ]


def test_a_document_under_the_name_that_readers_know(tmp_path: Path) -> None:
    analysis = analysed(tmp_path, DOSSIER)
    assert told(analysis, "echo: {publisher") == ["**The Echo (2 June 2024)** · A leak in the basin"]
    assert told(analysis, "note: {publisher") == ["**Document of the port (3 June 2024)**"]


def test_of_very_many_chains_the_rest_is_counted(tmp_path: Path) -> None:
    more = "".join(f"  - {{chain: Voice {n}, in: echo, says: {{leak: {{text: polluted}}}}}}\n" for n in range(13))
    *_, chains = told(analysed(tmp_path, DOSSIER + more), "leak: {text: The")
    # Fifteen speak of it, twelve are told.
    assert len(chains.splitlines()) == 13
    assert chains.splitlines()[-1] == "- 3 more"


def test_the_reasons_of_a_hint_are_sentences(tmp_path: Path) -> None:
    whole = types.Range(types.Position(0, 0), types.Position(99, 0))
    (hint,) = hints(analysed(tmp_path, DOSSIER), whole)
    assert hint.label == "denied (read in one document, single point of failure)"
    assert hint.tooltip == "- 1 report, hanging on the union.\n- Denied by the port (published on 3 June 2024)."


def test_what_is_wrong_with_a_configuration_is_told_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    error = ConfigurationError(M("unknown key `{key}`", key="x"), Place("provenance.toml", 1, 1, 1, 2), M("says"))
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert configuration_diagnostic(error).message == "clé inconnue\u00a0: `x`\n→ dit"
    monkeypatch.setenv("LC_ALL", "C")
    assert configuration_diagnostic(error).message == "unknown key `x`\n→ says"
