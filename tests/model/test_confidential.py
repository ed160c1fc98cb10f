"""What is hidden with a confidential name, and how near a slip must be: likeness worked out by hand.

Likeness of two folded names is 2·(longest common subsequence) / (sum of lengths); from 0.75 a name that nobody declared
is taken for a slip of the pen.
"""

from pathlib import Path

import pytest

from provenance.auditing import audit_paths
from provenance.model.confidential import masked
from tests.assess.build import dossier_in_yaml

OPENLY = "confidential-name-in-text"
SECRET = (
    "sources: {m: {name: Marie Durand, kind: person, role: un conseiller, confidential: true}}\nclaims: {c: A claim.}\n"
)


@pytest.mark.parametrize(
    ("written", "hidden"),
    [
        # mariedurant: 10 letters of 11 and 11 in common, 0.91.
        ("Marie Durant", True),
        # marydurant: m a r d u r a n, 8 of 11 and 10: 16/21 = 0.76.
        ("Mary Durant", True),
        # mariedupont: m a r i e d u n, 8 of 11 and 11: 16/22 = 0.73.
        ("Marie Dupont", False),
        ("Paul Roux", False),
    ],
)
def test_a_slip_of_the_pen_is_hidden_too(written: str, hidden: bool) -> None:
    text = SECRET + f"statements: [{{chain: {written}, says: {{c: words}}}}]\n"
    shown = masked(dossier_in_yaml(text, faults=["unknown-reference", OPENLY]))
    names = [source.name for source in shown.sources.values()]
    assert (written not in names) is hidden
    assert "Marie Durand" not in names


def test_a_declared_name_is_no_slip() -> None:
    text = SECRET.replace("sources: {", "sources: {d: {name: Marie Durant, kind: person}, ")
    assert "Marie Durant" in [source.name for source in masked(dossier_in_yaml(text, [OPENLY])).sources.values()]


def test_its_role_is_shown_unless_it_names_it() -> None:
    (shown,) = masked(dossier_in_yaml(SECRET, [OPENLY])).sources.values()
    assert (shown.id, shown.name, shown.role, shown.aliases) == ("confidential-1", "un conseiller", None, ())
    (shown,) = masked(
        dossier_in_yaml(SECRET.replace("un conseiller", "la mère de Marie Durand"), [OPENLY])
    ).sources.values()
    assert shown.name == "source confidentielle"
    (shown,) = masked(
        dossier_in_yaml("language: en\n" + SECRET.replace("un conseiller", "M. D. (marie durand)"), [OPENLY])
    ).sources.values()
    assert shown.name == "confidential source"


@pytest.mark.parametrize("name", ["Value", "Name", "File", "Text", "N", "Language"])
def test_a_person_called_like_a_part_of_a_sentence(name: str) -> None:
    """The names of a message's arguments are nobody's."""
    text = f"sources: {{s: {{name: {name}, confidential: true}}}}\nclaims: {{c: A claim.}}\nstatements: [{{chain: Ann, says: {{c: words}}}}]\n"
    shown = masked(dossier_in_yaml(text, [OPENLY, "unknown-reference"]))
    assert len(shown.problems) == 2
    assert all(problem.message.render("en") and problem.message.render("fr") for problem in shown.problems)


@pytest.mark.parametrize(
    ("key", "hidden"),
    [("confidential", True), ("Confdential", True), ("confindential", True), ("conference", False)],
)
def test_no_line_of_a_broken_file_is_shown_that_may_keep_a_name(key: str, hidden: bool, tmp_path: Path) -> None:
    """confdential: 11 letters of 11 and 12 in common, 22/23 = 0.96; confindential: 12 of 13 and 12, 0.96; conference: c o n f
    e n, 6 of 10 and 12, 0.55.
    """
    path = tmp_path / "x.claims.yaml"
    path.write_text(f"sources:\n  m: {{name: Marie Durand, {key}: true\nclaims: {{c: Marie Durand speaks.}}\n", "utf-8")
    (audit,) = audit_paths([path])
    assert [finding.rule for finding in audit.findings] == ["schema-violation"]
    (finding,) = audit.findings
    assert ("Marie Durand" not in audit.dossier.source_lines(finding.place.file, finding.place.line)) is hidden


def test_a_given_name_alone_is_hidden_in_what_people_wrote() -> None:
    text = SECRET.replace("A claim.", "Marie says what Marie Curie said.")
    text += "statements: [{chain: 'm → AFP?', because: 'she is the Marie of the note', says: {c: words}}]\n"
    shown = masked(dossier_in_yaml(text, [OPENLY]))
    assert shown.claims["c"].text == "un conseiller says what Marie Curie said."
    assert shown.statements[0].because == "she is the un conseiller of the note"


def test_the_id_of_somebody_else_of_that_given_name_stays() -> None:
    text = SECRET.replace("sources: {", "sources: {marie-curie: {name: Marie Curie}, n: {name: Paul Roux}, ")
    text += "statements: [{chain: marie-curie → n, says: {marie-dit-non: words}}]\n"
    shown = masked(dossier_in_yaml(text, [OPENLY]))
    assert {"marie-curie", "n"} < shown.sources.keys()
    assert [hop.id for hop in shown.statements[0].chain] == ["marie-curie", "n"]
    assert "marie-dit-non" not in shown.claims
