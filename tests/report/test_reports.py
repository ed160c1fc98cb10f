"""The rendered audit of `seeds/`, and what hostile words become in it."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from provenance.auditing import DossierAudit, audit_paths
from provenance.diagram.layout_pool import LayoutPool
from provenance.diagram.picture import claim_picture, dossier_picture
from provenance.diagram.render import rendered
from provenance.report.folder import ReportFolder, report_files
from provenance.report.json_report import json_text
from provenance.report.markdown import escaped, markdown_text
from tests.conftest import ROOT

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</text><script>alert(1)</script>"];x[label="\\N | {a}\' onload=x ]]> <!-- ` | end; %% \u202eabc\x07 <b>&amp;'


def test_reports_are_regenerated_byte_for_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    with LayoutPool() as layout_pool:
        reports = ReportFolder(tmp_path, None, layout_pool, lambda line: None)
        for audit in audit_paths([Path("seeds")]):
            reports.add(audit)
        reports.finish()
    fresh = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    kept = {p.relative_to(ROOT / "reports"): p.read_bytes() for p in (ROOT / "reports").rglob("*") if p.is_file()}
    assert set(fresh) == set(kept)
    stale = [str(name) for name in fresh if fresh[name] != kept[name]]
    assert not stale, "run `make audit`"


def test_two_runs_give_the_same_bytes() -> None:
    (one,) = audit_paths([ROOT / "seeds"])
    (two,) = audit_paths([ROOT / "seeds"])
    assert json_text([one], None) == json_text([two], None)
    for form in ("svg", "png", "pdf", "dot", "mermaid"):
        assert rendered(dossier_picture(one), form) == rendered(dossier_picture(two), form)


@pytest.fixture
def hostile(audited: Callable[..., DossierAudit]) -> DossierAudit:
    quoted = '"' + HOSTILE.replace("\\", "\\\\").replace('"', '\\"').replace("\x07", "\\x07") + '"'
    return audited(
        f"title: {quoted}\nsources:\n  m: {{name: {quoted}, role: {quoted}}}\n"
        f'  t: {{name: T, kind: agency, aliases: [{quoted[:-1]} t"]}}\n'
        f"documents: {{d: {{publisher: {quoted}, headline: {quoted}}}}}\nclaims: {{c1: {{text: {quoted}}}}}\n"
        f"statements: [{{chain: [{{source: m, cue: {quoted}}}, t], in: d, says: {{c1: {quoted}}}}}]\n"
    )


def test_hostile_words_become_text_in_svg(hostile: DossierAudit) -> None:
    for picture in (claim_picture(hostile, "c1"), dossier_picture(hostile)):
        root = ET.fromstring(str(rendered(picture, "svg")))
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert tags <= {"svg", "title", "desc", "rect", "g", "text", "path", "polygon", "line", "circle", "ellipse"}
        assert not [a for e in root.iter() for a in e.attrib if a.startswith("on")]
        assert "\u202e" not in "".join(root.itertext())


def test_hostile_words_stay_labels_in_dot_and_mermaid(hostile: DossierAudit) -> None:
    import pygraphviz

    picture = claim_picture(hostile, "c1")
    graph = pygraphviz.AGraph(string=str(rendered(picture, "dot")))
    assert sorted(graph.nodes()) == [f"n{i}" for i in range(len(picture.boxes))]
    mark, kind, *lines = str(rendered(picture, "mermaid")).splitlines()
    assert (mark[:3], kind) == ("%% ", "flowchart LR")
    for line in lines:
        assert re.fullmatch(
            r'  \s*(subgraph h\d+\["[^"<>]*"\]|end|n\d+\W+"[^"<>]*(<br/>)?[^"<>]*"\W+|n\d+ -\.?->(\|"."\|)? n\d+|n\d+ -->(\|"."\|)? n\d+)',
            line,
        ), line


def test_hostile_words_stay_words_in_markdown(hostile: DossierAudit) -> None:
    text = markdown_text(hostile, None)
    assert "<script" not in text
    assert "\x07" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a*b* [x](y)", "a\\*b\\* \\[x\\](y)"),
        ("<b>&", "&lt;b&gt;&amp;"),
        ("`ap-early`", "`ap-early`"),
        ("`a <b>`", "\\`a &lt;b&gt;\\`"),
        ("| cell |", "\\| cell \\|"),
        ("# head", "\\# head"),
        ("un_mot_composé", "un_mot_composé"),
    ],
)
def test_markdown_escapes(text: str, expected: str) -> None:
    assert escaped(text) == expected


CONFIDENTIAL = """
sources:
  jean-dupont: {name: Jean Dupont, aliases: [Dupont, le petit Jean], kind: person, role: un agent du service, confidential: true}
  agency: {name: The Agency, kind: agency}
  dup: {name: Jean Dupont}
documents: {d: {publisher: The Agency, published: 2022-07-19}}
claims: {c1: {text: Selon Dupont rien ne va., concerns: jean-dupont, status: confirmed}}
statements:
  - {id: by-dupont, chain: Jean Dupont → The Agency, in: d, says: {c1: "Dupont l'a dit"}}
  - {chain: The Agency → Jean Dupon, in: d, denies: {c1: mots}}
"""


def test_a_confidential_name_appears_in_nothing_that_is_written(
    audited: Callable[..., DossierAudit], tmp_path: Path
) -> None:
    audit = audited(CONFIDENTIAL)
    from provenance.emit.findings import findings_text, plain
    from provenance.emit.text import audit_text

    texts = [str(content) for _, content in report_files(audit, None, lambda line: None)]
    texts += [
        audit_text(audit, None, plain, 100, True),
        findings_text(audit.dossier, audit.findings, None, plain, 100, True),
    ]
    texts += [str(p) for p in (tmp_path / "reports").rglob("*")]
    for form in ("dot", "mermaid"):
        texts.append(str(rendered(claim_picture(audit, "c1"), form)))
    for text in texts:
        found = re.search(r".{0,60}dupon[t]?.{0,60}|le petit jean", text, re.IGNORECASE)
        assert found is None, found
    assert any("un agent du service" in text for text in texts)
