"""The draft a person corrects, and keeping the corrections."""

from pathlib import Path

import pytest

from provenance.extraction import extract
from provenance.extraction.draft import draft
from provenance.extraction.draft_model import DraftText
from provenance.extraction.draft_yaml import as_yaml
from provenance.extraction.update import CannotUpdate, UpdateResult, updated
from provenance.files.load import load
from provenance.files.spelling import spelled_text

TEXT = """Le pont ferme en mars

Par Claire Dumoulin, publié le 12 mars 2024 à 18 h 40

Anne Roux, maire de Lyon, a déclaré à l'AFP que le pont était vieux. « Il fermera en mars. Les travaux dureront six mois », a-t-elle ajouté. Une information non confirmée à ce stade.

Le préfet n'a pas souhaité répondre. Les riverains attendent depuis dix ans.
"""


def made(text: str = TEXT) -> str:
    return as_yaml(draft("pont", [DraftText("pont", text, extract(text, "fr"), "pont.txt")]))


def test_the_draft_of_a_text() -> None:
    assert (
        made()
        == """# Brouillon lu dans le texte par la machine. Les mots cités sont ceux du texte, à la lettre près.
# Une fois relu et corrigé, ôtez ces deux lignes et `draft: true`.

dossier: pont
title: "Le pont ferme en mars"
language: fr
draft: true

sources:
  roux: {name: "Anne Roux", kind: person, role: "maire de Lyon", part_of: mairie-lyon, basis: "inferred: « maire de Lyon »"}
  mairie-lyon: {name: "mairie de Lyon", kind: government}
  afp: {name: AFP, kind: agency}
  prefet: {name: "Le préfet", kind: person}

documents:
  pont: {language: fr, file: "pont.txt", headline: "Le pont ferme en mars", published: "12 mars 2024"}

statements:
  - chain: "roux («a déclaré») → afp"  # ligne 5
    says:
      pont-vieux: "le pont était vieux"
  - chain: "roux («a ajouté») → afp"  # ligne 5 ; au même média, semble-t-il
    says:
      fermera-mars: {quote: "Il fermera en mars", flagged: {as: unconfirmed, quote: "Une information non confirmée à ce stade"}}
      travaux-dureront-six: {quote: "Les travaux dureront six mois", flagged: {as: unconfirmed, quote: "Une information non confirmée à ce stade"}}
  - chain: prefet  # ligne 7 ; l'affirmation visée est devinée
    no_comment:
      travaux-dureront-six: "Le préfet n'a pas souhaité répondre"
  - own: true  # ligne 7
    says:
      riverains-attendent-depuis: "Les riverains attendent depuis dix ans"

# Ce que ce brouillon a proposé : ce que vous en supprimez n'est pas proposé de nouveau.
offered:
  pont: ["d99bc68f", "ec99c69d", "816038c8", "74cbc017", "b126d02f"]
"""
    )


def test_who_denies_the_very_words_denies_their_claim() -> None:
    text = "La direction affirme que le site est sûr, ce que contestent les riverains."
    written = made(text)
    assert written.count('site: "le site est sûr"') == 2
    assert "site-2" not in written


@pytest.mark.parametrize("source", ["nos informations", "notre enquête", "nos constatations"])
def test_what_the_outlet_itself_has_is_its_own_voice(source: str) -> None:
    text = f"Selon {source}, le directeur a été convoqué jeudi. Le maire assure que la salle fermera."
    written = made(text)
    assert "  - own: true  # ligne 1\n    says:\n      directeur-convoque-jeudi: " in written
    assert 'sources:\n  maire: {name: "Le maire", kind: person}\n\n' in written


@pytest.mark.parametrize(
    ("text", "written"),
    [("tass", "tass"), ("yes", '"yes"'), ("a: b", '"a: b"'), ('dit "oui"', '"dit \\"oui\\""'), ("a\u2028b", '"a\\u2028b"'), ("«\u00a0oui\u00a0»", '"«\u00a0oui\u00a0»"')],
)  # fmt: skip
def test_strings_that_yaml_reads_back(text: str, written: str) -> None:
    assert spelled_text(text) == written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pont.txt").write_text(TEXT, "utf-8")
    (tmp_path / "pont.claims.yaml").write_text(made(), "utf-8")
    return tmp_path


def update(folder: Path) -> UpdateResult:
    file = folder / "pont.claims.yaml"
    (dossier,) = load([file])
    text = (folder / "pont.txt").read_text("utf-8")
    fresh = draft("pont", [DraftText("pont", text, extract(text, "fr"), "pont.txt")])
    changes = updated(file.read_text("utf-8"), dossier, fresh)
    file.write_text(changes.text, "utf-8")
    return changes


def test_nothing_new_changes_nothing(folder: Path) -> None:
    before = (folder / "pont.claims.yaml").read_text("utf-8")
    changes = update(folder)
    assert (changes.new, changes.gone, changes.changed) == (0, 0, 0)
    assert changes.text == before


def test_corrections_are_kept_to_the_letter(folder: Path) -> None:
    file = folder / "pont.claims.yaml"
    mine = (
        file.read_text("utf-8").replace("pont-vieux", "bridge-is-old   ").replace("draft: true\n", "# relu par moi\n")
    )
    mine = mine.replace("  - own: true  # ligne 7", "  - own: first_hand        # notre reporter y était")
    file.write_text(mine, "utf-8")
    assert update(folder).text == mine


def test_a_new_sentence_is_added_and_the_file_is_a_draft_again(folder: Path) -> None:
    file = folder / "pont.claims.yaml"
    file.write_text(file.read_text("utf-8").replace("draft: true\n", ""), "utf-8")
    with (folder / "pont.txt").open("a", encoding="utf-8") as stream:
        stream.write("\nSelon Jean Blanc, ingénieur, le pont tiendra.\n")
    changes = update(folder)
    assert changes.new == 1
    assert (
        '  - chain: "blanc («Selon»)"  # ligne 9, nouveau\n    says:\n      pont-tiendra: "le pont tiendra"\n\n# Ce que'
        in changes.text
    )
    assert '  blanc: {name: "Jean Blanc", kind: person' in changes.text
    assert "\ndraft: true\n" in changes.text
    # A second time there is nothing to do.
    assert update(folder).text == changes.text


def test_words_that_are_gone_and_words_that_come_back(folder: Path) -> None:
    article = folder / "pont.txt"
    before = (folder / "pont.claims.yaml").read_text("utf-8")
    article.write_text(TEXT.replace(" Les riverains attendent depuis dix ans.", ""), "utf-8")
    changes = update(folder)
    assert changes.gone == 1
    assert "  # disparu : ces mots ne sont plus dans le texte\n  - own: true" in changes.text
    assert update(folder).text == changes.text
    article.write_text(TEXT, "utf-8")
    assert update(folder).text == before


def test_words_that_changed_are_said(folder: Path) -> None:
    (folder / "pont.txt").write_text(TEXT.replace("depuis dix ans", "depuis douze ans"), "utf-8")
    changes = update(folder)
    assert (changes.gone, changes.changed) == (0, 1)
    assert "# changé : le texte dit maintenant ces mots autrement" in changes.text


def test_lines_keep_their_ends(folder: Path) -> None:
    file = folder / "pont.claims.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    with (folder / "pont.txt").open("a", encoding="utf-8") as stream:
        stream.write("\nSelon Jean Blanc, le pont tiendra.\n")
    (dossier,) = load([file])
    text = (folder / "pont.txt").read_text("utf-8")
    with file.open(encoding="utf-8", newline="") as stream:
        written = stream.read()
    after = updated(written, dossier, draft("pont", [DraftText("pont", text, extract(text, "fr"), "pont.txt")])).text
    assert after.count("\r\n") == after.count("\n") > written.count("\n")


def test_a_list_on_one_line_cannot_be_added_to(folder: Path) -> None:
    file = folder / "pont.claims.yaml"
    head = file.read_text("utf-8").split("statements:")[0]
    file.write_text(head + "statements: []\n", "utf-8")
    with pytest.raises(CannotUpdate, match="statements"):
        update(folder)


def test_two_people_of_one_name_stay_two(folder: Path) -> None:
    with (folder / "pont.txt").open("a", encoding="utf-8") as stream:
        stream.write("\nLuc Roux, préfet de Nantes, a déclaré que la gare rouvrira mardi.\n")
    changes = update(folder)
    assert '  roux-2: {name: "Luc Roux", kind: person' in changes.text
    assert 'chain: "roux-2 («a déclaré»)"' in changes.text


def test_a_source_that_was_renamed_keeps_its_id(folder: Path) -> None:
    file = folder / "pont.claims.yaml"
    file.write_text(file.read_text("utf-8").replace("roux", "la-maire"), "utf-8")
    with (folder / "pont.txt").open("a", encoding="utf-8") as stream:
        stream.write("\nAnne Roux a affirmé que la gare rouvrira mardi.\n")
    changes = update(folder)
    assert 'chain: "la-maire («a affirmé»)"' in changes.text
    (dossier,) = load([file])
    assert not [p for p in dossier.problems if p.rule == "unknown-reference"]


def test_the_indent_of_the_file_is_taken_over(folder: Path) -> None:
    file = folder / "pont.claims.yaml"
    head, rest = file.read_text("utf-8").split("statements:\n")
    statements, offered = rest.split("\n\n")
    outdented = "".join(f"{line[2:]}\n" for line in statements.splitlines())
    file.write_text(f"{head}statements:\n{outdented}\n{offered}", "utf-8")
    with (folder / "pont.txt").open("a", encoding="utf-8") as stream:
        stream.write("\nAnne Roux a affirmé que la gare rouvrira mardi.\n")
    changes = update(folder)
    assert '\n- chain: "roux («a affirmé»)"' in changes.text
    (dossier,) = load([file])
    assert not [p for p in dossier.problems if p.rule == "schema-violation"]


def test_a_text_of_no_document_is_refused(folder: Path) -> None:
    (dossier,) = load([folder / "pont.claims.yaml"])
    other = "Selon Jean Blanc, le pont tiendra."
    fresh = draft("pont", [DraftText("autre", other, extract(other, "fr"), "autre.txt")])
    with pytest.raises(CannotUpdate, match="autre"):
        updated((folder / "pont.claims.yaml").read_text("utf-8"), dossier, fresh)


@pytest.mark.parametrize(
    "text",
    [
        "Le maire a dit que la ville paiera 10\u00a0000 euros. Le préfet a affirmé que la ville paiera 10 000 euros.",
        "Le maire a dit que l'usine fermera. Le préfet a dit que l’usine fermera.",
        "« La route est fermée », a dit le maire, « et le pont aussi ». « La route est fermée », a dit le préfet, « et le pont aussi ».",
    ],
)
def test_words_said_twice_are_told_apart(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    file = tmp_path / "a.claims.yaml"
    file.write_text(as_yaml(draft("a", [DraftText("a", text, extract(text, "fr"), "a.txt")])), "utf-8")
    (dossier,) = load([file])
    assert len({(s.anchor.start, s.anchor.end) for s in dossier.statements if s.anchor}) == len(dossier.statements) == 2


def test_whose_foreman_he_is_may_be_somebody_known() -> None:
    text = "Colm Hearne said that it was late. Hearne's foreman told the panel that it was not."
    found = draft("a", [DraftText("a", text, extract(text, "en"), "a.txt")]).sources
    assert {name: source.get("part_of") for name, source in found.items()} == {"hearne": None, "foreman": "hearne"}


def test_words_that_stand_twice_keep_their_place_when_the_text_moves(folder: Path) -> None:
    said = "« Il est sûr », a dit Anne Roux. « Il est sûr », a dit Paul Ferrand.\n"
    (folder / "pont.txt").write_text(said, "utf-8")
    (folder / "pont.claims.yaml").write_text(made(said), "utf-8")
    assert ["at: [2, 12]" in made(said), "at: [35, 45]" in made(said)] == [True, True]
    (folder / "pont.txt").write_text("Le pont a rouvert.\n\n" + said, "utf-8")
    text = update(folder).text
    assert ["at: [22, 32]" in text, "at: [55, 65]" in text] == [True, True]
    (dossier,) = load([folder / "pont.claims.yaml"])
    assert not [problem for problem in dossier.problems if problem.rule == "anchor-not-found"]
