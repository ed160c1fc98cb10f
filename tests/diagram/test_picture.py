"""What a drawing shows: what everything hangs on, evidence, and what took words back."""

from collections.abc import Callable

from provenance.auditing import DossierAudit
from provenance.diagram.layout import dot_source
from provenance.diagram.legend import legend
from provenance.diagram.mermaid import mermaid
from provenance.diagram.parts import BoxKey
from provenance.diagram.picture import claim_picture, dossier_picture
from provenance.diagram.render import rendered

HOUSE = """
language: en
sources:
  g: {name: The executive, kind: government}
  r: {name: RIA, kind: agency, owned_by: g}
  t: {name: Tass, kind: agency, owned_by: g}
documents: {a: {publisher: A}, b: {publisher: B}}
claims: {c: A treaty.}
"""


def marked(audit: DossierAudit, claim: str = "c") -> tuple[set[str], set[str]]:
    """The boxes and the organisations that are outlined as what everything hangs on."""
    picture = claim_picture(audit, claim)
    return {box.key.id for box in picture.boxes if box.dominator}, set(picture.dominating)


def test_two_relays_of_one_house_are_not_outlined_but_their_house(audited: Callable[..., DossierAudit]) -> None:
    text = HOUSE + "statements: [{chain: r, in: a, says: {c: w}}, {chain: t, in: b, says: {c: w}}]"
    assert marked(audited(text)) == (set(), {"g"})


def test_a_member_that_every_way_crosses_is_outlined_with_its_house(audited: Callable[..., DossierAudit]) -> None:
    text = HOUSE + "statements: [{chain: r → t, in: a, says: {c: w}}, {chain: r, in: b, says: {c: w}}]"
    assert marked(audited(text)) == ({"r"}, {"g"})


def test_a_relay_that_every_way_crosses(audited: Callable[..., DossierAudit]) -> None:
    text = """
language: en
sources: {m: {name: M}, n: {name: N}, t: {name: Tass, kind: agency}}
documents: {a: {publisher: A}, b: {publisher: B}}
claims: {c: A treaty.}
statements: [{chain: m → t, in: a, says: {c: w}}, {chain: n → t, in: b, says: {c: w}}]
"""
    assert marked(audited(text)) == ({"t"}, set())


def test_mermaid_says_in_words_what_other_drawings_show_by_their_borders(audited: Callable[..., DossierAudit]) -> None:
    text = HOUSE + "statements: [{chain: r, in: a, says: {c: w}}, {chain: t, in: b, says: {c: w}}]"
    lines = mermaid(claim_picture(audited(text), "c")).splitlines()
    # Every way crosses the house and neither of its members; both are where it comes from.
    assert '  subgraph h0["The executive, everything hangs on it"]' in lines
    assert '    n3[/"RIA<br/>news agency, origin"/]' in lines
    assert '    n4[/"Tass<br/>news agency, origin"/]' in lines
    assert '  n0["A treaty.<br/>unconfirmed"]' in lines
    relayed = """
language: fr
sources: {m: {name: M}, t: {name: Tass, kind: agency}}
documents: {a: {publisher: A}, b: {publisher: A}, c: {publisher: B, revises: a}}
claims: {c: Un traité.}
statements: [{chain: m → t, in: a, says: {c: w}}]
"""
    (tass,) = (line for line in mermaid(claim_picture(audited(relayed), "c")).splitlines() if "Tass" in line)
    assert tass.endswith('"Tass<br/>agence de presse, tout tient à ce maillon"/]')
    (old,) = (line for line in mermaid(claim_picture(audited(relayed), "c")).splitlines() if "A<br/>" in line)
    assert old.endswith(', remplacé ou retiré"]')


def test_a_name_without_letters_in_our_fonts_is_drawn_all_the_same(audited: Callable[..., DossierAudit]) -> None:
    """In PDF as an image, written with the fonts of the machine; with our letters, as text in our fonts."""
    for name, image in (("هيئة", True), ("Tass", False)):
        text = f"language: en\nsources: {{m: {{name: {name}}}}}\nclaims: {{c: A.}}\nstatements: [{{chain: m, says: {{c: w}}}}]"
        drawn = rendered(claim_picture(audited(text), "c"), "pdf")
        assert isinstance(drawn, bytes)
        assert (b"/Subtype /Image" in drawn) is image
        assert (b"/FontFile2" in drawn) is not image


EVIDENCE = """
language: en
sources: {m: {name: The ministry, kind: government}, lab: {name: The laboratory, kind: institution}}
documents: {a: {publisher: A, published: 2022-07-01}}
claims: {c: The water is safe., d: The well is deep.}
statements: [{chain: m, in: a, says: {c: w, d: w}}]
evidence:
  samples: {name: samples, given_by: m, refutes: [c], authenticated_by: lab}
  photos: {name: photos, given_by: m, shows: [c]}
  later: {name: later, given_by: m, on: 2023-01-01, refutes: [c], authenticated_by: lab}
"""


def test_evidence_is_drawn_with_who_gave_it_and_what_it_does(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(EVIDENCE)
    picture = claim_picture(audit, "c")
    notes = {box.key.id: box.note for box in picture.boxes if box.key.kind == "evidence"}
    assert notes == {"samples": "authenticated by The laboratory", "photos": "authenticated by nobody"}
    target, giver = BoxKey("claim", "c"), BoxKey("source", "m")
    sides = {(a.tail.id, a.head): a.side for a in picture.arrows if "evidence" in (a.tail.kind, a.head.kind)}
    assert sides == {
        ("m", BoxKey("evidence", "samples")): "gives",
        ("m", BoxKey("evidence", "photos")): "gives",
        ("samples", target): "against",
        ("photos", target): "idle",
    }
    assert giver in {box.key for box in picture.boxes}
    said = [meaning.render("en") for _, meaning in legend([picture])]
    assert {"evidence", "hands in", "evidence that adds to no figure"} <= set(said)
    assert not [box for box in claim_picture(audit, "d").boxes if box.key.kind == "evidence"]


def test_what_took_words_back_points_to_where_they_stood(audited: Callable[..., DossierAudit]) -> None:
    text = """
language: en
sources: {m: {name: The ministry, kind: government}}
documents:
  v1: {publisher: The Agency, published: 2022-07-16, replaced_by: v2}
  v2: {publisher: The Agency, published: 2022-07-17}
  a: {publisher: The Paper, published: 2022-07-19}
claims:
  c: {text: On the 15th., about: day, value: 2022-07-15}
  c5: {text: On the 5th., about: day, value: 2022-07-05}
statements:
  - {id: first, chain: m, in: v1, says: {c: w}}
  - {chain: m, in: v2, says: {c5: w}}
  - {chain: m → v1, in: a, says: {c: w}}
"""
    picture = claim_picture(audited(text), "c")
    acts = [(a.tail.id, a.head.id, a.back) for a in picture.arrows if a.side == "act"]
    assert acts == [("v2", "v1", True)]
    assert "takes back or replaces" in [meaning.render("en") for _, meaning in legend([picture])]


def test_columns_stand_apart_where_many_arrows_cross(audited: Callable[..., DossierAudit]) -> None:
    """Thirty voices in two papers are sixty arrows: nearly double the room of one."""

    def source(voices: int) -> str:
        names = "".join(f"  v{n}: {{name: Voice {n}}}\n" for n in range(voices))
        said = "".join(f"  - {{chain: v{n}, in: [a, b], says: {{c: words}}}}\n" for n in range(voices))
        audit = audited(
            f"language: en\nsources:\n{names}documents: {{a: {{publisher: A}}, b: {{publisher: B}}}}\nstatements:\n{said}"
        )
        return dot_source(dossier_picture(audit))

    assert "ranksep=0.7 " in source(1)
    assert "ranksep=1.2 " in source(30)
