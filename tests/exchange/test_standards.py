"""Formats of other fields: what goes out comes back as far as the format says, what it cannot say is told, and nothing that
comes in is trusted. Expected values are worked out by hand from the standards.
"""

import io
import json
import random
import sys
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.auditing import AuditOptions, DossierAudit, audit_dossier, audit_paths
from provenance.cli import main
from provenance.exchange import exchange_format
from provenance.exchange.base import Imported, Parts
from provenance.exchange.claim_data import claim_data
from provenance.exchange.collections import as_yaml
from provenance.exchange.folders import is_inside, zipped
from provenance.exchange.names import ENDINGS, FORMATS, READ, WRITTEN
from provenance.exchange.standards.reading import acyclic
from provenance.exchange.standards.web_annotation_reading import code_points
from provenance.exchange.standards.wikitext import _TAG_OF
from provenance.files.load import load
from provenance.model import dates
from provenance.model.errors import InputError
from provenance.rules import standing_rules
from tests.assess.build import dossier_of
from tests.second_reading.generator import random_dossier

ROOT = Path(__file__).resolve().parent.parent.parent
#: Every key that a claim file has, once at least.
WHOLE = (ROOT / "tests" / "exchange" / "whole.claims.yaml").read_text("utf-8")
STANDARDS = [name for name in WRITTEN if name not in ("xlsx", "csv")]
DAY = AuditOptions(dates.parse("2022-08-01"))


def audited_data(data: dict[str, Any]) -> DossierAudit:
    return audit_dossier(dossier_of(data), options=DAY)


def exported(audit: DossierAudit, form: str) -> Parts:
    chosen = exchange_format(form).export
    assert chosen is not None
    return chosen(audit, "en").parts


def read(parts: Parts | bytes | str | dict[str, Any] | list[Any], form: str) -> Imported:
    chosen = exchange_format(form).read
    assert chosen is not None
    if isinstance(parts, dict | list) and not all(
        isinstance(one, bytes) for one in (parts.values() if isinstance(parts, dict) else parts)
    ):
        parts = json.dumps(parts)
    if isinstance(parts, str):
        parts = parts.encode()
    return chosen(parts if isinstance(parts, dict) else {"": parts}, "x")  # type: ignore[dict-item]


def told(imported: Imported) -> list[str]:
    return [f"{one.place}: {one.message.render('en')}" for one in imported.problems]


def losses(audit: DossierAudit, form: str) -> list[str]:
    chosen = exchange_format(form)
    assert chosen.export is not None
    return [one.render("en") for one in chosen.losses(audit, chosen.export(audit, "en"))]


@pytest.fixture
def whole(audited: Callable[..., DossierAudit]) -> DossierAudit:
    return audited(WHOLE, article_txt="The minister said the bridge is closed. Nobody knows why.\n")


# --- the registry --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_what_it_is_registered_as(name: str) -> None:
    found = exchange_format(name)
    assert found.name == name
    assert (found.export is not None) == (name in WRITTEN)
    assert (found.read is not None or found.tables is not None) == (name in READ)
    assert found.holds


def test_endings_lead_to_formats() -> None:
    assert set(ENDINGS.values()) <= set(FORMATS)


def test_tags_are_of_rules_that_exist() -> None:
    assert set(_TAG_OF) <= {rule.name for rule in standing_rules()} | {
        "anchor-not-found",
        "quote-altered",
        "ellipsis-hides",
    }


# --- a dossier as data ---------------------------------------------------------------------------------------------------


def test_every_key_of_a_claim_file_is_in_the_whole_one() -> None:
    """The file that the round trips are tried on leaves nothing out."""
    from provenance.files.raw import from_yaml
    from provenance.model.written import SECTIONS, DossierEntry

    data = from_yaml(WHOLE, "x").data
    for section, model in SECTIONS.items():
        held = data[section]
        written = {key for entry in (held if section == "statements" else held.values()) for key in entry}
        keys = {field.alias or name for name, field in model.model_fields.items()}
        # What the flat form says in other keys, and what is kept of a reading.
        keys -= {"replaced_by", "says", "denies", "confirms", "questions", "no_comment", "evades", "no_evidence"}
        keys -= {"prefix", "suffix", "reader", "confidential", "at"} | (
            {"published", "kind"} if section == "evidence" else set()
        )
        assert keys - written == set(), section
    top = {field.alias or name for name, field in DossierEntry.model_fields.items()}
    assert top - set(data) == {"version", "offered", "rejected", "signed"}


def test_a_dossier_as_data_is_read_as_the_same_dossier(whole: DossierAudit, tmp_path: Path) -> None:
    data = claim_data(whole.dossier)
    assert not [p for p in whole.dossier.problems if p.fatal]
    (tmp_path / "again.claims.yaml").write_text(as_yaml(data), "utf-8")
    (again,) = load([tmp_path / "again.claims.yaml"])
    assert claim_data(again) == data
    assert again.problems == ()


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9))
def test_any_dossier_as_data_has_the_same_assessments(seed: int) -> None:
    audit = audited_data(random_dossier(random.Random(seed)))
    again = audited_data(claim_data(audit.dossier))
    assert claim_data(again.dossier) == claim_data(audit.dossier)
    assert [(a.claim.id, a.status, a.counts) for a in again.assessor] == [
        (a.claim.id, a.status, a.counts) for a in audit.assessor
    ]


# --- round trips ---------------------------------------------------------------------------------------------------------


def kept(audit: DossierAudit, form: str) -> Mapping[str, Any]:
    carried = exchange_format(form).carried
    data = claim_data(audit.dossier)
    return data if carried is None else carried.kept(data)


@pytest.mark.parametrize("form", ["prov-json", "bagit", "ro-crate"])
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_what_goes_out_comes_back(form: str, seed: int) -> None:
    audit = audited_data(random_dossier(random.Random(seed)))
    back = read(exported(audit, form), form)
    assert list(back.dossiers) == [kept(audit, form)]
    assert told(back) == []


@pytest.mark.parametrize("form", ["prov-json", "bagit", "ro-crate"])
def test_every_key_comes_back(form: str, whole: DossierAudit) -> None:
    back = read(exported(whole, form), form)
    assert list(back.dossiers) == [kept(whole, form)]
    assert told(back) == []


def test_annotations_come_back_with_every_key_of_their_statements(whole: DossierAudit) -> None:
    back = read(exported(whole, "web-annotation"), "web-annotation")
    wanted = dict(kept(whole, "web-annotation"))
    wanted["statements"] = [one for one in wanted["statements"] if "quote" in one and "in" in one]
    assert len(wanted["statements"]) == 2
    assert list(back.dossiers) == [wanted]


def test_a_package_packed_is_read_as_the_folder_is(whole: DossierAudit) -> None:
    for form in ("bagit", "ro-crate"):
        parts = exported(whole, form)
        inside = {f"bag/{name}": content for name, content in parts.items()}
        assert read({"": zipped(parts)}, form) == read(parts, form) == read({"": zipped(inside)}, form)
        assert read(parts, form).files == {
            "article.txt": b"The minister said the bridge is closed. Nobody knows why.\n"
        }


def test_reviews_come_back_with_who_claims_what_where(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(
        "sources: {m: {name: The minister, kind: person}, d: {name: The Daily, kind: outlet}}\n"
        "documents: {one: {publisher: d, url: 'https://daily.example/1', published: 2022-05-03, headline: Closed}}\n"
        "claims: {closed: The bridge is closed.}\n"
        "statements: [{chain: m, in: one, says: {closed: it is closed}}]\nlanguage: en\n"
    )
    (back,) = read(exported(audit, "claimreview"), "claimreview").dossiers
    assert back == {
        "dossier": "x",
        "language": "en",
        "sources": {"m": {"name": "The minister", "kind": "person"}, "d": {"name": "The Daily", "kind": "outlet"}},
        "documents": {
            "one": {"publisher": "d", "published": "2022-05-03", "url": "https://daily.example/1", "headline": "Closed"}
        },
        "claims": {"closed": {"text": "The bridge is closed."}},
        "statements": [
            {
                "chain": [{"source": "m"}],
                "in": "one",
                "text": "The bridge is closed.",
                "claim": "closed",
                "stance": "asserts",
            }
        ],
    }


def test_opinions_come_back_with_who_holds_what(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(
        "sources: {m: {name: The minister, kind: person, reliability: B}, d: {name: The Daily, kind: outlet}}\n"
        "documents: {one: {publisher: d, url: 'https://daily.example/1', published: 2022-05-03, headline: Closed}}\n"
        "claims: {closed: The bridge is closed.}\n"
        "statements:\n"
        "  - {chain: m → d, in: one, says: {closed: it is closed}}\n"
        "  - {chain: d, in: one, denies: {closed: {text: it is open, certainty: probable}}}\n"
        "  - {chain: m, in: one, no_comment: {closed: no comment}}\nlanguage: en\n"
    )
    (back,) = read(exported(audit, "stix"), "stix").dossiers
    assert [
        (one["chain"], one["stance"], one.get("certainty"), one["text"], one["claim"]) for one in back["statements"]
    ] == [
        ("The minister → The Daily", "asserts", "certain", "it is closed", "bridge-closed"),
        ("The Daily", "denies", "probable", "it is open", "bridge-closed"),
        ("The minister", "no_comment", None, "no comment", "bridge-closed"),
    ]
    assert back["sources"]["minister"] == {"name": "The minister", "kind": "person", "reliability": "B"}
    assert list(back["documents"].values()) == [
        {
            "publisher": "daily",
            "published": "2022-05-03",
            "url": "https://daily.example/1",
            "headline": "Closed",
        }
    ]


def test_an_article_of_the_encyclopedia_is_read_by_its_references() -> None:
    back = read(
        "The '''bridge''' was closed on 3 May.<ref name=\"a\">{{cite web |url=https://one.example/1 |title=Bridge shut"
        ' |website=The Daily |date=2022-05-03}}</ref> It reopened in June.<ref name="a"/>'
        "<ref>[https://two.example/2 Reopened], Local Radio.</ref> Nobody was hurt.",
        "wikitext",
    )
    (data,) = back.dossiers
    assert back.files == {"article.txt": b"The bridge was closed on 3 May. It reopened in June. Nobody was hurt."}
    assert data["documents"]["bridge-shut"] == {
        "url": "https://one.example/1", "headline": "Bridge shut", "publisher": "daily", "published": "2022-05-03",
    }  # fmt: skip
    assert [(s["chain"], s["quote"], s["at"]) for s in data["statements"]] == [
        ([{"document": "bridge-shut"}], "The bridge was closed on 3 May.", [0, 31]),
        ([{"document": "bridge-shut"}], "It reopened in June.", [32, 52]),
        ([{"document": "reopened-local-radio"}], "It reopened in June.", [32, 52]),
    ]


def test_a_wire_is_read_with_its_text_and_sources() -> None:
    wire = {
        "uri": "https://agency.example/1",
        "type": "text",
        "language": "en",
        "versionCreated": "2022-05-03T10:00:00Z",
        "copyrightHolder": "The Agency",
        "infoSources": [{"name": "Ministry of Transport", "role": "source"}],
        "headlines": [{"value": "Bridge closed"}],
        "bodies": [{"contentType": "text/html", "value": "<p>The bridge is closed, the minister said on Monday.</p>"}],
    }
    back = read(wire, "ninjs")
    (data,) = back.dossiers
    assert told(back) == []
    assert back.files == {"bridge-closed.txt": b"Bridge closed\n\nThe bridge is closed, the minister said on Monday.\n"}
    document = data["documents"]["bridge-closed"]
    assert document["published"] == "2022-05-03T10:00:00Z"
    assert document["url"] == "https://agency.example/1"
    assert data["sources"][document["publisher"]]["name"] == "The Agency"
    assert "Ministry of Transport" in {one.get("name") for one in data["sources"].values()}
    assert data["draft"] is True
    assert "minister" in str(data["statements"])


def test_a_wire_of_an_earlier_version_is_read_and_what_is_not_of_the_standard_is_told() -> None:
    back = read({"uri": "urn:x:1", "versioncreated": "2022-05-03T10:00:00Z", "language": "en", "headline": "Bridge",
                 "body_text": "The bridge is closed, the minister said.", "zorglub": 1}, "ninjs")  # fmt: skip
    assert back.dossiers[0]["documents"]["bridge"]["published"] == "2022-05-03T10:00:00Z"
    assert told(back) == ["wire 1 $: `zorglub` is no key of the standard: not kept"]
    current = {
        "uri": "urn:x:1",
        "language": "en",
        "bodies": [{"value": "The bridge is closed, he said."}],
        "zorglub": 1,
    }
    (said,) = told(read(current, "ninjs"))
    assert said.startswith("wire 1 $: not as the standard has it")
    assert "zorglub" in said


# --- what is not carried -------------------------------------------------------------------------------------------------


def test_what_a_format_cannot_say_is_told(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(
        "sources: {m: {name: M}}\ndocuments: {d: {publisher: P, file: a.txt}}\nclaims: {c: {text: It is so., about: q}}\n"
        "statements: [{chain: m, in: d, says: {c: {quote: it is so, only: on Monday}}}]\nlanguage: en\n",
        a_txt="M said it is so.\n",
    )
    assert losses(audit, "claimreview") == [
        "not carried, of documents: file (1)",
        "not carried, of claims: about (1)",
        "not carried, of statements: stance (1), certainty (1), quote (1), at (1), mode (1), only (1)",
        "ClaimReview wants the address at which the review stands: `url` holds an identifier until there is one",
    ]
    assert losses(audit, "prov-json") == ["not carried, of documents: file (1)"]
    assert losses(audit, "bagit") == []


@pytest.mark.parametrize("form", WRITTEN)
def test_confidential_names_leave_by_no_format(form: str, audited: Callable[..., DossierAudit]) -> None:
    audit = audited(
        "sources:\n  jane-roe: {name: Jane Roe, aliases: [Roe the Clerk], role: an official, confidential: true}\n"
        "  m: {name: M, part_of: jane-roe}\n"
        "documents: {art: {publisher: P, file: a.txt}, jane-roe-memo: {publisher: Jane Roe, headline: Jane Roe writes}}\n"
        "claims: {c: Jane Roe saw it.}\n"
        "statements: [{chain: Jane Roe → M, in: art, says: {c: {quote: I saw it, because: Roe the Clerk said so}}}]\n"
        "language: en\n",
        a_txt="“I saw it”, said Jane Roe, a clerk.\n",
    )
    assert audit.dossier.is_masked
    for name, content in exported(audit, form).items():
        content = _unpacked(content)
        for secret in (b"Jane Roe", b"jane-roe", b"Roe the Clerk", b"jane%2Droe"):
            assert secret not in content, (form, name)
            assert secret not in name.encode()
    if form not in ("xlsx", "csv"):
        assert "the names of confidential sources are not carried, nor what would tell them" in losses(audit, form)


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(map(archive.read, archive.namelist()))


@pytest.mark.parametrize("form", STANDARDS)
def test_the_same_dossier_gives_the_same_bytes(form: str) -> None:
    (one,), (other,) = (list(audit_paths([ROOT / "seeds"])) for _ in range(2))
    assert exported(one, form) == exported(other, form)


# --- laws of what is read ------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=15))
def test_what_is_left_of_edges_has_no_cycle_and_nothing_is_lost(edges: list[tuple[str, str]]) -> None:
    import networkx as nx

    kept_edges, closing = acyclic(edges)
    assert nx.is_directed_acyclic_graph(nx.DiGraph(kept_edges))
    assert set(kept_edges) | set(closing) == set(edges)
    for edge in closing:
        assert not nx.is_directed_acyclic_graph(nx.DiGraph([*kept_edges, edge]))


@given(st.text(max_size=40), st.data())
def test_offsets_in_utf_16_become_code_points(text: str, data: st.DataObject) -> None:
    text = text.replace("\r", "")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    def units(at: int) -> int:
        return sum(2 if ord(c) > 0xFFFF else 1 for c in text[:at])

    assert code_points(text, (units(start), units(end))) == (start, end)


def test_a_hypothesis_export_finds_its_words_in_the_text_beside_it() -> None:
    # Two emoji of two UTF-16 units each: "bridge is closed" stands at 17 in units and at 15 in code points.
    text = "😀😀 He said the bridge is closed today. The bridge is closed for all.\n"
    assert text[15:31] == "bridge is closed"
    row = {
        "id": "a1", "user": "acct:anna@hypothes.is", "created": "2022-07-20T10:00:00Z", "uri": "https://one.example/a",
        "text": "Check this.", "document": {"title": ["A page"]},
        "target": [{"source": "https://one.example/a", "selector": [
            {"type": "RangeSelector"}, {"type": "TextPositionSelector", "start": 17, "end": 33},
            {"type": "TextQuoteSelector", "exact": "bridge\u00a0is\nclosed", "prefix": "", "suffix": ""}]}],
    }  # fmt: skip
    parts = {"export.json": json.dumps({"total": 1, "rows": [row]}).encode(), "page.txt": text.encode()}
    back = read(parts, "web-annotation")
    assert told(back) == []
    assert back.dossiers[0]["statements"] == [
        {
            "in": "page", "quote": "bridge is closed", "at": [15, 31], "speaker": "unclear", "claim": "bridge-closed",
            "checked": {"by": "anna@hypothes.is", "on": "2022-07-20T10:00:00Z", "result": "noted", "note": "Check this."},
            "stance": "asserts",
        }
    ]  # fmt: skip
    assert back.files == {"page.txt": text.encode()}
    changed = read({**parts, "page.txt": b"He said the bridge was shut.\n"}, "web-annotation")
    assert told(changed) == ["a1: its words are in none of the texts beside it: “bridge is closed”"]
    assert changed.dossiers[0]["statements"][0]["quote"] == "bridge is closed"


def test_what_no_history_can_be_is_told_and_left_out() -> None:
    derived = {"prov:generatedEntity": "ex:a", "prov:usedEntity": "ex:b", "prov:type": "prov:Revision"}
    data = {
        "prefix": {"ex": "https://ex.example/"},
        "entity": {"ex:a": {"prov:label": "First"}, "ex:b": {"prov:label": "Second"}, "ex:c": {}},
        "activity": {"ex:c": {}},
        "wasDerivedFrom": {"_:1": derived, "_:2": {"prov:generatedEntity": "ex:b", "prov:usedEntity": "ex:a"}},
        "specializationOf": {"_:3": {"prov:specificEntity": "ex:a", "prov:generalEntity": "ex:a"}},
        "wasGeneratedBy": {
            "_:4": {"prov:entity": "ex:a", "prov:time": "2022-05-01T00:00:00Z"},
            "_:5": {"prov:entity": "ex:b", "prov:time": "2022-05-02T00:00:00Z"},
        },
    }
    back = read(data, "prov-json")
    found = told(back)
    assert any("52" in one and "a special case of itself" in one for one in found)
    assert any("55" in one for one in found)
    assert any("derived from what is derived from it" in one for one in found)
    assert any("older than what it is derived from" in one for one in found)


def test_the_records_of_another_program_say_what_was_taken_from_where() -> None:
    data = {
        "prefix": {"ex": "https://ex.example/"},
        "agent": {
            "ex:daily": {
                "prov:label": "The Daily",
                "prov:type": {"$": "prov:Organization", "type": "prov:QUALIFIED_NAME"},
            }
        },
        "entity": {
            "ex:wire": {"prov:label": "A wire"},
            "ex:page": {"prov:label": "A page"},
            "ex:page2": {"prov:label": "A page, again"},
        },
        "wasAttributedTo": {"_:1": {"prov:entity": "ex:page", "prov:agent": "ex:daily"}},
        "wasDerivedFrom": {
            "_:2": {"prov:generatedEntity": "ex:page", "prov:usedEntity": "ex:wire", "prov:type": "prov:Quotation"},
            "_:3": {"prov:generatedEntity": "ex:page2", "prov:usedEntity": "ex:page", "prov:type": "prov:Revision"},
        },
    }
    (back,) = read(data, "prov-json").dossiers
    assert back["sources"] == {"daily": {"name": "The Daily", "kind": "institution"}}
    assert back["documents"]["page"] == {"headline": "A page", "publisher": "daily"}
    assert back["documents"]["page-again"]["revises"] == ["page"]
    assert back["statements"] == [{"chain": [{"document": "wire"}], "in": "page", "claim": "wire", "stance": "asserts"}]


@pytest.mark.parametrize(
    ("rating", "stance"),
    [
        ({"alternateName": "Faux"}, "denies"),
        ({"alternateName": "TRUE"}, "confirms"),
        ({"ratingValue": 1, "bestRating": 5, "worstRating": 1}, "denies"),
        ({"ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "Missing context"}, None),
        ({"ratingValue": "5", "bestRating": "5", "worstRating": "1"}, "confirms"),
        ({"ratingValue": 3, "bestRating": 5, "worstRating": 1, "alternateName": "Half true"}, None),
        ({"alternateName": "Misleading"}, None),
    ],
)
def test_a_review_is_told_as_what_its_rating_says(rating: dict[str, Any], stance: str | None) -> None:
    review = {
        "@context": "https://schema.org", "@type": "ClaimReview", "url": "https://check.example/1", "datePublished": "2022-05-04",
        "claimReviewed": "A cow flew.", "author": {"@type": "Organization", "name": "Checkers"}, "reviewRating": rating,
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Anna"},
                         "appearance": {"@type": "CreativeWork", "url": "https://post.example/1"}},
    }  # fmt: skip
    (back,) = read(review, "claimreview").dossiers
    reviewers = [s for s in back["statements"] if s["chain"] == [{"source": "checkers"}]]
    assert [s["stance"] for s in reviewers] == ([stance] if stance is not None else [])
    (said,) = [s for s in back["statements"] if s["chain"] == [{"source": "anna"}]]
    assert said["stance"] == "asserts"
    assert said.get("checked", {}).get("note") == (None if stance is not None else rating["alternateName"])


def test_a_saved_page_of_a_fact_checker_gives_its_review() -> None:
    pytest.importorskip("extruct")
    page = (
        "<html><head><script type='application/ld+json'>"
        '{"@context":"https://schema.org","@graph":[{"@type":["ClaimReview"],"claimReviewed":"A cow flew.",'
        '"author":{"@type":"Organization","name":"Checkers"},"reviewRating":{"@type":"Rating","alternateName":"False"}}]}'
        "</script></head><body><p>We checked.</p></body></html>"
    )
    (back,) = read(page, "claimreview").dossiers
    assert back["claims"] == {"cow-flew": {"text": "A cow flew."}}
    assert back["statements"][0]["stance"] == "denies"


# --- real files showed these: the kind of each, the right value -----------------------------------------------------------


@pytest.mark.parametrize(
    ("wikitext", "quotes", "said"),
    [
        ("It is shut.<ref name=a/> It is old.<ref>https://a.example T</ref>", [("It is old.", "t")],
         "ref a: this reference is defined nowhere in the text; left out"),
        ("It is safe.<ref></ref> It is shut.<ref>https://a.example T</ref>", [("It is shut.", "t")], "ref: this reference is empty; left out"),
        ("It cost 3.5 million dollars.<ref>https://a.example T</ref> He joined the U.S. Army.<ref>https://b.example U</ref>",
         [("It cost 3.5 million dollars.", "t"), ("He joined the U.S. Army.", "u")], None),
        ("Il a coûté {{nombre|3,5|millions}} d’euros.<ref>https://a.example T</ref>", [("Il a coûté 3,5 millions d’euros.", "t")], None),
        ("La {{Ire}} guerre l’a détruit.<ref>https://a.example T</ref>", [("La … guerre l’a détruit.", "t")],
         "La … guerre l’a détruit.: words of a template are missing in this sentence, shown as “…”"),
        ("It is one.<ref name=a>https://a.example T</ref> It is two.<ref group=n name=a>https://b.example U</ref>",
         [("It is one.", "t"), ("It is two.", "u")], None),
        ("It is so.<ref>{{cite web|url=http://a.example|title=T}}; {{cite news|url=http://b.example|title=U}}</ref>",
         [("It is so.", "t"), ("It is so.", "u")], None),
        ("The deck is steel,<ref>https://a.example T</ref> the piers are not.<ref>https://b.example U</ref>",
         [("The deck is steel", "t"), ("The deck is steel, the piers are not.", "u")], None),
        ("It is so.<ref>[http://a.example T] {{webarchive|url=http://w.example/1|date=2012-07-14}}</ref>{{sfn|A|2}}",
         [("It is so.", "t")], "{{sfn}}: references of this template are not read (1)"),
        # A comment that is never closed hides the rest of the page.
        ("It is so.<ref>https://a.example T</ref> <!-- It is not.<ref>https://b.example U</ref>", [("It is so.", "t")], None),
    ],
)  # fmt: skip
def test_what_a_sentence_stands_on_is_what_is_cited_at_it(
    wikitext: str, quotes: list[tuple[str, str]], said: str | None
) -> None:
    pytest.importorskip("mwparserfromhell")
    back = read(wikitext, "wikitext")
    (data,) = back.dossiers
    assert [(s["quote"], s["chain"][0]["document"]) for s in data["statements"]] == quotes
    assert told(back) == ([said] if said is not None else [])
    for statement in data["statements"]:
        start, end = statement["at"]
        assert back.files["article.txt"].decode()[start:end] == statement["quote"]


@pytest.mark.parametrize("unit", ["<ref>", "{|\n|-\n", "<ref name=a/b>"])
def test_wikitext_of_tags_that_are_never_closed_is_refused(unit: str) -> None:
    pytest.importorskip("mwparserfromhell")
    with pytest.raises(InputError, match="3000 of its tags and tables are never closed"):
        read(unit * 3000, "wikitext")


def test_languages_are_known_by_their_names() -> None:
    pytest.importorskip("mwparserfromhell")
    text = "".join(f"It is {n}.<ref>{{{{cite web|url=http://a.example/{n}|title=T{n}|language={said}}}}}</ref> " for n, said in
                   enumerate(["German", "anglais", "fr", "polonais", "en-GB", "Klingonish"]))  # fmt: skip
    (data,) = read(text, "wikitext").dossiers
    assert [data["documents"][f"t{n}"].get("language") for n in range(6)] == ["de", "en", "fr", "pl", "en", None]


def test_selectors_of_any_type_and_comments_with_addresses_are_read() -> None:
    item = {"type": "Annotation", "bodyValue": "See https://a.example for more.", "creator": [{"name": "Anna"}, {"name": "Bo"}],
            "target": [{"source": "https://one.example", "selector": {"type": ["TextQuoteSelector"], "exact": "it is so"}},
                       {"source": "https://one.example", "selector": {"type": {"a": 1}, "exact": "x"}}]}  # fmt: skip
    back = read({"items": [item], "total": 7, "next": "https://one.example/page2"}, "web-annotation")
    (statement,) = back.dossiers[0]["statements"]
    assert statement["checked"] == {"by": "Anna, Bo", "result": "noted", "note": "See https://a.example for more."}
    assert told(back) == [
        ": it speaks of 7 annotations; 1 are in it",
        ": it goes on in a page that is not in it: https://one.example/page2",
        "annotation 1: it is of no words: there is no TextQuoteSelector; left out",
    ]


def test_of_several_saved_texts_each_document_has_its_own() -> None:
    def row(address: str, words: str) -> dict[str, Any]:
        return {"target": [{"source": address, "selector": [{"type": "TextQuoteSelector", "exact": words}]}]}

    rows = [
        row("https://b.example", "the bridge is closed"),
        row("https://b.example", "only here"),
        row("https://a.example", "and there"),
    ]
    parts = {
        "x.json": json.dumps(rows).encode(),
        "a.txt": b"Here the bridge is closed and there.",
        "b.txt": b"So the bridge is closed, only here.",
    }
    back = read(parts, "web-annotation")
    documents = back.dossiers[0]["documents"]
    assert {one["url"]: one["file"] for one in documents.values()} == {
        "https://b.example": "b.txt",
        "https://a.example": "a.txt",
    }
    assert [s["at"] for s in back.dossiers[0]["statements"]] == [[3, 23], [25, 34], [26, 35]]
    twice = read(
        {"x.json": json.dumps(rows[:1]).encode(), "b.txt": b"the bridge is closed, the bridge is closed"},
        "web-annotation",
    )
    assert told(twice) == ["annotation 1: its words stand there several times, and nothing tells which"]


def test_what_was_revoked_or_replaced_or_marked_in_stix_does_not_pass_unseen() -> None:
    def one(kind: str, number: int, **more: Any) -> dict[str, Any]:
        return {"type": kind, "id": f"{kind}--{number}", "modified": "2020-01-01T00:00:00Z", **more}

    who = one("identity", 1, name="Analysts", identity_class="organization")
    note = one("note", 1, content="It is so.", object_refs=[])
    objects = [
        who, note,
        one("opinion", 1, opinion="agree", object_refs=["note--1", {"a": 1}], created_by_ref="identity--1", authors=["John Doe"]),
        one("opinion", 2, opinion="strongly-agree", object_refs=["note--1"], revoked=True),
        one("report", 1, name="New", description="It rains.", object_refs=["note--1"], modified="2021-01-01T00:00:00Z"),
        one("report", 1, name="Old", description="It snows.", object_refs=["note--1"], object_marking_refs=["marking-definition--9"]),
        one("malware", 1, name="Foo"),
        one("opinion", 3, opinion="disagree", object_refs=["malware--1"], created_by_ref="identity--1"),
    ]  # fmt: skip
    back = read({"type": "bundle", "objects": objects}, "stix")
    (data,) = back.dossiers
    assert {one["headline"] for one in data["documents"].values()} == {"New"}
    assert {one["text"] for one in data["claims"].values()} == {"It is so.", "It rains."}
    opinions = [s for s in data["statements"] if s.get("certainty") == "probable"]
    assert [(s["chain"], s["stance"]) for s in opinions] == [([{"source": "analysts"}], "asserts")]
    found = told(back)
    for expected in (
        "opinion--2: it was revoked by who made it; left out",
        "report--1: it stands there in several versions: the one modified last counts",
        "opinion--1: its authors are not taken over: John Doe",
        "opinion--3: it is of an object that says nothing: malware--1; left out",
    ):
        assert expected in found
    marked = read({**note, "object_marking_refs": ["marking-definition--9"]}, "stix")
    assert "note--1: it is marked marking-definition--9: mind who may read it" in told(marked)


def test_the_text_of_a_wire_is_its_main_body_and_an_embargo_is_told() -> None:
    wire = {
        "uri": "urn:x:1", "language": "en", "embargoedUntil": "2030-01-01T00:00:00Z", "infoSources": [{"name": "Coast Guard"}],
        "headlines": [{"value": "Bridge"}], "associations": {"more": {"uri": "urn:x:2", "language": "en", "headline": "Ferry",
                                                                       "body_richtext": "<p>The ferry runs, the captain said.</p>"}},
        "bodies": [{"contentType": "text/plain", "role": "caption", "value": "A photo."},
                   {"contentType": "text/html", "role": "main", "value": "<p>The bridge is closed, the mayor said.</p>"}],
    }  # fmt: skip
    back = read(wire, "ninjs")
    assert back.files["bridge.txt"] == b"Bridge\n\nThe bridge is closed, the mayor said.\n"
    assert back.files["ferry.txt"] == b"Ferry\n\nThe ferry runs, the captain said.\n"
    assert "publisher" not in back.dossiers[0]["documents"]["bridge"]
    assert "urn:x:1: `embargoedUntil` is not kept: 2030-01-01T00:00:00Z" in told(back)
    assert (
        read({**wire, "bodies": {"a": 1}, "body_text": "The bridge is shut, she said."}, "ninjs")
        .files["bridge.txt"]
        .startswith(b"Bridge")
    )


def test_reviews_that_refer_to_what_is_described_elsewhere_are_read() -> None:
    graph = [
        {"@type": "ClaimReview", "claimReviewed": ["A cow flew."], "author": {"@id": "#org"}, "itemReviewed": {"@id": "#claim"},
         "datePublished": "99999999-99-99", "reviewRating": {"alternateName": "False"}},
        {"@id": "#org", "@type": "Organization", "name": "Checkers"},
        {"@id": "#claim", "@type": "Claim", "datePublished": "2022-05-01", "author": {"@type": "Person", "name": "Anna"}},
    ]  # fmt: skip
    back = read({"@context": "https://schema.org", "@graph": graph}, "claimreview")
    (data,) = back.dossiers
    assert [(s["chain"], s["stance"], s.get("said_on")) for s in data["statements"]] == [
        ([{"source": "checkers"}], "denies", None), ([{"source": "anna"}], "asserts", "2022-05-01"),
    ]  # fmt: skip
    assert set(data["documents"]).isdisjoint(data["sources"])
    assert told(back) == ["ClaimReview 1: `99999999-99-99` is no date that can be read"]


def test_records_name_what_is_described_nowhere_and_agents_may_be_entities() -> None:
    data = {
        "prefix": {"ex": "https://ex.example/", "foaf": "http://xmlns.com/foaf/0.1/"},
        "entity": {"ex:story": {}, "ex:tool": {}},
        "agent": {
            "ex:tool": {"prov:type": {"$": "prov:SoftwareAgent", "type": "prov:QUALIFIED_NAME"}},
            "ex:p1": {"foaf:name": "Ann Roux"},
        },
        "wasAttributedTo": {
            "_:1": {"prov:entity": "ex:story", "prov:agent": "ex:tool"},
            "_:2": {"prov:entity": "ex:story", "prov:agent": "ex:p1"},
        },
        "wasDerivedFrom": {"_:3": {"prov:generatedEntity": "ex:story", "prov:usedEntity": "ex:wire"}},
        "used": {"_:4": {"prov:activity": "ex:a", "prov:entity": "ex:wire"}},
    }
    back = read(data, "prov-json")
    (found,) = back.dossiers
    # What is an agent and an entity is a source and a document: they share no id.
    assert found["sources"] == {"tool-2": {"name": "tool"}, "ann-roux": {"name": "Ann Roux"}}
    assert found["documents"]["story"]["publisher"] == "ann-roux"
    assert [s["chain"] for s in found["statements"]] == [[{"document": "wire"}]]
    assert told(back) == [
        "story: it is attributed to tool-2 too, which is not kept",
        ": records of the kind `used` are not taken over (1)",
    ]


def test_a_doubled_key_is_told() -> None:
    back = read(
        '{"@type": "ClaimReview", "claimReviewed": "One.",\n "claimReviewed": "Two.", "author": "A", "reviewRating": {"alternateName": "False"}}',
        "claimreview",
    )
    assert list(back.dossiers[0]["claims"].values()) == [{"text": "Two."}]
    assert "the key `claimReviewed` stands there twice: the last one counts" in " ".join(told(back))


def test_bags_of_other_makers_are_checked_as_far_as_they_can_be(whole: DossierAudit) -> None:
    parts = dict(exported(whole, "bagit"))
    mac = {**{f"bag/{name}": content for name, content in parts.items()}, "__MACOSX/bag/._data": b"x"}
    assert told(read({"": zipped(mac)}, "bagit")) == []
    parts["manifest-sha224.txt"] = b""
    parts["manifest-whirlpool9.txt"] = parts["manifest-sha256.txt"]
    parts["tagmanifest-sha256.txt"] = b"0" * 64 + b"  bagit.txt\n"
    parts["fetch.txt"] = b"https://a.example 1 data/b.txt\n"
    found = told(read(parts, "bagit"))
    assert "manifest-whirlpool9.txt: its hashes cannot be checked: whirlpool9 is not known here" in found
    assert "data/report.md: manifest-sha224.txt does not name it" in found
    assert "tagmanifest-sha256.txt:1: “bagit.txt” is not what it was: its hash differs" in found
    assert any(one.startswith("fetch.txt: some files of this bag are to be fetched") for one in found)
    with pytest.raises(InputError, match="this archive is no ZIP"):
        read(b"\x1f\x8b\x08rest", "bagit")


def test_two_claim_files_with_texts_of_one_name_keep_their_own() -> None:
    claim_file = (
        "dossier: {0}\ndocuments: {{d: {{publisher: P, file: t.txt}}}}\nclaims: {{c: It is so.}}\nstatements: []\n"
    )
    files = {f"data/{n}/{n}.claims.yaml": claim_file.format(n).encode() for n in "ab"}
    files |= {"data/a/t.txt": b"text a", "data/b/t.txt": b"text b", "bagit.txt": b"BagIt-Version: 1.0\n"}
    back = read(files, "bagit")
    assert [one["documents"]["d"]["file"] for one in back.dossiers] == ["t.txt", "b/t.txt"]
    assert back.files == {"t.txt": b"text a", "b/t.txt": b"text b"}


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("prov-json", {"entity": {"b": {"provenance:documents": "x"}}, "bundle": {"b": {"entity": {"e": {}}}}}),
        ("web-annotation", {"provenance:dossier": {}, "items": [{"target": "x"}]}),
        ("web-annotation", {"provenance:dossier": {"dossier": "a", "documents": 5}, "items": [{"target": "x"}]}),
        ("web-annotation", {"provenance:dossier": {"dossier": "a", "statements": 5}, "items": [{"target": "x"}]}),
        ("stix", {"objects": [{"type": "opinion", "id": "o", "opinion": "agree", "object_refs": [{"a": 1}]}]}),
    ],
)
def test_our_own_marks_in_odd_shapes_are_no_trouble(form: str, data: dict[str, Any]) -> None:
    for one in read(data, form).dossiers:
        assert as_yaml(one)


def test_what_is_recorded_of_a_capture_goes_along_unless_it_tells_a_name(tmp_path: Path) -> None:
    claim_file = (
        "dossier: x\nlanguage: en\nas_of: 2022-08-01\nsources: {m: {name: Jane Roe, role: a clerk, confidential: true}, p: {name: P}}\n"
        "documents: {a: {publisher: p, file: evidence/aa.html}, b: {publisher: p, file: evidence/bb.html}, c: {publisher: p, file: c.txt}}\n"
        "claims: {k: It is so.}\nstatements: [{chain: p, in: a, says: {k: it is so}}]\n"
    )
    page = "<html><head><meta name=author content='{0}'></head><body><article><p>{1}</p></article></body></html>"
    words = "P said that it is so, and many more words of an article that goes on for a while. " * 5
    files = {
        "x.claims.yaml": claim_file, "c.txt": "Nothing.\n", "evidence/aa.html": page.format("Nobody", words),
        "evidence/aa.capture.json": '{"by": "Ada"}', "evidence/bb.html": page.format("Jane Roe", words),
        "evidence/bb.capture.json": '{"by": "Jane Roe"}',
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    (audit,) = audit_paths([tmp_path / "x.claims.yaml"])
    back = read(exported(audit, "bagit"), "bagit")
    assert set(back.files) == {"c.txt", "evidence/aa.html", "evidence/aa.capture.json"}
    assert "file" not in back.dossiers[0]["documents"]["b"]
    assert "the text of b is not in it" in losses(audit, "bagit")
    assert not [name for name, content in exported(audit, "bagit").items() if b"Roe" in content]


# --- bad input -----------------------------------------------------------------------------------------------------------

BOMB = "[" * 100_000
FOREIGN = [name for name in READ if exchange_format(name).read is not None]


@pytest.mark.parametrize("form", FOREIGN)
@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff\xfe", b"{}", b"[]", b"null", b"7", BOMB.encode(), b'{"a": NaN}', b"PK\x03\x04cut"]
)
def test_what_is_none_of_a_format_gets_one_sentence(form: str, content: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read({"": content}, form)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("form", FOREIGN)
@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.data())
def test_what_was_damaged_on_the_way_is_read_or_refused(form: str, seed: int, data: st.DataObject) -> None:
    """Values replaced anywhere in a file: what is read is a dossier, or one sentence says why not."""
    if form not in ("prov-json", "claimreview", "web-annotation", "stix"):
        return
    content = json.loads(exported(audited_data(random_dossier(random.Random(seed))), form)[""])
    for _ in range(data.draw(st.integers(1, 4))):
        node: Any = content
        while isinstance(node, dict | list) and node:
            key = data.draw(st.sampled_from(list(node) if isinstance(node, dict) else range(len(node))))
            if not isinstance(node[key], dict | list) or data.draw(st.integers(0, 3)) == 0:
                node[key] = data.draw(st.sampled_from([None, 7, "", "x", [], {}, [None], {"@value": 1}, True, 1e30]))
                break
            node = node[key]
    with suppress(InputError):
        for one in read(content, form).dossiers:
            assert isinstance(as_yaml(one), str)


@pytest.mark.parametrize("form", ["bagit", "ro-crate"])
@pytest.mark.parametrize("name", ["../evil.txt", "/evil.txt", "a/../../evil.txt", "C:\\evil.txt", "a\\..\\evil.txt"])
def test_an_archive_that_leaves_its_folder_is_refused(form: str, name: str) -> None:
    with pytest.raises(InputError, match="leaves its folder"):
        read({"": zipped({"bagit.txt": b"BagIt-Version: 1.0\n", name: b"x"})}, form)
    assert not is_inside(name)


def test_an_archive_that_is_far_more_than_it_seems_is_refused() -> None:
    with pytest.raises(InputError, match="far more than it is"):
        read({"": zipped({"bagit.txt": b"BagIt-Version: 1.0\n", "data/a.txt": b"\0" * (30 << 20)})}, "bagit")


def test_one_byte_is_enough(whole: DossierAudit) -> None:
    parts = dict(exported(whole, "bagit"))
    parts["data/article.txt"] = parts["data/article.txt"].replace(b"closed", b"cIosed")
    del parts["data/report.md"]
    parts["data/stranger.txt"] = b"x"
    found = told(read(parts, "bagit"))
    assert "manifest-sha256.txt:1: “data/article.txt” is not what it was: its hash differs" in found
    assert any("“data/report.md” is missing" in one for one in found)
    assert "data/stranger.txt: manifest-sha256.txt does not name it" in found
    crate = dict(exported(whole, "ro-crate"))
    crate["article.txt"] = crate["article.txt"].replace(b"closed", b"cIosed")
    assert "article.txt: “article.txt” is not what it was: its hash differs" in told(read(crate, "ro-crate"))


def test_a_review_without_a_claim_costs_itself_alone() -> None:
    good = {
        "@type": "ClaimReview",
        "claimReviewed": "It is so.",
        "reviewRating": {"alternateName": "True"},
        "author": "Checkers",
    }
    back = read([{"@type": "ClaimReview", "author": "Checkers"}, good], "claimreview")
    assert "ClaimReview 1: it reviews no claim: `claimReviewed` is missing; left out" in told(back)
    assert list(back.dossiers[0]["claims"].values()) == [{"text": "It is so."}]


@pytest.mark.parametrize(
    "words", ["{{Delete}}", "[[Category:X]]", "<ref>x</ref>", "'''bold'''", "== Head ==", "-->", "~~~~"]
)
def test_hostile_words_stay_words_in_wikitext(words: str, audited: Callable[..., DossierAudit]) -> None:
    wiki = pytest.importorskip("mwparserfromhell")
    audit = audited(
        "sources: {m: {name: M}}\ndocuments: {d: {publisher: P, file: a.txt}}\nclaims: {c: It is so.}\n"
        "statements: [{chain: m, in: d, says: {c: it is so}}]\nlanguage: en\n",
        a_txt=f"M said it is so {words} today.\n",
    )
    code = wiki.parse(exported(audit, "wikitext")[""].decode())
    assert {str(t.name).strip() for t in code.filter_templates()} <= {
        "Reflist",
        "Better source needed",
        "Citation needed",
    }
    assert code.filter_wikilinks() == []
    assert [str(h.title).strip() for h in code.filter_headings()] == ["References"]


# --- on the command line -------------------------------------------------------------------------------------------------

FILE = (
    "dossier: x\nlanguage: en\nas_of: 2022-08-01\nsources: {m: {name: M}}\ndocuments: {d: {publisher: P}}\n"
    "claims: {c: {text: It is so., about: q}}\nstatements: [{chain: m, in: d, says: {c: it is so}}]\n"
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.claims.yaml").write_text(FILE, "utf-8")
    return tmp_path


def test_out_and_in_by_the_commands(folder: Path) -> None:
    gone = run("export", "x.claims.yaml", "-o", "x.provjson")
    assert (gone.exit_code, gone.stderr) == (0, "")
    came = run("import", "x.provjson", "-o", "new")
    assert (came.exit_code, came.stderr) == (0, "new: 1 dossier, 1 statement\n")
    assert run("validate", "new").exit_code == 0
    again = run("import", "x.provjson", "-o", "new")
    assert again.exit_code == 0
    (folder / "new" / "x.claims.yaml").write_text(FILE + "# mine\n", "utf-8")
    refused = run("import", "x.provjson", "-o", "new")
    assert refused.exit_code == 2
    assert "--force writes over it" in refused.stderr
    assert (folder / "new" / "x.claims.yaml").read_text("utf-8").endswith("# mine\n")


def test_losses_are_told_a_line_a_section(folder: Path) -> None:
    gone = run("export", "x.claims.yaml", "--to", "argdown", "-o", "x.argdown", "--lang", "fr")
    assert gone.exit_code == 0
    assert gone.stderr.splitlines() == [
        "x.argdown: ne passe pas, de dossier\u00a0: dossier, language, as_of",
        "x.argdown: ne passe pas, de sources\u00a0: name (2), kind (2)",
        "x.argdown: ne passe pas, de documents\u00a0: publisher (1)",
        "x.argdown: ne passe pas, de claims\u00a0: about (1)",
        "x.argdown: ne passe pas, de statements\u00a0: in (1), certainty (1)",
    ]


def test_a_package_is_written_whole_or_not_at_all(folder: Path) -> None:
    (folder / "bag" / "data").mkdir(parents=True)
    (folder / "bag" / "data" / "x.claims.yaml").write_text("mine", "utf-8")
    refused = run("export", "x.claims.yaml", "--to", "bagit", "-o", "bag")
    assert refused.exit_code == 2
    assert [path.name for path in (folder / "bag").rglob("*") if path.is_file()] == ["x.claims.yaml"]
    assert run("export", "x.claims.yaml", "--to", "bagit", "-o", "bag", "--force").exit_code == 0
    assert run("import", "--from", "bagit", "bag", "-o", "out").exit_code == 0
    assert run("export", "x.claims.yaml", "--to", "bagit", "-o", "x.claims.yaml").exit_code == 2
    assert (folder / "x.claims.yaml").read_text("utf-8") == FILE


@pytest.mark.parametrize(
    ("arguments", "module", "extra"),
    [
        (("export", "x.claims.yaml", "-o", "x.ttl"), "pyoxigraph", "rdf"),
        (("export", "x.claims.yaml", "-o", "x.trig"), "pyoxigraph", "rdf"),
        (("export", "x.claims.yaml", "-o", "x.provn"), "prov.model", "prov"),
        (("import", "--from", "wikitext", "x.claims.yaml", "-o", "n"), "mwparserfromhell", "wiki"),
        (("import", "--from", "claimreview", "page.html", "-o", "n"), "extruct", "claimreview"),
    ],
)
def test_a_missing_library_gives_the_command_that_installs_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], module: str, extra: str
) -> None:
    (folder / "page.html").write_text("<html></html>", "utf-8")
    monkeypatch.setitem(sys.modules, module, None)
    missing = run(*arguments)
    assert missing.exit_code == 2
    assert f"python3 -m pip install 'provenance-audit[{extra}]'" in missing.stderr
    assert len(missing.stderr.strip().splitlines()) == 1


def test_an_argument_map_hangs_together(whole: DossierAudit) -> None:
    data = json.loads(exported(whole, "aif")[""])
    kinds = {one["nodeID"]: one["type"] for one in data["nodes"]}
    assert {(kinds[one["fromID"]], kinds[one["toID"]]) for one in data["edges"]} <= {
        ("I", "CA"), ("CA", "I"), ("L", "YA"), ("YA", "I"), ("L", "TA"), ("TA", "L"),
    }  # fmt: skip
    # Of the four claims one contradicts another: each speaks against the other. The second statement denies the first.
    assert sum(kind == "CA" for kind in kinds.values()) == 3
    assert {one["personID"] for one in data["locutions"]} == {"Anna Clerk", "wire", "The city"}


# --- what is said of whom: each direction, by hand -----------------------------------------------------------------------

SMALL = (
    "dossier: x\nlanguage: en\nas_of: 2022-08-01\n"
    "sources: {m: {name: M, kind: person, part_of: h}, h: {name: H, kind: government}, d: {name: D, kind: outlet}}\n"
    "documents: {one: {publisher: d, published: 2022-05-03}, two: {publisher: d, revises: one}}\n"
    "claims: {c: {text: It is so.}}\n"
    "statements:\n  - {id: s1, chain: m → d, in: one, says: {c: it is so}}\n"
    "  - {id: s2, chain: h, in: two, denies: {c: {text: it is not}}}\n"
)


def test_records_run_from_what_is_derived_to_what_it_comes_from(audited: Callable[..., DossierAudit]) -> None:
    bundle = json.loads(exported(audited(SMALL), "prov-json")[""])["bundle"]["d:dossier"]
    first, second = "d:statements/s1", "d:statements/c%231"
    name = first if first in bundle["entity"] else second
    derived = {(one["prov:generatedEntity"], one["prov:usedEntity"]) for one in bundle["wasDerivedFrom"].values()}
    assert {
        (f"{name}/hop/2", f"{name}/hop/1"),
        (name, f"{name}/hop/2"),
        ("d:documents/two", "d:documents/one"),
    } <= derived
    attributed = {(one["prov:entity"], one["prov:agent"]) for one in bundle["wasAttributedTo"].values()}
    assert {
        (f"{name}/hop/1", "d:sources/m"),
        (f"{name}/hop/2", "d:sources/d"),
        ("d:documents/one", "d:sources/d"),
    } <= attributed
    behalf = [(one["prov:delegate"], one["prov:responsible"]) for one in bundle["actedOnBehalfOf"].values()]
    assert behalf == [("d:sources/m", "d:sources/h")]
    special = {(one["prov:specificEntity"], one["prov:generalEntity"]) for one in bundle["specializationOf"].values()}
    assert (name, "d:claims/c") in special
    # The same in RDF.
    graph = {one["@id"]: one for one in json.loads(exported(audited(SMALL), "jsonld")[""])["@graph"]}
    assert graph["d:documents/one"]["prov:wasAttributedTo"] == {"@id": "d:sources/d"}
    assert graph[f"{name}/hop/2"]["prov:wasQuotedFrom"] == {"@id": f"{name}/hop/1"}
    assert graph["d:documents/two"]["prov:wasRevisionOf"] == {"@id": "d:documents/one"}
    assert graph["d:sources/m"]["prov:actedOnBehalfOf"] == {"@id": "d:sources/h"}


def test_a_nanopublication_asserts_what_was_said_and_nothing_that_was_computed(
    audited: Callable[..., DossierAudit],
) -> None:
    rdf = pytest.importorskip("pyoxigraph")
    quads = list(rdf.parse(exported(audited(SMALL), "nanopub")[""], format=rdf.RdfFormat.TRIG))
    asserted = [q for q in quads if q.graph_name.value.endswith("/assertion")]
    said = {q.object.value for q in asserted}
    assert {"it is so", "it is not", "It is so."} <= said
    assert not [q for q in quads if q.graph_name.value.endswith("/assertion") and "assessed" in q.predicate.value]
    assert not [q for q in asserted if "origins" in q.predicate.value]
    told_of = {q.subject.value.rpartition(":")[2] for q in quads if q.graph_name.value.endswith("/provenance")}
    assert {"sources/m", "sources/d", "documents/one"} <= told_of


def test_maps_show_who_is_for_and_who_against(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(SMALL)
    lines = exported(audit, "argdown")[""].decode().splitlines()
    assert [line.strip()[0] for line in lines if line.startswith("  ")] == ["+", "-"]
    assert "M → D" in next(line for line in lines if line.startswith("  +"))
    data = json.loads(exported(audit, "aif")[""])
    texts = {one["nodeID"]: one["text"] for one in data["nodes"]}
    kinds = {one["nodeID"]: one["type"] for one in data["nodes"]}
    steps = {kinds[e["toID"]]: texts[e["fromID"]] for e in data["edges"] if kinds[e["toID"]] == "TA"}
    assert steps == {"TA": "M: it is so"}
    ends = [texts[e["toID"]] for e in data["edges"] if kinds[e["fromID"]] == "TA"]
    assert ends == ["D: it is so"]


IN_PART = """dossier: d
language: en
sources: {m: {name: The ministry, kind: government}, u: {name: The unions, kind: institution}}
documents: {one: {publisher: The Paper, published: 2022-03-01}, two: {publisher: The Paper, published: 2022-03-02}}
claims: {c: {text: It was sold., concerns: m}, o: {text: It burnt.}}
statements:
  - {chain: u → one, in: two, says: {c: sold}}
  - {chain: m, in: two, denies: {c: {text: not all, only: the roof}}}
  - {own: true, in: two, says: {o: burnt}}
"""


def test_a_denial_of_a_part_goes_out_as_one(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(IN_PART)
    reviews = [one["item"] for one in json.loads(exported(audit, "claimreview")[""])["dataFeedElement"]]
    assert [one["reviewRating"]["alternateName"] for one in reviews] == ["denied (in part)", "unconfirmed"]
    told = [one.get("abstract") for one in json.loads(exported(audit, "stix")[""])["objects"]]
    assert "computed status: denied (in part)" in told
    lines = exported(audit, "argdown")[""].decode().splitlines()
    assert "[c]: It was sold. #(denied in part)" in lines


def test_a_map_names_documents_and_outlets_as_readers_know_them(audited: Callable[..., DossierAudit]) -> None:
    lines = exported(audited(IN_PART), "argdown")[""].decode().splitlines()
    assert [line.strip() for line in lines if line.startswith("  ")] == [
        "+ <The unions → The Paper (1 March 2022) (c 1)>: sold",
        "- <The ministry (c 2)>: not all",
        "+ <The Paper (o 1)>: burnt",
    ]


def test_entities_are_tied_the_way_they_are(audited: Callable[..., DossierAudit]) -> None:
    entities = [json.loads(line) for line in exported(audited(SMALL), "ftm")[""].decode().splitlines()]
    names = {one["id"]: one["properties"]["name"][0] for one in entities if "name" in one["properties"]}
    (tie,) = [one for one in entities if one["schema"] == "Membership"]
    assert names[tie["properties"]["member"][0]] == "M"
    assert names[tie["properties"]["organization"][0]] == "H"
    notes = [one["properties"] for one in entities if one["schema"] == "Note" and "proof" in one["properties"]]
    assert [(names[one["entity"][0]], one["description"]) for one in notes] == [
        ("M", ["it is so"]),
        ("H", ["it is not"]),
    ]
