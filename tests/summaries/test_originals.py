"""Links that open an original at its page or second: addresses by hand from RFC 8118 and W3C Media Fragments."""

from dataclasses import replace
from pathlib import Path

import pytest

from provenance.files.load import load
from provenance.model.locators import Locator
from provenance.summaries.originals import original_link, original_uri

FILE = """language: en
sources: {m: {name: M}}
documents:
  talk: {publisher: Radio, file: "sub dir/talk.vtt", url: "https://radio.example/talk#intro"}
claims: {c: A claim.}
statements: [{chain: m, says: {c: {quote: The bridge is closed}}}]
"""
TALK = "WEBVTT\n\n00:12:31.000 --> 00:12:34.000\n<v M>The bridge is closed.\n"


@pytest.mark.parametrize(
    ("place", "folder", "link"),
    [
        (Locator(time=751.0), "out", "../d/sub%20dir/talk.vtt#t=00:12:31"),
        (Locator("xii"), "d", "sub%20dir/talk.vtt#page=xii"),
        (Locator("12"), None, "https://radio.example/talk#page=12"),
        (Locator(paragraph=3), None, None),
        (Locator('1" onclick="x'), None, "https://radio.example/talk#page=1%22%20onclick%3D%22x"),
    ],
)
def test_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Locator, folder: str | None, link: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("d/sub dir").mkdir(parents=True)
    Path("d/sub dir/talk.vtt").write_text(TALK, "utf-8")
    Path("d/d.claims.yaml").write_text(FILE, "utf-8")
    (dossier,) = load([Path("d/d.claims.yaml")])
    document = dossier.documents["talk"]
    assert original_link(dossier, document, place, Path(folder) if folder else None) == link
    uri = original_uri(dossier, document, Locator(time=751.0))
    assert uri == (tmp_path / "d/sub dir/talk.vtt").as_uri() + "#t=00:12:31"
    hostile = replace(document, url="javascript:alert(1)")
    assert original_link(dossier, hostile, Locator("1"), None) is None
