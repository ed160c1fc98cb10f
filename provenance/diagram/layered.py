"""A layout of our own for drawings that Graphviz would take minutes over: layers, barycentres, straight columns.

After Sugiyama, Tagawa & Toda (1981): cycles are opened, every box goes one layer beyond the last of those before it,
boxes are ordered in their layer by the mean place of their neighbours, and layers become columns. Everything is linear
in boxes and arrows but the sorting of layers.
"""

from collections.abc import Sequence

import networkx as nx

from provenance.diagram.layout import Layout, PlacedBox, Point, measured
from provenance.diagram.parts import Picture
from provenance.diagram.picture import shape_of

_SWEEPS = 4
_COLUMN_GAP, _ROW_GAP = 90.0, 14.0
#: A layer longer than this becomes several columns, so that the drawing stays a page and not a thread.
_COLUMN = 60


def layered(picture: Picture) -> Layout:
    """The picture with positions. The order of boxes and arrows alone decides; organisations are not drawn."""
    number = {box.key: i for i, box in enumerate(picture.boxes)}
    edges = sorted({(number[a.tail], number[a.head]) for a in picture.arrows if a.tail != a.head})
    graph: nx.DiGraph[int] = nx.DiGraph(edges)
    graph.add_nodes_from(range(len(number)))
    forward = _acyclic(graph)
    # A generation is one step beyond the last of those before it: the longest way decides.
    layers = [sorted(generation) for generation in nx.topological_generations(forward)]
    columns = [
        layer[start : start + _COLUMN]
        for layer in _ordered(layers, sorted(forward.edges))
        for start in range(0, len(layer), _COLUMN)
    ]
    sizes = [measured(box) for box in picture.boxes]
    placed: list[PlacedBox | None] = [None] * len(number)
    tallest = max((sum(sizes[n][1] + _ROW_GAP for n in column) for column in columns), default=0.0)
    x = 0.0
    for column in columns:
        width = max(sizes[n][0] for n in column)
        y = (tallest - sum(sizes[n][1] + _ROW_GAP for n in column)) / 2
        for n in column:
            w, h, lines, notes = sizes[n]
            box = picture.boxes[n]
            placed[n] = PlacedBox(box, shape_of(box.shape), x + width / 2, y + h / 2, w, h, lines, notes)
            y += h + _ROW_GAP
        x += width + _COLUMN_GAP
    boxes = [p for p in placed if p is not None]
    splines = tuple(_spline(boxes[number[a.tail]], boxes[number[a.head]]) for a in picture.arrows)
    return Layout(picture, max(x - _COLUMN_GAP, 0.0), tallest, tuple(boxes), splines, {})


def _spline(tail: PlacedBox, head: PlacedBox) -> tuple[Point, ...]:
    """From the right side of one box to the left side of the other."""
    start, tip = (tail.x + tail.width / 2, tail.y), (head.x - head.width / 2, head.y)
    base = (tip[0] - 8, tip[1])
    reach = max(30.0, abs(base[0] - start[0]) / 2)
    return start, (start[0] + reach, start[1]), (base[0] - reach, base[1]), base, tip


def _acyclic(graph: "nx.DiGraph[int]") -> "nx.DiGraph[int]":
    """The graph without the edges that close a cycle, found by one search in depth."""
    kept: nx.DiGraph[int] = nx.DiGraph()
    kept.add_nodes_from(graph)
    above: set[int] = set()
    for tail, head, kind in nx.dfs_labeled_edges(graph, sort_neighbors=sorted):
        if kind == "reverse":
            above.discard(head)
            continue
        if tail != head and head not in above:
            kept.add_edge(tail, head)
        if kind == "forward":
            above.add(head)
    return kept


def _ordered(layers: list[list[int]], edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Boxes in the order of the mean place of their neighbours, forwards and backwards a few times."""
    neighbours: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
    for tail, head in edges:
        neighbours[0].setdefault(head, []).append(tail)
        neighbours[1].setdefault(tail, []).append(head)
    place = {node: i / max(len(layer), 1) for layer in layers for i, node in enumerate(layer)}
    for sweep in range(_SWEEPS):
        near = neighbours[sweep % 2]
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            means = {n: sum(place[o] for o in near[n]) / len(near[n]) if n in near else place[n] for n in layer}
            layer.sort(key=lambda n: (means[n], n))
            for i, node in enumerate(layer):
                place[node] = i / len(layer)
    return layers
