"""JSONL, edited record by record."""

import json

from provenance.files.record_editor import RecordEditor
from provenance.model.finding import DataEdit
from tests.files.test_structure import put

TEXT = """{"type": "source", "dossier": "d", "id": "a", "name": "Ada"}
{"type": "claim", "dossier": "d", "id": "c1", "text": "It is."}

{"type": "statement", "dossier": "d", "chain": "a", "says": {"c1": "it is"}}
{"type": "claim", "dossier": "other", "id": "c1", "text": "Another."}
"""


def edited(*changes: DataEdit) -> str:
    return RecordEditor(TEXT, "x.claims.jsonl", "d").edited(changes).text


def test_a_value_is_set_in_its_line_alone() -> None:
    assert edited(put("claims", "c1", "about", value="q")) == TEXT.replace('"It is."', '"It is.", "about": "q"')
    assert edited(put("statements", 0, "chain", value="b")) == TEXT.replace('"chain": "a"', '"chain": "b"')


def test_records_are_added_after_those_of_their_kind() -> None:
    line = '{"type": "claim", "dossier": "d", "id": "c2", "text": "So."}'
    assert edited(put("claims", "c2", value={"text": "So."})) == TEXT.replace('"It is."}\n', f'"It is."}}\n{line}\n')
    added = edited(put("statements", 1, value={"chain": "b", "says": {"c1": "w"}}))
    assert added.split("\n")[4] == '{"type": "statement", "dossier": "d", "chain": "b", "says": {"c1": "w"}}'


def test_a_record_goes_with_its_line() -> None:
    assert edited(DataEdit("delete", ("statements", 0))) == "\n".join(
        line for line in TEXT.split("\n") if '"statement"' not in line
    )


def test_the_dossier_gets_a_record_of_its_own() -> None:
    assert edited(put("draft", value=True)) == '{"type": "dossier", "dossier": "d", "draft": true}\n' + TEXT
    again = RecordEditor(edited(put("draft", value=True)), "x.claims.jsonl", "d")
    assert json.loads(again.edited([put("title", value="T")]).text.split("\n")[0])["title"] == "T"


def test_the_other_dossiers_of_the_file_are_as_they_were() -> None:
    other = RecordEditor(edited(put("claims", "c1", "text", value="New.")), "x.claims.jsonl", "other")
    assert other.data["claims"]["c1"]["text"] == "Another."
