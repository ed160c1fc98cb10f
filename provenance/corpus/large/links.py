"""What belongs together: sets that are joined two by two."""

from array import array


class Sets:
    """Numbered things, each of which is a set of its own until it is joined with others."""

    def __init__(self) -> None:
        self._above = array("i")

    def __len__(self) -> int:
        return len(self._above)

    def new(self) -> int:
        """The number of a new thing."""
        self._above.append(len(self._above))
        return len(self._above) - 1

    def of(self, thing: int) -> int:
        """The thing after which its set is called."""
        above = self._above
        while above[thing] != thing:
            above[thing] = above[above[thing]]
            thing = above[thing]
        return thing

    def join(self, one: int, other: int) -> None:
        """Make one set of the sets of two things."""
        first, second = self.of(one), self.of(other)
        if first != second:
            self._above[second] = first
