"""What the report in JSON says of a claim."""

import json
from collections.abc import Callable

from provenance.auditing import DossierAudit
from provenance.report.json_report import json_text


def test_who_denies_on_its_own_word_is_told_as_who_is_quoted(audited: Callable[..., DossierAudit]) -> None:
    audit = audited(
        "sources: {m: {name: The minister}}\n"
        "documents: {d: {publisher: The Daily}, w: {publisher: The Weekly}, e: {publisher: The Evening}}\n"
        "claims: {c1: The well is clean.}\n"
        "statements:\n"
        "  - {own: first_hand, in: d, denies: {c1: it is not}}\n"
        "  - {chain: d, in: w, denies: {c1: it is not}}\n"
        "  - {chain: m, in: e, denies: {c1: it is not}}\n"
    )
    (claim,) = json.loads(json_text([audit], None))["dossiers"][0]["claims"]
    # By the ids of sources; a chain that begins with a document begins with who publishes it.
    assert claim["denied_by"] == ["The Daily", "m"]
