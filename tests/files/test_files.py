"""JSON and JSONL, registries, anchors, and what the schema and the model accept alike."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.auditing import AuditOptions, DossierAudit, audit_paths
from provenance.files.anchors import NotFound, TextIndex, mode_of, quoted_spans
from provenance.files.discover import claim_files
from provenance.files.entry import parse_entry
from provenance.files.raw import RawDossier
from provenance.files.registry import shipped
from provenance.files.schema import schema
from provenance.model import dates
from provenance.model.place import Place
from provenance.model.written import DossierEntry
from tests.conftest import ROOT, rules_of

DATA: dict[str, Any] = {
    "sources": {"m": {"name": "M"}, "t": {"name": "T", "kind": "agency"}},
    "documents": {"d": {"publisher": "The Paper", "published": "2022-07-19"}},
    "claims": {"c1": {"text": "A claim.", "about": "x", "value": 2}},
    "statements": [{"chain": "M → T", "in": "d", "says": {"c1": "words"}}],
}


def statuses(audit: DossierAudit) -> dict[str, str]:
    return {a.claim.id: a.status.value for a in audit.assessor}


def test_yaml_json_and_jsonl_carry_one_model(audited: Callable[..., DossierAudit]) -> None:
    import yaml

    lines = [{"type": "source", "id": k, **v} for k, v in DATA["sources"].items()]
    lines += [
        {"type": "document", "id": "d", **DATA["documents"]["d"]},
        {"type": "claim", "id": "c1", **DATA["claims"]["c1"]},
    ]
    lines += [{"type": "statement", **s} for s in DATA["statements"]]
    audits = [
        audited(yaml.safe_dump(DATA)),
        audited(json.dumps(DATA), name="x.claims.json"),
        audited("\n".join(json.dumps({"dossier": "x", **record}) for record in lines), name="x.claims.jsonl"),
    ]
    for audit in audits:
        assert not [f for f in audit.findings if f.severity.value == "error"]
        assert statuses(audit) == {"c1": "unconfirmed"}
        assert [h.id for h in audit.dossier.statements[0].chain] == ["m", "t"]


def test_flat_and_grouped_statements_are_one_model(audited: Callable[..., DossierAudit]) -> None:
    head = "sources: {m: {name: M}}\nclaims: {c1: A claim.}\n"
    grouped = audited(
        head + "statements: [{chain: M, denies: {c1: {quote: words, only: a part}}}]\n"
    ).dossier.statements
    flat = audited(
        head + "statements: [{chain: M, claim: c1, stance: denies, quote: words, only: a part}]\n"
    ).dossier.statements
    as_list = audited(
        head + "statements: [{chain: [{source: m}], claim: c1, stance: denies, quote: words, only: a part}]\n"
    )
    for one in (*flat, *as_list.dossier.statements):
        (other,) = grouped
        assert (one.claim, one.stance, one.quote, one.only, one.chain) == (
            other.claim, other.stance, other.quote, other.only, other.chain,
        )  # fmt: skip


def test_json_findings_have_their_place(audited: Callable[..., DossierAudit]) -> None:
    text = '{\n "claims": {"c1": {"text": "A claim."}},\n "statements": [\n  {"chain": "nobody", "says": {"c2": "w"}},\n  {"claim": "c9"}\n ],\n "sources": {"m": {"nme": "M"}}\n}\n'
    audit = audited(text, name="x.claims.json")
    places = {(f.rule, f.place.line, f.place.column) for f in audit.findings if f.severity.value == "error"}
    assert ("schema-violation", 7, 20) in places
    assert ("unknown-reference", 5, 13) in places


def test_duplicate_keys_in_json_are_found(audited: Callable[..., DossierAudit]) -> None:
    audit = audited('{"claims": {"c1": "One.",\n "c1": "Two."}}', name="x.claims.json")
    (found,) = [f for f in audit.findings if f.rule == "duplicate-id"]
    assert (found.place.line, found.place.column) == (2, 2)


def test_a_bad_line_of_jsonl_costs_that_line(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(
        '{"type": "claim", "id": "c1", "text": "A claim."}\n{broken\n{"type": "clam"}\n', name="x.claims.jsonl"
    )
    assert list(audit.dossier.claims) == ["c1"]
    lines = sorted(f.place.line for f in audit.findings if f.rule == "schema-violation")
    assert lines == [2, 3]
    assert not audit.readable


def test_a_line_of_jsonl_that_cannot_be_read_hides_no_word_of_the_format(tmp_path: Path) -> None:
    """Whatever may be a name in it is hidden; its keys, its type and its dossier are none."""
    file = tmp_path / "a.claims.jsonl"
    lines = [
        '{"type": "statement", "dossier": "a", "chain": "Jeanne Roux → Post", "says": {"c": "words"}',
        '{"type": "claim", "dossier": "a"}',
        '{"type": "claims", "dossier": "a", "id": "c"}',
    ]
    file.write_text("\n".join(lines), "utf-8")
    (audit,) = audit_paths([file], AuditOptions())
    assert [finding.message.render("en") for finding in audit.findings] == [
        "this is not JSON: a comma or a closing bracket is missing here",
        "a record of type claim needs an `id`",
        '`type` is "claims"; expected one of dossier, source, document, claim, evidence, statement',
    ]
    shown = audit.dossier.source_lines(audit.dossier.file, 1)
    assert '"type": "statement"' in shown
    assert '"says"' in shown
    assert "Roux" not in shown


@pytest.mark.parametrize(
    ("text", "column", "fault"),
    [
        ('{"dossier": "a", }', 18, "a key between double quotes is missing here"),
        ('{"dossier": }', 13, "a value is missing here"),
        ('{"dossier" "a"}', 12, "a colon is missing here"),
        ('{"dossier": "a"} b', 18, "something stands behind the end"),
        ('{"dossier": "a}', 13, "the quotation mark is not closed"),
        ('{"dossier": "a\nb"}', 15, "a line break or a tab within a text is written \\n or \\t"),
        ('{"dossier": "\\q"}', 14, "a backslash within a text is written twice"),
    ],
)
def test_what_is_no_json_is_told_in_our_words(tmp_path: Path, text: str, column: int, fault: str) -> None:
    file = tmp_path / "a.claims.json"
    file.write_text(text, "utf-8")
    (audit,) = audit_paths([file], AuditOptions())
    (finding,) = audit.findings
    assert finding.message.render("en") == f"this is not JSON: {fault}"
    assert finding.place.column == column


def test_a_registry_stands_above_dossiers(tmp_path: Path) -> None:
    (tmp_path / "provenance.toml").write_text("")
    (tmp_path / "sources.yaml").write_text(
        "sources: {g: {name: The Government, kind: government}, s: {name: Spokesman, part_of: g}}\n"
    )
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.claims.yaml").write_text(
            "statements: [{chain: Spokesman, quote: words}, {chain: the government, quote: words}]\n"
        )
    audits = list(audit_paths([tmp_path], AuditOptions(dates.parse("2022-07-20"))))
    assert [a.dossier.id for a in audits] == ["one", "two"]
    for audit in audits:
        assert not [f for f in audit.findings if f.severity.value == "error"]
        assert [[n.id for n in a.counts.dominators] for a in audit.assessor] == [["g"]]


def test_the_shipped_registry_says_who_owns_an_agency(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(
        "sources: {o: {name: Ouchakov, part_of: russian-government}, russian-government: {kind: government}}\n"
        "claims: {c1: A claim.}\ndocuments: {d: {publisher: P}}\n"
        "statements: [{chain: Tass, in: d, says: {c1: w}}, {chain: RIA Novosti, in: d, says: {c1: w}}, {chain: o, in: d, says: {c1: w}}]\n"
    )
    assert audit.assessor["c1"].counts.min == 1
    assert {u.kind for u in audit.dossier.understood} >= {"implied"}


def test_a_statement_read_in_two_documents_is_two_and_its_id_is_that_of_one_alone(
    audited: Callable[..., DossierAudit],
) -> None:
    head = "sources: {m: {name: M}}\nclaims: {c: A.}\ndocuments: {d: {publisher: P}, e: {publisher: Q}}\n"
    one = audited(head + "statements: [{id: s, chain: m, claim: c, text: words, in: d}]\n")
    two = audited(head + "statements: [{id: s, chain: m, claim: c, text: words, in: [d, e]}]\n")
    assert [s.id for s in one.dossier.statements] == ["s"]
    assert [(s.id, s.document) for s in two.dossier.statements] == [("c#1", "d"), ("c#2", "e")]


def test_the_last_hop_may_say_where_it_is_read_and_the_only_one_stays(audited: Callable[..., DossierAudit]) -> None:
    head = "sources: {m: {name: M}}\nclaims: {c: A.}\ndocuments: {d: {publisher: P}, e: {publisher: Q}}\nstatements: "
    said = "claim: c, text: words"
    for written, chain, read_in in (
        ("chain: m → d", ["m"], "d"),
        ("chain: m → d, in: d", ["m"], "d"),
        ("chain: m → d, in: e", ["m", "d"], "e"),
        ("chain: d, in: d", ["d"], "d"),
    ):
        (statement,) = audited(f"{head}[{{{written}, {said}}}]\n").dossier.statements
        assert ([hop.id for hop in statement.chain], statement.document) == (chain, read_in), written


def test_claims_that_their_words_imply_have_names_in_a_row(audited: Callable[..., DossierAudit]) -> None:
    # One name for six words; each other ending counts from 2.
    said = [f"the bridge over the river is {word}" for word in ("shut", "open", "gone", "shut")]
    entries = "".join(f"- {{chain: m, quote: {words}}}\n" for words in said)
    found = audited("sources: {m: {name: M}}\nstatements:\n" + entries).dossier.statements
    base = "the-bridge-over-the-river-is"
    assert [s.claim for s in found] == [base, f"{base}-2", f"{base}-3", base]


def test_publishers_nobody_declared_are_outlets_and_near_misses_are_said(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(
        "sources: {p: {name: La Nouvelle Tribune, kind: outlet}}\n"
        "documents: {a: {publisher: La Nouvele Tribune}, b: {publisher: Le Canard}}\nstatements: [{chain: p, in: a, quote: w}]\n"
    )
    assert audit.dossier.sources["Le Canard"].kind.value == "outlet"
    assert [f.subject for f in audit.findings if f.rule == "duplicate-source"] == ["a"]


@pytest.mark.parametrize(
    ("line", "rule", "fix"),
    [
        ("sources: {a: {nmae: A}}", "schema-violation", "name"),
        ("sources: {a: {kind: goverment}}", "schema-violation", "government"),
        ("sources: {a: {kind: zorglub}}", "schema-violation", "person"),
        ("claims: {c1: {text: A., status: confirmd}}", "schema-violation", "confirmed"),
        ("statements: [{says: {c1: x}, chian: a}]", "schema-violation", "chain"),
        ("documents: {d: {published: hier}}", "schema-violation", "2022-07-19"),
        ("documents: {d: {revises: e}, dd: {}}", "unknown-reference", "d"),
        ("sources: {a: {part_of: bb}, b: {name: BBB}}", "unknown-reference", "BBB"),
        ("claims: {c1: {text: A., contradicts: [c22]}, c2: B.}", "unknown-reference", "c2"),
        ("documents: {d: {file: ../secret.txt}}", "schema-violation", "beside the claim file"),
        ("documents: {d: {sha256: abc}}", "schema-violation", ""),
        ("claims: {c1: {about: x}}", "schema-violation", "text"),
    ],
)
def test_each_mistake_gets_a_place_and_the_nearest_valid_thing(
    audited: Callable[..., DossierAudit], line: str, rule: str, fix: str
) -> None:
    found = [f for f in audited(line + "\n").findings if f.rule == rule]
    assert found
    assert found[0].place.line == 1
    assert found[0].place.column > 1
    assert any(fix in (f.advice.render("en") if f.advice else "") for f in found)


def test_folders_are_searched_and_hidden_ones_are_not(tmp_path: Path) -> None:
    for name in ("b/x.claims.yml", "a/y.claims.json", ".git/z.claims.yaml", "a/notes.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    assert [p.name for p in claim_files([tmp_path, tmp_path / "a"])] == ["y.claims.json", "x.claims.yml"]


def test_numbers_in_names_count_by_their_value(tmp_path: Path) -> None:
    names = ["hall", "hall-2", "hall-10", "hall-²", "hall-٣", "week-9-day-2", "week-10-day-1"]
    for name in (*names, "1" * 5000):
        folder = tmp_path / (name[:60] + "/") / name[60:120]
        folder.mkdir(parents=True)
        (folder / "a.claims.yaml").write_text("dossier: a", "utf-8")
    found = [p.relative_to(tmp_path).parts[0] for p in claim_files([tmp_path])]
    assert found == ["1" * 60, "hall-2", "hall-10", "hall-²", "hall-٣", "hall", "week-9-day-2", "week-10-day-1"]


# --- anchors ---------------------------------------------------------------------------------------------------------

TEXT = (
    "Il a dit\u00a0: «\u00a0les   négociations ont échoué\u00a0», puis il a dit [...] qu'il partirait. Il a dit adieu."
)


@pytest.mark.parametrize(
    ("quote", "start", "how"),
    [
        ("les négociations ont échoué", 13, "exact"),
        ('"les négociations ont échoué"', 11, "exact"),
        ("les negociations ont echoue", 13, "fuzzy"),
        ("les […] échoué", 13, "exact"),
        ("il a dit [...] qu’il partirait", 51, "exact"),
    ],
)
def test_quotes_are_anchored(quote: str, start: int, how: str) -> None:
    found = TextIndex(TEXT).find(quote)
    assert not isinstance(found, NotFound)
    assert (found.start, found.how) == (start, how)


def test_a_quote_found_twice_needs_its_neighbours() -> None:
    index = TextIndex(TEXT)
    found = index.find("a dit")
    assert isinstance(found, NotFound)
    assert found.count == 3
    told = index.find("Il a dit", suffix="adieu")
    assert not isinstance(told, NotFound)
    assert told.start == TEXT.rindex("Il a dit")
    placed = index.find("a dit", at=(3, 8))
    assert not isinstance(placed, NotFound)
    assert (placed.start, placed.how) == (3, "position")


def test_mode_comes_from_the_quotation_marks() -> None:
    spans = quoted_spans(TEXT)
    index = TextIndex(TEXT)
    for quote, mode in (("les négociations", "direct"), ("puis il a dit", "indirect"), ("échoué », puis", "mixed")):
        found = index.find(quote)
        assert not isinstance(found, NotFound)
        assert mode_of(found, spans) == mode


@given(st.text(st.sampled_from("abé «»\"'’\u00a0\n\u0301-"), min_size=1, max_size=60), st.data())
def test_an_exact_quote_is_always_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = TextIndex(text).find(text[start:end], at=(start, end))
    if isinstance(found, NotFound):
        # Only what has no words: spaces, which count for nothing at the ends of a quote.
        assert not text[start:end].strip()
        return
    assert found.how == "position"
    assert (found.start, found.end) == (start, end)


def test_a_page_of_quotation_marks_is_no_trouble() -> None:
    assert quoted_spans('"' * 200_001)
    assert isinstance(TextIndex('"' * 200_001).find("words"), NotFound)


# --- schema and model --------------------------------------------------------------------------------------------------

VALIDATOR = jsonschema.Draft202012Validator(schema(DossierEntry))
_WORDS = st.sampled_from(["m", "M → T", "2022-07-19", "", "confirmed", "person", "x" * 201])
_ODD = st.one_of(st.none(), st.booleans(), st.integers(0, 3), _WORDS, st.lists(_WORDS, max_size=2), st.builds(dict))


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """The good data with a few values replaced by odd ones, or odd keys added."""
    data = json.loads(json.dumps({**DATA, "evidence": {"e": {"shows": ["c1"]}}, "parties": ["m"]}))
    for _ in range(draw(st.integers(1, 3))):
        node: Any = data
        while isinstance(node, dict | list) and node:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            key = draw(st.sampled_from(keys))
            if not isinstance(node[key], dict | list) or draw(st.booleans()):
                break
            node = node[key]
        if isinstance(node, dict):
            node[
                draw(st.sampled_from([*node, "kind", "part_of", "own", "certainty", "zorglub", "aliases", "value"]))
            ] = draw(_ODD)
        elif isinstance(node, list):
            node.append(draw(_ODD))
    return data


@settings(max_examples=300)
@given(mutated())
def test_the_published_schema_and_the_model_accept_the_same_files(data: Any) -> None:
    raw = RawDossier("x", data, lambda pointer, key: Place("x"), lambda number: "")
    _, problems = parse_entry(raw, DossierEntry)
    assert VALIDATOR.is_valid(data) == (not problems), [p.message.render("en") for p in problems]


def test_the_demonstration_is_valid_under_the_published_schema() -> None:
    from provenance.files.located import Lines
    from provenance.files.yaml_reader import read_yaml

    for file in sorted((ROOT / "seeds").rglob("*.claims.yaml")):
        text = file.read_text("utf-8")
        published = json.loads((ROOT / "schemas/dossier.schema.json").read_text("utf-8"))
        jsonschema.validate(json.loads(json.dumps(read_yaml(text, Lines("x", text))[0])), published)


def test_planted_defects_are_each_found_with_a_line(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(
        """sources:
  m: {name: The minister}
  a: {name: Paper A, kind: outlet}
  b: {name: Paper B, kind: outlet}
documents:
  x: {publisher: Paper A}
  y: {publisher: Paper B}
claims:
  c1: First.
  c1: Again.
  c2: {text: Second., status: confirmedd}
  c3: {}
  c4: Fourth.
  c5: Fifth.
statements:
  - {chain: the ghost, in: x, says: {c1: words}}
  - {chain: The minister, in: x, says: {c4: words}}
  - {chain: The minister, in: y, denies: {c4: words}}
  - {chain: Paper B, in: x, says: {c5: words}}
  - {chain: Paper A, in: y, says: {c5: words}}
"""
    )
    found = {(f.rule, f.place.line) for f in audit.findings}
    assert {
        ("duplicate-id", 10),
        ("schema-violation", 11),
        ("schema-violation", 12),
        ("unknown-reference", 16),
        ("self-contradiction", 18),
        ("circular-reporting", 19),
    } <= found
    assert "unknown-reference" in rules_of(audit)


def test_a_file_cut_in_the_middle_of_a_character_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.claims.yaml"
    path.write_bytes("claims: {c: exécutif".encode()[:15])
    (audit,) = audit_paths([path])
    (finding,) = audit.findings
    assert "cut short" in finding.message.render("en")
    assert (finding.place.line, finding.place.column) == (1, 15)


@pytest.mark.parametrize(
    ("language", "name", "basis"),
    [
        ("en", "Chinese executive", "Ministry-level institution directly under the State Council"),
        ("fr", "exécutif chinois", "Institution de rang ministériel"),
    ],
)
def test_the_shipped_registry_speaks_the_language_of_the_dossier(
    language: str, name: str, basis: str, audited: Callable[..., DossierAudit]
) -> None:
    audit = audited(
        f"language: {language}\ndocuments: {{d: {{publisher: Xinhua}}}}\nclaims: {{c: A claim.}}\n"
        "statements: [{chain: Xinhua, in: d, says: {c: words}}]\n"
    )
    sources = audit.dossier.sources
    assert sources["chinese-government"].name == name
    assert (sources["xinhua"].basis or "").startswith(basis)


def test_every_shipped_entry_has_a_basis_in_french_and_every_french_name_an_english_one() -> None:
    entries = shipped().entries
    for name, entry in entries.items():
        assert (entry.basis is None) or shipped().entry(name, "fr").basis != entry.basis, name
        french = (entry.name or "").startswith("exécutif")
        assert not french or shipped().entry(name, "en").name != entry.name, name
