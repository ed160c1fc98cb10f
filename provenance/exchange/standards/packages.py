"""What goes into a package of a dossier, and how one that comes is opened: never outside its folder, never too big."""

import hashlib
import io
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Any

from provenance.auditing import DossierAudit
from provenance.evidence.store import RECORD
from provenance.exchange.base import Parts
from provenance.exchange.claim_data import claim_data
from provenance.exchange.collections import as_yaml, file_name
from provenance.exchange.folders import is_inside
from provenance.exchange.standards.prov_json import prov_data
from provenance.exchange.standards.prov_records import bundle
from provenance.exchange.standards.reading import Problems, json_text
from provenance.extraction.claim_ids import slug
from provenance.files.contents import Contents
from provenance.files.load import display_path
from provenance.files.located import Lines
from provenance.files.texts import read_bytes
from provenance.files.yaml_reader import read_yaml
from provenance.model.dossier import Dossier
from provenance.model.errors import InputError
from provenance.model.message import M, Message
from provenance.model.place import Place
from provenance.report.markdown import markdown_text

#: Files of a package, bytes of all of them, and how many times its size a packed one may unpack to.
MAX_FILES, MAX_BYTES, MAX_RATIO = 10_000, 512 << 20, 200
REPORT, RECORDS = "report.md", "records.provjson"


def contents(audit: DossierAudit, language: str) -> tuple[dict[str, bytes], list[Message]]:
    """The files of a package by name: the claim file, the texts, the report, the PROV records; and what is left out."""
    dossier = audit.dossier
    data = claim_data(dossier)
    files: dict[str, bytes] = {}
    losses: list[Message] = []
    for document in dossier.documents.values():
        if document.file is None:
            continue
        content = _original(dossier, document.file) if document.text is not None else None
        if content is None:
            losses.append(M("the text of {document} is not in it", document=document.id))
            for key in ("file", "sha256", "reader"):
                data["documents"][document.id].pop(key, None)
            continue
        name = PurePosixPath(document.file)
        files[name.as_posix()] = content
        # What is recorded of a capture stands beside it.
        record = name.with_name(name.name.partition(".")[0] + RECORD).as_posix()
        if (captured := _original(dossier, record)) is not None:
            files[record] = captured
    files[file_name(data)] = as_yaml(data).encode("utf-8", "surrogatepass")
    files[REPORT] = markdown_text(audit, language).encode("utf-8", "surrogatepass")
    files[RECORDS] = json_text(prov_data(bundle(audit)))
    return files, losses


def _original(dossier: Dossier, file: str) -> bytes | None:
    """The bytes of a file beside the claim file; none where it names a confidential source, in its words or in what
    stands around them, where it is not there, or lies outside the folder.
    """
    name = PurePosixPath(file)
    if name.is_absolute() or ".." in name.parts:
        return None
    path = Path(dossier.file).absolute().parent / name
    try:
        content = read_bytes(path, display_path(path))
    except InputError:
        return None
    if dossier.is_masked:
        held = Contents(content)
        if any(dossier.redactions(text) for text in held.texts()) or not held.is_whole:
            return None
    return content


def opened(parts: Parts, shown: str) -> Parts:
    """The files of a package: those of a folder, or of a ZIP archive. Raises InputError."""
    files = parts
    data = next(iter(parts.values())) if len(parts) == 1 else b""
    if data.startswith(b"PK"):
        files = _unpacked(data, shown)
    elif data.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        raise InputError(M("this archive is no ZIP: unpack it, and give the folder"), Place(shown))
    # What a Mac puts beside files when it packs them.
    files = {n: c for n, c in files.items() if not n.startswith("__MACOSX/") and not n.endswith(".DS_Store")}
    tops = {name.partition("/")[0] for name in files}
    if len(tops) == 1 and all("/" in name for name in files):
        # Packed with the folder it is in.
        files = {name.partition("/")[2]: content for name, content in files.items()}
    return files


def _unpacked(data: bytes, shown: str) -> Parts:
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MAX_FILES:
                raise InputError(M("this archive holds more than {limit} files", limit=MAX_FILES), Place(shown))
            left = min(MAX_BYTES, MAX_RATIO * max(len(data), 1 << 16))
            for entry in entries:
                is_link = entry.external_attr >> 28 == 0xA
                if is_link or not is_inside(entry.filename):
                    why = M("this archive holds a file that leaves its folder: “{name}”", name=entry.filename[:80])
                    raise InputError(why, Place(shown))
                with archive.open(entry) as stream:
                    found[entry.filename] = stream.read(left + 1)
                left -= len(found[entry.filename])
                if left < 0:
                    raise InputError(M("this archive unpacks to far more than it is"), Place(shown))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise InputError(M("this archive cannot be unpacked: {why}", why=str(error)[:80]), Place(shown)) from None
    return found


def dossiers_in(files: Parts, problems: Problems) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """The dossiers of the claim files in a package, and the texts that they name, each under a name of its own."""
    found: list[dict[str, Any]] = []
    texts: dict[str, bytes] = {}
    for name, content in sorted(files.items()):
        if not name.endswith((".claims.yaml", ".claims.yml", ".claims.json")):
            continue
        try:
            text = content.decode("utf-8")
            data, _ = read_yaml(text, Lines(name, text))
        except (InputError, UnicodeDecodeError) as error:
            problems.add(name, M("this claim file cannot be read: {why}", why=str(error)[:120]))
            continue
        if not isinstance(data, dict):
            problems.add(name, M("this is no claim file"))
            continue
        dossier = _plain(data)
        if not isinstance(dossier.get("dossier"), str):
            dossier["dossier"] = slug(PurePosixPath(name).name.partition(".")[0])
        documents = dossier.get("documents")
        for entry in documents.values() if isinstance(documents, dict) else ():
            if isinstance(entry, dict) and isinstance(entry.get("file"), str):
                _take_text(entry, PurePosixPath(name), files, texts, problems)
        found.append(dossier)
    return found, texts


def _take_text(
    entry: dict[str, Any], claim_file: PurePosixPath, files: Parts, texts: dict[str, bytes], problems: Problems
) -> None:
    """Take the text of a document along; one that is not there is no text of the new dossier either."""
    name = entry["file"]
    content = files.get(str(claim_file.parent / name))
    if content is None:
        problems.add(str(claim_file), M("the text “{name}” is not in the package", name=name[:80]))
        for key in ("file", "sha256", "reader"):
            entry.pop(key, None)
        return
    if texts.get(name, content) != content:
        # Two dossiers in two folders may call two texts alike.
        name = entry["file"] = f"{slug(str(claim_file.parent))}/{name}"
    texts[name] = content
    record = PurePosixPath(entry["file"])
    beside = record.with_name(record.name.partition(".")[0] + RECORD).as_posix()
    if (captured := files.get(str(claim_file.parent / beside))) is not None:
        texts[beside] = captured


def _plain(value: Any) -> Any:
    """Located data as plain data."""
    if isinstance(value, dict):
        return {str(key): _plain(held) for key, held in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
