"""The diagrams of a page: every day of a drawing in one SVG, which a style sheet paints and a script lights."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from provenance.auditing import Audit
from provenance.diagram import shapes
from provenance.diagram.drawing import drawn
from provenance.diagram.layout import HOUSE_HEIGHT, HOUSE_MARGIN, Layout, too_large
from provenance.diagram.layout_pool import LayoutPool
from provenance.diagram.picture import claim_picture, dossier_picture
from provenance.diagram.shapes import curve_points, number
from provenance.diagram.timeline import DiagramSnapshot, DiagramTimeline, diagram_timeline
from provenance.model.vocabulary import Status
from provenance.report.html import assets

_MARGIN = 14.0
#: What a status is written as where every day has one: a letter in the order of the vocabulary, `-` for none.
_CODES = {status: chr(ord("a") + i) for i, status in enumerate(Status)}


def status_codes(statuses: Iterable[Status | None]) -> str:
    """One letter a day."""
    return "".join("-" if status is None else _CODES[status] for status in statuses)


@dataclass(frozen=True)
class Diagram:
    """One drawing for the page: by name, and by house where that is another drawing. `body` is SVG or a canvas."""

    label: str
    names: Markup | None
    organisations: Markup | None


def claim_timelines(
    audits: Sequence[Audit], turns: Sequence[int], claim: str, language: str, now: int
) -> tuple[DiagramTimeline, DiagramTimeline | None]:
    """A claim's chains on every day, by name and, where some are of one house, by house.

    `turns` are the days on which its story turns.
    """

    def shot(collapsed: bool) -> DiagramTimeline:
        drawn = {day: claim_picture(audits[day], claim, 0, language, collapsed) for day in dict.fromkeys(turns)}
        return diagram_timeline([drawn[day] for day in turns], now)

    by_name = shot(collapsed=False)
    return by_name, shot(collapsed=True) if by_name.whole.organisations else None


def dossier_timelines(
    audits: Sequence[Audit], language: str, now: int
) -> tuple[DiagramTimeline, DiagramTimeline | None]:
    by_name = diagram_timeline([dossier_picture(a, language) for a in audits], now)
    if not by_name.whole.organisations:
        return by_name, None
    return by_name, diagram_timeline([dossier_picture(a, language, collapsed=True) for a in audits], now)


def diagrams(
    films: Sequence[tuple[DiagramTimeline, DiagramTimeline | None]], now: int, draughtsmen: LayoutPool
) -> Iterator[Diagram]:
    """The drawings, laid out side by side in the workers."""
    flat = [f for pair in films for f in pair if f is not None]
    layouts = draughtsmen.layouts(f.whole for f in flat)
    for by_name, by_house in films:
        names = _body(by_name, next(layouts), now)
        houses = _body(by_house, next(layouts), now) if by_house is not None else None
        yield Diagram(by_name.whole.title, names, houses)


def _body(shot: DiagramTimeline, layout: Layout | None, now: int) -> Markup | None:
    if layout is None or not layout.boxes:
        return None
    if too_large(shot.whole):
        return _canvas(shot, layout)
    return _svg(shot, layout, now)


def _svg(shot: DiagramTimeline, layout: Layout, now: int) -> Markup:
    frame = shot.snapshots[now]
    layout = replace(layout, organisations=_houses(layout, frame))
    x, y, width, height = _seen(layout, frame)
    paths = "\n".join(
        drawn(layout, shapes.unpainted, lambda what, i: _attributes(shot, layout, frame, what, i), shot.marks)
    )
    view = " ".join(map(number, (x, y, width, height)))
    return Markup(
        f'<svg class="drawing" width="{number(width)}" height="{number(height)}" viewBox="{view}" role="group"'
        f' aria-label="{shapes.attribute(shot.whole.title)}">\n{paths}\n</svg>\n{_script(_data(shot))}'
    )


def _seen(layout: Layout, frame: DiagramSnapshot) -> tuple[float, float, float, float]:
    """The part of the drawing that holds what is seen on one day; all of it where nothing is."""
    seen = [p for p, box in zip(layout.boxes, frame.boxes, strict=True) if box is not None] or layout.boxes
    rects = [(p.x - p.width / 2, p.y - p.height / 2, p.x + p.width / 2, p.y + p.height / 2) for p in seen]
    homes = {p.box.organisation for p in seen}
    rects += [rect for key, rect in layout.organisations.items() if key in homes]
    for spline, arrow in zip(layout.splines, frame.arrows, strict=True):
        if arrow is not None:
            rects += [(*point, *point) for point in curve_points(spline)]
    left, top = min(r[0] for r in rects) - _MARGIN, min(r[1] for r in rects) - _MARGIN
    right, bottom = max(r[2] for r in rects) + _MARGIN, max(r[3] for r in rects) + _MARGIN
    return left, top, right - left, bottom - top


def _houses(layout: Layout, frame: DiagramSnapshot) -> dict[str, tuple[float, float, float, float]]:
    """Houses drawn round the members that are seen; a house of which nobody is seen keeps its place, unseen."""
    found = dict(layout.organisations)
    for key in found:
        seen = [
            p for p, box in zip(layout.boxes, frame.boxes, strict=True) if box is not None and p.box.organisation == key
        ]
        if seen:
            found[key] = (
                min(p.x - p.width / 2 for p in seen) - HOUSE_MARGIN,
                min(p.y - p.height / 2 for p in seen) - HOUSE_MARGIN - HOUSE_HEIGHT,
                max(p.x + p.width / 2 for p in seen) + HOUSE_MARGIN,
                max(p.y + p.height / 2 for p in seen) + HOUSE_MARGIN,
            )
    return found


def _attributes(shot: DiagramTimeline, layout: Layout, frame: DiagramSnapshot, what: str, index: int) -> str:
    if what == "house":
        key = list(layout.organisations)[index]
        members = [i for i, box in enumerate(shot.whole.boxes) if box.organisation == key]
        absent = "" if any(frame.boxes[i] is not None for i in members) else " absent"
        return f' class="house{absent}" data-of="{" ".join(map(str, members))}"'
    if what == "arrow":
        arrow, seen = shot.whole.arrows[index], frame.arrows[index]
        flags = ["absent"]
        if seen is not None:
            borne = {"out": not seen.standing, "inferred": seen.inferred, "circular": seen.circular}
            flags = [name for name, set_ in borne.items() if set_]
        return f' class="{" ".join(["arrow", arrow.side, *flags])}"'
    box, now = shot.whole.boxes[index], frame.boxes[index]
    flags = ["absent"] if now is None else [n for n in ("hinge", "origin", "fallen") if getattr(now, n)]
    flags += [name for name in ("party", "article") if getattr(box, name)]
    said = shapes.attribute(", ".join(part for part in (box.label, box.note) if part))
    status = ""
    if box.status is not None:
        codes = status_codes(f.statuses()[index] for f in shot.snapshots)
        word = now.status.value if now is not None and now.status is not None else ""
        status = f' data-name="{shapes.attribute(box.label)}" data-statuses="{codes}" data-status="{word}"'
    return f' class="{" ".join(["box", box.shape, *flags])}" role="button" tabindex="-1" aria-label="{said}"{status}'


def _data(shot: DiagramTimeline) -> dict[str, object]:
    """What the script needs: which boxes and arrows each way passes, and what is seen on each day."""
    box = {b.key: i for i, b in enumerate(shot.whole.boxes)}
    arrow = {(a.tail, a.head, a.side): i for i, a in enumerate(shot.whole.arrows)}
    ways = []
    for way in shot.whole.paths:
        pairs = zip(way.keys, way.keys[1:], strict=False)
        arrows = [arrow[tail, head, way.side] for tail, head in pairs if (tail, head, way.side) in arrow]
        ways.append([[box[k] for k in way.keys], arrows, way.statement])
    frames = list(dict.fromkeys(f.code for f in shot.snapshots))
    return {
        "notes": shot.notes(),
        "keys": [b.key[1:] for b in shot.whole.boxes],
        "ways": ways,
        "frames": frames,
        "days": [frames.index(f.code) for f in shot.snapshots],
    }


def _canvas(shot: DiagramTimeline, layout: Layout) -> Markup:
    """The same for a drawing that is too large for SVG: positions as numbers, for a canvas."""
    data = _data(shot)
    number_of = {b.key: i for i, b in enumerate(shot.whole.boxes)}
    data["boxes"] = [
        [round(p.x), round(p.y), round(p.width), round(p.height), p.box.shape, p.box.label, int(p.box.party)]
        for p in layout.boxes
    ]
    data["arrows"] = [[number_of[a.tail], number_of[a.head], a.side] for a in shot.whole.arrows]
    data["size"] = [round(layout.width), round(layout.height)]
    label = shapes.attribute(shot.whole.title)
    return Markup(f'<canvas class="drawing" role="img" aria-label="{label}"></canvas>\n{_script(data)}')


def _script(data: dict[str, object]) -> str:
    return f'<script type="application/json">{assets.data(data)}</script>'
