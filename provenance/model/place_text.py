"""Places in an original, told: « 12 min 31 s », « p. 12 »."""

from provenance.model.locators import Locator, clock
from provenance.model.message import M, Message


def place_text(place: Locator) -> Message | None:
    """« 12 min 31 s », « p. 12 », « ¶ 3 »."""
    if place.time is not None:
        return time_text(clock(place.time))
    if place.page is not None:
        return M("p. {page}", page=place.page)
    return M("¶ {n}", n=place.paragraph) if place.paragraph is not None else None


def time_text(written: str) -> Message:
    """« 12 min 31 s » of « 00:12:31 »; a fraction stays as it is written."""
    parts = [*reversed(written.split(":")), "0"][:3]
    h, m, s = int(parts[2]), int(parts[1]), parts[0].removeprefix("0") or "0"
    if h:
        return M("{h} h {m} min {s} s", h=h, m=m, s=s)
    return M("{m} min {s} s", m=m, s=s) if m else M("{s} s", s=s)
