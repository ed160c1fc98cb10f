"""Findings as a GitLab Code Quality report (the fields GitLab reads of Code Climate's format)."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence

from provenance.emit.dossier_report import DossierReport
from provenance.emit.paths import repository_path
from provenance.model.vocabulary import Severity

_SEVERITY = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def gitlab_text(dossiers: Sequence[DossierReport]) -> str:
    """The findings that count. Fingerprints are unique, as GitLab asks: a second finding of one content is numbered."""
    seen: Counter[str] = Counter()
    entries = []
    for one in dossiers:
        for rendered in one.findings:
            if not rendered.counts:
                continue
            finding = rendered.finding
            seen[finding.fingerprint] += 1
            content = f"{finding.fingerprint}#{seen[finding.fingerprint]}"
            entries.append(
                {
                    "description": rendered.full_line,
                    "check_name": rendered.title,
                    "fingerprint": hashlib.sha256(content.encode()).hexdigest(),
                    "severity": _SEVERITY[finding.severity],
                    "location": {
                        "path": repository_path(finding.place.file),
                        "lines": {"begin": finding.place.line, "end": finding.place.end_line},
                    },
                }
            )
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"
