"""The computed status behind each claim, in the line where it is declared."""

from collections.abc import Iterator

from lsprotocol import types

from provenance.assess.reasons import because, status_name
from provenance.lsp.analysis import Analysis
from provenance.model.labels import MODIFIER
from provenance.model.plain import sentence


def hints(analysis: Analysis, wanted: types.Range) -> Iterator[types.InlayHint]:
    """A hint for each declared claim in the range of lines; its tooltip says why."""
    audit, language = analysis.audit, analysis.language
    for claim in audit.dossier.claims.values():
        if len(claim.pointer) != 2:
            continue
        place = audit.dossier.place(claim.pointer, True)
        if not wanted.start.line <= place.line - 1 <= wanted.end.line:
            continue
        assessment = audit.assessor[claim.id]
        modifiers = ", ".join(MODIFIER[m].render(language) for m in assessment.modifiers)
        status = status_name(assessment).render(language)
        reasons = "\n".join(f"- {sentence(r.message.render(language))}" for r in because(audit.assessor, assessment))
        yield types.InlayHint(
            position=analysis.positions.range(place).end,
            label=f"{status} ({modifiers})" if modifiers else status,
            tooltip=reasons or None,
            padding_left=True,
            padding_right=True,
        )
