"""The parts of a picture: boxes, arrows, the ways of statements, before anybody knows where they stand."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from provenance.model.vocabulary import Status


class BoxKey(NamedTuple):
    """What a box stands for: boxes are in the order of the kinds, then of the ids."""

    kind: Literal["anonymous", "claim", "document", "evidence", "source"]
    id: str


@dataclass
class Box:
    """A source, a document, a piece of evidence or a claim."""

    key: BoxKey
    label: str
    note: str
    shape: str
    status: Status | None = None
    organisation: str | None = None
    origin: bool = False
    dominator: bool = False
    article: bool = False
    fallen: bool = False
    #: The voice of somebody with a stake in the claim.
    party: bool = False
    #: A document at the end of a chain; these stand in one column, the article among them.
    read: bool = False
    tooltip: str = ""


@dataclass
class Arrow:
    """A way from one box to the next. `side` is for, against or aside; `act` leads from what takes words back to where
    they stood, `gives` from who gave evidence to it, `idle` from evidence that adds to no figure.
    """

    tail: BoxKey
    head: BoxKey
    side: str
    standing: bool = False
    inferred: bool = True
    circular: bool = False
    #: Drawn against the reading direction: it must not pull its tail to the left.
    back: bool = False
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PicturePath:
    """The way one statement took: the keys of the boxes it passes, origin first."""

    statement: str
    side: str
    standing: bool
    keys: tuple[BoxKey, ...]


@dataclass(frozen=True)
class Picture:
    """A drawing to be laid out: boxes and arrows in id order, organisations by key, and the words around it."""

    title: str
    subtitle: str
    status: Status | None
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    paths: tuple[PicturePath, ...]
    organisations: dict[str, str]
    language: str
    description: str
    #: The organisations on which everything hangs.
    dominating: frozenset[str] = frozenset()
