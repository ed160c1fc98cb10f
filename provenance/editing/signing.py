"""Who answers for a dossier as it is."""

from collections.abc import Mapping, Sequence
from typing import Any

from provenance.auditing import DossierAudit
from provenance.editing.decisions import Reviewer, signed, undecided
from provenance.files.checking import content_hash
from provenance.model.checking import pending_check
from provenance.model.dossier import Dossier
from provenance.model.finding import DataEdit
from provenance.model.message import MN, Message


def left_to_do(audit: DossierAudit, data: Mapping[str, Any]) -> list[Message]:
    """What stands before a signature: statements nobody decided upon, corrections, faults of the file."""
    undone, verdict = len(undecided(data)), audit.verdict
    asked = sum(pending_check(statement.checked) is not None for statement in audit.dossier.statements)
    faults = [finding for finding in verdict.faults if finding.rule != "changed-after-signature"]
    found = []
    if undone:
        found.append(MN("{n} statement nobody has decided upon", "{n} statements nobody has decided upon", undone))
    if asked:
        found.append(MN("{n} check that was asked for", "{n} checks that were asked for", asked))
    if verdict.corrections:
        found.append(MN("{n} correction", "{n} corrections", len(verdict.corrections)))
    if faults:
        found.append(MN("{n} fault in the claim file", "{n} faults in the claim file", len(faults)))
    return found


def sign(data: Mapping[str, Any], dossier: Dossier, who: Reviewer, despite: str = "") -> Sequence[DataEdit]:
    """The signature of the data and the texts as they are."""
    return signed(content_hash(data, dossier.documents.values()), who, despite)
