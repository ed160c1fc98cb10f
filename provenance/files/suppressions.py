"""The findings that a claim file answers for: `suppress:` on a source, a document, a claim or a statement."""

from collections.abc import Callable, Iterator

from provenance.model.dates import When
from provenance.model.place import Pointer
from provenance.model.suppression import Suppression
from provenance.model.vocabulary import VERBS
from provenance.model.written import (
    ClaimEntry,
    Details,
    DocumentEntry,
    DossierEntry,
    SourceEntry,
    SuppressEntry,
    WrittenDate,
)

_Bearer = SourceEntry | DocumentEntry | ClaimEntry | Details


def suppressions(
    entry: DossierEntry, date: Callable[[WrittenDate | None, Pointer], When | None]
) -> Iterator[Suppression]:
    """In the order of the file. `date` reads a date as it is written."""
    for pointer, bearer in _bearers(entry):
        written = bearer.suppress
        alone = isinstance(written, SuppressEntry)
        for number, one in enumerate([written] if isinstance(written, SuppressEntry) else written):
            at: Pointer = (*pointer, "suppress") if alone else (*pointer, "suppress", number)
            yield Suppression(one.rule, one.reason, date(one.until, (*at, "until")), one.by, pointer, at)


def _bearers(entry: DossierEntry) -> Iterator[tuple[Pointer, _Bearer]]:
    for section in ("sources", "documents", "claims"):
        for name, held in getattr(entry, section).items():
            if isinstance(held, SourceEntry | DocumentEntry | ClaimEntry) and held.suppress:
                yield (section, name), held
    for position, statement in enumerate(entry.statements):
        if statement.suppress:
            yield ("statements", position), statement
        for verb in statement.model_fields_set & VERBS.keys():
            for claim, details in (getattr(statement, verb) or {}).items():
                if isinstance(details, Details) and details.suppress:
                    yield ("statements", position, verb, claim), details
