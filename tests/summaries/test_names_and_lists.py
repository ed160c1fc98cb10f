"""Names and lists as every surface shows them: one apostrophe, long lists cut."""

from collections.abc import Callable

from provenance.auditing import DossierAudit
from provenance.diagram.picture import dossier_picture
from provenance.summaries.brief import brief
from provenance.summaries.summary import build

HOUSES = """language: fr
sources:
  groupe: {name: "le groupe Médias de l'Ouest", kind: institution}
  agence: {name: "l'Agence d'Alençon", kind: agency, owned_by: groupe}
documents: {a: {publisher: "L'Écho d'Orne", published: 2022-03-05}}
claims: {c: {text: "Un fait."}}
statements: [{chain: agence → a, says: {c: un fait}}]
"""


def test_a_name_has_one_apostrophe_wherever_it_stands(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(HOUSES)
    assert "l’Agence d’Alençon = le groupe Médias de l’Ouest" in [m.render("fr") for m in build(audit).understood]
    labels = {box.label for box in dossier_picture(audit, "fr").boxes}
    assert {"l’Agence d’Alençon", "L’Écho d’Orne"} <= labels


def test_of_many_claims_that_nobody_asserts_five_are_told(audited: Callable[..., DossierAudit]) -> None:
    def told(count: int) -> str:
        claims = "".join(f"  c{n}: {{text: Fait {n}.}}\n" for n in range(count))
        said = ", ".join(f"c{n}: x" for n in range(count))
        audit = audited(
            f"language: fr\nsources: {{m: {{name: M}}}}\nclaims:\n{claims}statements: [{{chain: m, evades: {{{said}}}}}]\n"
        )
        not_asserted = brief(audit).not_asserted
        assert not_asserted is not None
        return not_asserted.render("en")

    assert told(6) == "What nobody asserts: Fait 0, Fait 1, Fait 2, Fait 3, Fait 4, Fait 5"
    assert told(8) == "What nobody asserts: Fait 0, Fait 1, Fait 2, Fait 3, Fait 4, 3 more"
