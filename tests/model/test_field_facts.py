"""What is said at a field is true everywhere: every written key reaches the model, or is named as handled."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, Field, create_model

from provenance.files.entry import parse_entry
from provenance.files.model_fields import model_fields
from provenance.files.raw import from_yaml
from provenance.files.resolve import resolve
from provenance.files.uses import REFERENCE_FIELDS
from provenance.model import document, dossier, source, written
from provenance.model.checking import Check, Review, Signature
from provenance.model.confidential import redactable
from provenance.model.dates import parse
from provenance.model.field_facts import FieldFact, date_keys, field_facts, references
from provenance.model.locators import Locator
from provenance.model.vocabulary import CheckResult

PAIRS: list[tuple[type[BaseModel], type]] = [
    (written.SourceEntry, source.Source),
    (written.DocumentEntry, document.Document),
    (written.ClaimEntry, dossier.Claim),
    (written.StatementEntry, dossier.Statement),
    (written.EvidenceEntry, dossier.Evidence),
    (written.AskedEntry, dossier.RightOfReply),
    (written.HopEntry, dossier.Hop),
    (written.DossierEntry, dossier.Dossier),
]


def unreached(entry: type[BaseModel], model: type) -> list[str]:
    """The keys that are neither a field of the model nor named as handled."""
    fields = {field.name for field in dataclasses.fields(model)}
    return [fact.written for fact in field_facts(entry) if fact.handled is None and fact.field not in fields]


@pytest.mark.parametrize(("entry", "model"), PAIRS, ids=lambda kind: kind.__name__)
def test_every_key_is_a_field_of_the_model_or_named_as_handled(entry: type[BaseModel], model: type) -> None:
    assert unreached(entry, model) == []


@pytest.mark.parametrize(("entry", "model"), PAIRS, ids=lambda kind: kind.__name__)
def test_a_key_that_is_added_to_the_written_model_alone_is_noticed(entry: type[BaseModel], model: type) -> None:
    wider = create_model(f"{entry.__name__}WithMore", __base__=entry, mood=(str | None, Field(None)))
    assert unreached(wider, model) == ["mood"]


#: A file in which every key that is not handled has a value, and what each becomes in the model.
EVERYTHING = """
language: en
as_of: 2022-12-01
policy: two-independent
parties: [house]
sources:
  house: {kind: institution}
  other: {kind: institution}
  s: {name: S, kind: person, role: mayor, part_of: house, owned_by: other, also: [other], aliases: [Esse], basis: a law,
      from: 2020-01-01, until: 2023-01-01, reliability: B, confidential: true,
      article: la, gender: feminine, plural: false}
documents:
  old: {publisher: P, published: 2022-01-01}
  d: {publisher: P, published: 2022-02-01, language: fr, sha256: "HASH", url: "https://e.example", archive: a, file: d.txt,
      retrieved: 2022-03-01, read_at: r, reader: pdf 1, headline: h, translates: old, revises: [old], corrects: old, retracts: old}
claims:
  wide: W.
  c: {text: C., about: q, value: 3, many: true, running: true, contradicts: wide, narrower_than: [wide], concerns: s, parties: [other],
      position_of: s, status: confirmed, status_by: MC, on: 2022-04-01, asked: {who: s, question: Q, how: mail,
      when: 2022-04-02, deadline: 2022-04-09, answer: none}}
signed: {by: Ada, on: 2026-03-05, sha256: "HASH", despite: flood}
statements:
  - {id: first, chain: other, in: old, claim: c, stance: denies, quote: q}
  - {id: second, chain: s, in: old, claim: c, stance: confirms, text: t, mode: direct, cue: said, said_on: 2022-01-01,
     only: part, scope: all, because: b, misquote: m, forged: f, adjudication: true, first_hand: true,
     against_interest: true, authenticated_by: house, retracts: first, certainty: possible, voice: unclear,
     flagged: {as: denied, quote: fq}, page: 12, section: 4.2, paragraph: 3, time: "00:12:31", checked: {by: Ada, on: 2026-03-03, how: call, result: differs,
     note: n}, reviewed: {by: Ben, on: 2026-03-04}}
evidence:
  e: {name: E, given_by: s, shows: c, refutes: [wide], authenticated_by: house, on: 2022-05-01}
""".replace("HASH", "0" * 64)
WANTED: dict[str, dict[str, Any]] = {
    "sources/s": {
        "name": "S", "kind": "person", "role": "mayor", "part_of": "house", "owned_by": "other", "also": ("other",),
        "aliases": ("Esse",), "basis": "a law", "since": "2020-01-01", "until": "2023-01-01", "reliability": "B",
        "confidential": True, "article": "la", "gender": "feminine", "plural": False,
    },
    "documents/d": {
        "publisher": "P", "published": "2022-02-01", "language": "fr", "sha256": "0" * 64, "url": "https://e.example",
        "archive": "a", "file": "d.txt", "retrieved": "2022-03-01", "read_at": "r", "reader": "pdf 1", "headline": "h", "translates": "old",
        "revises": ("old",), "corrects": ("old",), "retracts": ("old",),
    },
    "claims/c": {
        "text": "C.", "about": "q", "many": True, "running": True, "contradicts": ("wide",), "narrower_than": ("wide",), "concerns": ("s",),
        "parties": ("other",), "position_of": ("s",), "declared": "confirmed", "declared_by": "MC",
        "declared_on": "2022-04-01",
    },
    "statements/1": {
        "id": "second", "stance": "confirms", "text": "t", "mode": "direct", "cue": "said", "said_on": "2022-01-01",
        "only": "part", "scope": "all", "because": "b", "misquote": "m", "forged": "f", "adjudication": True,
        "first_hand": True, "against_interest": True, "authenticated_by": "house", "retracts": ("first",),
        "certainty": "possible", "voice_unclear": True, "flagged": "denied", "flag_quote": "fq", "document": "old",
        "locator": Locator("12", 3, 751.0, section="4.2"),
        "checked": (Check("Ada", parse("2026-03-03"), "call", CheckResult.DIFFERS, "n"),),
        "reviewed": Review("Ben", parse("2026-03-04")),
    },
    "evidence/e": {
        "name": "E", "given_by": ("s",), "shows": ("c",), "refutes": ("wide",), "authenticated_by": "house",
        "on": "2022-05-01",
    },
}  # fmt: skip


def plain(value: object) -> object:
    return getattr(value, "edtf", value)


def test_every_key_arrives_with_its_value(tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_text("text", "utf-8")
    raw = from_yaml(EVERYTHING, "x")
    entry, problems = parse_entry(raw, written.DossierEntry)
    assert not problems
    found = resolve(raw, entry, problems, [], tmp_path).dossier
    for path, wanted in WANTED.items():
        section, name = path.split("/")
        held = getattr(found, section)
        record = held[int(name)] if section == "statements" else held[name]
        assert {field: plain(getattr(record, field)) for field in wanted} == wanted
    claim = found.claims["c"]
    assert claim.value is not None
    assert (claim.value.text, claim.asked[0].who, plain(claim.asked[0].when), claim.asked[0].answer) == (
        "3", "s", "2022-04-02", "none",
    )  # fmt: skip
    asked = claim.asked[0]
    assert (asked.question, asked.how, plain(asked.deadline)) == ("Q", "mail", "2022-04-09")
    assert found.signed == Signature("Ada", parse("2026-03-05"), "0" * 64, "flood")
    assert (plain(found.as_of), found.policy, found.parties, found.language) == (
        "2022-12-01", "two-independent", ("house",), "en",
    )  # fmt: skip


def test_the_file_above_has_every_key() -> None:
    data = from_yaml(EVERYTHING, "x").data
    for (section, entry), sample in zip(written.SECTIONS.items(), ["s", "d", "c", 1, "e"], strict=True):
        facts = {fact.written for fact in field_facts(entry) if fact.handled is None}
        assert facts <= set(data[section][sample]), section


def test_what_is_read_is_what_the_field_says() -> None:
    entry = written.SourceEntry(name="S", part_of="house", **{"from": "2020"})
    asked: list[FieldFact] = []

    def read(fact: FieldFact, value: object) -> object:
        asked.append(fact)
        return (fact.reference, fact.is_date, value)

    found = model_fields(entry, read)
    assert found["part_of"] == ("source", False, "house")
    assert found["since"] == (None, True, "2020")
    assert "suppress" not in found
    assert {fact.written for fact in asked} == {"part_of", "from", "also"}


def test_lists_are_derived() -> None:
    assert REFERENCE_FIELDS["claims"] == {
        "contradicts": "claim", "narrower_than": "claim", "concerns": "source", "parties": "source",
        "position_of": "source",
    }  # fmt: skip
    assert references(written.HopEntry) == {"source": "source", "document": "document"}
    assert date_keys(written.SourceEntry, written.AskedEntry) == {"from", "until", "when", "deadline"}


def test_a_field_is_redacted_unless_it_says_otherwise() -> None:
    # By hand: what may name somebody, and what leads to a place or is counted in.
    assert {"name", "role", "aliases", "basis"} <= set(redactable(source.Source))
    assert {"pointer", "declared"}.isdisjoint(redactable(source.Source))
    assert {"headline", "url", "file"} <= set(redactable(document.Document))
    assert {"text", "sha256", "text_sha256", "pointer"}.isdisjoint(redactable(document.Document))
    assert {"quote", "text", "because", "misquote"} <= set(redactable(dossier.Statement))
    assert {"anchor", "pointer"}.isdisjoint(redactable(dossier.Statement))
