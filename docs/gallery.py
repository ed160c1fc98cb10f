"""Draws the gallery from its own pages: `python -m docs.gallery` (part of `make pages`).

The blocks of a page that have a title are files; the commands that write a drawing say which claim it is of.
"""

import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import provenance

HERE = Path(__file__).resolve().parent
PAGES = (HERE / "gallery.md", HERE / "gallery.fr.md")
IMAGES = HERE / "images/gallery"
_FILE = re.compile(r"^```\w* title=\"([^\"]+)\"\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_DRAWN = re.compile(r"^provenance graph .*$", re.MULTILINE)


def write_folder(page: Path, folder: Path) -> list[Path]:
    """Write the files of a page into a folder; the dossiers it then holds."""
    for name, text in _FILE.findall(page.read_text("utf-8")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return sorted({path.parent for path in folder.rglob("*.claims.yaml")})


def drawings() -> Iterator[tuple[Path, bytes]]:
    """Each image of the gallery, as it should be."""
    for page in PAGES:
        with tempfile.TemporaryDirectory() as name:
            write_folder(page, Path(name))
            for command in _DRAWN.findall(page.read_text("utf-8")):
                _, _, dossier, _, claim, _, image = shlex.split(command)
                yield IMAGES / image, provenance.audit(Path(name) / dossier).diagram(claim).render().encode()


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    stale = [path for path, data in drawings() if not path.is_file() or path.read_bytes() != data]
    if "--check" in sys.argv:
        sys.exit("stale, run `make pages`: " + ", ".join(path.name for path in stale) if stale else 0)
    for path, data in drawings():
        path.write_bytes(data)


if __name__ == "__main__":
    main()
