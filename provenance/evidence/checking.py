"""Whether everything that a dossier rests on is still there to the last byte, and what it consists of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from provenance.evidence.folder import EvidenceFolder, FolderFault
from provenance.evidence.hiding import hider, private_names
from provenance.evidence.manifest import ManifestFile, distinct_names, manifest_text
from provenance.evidence.store import FOLDER, Held, hash_of
from provenance.evidence.versions import version_faults
from provenance.files.discover import REGISTRY, claim_files, registries
from provenance.files.load import display_path, is_unreadable, load
from provenance.files.located import Unreadable
from provenance.model.document import Document
from provenance.model.dossier import Dossier, Statement
from provenance.model.finding import Finding
from provenance.model.message import M, Message
from provenance.model.place_text import place_text
from provenance.project.config import Projects
from provenance.validation import validate_dossier

#: The rules about files that say whether what was read is what was cited.
RULES = frozenset({
    "anchor-moved", "anchor-not-found", "changed-after-signature", "duplicate-id", "place-differs", "quote-altered",
    "revision-cycle", "schema-violation", "text-changed", "unknown-reference",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tied:
    """Where the words of a statement stand: the file, the code points, the page or second where that is known."""

    statement: str
    file: str
    start: int
    end: int
    place: Message | None


@dataclass
class Verification:
    """What was checked of the dossiers in a folder. Nothing in it holds a confidential name."""

    manifest: str = ""
    dossiers: list[tuple[Dossier, list[Finding]]] = field(default_factory=list)
    faults: list[FolderFault] = field(default_factory=list)
    tied: list[Tied] = field(default_factory=list)
    #: Documents of which nothing is kept here, with their addresses.
    missing: list[tuple[str, str]] = field(default_factory=list)
    files: int = 0
    captures: int = 0
    is_unread: bool = False

    @property
    def is_sound(self) -> bool:
        return not self.faults and not any(findings for _, findings in self.dossiers)


def verify(path: Path) -> Verification:
    """Check the dossiers in a folder, or that of one claim file: hashes, captures, quotes, versions."""
    return _Verifying(path).done()


class _Verifying:
    def __init__(self, path: Path) -> None:
        self._base = path if path.is_dir() else path.parent
        self._loaded = list(load(claim_files([path])))
        names = private_names([path])
        self._hide: Callable[[str], str] = hider(self._loaded, names)
        self._names, self._projects = names, Projects()
        self._result = Verification()
        #: By absolute path: one folder may be known by several.
        self._files: dict[Path, ManifestFile] = {}
        self._hashes: dict[Path, Held | None] = {}

    def done(self) -> Verification:
        roots = {root.absolute(): root for root in (*(Path(d.file).parent for d in self._loaded), self._base)}
        folders = {absolute: EvidenceFolder(root / FOLDER, self._hash) for absolute, root in roots.items()}
        for dossier in self._loaded:
            self._dossier(dossier, folders[Path(dossier.file).parent.absolute()])
        for folder in folders.values():
            self._evidence(folder)
        result = self._result
        files = distinct_names(self._files.values())
        result.manifest = manifest_text([self._hide(d.id) for d in self._loaded], files)
        result.files = len(self._files)
        result.faults = [FolderFault(self._hide(f.file), _hidden(f.message, self._hide)) for f in result.faults]
        return result

    def _dossier(self, dossier: Dossier, folder: EvidenceFolder) -> None:
        file = Path(dossier.file)
        shown, found = validate_dossier(dossier, self._projects.of(file).settings(file), secrets=self._names)
        findings = [one for one in found.findings if one.rule in RULES]
        self._result.dossiers.append((shown, findings))
        self._result.is_unread = self._result.is_unread or is_unreadable(dossier)
        self._add(file, "claim file")
        for registry in registries(file):
            if registry.is_relative_to(self._base.absolute()):
                self._add(self._base / registry.relative_to(self._base.absolute()), f"registry {REGISTRY}")
        for document in dossier.documents.values():
            self._document(dossier, document, folder)
        self._result.faults += version_faults(dossier)
        self._result.tied += self._ties(dossier.statements, dossier.documents)

    def _document(self, dossier: Dossier, document: Document, folder: EvidenceFolder) -> None:
        role, root = f"document {document.id}", Path(dossier.file).parent
        if document.file is not None:
            path = root / document.file
            if document.text_sha256 is not None or _is_inside(path, root):
                self._add(path, role)
            if document.sha256 is None and document.text_sha256 is not None:
                message = M(
                    "no hash of `{document}` is recorded: sha256: {hash}",
                    document=document.id, hash=document.text_sha256,
                )  # fmt: skip
                self._result.faults.append(FolderFault(display_path(path), message))
        elif document.sha256 is not None:
            kept = folder.file_of(document.sha256)
            if kept is None:
                message = M("nothing in evidence/ has the hash of `{document}`", document=document.id)
                self._result.faults.append(FolderFault(dossier.file, message))
            else:
                self._add(kept, role)
        elif document.url is not None:
            self._result.missing.append((self._hide(document.id), self._hide(document.url)))

    def _evidence(self, folder: EvidenceFolder) -> None:
        self._result.faults += folder.faults()
        self._result.captures += len(folder.records)
        for path in folder.files:
            record = folder.records.get(path.name)
            said = f"captured {record.time.at} by {record.operator}" if record is not None else ""
            self._add(path, said or ("capture record" if folder.is_record(path) else "in evidence/, of no capture"))

    def _ties(self, statements: Sequence[Statement], documents: Mapping[str, Document]) -> Iterator[Tied]:
        for statement in statements:
            document = documents.get(statement.document or "")
            if statement.anchor is not None and document is not None:
                place = place_text(document.locators.at(statement.anchor.start))
                start, end = statement.anchor.start, statement.anchor.end
                yield Tied(self._hide(statement.id), self._hide(document.path or document.id), start, end, place)

    def _add(self, path: Path, role: str) -> None:
        """A file of the manifest; one that is several things is told as all of them."""
        held = self._hash(path)
        if held is None:
            return
        known = self._files.get(path.absolute())
        roles = dict.fromkeys([*(known.role.split("; ") if known is not None else ()), self._hide(role)])
        name = self._hide(_relative(path, self._base))
        self._files[path.absolute()] = ManifestFile(name, held.sha256, held.size, "; ".join(roles))

    def _hash(self, path: Path) -> Held | None:
        """None for a file that cannot be read."""
        absolute = path.absolute()
        if absolute not in self._hashes:
            try:
                self._hashes[absolute] = hash_of(path)
            except Unreadable:
                self._hashes[absolute] = None
        return self._hashes[absolute]


def _is_inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, ValueError, RuntimeError):
        return False


def _relative(path: Path, base: Path) -> str:
    absolute, root = path.absolute(), base.absolute()
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else path.as_posix()


def _hidden(message: Message, hide: Callable[[str], str]) -> Message:
    return Message(
        message.template,
        tuple((name, hide(value) if isinstance(value, str) else value) for name, value in message.args),
        message.plural,
        message.n,
    )
