"""Names that somebody wanted kept, found even where what says so is not valid, or cannot be read at all."""

import re
from collections.abc import Iterator
from typing import Any

from provenance.files.located import Map
from provenance.model.confidential import is_telling_nothing
from provenance.model.finding import Problem
from provenance.model.message import M
from provenance.model.names import fold, nearest
from provenance.model.vocabulary import Severity, SourceKind
from provenance.model.written import Entry, SourceEntry, StatementEntry

_ENTRIES: tuple[type[Entry], ...] = (*Entry.__subclasses__(), StatementEntry)
#: Words of a claim file that name nobody, folded: its keys and the types of its records among them.
_VOCABULARY = frozenset(
    fold(word)
    for word in (
        *(field.alias or name for entry in _ENTRIES for name, field in entry.model_fields.items()),
        *(kind.value for kind in SourceKind),
        "source", "document", "statement", "type", "id", "true", "false", "null", "yes", "no",
    )
)  # fmt: skip
_KEYS = frozenset({*SourceEntry.model_fields, "from", "id"})
#: What may be a value in YAML or JSON that cannot be read as such.
_CHUNK = re.compile(r"[^\s:{}\[\],\"'#|>&*-][^:{}\[\],\"'#\n]*")
MAX_CHUNKS = 2_000
#: In small letters, what a key holds that may be « confidential », however it is spelled (the verb `confirms` is none),
#: and what a text that is cut off holds of the word.
_MARKS = re.compile(rb'onf(?:id|(?!irms")[^"\n]{0,30}"\s*:)')
#: A word that may be « confidential », misspelled.
_NEAR = re.compile(r"\b\w{0,4}onf\w{1,20}\b")
#: Of which dossier a line of JSONL is that cannot be read, and which record.
_HEAD = [re.compile(rf'"{key}"\s*:\s*"[^"]*"') for key in ("dossier", "type")]


def secrets(data: Any) -> Iterator[str]:
    """The ids, names and aliases of the entries that speak of confidentiality other than to deny it, wherever they
    stand: a section that is misspelled, or a list, holds names too.
    """
    for name, entry in _entries(data):
        if name and not is_telling_nothing(name):
            yield name
        yield from secret_names(entry)


def secret_ids(data: Any) -> Iterator[str]:
    """The ids of those entries."""
    return (name for name, _ in _entries(data) if name)


def _entries(data: Any) -> Iterator[tuple[str, dict[Any, Any]]]:
    for section in data.values() if isinstance(data, dict) else ():
        if isinstance(section, list):
            yield from ((str(e.get("id") or ""), e) for e in section if isinstance(e, dict) and _is_secret(e))
        if not isinstance(section, dict):
            continue
        again = section.dropped if isinstance(section, Map) else []
        written = [(name, entry) for name, entry in (*section.items(), *again) if isinstance(entry, dict)]
        # An id written twice is one person's, whichever of the two says that it is confidential.
        kept = {name for name, entry in written if _is_secret(entry)}
        yield from ((str(name), entry) for name, entry in written if name in kept)


def secret_names(entry: dict[Any, Any]) -> Iterator[str]:
    """The names that an entry gives, if it speaks of confidentiality: under any key that the file does not know too,
    and whatever their form.
    """
    if not _is_secret(entry):
        return
    for key, value in entry.items():
        if key in ("name", "aliases") or key not in _KEYS:
            yield from _texts(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) > 2 and fold(value) not in _VOCABULARY and not is_telling_nothing(value):
            yield value
    elif isinstance(value, dict):
        # « {first: …, last: …} » is one name, and each part of it is one too.
        parts = [text for held in value.values() for text in _texts(held)]
        yield from parts
        if len(parts) > 1:
            yield " ".join(parts)
    elif isinstance(value, list):
        yield from (text for held in value for text in _texts(held))


def _is_secret(entry: dict[Any, Any]) -> bool:
    return any(value is not False and isinstance(key, str) and _is_near(key) for key, value in entry.items())


def _is_near(word: str) -> bool:
    # Words that are far from it are not compared.
    return "onf" in word.lower() and bool(nearest(word, ["confidential"], cutoff=0.8))


def may_mark_secrets(lines: bytes) -> bool:
    """Whether some lines of JSON may mark a name as confidential: a fast look, true of some that do not."""
    return _MARKS.search(lines.lower()) is not None


def speaks_of_secrets(text: str) -> bool:
    """Whether a text that cannot be read as data may hold a confidential name."""
    folded = text.casefold()
    return "onfid" in folded or any(map(_is_near, set(_NEAR.findall(folded))))


def hidden_in(text: str) -> tuple[str, ...]:
    """Whatever may be a name in a text that cannot be read as data: all its values, if it speaks of confidentiality."""
    if not speaks_of_secrets(text):
        return ()
    return tuple(chunks(text))


def chunks(text: str) -> Iterator[str]:
    """Whatever may be a name in some YAML or JSON that cannot be read."""
    seen: set[str] = set()
    for found in _CHUNK.finditer(text):
        chunk = found[0].strip()
        if len(chunk) > 2 and fold(chunk) not in _VOCABULARY and not is_telling_nothing(chunk) and chunk not in seen:
            seen.add(chunk)
            yield chunk
            if len(seen) >= MAX_CHUNKS:
                return


def without_head(line: str) -> str:
    """A line of JSONL that cannot be read, without what it first says of its dossier and type: no names."""
    for said in _HEAD:
        line = said.sub("", line, 1)
    return line


def named_openly(name: str, entry: SourceEntry, file: str) -> Problem | None:
    """The problem of a confidential source whose name stands where everybody reads it."""
    if not entry.confidential:
        return None
    key = "name" if entry.name not in (None, name) else "aliases" if entry.aliases else None
    if key is None and is_telling_nothing(name):
        return None
    message = (
        M("the name of a confidential source stands in this file, and goes wherever the file goes")
        if key is not None
        else M("the id of a confidential source may tell who it is, and goes wherever the file goes")
    )
    return Problem(
        "confidential-name-in-text",
        message,
        pointer=("sources", name, key) if key else ("sources", name),
        key=key is None,
        subject=name,
        advice=M("`provenance conceal {file}` puts it into a private file that git does not take", file=file),
        severity=Severity.WARNING,
    )
