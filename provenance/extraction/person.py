"""One entity of a text: a person, a house, a medium, or somebody without a name."""

from bisect import bisect_left
from dataclasses import dataclass, field

from provenance.extraction.names import Name
from provenance.model.reading import Speaker
from provenance.model.vocabulary import SourceKind


@dataclass(eq=False)
class Person:
    """One entity of the text, under its fullest name so far.

    `seen` are the places of its mentions, `salient` those where it speaks or is the subject, both sorted.
    """

    name: Name
    spoke: bool = False
    vague: bool = False
    seen: list[int] = field(default_factory=list)
    salient: list[int] = field(default_factory=list)
    forms: dict[str, None] = field(default_factory=dict)
    role: str | None = None
    organisation: str | None = None
    organisation_kind: SourceKind | None = None
    feminine: bool | None = None

    def speaker(self) -> Speaker:
        """What the whole text says of it, once it is read."""
        name = self.name
        aliases = tuple(form for form in self.forms if form != name.text) if name.named else ()
        return Speaker(
            name.text, name.kind, self.role, self.organisation, self.organisation_kind, name.plural, self.vague,
            aliases, name.ours,
        )  # fmt: skip

    def last_before(self, at: int) -> int:
        """The last mention before `at`, or -1."""
        return last_of(self.seen, at)

    @property
    def sure(self) -> int:
        """How plainly it is somebody, 0 to 2: a lone capital may be a place, or a firm that speaks."""
        if self.role is not None or len(self.name.words) > 1 or not self.name.named:
            return 2
        return int(self.spoke)


def last_of(places: list[int], at: int) -> int:
    """The last of some sorted places before `at`, or -1."""
    number = bisect_left(places, at)
    return places[number - 1] if number else -1
