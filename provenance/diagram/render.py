"""The drawing in any of its formats."""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from provenance.diagram.layout import dot_source, laid_out
from provenance.diagram.mermaid import mermaid
from provenance.diagram.metrics import has_letters_for
from provenance.diagram.parts import Picture
from provenance.diagram.svg import svg
from provenance.model.mark import MARK

FORMATS = ("svg", "png", "pdf", "dot", "mermaid")
_FONTS = Path(__file__).resolve().parent.parent / "data" / "fonts"


def rendered(picture: Picture, form: str) -> str | bytes:
    """The picture as `form`: text for svg, dot and mermaid, bytes for png and pdf."""
    if form == "dot":
        return f"// {MARK}\n{dot_source(picture)}"
    if form == "mermaid":
        return mermaid(picture)
    drawn = svg(laid_out(picture))
    if form == "svg":
        return drawn
    return _marked_png(_png(drawn)) if form == "png" else _pdf(drawn) + f"%{MARK}\n".encode()


def _marked_png(image: bytes) -> bytes:
    """The image with the mark in a chunk of text after its header, as PNG has it for the name of the program."""
    import struct
    import zlib

    content = b"tEXtSoftware\0" + MARK.encode("latin-1")
    chunk = struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
    # Eight bytes of signature, and the header: its length, its name, thirteen bytes, a checksum.
    return image[:33] + chunk + image[33:]


def _png(drawn: str) -> bytes:
    """Pixels from the SVG, two to the point, with the fonts of the package and no other: the same everywhere. Only what
    these have no letters for, a name in Arabic or Chinese, is written with the fonts of the machine.
    """
    import resvg_py

    fonts = [str(path) for path in sorted(_FONTS.glob("*.ttf"))]
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawn,
            font_files=fonts,
            skip_system_fonts=has_letters_for(drawn),
            zoom=2,
            sans_serif_family="DejaVu Sans",
        )
    )


def _pdf(drawn: str) -> bytes:
    """A page of the size of the drawing, vectors and embedded fonts; its date is fixed, so the bytes are too."""
    import logging

    from fpdf import FPDF
    from fpdf.svg import SVGObject

    # It says which elements it has no use for; those are the ones for readers of the SVG.
    logging.getLogger("fpdf").setLevel(logging.ERROR)
    size = re.search(r'width="([0-9.]+)" height="([0-9.]+)"', drawn)
    assert size is not None
    page = FPDF(unit="pt", format=(float(size[1]), float(size[2])))
    page.creation_date = datetime(2000, 1, 1, tzinfo=UTC)
    if not has_letters_for(drawn):
        # A name without letters would be an empty box.
        page.add_page()
        page.image(BytesIO(_png(drawn)), 0, 0, float(size[1]), float(size[2]))
        return bytes(page.output())
    page.add_font("DejaVu Sans", "", _FONTS / "DejaVuSans.ttf")
    page.add_font("DejaVu Sans", "B", _FONTS / "DejaVuSans-Bold.ttf")
    page.add_page()
    page.set_font("DejaVu Sans", size=10)
    SVGObject(re.sub(r"<(title|desc)[^>]*>[^<]*</\1>", "", drawn)).draw_to_page(page, 0, 0)
    return bytes(page.output())
