"""Who said this, through whom did it reach us, and does it stand?

    import provenance

    audit = provenance.audit("seeds/tehran-2022-07", as_of="2022-07-20")
    audit["visit-june-8"].status

What `__all__` names is stable. It is brought in when it is first asked for, so that `import provenance`, and the
command, start fast. `docs/reference/python.md` describes it.
"""

from typing import TYPE_CHECKING

from provenance.version import __version__

if TYPE_CHECKING:
    from provenance.api.audits import Audit, audit, audit_all
    from provenance.api.claims import Claim, Claims, Origins, Reason, StatusChange
    from provenance.api.diagrams import Diagram
    from provenance.api.explaining import Explanation, explain
    from provenance.api.files import load, load_all, validate
    from provenance.api.findings import Finding, Findings
    from provenance.api.reading import Attribution, Extraction, extract
    from provenance.model.dossier import Dossier
    from provenance.model.errors import (
        ConfigurationError,
        InputError,
        OutputError,
        ProvenanceError,
        UnknownNameError,
        UsageError,
    )
    from provenance.model.finding import Proof
    from provenance.model.message import M
    from provenance.model.vocabulary import Severity
    from provenance.rules.base import Context, RawFinding, Rule

#: Where each name of the library's face lives.
_HOMES = {
    "provenance.api.audits": ("Audit", "audit", "audit_all"),
    "provenance.api.claims": ("Claim", "Claims", "Origins", "Reason", "StatusChange"),
    "provenance.api.diagrams": ("Diagram",),
    "provenance.api.explaining": ("Explanation", "explain"),
    "provenance.api.files": ("load", "load_all", "validate"),
    "provenance.api.findings": ("Finding", "Findings"),
    "provenance.api.reading": ("Attribution", "Extraction", "extract"),
    "provenance.model.dossier": ("Dossier",),
    "provenance.model.errors": (
        "ConfigurationError", "InputError", "OutputError", "ProvenanceError", "UnknownNameError", "UsageError",
    ),
    "provenance.model.finding": ("Proof",),
    "provenance.model.message": ("M",),
    "provenance.model.vocabulary": ("Severity",),
    "provenance.rules.base": ("Context", "RawFinding", "Rule"),
}  # fmt: skip

__all__ = [
    "Attribution",
    "Audit",
    "Claim",
    "Claims",
    "ConfigurationError",
    "Context",
    "Diagram",
    "Dossier",
    "Explanation",
    "Extraction",
    "Finding",
    "Findings",
    "InputError",
    "M",
    "Origins",
    "OutputError",
    "Proof",
    "ProvenanceError",
    "RawFinding",
    "Reason",
    "Rule",
    "Severity",
    "StatusChange",
    "UnknownNameError",
    "UsageError",
    "__version__",
    "audit",
    "audit_all",
    "explain",
    "extract",
    "load",
    "load_all",
    "validate",
]


def __getattr__(name: str) -> object:
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module 'provenance' has no attribute '{name}'")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(home), name)
    return found


def __dir__() -> list[str]:
    return __all__
