"""Under which hash what was worked out is kept: that of everything it was worked out of."""

import hashlib
import os
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from provenance.auditing import AuditOptions
from provenance.corpus.asked import CorpusArguments
from provenance.corpus.batches import Numbered
from provenance.corpus.reading import file_hash
from provenance.corpus.rows import COLUMNS
from provenance.corpus.stretches import HeldBatch, Stretch, batch_of
from provenance.files.digests import digest_of
from provenance.files.discover import registries
from provenance.files.locale import locale_language
from provenance.project.config import Projects
from provenance.version import __version__

#: Raised with each change of what is kept, and of what it is kept under.
_FORM = 5


class Governing:
    """What governs the files of a run beside what they hold: their configurations and registries, as they are now."""

    def __init__(self) -> None:
        self._projects = Projects()
        self._by_folder: dict[Path, str] = {}

    def of(self, path: Path) -> str:
        """A hash of what governs a file; of records from a pipe, what governs the working folder. Raises
        ConfigurationError.
        """
        folder = Path(os.path.abspath(path)).parent
        found = self._by_folder.get(folder)
        if found is None:
            found = self._by_folder[folder] = repr([(str(file), digest_of(file)) for file in self.files(path)])
        return found

    def files(self, path: Path) -> list[Path]:
        """The files that govern a file. Raises ConfigurationError."""
        configuration = self._projects.of(path).file
        return [*registries(path), *([configuration] if configuration is not None else [])]


class Digests:
    """The hashes of files beside the records, each worked out once a run."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def are(self, wanted: dict[str, str]) -> bool:
        """Whether these files, by their paths, are what they were."""
        return all(self._of(path) == digest for path, digest in wanted.items())

    def _of(self, path: str) -> str:
        if path not in self._known:
            self._known[path] = digest_of(Path(path))
        return self._known[path]


def salt_of(asked: CorpusArguments) -> str:
    """What the results of all batches depend on beside the files: the program, the options, own rules, the day, and the
    reader's language, which is that of files that name none.
    """
    options = repr((asked.options.as_of, asked.options.policy, asked.options.show_confidential, asked.options.secrets))
    rules = [(rule.name, rule.source, digest_of(Path(rule.source))) for rule in asked.options.rules]
    today = time.strftime("%Y-%m-%d") if asked.options.as_of is None else ""
    return repr((__version__, _FORM, COLUMNS, options, asked.language, locale_language(), asked.fail_on, rules, today))


def batch_key(held: HeldBatch, salt: str) -> str:
    """The hash under which the result of a batch is kept: the same whether it is held as a stretch or as lines, and
    wherever it stands in its file, so that lines added before it cost nothing.
    """
    salt += "beside others" if held.elsewhere.dossiers else ""
    if isinstance(held, Stretch) and not held.has_empty:
        digest = _begun(held.shown, salt)
        # What the lines come to, one behind the other.
        digest.update(b"0:")
        digest.update(held.data)
        return digest.hexdigest()
    batch = batch_of(held)
    if batch.lines:
        return key_of(batch.shown, batch.lines, salt, batch.part.content() if batch.part is not None else b"")
    digest = _begun(held.shown, salt)
    digest.update(file_hash(batch.path))
    return digest.hexdigest()


def key_of(shown: str, lines: Iterable[Numbered], salt: str, part: bytes = b"") -> str:
    """The same for numbered lines of a file; `part` is what they have to know of others where they are not all."""
    digest = _begun(shown, salt)
    first = expected = None
    for number, line in lines:
        first = number if first is None else first
        if number != expected:
            digest.update(b"%d:" % (number - first))
        expected = number + 1
        digest.update(line)
    digest.update(part)
    return digest.hexdigest()


def _begun(shown: str, salt: str) -> "hashlib.blake2b":
    digest = hashlib.blake2b(salt.encode("utf-8", "surrogateescape"), digest_size=16)
    digest.update(shown.encode("utf-8", "surrogateescape"))
    return digest


def with_secrets(options: AuditOptions, secrets: tuple[str, ...]) -> AuditOptions:
    """The options of an audit that hides these names too."""
    return replace(options, secrets=(*options.secrets, *secrets)) if secrets else options
