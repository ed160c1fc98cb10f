"""What we write in the formats of other fields, read by programs that were written to read them; what is not installed is
said and left out.
"""

import importlib
import io
import json
import random
import subprocess
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from provenance.auditing import DossierAudit, audit_paths
from provenance.exchange import exchange_format
from provenance.exchange.base import Parts
from provenance.exchange.claim_data import claim_data
from tests.exchange.test_standards import audited_data, exported, read
from tests.readers.programs import mermaid, program
from tests.second_reading.generator import random_dossier

ROOT = Path(__file__).resolve().parent.parent.parent
STANDARDS = ROOT / "provenance" / "data" / "standards"


def reader(name: str) -> Any:
    """A package, or the test is left out."""
    with warnings.catch_warnings():
        # What others' packages warn of is theirs.
        warnings.simplefilter("ignore")
        try:
            return importlib.import_module(name)
        except ImportError:
            pytest.skip(f"{name} is not installed: make readers")


@pytest.fixture(scope="module")
def seed() -> DossierAudit:
    (audit,) = audit_paths([ROOT / "seeds"])
    return audit


@pytest.fixture(scope="module")
def nasty() -> list[DossierAudit]:
    return [audited_data(random_dossier(random.Random(number))) for number in range(12)]


def only(parts: Parts) -> bytes:
    (content,) = parts.values()
    return content


# --- PROV ----------------------------------------------------------------------------------------------------------------


def test_the_prov_package_rewrites_our_records_without_loss(seed: DossierAudit, nasty: list[DossierAudit]) -> None:
    model = reader("prov.model")
    for audit in (seed, *nasty):
        document = model.ProvDocument.deserialize(content=only(exported(audit, "prov-json")).decode(), format="json")
        (bundle,) = document.bundles
        assert len(list(bundle.get_records(model.ProvAgent))) == len(audit.dossier.sources)
        again = read(document.serialize(format="json"), "prov-json")
        wanted = exchange_format("prov-json").carried.kept(claim_data(audit.dossier))  # type: ignore[union-attr]
        # The package keeps no order but ours of the statements.
        (found,) = again.dossiers
        assert found == wanted
        assert found.get("statements") == wanted.get("statements")


def test_the_notation_names_every_record(seed: DossierAudit) -> None:
    written = only(exported(seed, "prov-n")).decode()
    assert written.count("\n    agent(") == len(seed.dossier.sources)
    assert written.rstrip().endswith("endDocument")


def graph_of(content: bytes, form: str) -> Any:
    rdflib = reader("rdflib")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return rdflib.Graph().parse(data=content, format=form)


def test_turtle_and_json_ld_are_one_graph(seed: DossierAudit, nasty: list[DossierAudit]) -> None:
    for audit in (seed, *nasty[:4]):
        one = graph_of(only(exported(audit, "turtle")), "turtle")
        other = graph_of(only(exported(audit, "jsonld")), "json-ld")
        assert len(one) > 10
        assert set(one) == set(other)


def test_a_json_ld_processor_expands_every_name(seed: DossierAudit) -> None:
    pyld = reader("pyld")
    expanded = pyld.jsonld.expand(json.loads(only(exported(seed, "jsonld"))), {"documentLoader": no_network})
    names = {key for node in expanded for key in node}
    assert all(key.startswith(("@", "http", "urn:provenance-audit:terms:")) for key in names)
    assert "http://www.w3.org/ns/prov#wasQuotedFrom" in names


def no_network(address: str, options: Any) -> Any:
    """The contexts that are shipped; nothing else is ever asked for."""
    if "anno.jsonld" in address:
        document = json.loads((STANDARDS / "anno.jsonld").read_text("utf-8"))
    elif "schema.org" in address:
        document = json.loads((STANDARDS / "schema-org.json").read_text("utf-8"))
    else:
        raise AssertionError(address)
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": address, "document": document}


# --- schema.org ----------------------------------------------------------------------------------------------------------

SCHEMA = "https://schema.org/"


def lineage(kind: str, types: dict[str, list[str]]) -> Iterator[str]:
    yield kind
    for parent in types[kind]:
        yield from lineage(parent, types)


def test_reviews_use_the_vocabulary_as_it_is_meant(seed: DossierAudit) -> None:
    pyld = reader("pyld")
    vocabulary = json.loads((STANDARDS / "schema-org.json").read_text("utf-8"))
    expanded = pyld.jsonld.expand(json.loads(only(exported(seed, "claimreview"))), {"documentLoader": no_network})
    kinds: list[str] = []

    def check(node: Any) -> None:
        if isinstance(node, list):
            for one in node:
                check(one)
        elif isinstance(node, dict) and "@type" in node and "@value" not in node:
            (kind,) = (one.removeprefix(SCHEMA) for one in node["@type"])
            kinds.append(kind)
            for key, held in node.items():
                if not key.startswith("@"):
                    assert set(vocabulary["properties"][key.removeprefix(SCHEMA)]) & set(
                        lineage(kind, vocabulary["types"])
                    ), (kind, key)
                    check(held)

    check(expanded)
    assert kinds.count("ClaimReview") == len(seed.dossier.claims)
    for feed in json.loads(only(exported(seed, "claimreview")))["dataFeedElement"]:
        review = feed["item"]
        if review["@type"] == "ClaimReview":
            # What search engines require of one.
            assert review["claimReviewed"]
            assert review["url"]
            assert review["reviewRating"]["alternateName"]
            assert "ratingValue" not in review["reviewRating"]


def test_our_part_of_the_vocabulary_is_that_of_schema_org() -> None:
    reader("rocrate")
    (path,) = Path(importlib.import_module("rocrate").__file__ or "").parent.glob("data/schema.jsonld")
    published = {one["@id"]: one for one in json.loads(path.read_text("utf-8"))["@graph"]}
    ours = json.loads((STANDARDS / "schema-org.json").read_text("utf-8"))

    def names(value: Any) -> set[str]:
        return {
            one["@id"].removeprefix("schema:")
            for one in (value if isinstance(value, list) else [value] if value else [])
        }

    for kind, parents in ours["types"].items():
        assert set(parents) == names(published[f"schema:{kind}"].get("rdfs:subClassOf")), kind
    for name, domain in ours["properties"].items():
        assert set(domain) <= names(published[f"schema:{name}"]["schema:domainIncludes"]), name


# --- annotations ---------------------------------------------------------------------------------------------------------


def test_annotations_lead_back_to_the_same_words(seed: DossierAudit) -> None:
    pyld = reader("pyld")
    data = json.loads(only(exported(seed, "web-annotation")))
    expanded = pyld.jsonld.expand(data, {"documentLoader": no_network})
    oa = "http://www.w3.org/ns/oa#"
    (pages,) = expanded[0]["http://www.w3.org/ns/activitystreams#first"]
    items = pages["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    assert len(items) == data["total"] == 33
    text = (ROOT / "seeds" / "tehran-2022-07" / "article.txt").read_text("utf-8")
    checked = 0
    for item in items:
        (target,) = item[f"{oa}hasTarget"]
        selectors = {one["@type"][0]: one for one in target[f"{oa}hasSelector"]}
        quote, position = selectors[f"{oa}TextQuoteSelector"], selectors.get(f"{oa}TextPositionSelector")
        words = quote[f"{oa}exact"][0]["@value"]
        if position is not None and f"{oa}prefix" in quote:
            start, end = (position[f"{oa}{key}"][0]["@value"] for key in ("start", "end"))
            assert text[start:end] == words
            assert text[:start].endswith(quote[f"{oa}prefix"][0]["@value"])
            checked += 1
    assert checked > 20


# --- STIX ----------------------------------------------------------------------------------------------------------------


def test_the_stix_programs_find_nothing(seed: DossierAudit, nasty: list[DossierAudit]) -> None:
    stix2, validator = reader("stix2"), reader("stix2validator")
    for audit in (seed, *nasty):
        content = only(exported(audit, "stix")).decode()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            bundle = stix2.parse(content, allow_custom=False)
        assert len([one for one in bundle.objects if one.type == "identity"]) == len(audit.dossier.sources)
        found = validator.validate_string(content)
        assert found.is_valid, found.errors
        # An address without a hash of what stands there is all that a report of it can give.
        assert {str(warning) for warning in found.warnings if "302" not in str(warning)} == set()


# --- nanopublications ----------------------------------------------------------------------------------------------------


def test_every_nanopublication_is_one(seed: DossierAudit) -> None:
    rdflib, nanopub = reader("rdflib"), reader("nanopub")
    whole = rdflib.Dataset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole.parse(data=only(exported(seed, "nanopub")), format="trig")
        graphs: dict[str, Any] = {}
        for subject, key, value, graph in whole.quads():
            address = str(graph)
            if address.rpartition("/")[2] in ("Head", "assertion", "provenance", "pubinfo"):
                one = graphs.setdefault(address.rpartition("/")[0], rdflib.ConjunctiveGraph())
                one.get_context(graph).add((subject, key, value))
        assert len(graphs) == len(seed.dossier.statements)
        for one in list(graphs.values())[:10]:
            assert nanopub.Nanopub(rdf=one).is_valid


# --- packages, entities, graphs, maps ------------------------------------------------------------------------------------


def test_packages_are_valid(tmp_path: Path, seed: DossierAudit) -> None:
    bagit = reader("bagit")
    for form in ("bagit", "ro-crate"):
        for name, content in exported(seed, form).items():
            path = tmp_path / form / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    bag = bagit.Bag(str(tmp_path / "bagit"))
    bag.validate()
    assert bag.info["External-Identifier"] == "tehran-2022-07"
    (tmp_path / "bagit" / "data" / "article.txt").write_text("changed", "utf-8")
    with pytest.raises(bagit.BagValidationError):
        bag.validate()
    crate = reader("rocrate.rocrate").ROCrate(str(tmp_path / "ro-crate"))
    assert crate.name == seed.dossier.title
    assert {one.id for one in crate.data_entities} == {
        "article.txt", "tehran-2022-07.claims.yaml", "report.md", "records.provjson",
    }  # fmt: skip


def test_entities_are_those_of_follow_the_money(seed: DossierAudit) -> None:
    ftm = reader("followthemoney")
    proxies = [ftm.model.get_proxy(json.loads(line)) for line in only(exported(seed, "ftm")).decode().splitlines()]
    written = [json.loads(line) for line in only(exported(seed, "ftm")).decode().splitlines()]
    for proxy, entity in zip(proxies, written, strict=True):
        assert proxy.schema.name == entity["schema"]
        # Nothing is dropped as being no value of its property.
        for name, values in entity["properties"].items():
            assert len(proxy.get(name)) == len(set(values)), (entity["schema"], name, values, proxy.get(name))
    assert sum(proxy.schema.name == "Note" for proxy in proxies) == len(seed.dossier.claims) + len(
        seed.dossier.statements
    )


def test_graphs_are_read_by_networkx(seed: DossierAudit) -> None:
    nodes = len(seed.dossier.sources) + len(seed.dossier.documents) + len(seed.dossier.claims)
    assert len(nx.read_graphml(io.BytesIO(only(exported(seed, "graphml"))))) == nodes
    assert len(nx.read_gexf(io.BytesIO(only(exported(seed, "gexf"))))) == nodes
    assert len(nx.cytoscape_graph(json.loads(only(exported(seed, "cytoscape"))))) == nodes


def test_argdown_maps_what_we_write(tmp_path: Path, seed: DossierAudit, nasty: list[DossierAudit]) -> None:
    tool = program("argdown")
    if tool is None:
        pytest.skip("@argdown/cli is not installed: make readers")
    hostile = audited_data({
        "dossier": "x", "sources": {"a": {"name": "A] <b> [c]: #d"}}, "documents": {"d": {"publisher": "a"}},
        "claims": {"c": {"text": "It is [so]: <em> (1) + - >< # {x} @y *b* // no"}},
        "statements": [{"chain": [{"source": "a"}], "in": "d", "claim": "c", "stance": "denies", "text": "No. [x]: #y + z ``` <a>"}],
    })  # fmt: skip
    for number, audit in enumerate((seed, hostile, *nasty[:3])):
        path = tmp_path / f"m{number}.argdown"
        path.write_bytes(only(exported(audit, "argdown")))
        subprocess.run([tool, "json", str(path), str(tmp_path / "out")], check=True, capture_output=True, timeout=120)
        found = json.loads((tmp_path / "out" / f"m{number}.json").read_text("utf-8"))
        assert len(found["statements"]) == len(audit.dossier.claims)
        sided = [s for a in audit.assessor for s in a.statements if s.affirms or s.denies]
        assert len(found["arguments"]) == len(sided)


def test_mermaid_draws_what_we_write(browser: Any, seed: DossierAudit) -> None:
    from provenance.diagram.picture import claim_picture
    from provenance.diagram.render import rendered

    library = mermaid()
    if library is None:
        pytest.skip("mermaid is not installed: make readers")
    page = browser.new_page()
    page.add_script_tag(path=str(library))
    for claim in list(seed.dossier.claims)[:6]:
        written = rendered(claim_picture(seed, claim, 0, None), "mermaid")
        assert page.evaluate("async text => (await mermaid.parse(text)).diagramType", written) == "flowchart-v2"
    page.close()


def test_the_references_of_our_wikitext_are_read(seed: DossierAudit) -> None:
    wiki = reader("mwparserfromhell")
    code = wiki.parse(only(exported(seed, "wikitext")).decode())
    names = {str(one.name).strip() for one in code.filter_templates()}
    assert {"Lien web", "Références", "Référence insuffisante"} <= names
    refs = [tag for tag in code.filter_tags() if str(tag.tag) == "ref"]
    assert len(refs) == 30 - sum(
        s.own is not None or not s.chain
        for s in seed.dossier.statements
        if s.document == "article" and s.anchor is not None
    )


def test_names_of_any_shape_pass_the_readers(audited: Callable[..., DossierAudit]) -> None:
    """Names of any shape pass every reader of graphs and records."""
    audit = audited(
        "sources: {'é/ü #1': {name: 'A \"b\" <c> & d'}}\ndocuments: {'d 1': {publisher: 'é/ü #1'}}\n"
        "claims: {'c?x=1': 'It is \\\\ so.'}\nstatements: [{chain: ['é/ü #1'], in: 'd 1', says: {'c?x=1': 'a \\\\u0007 \"b\"'}}]\n"
    )
    turtle, linked = (
        graph_of(only(exported(audit, "turtle")), "turtle"),
        graph_of(only(exported(audit, "jsonld")), "json-ld"),
    )
    assert set(turtle) == set(linked)
    model = reader("prov.model")
    document = model.ProvDocument.deserialize(content=only(exported(audit, "prov-json")).decode(), format="json")
    assert read(document.serialize(format="json"), "prov-json").dossiers[0]["claims"] == {
        "c?x=1": {"text": "It is \\\\ so."}
    }
