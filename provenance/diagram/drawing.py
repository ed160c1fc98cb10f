"""The boxes and arrows of a layout as SVG, painted for a file or left to the style sheet of a page."""

from collections.abc import Callable, Collection, Iterator

from provenance.diagram import shapes
from provenance.diagram.layout import EDGE_COLOURS, LABEL, NOTE, Layout, PlacedBox, Point, edge_class, headroom
from provenance.diagram.parts import Arrow, Box
from provenance.diagram.shapes import Paint, number
from provenance.model.vocabulary import Status

#: Fill and border by status: Okabe–Ito hues, light fills under dark words; the label says it too.
STATUS_COLOURS: dict[Status, tuple[str, str]] = {
    Status.CONFIRMED: ("#D9F0E7", "#00664A"),
    Status.ADMITTED: ("#F6E3EE", "#8F3F6D"),
    Status.CORROBORATED: ("#DDF0FB", "#1F6E9C"),
    Status.SELF_REPORTED: ("#FDF6D2", "#7A6A00"),
    Status.UNCONFIRMED: ("#FCEBCB", "#8A5A00"),
    Status.NOT_ASSERTED: ("#EFEFEF", "#5A5A5A"),
    Status.UNSOURCED: ("#EFEFEF", "#5A5A5A"),
    Status.DENIED: ("#FBE0D0", "#9C3F00"),
    Status.DISPUTED: ("#FBE0D0", "#9C3F00"),
    Status.REFUTED: ("#E2E2E2", "#1E1E1E"),
    Status.RETRACTED: ("#E2E2E2", "#1E1E1E"),
    Status.SUPERSEDED: ("#E2E2E2", "#1E1E1E"),
    Status.CORRECTED: ("#E2E2E2", "#1E1E1E"),
}
PAPER, STROKE, INK, SOFT, DOMINATOR, CYCLE = "#FFFFFF", "#3B3B3B", "#1B1B1B", "#5A5A5A", "#B00040", "#8F3F6D"
#: Round what was taken back or replaced, and what fills it.
FALLEN_DASHES, FALLEN_FILL = "5 3", "#EAEAE6"
ORGANISATION_FILL, ORGANISATION_STROKE = "#F6F6F6", "#8A8A8A"
#: What may stand on an arrow, and its character where it is one.
MARKS = {"cross": "", "bar": "", "turn": "↻", "act": "✕", "guess": "?"}


def marks_of(arrow: Arrow) -> frozenset[str]:
    """The marks an arrow bears as it is."""
    found = []
    if not arrow.standing:
        found.append("cross")
    elif arrow.side == "against":
        found.append("bar")
    elif arrow.side == "act":
        found.append("act")
    elif arrow.circular:
        found.append("turn")
    return frozenset([*found, "guess"] if arrow.inferred else found)


def box_fill(box: Box) -> str:
    if box.status is not None:
        return STATUS_COLOURS[box.status][0]
    if box.shape == "document":
        return FALLEN_FILL if box.fallen else "#FFFBE6" if box.article else "#FBFBF7"
    return "#E6F1F9" if box.origin else PAPER


def dash(kind: str, inferred: bool) -> str:
    if inferred:
        return "6 4"
    return {"out": "1.5 3", "aside": "3 3", "act": "8 3", "idle": "3 3"}.get(kind, "")


def drawn(
    layout: Layout,
    paint: Paint,
    attributes: Callable[[str, int], str],
    marks: Callable[[int], Collection[str]],
) -> Iterator[str]:
    """Organisations, arrows and boxes, each a group.

    `attributes` gives what a group bears, by `organisation`, `arrow` or `box` and its number; `marks` the marks an
    arrow bears at any time.
    """
    for index, (organisation, (x1, y1, x2, y2)) in enumerate(layout.organisations.items()):
        dominates = organisation in layout.picture.dominating
        border, weight = (DOMINATOR, "2.6") if dominates else (ORGANISATION_STROKE, "")
        rect = paint(fill=ORGANISATION_FILL, stroke=border, stroke_width=weight, stroke_dasharray="5 3")
        yield (
            f'<g{attributes("organisation", index)}><rect x="{number(x1)}" y="{number(y1)}" width="{number(x2 - x1)}"'
            f' height="{number(y2 - y1)}" rx="8"{rect}/>'
            + shapes.words(
                layout.picture.organisations[organisation], (x1 + x2) / 2, y1 + 14, lettering(paint, NOTE, "bold", SOFT)
            )
            + "</g>"
        )
    for index, (arrow, spline) in enumerate(zip(layout.picture.arrows, layout.splines, strict=True)):
        yield f"<g{attributes('arrow', index)}>"
        if paint is shapes.painted and arrow.notes:
            yield f"<title>{shapes.text(' · '.join(arrow.notes[:4]))}</title>"
        yield from _arrow(arrow, spline, paint, marks(index))
        yield "</g>"
    for index, placed in enumerate(layout.boxes):
        yield f"<g{attributes('box', index)}>"
        if paint is shapes.painted:
            yield f"<title>{shapes.text(placed.box.tooltip)}</title>"
        yield from _box(placed, paint)
        yield "</g>"


def lettering(paint: Paint, size: float, weight: str, colour: str, anchor: str = "middle") -> str:
    return paint(font_size=number(size), font_weight=weight, fill=colour, text_anchor=anchor)


def _arrow(arrow: Arrow, spline: tuple[Point, ...], paint: Paint, marks: Collection[str]) -> Iterator[str]:
    kind = edge_class(arrow.side, arrow.standing)
    colour = CYCLE if arrow.circular else EDGE_COLOURS[kind]
    *points, tip = spline
    line = paint(fill="none", stroke=colour, stroke_width="1.6", stroke_dasharray=dash(kind, arrow.inferred))
    yield f'<path d="{shapes.curve(points)}"{line}/>'
    if paint is shapes.painted:
        # A page's style sheet puts heads to its lines.
        yield shapes.arrow_head(points[-1], tip, paint(fill=colour))
    at = shapes.middle(points) if marks else tip
    for kind in MARKS:
        if kind in marks:
            place = (at[0], at[1] - 12) if kind == "guess" else at
            yield mark(kind, place, colour) if paint is shapes.painted else shapes.used(kind, place)


def mark(kind: str, at: Point, colour: str, paint: Paint = shapes.painted) -> str:
    """One of the marks an arrow bears."""
    if kind == "cross":
        return shapes.cross(at, paint(fill="none", stroke=colour, stroke_width="2"))
    if kind == "bar":
        line = paint(stroke=colour, stroke_width="1.6")
        return shapes.bar(at, paint(fill=PAPER, stroke=colour, stroke_width="1.6"), line)
    return shapes.disc(kind, MARKS[kind], at, paint(fill=PAPER), lettering(paint, 11, "bold", colour))


def _box(placed: PlacedBox, paint: Paint) -> Iterator[str]:
    box = placed.box
    border = DOMINATOR if box.dominator else STATUS_COLOURS[box.status][1] if box.status is not None else STROKE
    weight = "2.6" if box.dominator or box.article or box.status is not None else "1.2"
    dashes = "3 2" if placed.shape == "dashed" else FALLEN_DASHES if box.fallen else ""
    yield shapes.outline(
        placed,
        paint(fill=box_fill(box), stroke=border, stroke_width=weight, stroke_dasharray=dashes, stroke_linejoin="round"),
        paint(fill="none", stroke=border),
    )
    y = placed.y - placed.height / 2 + 8 + LABEL - 1 + headroom(box)
    for line in placed.lines:
        yield shapes.words(line, placed.x, y, lettering(paint, LABEL, "bold", INK))
        y += 15
    y -= 1.5
    claim = box.status is not None
    for line in placed.notes:
        ink = lettering(paint, NOTE, "bold" if claim else "normal", border if claim else SOFT)
        yield shapes.words(line, placed.x, y, ink, "note")
        y += 12.5
