"""Drawings through time, our own layout, and the workers."""

import time
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from provenance.auditing import DossierAudit, audit_paths, through_time
from provenance.diagram import layout_pool
from provenance.diagram.layered import layered
from provenance.diagram.layout import Layout, TooLarge, laid_out, too_large
from provenance.diagram.layout_pool import LayoutPool, lay_out
from provenance.diagram.parts import Arrow, Box, BoxKey, Picture
from provenance.diagram.picture import claim_picture, dossier_picture
from provenance.diagram.timeline import diagram_timeline
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def days() -> tuple[DossierAudit, ...]:
    (audit,) = audit_paths([ROOT / "seeds"])
    return through_time(audit)


def test_each_frame_is_the_picture_of_its_day(days: tuple[DossierAudit, ...]) -> None:
    pictures = [claim_picture(audit, "second-visit-july-15") for audit in days]
    shot = diagram_timeline(pictures)
    for picture, frame in zip(pictures, shot.snapshots, strict=True):
        assert [b for b in frame.boxes if b is not None] == list(picture.boxes)
        assert [a for a in frame.arrows if a is not None] == list(picture.arrows)
    assert {b.key for b in shot.whole.boxes} == {b.key for b in pictures[-1].boxes}


TWO_DAYS = """
sources: {m: {name: M, kind: person, part_of: h}, n: {name: N, kind: person, part_of: h}, h: {name: H, kind: government}}
documents: {d: {publisher: P, published: 2022-07-01}, e: {publisher: Q, published: 2022-07-02, retracts: d}}
claims: {c1: A claim.}
statements: [{chain: m, in: d, says: {c1: words}}, {chain: n, in: e, says: {c1: words}}]
"""


def short(key: BoxKey) -> str:
    return key.kind[0] + key.id


def test_a_frame_says_in_digits_what_is_seen(audited: Callable[..., DossierAudit]) -> None:
    first, second = through_time(audited(TWO_DAYS, "2022-07-02"))
    shot = diagram_timeline([claim_picture(first, "c1"), claim_picture(second, "c1")])
    assert [short(b.key) for b in shot.whole.boxes] == ["cc1", "dd", "de", "sm", "sn"]
    arrows = [(short(a.tail), short(a.head)) for a in shot.whole.arrows]
    # The document that takes the other back leads to it.
    assert arrows == [("dd", "cc1"), ("de", "cc1"), ("de", "dd"), ("sm", "dd"), ("sn", "de")]

    # On the first day M is the one origin and the only dominator, and its house is not drawn; on the second the first
    # document has fallen, and of the ways that stand every one crosses N, and the house.
    assert shot.snapshots[0].code == "11070 10010 10 0"
    assert shot.snapshots[1].code == "19157 31131 31 2"
    # One organisation, and the drawing by organisation has one box for them.
    collapsed = claim_picture(second, "c1", collapsed=True)
    assert [short(b.key) for b in collapsed.boxes] == ["cc1", "dd", "de", "sh"]


def grid(columns: int, rows: int, back: bool = False) -> Picture:
    """Columns of boxes, each an arrow from the one before and from its neighbour."""
    key = "d{:03}-{:03}".format
    boxes = tuple(Box(key(x, y), f"box {x} {y}", "note", "document") for x in range(columns) for y in range(rows))
    arrows = [
        Arrow(key(x, y), key(x + 1, (y + step) % rows), "for", True, False)
        for x in range(columns - 1)
        for y in range(rows)
        for step in (0, 1)
    ]
    if back:
        arrows.append(Arrow(key(columns - 1, 0), key(0, 0), "for", True, False))
    return Picture("t", "s", None, boxes, tuple(arrows), (), {}, "en", "")


@pytest.mark.parametrize("back", [False, True])
def test_our_layout_goes_forward_and_nothing_overlaps(back: bool) -> None:
    picture = grid(6, 20, back)
    layout = layered(picture)
    at = {p.box.key: p for p in layout.boxes}
    assert set(at) == {b.key for b in picture.boxes}
    forward = [a for a in picture.arrows if at[a.tail].x < at[a.head].x]
    assert len(picture.arrows) - len(forward) == int(back)
    columns: dict[float, list[tuple[float, float]]] = {}
    for p in layout.boxes:
        columns.setdefault(p.x, []).append((p.y - p.height / 2, p.y + p.height / 2))
    for spans in columns.values():
        spans.sort()
        assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    assert layout.splines == layered(picture).splines


def test_our_layers_are_longest_paths() -> None:
    picture = grid(5, 4)
    layout = layered(picture)
    graph = nx.DiGraph([(a.tail, a.head) for a in picture.arrows])
    columns = sorted({p.x for p in layout.boxes})
    depth = {
        node: max(
            len(nx.shortest_path(graph, root, node)) - 1
            for root in graph
            if not graph.in_degree(root) and nx.has_path(graph, root, node)
        )
        for node in graph
    }
    assert all(columns.index(p.x) == depth[p.box.key] for p in layout.boxes)


def test_size_alone_chooses_the_layout() -> None:
    small, large = grid(5, 100), grid(6, 100)
    assert not too_large(small)
    assert too_large(large)
    with pytest.raises(TooLarge):
        laid_out(large)
    assert lay_out(large).splines == layered(large).splines


def _slow(picture: Picture) -> Layout:
    if picture.title == "slow":
        time.sleep(30)
    return layered(picture)


def test_a_layout_that_runs_away_is_stopped_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout_pool, "lay_out", _slow)
    pictures = [grid(2, 2), Picture("slow", "", None, (), (), (), {}, "en", ""), grid(2, 3), grid(3, 2)]
    with LayoutPool(limit=0.5) as draughtsmen:
        found = list(draughtsmen.layouts(pictures))
    assert [None if layout is None else len(layout.boxes) for layout in found] == [4, None, 6, 6]


def test_workers_give_what_one_process_gives(days: tuple[DossierAudit, ...]) -> None:
    pictures = [claim_picture(days[-1], c) for c in list(days[-1].dossier.claims)[:6]] + [dossier_picture(days[-1])]
    with LayoutPool() as draughtsmen:
        assert list(draughtsmen.layouts(pictures)) == [laid_out(p) for p in pictures]


def test_a_page_says_when_a_drawing_did_not_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from provenance.report.html.page import page_text

    monkeypatch.setattr(layout_pool, "lay_out", _never)
    (tmp_path / "x.claims.yaml").write_text(TWO_DAYS, "utf-8")
    (audit,) = audit_paths([tmp_path / "x.claims.yaml"])
    notes: list[str] = []
    with LayoutPool(limit=0.2) as draughtsmen:
        text = page_text(audit, "en", draughtsmen, notes.append)
    assert any("c1" in note and "did not end" in note for note in notes)
    assert '<svg class="drawing"' not in text


def _never(picture: Picture) -> Layout:
    time.sleep(30)
    raise AssertionError
