"""What must hold for any text whatever: exact offsets, the same reading in any marks, a draft that is always a claim
file.
"""

import unicodedata
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.extraction import extract
from provenance.extraction.draft import draft
from provenance.extraction.draft_model import DraftText
from provenance.extraction.draft_yaml import as_yaml
from provenance.files.entry import parse_entry
from provenance.files.raw import from_yaml
from provenance.files.resolve import resolve
from provenance.model.reading import Reading, Span
from provenance.model.written import DossierEntry

#: Pieces of which the grammar makes something, and pieces meant to hurt it.
PIECES = [
    "Anne Roux", "le ministre", "Tass", "l'AFP", "une source", "il", "Elle", "a dit", "a déclaré", "affirme", "selon", "Selon",
    "d'après", "que", "qu'", "précisant", "rapporte", "dit-il", "a-t-elle ajouté", "citant", "cité par", "non confirmée",
    "a démenti", "aurait livré", "rien d'officiel", "le pont est vieux", "les travaux commencent", "«", "»", "“", "”", '"', "‹", "›",
    "‘", "’", "'", "``", "''", "<<", ">>", ",", ".", ":", ";", "!", "?", "…", "(", ")", "–", "-", "\n", "\n\n", " ", "\u00a0", "\u202f",
    "\u200b", "e\u0301tat", "İ", "ß", "𝔸", "👩‍🚀", "\u202e", "\t", "\r\n", "said", "according to", "{", "}", "#", "→", "\\", "\u2028", "1er mars",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.text(max_size=200),
)


def spans(reading: Reading) -> list[Span]:
    found = [s for a in reading.attributions for s in (*a.content, *a.source, *a.cue, *(v.span for v in a.chain))]
    found += [m.cue for m in reading.marks] + [m.of for m in reading.marks if m.of is not None]
    return [*found, *reading.own, *reading.relative]


@given(TEXTS, st.sampled_from(["fr", "en"]))
@settings(max_examples=200, deadline=None)
def test_offsets_are_exact(text: str, language: str) -> None:
    reading = extract(text, language)
    for start, end in spans(reading):
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()
    for a in reading.attributions:
        assert a.content
        assert list(a.content) == sorted(a.content)
        # Pieces do not overlap, and no mark of the sentence ends one.
        assert all(one[1] <= other[0] for one, other in zip(a.content, a.content[1:], strict=False))
        for mark in reading.marks:
            assert unicodedata.normalize("NFC", text[slice(*mark.cue)])


@given(TEXTS)
@settings(max_examples=80, deadline=None)
def test_a_text_and_its_decomposed_form_say_the_same(text: str) -> None:
    def said(form: str) -> list[str]:
        written = unicodedata.normalize(form, text)
        found = extract(written, "fr").attributions
        return [
            "|".join(unicodedata.normalize("NFC", written[a:b]) for a, b in attribution.content)
            for attribution in found
        ]

    assert said("NFC") == said("NFD")


@given(TEXTS)
@settings(max_examples=80, deadline=None)
def test_the_same_text_is_read_the_same(text: str) -> None:
    assert extract(text, "fr") == extract(text, "fr")


@given(TEXTS)
@settings(max_examples=80, deadline=None)
def test_a_draft_is_a_claim_file_without_errors(text: str) -> None:
    made = draft("t", [DraftText("t", text, extract(text, "fr"))])
    raw = from_yaml(as_yaml(made), "t.claims.yaml")
    entry, invalid = parse_entry(raw, DossierEntry)
    assert not invalid
    dossier = resolve(raw, entry, invalid, (), Path(), {"t": text}).dossier
    assert [
        p.rule for p in dossier.problems if p.rule in ("schema-violation", "unknown-reference", "duplicate-id")
    ] == []
    quoted = [s for s in dossier.statements if s.quote is not None]
    assert all(s.anchor is not None for s in quoted)


SENTENCES = [
    "Anne Roux affirme : {}Le pont est vieux{}.",
    "{}Le pont est vieux{}, a dit Anne Roux. {}Il fermera en mars{}, a-t-elle ajouté.",
    "Selon Anne Roux, {}le pont est vieux et il fermera en mars{}.",
    "Anne Roux a dit que le pont était {}vieux et fatigué{} et qu'il fermerait en mars.",
]
MARKS = [
    ("« ", " »"),
    ("«", "»"),
    ("«\u00a0", "\u00a0»"),
    ("“", "”"),
    ('"', '"'),
    ("‹", "›"),
    ("‘", "’"),
    ("``", "''"),
    ("««", "»»"),
]


def test_every_kind_of_mark_gives_the_same_reading() -> None:
    for sentence in SENTENCES:
        readings = set()
        for pair in MARKS:
            text = sentence.format(*(pair * (sentence.count("{}") // 2)))
            found = extract(text, "fr").attributions
            readings.add(
                tuple(
                    (
                        "|".join("".join(c for c in text[a:b] if c.isalnum()) for a, b in x.content),
                        "|".join(text[a:b] for a, b in x.source),
                        x.mode.value,
                    )
                    for x in found
                )
            )
        assert len(readings) == 1, sentence


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph() -> None:
    text = "« Le pont est vieux, a dit Anne Roux.\n\nIl pleut à Lyon depuis mardi."
    (attribution,) = extract(text, "fr").attributions
    assert text[slice(*attribution.content[0])] == "Le pont est vieux"
    assert attribution.source
