"""Who objects to a claim: those who deny it, in whole or in part, and rivals that stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from provenance.assess.parties import Stakes
from provenance.assess.side import Side
from provenance.assess.utterance import date_of
from provenance.graph.groups import Node
from provenance.model.dates import When
from provenance.model.document import Document
from provenance.model.frozen import quickly_made


@quickly_made
@dataclass(frozen=True)
class Objections:
    """The ids of statements and rival claims that object, by their weight.

    `denied_by` are all denials that stand. `contested_by` come from an anonymous voice, deny a part, or are rivals that
    stand on anonymous voices and parties alone; `contradicted_by` are of a named third party, or stand on one.
    """

    denied_by: tuple[str, ...] = ()
    contested_by: tuple[str, ...] = ()
    contradicted_by: tuple[str, ...] = ()

    @property
    def rivals(self) -> frozenset[str]:
        return frozenset((*self.contested_by, *self.contradicted_by)) - {*self.denied_by}


def denials(against: Side, whole: Side, stakes: Stakes) -> tuple[list[str], list[str]]:
    """The denials that contest, and those that contradict. `whole` are the denials that are not of a part only."""
    contradicting = list(_first_said_by(whole, [o for o in whole.counts.named if not _is_party(whole, o, stakes)]))
    third = [o for o in against.counts.named if not _is_party(against, o, stakes)]
    contesting = list(_first_said_by(against, [*third, *against.counts.anonymous]))
    return [s for s in contesting if s not in contradicting], contradicting


def _first_said_by(side: Side, origins: Sequence[Node]) -> Iterator[str]:
    """The statements that begin with one of the origins; where none does, all that lead back to one."""
    if not origins:
        return
    found = [path.statement for path in side.counts.paths if path.path[0] in origins]
    yield from found or [path.statement for path in side.counts.paths]


def _is_party(side: Side, origin: Node, stakes: Stakes) -> bool:
    return stakes.any() and stakes.party(side.groups_of(origin))


def rival_weight(mine: Side, theirs: Side, stakes: Stakes, documents: Mapping[str, Document]) -> str | None:
    """`contradicts` where a rival stands on a named third party, `contests` where it stands on anything else, None
    where it stands on nothing that counts against the claim.
    """
    heard = theirs.counts.named or theirs.counts.anonymous
    counting = [o for o in heard if _counts_against(o, mine, theirs, documents)]
    if not counting:
        return None
    third = any(o.is_group and not _is_party(theirs, o, stakes) for o in counting)
    return "contradicts" if third else "contests"


def _counts_against(origin: Node, mine: Side, theirs: Side, documents: Mapping[str, Document]) -> bool:
    """An origin of the rival counts unless it is one of the claim's, and certainly affirmed the claim last."""
    bases = theirs.bases[origin]
    if bases.isdisjoint(mine.all_bases):
        return True
    shared = [o for o, its_bases in mine.bases.items() if its_bases & bases]
    last_theirs = _dates(theirs, [origin], documents)
    return not any(
        when is not None and all(rival is not None and rival.before(when) for rival in last_theirs)
        for when in _dates(mine, shared, documents)
    )


def _dates(side: Side, origins: Sequence[Node], documents: Mapping[str, Document]) -> list[When | None]:
    """When the statements that begin with one of the origins were made."""
    firsts = {path.statement for path in side.counts.paths if path.path[0] in origins}
    return [date_of(s, documents) for s in side.statements if s.id in firsts]
