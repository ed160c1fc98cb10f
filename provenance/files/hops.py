"""The hops of a chain: names become sources and documents; a chain spelled agency-first is turned round."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from provenance.files.locating import locator
from provenance.files.source_index import SourceIndex
from provenance.model.chain import WrittenHop, parse_chain, parse_hop
from provenance.model.dossier import Statement
from provenance.model.vocabulary import SourceKind
from provenance.model.written import HopEntry

_H = TypeVar("_H")
_SPEAKERS = frozenset({SourceKind.PERSON, SourceKind.GOVERNMENT, SourceKind.INSTITUTION, SourceKind.STATE})


def written_hops(chain: str | list[str | HopEntry]) -> list[tuple[WrittenHop, bool | None]]:
    """The hops as written; the flag says whether one must be a document (True), a source (False) or either."""
    if isinstance(chain, str):
        return [(hop, None) for hop in parse_chain(chain)]
    found: list[tuple[WrittenHop, bool | None]] = []
    for item in chain:
        if isinstance(item, str):
            found.append((parse_hop(item), None))
            continue
        name = item.source or item.document or ""
        hop = WrittenHop(name, item.inferred, item.cue, item.on, name, locator(item))
        found.append((hop, item.source is None))
    return found


def reordered(statement: Statement, sources: SourceIndex, written: str | list[str | HopEntry]) -> Statement:
    """A chain that begins with an agency and comes to a speaker later is taken to be spelled backwards.

    An agency relays; it does not hand a minister his own words. `chain-reversed` reports it with the fix.
    """
    hops = statement.chain
    if len(hops) < 2 or hops[0].is_document or sources[hops[0].id].kind is not SourceKind.AGENCY:
        return statement
    said = [hop for hop in hops if not hop.is_document]
    if len(said) < 2:
        return statement
    if sources[said[-1].id].kind not in _SPEAKERS or any(h.inferred for h in hops):
        return statement
    return replace(
        statement,
        chain=_reversed_speakers(hops, [hop.is_document for hop in hops]),
        reversed_from=" → ".join(hop.id for hop in hops),
        chain_corrected=_corrected_spelling(written, [hop.is_document for hop in hops]),
    )


def _reversed_speakers(hops: Sequence[_H], documents: Sequence[bool]) -> tuple[_H, ...]:
    """The speakers in the opposite order, each document where it is."""
    slots = iter([hop for hop, is_document in zip(reversed(hops), reversed(documents)) if not is_document])
    return tuple(hop if is_document else next(slots) for hop, is_document in zip(hops, documents))


def _corrected_spelling(written: str | list[str | HopEntry], documents: Sequence[bool]) -> str | None:
    """The chain as it should be written, cues and dates kept; the document that ends it stays there."""
    if not isinstance(written, str):
        return None
    spelled = [hop.whole for hop in parse_chain(written)]
    if not all(spelled):
        return None
    turned = _reversed_speakers(spelled[: len(documents)], documents)
    return " → ".join([*turned, *spelled[len(documents) :]])
