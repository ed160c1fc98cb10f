"""What an import reads and what it writes: the parts of a file or a folder, and the files of new dossiers."""

import io
import zipfile
from pathlib import Path, PurePosixPath

from provenance.exchange.base import Imported, Parts
from provenance.exchange.collections import as_yaml, file_name
from provenance.files.load import display_path
from provenance.files.texts import read_bytes
from provenance.model.errors import InputError
from provenance.model.mark import MARK
from provenance.model.message import M
from provenance.model.place import Place

#: Files of a folder that are read.
MAX_FILES = 10_000


def parts_of(path: Path) -> Parts:
    """The bytes of a file, or of every file below a folder by its name in it; no link is followed.

    Raises InputError.
    """
    if not path.is_dir():
        return {"": read_bytes(path, display_path(path))}
    files = sorted(one for one in path.rglob("*") if one.is_file() and not one.is_symlink())
    if len(files) > MAX_FILES:
        raise InputError(M("this folder holds more than {limit} files", limit=MAX_FILES), Place(display_path(path)))
    return {one.relative_to(path).as_posix(): read_bytes(one, display_path(one)) for one in files}


def dossier_files(imported: Imported) -> Parts:
    """The files of new dossiers and those that go with them, by their names in a folder."""
    files: dict[str, bytes] = {name: content for name, content in imported.files.items() if is_inside(name)}
    for dossier in imported.dossiers:
        name, number = file_name(dossier), 1
        while name in files:
            number += 1
            name = file_name({"dossier": f"{dossier['dossier']}-{number}"})
        files[name] = as_yaml(dossier).encode("utf-8", "surrogatepass")
    return files


def zipped(parts: Parts) -> bytes:
    """A folder as a ZIP archive, the same bytes each time."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = MARK.encode()
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def is_inside(name: str) -> bool:
    """Whether the name of a file stays in the folder it is of."""
    path = PurePosixPath(name)
    return not (path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name or ":" in name) and bool(
        path.parts
    )
