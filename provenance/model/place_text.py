"""Places in an original, told: « 12 min 31 s », « p. 12 »."""

from provenance.model.locators import Locator, clock
from provenance.model.message import M, Message
from provenance.model.place import Place


def place_parts(place: Locator) -> tuple[Message, ...]:
    """All that is known of a place, the widest first: « p. 12 », « § 4.2 », « ¶ 3 », « 12 min 31 s »."""
    found = []
    if place.page is not None:
        found.append(M("p. {page}", page=place.page))
    if place.section is not None:
        found.append(M("§ {section}", section=place.section))
    if place.paragraph is not None:
        found.append(M("¶ {n}", n=place.paragraph))
    if place.time is not None:
        found.append(time_text(place.time))
    return tuple(found)


def place_text(place: Locator) -> Message | None:
    """What leads there best: « 12 min 31 s », « p. 12 », « ¶ 3 »."""
    if place.time is not None:
        return time_text(place.time)
    return next(iter(place_parts(place)), None)


def told_place(place: Place, name: str) -> Message:
    """« report.pdf, p. 12 », « article.txt:3:14 »: behind the name of its file, or alone."""
    within = place_text(place.within) if place.within is not None else None
    if within is not None:
        return M("{name}, {place}", name=name, place=within) if name else within
    position = place.position if name else place.position.lstrip(": ")
    return Message("{where}", (("where", name + position),))


def time_text(time: float) -> Message:
    """« 12 min 31 s » of 751.4: a whole second is what a person can find."""
    h, m, s = (int(part) for part in clock(time).split(":"))
    if h:
        return M("{h} h {m} min {s} s", h=h, m=m, s=s)
    return M("{m} min {s} s", m=m, s=s) if m else M("{s} s", s=s)
