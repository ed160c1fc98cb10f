"""The diagrams of a page: every day of a drawing in one SVG, which a style sheet paints and a script lights."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from markupsafe import Markup

from provenance.auditing import DossierAudit
from provenance.diagram import shapes
from provenance.diagram.drawing import MARKS, drawn, mark
from provenance.diagram.layout import NOTE, ORGANISATION_HEIGHT, ORGANISATION_MARGIN, Layout, too_large
from provenance.diagram.layout_pool import LayoutPool
from provenance.diagram.metrics import text_width
from provenance.diagram.picture import claim_picture, dossier_picture
from provenance.diagram.shapes import curve_points, number
from provenance.diagram.timeline import DiagramSnapshot, DiagramTimeline, diagram_timeline
from provenance.model.labels import STATUS
from provenance.model.vocabulary import Status
from provenance.report.html import assets

_MARGIN = 14.0
#: What a status is written as where every day has one: a letter in the order of the vocabulary, `-` for none.
_CODES = {status: chr(ord("a") + i) for i, status in enumerate(Status)}


def status_codes(statuses: Iterable[Status | None]) -> str:
    """One letter a day."""
    return "".join("-" if status is None else _CODES[status] for status in statuses)


@dataclass(frozen=True)
class PageDiagram:
    """One drawing for the page: by name, and by organisation where that is another drawing; each is SVG or a canvas.
    `keys` are the ids of its boxes, `statements` those of its ways.
    """

    names: Markup | None
    organisations: Markup | None
    keys: tuple[str, ...]
    statements: tuple[str, ...]

    def proved(self, items: Collection[str]) -> tuple[list[int], list[int]]:
        """The numbers of the boxes and of the ways that a proof names."""
        named = set(items)
        boxes, ways = ([i for i, id in enumerate(ids) if id in named] for ids in (self.keys, self.statements))
        return boxes, ways


def claim_timelines(
    audits: Sequence[DossierAudit], change_points: Sequence[int], claim: str, language: str, now: int
) -> tuple[DiagramTimeline, DiagramTimeline | None]:
    """A claim's chains on every day; `change_points` gives for each day the first one on which its story is the same.

    Its organisations are outlined in it: a second drawing with one box an organisation would show nothing more.
    """
    drawn = {day: claim_picture(audits[day], claim, 0, language) for day in dict.fromkeys(change_points)}
    return diagram_timeline([drawn[day] for day in change_points], now), None


def dossier_timelines(
    audits: Sequence[DossierAudit], language: str, now: int
) -> tuple[DiagramTimeline, DiagramTimeline | None]:
    by_name = diagram_timeline([dossier_picture(a, language) for a in audits], now)
    if not by_name.whole.organisations:
        return by_name, None
    return by_name, diagram_timeline([dossier_picture(a, language, collapsed=True) for a in audits], now)


def diagrams(
    timelines: Sequence[tuple[DiagramTimeline, DiagramTimeline | None]], now: int, layout_pool: LayoutPool
) -> Iterator[PageDiagram]:
    """The drawings, laid out side by side in the workers."""
    flat = [f for pair in timelines for f in pair if f is not None]
    layouts = layout_pool.layouts(f.whole for f in flat)
    for by_name, by_organisation in timelines:
        names = _body(by_name, next(layouts), now)
        organisations = _body(by_organisation, next(layouts), now) if by_organisation is not None else None
        whole = by_name.whole
        keys, statements = (box.key.id for box in whole.boxes), (path.statement for path in whole.paths)
        yield PageDiagram(names, organisations, tuple(keys), tuple(statements))


def _body(timeline: DiagramTimeline, layout: Layout | None, now: int) -> Markup | None:
    if layout is None or not layout.boxes:
        return None
    if too_large(timeline.whole):
        return _canvas(timeline, layout)
    return _svg(timeline, layout, now)


def _svg(timeline: DiagramTimeline, layout: Layout, now: int) -> Markup:
    snapshot = timeline.snapshots[now]
    layout = _on_grid(layout)
    layout = replace(layout, organisations=_organisations(layout, snapshot))
    x, y, width, height = _seen(layout, snapshot)
    paths = "\n".join(
        drawn(
            layout, shapes.unpainted, lambda what, i: _attributes(timeline, layout, snapshot, what, i), timeline.marks
        )
    )
    view = " ".join(map(number, (x, y, width, height)))
    return Markup(
        f'<svg class="drawing" width="{number(width)}" height="{number(height)}" viewBox="{view}">\n{paths}\n</svg>\n'
        + _script(_data(timeline))
    )


def _on_grid(layout: Layout) -> Layout:
    """The boxes moved to whole points: on a screen nobody sees the rest."""
    boxes = (
        replace(
            p, x=float(round(p.x)), y=float(round(p.y)), width=2.0 * ceil(p.width / 2), height=2.0 * ceil(p.height / 2)
        )
        for p in layout.boxes
    )
    return replace(layout, boxes=tuple(boxes))


def marks() -> Markup:
    """What the arrows of a page's drawings share: their heads, one a colour, and the marks they bear."""
    heads = "".join(
        f'<marker id="head-{kind}" class="arrow {kind}" viewBox="0 -4 12 8" markerWidth="12" markerHeight="8"'
        ' markerUnits="userSpaceOnUse" orient="auto"><polygon class="head" points="0,-4 11.7,0 0,4"/></marker>'
        for kind in ("for", "against", "aside", "circular", "act")
    )
    drawn = "".join(f'<g id="mark-{kind}">{mark(kind, (0, 0), "", shapes.unpainted)}</g>' for kind in MARKS)
    return Markup(f'<svg class="marks" width="0" height="0" aria-hidden="true"><defs>{heads}{drawn}</defs></svg>')


def _seen(layout: Layout, snapshot: DiagramSnapshot) -> tuple[float, float, float, float]:
    """The part of the drawing that holds what is seen on one day; all of it where nothing is."""
    seen = [p for p, box in zip(layout.boxes, snapshot.boxes, strict=True) if box is not None] or layout.boxes
    rects = [(p.x - p.width / 2, p.y - p.height / 2, p.x + p.width / 2, p.y + p.height / 2) for p in seen]
    homes = {p.box.organisation for p in seen}
    rects += [rect for key, rect in layout.organisations.items() if key in homes]
    for spline, arrow in zip(layout.splines, snapshot.arrows, strict=True):
        if arrow is not None:
            rects += [(*point, *point) for point in curve_points(spline)]
    left, top = min(r[0] for r in rects) - _MARGIN, min(r[1] for r in rects) - _MARGIN
    right, bottom = max(r[2] for r in rects) + _MARGIN, max(r[3] for r in rects) + _MARGIN
    return left, top, right - left, bottom - top


def _organisations(layout: Layout, snapshot: DiagramSnapshot) -> dict[str, tuple[float, float, float, float]]:
    """Organisations drawn round the members that are seen; an organisation of which nobody is seen keeps its place,
    unseen.
    """
    found = dict(layout.organisations)
    for key in found:
        seen = [
            p
            for p, box in zip(layout.boxes, snapshot.boxes, strict=True)
            if box is not None and p.box.organisation == key
        ]
        if seen:
            found[key] = (
                min(p.x - p.width / 2 for p in seen) - ORGANISATION_MARGIN,
                min(p.y - p.height / 2 for p in seen) - ORGANISATION_MARGIN - ORGANISATION_HEIGHT,
                max(p.x + p.width / 2 for p in seen) + ORGANISATION_MARGIN,
                max(p.y + p.height / 2 for p in seen) + ORGANISATION_MARGIN,
            )
    return found


def _attributes(timeline: DiagramTimeline, layout: Layout, snapshot: DiagramSnapshot, what: str, index: int) -> str:
    if what == "organisation":
        key = list(layout.organisations)[index]
        members = [i for i, box in enumerate(timeline.whole.boxes) if box.organisation == key]
        names = ["organisation"]
        if not any(snapshot.boxes[i] is not None for i in members):
            names.append("absent")
        if snapshot.dominating[list(timeline.whole.organisations).index(key)]:
            names.append("dominator")
        room = text_width(timeline.whole.organisations[key], NOTE, "bold")
        return f' class="{" ".join(names)}" data-of="{" ".join(map(str, members))}" data-room="{room:.0f}"'
    if what == "arrow":
        arrow, seen = timeline.whole.arrows[index], snapshot.arrows[index]
        flags = ["absent"]
        if seen is not None:
            borne = {"out": not seen.standing, "inferred": seen.inferred, "circular": seen.circular}
            flags = [name for name, set_ in borne.items() if set_]
        return f' class="{" ".join(["arrow", arrow.side, *flags])}"'
    box, now = timeline.whole.boxes[index], snapshot.boxes[index]
    flags = ["absent"] if now is None else [n for n in ("dominator", "origin", "fallen") if getattr(now, n)]
    flags += [name for name in ("party", "article") if getattr(box, name)]
    status = ""
    if box.status is not None:
        codes = status_codes(f.statuses()[index] for f in timeline.snapshots)
        word = now.status.value if now is not None and now.status is not None else ""
        status = f' data-statuses="{codes}" data-status="{word}"'
    return f' class="{" ".join(["box", box.shape, *flags])}"{status}'


def _data(timeline: DiagramTimeline) -> dict[str, object]:
    """What the script needs: which boxes and arrows each way passes, and what is seen on each day."""
    box = {b.key: i for i, b in enumerate(timeline.whole.boxes)}
    arrow = {(a.tail, a.head, a.side): i for i, a in enumerate(timeline.whole.arrows)}
    paths = []
    for path in timeline.whole.paths:
        pairs = zip(path.keys, path.keys[1:], strict=False)
        arrows = [arrow[tail, head, path.side] for tail, head in pairs if (tail, head, path.side) in arrow]
        paths.append([[box[k] for k in path.keys], arrows])
    snapshots = list(dict.fromkeys(f.code for f in timeline.snapshots))
    return {
        "notes": _notes(timeline),
        "ways": paths,
        "frames": snapshots,
        "days": [snapshots.index(f.code) for f in timeline.snapshots],
    }


def _notes(timeline: DiagramTimeline) -> dict[int, list[tuple[int, str]]]:
    """The notes that are not just the label of a status: that one the page has already."""
    told = {}
    for index, notes in timeline.notes().items():
        statuses = [snapshot.statuses()[index] for snapshot in timeline.snapshots]
        labels = [(day, STATUS[s].render(timeline.whole.language) if (s := statuses[day]) else "") for day, _ in notes]
        if any(said != label for (_, said), (_, label) in zip(notes, labels, strict=True)):
            told[index] = notes
    return told


def _canvas(timeline: DiagramTimeline, layout: Layout) -> Markup:
    """The same for a drawing that is too large for SVG: positions as numbers, for a canvas."""
    data = _data(timeline)
    number_of = {b.key: i for i, b in enumerate(timeline.whole.boxes)}
    data["boxes"] = [
        [round(p.x), round(p.y), round(p.width), round(p.height), p.box.shape, p.box.label, int(p.box.party)]
        for p in layout.boxes
    ]
    data["arrows"] = [[number_of[a.tail], number_of[a.head], a.side] for a in timeline.whole.arrows]
    data["size"] = [round(layout.width), round(layout.height)]
    label = shapes.attribute(timeline.whole.title)
    return Markup(f'<canvas class="drawing" role="img" aria-label="{label}"></canvas>\n{_script(data)}')


def _script(data: dict[str, object]) -> str:
    return f'<script type="application/json">{assets.data(data)}</script>'
