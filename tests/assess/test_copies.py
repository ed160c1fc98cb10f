"""From which share two texts are called copies: shingles counted by hand."""

import pytest

from provenance.assess.copies import suspected_copies
from provenance.model.dossier import Document


def document(name: str, words: list[str]) -> Document:
    return Document(name, "p", text=" ".join(words))


def words(letter: str, count: int) -> list[str]:
    return [f"{letter}{number}" for number in range(count)]


@pytest.mark.parametrize(
    ("shared", "own", "other", "expected"),
    [
        # 64 words are 60 shingles of five; 34 words in common are 30 of them: half.
        (34, 30, 30, {"b": "a"}),
        # 33 words in common are 29.
        (33, 31, 31, {}),
        # Half of the shorter text is enough, however long the longer one is.
        (34, 30, 600, {"b": "a"}),
        (34, 600, 30, {"b": "a"}),
        # 34 words are 30 shingles, the least that is compared; 33 are 29.
        (34, 0, 0, {"b": "a"}),
        (33, 0, 0, {}),
    ],
)
def test_half_of_the_shorter_text(shared: int, own: int, other: int, expected: dict[str, str]) -> None:
    common = words("s", shared)
    documents = {"a": document("a", common + words("x", own)), "b": document("b", common + words("y", other))}
    assert suspected_copies(documents, {}) == expected


def test_case_and_marks_do_not_matter_what_is_recorded_is_left_out_and_the_first_names_all() -> None:
    text = words("s", 40)
    documents = {name: document(name, text) for name in ("c", "a", "b")}
    documents["b"] = Document("b", "p", text=", ".join(text).upper() + "!")
    assert suspected_copies(documents, {}) == {"b": "a", "c": "a"}
    assert suspected_copies(documents, {"a": "a", "b": "a"}) == {"c": "a"}
    assert suspected_copies({**documents, "d": Document("d", "p")}, {}) == {"b": "a", "c": "a"}
