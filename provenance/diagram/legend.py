"""What the signs of a drawing mean: only those that are in it."""

from collections.abc import Iterable, Iterator

from provenance.diagram import shapes
from provenance.diagram.drawing import (
    CYCLE,
    DOMINATOR,
    FALLEN_DASHES,
    FALLEN_FILL,
    ORGANISATION_FILL,
    ORGANISATION_STROKE,
    PAPER,
    STATUS_COLOURS,
    STROKE,
    dash,
    mark,
)
from provenance.diagram.layout import EDGE_COLOURS, PlacedBox, edge_class
from provenance.diagram.parts import Box, BoxKey, Picture
from provenance.diagram.picture import shape_of
from provenance.diagram.shapes import painted
from provenance.model.labels import KIND, STATUS
from provenance.model.message import M, Message
from provenance.model.vocabulary import SourceKind, Status

#: What boxes bear, in words.
ORIGIN, HANGS, FALLEN = M("origin"), M("everything hangs on it"), M("replaced or retracted")


def legend(pictures: Iterable[Picture]) -> Iterator[tuple[str, Message]]:
    """The signs of some drawings and their meaning, in a fixed order."""
    pictures = list(pictures)
    boxes = [box for picture in pictures for box in picture.boxes]
    arrows = [arrow for picture in pictures for arrow in picture.arrows]
    kinds = {b.shape for b in boxes if b.key.kind != "evidence"}
    for source_kind in SourceKind:
        if source_kind.value in kinds:
            yield f"shape:{source_kind.value}", KIND[source_kind]
    if "document" in kinds:
        yield "shape:document", M("document")
    if any(b.article for b in boxes):
        yield "article", M("text at hand")
    if any(b.fallen for b in boxes):
        yield "fallen", FALLEN
    statuses = {b.status for b in boxes}
    for status in Status:
        if status in statuses:
            yield f"status:{status.value}", M("status: {status}", status=STATUS[status])
    if any(b.key.kind == "evidence" for b in boxes):
        yield f"shape:{SourceKind.RECORD.value}", M("evidence")
    if any(b.origin for b in boxes):
        yield "origin", ORIGIN
    if any(b.dominator for b in boxes) or any(p.dominating for p in pictures):
        yield "dominator", HANGS
    if any(p.organisations for p in pictures):
        yield "organisation", M("one voice")
    sides = {edge_class(a.side, a.standing) for a in arrows}
    for side, meaning in (
        ("for", M("says")),
        ("against", M("denies")),
        ("aside", M("takes no side")),
        ("out", M("no longer stands")),
        ("act", M("takes back or replaces")),
        ("gives", M("hands in")),
        ("idle", M("evidence that adds to no figure")),
    ):
        if side in sides:
            yield f"arrow:{side}", meaning
    if any(a.inferred for a in arrows):
        yield "arrow:inferred", M("inferred link")
    if any(a.circular for a in arrows):
        yield "arrow:circular", M("circle")


def symbol(sign: str, x: float, y: float) -> str:
    """A sign of the legend, 32 points wide, its left edge at `x`, its middle at `y`."""
    kind, _, value = sign.partition(":")
    if kind == "arrow":
        return _arrow(value, x, y)
    shape, fill, border, weight, dashes = "box", PAPER, STROKE, "1.2", ""
    if kind == "shape":
        shape = shape_of(value)
    elif kind == "status":
        shape = "claim"
        (fill, border), weight = STATUS_COLOURS[Status(value)], "2"
    elif kind == "origin":
        fill = "#E6F1F9"
    elif kind == "article":
        shape, fill, weight = "note", "#FFFBE6", "2.4"
    elif kind == "fallen":
        shape, fill, dashes = "note", FALLEN_FILL, FALLEN_DASHES
    elif kind == "dominator":
        border, weight = DOMINATOR, "2.6"
    elif kind == "organisation":
        paint = painted(fill=ORGANISATION_FILL, stroke=ORGANISATION_STROKE, stroke_dasharray="5 3")
        return f'<rect x="{shapes.number(x)}" y="{shapes.number(y - 7)}" width="30" height="14" rx="4"{paint}/>'
    placed = PlacedBox(Box(BoxKey("source", ""), "", "", ""), shape, x + 15, y, 30, 14, (), ())
    paint = painted(
        fill=fill, stroke=border, stroke_width=weight, stroke_dasharray="3 2" if shape == "dashed" else dashes,
        stroke_linejoin="round",
    )  # fmt: skip
    return shapes.outline(placed, paint, painted(fill="none", stroke=border))


def _arrow(value: str, x: float, y: float) -> str:
    base = "for" if value in ("inferred", "circular") else value
    colour = CYCLE if value == "circular" else EDGE_COLOURS[base]
    line = painted(stroke=colour, stroke_width="1.6", stroke_dasharray=dash(base, value == "inferred"))
    drawn = shapes.stroke((x, y), (x + 26, y), line)
    drawn += shapes.arrow_head((x + 26, y), (x + 32, y), painted(fill=colour))
    at = (x + 13, y)
    borne = {"against": "bar", "act": "act", "out": "cross", "inferred": "guess", "circular": "turn"}.get(value)
    if borne is None:
        return drawn
    return drawn + mark(borne, (x + 13, y - 6) if borne == "guess" else at, colour)
