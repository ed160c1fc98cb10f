"""Hostile dossiers: whatever is written in one becomes text in the page, never an element or an attribute."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from provenance.auditing import DossierAudit
from tests.browser.conftest import Opened, page_of

Open = Callable[..., Opened]
HOSTILE = [
    "<script>window.got = 1</script>",
    "</script><script>window.got = 1</script><!--",
    '"><img src=x onerror="window.got = 1">',
    "' onmouseover='window.got = 1' x='",
    "<svg onload=window.got=1><a href='javascript:window.got=1'>x</a></svg>",
    "{{ 7 * 7 }}{% raw %}${7*7}`</template><style>*{display:none}</style>",
    "\u202eabc\u2066 אבג \u200b\u0000]]>&lt;b&gt;&#60;",
    "x" * 10_000,
]
BENIGN = "plain words"


def dossier(words: str) -> str:
    """The same words in every field that takes them."""
    w = json.dumps(words, ensure_ascii=True)
    return f"""{{
 "dossier": {w}, "title": {w}, "language": "fr",
 "sources": {{
  "m": {{"name": {w}, "role": {w}, "kind": "person", "part_of": "h", "basis": {w}, "reliability": "B"}},
  "n": {{"name": {json.dumps(words + " n")}, "kind": "person", "part_of": "h"}},
  "h": {{"name": {json.dumps(words + " h")}, "kind": "government", "aliases": [{json.dumps(words + " a")}]}}, "t": {{"name": "T", "kind": "agency"}}}},
 "documents": {{"d": {{"publisher": "T", "published": "2022-07-02", "headline": {w}, "url": {w}, "file": "a.txt"}},
                "e": {{"publisher": "T", "published": "2022-07-03", "read_at": {w}, "archive": {w}, "revises": "d"}}}},
 "claims": {{"c1": {{"text": {w}, "about": "q", "value": "one", "status": "confirmed", "asked": [{{"who": {w}, "answer": {w}}}], "concerns": "h"}},
             "c2": {{"text": {json.dumps(words + " 2")}, "about": "q", "value": "two"}}}},
 "statements": [
  {{"chain": [{{"source": "m", "cue": {w}}}, "t"], "in": "d", "says": {{"c1": {w}}}, "because": {w}, "flagged": {{"as": "unconfirmed", "quote": {w}}}}},
  {{"chain": ["n"], "in": "e", "says": {{"c1": {w}}}}},
  {{"chain": ["n"], "in": "e", "denies": {{"c1": {{"text": {w}, "only": {w}}}}}}},
  {{"chain": ["t"], "in": "e", "says": {{"c2": {{"text": {w}}}}}}}]
}}"""


def shape(shown: Opened) -> tuple[set[str], set[str]]:
    """The names of the elements of a page, every claim opened, and those of their attributes."""
    for opener in shown.page.locator(".opens").all():
        if opener.get_attribute("aria-expanded") == "false":
            opener.click()
    names = "[...new Set([...document.querySelectorAll('*')]"
    elements = shown.eval(names + ".map(e => e.localName))]")
    attributes = shown.eval(names + ".flatMap(e => e.getAttributeNames()))]")
    return set(elements), set(attributes)


def made(audited: Callable[..., DossierAudit], words: str, folder: Path) -> Path:
    article = f"Before. {words} After.\n"
    audit = audited(dossier(words), "2022-08-01", "x.claims.json", a_txt=article)
    page = folder / "page.html"
    page.write_text(page_of(audit), "utf-8")
    return page


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_words_become_text(audited: Callable[..., DossierAudit], opened: Open, tmp_path: Path, words: str) -> None:
    plain = shape(opened(made(audited, BENIGN, tmp_path), viewport={"width": 390, "height": 844}))
    shown = opened(made(audited, words, tmp_path), viewport={"width": 390, "height": 844})
    assert shown.said == []
    assert shown.eval("window.got") is None
    found = shape(shown)
    assert found[0] <= plain[0]
    assert found[1] <= plain[1]
    assert not shown.eval("[...document.querySelectorAll('[href]')].some(a => !a.getAttribute('href').startsWith('#'))")
    assert shown.eval("document.documentElement.scrollWidth") <= 390
    text = shown.eval("document.body.innerText")
    assert "\u202e" not in text
    assert "\u0000" not in text


CONFIDENTIAL = """
title: A story
sources:
  jean: {name: Jean Dupont, aliases: [Dupont], kind: person, role: an official, confidential: true}
documents: {d: {publisher: The Agency, published: 2022-07-19, file: a.txt}}
claims: {c1: {text: Nothing works.}}
statements:
  - {chain: Jean Dupont, in: d, says: {c1: "nothing works"}}
"""


def test_a_confidential_name_is_not_in_the_page(
    audited: Callable[..., DossierAudit], opened: Open, tmp_path: Path
) -> None:
    audit = audited(CONFIDENTIAL, a_txt="« Oh, nothing works », said Jean  Dupont. DUPONT left.\n")
    page = tmp_path / "page.html"
    page.write_text(page_of(audit), "utf-8")
    assert "dupont" not in page.read_text("utf-8").lower()
    shown = opened(page)
    assert shown.page.locator("a.said").all_inner_texts() == ["nothing works"]
    assert "said an official. an official left." in shown.page.locator(".line").inner_text()
