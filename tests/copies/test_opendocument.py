"""Comments in OpenDocument texts. Where they stand is read by a few lines of their own, not by the reader."""

import random
import re
import zipfile
from io import BytesIO
from typing import Any

from lxml import etree

from provenance.copies.notes import CopyNote
from provenance.copies.opendocument import annotated
from provenance.texts import READERS
from tests.texts.makers import odt
from tests.texts.test_margins import odt_comment

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
READ = READERS[".odt"].read
EXTENDED = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'


def content(data: bytes) -> Any:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read("content.xml"))


def ranges(data: bytes) -> dict[str, str]:
    """By the text of each comment, the letters between its two marks."""
    found: dict[str, str] = {}
    names: dict[str, str] = {}
    here: list[str] = []

    def heard(letters: str | None) -> None:
        for name in here:
            found[name] += letters or ""

    def walk(element: Any) -> None:
        if element.tag == f"{OFFICE}annotation":
            said = "\n".join("".join(line.itertext()) for line in element.iter(f"{TEXT}p"))
            found[said] = ""
            names[element.get(f"{OFFICE}name")] = said
            here.append(said)
        elif element.tag == f"{OFFICE}annotation-end":
            here.remove(names[element.get(f"{OFFICE}name")])
        elif element.tag != f"{TEXT}note":
            if element.tag == f"{TEXT}s":
                heard(" " * int(element.get(f"{TEXT}c", "1")))
            heard(element.text)
            for child in element:
                walk(child)
        heard(element.tail)

    for block in content(data).iter(f"{OFFICE}text"):
        walk(block)
    return found


def test_random_ranges_are_exact() -> None:
    rng = random.Random(18)
    words = ["Le pont", " d’Arles ", "\u202f»", "😀", "est   fermé", ". ", "x\n y"]
    for _ in range(50):
        paragraphs = []
        for _ in range(rng.randint(1, 4)):
            inner = ""
            for _ in range(rng.randint(1, 5)):
                said = "".join(rng.choice(words) for _ in range(2))
                inner += rng.choice([said, f"<text:span>{said}</text:span>", f"{said}<text:s text:c='2'/>"])
            paragraphs.append(f"<text:p>{inner}</text:p>")
        data = odt("".join(paragraphs))
        text = READ(data).text
        notes = []
        for number in range(8):
            first = rng.randrange(len(text))
            notes.append(CopyNote(first, rng.randrange(first + 1, len(text) + 1), (f"note {number}", "pourquoi")))
        made = annotated(data, notes)
        assert READ(made).text == text
        found = ranges(made)
        for number, note in enumerate(notes):
            # White space of the file that shows nothing is left out on both sides.
            wanted = re.sub("[ \n]+", "", text[note.start : note.end])
            assert re.sub("[ \n]+", "", found[f"note {number}\npourquoi"]) == wanted


def test_spaces_that_are_folded_move_nothing() -> None:
    data = odt("<text:p>a   b\n\n c</text:p>")
    made = annotated(data, [CopyNote(2, 3, ("b",)), CopyNote(4, 5, ("c",))])
    assert {said: words.strip() for said, words in ranges(made).items()} == {"b": "b", "c": "c"}
    assert READ(made).text == READ(data).text == "a b c\n\n"


def test_a_comment_ends_before_the_next_one_begins() -> None:
    made = annotated(odt("<text:p>abcd</text:p>"), [CopyNote(0, 2, ("one",)), CopyNote(2, 4, ("two",))])
    assert ranges(made) == {"one": "ab", "two": "cd"}
    marks = [element.tag.removeprefix(OFFICE) for element in content(made).iter() if "annotation" in str(element.tag)]
    assert marks == ["annotation", "annotation-end"] * 2


def test_a_second_run_takes_out_its_own_and_nobody_elses() -> None:
    body = (
        f"<text:p {EXTENDED}>Le "
        + odt_comment("c1", "Ada", "TK")
        + 'pont<office:annotation-end office:name="c1"/> ferme.</text:p>'
    )
    one = annotated(odt(body), [CopyNote(3, 7, ("ancien",)), CopyNote(8, 13, ("autre",))])
    assert ranges(one) == {"TK": "pont", "ancien": "pont", "autre": "ferme"}
    two = annotated(one, [CopyNote(8, 13, ("nouveau",))])
    assert ranges(two) == {"TK": "pont", "nouveau": "ferme"}
    assert READ(annotated(two, [])).text == READ(odt(body)).text
    assert ranges(annotated(two, [])) == {"TK": "pont"}


def test_a_thread_in_which_somebody_answered_stays() -> None:
    body = (
        f"<text:p {EXTENDED}>Le " + odt_comment("p1", "provenance", "À corriger") + "pont"
        + odt_comment("a1", "Ada", "non", 'loext:parent-name="p1"') + '<office:annotation-end office:name="a1"/>'
        + '<office:annotation-end office:name="p1"/> ferme.</text:p>'
    )  # fmt: skip
    made = annotated(odt(body), [CopyNote(3, 7, ("À corriger",))])
    assert ranges(made) == {"À corriger": "pont", "non": ""}
