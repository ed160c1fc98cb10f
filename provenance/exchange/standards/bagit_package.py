"""BagIt 1.0 (RFC 8493): the files of a dossier with their hashes, as libraries and archives keep and check them."""

import hashlib
import re
from collections.abc import Iterator, Mapping

from provenance.auditing import DossierAudit
from provenance.exchange.base import ExchangeFormat, Exported, Imported, Parts
from provenance.exchange.standards.packages import contents, dossiers_in, opened, sha256
from provenance.exchange.standards.reading import Problems
from provenance.model.errors import InputError
from provenance.model.mark import MARK
from provenance.model.message import M
from provenance.model.place import Place
from provenance.model.plain import one_line

_MANIFEST = re.compile(r"manifest-(?P<how>sha512|sha256|sha1|md5)\.txt")
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def export(audit: DossierAudit, language: str) -> Exported:
    """A bag. Its files stand in `data/`."""
    files, losses = contents(audit, language)
    size = sum(map(len, files.values()))
    head = {
        "External-Description": one_line(audit.dossier.title),
        "External-Identifier": audit.dossier.id,
        "Payload-Oxum": f"{size}.{len(files)}",
        "Bag-Software-Agent": MARK,
    }
    tags = {
        "bagit.txt": _DECLARATION,
        "bag-info.txt": "".join(f"{key}: {value}\n" for key, value in head.items()),
        "manifest-sha256.txt": _manifest({f"data/{name}": content for name, content in files.items()}),
    }
    written = {name: text.encode("utf-8", "surrogatepass") for name, text in tags.items()}
    written["tagmanifest-sha256.txt"] = _manifest(written).encode()
    return Exported({**written, **{f"data/{name}": content for name, content in files.items()}}, losses)


def _manifest(files: Mapping[str, bytes]) -> str:
    lines = (f"{sha256(content)}  {_escaped(name)}\n" for name, content in sorted(files.items()))
    return "".join(lines)


def _escaped(name: str) -> str:
    """A name as a manifest holds it: only what ends a line is escaped (RFC 8493, 2.1.3)."""
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _unescaped(name: str) -> str:
    return name.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


def read(parts: Parts, shown: str) -> Imported:
    """The dossiers of a bag, a folder or a ZIP archive of one; what does not match its hash is left out.

    Raises InputError.
    """
    files = opened(parts, shown)
    if not files.get("bagit.txt", b"").startswith(b"BagIt-Version:"):
        raise InputError(M("this is no bag: it has no bagit.txt"), Place(shown))
    problems = Problems()
    bad = set(_faults(files, problems))
    kept = {n.removeprefix("data/"): c for n, c in files.items() if n.startswith("data/") and n not in bad}
    dossiers, texts = dossiers_in(kept, shown, problems)
    if not dossiers:
        problems.add("data/", M("there is no claim file in this package"))
    return Imported(dossiers, problems.found(), texts)


def _faults(files: Parts, problems: Problems) -> Iterator[str]:
    """The files that are not what a manifest says; those that are missing and those that none names are told."""
    named: set[str] = set()
    manifests = [name for name in files if _MANIFEST.fullmatch(name)]
    if not manifests:
        problems.add("manifest", M("this bag has no manifest: nothing in it can be checked"))
    for manifest in manifests:
        how = _MANIFEST.fullmatch(manifest)
        for number, line in enumerate(files[manifest].decode("utf-8", "replace").splitlines(), start=1):
            digest, _, name = line.strip().partition(" ")
            name = (
                name.strip()
                .lstrip("*")
                .removeprefix("./")
                .replace("%0A", "\n")
                .replace("%0D", "\r")
                .replace("%25", "%")
            )
            if not name:
                problems.add(f"{manifest}:{number}", M("this line names no file"))
                continue
            named.add(name)
            if name not in files:
                problems.add(f"{manifest}:{number}", M("“{name}” is missing", name=name[:120]))
            elif how is not None and hashlib.new(how["how"], files[name]).hexdigest() != digest.lower():
                problems.add(
                    f"{manifest}:{number}", M("“{name}” is not what it was: its hash differs", name=name[:120])
                )
                yield name
    for name in files:
        if name.startswith("data/") and manifests and name not in named:
            problems.add(name, M("no manifest names it"))
            yield name


FORMAT = ExchangeFormat(
    name="bagit",
    suffix="",
    holds="a package of the dossier, its texts, its report and its PROV records (RFC 8493)",
    export=export,
    read=read,
)
