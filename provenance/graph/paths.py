"""From statements to paths: the groups and documents the words passed through, origin first."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from provenance.graph.groups import ClaimGroups, Node
from provenance.model.document import Document
from provenance.model.dossier import Statement
from provenance.model.vocabulary import Own

#: The one voice that unaffiliated anonymous voices make together.
ANONYMOUS = Node("anonymous", "anonymous")


class ReportPath(NamedTuple):
    """One statement as the graph sees it: its path, the group that publishes it, and whether that is its own word."""

    statement: str
    path: tuple[Node, ...]
    publisher: Node | None = None
    own_word: bool = False


def report_paths(
    statements: Collection[Statement], documents: Mapping[str, Document], voices: ClaimGroups
) -> list[ReportPath]:
    """The paths of the statements that have one (those with neither chain nor own voice have none)."""
    found = []
    nodes = voices.nodes
    recorded = {statement.document for statement in statements}
    for statement in statements:
        document = documents.get(statement.document) if statement.document is not None else None
        publisher = None if document is None else nodes[document.publisher]
        path = path_of(statement, documents, voices, publisher)
        if path:
            own_word = publisher is not None and path[0] == publisher and statement.own is not Own.UNSOURCED
            if own_word and statement.chain and statement.chain[0].id != statement.document:
                # A house that cites its own document says what that one says: who had it from whom stands there.
                own_word = not statement.chain[0].is_document or statement.chain[0].id not in recorded
            found.append(ReportPath(statement.id, path, publisher, own_word))
    return found


def path_of(
    statement: Statement, documents: Mapping[str, Document], voices: ClaimGroups, publisher: Node | None
) -> tuple[Node, ...]:
    """A hop that is a source stands for its group, a document for its publisher's group and itself.

    A node occurs once: where the chain comes back to a group it has passed, the later hop is dropped. So is a last hop,
    unless it is the first, that belongs to the publisher of the document in which the words are read.
    """
    if statement.own is Own.FIRST_HAND:
        # A witness whose paper nobody names is still somebody.
        return (publisher or Node("anonymous", statement.id),)
    if statement.own is Own.UNSOURCED:
        return (Node("anonymous", statement.id),)
    chain, nodes = statement.chain, voices.nodes
    if len(chain) == 1 and not chain[0].is_document:
        return (nodes[chain[0].id],)
    if not [hop for hop in chain if hop.is_document]:
        return _without_publisher(list(dict.fromkeys([nodes[hop.id] for hop in chain])), publisher)
    kept: dict[tuple[Node, Node | None], None] = {}
    groups: set[Node] = set()
    for hop in chain:
        group = nodes[documents[hop.id].publisher if hop.is_document else hop.id]
        if hop.is_document:
            kept[group, Node("document", hop.id)] = None
        elif group not in groups:
            kept[group, None] = None
        groups.add(group)
    hops = list(kept)
    while len(hops) > 1 and hops[-1][0] == publisher:
        hops.pop()
    path: dict[Node, None] = {}
    for group, document in hops:
        path[group] = None
        if document is not None:
            path[document] = None
    return tuple(path)


def _without_publisher(path: list[Node], publisher: Node | None) -> tuple[Node, ...]:
    while len(path) > 1 and path[-1] == publisher:
        path.pop()
    return tuple(path)


def node_of(source: str, voices: ClaimGroups) -> Node:
    """The node of whoever a source belongs to."""
    return voices.nodes[source]
