"""When two texts are copies, which of them came first, and what is read in a copy: counted by hand."""

import pytest

from benchmarks.copies_found import dossier, written_pairs
from provenance.assess.assessment import Assessor
from provenance.assess.text_copies import own_words, seen_pairs
from provenance.model import dates
from provenance.model.dossier import Dossier
from tests.assess.build import PATIENT, dossier_in_yaml


def words(letter: str, count: int) -> str:
    return " ".join(f"{letter}{number}" for number in range(count))


def posts(*texts: str, more: str = "") -> Dossier:
    """Posts of one day each, in their own words."""
    letters = "abcdef"[: len(texts)]
    documents = ", ".join(f"{d}: {{publisher: P{d}, published: 2022-07-{n:02}}}" for n, d in enumerate(letters, 1))
    statements = "".join(
        f'  - {{own: first_hand, in: {d}, says: {{c: "{text}"}}}}\n' for d, text in zip(letters, texts, strict=True)
    )
    return dossier_in_yaml(f"{more}documents: {{{documents}}}\nclaims: {{c: A claim.}}\nstatements:\n{statements}")


def assessor(made: Dossier) -> Assessor:
    return Assessor(made, dates.parse("2022-12-01"), PATIENT, seen=seen_pairs(made))


@pytest.mark.parametrize(
    ("one", "other", "copies"),
    [
        # 25 words, one of them another in the middle: 24 in order of 25, 20 of 23 shingles.
        (words("s", 25), words("s", 12) + " other " + " ".join(f"s{n}" for n in range(13, 25)), True),
        # 12 words are the least that is compared.
        (words("s", 12), words("s", 12), True),
        (words("s", 11), words("s", 11), False),
        # 16 of 20 words are four fifths, 15 are not.
        (words("s", 20), words("s", 16) + " " + words("x", 4), True),
        (words("s", 20), words("s", 15) + " " + words("x", 5), False),
        # The shorter one decides, however long the other is.
        (words("s", 20), words("x", 100) + " " + words("s", 20), True),
        # The same words in another order are another text.
        (words("s", 20), " ".join(reversed(words("s", 20).split())), False),
    ],
)
def test_near_verbatim(one: str, other: str, copies: bool) -> None:
    assert seen_pairs(posts(one, other)) == ({frozenset("ab")} if copies else set())


def test_what_is_quoted_is_not_a_text_s_own() -> None:
    assert own_words("Il a dit « un deux trois » hier, “four five” today.") == ("il", "a", "dit", "hier", "today")


def test_four_retyped_posts_are_one_voice() -> None:
    texts = [" ".join([*words("s", 12).split(), f"w{n}", *words("t", 12).split()]) for n in range(4)]
    made = posts(*texts)
    found = assessor(made)["c"]
    assert (found.counts.min, found.status.value) == (1, "unconfirmed")
    assert found.counts.named[0].id == made.documents["a"].publisher
    assert "inferred" in found.modifiers
    # As they are written they are four witnesses.
    written = assessor(made).as_written["c"]
    assert (written.counts.min, written.status.value) == (4, "confirmed")
    assert "inferred" not in written.modifiers


@pytest.mark.parametrize(
    ("distinct", "origins"),
    [
        ("distinct: {documents: [a, b], because: two cameras}\n", 2),
        ('distinct: [{statements: ["c#1", "c#2"]}]\n', 2),
        ("distinct: [{documents: [a]}]\n", 1),
        ("", 1),
    ],
)
def test_what_the_file_says_is_distinct_counts_apart(distinct: str, origins: int) -> None:
    found = assessor(posts(words("s", 25), words("s", 25), more=distinct))["c"]
    assert found.counts.min == origins
    assert ("inferred" in found.modifiers) is (origins == 1)


def test_a_translation_is_a_relay_of_its_original_and_falls_with_it() -> None:
    text = """
documents:
  o: {publisher: P, published: 2022-07-05}
  t: {publisher: Q, published: 2022-07-06, translates: o}
  r: {publisher: P, published: 2022-07-09}
claims: {c: A claim.}
statements: [{own: first_hand, in: o, says: {c: w}}, {own: first_hand, in: t, says: {c: w}}]
"""
    found = assessor(dossier_in_yaml(text))["c"]
    assert (found.counts.min, found.counts.chains) == (1, 1)
    # It is recorded, not inferred.
    assert "inferred" not in found.modifiers
    gone = assessor(dossier_in_yaml(text.replace("2022-07-09}", "2022-07-09, retracts: o}")))["c"]
    assert (gone.status.value, len(gone.fallen)) == ("retracted", 2)


@pytest.mark.parametrize(
    ("chain", "origin"),
    [
        # b came out a day later; but a chain of the file says that a has it from b.
        ("{own: first_hand, in: a, says: {c: TEXT}}", "Pa"),
        ("{chain: b, in: a, says: {c: TEXT}}", "Pb"),
        # Or from whoever publishes it.
        ("{chain: pb, in: a, says: {c: TEXT}}", "Pb"),
    ],
)
def test_a_recorded_chain_decides_who_copied_whom(chain: str, origin: str) -> None:
    text = f"""
sources: {{pa: {{name: Pa, kind: outlet}}, pb: {{name: Pb, kind: outlet}}}}
documents: {{a: {{publisher: Pa, published: 2022-07-01, file: a.txt}}, b: {{publisher: Pb, published: 2022-07-02}}}}
claims: {{c: A claim.}}
statements: [{chain}, {{own: first_hand, in: b, says: {{c: TEXT}}}}]
""".replace("TEXT", words("s", 20)).replace(", file: a.txt", "")
    made = assessor(dossier_in_yaml(text))
    found = made["c"]
    assert [found.counts.named[0].id] == [origin.lower()]
    assert found.counts.min == 1
    # What a chain says needs no finding.
    assert bool(made.copies.unrecorded(made.known.documents)) == (origin == "Pa")


def test_versions_of_one_document_are_no_copies() -> None:
    text = """
documents: {a: {publisher: P, published: 2022-07-01}, b: {publisher: P, published: 2022-07-02, revises: a}}
claims: {c: A claim.}
statements: [{own: first_hand, in: a, says: {c: TEXT}}, {own: first_hand, in: b, says: {c: TEXT}}]
""".replace("TEXT", words("s", 20))
    made = assessor(dossier_in_yaml(text))
    assert all(not hop.is_document for s in made["c"].affirming for hop in s.chain)
    assert made.copies.unrecorded(made.known.documents) == {}


@pytest.mark.parametrize("kind", ["retyped", "same-wire", "same-release", "retold", "same-event", "versions-apart"])
def test_pairs_written_for_it_are_told_apart(kind: str) -> None:
    for number, (found, copies, one, other) in enumerate(written_pairs()):
        if found == kind:
            assert bool(seen_pairs(dossier([one, other]))) is copies, number
