"""Every place in a claim file, or a registry, where a source, a document, a claim or a statement is named."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from provenance.files.located import Map, Seq, Span
from provenance.model import written
from provenance.model.chain import ARROW, parse_hop
from provenance.model.dossier import Dossier
from provenance.model.field_facts import Target, references
from provenance.model.names import fold
from provenance.model.vocabulary import VERBS

#: The keys of each section whose values name things, and what they name.
REFERENCE_FIELDS: dict[str, dict[str, Target]] = {name: references(entry) for name, entry in written.SECTIONS.items()}
#: What the entries of each section declare; a record is a source too.
KIND_OF_SECTION: dict[str, Target] = {
    "sources": "source",
    "documents": "document",
    "claims": "claim",
    "evidence": "source",
}


class Use(NamedTuple):
    """One naming: of what kind of thing, its id, the characters that name it, and whether they declare it."""

    kind: Target
    id: str
    start: int
    end: int
    declares: bool = False


class NameResolver:
    """What a name written in a dossier stands for."""

    def __init__(self, dossier: Dossier) -> None:
        sources: dict[str, str] = {}
        for source in dossier.sources.values():
            for spelling in (source.id, source.name, *source.aliases):
                sources.setdefault(fold(spelling), source.id)
        statements = {fold(s.entry): s.entry for s in dossier.statements if not s.entry.startswith("#")}
        self._known: dict[Target, dict[str, str]] = {
            "source": sources,
            "document": {fold(name): name for name in dossier.documents},
            "claim": {fold(name): name for name in dossier.claims},
            "statement": statements,
        }

    def of(self, kind: Target, spelled: str) -> str | None:
        return self._known[kind].get(fold(spelled))

    def hop(self, spelled: str) -> tuple[Target, str] | None:
        """A hop is a source where one is so called, else a document."""
        for kind in ("source", "document"):
            found = self.of(kind, spelled)
            if found is not None:
                return kind, found
        return None


def uses(data: Any, text: str, names: NameResolver) -> Iterator[Use]:
    """All uses in the located data of a file, each once, in no particular order."""
    # What an alias repeats stands in the text once.
    yield from dict.fromkeys(_uses(data, text, names))


def _uses(data: Any, text: str, names: NameResolver) -> Iterator[Use]:
    if not isinstance(data, Map):
        return
    walk = _Walk(text, names)
    for section, kind in KIND_OF_SECTION.items():
        held = data.get(section)
        if isinstance(held, Map):
            for name, entry in held.items():
                yield Use(kind, name, *walk.inner(held.keys_at[name]), declares=True)
                if isinstance(entry, Map):
                    yield from walk.entry(entry, REFERENCE_FIELDS[section])
                    yield from walk.asked(entry)
    yield from walk.entry(data, references(written.DossierEntry))
    for entry in data.get("statements") or ():
        if isinstance(entry, Map):
            yield from walk.statement(entry)


class _Walk:
    def __init__(self, text: str, names: NameResolver) -> None:
        self.text, self.names = text, names

    def inner(self, span: Span) -> Span:
        """The characters of a scalar without its quotation marks."""
        start, end = span
        if end - start >= 2 and self.text[start] in "\"'" and self.text[end - 1] == self.text[start]:
            return start + 1, end - 1
        return span

    def entry(self, entry: Map, keys: dict[str, Target]) -> Iterator[Use]:
        for key, kind in keys.items():
            if key in entry:
                yield from self.named(kind, entry[key], entry.values_at[key])

    def asked(self, entry: Map) -> Iterator[Use]:
        asked = entry.get("asked")
        for one in asked if isinstance(asked, Seq) else [asked]:
            if isinstance(one, Map):
                yield from self.entry(one, references(written.AskedEntry))

    def named(self, kind: Target, value: Any, span: Span) -> Iterator[Use]:
        if isinstance(value, Seq):
            for item, at in zip(value, value.items_at):
                yield from self.named(kind, item, at)
        elif isinstance(value, Map):
            # Documents, each with claims of it that are meant.
            for name, said in value.items():
                yield from self.named(kind, name, value.keys_at[name])
                yield from self.named("claim", said, value.values_at[name])
        elif isinstance(value, str):
            found = self.names.of(kind, value)
            if found is not None:
                yield Use(kind, found, *self.inner(span))

    def statement(self, entry: Map) -> Iterator[Use]:
        yield from self.entry(entry, REFERENCE_FIELDS["statements"])
        name = entry.get("id")
        if isinstance(name, str):
            yield Use("statement", name, *self.inner(entry.values_at["id"]), declares=True)
        if "chain" in entry:
            yield from self._chain(entry["chain"], entry.values_at["chain"])
        for verb in VERBS:
            said = entry.get(verb)
            if not isinstance(said, Map):
                continue
            for claim, details in said.items():
                found = self.names.of("claim", claim)
                if found is not None:
                    yield Use("claim", found, *self.inner(said.keys_at[claim]))
                if isinstance(details, Map):
                    yield from self.entry(details, references(written.Details))

    def _chain(self, chain: Any, span: Span) -> Iterator[Use]:
        if isinstance(chain, Seq):
            for item, at in zip(chain, chain.items_at):
                if isinstance(item, Map):
                    yield from self.entry(item, references(written.HopEntry))
                elif isinstance(item, str):
                    yield from self._hops(at)
        elif isinstance(chain, str):
            yield from self._hops(span)

    def _hops(self, span: Span) -> Iterator[Use]:
        start, end = self.inner(span)
        for hop_start, hop_end in hop_spans(self.text, start, end):
            spelled = self.text[hop_start:hop_end]
            name = parse_hop(spelled).name
            found = self.names.hop(spelled.strip()) or self.names.hop(name)
            position = self.text.find(name, hop_start, hop_end) if name else -1
            if found is not None and position >= 0:
                yield Use(found[0], found[1], position, position + len(name))


def hop_spans(text: str, start: int, end: int) -> Iterator[Span]:
    """The hops of a chain between two offsets, as they are spelled."""
    for arrow in ARROW.finditer(text, start, end):
        yield start, arrow.start()
        start = arrow.end()
    yield start, end


def finder(found: list[Use]) -> Callable[[int], Use | None]:
    """Which use stands at an offset; its end belongs to it, so that a cursor behind a word is on it."""
    ordered = sorted(found, key=lambda use: (use.start, use.end))

    def at(offset: int) -> Use | None:
        return next((use for use in ordered if use.start <= offset <= use.end), None)

    return at
