"""The drawing as an SVG file, written from a layout: the same everywhere, and fit to be read aloud."""

from collections.abc import Iterator

from provenance.diagram import shapes
from provenance.diagram.drawing import INK, SOFT, STATUS_COLOURS, drawn, lettering, marks_of
from provenance.diagram.layout import Layout, edge_class
from provenance.diagram.legend import legend, symbol
from provenance.diagram.metrics import text_width, wrapped
from provenance.diagram.shapes import number, painted
from provenance.model.mark import MARK
from provenance.model.message import Message

MARGIN, HEADER = 24.0, 58.0
_FONT = "'DejaVu Sans', Verdana, Geneva, sans-serif"


def svg(layout: Layout) -> str:
    """The SVG document."""
    return "\n".join(_Writer(layout).lines()) + "\n"


class _Writer:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.picture = layout.picture
        self.legend = [(sign, self.say(meaning)) for sign, meaning in legend([self.picture])]
        self.width = max(layout.width + 2 * MARGIN, self._legend_width(), 560.0)
        self.title = wrapped(self.picture.title, 15, self.width - 2 * MARGIN, 3, "bold")
        self.subtitle = wrapped(self.picture.subtitle, 12, self.width - 2 * MARGIN, 2, "bold")
        self.top = HEADER + 19 * (len(self.title) - 1) + 16 * (len(self.subtitle) - 1)
        self.rows = self._legend_rows()
        self.height = self.top + layout.height + 30 + 22 * len(self.rows) + MARGIN

    def say(self, message: Message) -> str:
        return message.render(self.picture.language)

    def lines(self) -> Iterator[str]:
        width, height = number(self.width), number(self.height)
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield f"<!-- {MARK} -->"
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
            f' role="img" lang="{self.picture.language}" font-family="{_FONT}" aria-labelledby="t d">'
        )
        yield f'<title id="t">{shapes.text(self.picture.title)}</title>'
        yield f'<desc id="d">{shapes.text(self.picture.subtitle + ". " + self.picture.description)}</desc>'
        yield f'<rect class="paper" width="{width}" height="{height}" fill="#FFFFFF"/>'
        for row, line in enumerate(self.title):
            yield shapes.words(line, MARGIN, 26 + 19 * row, lettering(painted, 15, "bold", INK, "start"))
        colour = STATUS_COLOURS[self.picture.status][1] if self.picture.status else SOFT
        ink = lettering(painted, 12, "bold", colour, "start")
        for row, line in enumerate(self.subtitle):
            yield shapes.words(line, MARGIN, self.top - 12 - 16 * (len(self.subtitle) - 1 - row), ink)
        left = (self.width - self.layout.width) / 2
        yield f'<g transform="translate({number(left)} {number(self.top)})">'
        arrows = self.picture.arrows
        yield from drawn(self.layout, painted, self._attributes, lambda index: marks_of(arrows[index]))
        yield "</g>"
        yield from self._draw_legend()
        yield "</svg>"

    def _attributes(self, what: str, index: int) -> str:
        if what == "organisation":
            dominates = list(self.layout.organisations)[index] in self.picture.dominating
            return f' class="{"organisation dominator" if dominates else "organisation"}"'
        if what == "arrow":
            arrow = self.picture.arrows[index]
            marked = [name for name in ("inferred", "circular") if getattr(arrow, name)]
            return f' class="{" ".join(["arrow", edge_class(arrow.side, arrow.standing), *marked])}"'
        box = self.picture.boxes[index]
        marked = [name for name in ("dominator", "origin") if getattr(box, name)]
        return f' class="{" ".join(["box", box.shape, *marked])}"'

    # --- legend ----------------------------------------------------------------------------------------------------

    def _legend_width(self) -> float:
        return max((_entry_width(meaning) for _, meaning in self.legend), default=0) + 2 * MARGIN

    def _legend_rows(self) -> list[list[tuple[str, str]]]:
        rows: list[list[tuple[str, str]]] = [[]]
        used = 0.0
        for sign, meaning in self.legend:
            width = _entry_width(meaning)
            if rows[-1] and used + width > self.width - 2 * MARGIN:
                rows.append([])
                used = 0.0
            rows[-1].append((sign, meaning))
            used += width
        return rows

    def _draw_legend(self) -> Iterator[str]:
        y = self.top + self.layout.height + 34
        yield '<g class="legend">'
        line = painted(stroke="#D0D0D0", stroke_width="1")
        yield shapes.stroke((MARGIN, y - 16), (self.width - MARGIN, y - 16), line)
        for row in self.rows:
            x = MARGIN
            for sign, meaning in row:
                yield symbol(sign, x, y)
                yield shapes.words(meaning, x + 40, y + 4, lettering(painted, 10, "normal", SOFT, "start"))
                x += _entry_width(meaning)
            y += 22
        yield "</g>"


def _entry_width(text: str) -> float:
    return 40 + text_width(text, 10) + 22
