"""The drawing in Mermaid's flowchart language, for pages that render it."""

from collections.abc import Iterable, Iterator

from provenance.diagram.legend import FALLEN, HANGS, ORIGIN
from provenance.diagram.parts import Box, Picture
from provenance.model.mark import MARK
from provenance.model.message import Message
from provenance.model.plain import visible

_BRACKETS = {
    "person": ("([", "])"),
    "institution": ("{{", "}}"),
    "agency": ("[/", "/]"),
    "outlet": ("(", ")"),
    "record": ("[(", ")]"),
    "anonymous": ("([", "])"),
}


def mermaid(picture: Picture) -> str:
    """A `flowchart LR`. Labels are quoted and everything that Mermaid could read is an entity."""
    return "\n".join(_lines(picture)) + "\n"


def _lines(picture: Picture) -> Iterator[str]:
    yield f"%% {MARK}"
    yield "flowchart LR"
    names = {box.key: f"n{i}" for i, box in enumerate(picture.boxes)}
    for number, (organisation, label) in enumerate(picture.organisations.items()):
        marks = [HANGS] if organisation in picture.dominating else []
        yield f'  subgraph h{number}["{_escaped(_marked(label, marks, picture))}"]'
        for box in picture.boxes:
            if box.organisation == organisation:
                yield f"    {_node(names[box.key], box, picture)}"
        yield "  end"
    for box in picture.boxes:
        if box.organisation is None:
            yield f"  {_node(names[box.key], box, picture)}"
    for arrow in picture.arrows:
        line = "-.->" if arrow.inferred or not arrow.standing or arrow.side in ("aside", "act", "idle") else "-->"
        mark = "✕" if not arrow.standing else "⊘" if arrow.side in ("against", "act") else "?" if arrow.inferred else ""
        label = f'|"{mark}"|' if mark else ""
        yield f"  {names[arrow.tail]} {line}{label} {names[arrow.head]}"


def _node(name: str, box: Box, picture: Picture) -> str:
    left, right = _BRACKETS.get(box.shape, ("[", "]"))
    borne = ((box.origin, ORIGIN), (box.dominator, HANGS), (box.fallen, FALLEN))
    note = _marked(box.note, [mark for bears, mark in borne if bears], picture)
    return f'{name}{left}"{_escaped(box.label)}<br/>{_escaped(note)}"{right}'


def _marked(text: str, marks: Iterable[Message], picture: Picture) -> str:
    """The text with what other drawings show by colours and borders, and say in a legend: this one has none."""
    return ", ".join((text, *(mark.render(picture.language) for mark in marks)))


def _escaped(text: str) -> str:
    """Only letters, digits, spaces and plain punctuation stay; the rest becomes Mermaid's `#code;`."""
    return "".join(c if c.isalnum() or c in " ,.'-()/" else f"#{ord(c)};" for c in visible(text))
