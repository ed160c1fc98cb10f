"""Findings as JUnit XML: a suite a dossier, a case a finding, and one for each claim that nothing was found about."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Sequence

from provenance.emit.dossier_report import DossierReport, RenderedFinding
from provenance.emit.paths import repository_path
from provenance.model.mark import MARK
from provenance.model.plain import visible


def junit_text(dossiers: Sequence[DossierReport], fails: Callable[[RenderedFinding], bool]) -> str:
    """`fails` says which findings make the run fail: those are the failures; what is answered for is skipped."""
    root = ElementTree.Element("testsuites", name="provenance")
    totals = [0, 0, 0]
    for one in dossiers:
        suite = ElementTree.SubElement(root, "testsuite", name=visible(one.id or one.file))
        if one.verdict is not None:
            properties = ElementTree.SubElement(suite, "properties")
            for name in ("text", "held", "corrections", "precisions", "faults", "set_aside"):
                value = visible(str(getattr(one.verdict, name)))
                ElementTree.SubElement(properties, "property", name=f"verdict.{name}", value=value)
        counts = [0, 0, 0]
        for rendered in one.findings:
            failed, skipped = rendered.counts and fails(rendered), not rendered.counts
            counts = [counts[0] + 1, counts[1] + failed, counts[2] + skipped]
            _case(suite, one, rendered, failed)
        about = {rendered.finding.subject for rendered in one.findings}
        quiet = [claim for claim in one.claims if claim not in about]
        for claim in quiet:
            ElementTree.SubElement(
                suite, "testcase", classname=visible(one.id), name=visible(claim), file=visible(one.file), time="0"
            )
        counts[0] += len(quiet)
        _count(suite, counts)
        totals = [a + b for a, b in zip(totals, counts)]
    _count(root, totals)
    ElementTree.indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!-- {MARK} -->\n' + ElementTree.tostring(root, "unicode") + "\n"


def _case(suite: ElementTree.Element, one: DossierReport, rendered: RenderedFinding, failed: bool) -> None:
    finding = rendered.finding
    case = ElementTree.SubElement(
        suite,
        "testcase",
        classname=visible(one.id or one.file),
        name=visible(f"{finding.place}: {rendered.title}: {finding.subject}"),
        file=visible(repository_path(finding.place.file)),
        line=str(finding.place.line),
        time="0",
    )
    whole = visible(f"{finding.place}: {rendered.severity}: {rendered.full_text}")
    if failed:
        failure = ElementTree.SubElement(case, "failure", message=visible(rendered.message), type=finding.rule)
        failure.text = whole
    elif not rendered.counts:
        reason = rendered.suppression.reason if rendered.suppression is not None else "baseline"
        ElementTree.SubElement(case, "skipped", message=visible(reason))
    else:
        ElementTree.SubElement(case, "system-out").text = whole


def _count(element: ElementTree.Element, counts: list[int]) -> None:
    for name, count in zip(("tests", "failures", "skipped"), counts):
        element.set(name, str(count))
    element.set("errors", "0")
    element.set("time", "0")
