"""Findings as SARIF 2.1.0 (OASIS), for code scanning and editors."""

import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

from provenance.emit.dossier_report import DossierReport, RenderedFinding
from provenance.emit.paths import repository_path
from provenance.model.mark import MARK
from provenance.model.place import Place
from provenance.model.plain import one_line
from provenance.model.vocabulary import Severity
from provenance.rules import families
from provenance.rules.base import Rule
from provenance.summaries.run import RunSummary
from provenance.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def sarif_text(dossiers: Sequence[DossierReport], language: str | None, summary: RunSummary) -> str:
    """One run with every rule's metadata; `language` is that of the rules' words, English where none is asked for."""
    chosen = language or "en"
    rules = [(name, rule) for name, held in families() for rule in held]
    index = {rule.code: number for number, (_, rule) in enumerate(rules)}
    files = sorted({place.file for one in dossiers for rendered in one.findings for place, _ in _places(rendered)})
    run = {
        "tool": {
            "driver": {
                "name": "provenance",
                "semanticVersion": __version__,
                "language": chosen,
                "rules": [_rule(rule, name, chosen) for name, rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": all(one.readable for one in dossiers),
                "exitCode": summary.exit_code,
                "exitCodeDescription": summary.text(chosen),
            }
        ],
        "artifacts": [{"location": _uri(file), "sourceLanguage": _language(file)} for file in files],
        "properties": {
            "verdicts": [
                {"dossier": one.id, **{k: v for k, v in asdict(one.verdict).items() if k != "beside"}}
                for one in dossiers
                if one.verdict is not None
            ]
        },
        "results": [_result(rendered, index) for one in dossiers for rendered in one.findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "properties": {"generator": MARK}, "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(rule: Rule, family_name: str, language: str) -> dict[str, Any]:
    title, why = rule.title.render(language), rule.why.render(language)
    help_text = f"{why}\n\n{rule.origin}\n\n{rule.bad}\n→\n\n{rule.good}"
    markdown = (
        f"{why}\n\n*{rule.origin}*\n\n```yaml\n{rule.bad.rstrip()}\n```\n\n→\n\n```yaml\n{rule.good.rstrip()}\n```\n"
    )
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in re.split("[-/]", rule.name)),
        "shortDescription": {"text": f"{rule.name}: {title}."},
        "fullDescription": {"text": why},
        "help": {"text": help_text, "markdown": markdown},
        "defaultConfiguration": {"level": _LEVEL[rule.severity], "enabled": rule.enabled},
        "properties": {"tags": [family_name, rule.name]},
    }


def _result(rendered: RenderedFinding, index: dict[str, int]) -> dict[str, Any]:
    finding = rendered.finding
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _LEVEL[finding.severity],
        "message": {"text": rendered.full_text},
        "locations": [_location(finding.place)],
        "partialFingerprints": {"provenance/v1": finding.fingerprint},
        "properties": {
            "dossier": finding.dossier,
            "subject": finding.subject,
            "role": finding.role,
            "proof": {"kind": finding.proof.kind, "items": list(finding.proof.items)},
        },
    }
    if rendered.related:
        result["relatedLocations"] = [
            {"id": number, **_location(place), "message": {"text": one_line(said) or place.file}}
            for number, (place, said) in enumerate(rendered.related, 1)
        ]
    if rendered.replacements:
        result["fixes"] = [_fix(rendered)]
    if rendered.in_baseline:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": "baseline"}]
    elif rendered.suppression is not None:
        kind = "external" if rendered.suppression.place is not None else "inSource"
        said = " ".join(
            filter(None, (rendered.suppression.reason, rendered.suppression.by and f"({rendered.suppression.by})"))
        )
        result["suppressions"] = [{"kind": kind, "status": "accepted", "justification": said}]
    return result


def _fix(rendered: RenderedFinding) -> dict[str, Any]:
    return {
        "description": {"text": one_line(rendered.advice or rendered.message)},
        "artifactChanges": [
            {
                "artifactLocation": _uri(rendered.replacements[0][0].file),
                "replacements": [
                    {"deletedRegion": _region(place), "insertedContent": {"text": text}}
                    for place, text in rendered.replacements
                ],
            }
        ],
    }


def _places(rendered: RenderedFinding) -> list[tuple[Place, str]]:
    return [(rendered.finding.place, ""), *rendered.related]


def _location(place: Place) -> dict[str, Any]:
    """Without a region where nobody could go to the line: in a PDF, a recording."""
    region = {"region": _region(place)} if place.within is None else {}
    return {"physicalLocation": {"artifactLocation": _uri(place.file), **region}}


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": max(place.end_column, place.column) if place.end_line == place.line else place.end_column,
    }


def _uri(file: str) -> dict[str, str]:
    """Relative to where the program was run, as readers of SARIF expect of a checkout; percent-encoded (RFC 3986)."""
    path = Path(repository_path(file))
    return {"uri": path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))}


def _language(file: str) -> str:
    suffix = file.rsplit(".", 1)[-1].lower()
    return {"yaml": "yaml", "yml": "yaml", "json": "json", "jsonl": "json", "toml": "toml"}.get(suffix, "plaintext")
