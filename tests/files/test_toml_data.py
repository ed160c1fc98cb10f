"""TOML that nobody writes is refused before it takes the memory."""

import pytest

from provenance.files.toml_data import toml_data


@pytest.mark.parametrize(
    "text",
    ["a." * 20_000 + "b = 1", "[" + "'a' . " * 100 + "b]", "x = {" + '"a".' * 100 + "b = 1}", "x = " + "[" * 100_000],
)
def test_what_is_nested_too_deep_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="nested too deep"):
        toml_data(text)


def test_dots_in_words_are_no_keys() -> None:
    text = f'[rules.single-origin]\nseverity = "off"\n[x]\nreason = "{"…" + "." * 500}"\n"a.b" = 1\n'
    assert toml_data(text)["x"] == {"reason": "…" + "." * 500, "a.b": 1}
