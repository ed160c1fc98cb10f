"""Web archives as files: whichever of the three forms they have, the page they hold."""

from pathlib import Path

from provenance.evidence.kinds import Container, Kind, kind_of
from provenance.evidence.saved_pages import read_mhtml
from provenance.evidence.wacz import read_wacz
from provenance.evidence.warc import ArchiveReading, Bound, Page, Wanted, read_warc
from provenance.files.load import display_path
from provenance.files.texts import opened, read_bytes


def read_archive(path: Path, form: Container, wanted: Wanted) -> ArchiveReading:
    """What a web archive holds. Raises Unreadable; UsageError where a library is missing."""
    shown = display_path(path)
    if form == "mhtml":
        return read_mhtml(read_bytes(path, shown))
    with opened(path, shown) as stream:
        bound = Bound(path.stat().st_size)
        if form == "wacz":
            return read_wacz(stream, bound, wanted)
        reading = ArchiveReading()
        read_warc(stream, bound, wanted, reading)
        return reading


def kind_of_page(page: Page) -> Kind:
    """The kind of a page: what its server called HTML is a page whatever it begins with."""
    name = "page.html" if "html" in page.media_type else page.address.split("?")[0].rsplit("/", 1)[-1]
    return kind_of(name, page.data)
