"""Decisions on a claim file: what it then says, and that each can be taken back."""

import json
import random
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from provenance.editing import decisions as d
from provenance.editing.everywhere import Refused
from provenance.editing.journal import Journal, change_of
from provenance.editing.workspace import Conflict, Workspace
from provenance.files.structure import CommentInTheWay
from provenance.model.finding import DataEdit

ADA = d.Reviewer("Ada", "2026-03-03")
TEXT = "The bridge is shut, the mayor said. It will open in May, he said. Nobody was hurt.\n"
DRAFT = """# A draft read in the text by the machine. The quoted words are those of the text, to the letter.
# Once reviewed and corrected, remove these two lines and `draft: true`.

dossier: bridge
language: en
draft: true

sources:
  mayor: {name: the mayor, kind: person}
  maire: {name: the town's mayor, kind: person}

documents:
  a: {publisher: The Paper, published: 2026-03-01, file: a.txt}

statements:
  - chain: "mayor («said»)"  # line 1
    says:
      bridge-shut: "The bridge is shut"
      open-may: "It will open in May"
  - own: true  # line 1
    says:
      nobody-hurt: "Nobody was hurt"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    path = tmp_path / "bridge.claims.yaml"
    path.write_text(DRAFT, "utf-8")
    return path


@pytest.fixture
def work(file: Path, tmp_path: Path) -> Workspace:
    return Workspace(file, Journal(tmp_path / "state" / "journal.jsonl"))


def decide(work: Workspace, changes: Sequence[DataEdit]) -> str:
    work.decide("test", lambda data, dossier: changes)
    assert work.path.read_text("utf-8") == work.text
    return work.text


def test_the_last_accepted_makes_it_a_draft_no_more(work: Workspace) -> None:
    text = decide(work, d.accept(work.data, [0], ADA))
    assert text == DRAFT.replace(
        '"It will open in May"\n', '"It will open in May"\n    reviewed: {by: Ada, on: 2026-03-03}\n'
    )
    assert d.undecided(work.data) == [1]
    text = decide(work, d.accept(work.data, [1], ADA))
    assert text.startswith("dossier: bridge\nlanguage: en\n\nsources:")
    assert not work.dossier.draft
    assert work.dossier.statements[0].reviewed is not None


def test_what_is_rejected_is_remembered_by_its_place(work: Workspace) -> None:
    text = decide(work, d.reject(work.data, 1, None, work.dossier.statements, ADA, "no news"))
    assert "nobody-hurt" not in text
    assert (
        'rejected:\n  - in: a\n    quote: "Nobody was hurt"\n    at: [66, 81]\n    by: Ada\n    on: 2026-03-03\n'
        '    reason: "no news"\n'
    ) in text
    text = decide(work, d.reject(work.data, 0, "open-may", work.dossier.statements, ADA))
    assert work.data["statements"] == [{"chain": "mayor («said»)", "says": {"bridge-shut": "The bridge is shut"}}]


def test_the_speaker_is_corrected_in_place(work: Workspace) -> None:
    hops = [{"name": "mayor", "cue": "said"}, {"name": "AFP", "inferred": True, "on": "2026-03-01"}]
    text = decide(work, d.set_chain(work.data, 1, hops, None))
    assert '  - chain: "mayor («said») → AFP (2026-03-01)?"  # line 1\n' in text
    text = decide(work, d.set_chain(work.data, 1, [], "first_hand"))
    assert "  - own: first_hand  # line 1\n" in text
    text = decide(work, d.set_chain(work.data, 1, [], None))
    assert "  - speaker: unclear  # line 1\n" in text


@pytest.mark.parametrize("name", ["A (B)", "Who?", "a → b", '"C"', "«D»"])
def test_a_name_that_would_read_as_something_else_is_spelled_out(name: str) -> None:
    assert d.spelled_chain([{"name": name, "inferred": True}]) == [{"source": name, "inferred": True}]


def test_stances_and_details(work: Workspace) -> None:
    decide(work, d.set_stance(work.data, 1, "nobody-hurt", "denies"))
    assert work.data["statements"][1] == {"own": True, "denies": {"nobody-hurt": "Nobody was hurt"}}
    decide(work, d.set_stance(work.data, 0, "open-may", "questions"))
    assert work.data["statements"][0]["questions"] == {"open-may": "It will open in May"}
    decide(work, d.set_detail(work.data, 0, "open-may", "certainty", "probable"))
    assert work.data["statements"][0]["questions"]["open-may"] == {
        "quote": "It will open in May",
        "certainty": "probable",
    }
    decide(work, d.set_detail(work.data, 0, "open-may", "certainty", None))
    assert work.data["statements"][0]["questions"]["open-may"] == "It will open in May"


def test_one_of_two_claims_becomes_an_entry_of_its_own(work: Workspace) -> None:
    text = decide(work, d.split(work.data, 0, "open-may"))
    assert '  - chain: "mayor («said»)"\n    says: {open-may: "It will open in May"}\n  - own: true' in text
    with pytest.raises(Refused):
        d.split(work.data, 1, "open-may")


def test_words_are_marked_in_the_order_of_the_text(work: Workspace) -> None:
    marked = d.Marked("a", 36, 55, "It will open in May", True)
    decide(work, d.mark(work.data, marked, work.dossier.statements, claim="opening", hops=[{"name": "mayor"}]))
    assert work.data["statements"][1] == {
        "chain": "mayor",
        "says": {"opening": "It will open in May"},
    }


def test_a_report_is_linked_to_a_claim(work: Workspace) -> None:
    decide(work, d.link(work.data, 1, "nobody-hurt", "no-victims", "Nobody was hurt on the bridge."))
    assert work.data["claims"] == {"no-victims": {"text": "Nobody was hurt on the bridge."}}
    assert work.data["statements"][1]["says"] == {"no-victims": "Nobody was hurt"}
    with pytest.raises(Refused):
        d.link(work.data, 0, "open-may", "bridge-shut")


def test_two_sources_become_one_with_the_names_of_both(work: Workspace, file: Path) -> None:
    work.merge("source", "maire", "mayor")
    assert "mayor: {name: the mayor, kind: person, aliases: [the town's mayor]}" in file.read_text("utf-8")
    assert "maire" not in work.data["sources"]
    assert work.undo() == "merge maire"
    assert file.read_text("utf-8") == DRAFT


def test_two_claims_of_one_entry_are_not_made_one(work: Workspace) -> None:
    with pytest.raises(Refused, match="split it first"):
        work.merge("claim", "open-may", "bridge-shut")
    work.merge("claim", "nobody-hurt", "open-may") if "nobody-hurt" in work.data.get("claims", {}) else None


def test_logs_grow(work: Workspace) -> None:
    check = {"by": "Ada", "how": "a call", "result": "unreached", "note": ""}
    decide(work, d.logged(work.data, ("statements", 0), "checked", check))
    decide(work, d.logged(work.data, ("statements", 0), "checked", {"by": "Ada"}))
    assert work.data["statements"][0]["checked"] == [
        {"by": "Ada", "how": "a call", "result": "unreached"},
        {"by": "Ada"},
    ]
    decide(work, d.logged(work.data, ("claims", "bridge-shut"), "asked", {"who": "mayor", "question": "Is it?"}))
    assert work.data["claims"]["bridge-shut"]["asked"] == {"who": "mayor", "question": "Is it?"}


def test_a_comment_is_asked_about(file: Path) -> None:
    file.write_text(DRAFT.replace("  - own: true", "  # ask her again\n  - own: true"), "utf-8")
    work = Workspace(file)
    with pytest.raises(CommentInTheWay):
        decide(work, d.reject(work.data, 1, None, work.dossier.statements, ADA))
    text = decide(work, d.reject(work.data, 1, None, work.dossier.statements, ADA, with_comments=True))
    assert "ask her" not in text


def any_decision(work: Workspace, pick: random.Random) -> list[DataEdit]:
    data, entry = work.data, pick.randrange(len(work.data["statements"]))
    claims = [p.claim for p in d._parts(data, entry)]
    claim = pick.choice(claims) if claims else ""
    choice: Any = pick.choice(["chain", "stance", "detail", "accept", "check", "claim", "link", "mark"])
    if choice == "chain":
        return d.set_chain(
            data, entry, [{"name": pick.choice(["mayor", "AFP", "Who (x)?"])}] * pick.randint(0, 2), None
        )
    if choice == "accept":
        return d.accept(data, [entry], ADA)
    if choice == "check":
        return d.logged(
            data, ("statements", entry), "checked", {"by": "Ada", "how": pick.choice(["a call", "«\u00a0x\u00a0»"])}
        )
    if choice == "claim":
        return d.set_value(
            data, ("claims", pick.choice(["x", "y", "bridge-shut"]), "text"), pick.choice(["A.", "B: c # d"])
        )
    if choice == "mark":
        return d.mark(data, d.Marked("a", 4, 10, "bridge", True), work.dossier.statements)
    if not claim:
        return []
    if choice == "stance":
        return d.set_stance(data, entry, claim, pick.choice(["asserts", "denies", "evades"]))
    if choice == "detail":
        return d.set_detail(data, entry, claim, "certainty", pick.choice(["probable", "certain", None]))
    return d.link(data, entry, claim, f"n{pick.randrange(99)}", "New.")


def decided(work: Workspace, pick: random.Random) -> bool:
    return work.decide("some", lambda data, dossier: any_decision(work, pick))


@pytest.mark.parametrize("seed", range(6))
def test_fifty_decisions_and_fifty_undos_leave_no_difference(file: Path, tmp_path: Path, seed: int) -> None:
    pick = random.Random(seed)
    journal = tmp_path / "journal.jsonl"
    work = Workspace(file, Journal(journal))
    made = 0
    while made < 50:
        try:
            made += decided(work, pick)
        except Refused:
            continue
        if pick.random() < 0.1:
            # It survives a restart.
            work = Workspace(file, Journal(journal))
    last = file.read_bytes()
    for _ in range(50):
        assert work.undo() is not None
    assert file.read_text("utf-8") == DRAFT
    assert work.undo() is None
    for _ in range(50):
        assert work.redo() is not None
    assert file.read_bytes() == last


def test_an_undo_spares_what_somebody_else_wrote(work: Workspace, file: Path) -> None:
    decide(work, d.set_chain(work.data, 1, [{"name": "mayor"}], None))
    file.write_text(file.read_text("utf-8").replace("publisher: The Paper", "publisher: The Times"), "utf-8")
    assert work.undo() == "test"
    assert file.read_text("utf-8") == DRAFT.replace("The Paper", "The Times")


def test_an_undo_of_what_somebody_else_changed_is_refused(work: Workspace, file: Path) -> None:
    decide(work, d.set_chain(work.data, 1, [{"name": "mayor"}], None))
    file.write_text(file.read_text("utf-8").replace("- chain: mayor  #", "- chain: minister  #"), "utf-8")
    with pytest.raises(Conflict):
        work.undo()


def test_a_step_that_was_never_written_is_forgotten(work: Workspace, file: Path, tmp_path: Path) -> None:
    decide(work, d.accept(work.data, [0], ADA))
    work.undo()
    # Killed between the log and the file.
    from provenance.editing.journal import UndoStep

    work.journal.do(UndoStep("never", (change_of(work.path, DRAFT, DRAFT + "# more\n"),)))
    again = Workspace(file, Journal(tmp_path / "state" / "journal.jsonl"))
    assert again.undo() is None
    assert file.read_text("utf-8") == DRAFT


def test_a_log_cut_short_costs_its_last_line(work: Workspace, tmp_path: Path, file: Path) -> None:
    path = tmp_path / "state" / "journal.jsonl"
    decide(work, d.accept(work.data, [0], ADA))
    with path.open("ab") as stream:
        stream.write(b'{"act": "do", "na')
    again = Workspace(file, Journal(path))
    decide(again, d.accept(again.data, [1], ADA))
    assert len(Journal(path).done) == 2
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_that_another_process_writes_is_never_half_read(file: Path, tmp_path: Path) -> None:
    """Two processes that decide at once: both decisions stand."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom provenance.editing.workspace import Workspace\n"
        "from provenance.editing import decisions as d\n"
        "work = Workspace(Path(sys.argv[1]))\n"
        "for n in range(10):\n"
        "    work.decide('x', lambda data, _: d.logged(data, ('statements', int(sys.argv[2])), 'checked', {'by': f'p{n}'}))\n"
    )
    import sys

    running = [subprocess.Popen([sys.executable, "-c", code, str(file), str(n)]) for n in range(2)]
    assert [process.wait(60) for process in running] == [0, 0]
    work = Workspace(file)
    assert [len(entry["checked"]) for entry in work.data["statements"]] == [10, 10]
    assert json.dumps(work.data["statements"][1]["checked"][9]) == '{"by": "p9"}'


# --- what an attack found ---------------------------------------------------------------------------------------------


def test_a_draft_whose_claims_are_called_nearly_alike_is_finished(file: Path) -> None:
    file.write_text(DRAFT.replace("open-may:", "bridge-shut-2:"), "utf-8")
    work = Workspace(file)
    decide(work, d.accept(work.data, [0, 1], ADA))
    assert not work.dossier.draft
    assert [p for p in work.dossier.problems if p.rule == "unknown-reference"] == []
    assert set(work.data["claims"]) <= {"bridge-shut", "bridge-shut-2"}


def test_what_an_editor_saves_during_a_decision_is_taken_in(work: Workspace, file: Path) -> None:
    """An editor knows of no lock: it saves between the reading and the writing."""
    calls = 0

    def make(data: Any, dossier: Any) -> list[DataEdit]:
        nonlocal calls
        calls += 1
        if calls == 1:
            file.write_text(DRAFT.replace("publisher: The Paper", "publisher: The Times"), "utf-8")
        return d.accept(data, [0], ADA)

    assert work.decide("x", make)
    assert calls == 2
    assert "The Times" in file.read_text("utf-8")
    assert "reviewed:" in file.read_text("utf-8")


def test_a_claim_that_an_entry_does_not_have_is_not_rejected_with_it(work: Workspace) -> None:
    with pytest.raises(Refused):
        d.reject(work.data, 1, "no-such", work.dossier.statements, ADA)


def test_two_ways_to_one_file_lose_nothing(file: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    link = tmp_path / "other" / "bridge.claims.yaml"
    link.symlink_to(file)
    one, other = Workspace(file), Workspace(link)
    for n in range(5):
        for work in (one, other):
            work.decide("x", lambda data, _, n=n: d.logged(data, ("statements", 0), "checked", {"by": f"p{n}"}))
    assert len(Workspace(file).data["statements"][0]["checked"]) == 10


def test_two_processes_share_one_log(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    one, other = Workspace(file, Journal(path)), Workspace(file, Journal(path))
    decide(one, d.accept(one.data, [0], ADA))
    other.refresh()
    decide(other, d.accept(other.data, [1], ADA))
    assert one.undo() == "test"
    assert [e.get("reviewed") is not None for e in one.data["statements"]] == [True, False]
    assert Workspace(file, Journal(path)).undo() == "test"
    assert file.read_text("utf-8") == DRAFT


def test_of_several_files_all_are_written_or_none(tmp_path: Path) -> None:
    """Killed between the files of one step: what was written is taken back at the next start."""
    from provenance.editing.journal import UndoStep

    first, second = tmp_path / "a.claims.yaml", tmp_path / "b.claims.yaml"
    for path in (first, second):
        path.write_text("claims: {c1: A claim.}\n", "utf-8")
    journal = Journal(tmp_path / "journal.jsonl")
    changes = [change_of(p, "claims: {c1: A claim.}\n", "claims: {c2: A claim.}\n") for p in (first, second)]
    journal.do(UndoStep("rename c1", tuple(changes)))
    first.write_text("claims: {c2: A claim.}\n", "utf-8")
    work = Workspace(first, Journal(tmp_path / "journal.jsonl"))
    assert first.read_text("utf-8") == second.read_text("utf-8") == "claims: {c1: A claim.}\n"
    assert work.undo() is None


def test_a_document_called_like_a_source_stays_a_document() -> None:
    assert d.spelled_chain([{"name": "ap", "document": True}], {"ap"}) == [{"document": "ap"}]
    assert d.spelled_chain([{"name": "ap", "document": True}], {"afp"}) == "ap"


def test_a_remark_on_what_moves_is_in_the_way(file: Path) -> None:
    file.write_text(DRAFT.replace('"It will open in May"\n', '"It will open in May"  # ask again\n'), "utf-8")
    work = Workspace(file)
    for changes in (d.split(work.data, 0, "open-may"), d.set_stance(work.data, 0, "open-may", "denies")):
        with pytest.raises(CommentInTheWay):
            decide(work, changes)
    assert "# ask again" in file.read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "claims: [a]\nstatements: [{chain: m, says: {c1: w}}]\n",
        "statements: {a: b}\n",
        "statements: [words, null, {chain: m, says: [x]}]\n",
        "sources: words\nstatements: []\n",
        "- a\n- b\n",
    ],
)
def test_odd_shapes_are_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.claims.yaml"
    path.write_text(text, "utf-8")
    work = Workspace(path)
    decisions: list[Any] = [
        lambda data, n: d.reject(data, n, None, work.dossier.statements, ADA),
        lambda data, n: d.set_chain(data, n, [{"name": "m"}], None),
        lambda data, n: d.set_stance(data, n, "c1", "denies"),
        lambda data, n: d.add(data, "sources", "x", {"name": "X"}),
        lambda data, n: d.logged(data, ("statements", n), "checked", {"by": "Ada"}),
    ]
    for n in range(2):
        for make in decisions:
            try:
                work.decide("x", lambda data, _, n=n, make=make: make(data, n))
            except (Refused, CommentInTheWay):
                continue
    assert work.refresh(beside=True)


@pytest.mark.parametrize("line", [b"3", b'{"act":"do"}', b"\xff", b"null", b'{"act":"do","name":1,"changes":[{}]}'])
def test_a_damaged_log_is_passed_over(file: Path, tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(line + b"\n")
    work = Workspace(file, Journal(path))
    decide(work, d.accept(work.data, [0], ADA))
    assert Workspace(file, Journal(path)).undo() == "test"


def test_a_folder_that_is_gone_is_not_made_again(work: Workspace, file: Path) -> None:
    import shutil

    from provenance.model.errors import ProvenanceError

    shutil.rmtree(file.parent)
    with pytest.raises((ProvenanceError, OSError)):
        decide(work, d.accept(work.data, [0], ADA))
    assert not file.parent.exists()
