"""What LibreOffice makes of our copies, and what we read of its documents and pandoc's."""

import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from provenance.copies import opendocument, word
from provenance.copies.notes import CopyNote
from provenance.texts import READERS
from tests.copies import test_opendocument, test_word
from tests.readers import office
from tests.texts.makers import docx_parts, p, packed, r

pytestmark = pytest.mark.skipif(not office.found(), reason=office.MISSING)

STORY = """# Le pont d’Arles

Anne Roux, la maire, a déclaré que []{.comment-start id="1" author="Ada" date="2022-07-19T10:00:00Z"}le **pont** était *fermé*[]{.comment-end id="1"}. « Il est vieux »[^1], a-t-elle ajouté sur [sa page](https://arles.example/pont).

- un point 😀 d’abord
- un autre, 12\u00a0000 euros

| a | b |
|---|---|
| le 8 juin | le 15 juillet |

[^1]: Entretien du 3 mars, 12 min 31 s.
"""


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One story as pandoc writes it, and as LibreOffice does."""
    folder = tmp_path_factory.mktemp("stories")
    made = office.pandoc(STORY, folder / "story.docx")
    return {
        "pandoc.docx": made.read_bytes(),
        "office.odt": office.converted(made, "odt", folder).read_bytes(),
        "office.docx": office.converted(folder / "out" / "story.odt", "docx", folder).read_bytes(),
    }


def test_the_words_are_the_same_whoever_wrote_the_file(stories: dict[str, bytes]) -> None:
    read = {name: READERS[Path(name).suffix].read(data) for name, data in stories.items()}
    words = {name: one.text.split() for name, one in read.items()}
    assert words["pandoc.docx"] == words["office.odt"] == words["office.docx"]
    for one in read.values():
        said = [(a.kind, one.text[a.start : a.end], [m.text for m in a.remarks]) for a in one.annotations]
        assert ("link", "sa page", ["https://arles.example/pont"]) in said
        assert ("note", "", ["Entretien du 3 mars, 12 min 31 s."]) in said


def notes_on(text: str, rng: random.Random, count: int) -> list[CopyNote]:
    """Comments on random words, whole ones, so that what a word processor does to spaces at an end changes none."""
    spans = []
    while len(spans) < count:
        first = rng.randrange(len(text))
        last = min(len(text), first + rng.randrange(1, 40))
        words = text[first:last]
        if "\n" not in words and words.strip() == words and words:
            spans.append((first, last))
    return [CopyNote(first, last, (f"note {n}",)) for n, (first, last) in enumerate(spans)]


@pytest.mark.parametrize("name", ["pandoc.docx", "office.docx", "office.odt"])
def test_a_round_trip_keeps_every_range(name: str, stories: dict[str, bytes], tmp_path: Path) -> None:
    ending = Path(name).suffix
    module: Any = word if ending == ".docx" else opendocument
    read: Any = test_word.ranges if ending == ".docx" else test_opendocument.ranges
    text = READERS[ending].read(stories[name]).text
    body = text[: text.index("Entretien du 3")]
    notes = notes_on(body, random.Random(3), 40)
    copy = tmp_path / f"copy{ending}"
    copy.write_bytes(module.annotated(stories[name], notes))
    wanted = {note.lines[0]: text[note.start : note.end] for note in notes}
    assert {said: words for said, words in read(copy.read_bytes()).items() if said in wanted} == wanted
    back = office.converted(copy, ending[1:], tmp_path).read_bytes()
    found = {said.strip(): words for said, words in read(back).items()}
    assert {said: found.get(said) for said in wanted} == wanted


def test_changes_are_taken_and_refused_one_by_one_in_its_own_interface(tmp_path: Path) -> None:
    data = packed(docx_parts(p(r("Le 8 juin et le 15 juillet, puis le 3 août."))))
    text = READERS[".docx"].read(data).text
    notes = [
        CopyNote(text.index(old), text.index(old) + len(old), (f"{old} : corrigé depuis",), new)
        for old, new in (("le 15 juillet", "le 5 juillet"), ("le 3 août", "le 4 août"))
    ]
    copy = tmp_path / "copy.docx"
    copy.write_bytes(word.annotated(data, notes))

    def after(decisions: str) -> dict[str, Any]:
        script = Path(office.__file__).with_name("tracked_changes.py")
        command = [office.SYSTEM_PYTHON, str(script), str(copy), str(tmp_path / "profile"), decisions]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    # A replacement is a deletion and an insertion: both are decided upon.
    mixed = after("aarr")
    assert mixed["text"].strip() == "Le 8 juin et le 5 juillet, puis le 3 août."
    assert [author for author, _, _ in mixed["comments"]] == ["provenance", "provenance"]
    assert after("rrrr")["text"].strip() == text.strip()
    assert after("aaaa")["text"].strip() == "Le 8 juin et le 5 juillet, puis le 4 août."


def test_hyphens_of_words_at_the_ends_of_lines_stay_in_two_columns(tmp_path: Path) -> None:
    words = ["Grande-Bretagne", "mid-Sixties", "va-t-en-guerre", "main-d’œuvre", "contre-attaque"]
    rng = random.Random(4)
    filler = [
        "la",
        "contre",
        "attaque",
        "de",
        "l’aube",
        "fut",
        "longue",
        "et",
        "coûta",
        "cher",
        "au",
        "pays",
        "tout",
        "entier",
    ]
    text = " ".join(rng.choice(words) if n % 3 == 0 else rng.choice(filler) for n in range(1500))
    columns = '<w:sectPr><w:cols w:num="2" w:space="400"/></w:sectPr>'
    (tmp_path / "two.docx").write_bytes(packed(docx_parts(p(r(text)) + columns)))
    made = office.converted(tmp_path / "two.docx", "pdf", tmp_path).read_bytes()
    read = READERS[".pdf"].read(made).text
    assert {word: read.count(word) for word in words} == {word: text.count(word) for word in words}
