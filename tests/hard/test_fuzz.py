"""Whatever is given, the tool ends with an answer: a target for each way in. `make hard` runs them far longer.

The texts are made of pieces that mean something in each format, broken and put together anyhow.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.auditing import AuditOptions, audit_dossier
from provenance.files.anchors import NotFound, TextIndex
from provenance.files.load import Loader
from provenance.model import dates
from provenance.model.errors import ProvenanceError
from provenance.project.baseline import read_baseline
from provenance.project.config import Projects
from provenance.report.json_report import json_text

EXAMPLES = int(os.environ.get("PROVENANCE_FUZZ_EXAMPLES", "40"))
fuzzed = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="PROVENANCE_FUZZ_EXAMPLES" not in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

WORDS = st.sampled_from(
    "language en fr sources documents claims statements evidence distinct chain says denies in id text name kind person "
    "outlet part_of owned_by aliases confidential true false null published 2022-07-01 2022-13-45 '2022~' revises corrects "
    "retracts replaced_by value about contradicts status confirmed refuted suppress rule reason until a b c1 m → -> ? "
    "« » \" ' : , { } [ ] - # & * ! | > % @ ` \\ \n \t \r \u2028 \x85 \u202e é 你 \ud83d\ude00 0 -1 1e400 .inf 0x1F ~ << &x *x !!python".split(
        " "
    )
)
SPACES = st.sampled_from(["", " ", "\n", "\n  ", ": ", ", ", "\n- "])
SOUP = st.lists(st.tuples(WORDS, SPACES), max_size=40).map(lambda parts: "".join(a + b for a, b in parts))

KEYS = st.sampled_from(["a", "b", "c1", "m", "", "é", "x" * 300])
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 10**20), st.floats(), KEYS, WORDS,
    st.sampled_from(["m → a", "a → b → m?", "m («dit»)", "2022-07-01/2022-07-03", "le 5 juillet", "words", "a, b"]),
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS | WORDS, inner, max_size=3)),
    max_leaves=8,
)
ENTRY = st.dictionaries(WORDS, VALUES, max_size=6)
DOSSIER = st.fixed_dictionaries(
    {},
    optional={
        "sources": st.dictionaries(KEYS, ENTRY | LEAVES, max_size=4) | VALUES,
        "documents": st.dictionaries(KEYS, ENTRY | LEAVES, max_size=4) | VALUES,
        "claims": st.dictionaries(KEYS, ENTRY | LEAVES, max_size=4) | VALUES,
        "statements": st.lists(ENTRY, max_size=4) | VALUES,
        "evidence": st.dictionaries(KEYS, ENTRY | LEAVES, max_size=2) | VALUES,
        "distinct": VALUES, "parties": VALUES, "as_of": LEAVES, "language": LEAVES, "audits": VALUES, "policy": LEAVES,
    },
)  # fmt: skip


def complaint(step: Callable[[], object]) -> str:
    """What a step complains of, if it does."""
    try:
        step()
    except ProvenanceError as error:
        return str(error)
    return ""


def answered(path: Path, text: str) -> None:
    """Load it, audit it, tell it."""
    for dossier in Loader().load(path, text):
        audit = audit_dossier(dossier, None, AuditOptions(dates.parse("2022-12-01")))
        json.loads(json_text([audit], "en"))


@fuzzed
@given(SOUP)
def test_yaml(text: str) -> None:
    answered(Path("x.claims.yaml"), text)


@fuzzed
@given(DOSSIER)
def test_data_in_yaml_and_json(data: dict[str, object]) -> None:
    text = json.dumps(data)
    answered(Path("x.claims.json"), text)
    answered(Path("x.claims.yaml"), text)


@fuzzed
@given(
    st.lists(st.one_of(ENTRY.map(lambda e: json.dumps(e)), SOUP.map(lambda s: s.replace("\n", " "))), max_size=6),
    st.lists(st.sampled_from(["claim", "source", "statement", "document", "dossier", "x"]), max_size=6),
)
def test_jsonl(lines: list[str], kinds: list[str]) -> None:
    typed = [line.replace("{", f'{{"type": "{kind}", "id": "m", ', 1) for line, kind in zip(lines, kinds)]
    answered(Path("x.claims.jsonl"), "\n".join([*typed, *lines[len(kinds) :]]))


CONFIG = st.lists(
    st.tuples(
        st.sampled_from(["policy", "[policies.a]", "confirmed_origins", "language", "ignore", "baseline", "[rules]", "single-origin", "[[paths]]", "match", "[[suppress]]", "rule", "reason", "until", "[[require]]", "status", "[extract]", "lexicons", "fail_on", "x"]),
        st.sampled_from(['"fr"', '"error"', '"*.x/**"', "3", "-1", "[]", '["a", "b"]', "{}", '{severity = "off"}', "2022-01-01", '"2022~"', "true", '"corroborated"', '"[z-a]"', '"!"', '"' + "*a" * 40 + '"', "nan", "'''"]),
    ),
    max_size=8,
)  # fmt: skip


@fuzzed
@given(CONFIG)
def test_configurations(tmp_path: Path, lines: list[tuple[str, str]]) -> None:
    text = "\n".join(key if key.startswith("[") else f"{key} = {value}" for key, value in lines)
    (tmp_path / "provenance.toml").write_text(text, "utf-8", errors="replace")

    def use() -> None:
        configuration = Projects().of(tmp_path / "x.claims.yaml")
        configuration.settings(tmp_path / "x.claims.yaml")
        configuration.ignores(tmp_path / "x.claims.yaml")

    assert "\n" not in complaint(use)


@fuzzed
@given(VALUES)
def test_baselines(tmp_path: Path, data: object) -> None:
    (tmp_path / "b.json").write_text(json.dumps({"version": 1, "findings": data}), "utf-8")
    assert "\n" not in complaint(lambda: read_baseline(tmp_path / "b.json", "b.json"))


TEXT = st.text(alphabet="ab éÉ«»“”'’.,…[]()\n\u00a0\u200b\u0301你", max_size=120)


@fuzzed
@given(TEXT, TEXT, st.integers(0, 100), st.integers(0, 100))
def test_anchors(text: str, other: str, start: int, size: int) -> None:
    index = TextIndex(text)
    for quote in (other, text[start : start + size]):
        anchor = index.find(quote, prefix=other[:3] or None)
        if not isinstance(anchor, NotFound):
            assert 0 <= anchor.start < anchor.end <= len(text)


@fuzzed
@given(st.one_of(st.text(alphabet="0123456789-/~?%.XuTZ+:[]{}, ", max_size=20), st.text(max_size=20), SOUP))
def test_dates(text: str) -> None:
    try:
        when = dates.parse(text)
    except dates.DateError:
        return
    assert when.earliest <= when.latest
    again = dates.parse(when.edtf)
    assert (again.earliest, again.latest) == (when.earliest, when.latest)
