"""Places (lines from 1, columns in code points) and the protocol's positions (lines from 0, in the client's units)."""

from functools import cached_property

from lsprotocol import types

from provenance.files.located import Lines
from provenance.model.place import Place


class Positions:
    """Offsets in one text, to and from a client's positions. `encoding` says in what units the client counts."""

    def __init__(self, lines: Lines, encoding: types.PositionEncodingKind | str) -> None:
        self.lines = lines
        self._encoding = encoding

    def of(self, lines: Lines) -> "Positions":
        """The same units in another text."""
        return Positions(lines, self._encoding)

    @cached_property
    def plain(self) -> bool:
        """Whether every character of the text takes one of the client's units."""
        text = self.lines.text
        if self._encoding == types.PositionEncodingKind.Utf16:
            return len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text)
        return text.isascii() or self._encoding == types.PositionEncodingKind.Utf32

    def range(self, place: Place) -> types.Range:
        start = types.Position(place.line - 1, self._units(self.lines.line(place.line)[: place.column - 1]))
        end = types.Position(place.end_line - 1, self._units(self.lines.line(place.end_line)[: place.end_column - 1]))
        return types.Range(start, end)

    def span(self, start: int, end: int) -> types.Range:
        return self.range(self.lines.place((start, end)))

    def offset(self, position: types.Position) -> int:
        """The offset of a position; one beyond the end of its line is that end, as the protocol asks."""
        starts = self.lines.starts()
        if position.line >= len(starts):
            return len(self.lines.text)
        line = self.lines.line(position.line + 1)
        column = min(position.character, len(line))
        if not line.isascii():
            units = 0
            for column, character in enumerate(line):  # noqa: B007 - the column is what is looked for
                if units >= position.character:
                    break
                units += self._units(character)
            else:
                column = len(line)
        return starts[position.line] + column

    def _units(self, text: str) -> int:
        if text.isascii() or self._encoding == types.PositionEncodingKind.Utf32:
            return len(text)
        if self._encoding == types.PositionEncodingKind.Utf8:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(ord(character) > 0xFFFF for character in text)
