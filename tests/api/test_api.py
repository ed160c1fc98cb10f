"""The library's face: the lines of the documentation, the same bytes as the command, errors with the same sentence."""

import json
import subprocess
import sys
from datetime import date
from functools import cached_property
from pathlib import Path
from types import FunctionType

import networkx as nx
import pytest
from click.testing import CliRunner

import provenance
from provenance.cli import main
from tests.conftest import ROOT

SEED = "seeds/tehran-2022-07"
TWO = "language: en\ndossier: {name}\nsources: {{m: {{name: M}}}}\nclaims: {{c1: A claim.}}\nstatements: [{{chain: m, says: {{c1: words}}}}]\n"


@pytest.fixture(autouse=True)
def root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture(scope="module")
def audit() -> provenance.Audit:
    return provenance.audit(ROOT / SEED, as_of="2022-07-20")


def test_a_claim_says_its_status_and_why(audit: provenance.Audit) -> None:
    # The golden table of the demonstration (P1), on 20 July 2022.
    june = audit["visit-june-8"]
    assert (june.status, june.origins.min, june.origins.max, june.chains) == ("unconfirmed", 1, 1, 1)
    assert june.origins.names == ("us-executive",)
    assert june.single_points_of_failure == ("us-executive",)
    assert "party_only" in june.modifiers
    assert str(june.origins) == "1"
    assert str(june) == "Une première visite russe à Kashan a eu lieu le 8 juin 2022."
    assert [r.code for r in june.because] == ["hangs_on", "party_only"]
    assert "us-executive" in june.because[0].ids
    assert {c.status for c in june.would_change_if} == {"confirmed", "disputed", "refuted"}
    assert audit["drones-delivered-august"].status == "unsourced"
    # A name is found however it is spelled.
    assert audit["Visit June 8"] is june


def test_an_interval_of_origins_is_told_as_one() -> None:
    assert str(provenance.Origins(1, 2, ("a",))) == "1 (at most 2)"


def test_findings_are_filtered_and_records_are_flat(audit: provenance.Audit) -> None:
    everything = audit.findings
    errors = everything.filter(severity="error")
    assert 0 < len(errors) < len(everything)
    assert {f.severity for f in errors} == {"error"}
    by_code, by_name = everything.filter(rule="PV408"), everything.filter(rule="commitment-escalation")
    assert [f.fingerprint for f in by_code] == [f.fingerprint for f in by_name] != []
    about = everything.filter(claim="second-visit-july-15")
    assert about
    assert all(f.claim == "second-visit-july-15" for f in about)
    # A finding about a statement is one about its claim.
    assert any(f.subject != f.claim for f in about)
    assert str(errors[0]) == errors[0].message[0].upper() + errors[0].message[1:].rstrip(".") + "."
    assert isinstance(everything[:2], provenance.Findings)
    for records in (everything.to_records(), audit.claims.to_records()):
        keys = list(records[0])
        for record in records:
            assert list(record) == keys
            for value in record.values():
                assert value is None or isinstance(value, str | int | bool) or all(isinstance(v, str) for v in value)


def test_the_bytes_are_those_of_the_command(tmp_path: Path) -> None:
    audit = provenance.audit(SEED, as_of="2022-11-06", language="en")
    command = ["audit", SEED, "--as-of", "2022-11-06", "--lang", "en"]
    done = CliRunner().invoke(main, [*command, "-o", "json", "--reports", str(tmp_path / "command")])
    assert audit.to_json() == done.stdout
    assert audit.to_dict() == json.loads(done.stdout)["dossiers"][0]
    page = audit.report(tmp_path / "library")
    assert page == tmp_path / "library" / "tehran-2022-07" / "report.html"
    ours, theirs = ({p.relative_to(tmp_path / n): p.read_bytes() for p in (tmp_path / n).rglob("*") if p.is_file()}
                    for n in ("library", "command"))  # fmt: skip
    assert len(ours) > 40
    assert ours == theirs
    story = CliRunner().invoke(main, ["explain", "visit-june-8", SEED, "--as-of", "2022-11-06", "--lang", "en"])
    assert str(provenance.explain(audit, "visit-june-8")) == story.stdout


def test_the_findings_of_the_project_are_in_the_json(tmp_path: Path) -> None:
    (tmp_path / "x.claims.yaml").write_text(TWO.format(name="one"), "utf-8")
    (tmp_path / "provenance.toml").write_text(
        '[[suppress]]\nrule = "single-origin"\nreason = "r"\nuntil = "2020-01-01"\n', "utf-8"
    )
    done = CliRunner().invoke(main, ["audit", str(tmp_path), "-o", "json"])
    assert json.loads(done.stdout)["project"]
    assert provenance.audit(tmp_path).to_json() == done.stdout


def test_the_graph_of_a_claim_is_the_one_its_figures_are_computed_on(audit: provenance.Audit) -> None:
    for claim in audit.claims.values():
        graph = audit.graph(claim.id)
        assert graph.graph["status"] == claim.status
        standing = nx.DiGraph([(t, h) for t, h, affirming in graph.edges(data="affirming") if affirming])
        origins = [n for n, d in graph.nodes(data=True) if d.get("origin") and d["kind"] != "anonymous"]
        target = f"claim:{claim.id}"
        if not origins:
            assert not any(n.startswith("group:") and standing.in_degree(n) == 0 for n in standing)
            continue
        # Menger: as many disjoint chains as the greatest flow through nodes of capacity one.
        split = nx.DiGraph()
        for node in standing:
            split.add_edge((node, "in"), (node, "out"), capacity=len(standing) if node == target else 1)
        split.add_edges_from((((t, "out"), (h, "in")) for t, h in standing.edges), capacity=1)
        split.add_edges_from((("root", (o, "in")) for o in origins), capacity=1)
        assert nx.maximum_flow_value(split, "root", (target, "out")) == claim.chains
        rooted = nx.DiGraph(standing.edges)
        rooted.add_edges_from(("root", o) for o in origins)
        if claim.chains == 1:
            dominators, node = [], nx.immediate_dominators(rooted, "root")[target]
            while node != "root":
                dominators.append(node)
                node = nx.immediate_dominators(rooted, "root")[node]
            assert sorted(dominators) == sorted(n for n, d in graph.nodes(data=True) if d.get("dominator"))


def test_the_graph_of_a_dossier_ties_everything(audit: provenance.Audit) -> None:
    graph = audit.graph()
    dossier = audit.dossier
    assert {n for n in graph if n.startswith("source:")} == {f"source:{s}" for s in dossier.sources}
    assert {n for n in graph if n.startswith("claim:")} == {f"claim:{c}" for c in dossier.claims}
    assert "part_of" in graph.edges["source:ouchakov", "source:kremlin"]["relations"].split("\n")
    assert "revises" in graph.edges["document:ap-later", "document:ap-early"]["relations"].split("\n")
    relay = graph.edges["source:ouchakov", "source:tass"]
    assert relay["relations"] == "relays"
    assert relay["statements"] == sum(
        any((a.id, b.id) == ("ouchakov", "tass") for a, b in zip(s.chain, s.chain[1:]))
        for s in dossier.statements
        if s.document is None or dossier.documents[s.document].published.earliest <= date(2022, 7, 20).toordinal()
    )
    assert graph.nodes["claim:visit-june-8"]["status"] == "unconfirmed"


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_the_graph_travels_in_the_formats_of_networkx(
    audit: provenance.Audit, form: str, read: object, tmp_path: Path
) -> None:
    out = tmp_path / f"g.{form}"
    done = CliRunner().invoke(main, ["graph", SEED, "--claim", "visit-june-8", "-o", str(out), "--as-of", "2022-07-20"])
    assert done.exit_code == 0
    graph, back = audit.graph("visit-june-8"), read(out)  # type: ignore[operator]
    assert set(back.nodes) == set(graph.nodes)
    assert set(back.edges) == set(graph.edges)
    assert back.nodes["group:us-executive"]["origin"] is True
    assert back.edges["group:us-executive", "claim:visit-june-8"]["affirming"] == 5
    again = CliRunner().invoke(
        main, ["graph", SEED, "--claim", "visit-june-8", "--format", form, "--as-of", "2022-07-20"]
    )
    assert again.stdout_bytes == out.read_bytes()


def test_node_link_is_read_back_whole(audit: provenance.Audit) -> None:
    done = CliRunner().invoke(main, ["graph", SEED, "--format", "node-link", "--as-of", "2022-07-20"])
    back = nx.node_link_graph(json.loads(done.stdout), edges="edges")
    graph = audit.graph()
    assert dict(back.nodes(data=True)) == dict(graph.nodes(data=True))
    assert {(a, b): d for a, b, d in back.edges(data=True)} == {(a, b): d for a, b, d in graph.edges(data=True)}


@pytest.mark.parametrize("ending", ["svg", "png", "pdf", "dot", "gv", "mmd"])
def test_a_diagram_is_saved_as_its_ending_says(audit: provenance.Audit, ending: str, tmp_path: Path) -> None:
    start = {
        "svg": b"<svg",
        "png": b"\x89PNG",
        "pdf": b"%PDF",
        "dot": b"digraph",
        "gv": b"digraph",
        "mmd": b"flowchart",
    }
    diagram = audit.diagram("visit-june-8")
    assert start[ending] in diagram.save(tmp_path / f"x.{ending}").read_bytes()[:200]
    assert diagram._repr_svg_() == diagram.render("svg")
    with pytest.raises(provenance.UsageError, match="is no ending of a drawing"):
        diagram.save(tmp_path / "x.docx")
    with pytest.raises(provenance.OutputError):
        diagram.save(tmp_path / "x.svg" / "y.svg" if ending == "svg" else tmp_path / f"x.{ending}" / "y.svg")


def test_notebooks_show_short_things_and_no_markup_of_others(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script>"
    (tmp_path / "x.claims.yaml").write_text(
        f'language: en\ntitle: "{hostile}"\nsources: {{m: {{name: "{hostile}"}}}}\nclaims: {{c1: "{hostile}"}}\n'
        "statements: [{chain: m, says: {c1: words}}]\n",
        "utf-8",
    )
    audit = provenance.audit(tmp_path, as_of="2022-07-20")
    assert len(repr(audit)) < 200
    assert len(repr(audit.dossier)) < 200
    for shown in (
        audit._repr_html_(),
        audit.findings._repr_html_(),
        audit.diagram()._repr_svg_(),
        provenance.explain(audit, "c1")._repr_html_(),
        provenance.extract(f"Ann Hill said that {hostile} is shut.", language="en")._repr_html_(),
    ):
        assert "<script" not in shown
    assert "<td>unconfirmed</td>" in audit._repr_html_()


def test_one_thing_is_one_thing(tmp_path: Path) -> None:
    (tmp_path / "x.claims.yaml").write_text(TWO.format(name="one"), "utf-8")
    audit = provenance.audit(tmp_path, as_of="2022-07-20")
    assert repr(audit.dossier) == "<Dossier one: 1 source, 0 documents, 1 claim, 1 statement>"
    assert repr(audit).startswith("<Audit one as of 2022-07-20: No text is under audit; 1 claim, ")
    assert repr(audit.claims) == "<1 claim>"
    assert repr(audit["c1"]) == "<Claim c1: unconfirmed, 1 origin, 1 chain>"
    assert repr(audit.findings.filter(rule="single-origin")) == "<1 finding: 1 warning>"
    read = provenance.extract("Le maire a dit que le pont ouvrira.", language="fr")
    assert repr(read) == "<Extraction of 1 attribution, fr>"


def test_an_audit_holds_the_ids_of_its_claims(audit: provenance.Audit) -> None:
    assert list(audit) == list(audit.claims)
    assert "visit-june-8" in audit
    assert "Visit June 8" in audit.claims
    assert not any(other in held for other in ("visit-june-9", 3, None) for held in (audit, audit.claims))


def test_findings_are_equal_where_they_say_the_same(audit: provenance.Audit) -> None:
    again = provenance.audit(SEED, as_of="2022-07-20")
    assert audit.findings == again.findings
    assert hash(audit.findings) == hash(again.findings)
    assert audit.findings != again.findings[1:]
    assert audit.findings.filter(claim="Visit June 8") == audit.findings.filter(claim="visit-june-8")


def test_a_notebook_counts_the_origins_of_the_reports_it_counts(audit: provenance.Audit) -> None:
    # All five reports fell with the version they rest on: as told, they had one origin.
    (row,) = [row for row in audit._repr_html_().split("<tr>") if "le 15 juillet 2022" in row]
    assert "<td>5</td><td>1</td>" in row


def test_many_dossiers_are_audited_one_after_the_other(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.claims.yaml").write_text(TWO.format(name=name), "utf-8")
    (tmp_path / "two" / "cut.claims.yaml").write_text("claims: [", "utf-8")
    audits = list(provenance.audit_all(tmp_path))
    assert [(a.id, a.readable) for a in audits] == [("one", True), ("cut", False), ("two", True)]
    assert audits[1].findings[0].rule == "schema-violation"
    with pytest.raises(provenance.UsageError, match=r"holds 3 dossiers .*audit_all"):
        provenance.audit(tmp_path)
    with pytest.raises(provenance.UsageError, match="load_all"):
        provenance.load(tmp_path)
    assert [d.id for d in provenance.load_all(tmp_path / "one")] == ["one"]
    with pytest.raises(provenance.InputError) as caught:
        provenance.audit(tmp_path / "two" / "cut.claims.yaml")
    assert caught.value.file.endswith("cut.claims.yaml")
    assert (caught.value.line, caught.value.column) == (1, 10)


@pytest.mark.parametrize(
    ("call", "kind", "said"),
    [
        (lambda a: a["visit-june-9"], provenance.UnknownNameError, "no claim is called 'visit-june-9'. Did you mean visit-june-8"),
        (lambda a: a[3], provenance.UsageError, "a claim is named by a text, not int"),
        (lambda a: a.graph("nope-nope"), KeyError, "no claim is called 'nope-nope'."),
        (lambda a: a.diagram(depth=0, claim="visit-june-9"), provenance.UnknownNameError, "visit-june-8"),
        (lambda a: provenance.explain(a, "single-orign"), provenance.UnknownNameError, "single-origin"),
        (lambda a: provenance.audit("missing"), provenance.InputError, "missing:1:1: there is no such file"),
        (lambda a: provenance.audit("docs"), provenance.UsageError, "no claim file (*.claims.yaml, .yml, .json, .jsonl) at docs"),
        (lambda a: provenance.load("docs"), provenance.UsageError, "no claim file"),
        (lambda a: provenance.audit(3), provenance.UsageError, "a path is a text or a Path, not int"),
        (lambda a: provenance.audit(SEED, as_of="soon"), provenance.UsageError, "'soon' is not a date"),
        (lambda a: provenance.audit(SEED, as_of=3), provenance.UsageError, "a date is a text or a datetime.date, not int"),
        (lambda a: provenance.audit(SEED, language="de"), provenance.UsageError, "'de' is not a language; 'fr' or 'en'"),
        (lambda a: provenance.audit(SEED, policy=2), provenance.UsageError, "a policy is named by a text, not int"),
        (lambda a: provenance.audit(SEED, rules="own.py"), provenance.UsageError, "rules is a list of paths, not str"),
        (lambda a: provenance.audit(SEED, rules=None), provenance.UsageError, "rules is a list of paths, not NoneType"),
        (lambda a: provenance.extract("Oui.", lexicons=Path("own.toml")), provenance.UsageError, "lexicons is a list of paths"),
        (lambda a: provenance.explain(a, 3), provenance.UsageError, "a claim or a rule is named by a text, not int"),
        (lambda a: provenance.explain("visit-june-8", a), provenance.UsageError, "explain takes an audit, then a name; not str"),
        (lambda a: a.diagram().save(3), provenance.UsageError, "a path is a text or a Path, not int"),
        (lambda a: a.findings.filter(rule="single-orgin"), provenance.UnknownNameError,
         "no rule is called 'single-orgin'. Did you mean single-origin?"),
        (lambda a: a.findings.filter(rule=301), provenance.UsageError, "a rule is named by a text, not int"),
        (lambda a: a.findings.filter(severity="eror"), provenance.UnknownNameError, "'eror' is not a severity; 'note' or"),
        (lambda a: provenance.audit(SEED, policy="two"), provenance.ConfigurationError, "did you mean three-independent"),
        (lambda a: provenance.extract("A ponte caiu.", language="pt"), provenance.UsageError,
         "'pt' is not a language; 'fr' or 'en' or 'es' or 'de'"),
        (lambda a: provenance.extract(b"x"), provenance.UsageError, "a text is a str, not bytes"),
        (lambda a: provenance.extract("O presidente da câmara disse que a ponte não será fechada em maio."),
         provenance.InputError, "none of the languages that can be read"),
        (lambda a: provenance.extract("Le maire a dit oui.", language="fr", lexicons=["none.toml"]),
         provenance.ConfigurationError, "none.toml"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_has_a_sentence(audit: provenance.Audit, call, kind, said: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(kind) as caught:
        call(audit)
    assert said in str(caught.value)
    assert isinstance(caught.value, provenance.ProvenanceError)
    assert "\n" not in str(caught.value)


def test_what_is_nearest_is_told_in_the_sentence_of_the_command(audit: provenance.Audit) -> None:
    said = "no claim is called 'second-visit-july'. Did you mean second-visit-july-5, second-visit-july-15?"
    with pytest.raises(provenance.UnknownNameError) as caught:
        audit["second-visit-july"]
    assert str(caught.value) == said
    done = CliRunner().invoke(main, ["graph", SEED, "--claim", "second-visit-july"])
    assert done.stderr.splitlines()[-1] == f"Error: {said}"


def test_dates_are_texts_or_dates() -> None:
    assert provenance.audit(SEED, as_of=date(2022, 7, 20)).as_of == "2022-07-20"
    assert provenance.audit(SEED, as_of="20 juillet 2022").as_of == "2022-07-20"
    # The dossier's own date, where none is asked for.
    assert provenance.audit(SEED).as_of == "2022-07-20"


def test_confidential_names_stay_hidden(tmp_path: Path) -> None:
    (tmp_path / "x.claims.yaml").write_text(
        "language: en\nsources: {m: {name: Jean Valjean, confidential: true, role: a convict}}\n"
        "claims: {c1: A claim.}\nstatements: [{chain: m, says: {c1: words}}]\n",
        "utf-8",
    )
    audit = provenance.audit(tmp_path, as_of="2022-07-20")
    said = [
        audit.to_json(), repr(audit), audit._repr_html_(), str(audit.findings.to_records()), str(audit.claims.to_records()),
        str(audit.graph().nodes(data=True)), str(audit.graph("c1").nodes(data=True)), audit.diagram()._repr_svg_(),
        str(provenance.explain(audit, "c1")), str(provenance.load(tmp_path).sources), str(provenance.validate(tmp_path)),
    ]  # fmt: skip
    assert not [text for text in said if "Valjean" in text]
    assert "Jean Valjean" in str(provenance.load(tmp_path, show_confidential=True).sources)


def test_validation_finds_what_the_command_finds(tmp_path: Path) -> None:
    assert [f.rule for f in provenance.validate(SEED) if f.severity != "note"] == []
    (tmp_path / "x.claims.yaml").write_text("claims: {c1: {txt: A claim.}}\n", "utf-8")
    found = provenance.validate(tmp_path)
    assert {(f.rule, f.line) for f in found} == {("schema-violation", 1)}
    done = CliRunner().invoke(main, ["validate", str(tmp_path), "--lang", "en"])
    assert all(f.message in done.stdout for f in provenance.validate(tmp_path, language="en"))


def test_words_of_a_text_are_found_with_their_places() -> None:
    text = "Le maire a déclaré que le pont ouvrira en mai."
    (found,) = provenance.extract(text, language="fr")
    assert (found.speaker, found.cue, found.stance) == ("Le maire", "a déclaré", "asserts")
    assert text[found.start : found.end] == found.words == "le pont ouvrira en mai"
    draft = provenance.extract(text).to_yaml("pont")
    assert "le pont ouvrira en mai" in draft
    assert provenance.extract(text).language == "fr"


@pytest.mark.parametrize(
    ("language", "text", "speaker", "words"),
    [
        ("es", "El alcalde, Pablo Ruiz, dijo que el puente estará cerrado.", "Pablo Ruiz", "el puente estará cerrado"),
        ("de", "Die Polizei teilte mit, dass die Brücke gesperrt ist.", "Die Polizei", "die Brücke gesperrt ist"),
    ],
)
def test_a_text_is_read_in_every_language_that_the_command_reads(
    language: str, text: str, speaker: str, words: str
) -> None:
    found = provenance.extract(text, language=language)
    assert [(one.speaker, one.words) for one in found] == [(speaker, words)]
    assert provenance.extract(text).language == found.language == language


def test_importing_it_brings_in_nothing(tmp_path: Path) -> None:
    code = "import sys, provenance; print(sorted(m for m in sys.modules if m.startswith(('provenance.', 'pydantic', 'networkx', 'click'))))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['provenance.version']"


def test_every_public_name_is_there_and_described() -> None:
    page = (ROOT / "docs/reference/python.md").read_text("utf-8")
    for name in provenance.__all__:
        found = getattr(provenance, name)
        if name != "__version__":
            assert found.__doc__, name
            assert f"`{name}" in page, name
        for member, value in vars(found).items() if isinstance(found, type) else ():
            is_offered = isinstance(value, FunctionType | property | cached_property) and not member.startswith("_")
            if is_offered and getattr(value, "__name__", "") != "<lambda>":
                assert value.__doc__, f"{name}.{member}"
    assert dir(provenance) == provenance.__all__
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = provenance.nothing
