"""The short way through the house: load → rules about the files. No graph, no assessment: fit for every save."""

from provenance.model.confidential import masked
from provenance.model.dossier import Dossier
from provenance.model.finding import Finding
from provenance.rules import family
from provenance.rules.base import Context, run


def validate(dossier: Dossier) -> list[Finding]:
    """The findings about the files alone."""
    return run(family("file"), Context(masked(dossier), None, {}))
