"""The strokes every drawing is made of: outlines, arrow heads, marks, words. Pure functions of points to SVG."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from xml.sax.saxutils import escape

from provenance.diagram.layout import PlacedBox, Point
from provenance.model.plain import visible

#: Colours, weights and sizes as attributes; a drawing that a style sheet paints leaves them out.
Paint = Callable[..., str]


def painted(**attributes: str) -> str:
    """` fill="#FFFFFF" stroke-width="1.2"`, in the order given."""
    return "".join(f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items() if value)


def unpainted(**attributes: str) -> str:
    return ""


def outline(placed: PlacedBox, paint: str, line: str = "") -> str:
    """The border of a box; `line` paints the fold of a document, which has no filling."""
    x1, y1 = placed.x - placed.width / 2, placed.y - placed.height / 2
    x2, y2 = x1 + placed.width, y1 + placed.height
    cut = min(12.0, placed.height / 3)
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
        points = " ".join(point(p) for p in corners[placed.shape])
        fold = ""
        if placed.shape == "note":
            fold = f'<path class="fold" d="M{point((x2 - cut, y1))} V{number(y1 + cut)} H{number(x2)}"{line}/>'
        return f'<polygon points="{points}"{paint}/>{fold}'
    if placed.shape == "cylinder":
        rx, ry = placed.width / 2, min(6.0, placed.height / 5)
        left, right, half = number(x1), number(x2), f"{number(rx)} {number(ry)} 0 0"
        side = f"M{left} {number(y1 + ry)} V{number(y2 - ry)} A{half} 0 {right} {number(y2 - ry)} V{number(y1 + ry)}"
        lid = f"M{left} {number(y1 + ry)} A{half} 1 {right} {number(y1 + ry)} A{half} 1 {left} {number(y1 + ry)}"
        return f'<path d="{side}"{paint}/><path d="{lid}"{paint}/>'
    radius = {"rounded": min(9.0, placed.height * 0.25), "claim": 3.0}.get(placed.shape, 0.0)
    if placed.shape in ("pill", "dashed"):
        radius = min(placed.height / 2, 22.0)
    return (
        f'<rect x="{number(x1)}" y="{number(y1)}" width="{number(placed.width)}"'
        f' height="{number(placed.height)}" rx="{number(radius)}"{paint}/>'
    )


def curve(points: list[Point]) -> str:
    """The path of a spline through its control points, to the nearest point of the grid: nobody sees the rest."""
    first, *rest = (f"{x:.0f},{y:.0f}" for x, y in points)
    return f"M{first} C{' '.join(rest)}"


def arrow_head(base: Point, tip: Point, paint: str) -> str:
    dx, dy = tip[0] - base[0], tip[1] - base[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    nx, ny = -dy / length * 4, dx / length * 4
    corners = f"{point(tip)} {point((base[0] + nx, base[1] + ny))} {point((base[0] - nx, base[1] - ny))}"
    return f'<polygon class="head" points="{corners}"{paint}/>'


def curve_points(points: Sequence[Point]) -> list[Point]:
    """Points along a spline of cubic Béziers, twelve a piece."""
    samples: list[Point] = [points[0]]
    for start in range(0, len(points) - 3, 3):
        samples += [_bezier(points[start : start + 4], step / 12) for step in range(1, 13)]
    return samples


def middle(points: list[Point]) -> Point:
    """The point half-way along a spline, by its length."""
    samples = curve_points(points)
    lengths = [0.0]
    for (x1, y1), (x2, y2) in pairwise(samples):
        lengths.append(lengths[-1] + ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5)
    return next(at for at, length in zip(samples, lengths, strict=True) if length >= lengths[-1] / 2)


def _bezier(control: Sequence[Point], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    return (
        sum(w * p[0] for w, p in zip(weights, control, strict=True)),
        sum(w * p[1] for w, p in zip(weights, control, strict=True)),
    )


def cross(at: Point, paint: str) -> str:
    x, y = at
    diagonals = (((x - 5, y - 5), (x + 5, y + 5)), ((x - 5, y + 5), (x + 5, y - 5)))
    path = " ".join(f"M{point(a)} L{point(b)}" for a, b in diagonals)
    return f'<path class="cross" d="{path}"{paint}/>'


def bar(at: Point, paint: str, line: str) -> str:
    """A circle with a stroke through it: « no »."""
    x, y = at
    return (
        f'<g class="bar"><circle cx="{number(x)}" cy="{number(y)}" r="6"{paint}/>'
        + stroke((x - 4, y + 4), (x + 4, y - 4), line)
        + "</g>"
    )


def used(kind: str, at: Point) -> str:
    """A mark that stands once in a page, used here; it is drawn round its own middle."""
    return f'<use class="{kind}" href="#mark-{kind}" x="{number(at[0])}" y="{number(at[1])}"/>'


def disc(kind: str, character: str, at: Point, paper: str, ink: str) -> str:
    """A character on a disc of paper."""
    return (
        f'<g class="{kind}"><circle cx="{number(at[0])}" cy="{number(at[1])}" r="6.5"{paper}/>'
        + words(character, at[0], at[1] + 4, ink)
        + "</g>"
    )


def stroke(a: Point, b: Point, paint: str) -> str:
    return f'<line x1="{number(a[0])}" y1="{number(a[1])}" x2="{number(b[0])}" y2="{number(b[1])}"{paint}/>'


def words(said: str, x: float, y: float, paint: str, kind: str = "") -> str:
    name = f' class="{kind}"' if kind else ""
    return f'<text{name} x="{number(x)}" y="{number(y)}"{paint}>{text(said)}</text>'


def text(said: str) -> str:
    """Text that stays text."""
    return escape(visible(said))


def attribute(said: str) -> str:
    """The same inside double quotes."""
    return escape(visible(said), {'"': "&quot;"})


def point(at: Point) -> str:
    return f"{number(at[0])},{number(at[1])}"


def number(value: float) -> str:
    """A number with one decimal at most, the same on every machine."""
    return "0" if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")
