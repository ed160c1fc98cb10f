"""Keeping the names of confidential sources out of everything that is written.

The right place for such a name is the private file, which is not read unless somebody asks: what is done here is for
names that stand in claim files all the same. They are found however they are disguised (`loose_names`). What cannot be
read is taken at its worst: an entry that speaks of confidentiality, however badly, is confidential.
"""

import dataclasses
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from enum import Enum
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, cast

from provenance.model.dates import When
from provenance.model.dossier import Dossier, Redaction
from provenance.model.finding import Problem
from provenance.model.message import Message
from provenance.model.names import Comparisons, fold
from provenance.model.source import Source

if TYPE_CHECKING:
    from provenance.model.loose_names import LooseFinder

Redact = Callable[[str], str]


def masked(dossier: Dossier, also: Iterable[str] = ()) -> Dossier:
    """The dossier with every confidential source under a neutral id, its names replaced everywhere; `also` are further
    names to hide.

    Everything that is ever written comes from these fields, so nothing downstream has to remember.
    """
    dossier = dataclasses.replace(dossier, secrets=(*dossier.secrets, *also)) if also else dossier
    dossier = _with_roles(dossier)
    secret = [s for s in dossier.sources.values() if s.confidential]
    if not secret and not dossier.secrets:
        return dossier
    # Few dossiers have anything to hide.
    from provenance.model.loose_names import finder_of

    spellings = confidential_names(dossier)
    comparisons = Comparisons()
    for source in dossier.sources.values():
        # A slip of the pen in a confidential name must not give it away either.
        if not source.confidential and source.declared == "implied" and _is_near(source.name, spellings, comparisons):
            secret.append(source)
    neutral = _neutral(dossier)
    ids = _neutral_ids(secret, dossier)
    hidden = frozenset(ids)
    names: dict[str, str] = {}
    for source in secret:
        for spelling in (source.id, source.name, *source.aliases):
            names.setdefault(spelling, _description(source, spellings, neutral))
    for spelling in dossier.secrets:
        names.setdefault(spelling, neutral)
    redactions = partial(_redactions, names, finder_of(tuple(names)))
    redact = _redactor(redactions)
    # An id that is a name which stays, with a given name that others have too, stays as well.
    ids |= {s.id: s.id for s in dossier.sources.values() if s.id not in ids and _is_shown_name(s, redact)}
    for section in (dossier.claims, dossier.documents, dossier.evidence):
        ids |= _renamed(section, redact, {*dossier.sources, *dossier.claims, *dossier.documents, *ids.values()}, ids)
    ids |= _renamed((s.id for s in dossier.statements), redact, {s.id for s in dossier.statements}, ids)
    sources = {}
    for source in dossier.sources.values():
        kept = _redacted(source, redact, ids)
        if source.id in hidden:
            said = names[source.id]
            kept = dataclasses.replace(kept, name=said, role=None, aliases=(), confidential=False)
        sources[kept.id] = kept
    lines = dossier.source_lines
    return dataclasses.replace(
        dossier,
        is_masked=True,
        id=redact(dossier.id),
        title=redact(dossier.title),
        sources=sources,
        documents={d.id: d for d in (_redacted(d, redact, ids) for d in dossier.documents.values())},
        claims={c.id: c for c in (_redacted(c, redact, ids) for c in dossier.claims.values())},
        statements=tuple(_redacted(s, redact, ids) for s in dossier.statements),
        evidence={e.id: e for e in (_redacted(e, redact, ids) for e in dossier.evidence.values())},
        parties=tuple(ids.get(p, p) for p in dossier.parties),
        distinct=tuple(_redacted(d, redact, ids) for d in dossier.distinct),
        problems=tuple(_redacted(p, redact, ids) for p in dossier.problems),
        suppressions=tuple(_redacted(s, redact, ids) for s in dossier.suppressions),
        understood=tuple(_redacted(u, redact, ids) for u in dossier.understood),
        inputs=tuple(_redacted(i, redact, {}) for i in dossier.inputs),
        # A name that is spelled with escapes is not found as such: such a line is not shown.
        source_lines=lambda file, line: "" if "\\" in (shown := lines(file, line)) else redact(shown),
        neutral_ids={source.id: ids[source.id] for source in secret},
        redactions=redactions,
    )


def is_concealed(source: Source) -> bool:
    """Whether nothing in the claim file says who a confidential source is: its id tells nothing, and it has no name."""
    return source.confidential and source.name == source.id and not source.aliases and is_telling_nothing(source.id)


def is_telling_nothing(source_id: str) -> bool:
    """Whether an id is one of those that say nothing of whom they stand for (`s-0001`)."""
    return _NEUTRAL_ID.fullmatch(source_id) is not None


_NEUTRAL_ID = re.compile(r"(?:s|source|confidential|anonymous)-[0-9a-f]{1,8}")


def _with_roles(dossier: Dossier) -> Dossier:
    """The dossier with its concealed sources called by their roles: of these there is nothing to hide."""
    concealed = [s for s in dossier.sources.values() if s.confidential and is_concealed(s)]
    if not concealed:
        return dossier
    called = {s.id: dataclasses.replace(s, name=s.role or _neutral(dossier), confidential=False) for s in concealed}
    return dataclasses.replace(dossier, sources={**dossier.sources, **called})


def _neutral(dossier: Dossier) -> str:
    return "source confidentielle" if dossier.language == "fr" else "confidential source"


def _is_near(name: str, spellings: Collection[str], comparisons: Comparisons) -> bool:
    """Whether a name may be a slip of a confidential one; where there are too many to compare, it may."""
    near = bool(comparisons.nearest(name, spellings, 1, 0.75))
    return near or comparisons.left < 0


def _is_shown_name(source: Source, redact: Redact) -> bool:
    return fold(source.id) == fold(source.name) and redact(source.name) == source.name


def redactor(dossier: Dossier) -> Redact:
    """Takes the confidential names of a masked dossier out of any text."""
    return _redactor(dossier.redactions)


def confidential_names(dossier: Dossier) -> tuple[str, ...]:
    """Every spelling that a dossier, as it was loaded, keeps to itself."""
    secret = (s for s in dossier.sources.values() if s.confidential)
    return (*(spelling for s in secret for spelling in (s.id, s.name, *s.aliases)), *dossier.secrets)


def redacted_problem(problem: Problem, redact: Redact) -> Problem:
    """A problem about a file that is no dossier, without the names in its words."""
    return cast(Problem, _redacted(problem, redact, {}))


def _description(source: Source, spellings: Iterable[str], neutral: str) -> str:
    """What readers may know of it: its role, unless the role names it."""
    role = source.role if source.confidential else None
    return role if role is not None and not any(fold(s) in fold(role) for s in spellings if fold(s)) else neutral


def _neutral_ids(secret: list[Source], dossier: Dossier) -> dict[str, str]:
    ids: dict[str, str] = {}
    number = 0
    for source in sorted(secret, key=lambda s: s.id):
        number += 1
        while f"confidential-{number}" in dossier.sources:
            number += 1
        ids[source.id] = f"confidential-{number}"
    return ids


def _renamed(names: Iterable[str], redact: Redact, taken: set[str], ids: Mapping[str, str]) -> dict[str, str]:
    """New ids for those that hold a confidential name; different ids stay different."""
    found: dict[str, str] = {}
    for name in names:
        shown = ids.get(name, redact(name))
        if shown == name:
            continue
        number, base = 2, shown
        while name not in ids and (shown in taken or shown in found.values()):
            shown, number = f"{base}-{number}", number + 1
        found[name] = shown
    return found


def _redactor(redactions: Callable[[str], list[Redaction]]) -> Redact:
    """Replaces what may not be shown of a text; the same line is shown under many findings."""

    @lru_cache(maxsize=4096)
    def redact(text: str) -> str:
        for start, end, said in reversed(redactions(text)):
            text = text[:start] + said + text[end:]
        return text

    return redact


def _redactions(names: Mapping[str, str], finder: "LooseFinder", text: str) -> list[Redaction]:
    """Where the names stand in a text, in order."""
    return [(match.start, match.end, names[match.name]) for match in finder.find(text)]


@lru_cache(maxsize=64)
def redactable(record: type) -> tuple[str, ...]:
    """The fields of a record that may hold a name: all that do not say they are verbatim."""
    return tuple(f.name for f in dataclasses.fields(record) if f.init and not f.metadata.get("verbatim"))


def _redacted(value: Any, redact: Redact, ids: Mapping[str, str]) -> Any:
    """A copy of a frozen record with every name in it replaced."""
    # A date that was read is nobody's name, even where the words of a broken line are hidden and hold the same figures.
    if isinstance(value, Enum | When):
        return value
    if isinstance(value, str):
        return ids[value] if value in ids else redact(value)
    if isinstance(value, Message):
        # Only the values of its arguments may be names; what the arguments are called is the program's own.
        args = tuple((name, _redacted(argument, redact, ids)) for name, argument in value.args)
        return dataclasses.replace(value, args=args)
    if isinstance(value, tuple):
        return tuple(_redacted(item, redact, ids) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(
            value, **{n: _redacted(getattr(value, n), redact, ids) for n in redactable(type(value))}
        )
    return value
