"""An annotated copy: its margin bound to the statements of the draft. What is expected is written by hand."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from provenance.cli import main
from provenance.files.load import load
from provenance.model.dossier import Dossier, Statement
from provenance.model.vocabulary import CheckResult
from tests.texts.makers import p, r
from tests.texts.test_margins import comment, end, start, with_comments

LEAD = "Anne Roux, la maire d’Arles, a déclaré mardi que "
BODY = (
    p(r("Le pont fermé"))
    + p(r(LEAD), start(0), start(1), r("le pont était fermé depuis la veille"), end(0), end(1), r(". « "), start(2),
        r("Il est "), start(3), r("vieux"), end(2), end(3), r(" », a-t-elle "), start(4), r("ajouté"), end(4), r("."))
    + p(r("Selon la préfecture, "), start(5), r("les travaux dureront six mois"), end(5), r(". "), start(6), r("Vraiment"), end(6), r(" ?"))
)  # fmt: skip
COMMENTS = [
    comment(0, "Ada", "TK source"),
    comment(1, "Ben", "OK, rapport.txt p. 12", date="2022-07-20T09:00:00Z"),
    comment(2, "Ada", "entretien.mp3, 12:31"),
    comment(3, "Ben", "vieux de combien ?"),
    comment(4, "Ada", "sa page : https://arles.example/pont"),
    comment(5, "Ada", "Paul Martin, préfecture, 04 90 12 34 56"),
    comment(6, "Ben", "ton ?"),
]


@pytest.fixture
def drafted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dossier:
    monkeypatch.chdir(tmp_path)
    Path("story.docx").write_bytes(with_comments(BODY, COMMENTS))
    Path("rapport.txt").write_text("Le rapport.", "utf-8")
    done = CliRunner().invoke(main, ["extract", "story.docx", "-o", "story.claims.yaml"], catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    assert "1 contact" in done.stderr
    (dossier,) = load([Path("story.claims.yaml")])
    assert not dossier.problems
    return dossier


def by_words(dossier: Dossier, words: str) -> Statement:
    (found,) = (s for s in dossier.statements if s.quote and words in s.quote)
    return found


def told(statement: Statement) -> list[tuple[str, CheckResult, str | None, str | None]]:
    assert all(check.proposed for check in statement.checked)
    return [(c.by, c.result, c.how, c.note) for c in statement.checked]


def test_each_remark_is_bound_to_the_words_it_is_about(drafted: Dossier) -> None:
    assert told(by_words(drafted, "fermé depuis")) == [
        ("Ada", CheckResult.PENDING, None, "TK source"),
        ("Ben", CheckResult.HOLDS, "rapport.txt, p. 12", None),
    ]
    # A remark on the verb of saying is about what is said.
    assert told(by_words(drafted, "Il est vieux")) == [
        ("Ada", CheckResult.NOTED, "entretien.mp3, 00:12:31", None),
        ("Ben", CheckResult.PENDING, None, "vieux de combien ?"),
        ("Ada", CheckResult.NOTED, "https://arles.example/pont", "sa page : https://arles.example/pont"),
    ]
    assert told(by_words(drafted, "six mois")) == [("Ada", CheckResult.NOTED, None, "Paul Martin, préfecture, […]")]


def test_what_remarks_name_are_documents_that_are_proposed(drafted: Dossier) -> None:
    text = Path("story.claims.yaml").read_text("utf-8")
    documents = {d.file or d.read_at or d.url: d for d in drafted.documents.values()}
    assert set(documents) == {"story.docx", "rapport.txt", "entretien.mp3", "https://arles.example/pont"}
    assert "# proposé\u00a0: nommé dans la marge par Ben" in text
    assert drafted.audits == ("story",)


def test_contacts_stand_in_the_private_file_alone(drafted: Dossier) -> None:
    assert "04 90" not in Path("story.claims.yaml").read_text("utf-8")
    private = Path("story.private.yaml")
    assert '{contact: "04 90 12 34 56"}' in private.read_text("utf-8")
    assert os.stat(private).st_mode & 0o077 == 0
    assert "*.private.yaml" in Path(".gitignore").read_text("utf-8")


def test_what_is_bound_to_nothing_is_listed(drafted: Dossier) -> None:
    text = Path("story.claims.yaml").read_text("utf-8")
    # It stands in the third paragraph, the headline being the first.
    assert "# - §\u00a03, «\u00a0Vraiment\u00a0»\u00a0: Ben\u00a0: ton ?" in text


def test_accepting_a_statement_accepts_its_checks(drafted: Dossier) -> None:
    from provenance.editing.decisions import Reviewer, accept
    from provenance.editing.workspace import Workspace

    work = Workspace(Path("story.claims.yaml"))
    work.decide(
        "accept", lambda data, dossier: accept(data, range(len(data["statements"])), Reviewer("Eve", "2022-07-21"))
    )
    assert not any(check.proposed for s in work.dossier.statements for check in s.checked)
    assert "proposed: true" not in Path("story.claims.yaml").read_text("utf-8")


def test_hostile_remarks_stay_remarks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    hostile = [
        'x" }\nclaims: {a: b}',
        "# --- !!python/object:os.system",
        "=cmd|' /C calc'!A0",
        "../../etc/passwd.txt p. 1",
        "\u202eKO",
    ]
    body = p(
        r(LEAD),
        *(start(n) for n in range(5)),
        r("le pont était fermé"),
        *(end(n) for n in range(5)),
        r(". Vraiment"),
        start(5),
        end(5),
    )
    made = [comment(n, "A&amp;da # {", text.replace('"', "&quot;")) for n, text in enumerate(hostile)] + [
        comment(5, "E", "ligne\nclaims: {x: y}")
    ]
    Path("s.docx").write_bytes(with_comments(body, made))
    done = CliRunner().invoke(main, ["extract", "s.docx", "-o", "s.claims.yaml"], catch_exceptions=False)
    assert done.exit_code == 0
    (dossier,) = load([Path("s.claims.yaml")])
    assert not dossier.problems
    (statement,) = dossier.statements
    assert len(statement.checked) == 5
    assert {check.by for check in statement.checked} == {"A&da # {"}
    assert all(d.path is None or d.file == "s.docx" for d in dossier.documents.values())


def test_authors_dates_and_links_that_are_contacts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    body = p(
        r(LEAD), start(0), start(1), r("le pont était fermé"), end(0), end(1), r(". "), start(2), r("Vraiment"), end(2)
    )
    made = [
        comment(0, "ada@paper.fr", "vu", date="0000-00-00T00:00:00Z"),
        comment(1, "Ben 06 12 34 56 78", "https://wa.me/33612345678"),
        comment(2, "Ben", "qui ? 06 99 88 77 66"),
    ]
    Path("s.docx").write_bytes(with_comments(body, made))
    done = CliRunner().invoke(main, ["extract", "s.docx", "-o", "s.claims.yaml"], catch_exceptions=False)
    text = Path("s.claims.yaml").read_text("utf-8")
    assert not any(letters in text for letters in ("@", "06 12", "3361", "06 99", "0000-00"))
    assert "stands in the copy alone" in done.stderr or "seulement dans la copie" in done.stderr
    (dossier,) = load([Path("s.claims.yaml")])
    assert not dossier.problems
    assert [check.by for s in dossier.statements for check in s.checked] == ["[…]", "Ben […]"]


def test_new_remarks_reach_a_draft_that_is_brought_up_to_date(drafted: Dossier) -> None:
    assert drafted
    more = [*COMMENTS, comment(7, "Eve", "faux, en juin", date="2022-07-22T10:00:00Z")]
    body = BODY.replace(start(5), start(5) + start(7)).replace(end(5), end(5) + end(7))
    Path("story.docx").write_bytes(with_comments(body, more))
    for _ in range(2):
        done = CliRunner().invoke(
            main, ["extract", "story.docx", "--update", "story.claims.yaml"], catch_exceptions=False
        )
        assert done.exit_code == 0, done.stderr
        (dossier,) = load([Path("story.claims.yaml")])
        assert told(by_words(dossier, "six mois"))[1:] == [("Eve", CheckResult.DIFFERS, None, "faux, en juin")]
    assert len(told(by_words(dossier, "fermé depuis"))) == 2
