"""A drawing through time: one layout that holds for every day, and what is seen of it on each.

The picture of a later day holds everything of an earlier one, so the whole is laid out once and nothing moves when the
day changes: the reader keeps the map in mind.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from provenance.diagram.drawing import marks_of
from provenance.diagram.parts import Arrow, Box, BoxKey, Picture, PicturePath
from provenance.model.vocabulary import Status


@dataclass(frozen=True)
class DiagramSnapshot:
    """What is seen on one day: by number, the boxes, the arrows and the ways as they are then, None where not yet; and
    for each organisation whether everything hangs on it.
    """

    boxes: tuple[Box | None, ...]
    arrows: tuple[Arrow | None, ...]
    paths: tuple[PicturePath | None, ...]
    dominating: tuple[bool, ...] = ()

    @cached_property
    def code(self) -> str:
        """The snapshot as four strings of hexadecimal digits, one digit for each box, arrow, way and organisation.

        A box is 1 (seen) + 2 (dominator) + 4 (origin) + 8 (fallen); an arrow 1 + 2 (out) + 4 (inferred) + 8 (circular);
        a way 1 + 2 (out); an organisation 2 (dominator).
        """
        boxes = (0 if b is None else 1 + 2 * b.dominator + 4 * b.origin + 8 * b.fallen for b in self.boxes)
        arrows = (0 if a is None else 1 + 2 * (not a.standing) + 4 * a.inferred + 8 * a.circular for a in self.arrows)
        paths = (0 if w is None else 1 + 2 * (not w.standing) for w in self.paths)
        organisations = (2 * dominates for dominates in self.dominating)
        return " ".join("".join(f"{digit:x}" for digit in part) for part in (boxes, arrows, paths, organisations))

    def statuses(self) -> tuple[Status | None, ...]:
        """The status each box bears: claims have one."""
        return tuple(b.status if b is not None else None for b in self.boxes)


@dataclass(frozen=True)
class DiagramTimeline:
    """`whole` is everything that is ever seen; `snapshots` are what is seen of it, one for each day."""

    whole: Picture
    snapshots: tuple[DiagramSnapshot, ...]

    def marks(self, arrow: int) -> frozenset[str]:
        """The marks an arrow bears on any day."""
        return frozenset().union(*(marks_of(a) for s in self.distinct if (a := s.arrows[arrow]) is not None))

    @cached_property
    def distinct(self) -> tuple[DiagramSnapshot, ...]:
        """The snapshots without repetition."""
        return tuple({id(snapshot): snapshot for snapshot in self.snapshots}.values())

    def notes(self) -> dict[int, list[tuple[int, str]]]:
        """By number, the boxes whose small print changes, and what it says from which day on: claims, whose status
        does.
        """
        found = {}
        for index, box in enumerate(self.whole.boxes):
            said = [box.note if (then := snapshot.boxes[index]) is None else then.note for snapshot in self.snapshots]
            if box.status is not None and len(set(said)) > 1:
                found[index] = [(day, now) for day, now in enumerate(said) if day == 0 or now != said[day - 1]]
        return found


def diagram_timeline(pictures: Sequence[Picture], now: int = -1) -> DiagramTimeline:
    """The timeline of one thing, from its pictures on successive days. A box that is seen on day `now` (an index of
    `pictures`) bears its words of that day, any other one those of the last day on which it is seen.
    """
    boxes = {box.key: box for picture in (*pictures, pictures[now]) for box in picture.boxes}
    arrows = {_name(arrow): arrow for picture in pictures for arrow in picture.arrows}
    paths = {_path_key(path): path for picture in pictures for path in picture.paths}
    organisations = {key: name for picture in pictures for key, name in picture.organisations.items()}
    order, links, path_keys = sorted(boxes), sorted(arrows), list(paths)
    # An organisation that is drawn on one day is drawn on all.
    home = {b.key: b.organisation for p in pictures for b in p.boxes if b.organisation is not None}
    whole = replace(
        pictures[-1],
        boxes=tuple(replace(boxes[k], organisation=home.get(k)) for k in order),
        arrows=tuple(arrows[k] for k in links),
        paths=tuple(paths[k] for k in path_keys),
        organisations=organisations,
    )
    made: dict[int, DiagramSnapshot] = {}
    for picture in pictures:
        if id(picture) in made:
            continue
        seen = {box.key: box for box in picture.boxes}
        drawn = {_name(arrow): arrow for arrow in picture.arrows}
        taken = {_path_key(path): path for path in picture.paths}
        made[id(picture)] = DiagramSnapshot(
            tuple(seen.get(k) for k in order),
            tuple(drawn.get(k) for k in links),
            tuple(taken.get(k) for k in path_keys),
            tuple(key in picture.dominating for key in organisations),
        )
    return DiagramTimeline(whole, tuple(made[id(picture)] for picture in pictures))


def _name(arrow: Arrow) -> tuple[BoxKey, BoxKey, str]:
    return arrow.tail, arrow.head, arrow.side


def _path_key(path: PicturePath) -> tuple[str, tuple[BoxKey, ...]]:
    return path.statement, path.keys
