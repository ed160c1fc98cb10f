"""The drawing as SVG, written from Graphviz's positions: the same everywhere, and fit to be read aloud."""

from collections.abc import Iterator
from itertools import pairwise
from xml.sax.saxutils import escape

from provenance.diagram.layout import EDGE_COLOURS, LABEL, NOTE, Layout, PlacedBox, Point, edge_class, headroom
from provenance.diagram.metrics import text_width, wrapped
from provenance.diagram.picture import Arrow, Box, shape_of
from provenance.model.labels import KIND, STATUS
from provenance.model.message import M, Message
from provenance.model.plain import visible
from provenance.model.vocabulary import SourceKind, Status

MARGIN, HEADER = 24.0, 58.0
_FONT = "'DejaVu Sans', Verdana, Geneva, sans-serif"
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
_STROKE, _INK, _SOFT, _HINGE = "#3B3B3B", "#1B1B1B", "#5A5A5A", "#B00040"
_CIRCLE = "#8F3F6D"


def svg(layout: Layout) -> str:
    """The SVG document."""
    return "\n".join(_Writer(layout).lines()) + "\n"


class _Writer:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.picture = layout.picture
        self.legend = list(_legend(layout))
        self.width = max(layout.width + 2 * MARGIN, self._legend_width(), 560.0)
        self.title = wrapped(self.picture.title, 15, self.width - 2 * MARGIN, 3, "bold")
        self.top = HEADER + 19 * (len(self.title) - 1)
        self.rows = self._legend_rows()
        self.height = self.top + layout.height + 30 + 22 * len(self.rows) + MARGIN

    def say(self, message: Message) -> str:
        return message.render(self.picture.language)

    def lines(self) -> Iterator[str]:
        width, height = _n(self.width), _n(self.height)
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
            f' role="img" lang="{self.picture.language}" font-family="{_FONT}" aria-labelledby="t d">'
        )
        yield f'<title id="t">{_text(self.picture.title)}</title>'
        yield f'<desc id="d">{_text(self.picture.subtitle + ". " + self.picture.description)}</desc>'
        yield f'<rect class="paper" width="{width}" height="{height}" fill="#FFFFFF"/>'
        for number, line in enumerate(self.title):
            yield _line(line, MARGIN, 26 + 19 * number, 15, "bold", _INK, "start")
        colour = STATUS_COLOURS[self.picture.status][1] if self.picture.status else _SOFT
        yield _line(self.picture.subtitle, MARGIN, self.top - 12, 12, "bold", colour, "start")
        left = (self.width - self.layout.width) / 2
        yield f'<g transform="translate({_n(left)} {_n(self.top)})">'
        for house, (x1, y1, x2, y2) in self.layout.houses.items():
            yield (
                f'<g class="house"><rect x="{_n(x1)}" y="{_n(y1)}" width="{_n(x2 - x1)}" height="{_n(y2 - y1)}" rx="8"'
                f' fill="#F6F6F6" stroke="#8A8A8A" stroke-dasharray="5 3"/>'
                + _line(self.picture.houses[house], (x1 + x2) / 2, y1 + 14, NOTE, "bold", _SOFT, "middle")
                + "</g>"
            )
        for arrow, spline in zip(self.picture.arrows, self.layout.splines, strict=True):
            yield from self._arrow(arrow, spline)
        for placed in self.layout.boxes:
            yield from self._box(placed)
        yield "</g>"
        yield from self._draw_legend()
        yield "</svg>"

    # --- arrows ----------------------------------------------------------------------------------------------------

    def _arrow(self, arrow: Arrow, spline: tuple[Point, ...]) -> Iterator[str]:
        kind = edge_class(arrow.side, arrow.standing)
        colour = _CIRCLE if arrow.circular else EDGE_COLOURS[kind]
        dash = _dash(kind, arrow.inferred)
        *points, tip = spline
        path = f"M{_p(points[0])} C" + " ".join(_p(p) for p in points[1:])
        said = " · ".join(arrow.notes[:4])
        yield f'<g class="arrow {kind}{" inferred" if arrow.inferred else ""}{" circular" if arrow.circular else ""}">'
        if said:
            yield f"<title>{_text(said)}</title>"
        yield f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.6"{dash}/>'
        yield _head(points[-1], tip, colour)
        middle = _middle(points)
        if not arrow.standing:
            yield _cross(middle, colour)
        elif arrow.side == "against":
            yield _bar(middle, colour)
        elif arrow.circular:
            yield _mark("↻", middle, colour)
        if arrow.inferred:
            yield _mark("?", (middle[0], middle[1] - 12), colour)
        yield "</g>"

    # --- boxes -----------------------------------------------------------------------------------------------------

    def _box(self, placed: PlacedBox) -> Iterator[str]:
        box = placed.box
        fill, stroke = ("#FFFFFF", _STROKE)
        if box.status is not None:
            fill, stroke = STATUS_COLOURS[box.status]
        elif box.shape == "document":
            fill = "#FFFBE6" if box.article else "#FBFBF7"
        elif box.origin:
            fill = "#E6F1F9"
        weight = "2.6" if box.hinge or box.article or box.status is not None else "1.2"
        if box.hinge:
            stroke = _HINGE
        yield f'<g class="box {box.shape}{" hinge" if box.hinge else ""}{" origin" if box.origin else ""}">'
        yield f"<title>{_text(box.tooltip)}</title>"
        yield _shape(placed, fill, stroke, weight)
        y = placed.y - placed.height / 2 + 8 + LABEL - 1 + headroom(box)
        for line in placed.lines:
            yield _line(line, placed.x, y, LABEL, "bold", _INK, "middle")
            y += 15
        y -= 1.5
        for line in placed.notes:
            colour = stroke if box.status is not None else _SOFT
            yield _line(line, placed.x, y, NOTE, "bold" if box.status is not None else "normal", colour, "middle")
            y += 12.5
        if box.fallen:
            x1, x2 = placed.x - placed.width / 2 + 4, placed.x + placed.width / 2 - 4
            yield _stroke((x1, placed.y), (x2, placed.y), _SOFT, 1.4)
        yield "</g>"

    # --- legend ----------------------------------------------------------------------------------------------------

    def _legend_width(self) -> float:
        return max((_entry_width(self.say(text)) for _, text in self.legend), default=0) + 2 * MARGIN

    def _legend_rows(self) -> list[list[tuple[str, Message]]]:
        rows: list[list[tuple[str, Message]]] = [[]]
        used = 0.0
        for symbol, text in self.legend:
            width = _entry_width(self.say(text))
            if rows[-1] and used + width > self.width - 2 * MARGIN:
                rows.append([])
                used = 0.0
            rows[-1].append((symbol, text))
            used += width
        return rows

    def _draw_legend(self) -> Iterator[str]:
        y = self.top + self.layout.height + 34
        yield '<g class="legend">'
        yield _stroke((MARGIN, y - 16), (self.width - MARGIN, y - 16), "#D0D0D0", 1)
        for row in self.rows:
            x = MARGIN
            for symbol, text in row:
                yield _symbol(symbol, x, y)
                said = self.say(text)
                yield _line(said, x + 40, y + 4, 10, "normal", _SOFT, "start")
                x += _entry_width(said)
            y += 22
        yield "</g>"


def _legend(layout: Layout) -> Iterator[tuple[str, Message]]:
    """Only what is in the picture."""
    picture = layout.picture
    shapes = {b.shape for b in picture.boxes}
    for source_kind in SourceKind:
        if source_kind.value in shapes:
            yield f"shape:{source_kind.value}", KIND[source_kind]
    if "document" in shapes:
        yield "shape:document", M("document")
    if any(b.article for b in picture.boxes):
        yield "article", M("text at hand")
    for status in Status:
        if any(b.status is status for b in picture.boxes):
            yield f"status:{status.value}", M("claim: {status}", status=STATUS[status])
    if any(b.origin for b in picture.boxes):
        yield "origin", M("origin")
    if any(b.hinge for b in picture.boxes):
        yield "hinge", M("everything hangs on it")
    if picture.houses:
        yield "house", M("one voice")
    kinds = {edge_class(a.side, a.standing) for a in picture.arrows}
    for kind, text in (
        ("for", M("says")),
        ("against", M("denies")),
        ("aside", M("takes no side")),
        ("out", M("no longer stands")),
    ):
        if kind in kinds:
            yield f"arrow:{kind}", text
    if any(a.inferred for a in picture.arrows):
        yield "arrow:inferred", M("inferred link")
    if any(a.circular for a in picture.arrows):
        yield "arrow:circular", M("circle")


def _symbol(symbol: str, x: float, y: float) -> str:
    kind, _, value = symbol.partition(":")
    if kind == "arrow":
        base = "for" if value in ("inferred", "circular") else value
        colour = _CIRCLE if value == "circular" else EDGE_COLOURS[base]
        line = _stroke((x, y), (x + 26, y), colour, 1.6, _dash(base, value == "inferred")) + _head(
            (x + 26, y), (x + 32, y), colour
        )
        middle = (x + 13, y)
        extra = {"against": _bar(middle, colour), "out": _cross(middle, colour)}.get(value, "")
        if value == "inferred":
            extra = _mark("?", (x + 13, y - 6), colour)
        if value == "circular":
            extra = _mark("↻", middle, colour)
        return line + extra
    shape, fill, stroke, weight = "box", "#FFFFFF", _STROKE, "1.2"
    if kind == "shape":
        shape = shape_of(value)
    elif kind == "status":
        shape = "claim"
        (fill, stroke), weight = STATUS_COLOURS[Status(value)], "2"
    elif kind == "origin":
        fill = "#E6F1F9"
    elif kind == "article":
        shape, fill, weight = "note", "#FFFBE6", "2.4"
    elif kind == "hinge":
        stroke, weight = _HINGE, "2.6"
    elif kind == "house":
        return (
            f'<rect x="{_n(x)}" y="{_n(y - 7)}" width="30" height="14" rx="4" fill="#F6F6F6" stroke="#8A8A8A"'
            ' stroke-dasharray="5 3"/>'
        )
    return _shape(PlacedBox(Box("", "", "", ""), shape, x + 15, y, 30, 14, (), ()), fill, stroke, weight)


def _entry_width(text: str) -> float:
    return 40 + text_width(text, 10) + 22


# --- geometry ----------------------------------------------------------------------------------------------------


def _shape(placed: PlacedBox, fill: str, stroke: str, weight: str) -> str:
    x1, y1 = placed.x - placed.width / 2, placed.y - placed.height / 2
    x2, y2 = x1 + placed.width, y1 + placed.height
    cut = min(12.0, placed.height / 3)
    paint = f'fill="{fill}" stroke="{stroke}" stroke-width="{weight}"'
    corners: dict[str, list[Point]] = {
        "parallelogram": [(x1 + cut, y1), (x2, y1), (x2 - cut, y2), (x1, y2)],
        "hexagon": [(x1 + cut, y1), (x2 - cut, y1), (x2, placed.y), (x2 - cut, y2), (x1 + cut, y2), (x1, placed.y)],
        "octagon": [
            (x1 + cut, y1), (x2 - cut, y1), (x2, y1 + cut), (x2, y2 - cut),
            (x2 - cut, y2), (x1 + cut, y2), (x1, y2 - cut), (x1, y1 + cut),
        ],
        "note": [(x1, y1), (x2 - cut, y1), (x2, y1 + cut), (x2, y2), (x1, y2)],
    }  # fmt: skip
    if placed.shape in corners:
        points = " ".join(_p(p) for p in corners[placed.shape])
        fold = ""
        if placed.shape == "note":
            fold = f'<path d="M{_p((x2 - cut, y1))} V{_n(y1 + cut)} H{_n(x2)}" fill="none" stroke="{stroke}"/>'
        return f'<polygon points="{points}" {paint} stroke-linejoin="round"/>{fold}'
    if placed.shape == "cylinder":
        rx, ry = placed.width / 2, min(6.0, placed.height / 5)
        side = f"M{_n(x1)} {_n(y1 + ry)} V{_n(y2 - ry)} A{_n(rx)} {_n(ry)} 0 0 0 {_n(x2)} {_n(y2 - ry)} V{_n(y1 + ry)}"
        lid = f'<ellipse cx="{_n(placed.x)}" cy="{_n(y1 + ry)}" rx="{_n(rx)}" ry="{_n(ry)}" {paint}/>'
        return f'<path d="{side}" {paint}/>{lid}'
    radius = {
        "pill": placed.height / 2,
        "rounded": min(9.0, placed.height * 0.25),
        "claim": 3.0,
        "dashed": placed.height / 2,
    }.get(placed.shape, 0.0)
    dash = ' stroke-dasharray="3 2"' if placed.shape == "dashed" else ""
    return (
        f'<rect x="{_n(x1)}" y="{_n(y1)}" width="{_n(placed.width)}" height="{_n(placed.height)}"'
        f' rx="{_n(min(radius, 22.0))}" {paint}{dash}/>'
    )


def _head(base: Point, tip: Point, colour: str) -> str:
    dx, dy = tip[0] - base[0], tip[1] - base[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    nx, ny = -dy / length * 4, dx / length * 4
    return (
        f'<polygon points="{_p(tip)} {_p((base[0] + nx, base[1] + ny))} {_p((base[0] - nx, base[1] - ny))}"'
        f' fill="{colour}"/>'
    )


def _middle(points: list[Point]) -> Point:
    """The point half-way along the curve, by its length."""
    samples: list[Point] = [points[0]]
    for start in range(0, len(points) - 3, 3):
        samples += [_bezier(points[start : start + 4], step / 12) for step in range(1, 13)]
    lengths = [0.0]
    for (x1, y1), (x2, y2) in pairwise(samples):
        lengths.append(lengths[-1] + ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5)
    return next(point for point, length in zip(samples, lengths, strict=True) if length >= lengths[-1] / 2)


def _bezier(control: list[Point], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    return (
        sum(w * p[0] for w, p in zip(weights, control, strict=True)),
        sum(w * p[1] for w, p in zip(weights, control, strict=True)),
    )


def _cross(at: Point, colour: str) -> str:
    x, y = at
    return (
        f'<path d="M{_p((x - 5, y - 5))} L{_p((x + 5, y + 5))} M{_p((x - 5, y + 5))} L{_p((x + 5, y - 5))}"'
        f' stroke="{colour}" stroke-width="2" fill="none"/>'
    )


def _bar(at: Point, colour: str) -> str:
    x, y = at
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="6" fill="#FFFFFF" stroke="{colour}" stroke-width="1.6"/>' + _stroke(
        (x - 4, y + 4), (x + 4, y - 4), colour, 1.6
    )


def _stroke(a: Point, b: Point, colour: str, width: float, dash: str = "") -> str:
    return (
        f'<line x1="{_n(a[0])}" y1="{_n(a[1])}" x2="{_n(b[0])}" y2="{_n(b[1])}" stroke="{colour}"'
        f' stroke-width="{_n(width)}"{dash}/>'
    )


def _mark(character: str, at: Point, colour: str) -> str:
    return f'<circle cx="{_n(at[0])}" cy="{_n(at[1])}" r="6.5" fill="#FFFFFF"/>' + _line(
        character, at[0], at[1] + 4, 11, "bold", colour, "middle"
    )


def _dash(kind: str, inferred: bool) -> str:
    if inferred:
        return ' stroke-dasharray="6 4"'
    return {"out": ' stroke-dasharray="1.5 3"', "aside": ' stroke-dasharray="3 3"'}.get(kind, "")


def _line(text: str, x: float, y: float, size: float, weight: str, colour: str, anchor: str) -> str:
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" font-weight="{weight}" fill="{colour}"'
        f' text-anchor="{anchor}">{_text(text)}</text>'
    )


def _text(text: str) -> str:
    return escape(visible(text))


def _p(point: Point) -> str:
    return f"{_n(point[0])},{_n(point[1])}"


def _n(value: float) -> str:
    """A number with one decimal at most, the same on every machine."""
    return "0" if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")
