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

_MANIFEST = re.compile(r"(?:tag)?manifest-(?P<how>[A-Za-z0-9_-]+)\.txt")
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
    declared = files.get("bagit.txt", b"")
    if not declared.startswith(b"BagIt-Version:"):
        why = M("its bagit.txt does not begin as it has to") if declared else M("this is no bag: it has no bagit.txt")
        raise InputError(why, Place(shown))
    problems = Problems()
    tags = _TagFiles(files, declared, problems)
    bad = set(_faults(tags, problems))
    kept = {n.removeprefix("data/"): c for n, c in files.items() if n.startswith("data/") and n not in bad}
    dossiers, texts = dossiers_in(kept, problems)
    if not dossiers:
        problems.add("data/", M("there is no claim file in this package"))
    return Imported(dossiers, problems.found(), texts)


class _TagFiles:
    """The files of a bag; those about the others in the encoding that the bag declares (RFC 8493, 2.1.1)."""

    def __init__(self, files: Parts, declared: bytes, problems: Problems) -> None:
        self.files, self._problems = files, problems
        found = re.search(rb"Tag-File-Character-Encoding:\s*(\S+)", declared)
        self._encoding = found[1].decode("ascii", "replace") if found is not None else "utf-8"

    def lines(self, name: str) -> list[str]:
        """The lines of a tag file; none, with a word, where it is not in its encoding."""
        try:
            return self.files[name].decode(self._encoding).lstrip("\ufeff").splitlines()
        except (LookupError, UnicodeDecodeError):
            self._problems.add(name, M("it is not in the encoding that the bag declares: {name}", name=self._encoding))
            return []


def _faults(tags: _TagFiles, problems: Problems) -> Iterator[str]:
    """The files that are not what a manifest says; those that are missing and those that one does not name are told."""
    files = tags.files
    payload = [name for name in files if name.startswith("data/")]
    manifests = [name for name in files if _MANIFEST.fullmatch(name)]
    if not any(name.startswith("manifest-") for name in manifests):
        problems.add("manifest", M("this bag has no manifest: nothing in it can be checked"))
    for manifest in manifests:
        named = set[str]()
        yield from _against(manifest, tags, named, problems)
        for name in payload if manifest.startswith("manifest-") else ():
            if name not in named:
                problems.add(name, M("{manifest} does not name it", manifest=manifest))
                yield name
    if "fetch.txt" in files:
        problems.add("fetch.txt", M("some files of this bag are to be fetched from elsewhere, which is not done here"))
    sizes = [len(files[name]) for name in payload]
    for line in tags.lines("bag-info.txt") if "bag-info.txt" in files else ():
        key, _, value = line.partition(":")
        if key.strip() == "Payload-Oxum" and value.strip() != f"{sum(sizes)}.{len(sizes)}":
            found = f"{sum(sizes)}.{len(sizes)}"
            problems.add(
                "bag-info.txt", M("Payload-Oxum says {said}; it comes to {found}", said=value.strip()[:40], found=found)
            )


def _against(manifest: str, tags: _TagFiles, named: set[str], problems: Problems) -> Iterator[str]:
    """The files whose hashes are not those of a manifest; `named` gets all that it names."""
    match = _MANIFEST.fullmatch(manifest)
    how = (match["how"] if match is not None else "").lower().replace("sha3-", "sha3_")
    known = how in hashlib.algorithms_available
    if not known:
        problems.add(manifest, M("its hashes cannot be checked: {name} is not known here", name=how))
    for number, line in enumerate(tags.lines(manifest), start=1):
        digest, _, name = line.strip().partition(" ")
        name = _unescaped(name.strip().lstrip("*").removeprefix("./"))
        if not name:
            problems.add(f"{manifest}:{number}", M("this line names no file"))
            continue
        named.add(name)
        if name not in tags.files:
            problems.add(f"{manifest}:{number}", M("“{name}” is missing", name=name[:120]))
        elif known and hashlib.new(how, tags.files[name]).hexdigest() != digest.lower():
            changed = M("“{name}” is not what it was: its hash differs", name=name[:120])
            problems.add(f"{manifest}:{number}", changed)
            yield name


FORMAT = ExchangeFormat(
    name="bagit",
    suffix="",
    holds="a package of the dossier, its texts, its report and its PROV records (RFC 8493)",
    export=export,
    read=read,
)
