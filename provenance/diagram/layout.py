"""Where everything stands: sizes from shipped metrics, positions from Graphviz's dot, edges as splines."""

import json
from dataclasses import dataclass

import graphviz

from provenance.diagram.metrics import text_width, wrapped
from provenance.diagram.parts import Box, BoxKey, Picture
from provenance.diagram.picture import shape_of
from provenance.model.errors import UsageError

LABEL, NOTE = 12.0, 9.5
#: Beyond this Graphviz gets slow, and nobody reviews a drawing at a glance.
MAX_BOXES, MAX_ARROWS = 500, 2_000
#: Room between the words and the border; slanted shapes need more.
_PADDING = {"note": 17.0, "parallelogram": 26.0, "hexagon": 24.0, "octagon": 20.0, "pill": 20.0}
ORGANISATION_HEIGHT, ORGANISATION_MARGIN = 16, 9

Point = tuple[float, float]


@dataclass(frozen=True)
class PlacedBox:
    """A box with its centre and size in points (y downwards) and its lines of text."""

    box: Box
    shape: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """A picture laid out; `splines` are the control points of cubic Béziers, one list an arrow, the tip last."""

    picture: Picture
    width: float
    height: float
    boxes: tuple[PlacedBox, ...]
    splines: tuple[tuple[Point, ...], ...]
    organisations: dict[str, tuple[float, float, float, float]]


def measured(box: Box) -> tuple[float, float, tuple[str, ...], tuple[str, ...]]:
    """Width and height of a box in points, and its lines."""
    claim = box.shape == "claim"
    limit = 190.0 if claim else 130.0
    lines = wrapped(box.label, LABEL, limit, 5 if claim else 3, "bold")
    notes = wrapped(box.note, NOTE, limit, 2)
    widest = max(
        [text_width(line, LABEL, "bold") for line in lines] + [text_width(line, NOTE, "regular") for line in notes]
    )
    padding = _PADDING.get(shape_of(box.shape), 12.0)
    width = max(74.0, widest + 2 * padding)
    height = 16.0 + len(lines) * 15.0 + len(notes) * 12.5 + headroom(box)
    return round(width, 1), round(height, 1), tuple(lines), tuple(notes)


def headroom(box: Box) -> float:
    """Room above the words for the lid of a cylinder."""
    return 9.0 if shape_of(box.shape) == "cylinder" else 0.0


def dot_source(picture: Picture, bare: bool = False) -> str:
    """The picture in Graphviz's language, composed by the `graphviz` package; `bare` leaves the words out."""
    # Where many arrows cross from one column to the next, they need room to be followed.
    apart = max(0.7, min(0.02 * len(picture.arrows), 1.6))
    graph = graphviz.Digraph(
        "provenance",
        graph_attr={
            "rankdir": "LR",
            "nodesep": "0.28",
            "ranksep": f"{apart:g}",
            "splines": "spline",
            "charset": "UTF-8",
        },
        node_attr={"fixedsize": "true", "fontname": "DejaVu Sans", "fontsize": "11"},
    )
    names = {box.key: f"n{i}" for i, box in enumerate(picture.boxes)}
    inside: dict[str | None, list[Box]] = {}
    for box in picture.boxes:
        inside.setdefault(box.organisation, []).append(box)
    for organisation, boxes in inside.items():
        if organisation is None:
            for box in boxes:
                _dot_node(graph, names[box.key], box, bare)
            continue
        with graph.subgraph(name=f"cluster_{list(picture.organisations).index(organisation)}") as cluster:
            width = text_width(picture.organisations[organisation], NOTE, "bold") + 12
            space = (
                f'<<TABLE BORDER="0" FIXEDSIZE="TRUE" WIDTH="{width:.0f}" HEIGHT="{ORGANISATION_HEIGHT}">'
                "<TR><TD></TD></TR></TABLE>>"
            )
            label = space if bare else graphviz.escape(picture.organisations[organisation])
            cluster.attr(label=label, margin=str(ORGANISATION_MARGIN), style="rounded,dashed", color="#767676")
            for box in boxes:
                _dot_node(cluster, names[box.key], box, bare)
    with graph.subgraph(name="read") as column:
        column.attr(rank="same")
        for box in picture.boxes:
            if box.read:
                column.node(names[box.key])
    for arrow in picture.arrows:
        style = "dashed" if arrow.inferred else "dotted" if not arrow.standing else "solid"
        attributes = {} if bare else {"style": style, "color": EDGE_COLOURS[edge_class(arrow.side, arrow.standing)]}
        if arrow.back:
            attributes["constraint"] = "false"
        graph.edge(names[arrow.tail], names[arrow.head], **attributes)
    return str(graph.source)


def _dot_node(graph: graphviz.Digraph, name: str, box: Box, bare: bool) -> None:
    width, height, lines, notes = measured(box)
    size = {"width": f"{width / 72:.4f}", "height": f"{height / 72:.4f}"}
    if bare:
        graph.node(name, label="", shape="box", **size)
        return
    shape = {"pill": "box", "rounded": "box", "dashed": "box", "claim": "box"}.get(
        shape_of(box.shape), shape_of(box.shape)
    )
    style = {"pill": "rounded", "rounded": "rounded", "dashed": "dashed"}.get(shape_of(box.shape), "solid")
    # Marked as no HTML: a label that begins with < and ends with > would be read as markup.
    text = graphviz.nohtml("\\n".join(map(graphviz.escape, (*lines, *notes))))
    graph.node(name, label=text, shape=shape, style=style, **size)


def edge_class(side: str, standing: bool) -> str:
    return side if standing else "out"


#: Okabe & Ito (2008): told apart under every common colour blindness; each has a line style of its own too.
EDGE_COLOURS = {
    "for": "#0072B2",
    "against": "#B84A00",
    "aside": "#767676",
    "out": "#767676",
    "act": "#1E1E1E",
    "gives": "#3B3B3B",
    "idle": "#767676",
}


class TooLarge(UsageError):
    """A drawing of more boxes than anybody can look at."""

    def __init__(self, boxes: int) -> None:
        super().__init__(f"{boxes} boxes; at most {MAX_BOXES} are drawn at once. Use --claim")


def too_large(picture: Picture) -> bool:
    """Whether Graphviz would take too long for it."""
    return len(picture.boxes) > MAX_BOXES or len(picture.arrows) > MAX_ARROWS


def laid_out(picture: Picture) -> Layout:
    """The picture with positions. Graphviz runs in this process, from the wheel, and is given no words to measure.

    Raises TooLarge.
    """
    if too_large(picture):
        raise TooLarge(len(picture.boxes))
    import pygraphviz

    graph = pygraphviz.AGraph(string=dot_source(picture, bare=True))
    data = json.loads(graph.draw(format="json0", prog="dot"))
    height = float(data["bb"].split(",")[3])
    width = float(data["bb"].split(",")[2])
    names = {f"n{i}": box for i, box in enumerate(picture.boxes)}
    boxes: dict[BoxKey, PlacedBox] = {}
    organisations: dict[str, tuple[float, float, float, float]] = {}
    keys = list(picture.organisations)
    for item in data.get("objects", []):
        if item["name"].startswith("cluster_"):
            x1, y1, x2, y2 = map(float, item["bb"].split(","))
            organisations[keys[int(item["name"].removeprefix("cluster_"))]] = (x1, height - y2, x2, height - y1)
        elif item["name"] in names:
            box = names[item["name"]]
            x, y = map(float, item["pos"].split(","))
            w, h, lines, notes = measured(box)
            boxes[box.key] = PlacedBox(box, shape_of(box.shape), x, height - y, w, h, lines, notes)
    index = {item["_gvid"]: item["name"] for item in data.get("objects", [])}
    splines: dict[tuple[BoxKey, BoxKey], list[tuple[Point, ...]]] = {}
    for edge in data.get("edges", []):
        ends = names[index[edge["tail"]]].key, names[index[edge["head"]]].key
        splines.setdefault(ends, []).append(_spline(edge["pos"], height))
    ordered = [splines[a.tail, a.head].pop(0) for a in picture.arrows]
    return Layout(
        picture, width, height, tuple(boxes[b.key] for b in picture.boxes), tuple(ordered),
        {k: organisations[k] for k in keys if k in organisations},
    )  # fmt: skip


def _spline(text: str, height: float) -> tuple[Point, ...]:
    """`e,x,y p0 p1 …`: the control points, then the tip."""
    points: list[Point] = []
    tip: Point | None = None
    for part in text.split():
        numbers = part.split(",")
        if numbers[0] in ("e", "s"):
            point = (float(numbers[1]), height - float(numbers[2]))
            if numbers[0] == "e":
                tip = point
            continue
        points.append((float(numbers[0]), height - float(numbers[1])))
    return (*points, tip or points[-1])
