"""Drawings: shown in a notebook, or saved."""

from pathlib import Path

from provenance.api.arguments import PathArgument, path_of
from provenance.diagram.parts import Picture
from provenance.diagram.render import FORMATS, rendered
from provenance.files.writing import write_whole
from provenance.model.errors import UsageError
from provenance.model.plain import number_of

_ENDINGS = {"mmd": "mermaid", "gv": "dot"}


class Diagram:
    """The source chains of a claim or a dossier. A notebook shows it as SVG."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture

    @property
    def title(self) -> str:
        """What the drawing shows, in a sentence."""
        return self._picture.title

    @property
    def description(self) -> str:
        """The drawing in words, for those who cannot see it."""
        return self._picture.description

    def render(self, form: str = "svg") -> str | bytes:
        """The drawing as `svg`, `dot` or `mermaid` (text), `png` or `pdf` (bytes). Raises UsageError."""
        if form not in FORMATS:
            raise UsageError(f"'{form}' is not a format of drawings; one of {', '.join(FORMATS)}")
        return rendered(self._picture, form)

    def save(self, path: PathArgument) -> Path:
        """Write the drawing in the format that the ending says: .svg, .png, .pdf, .dot, .gv or
        .mmd. Raises UsageError.
        """
        where = path_of(path)
        suffix = where.suffix[1:].lower()
        form = _ENDINGS.get(suffix, suffix)
        if form not in FORMATS or suffix == "mermaid":
            raise UsageError(f"'{where.suffix}' is no ending of a drawing; one of .svg, .png, .pdf, .dot, .gv, .mmd")
        write_whole(where, rendered(self._picture, form))
        return where

    def _repr_svg_(self) -> str:
        return str(rendered(self._picture, "svg"))

    def __repr__(self) -> str:
        return f"<Diagram of {number_of(len(self._picture.boxes), 'box', 'boxes')}: {self._picture.title}>"
