"""Under which hash what was worked out is kept: that of everything it was worked out of."""

import hashlib
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from provenance.auditing import AuditOptions
from provenance.corpus.asked import CorpusArguments
from provenance.corpus.batches import Numbered
from provenance.corpus.reading import RECORDS, file_hash
from provenance.corpus.rows import COLUMNS
from provenance.corpus.stretches import Piece, Stretch, whole
from provenance.files.discover import registries
from provenance.project.config import Projects
from provenance.version import __version__


def salt_of(asked: CorpusArguments, first: Path | None) -> str:
    """What beside the records an audit depends on: the program, what is asked, the configuration and the registries of
    the first file.
    """
    options = repr((asked.options.as_of, asked.options.policy, asked.options.show_confidential, asked.options.secrets))
    hashes = [(str(path), file_hash(path).hex()) for path in sorted(set(beside(first) if first is not None else ()))]
    rules = [rule.name for rule in asked.options.rules]
    today = time.strftime("%Y-%m-%d") if asked.options.as_of is None else ""
    return repr((__version__, COLUMNS, options, asked.language, asked.fail_on, hashes, rules, today))


def batch_key(piece: Piece, salt: str) -> str:
    """The hash under which what comes of a batch is kept, whichever way it is held."""
    digest = _begun(piece.shown, salt)
    if isinstance(piece, Stretch) and not piece.has_empty:
        # What the lines come to, one behind the other.
        digest.update(b"%d:" % piece.first_line)
        digest.update(piece.data)
        return digest.hexdigest()
    batch = whole(piece)
    if batch.lines:
        return key_of(batch.shown, batch.lines, salt, batch.part.content() if batch.part is not None else b"")
    digest.update(file_hash(batch.path))
    for path in beside(batch.path):
        digest.update(file_hash(path))
    return digest.hexdigest()


def key_of(shown: str, lines: Iterable[Numbered], salt: str, part: bytes = b"") -> str:
    """The same for numbered lines of a file; `part` is what they have to know of others where they are not all."""
    digest = _begun(shown, salt)
    expected = None
    for number, line in lines:
        if number != expected:
            digest.update(b"%d:" % number)
        expected = number + 1
        digest.update(line)
    digest.update(part)
    return digest.hexdigest()


def _begun(shown: str, salt: str) -> "hashlib.blake2b":
    digest = hashlib.blake2b(salt.encode("utf-8", "surrogateescape"), digest_size=16)
    digest.update(shown.encode("utf-8", "surrogateescape"))
    return digest


def beside(path: Path) -> list[Path]:
    """What else an audit of a claim file reads: registries above it, the configuration, the texts in its folder."""
    if str(path) == "-":
        return []
    configuration = Projects().of(path)
    found = [*registries(path), *([configuration.file] if configuration.file is not None else [])]
    if not path.name.endswith(RECORDS):
        found += sorted(p for p in path.parent.iterdir() if p.is_file() and p != path and not p.name.startswith("."))
    return [one for one in found if one.is_file()]


def with_secrets(options: AuditOptions, secrets: tuple[str, ...]) -> AuditOptions:
    """The options of an audit that hides these names too."""
    return replace(options, secrets=(*options.secrets, *secrets)) if secrets else options
