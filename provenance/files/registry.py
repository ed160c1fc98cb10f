"""Shared and shipped sources: `sources.yaml` above the dossiers, and who owns the great news agencies."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from provenance.files.entry import parse_entry
from provenance.files.located import Lines
from provenance.files.raw import RawDossier, read_raw
from provenance.files.secrets import named_openly, secrets
from provenance.files.texts import read_text
from provenance.files.yaml_reader import read_yaml
from provenance.model.dossier import Input
from provenance.model.finding import Problem
from provenance.model.names import fold
from provenance.model.written import RegistryEntry, SourceEntry

_SHIPPED = Path(__file__).resolve().parent.parent / "data" / "agencies.yaml"


class Registry(NamedTuple):
    """The sources of one `sources.yaml`, and the file they stand in; one that could not be read has neither.

    `secrets` are names of entries that speak of confidentiality, however badly; `is_secret` says that there may be
    others.
    """

    entries: dict[str, SourceEntry]
    file: Input | None
    secrets: tuple[str, ...] = ()
    is_secret: bool = False


def read_registry(path: Path, shown: str, text: str | None = None) -> tuple[Registry, list[Problem]]:
    """One registry, or the text that stands for it; its problems carry their places. Raises Unreadable."""
    (raw,) = read_raw(path, shown, text)
    entry, problems = parse_entry(raw, RegistryEntry)
    sources = {name: source or SourceEntry() for name, source in entry.sources.items()}
    openly = (named_openly(name, source, shown) for name, source in sources.items())
    located = [_placed(raw, problem) for problem in [*raw.problems, *problems, *filter(None, openly)]]
    return Registry(sources, Input(shown, raw.sha256), tuple(secrets(raw.data))), located


def _placed(raw: RawDossier, problem: Problem) -> Problem:
    from dataclasses import replace

    return problem if problem.place else replace(problem, place=raw.locate(problem.pointer, problem.key))


class Shipped:
    """The registry that comes with the program, by folded id, name and alias.

    `told` holds, by language and id, what stands in the place of an entry's name or basis in that language.
    """

    def __init__(self, entries: dict[str, SourceEntry], told: Mapping[str, Mapping[str, Mapping[str, str]]]) -> None:
        self.entries = entries
        self._told = told
        self.by_name: dict[str, str] = {}
        for name, entry in entries.items():
            others = [names[name]["name"] for names in told.values() if "name" in names.get(name, {})]
            for spelling in (name, entry.name or name, *entry.aliases, *others):
                self.by_name.setdefault(fold(spelling), name)

    def entry(self, name: str, language: str) -> SourceEntry:
        """An entry in the language of a dossier; the name it has in the file stays one of its names."""
        entry, told = self.entries[name], self._told.get(language, {}).get(name, {})
        aliases = [*entry.aliases, entry.name] if "name" in told and entry.name else entry.aliases
        return entry.model_copy(update={**told, "aliases": aliases}) if told else entry


@lru_cache(maxsize=1)
def shipped() -> Shipped:
    """The registry of great agencies and their owners that comes with the program."""
    text = read_text(_SHIPPED, _SHIPPED.name)
    data, _ = read_yaml(text, Lines(_SHIPPED.name, text))
    entry = RegistryEntry.model_validate({"sources": data["sources"]})
    return Shipped({name: source or SourceEntry() for name, source in entry.sources.items()}, data["told"])
