"""A file read again after each edit gives the diagnostics of a fresh reading: thousands of random edits."""

import os
import random
from pathlib import Path

import pytest

from benchmarks import corpus
from provenance.auditing import AuditOptions, DossierAudit, audit_dossier
from provenance.files.incremental import IncrementalReader
from provenance.files.load import Loader
from provenance.lsp.analysis import Analysis
from provenance.lsp.diagnostics import Diagnostics
from provenance.model import dates
from tests.conftest import ROOT

ASKED = AuditOptions(dates.parse("2022-11-06"), show_confidential=True)
#: `make hard` asks for more.
EDITS = int(os.environ.get("PROVENANCE_EDITS", "4000"))
#: What fingers do: letters, marks that mean something to YAML, lines, indents, names that exist and names that do not.
TYPED = (
    *"abé x-:#'\"{}[],&*→?»\n", "  ", "\n  - ", "\n    ", "chain: ", "says: {", "}", " → ", "claim-1", "Person 1",
    "Agency 0", "doc-1", "certainty: possible", "denies", "retracts: ", "suppress: {rule: single-origin, reason: r}",
    "# comment\n", "- {chain: Person 2, in: doc-0, says: {claim-0: new words}}\n", "id: s1", "in: doc-2", "🦊", "\t",
)  # fmt: skip
SMALL = """title: T
language: en
sources: {m: {name: The minister, kind: person}, a: {name: AFP, kind: agency}, b: {name: AFP bis, kind: agency}}
documents: {d: {publisher: Paper, file: article.txt, published: 2022-07-01}, w: {publisher: AFP, published: 2022-06-30}}
claims:
  c1: The bridge will open.
  c2: {about: date, value: 2022-07-01, text: It opens in July.}
  c3: {about: date, value: 2022-08-01, text: It opens in August., narrower_than: c1}
  c4:
statements:
  - chain: The minister → AFP   # as AFP has it
    in: w
    says: {c1: "the bridge will probably open"}

  - id: two
    chain: AFP
    says:
      c2: the bridge will open in July
      c4: {quote: a date was given, certainty: possible}
  - {chain: b → m, in: w, denies: {c3: not in August}}
  - own: true
    in: d
    says: {c3: the minister said}
evidence: {}
"""
ARTICLE = "The minister said that the bridge will open in July. No other date was given. AFP reported it.\n"


def told(found: DossierAudit, text: str, kept: Diagnostics | None = None) -> list[object]:
    """Everything that a diagnostic has, and what is behind it; `kept` are those of the keystrokes before."""
    analysis = Analysis(text, found, "utf-16")
    made = (kept or Diagnostics(str)).of(analysis)
    statuses = [(a.claim.id, a.status, a.modifiers, a.counts.min, a.counts.chains) for a in found.assessor]
    return [*made, *(f.fingerprint for f in found.findings), *statuses]


def edited(text: str, rng: random.Random) -> str:
    """One edit: mostly a key or two, sometimes a line that goes, comes twice or moves."""
    kind = rng.random()
    if kind < 0.08:
        lines = text.splitlines(True)
        at = rng.randrange(len(lines)) if lines else 0
        piece = lines[at : at + 1]
        del lines[at : at + 1]
        if kind < 0.04:
            where = rng.randrange(len(lines) + 1)
            lines[where:where] = piece * rng.randint(1, 2)
        return "".join(lines)
    # Fingers stay in one region: half of the edits are among the statements.
    low = max(0, text.find("statements:")) if rng.random() < 0.7 else 0
    at = rng.randint(low, len(text))
    if kind < 0.6:
        return text[:at] + rng.choice(TYPED) + text[at:]
    return text[:at] + text[at + rng.randint(1, 4) :]


@pytest.mark.parametrize("part", range(4))
def test_random_edits_leave_what_a_fresh_reading_finds(part: int, tmp_path: Path) -> None:
    texts = {
        0: SMALL,
        1: corpus.as_yaml(corpus.dossier(12)),
        2: corpus.as_yaml(corpus.dossier(25, seed=3)),
        3: SMALL.replace("\n  - ", "\n- ").replace("\n    ", "\n  "),
    }
    start = texts[part]
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    path = tmp_path / "x.claims.yaml"
    live, text, before, kept = IncrementalReader(path), start, None, Diagnostics(str)
    rng = random.Random(part)
    patched = 0
    for number in range(EDITS // 4):
        # A text that lost its way is given up, as a person would undo.
        text = start if number % 12 == 0 else edited(text, rng)
        state = live._state
        before = audit_dossier(live.dossier(text), None, ASKED, before)
        patched += state is not None and live._state is not None and live._state.resolution is state.resolution
        (fresh,) = Loader().load(path, text)
        assert told(before, text, kept) == told(audit_dossier(fresh, None, ASKED), text), (number, text)
    # The way that saves the work was taken, not only the way round.
    assert patched > EDITS // 40


def test_the_demonstration_survives_typing_in_its_statements() -> None:
    path = ROOT / "seeds/tehran-2022-07/tehran-2022-07.claims.yaml"
    original = path.read_text("utf-8")
    live, before, kept = IncrementalReader(path), None, Diagnostics(str)
    rng = random.Random(5)
    text = original
    for number in range(60):
        text = original if number % 6 == 0 else edited(text, rng)
        before = audit_dossier(live.dossier(text), None, ASKED, before)
        (fresh,) = Loader().load(path, text)
        assert told(before, text, kept) == told(audit_dossier(fresh, None, ASKED), text), number


NEAR = """language: en
sources: {m: {name: M, kind: person}, n: {name: N, kind: person}}
claims:
  first: {text: On the 1st., about: day, value: 2022-07-01}
  second: {text: On the 2nd., about: day, value: 2022-07-02}
  wide: {text: They sent some., concerns: m}
  narrow: {text: They sent three., narrower_than: wide, concerns: m}
documents: {a: {publisher: P, published: 2022-07-01}, b: {publisher: Q, published: 2022-08-01}}
statements:
  - {chain: m, in: a, says: {first: one}}
  - {chain: n, in: a, says: {second: two}}
  - {chain: m, in: a, denies: {wide: none}}
  - {chain: m, in: b, says: {narrow: three}}
"""


@pytest.mark.parametrize(
    ("before", "after", "claim", "statuses"),
    [
        # A rival that comes to stand on the same voice, which said the other one last, disputes nothing any more.
        (
            "{chain: n, in: a, says: {second",
            "{chain: m, in: a, said_on: 2022-06-01, says: {second",
            "first",
            ("disputed", "unconfirmed"),
        ),
        # An admission is one only after a denial of the wider claim.
        ("{chain: m, in: a, denies: {wide", "{chain: n, in: a, denies: {wide", "narrow", ("admitted", "unconfirmed")),
    ],
)
def test_an_edit_reaches_the_claims_that_look_at_its_own(
    before: str, after: str, claim: str, statuses: tuple[str, str], tmp_path: Path
) -> None:
    live = IncrementalReader(tmp_path / "x.claims.yaml")
    first = audit_dossier(live.dossier(NEAR), None, ASKED)
    assert first.assessor[claim].status.value == statuses[0]
    changed = NEAR.replace(before, after)
    assert changed != NEAR
    state = live._state
    second = audit_dossier(live.dossier(changed), None, ASKED, first)
    # By the short way, and with what the whole way says.
    assert state is not None
    assert live._state is not None
    assert live._state.resolution is state.resolution
    assert second.assessor[claim].status.value == statuses[1]
    (fresh,) = Loader().load(tmp_path / "x.claims.yaml", changed)
    assert told(second, changed) == told(audit_dossier(fresh, None, ASKED), changed)
