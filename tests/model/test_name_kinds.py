"""Of what kind a name that nobody declared is, by its words."""

from collections.abc import Callable

import pytest

from provenance.auditing import DossierAudit
from provenance.model.name_kinds import kind_of_name
from provenance.summaries.summary import build


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Mairie de Sorel", "government"),
        ("la préfecture de l'Orne", "government"),
        ("L’État-major", "government"),
        ("Élysée", "government"),
        ("Syndicat Force ouvrière", "institution"),
        ("Conseil d'État", "institution"),
        ("Ministry of Defence", "government"),
        ("the Sorel Town Hall", "government"),
        ("Orne County Council", "government"),
        ("University of Leeds", "institution"),
        ("Acme Ltd.", "institution"),
        # Somebody: a job, a given name, a family name that is a word as well.
        ("Maire de Sorel", None),
        ("Jean Ministre", None),
        ("Grace Hall", None),
        ("Rose Office", None),
        ("王小明", None),
        ("«»", None),
    ],
)
def test_the_words_of_a_name_say_its_kind(name: str, kind: str | None) -> None:
    assert kind_of_name(name) == kind


def test_a_house_that_nobody_declared_has_its_article(audited: Callable[..., DossierAudit]) -> None:
    """« ne doive rien à la Mairie de Sorel », and not « à Mairie de Sorel », as of a person."""
    audit = audited(
        "language: fr\ndocuments: {a: {publisher: Le Courrier}}\n"
        "statements: [{chain: Mairie de Sorel → a, says: {c: le pont est fermé}}]\n"
    )
    assert audit.dossier.sources["Mairie de Sorel"].kind == "government"
    missing = build(audit).key_missing_source
    assert missing is not None
    assert "ne doive rien à la Mairie de Sorel" in missing.render("fr")
