"""Bad input is normal input: one clear message with a place, the right exit, no traceback, the
other files still done.
"""

import json
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from provenance.auditing import AuditOptions, DossierAudit, audit_paths
from provenance.emit.findings import plain
from provenance.emit.text import audit_text
from provenance.model import dates
from provenance.report.json_report import json_text
from provenance.report.markdown import markdown_text
from tests.cli.test_commands import GOOD, run
from tests.conftest import ROOT

NEST = "[" * 10_000 + "]" * 10_000
UNREADABLE: dict[str, tuple[bytes, str, int, int]] = {
    "latin1.claims.yaml": ("claims:\n  c1: \xe9t\xe9\n".encode("latin-1"), "not UTF-8", 2, 7),
    "utf16.claims.yaml": ("claims: {}\n".encode("utf-16"), "UTF-16", 1, 1),
    "nul.claims.yaml": (b"claims:\n  c1: a\0b\n", "NUL byte", 2, 8),
    "truncated.claims.yaml": (b'claims:\n  c1: {text: "never', "ends in the middle", 2, 20),
    "nested.claims.yaml": (NEST.encode(), "nested deeper", 1, 65),
    "nested.claims.json": (NEST.encode(), "nested deeper", 1, 1),
    "bomb.claims.yaml": (
        (
            "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
            + "".join(f"{c}: &{c} [{','.join(['*' + p] * 10)}]\n" for p, c in zip("abcdefgh", "bcdefghi"))
        ).encode(),
        "aliases multiply",
        5,
        0,
    ),
    "broken.claims.json": (b'{"claims": {"c1": "x",}}', "not JSON", 1, 0),
    "nan.claims.json": (b'{"claims": {"c1": NaN}}', "NaN", 1, 19),
    "huge.claims.json": (b'{"claims": {"c1": ' + b"9" * 5000 + b"}}", "not JSON", 1, 19),
    "half.claims.json": (b'{"claims": {"c1": "\\ud800"}}', "half a character", 1, 20),
    "control.claims.yaml": (b"claims:\n  c1: a\x01b\n", "U+0001", 2, 8),
    "line.claims.yaml": (b"claims: {c1: '" + b"x" * 5_000_000, "ends in the middle", 1, 5_000_015),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_said_at_its_place(tmp_path: Path, name: str) -> None:
    data, words, line, column = UNREADABLE[name]
    (tmp_path / name).write_bytes(data)
    (audit,) = audit_paths([tmp_path], AuditOptions(dates.parse("2022-07-20")))
    assert not audit.readable
    (finding,) = [f for f in audit.findings if f.rule == "schema-violation"]
    assert words in finding.message.render("en")
    assert finding.place.line == line
    assert column in (0, finding.place.column)
    assert len(finding.message.render("fr")) < 200
    assert len(audit_text(audit, None, plain, 100, False)) < 2000


def test_strange_files_are_reported_and_the_others_audited(tmp_path: Path) -> None:
    (tmp_path / "good.claims.yaml").write_text(GOOD)
    (tmp_path / "folder.claims.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.claims.yaml")
    (tmp_path / "gone.claims.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.claims.yaml").symlink_to(tmp_path / "loop.claims.yaml")
    with (tmp_path / "large.claims.yaml").open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    done = run("audit", str(tmp_path), "--output", "json", "--as-of", "2022-07-20")
    assert done.returncode == 3
    assert done.stderr == ""
    found = {Path(d["file"]).name: d for d in json.loads(done.stdout)["dossiers"]}
    assert len(found) == 6
    assert found["good.claims.yaml"]["claims"]
    said = {name: d["findings"][0]["message"] for name, d in found.items() if not d["readable"]}
    assert set(said) == set(found) - {"good.claims.yaml"}
    assert "200" in said["large.claims.yaml"]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# only a comment\n", "~\n", "- a\n- b\n", "just words\n", "12\n", "{}\n"]
)
def test_files_that_hold_nothing(audited: Callable[..., DossierAudit], text: str) -> None:
    audit = audited(text)
    assert audit.readable
    assert bool(audit.findings) == (text != "{}\n")


def test_a_text_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret words")
    inside = tmp_path / "dossier"
    inside.mkdir()
    (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    for target in ("../secret.txt", str(tmp_path / "secret.txt"), "link.txt"):
        (inside / "x.claims.yaml").write_text(f"documents: {{d: {{publisher: P, file: '{target}'}}}}\n")
        (audit,) = audit_paths([inside], AuditOptions(dates.parse("2022-07-20")))
        assert audit.dossier.documents["d"].text is None
        assert any("leads outside" in f.message.render("en") for f in audit.findings)


CYCLES = """
sources:
  a: {name: A, part_of: b}
  b: {name: B, part_of: a}
  c: {name: C, part_of: c, also: [c, a]}
documents:
  d: {publisher: A, revises: d, retracts: d, translates: d, corrects: d}
  e: {publisher: B, revises: f, retracts: f, translates: f}
  f: {publisher: C, revises: e, retracts: e, translates: e}
claims:
  c1: {text: One., narrower_than: c2, contradicts: c1}
  c2: {text: Two., narrower_than: c1, contradicts: c1, parties: [a, b]}
statements:
  - {id: s1, chain: A → B → A → d → d, in: e, retracts: s2, says: {c1: w}}
  - {id: s2, chain: B, in: f, retracts: [s1, s2], denies: {c1: w}, says: {c2: w}}
"""


def test_what_goes_round_in_circles_ends(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(CYCLES)
    assert [a.claim.id for a in audit.assessor] == ["c1", "c2"]
    assert any("in a circle: A → B → A" in f.message.render("en") for f in audit.findings)
    assert audit_text(audit, None, plain, 100, True)
    assert json_text([audit], None)


@pytest.mark.parametrize("case", ["hops", "reports", "marks"])
def test_large_things_finish(audited: Callable[..., DossierAudit], case: str) -> None:
    started = time.monotonic()
    if case == "hops":
        sources = ", ".join(f"p{i}: {{name: P{i}}}" for i in range(3000))
        chain = " → ".join(f"P{i}" for i in range(3000))
        audit = audited(
            f"sources: {{{sources}}}\nclaims: {{c1: A claim.}}\nstatements: [{{chain: {chain}, says: {{c1: w}}}}]\n"
        )
        assert audit.assessor["c1"].counts.min == 1
    elif case == "reports":
        sources = ", ".join(f"p{i}: {{name: P{i}}}" for i in range(1500))
        reports = "\n".join(f"  - {{chain: P{i} → P{(i * 7 + 1) % 1500}, says: {{c1: w}}}}" for i in range(1500))
        audit = audited(f"sources: {{{sources}}}\nclaims: {{c1: A claim.}}\nstatements:\n{reports}\n")
        assert audit.assessor["c1"].counts.max >= 0
    else:
        audit = audited(
            "sources: {m: {name: M}}\ndocuments: {d: {publisher: P, file: a.txt}}\nstatements: [{chain: m, quote: 'some words that are not there'}]\n",
            a_txt='"«»' * 300_000,
        )
        assert any(f.rule == "anchor-not-found" for f in audit.findings)
    # Not a timing: a guard against the runaway that would otherwise hang the suite.
    assert time.monotonic() - started < 60


def test_mutations_never_break_anything(tmp_path: Path) -> None:
    """The demonstration dossier with bytes and lines deleted, doubled and mixed up: always findings, never an error."""
    rng = random.Random(7)
    source = (ROOT / "seeds/tehran-2022-07/tehran-2022-07.claims.yaml").read_text("utf-8")
    (tmp_path / "article.txt").write_text((ROOT / "seeds/tehran-2022-07/article.txt").read_text("utf-8"))
    file = tmp_path / "x.claims.yaml"
    for number in range(150):
        text = source
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(text))
            kind = rng.randrange(4)
            if kind == 0:
                text = text[:at] + text[at + rng.randint(1, 30) :]
            elif kind == 1:
                text = (
                    text[:at]
                    + rng.choice(["{", "}", "[", ":", "'", '"', "#1", "→", "?", "\t", "\n", "&a", "*a", "- "])
                    + text[at:]
                )
            elif kind == 2:
                lines = text.split("\n")
                here = rng.randrange(len(lines))
                lines.insert(rng.randrange(len(lines)), lines[here])
                text = "\n".join(lines)
            else:
                words = [
                    "ouchakov",
                    "article",
                    "second-visit-july-15",
                    "2022-07-16",
                    "us-executive",
                    "ap-early",
                    "says",
                    "chain",
                ]
                text = text.replace(rng.choice(words), rng.choice(words), rng.randint(1, 3))
        file.write_text(text, "utf-8")
        (audit,) = audit_paths([file], AuditOptions(dates.parse("2022-11-06")))
        told = audit_text(audit, "fr", plain, 100, True) + markdown_text(audit, "en")
        assert told
        json.loads(json_text([audit], None))
        for finding in audit.findings:
            assert finding.place.line >= 1, number
