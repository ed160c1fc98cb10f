"""What a file says of itself, as proposals for its document entry, and where that contradicts itself."""

from typing import Any

from provenance.extraction.claim_ids import single_spaced
from provenance.extraction.contacts import CONTACT, without_contacts
from provenance.model import dates
from provenance.model.message import M, Message
from provenance.texts.base import DateOf, Metadata


def proposed_fields(said: Metadata) -> dict[str, Any]:
    """The keys of a document entry: headline, publisher, published."""
    entry: dict[str, Any] = {}
    if said.title:
        entry["headline"] = single_spaced(without_contacts(said.title))
    if publisher := said.publisher or said.author:
        named = single_spaced(without_contacts(publisher))
        entry |= {"publisher": named} if named != CONTACT else {}
    if said.published is not None and _read(said.published) is not None:
        entry["published"] = said.published
    return entry


def doubtful_dates(written: str | None, said: Metadata) -> Message | None:
    """« the dates differ: published 2022-07-19, the file made 2022-07-25 », where two of the days cannot be one; and
    that the only day is that of the file. `written` is the day that stands in the text.
    """
    told: list[Message] = [M("in the text {date}", date=written)] if written is not None else []
    told += [_date_text(of, day) for of, day in said.dates]
    days = [when for day in (written, *(day for _, day in said.dates)) if day and (when := _read(day)) is not None]
    apart = any(one.before(other) or other.before(one) for one in days for other in days)
    if apart:
        return M("the dates differ: {dates}", dates=tuple(told))
    only_made = written is None and said.dates and said.dates[0][0] == "created"
    return M("the date is that of the making of the file") if only_made else None


def _date_text(of: DateOf, day: str) -> Message:
    if of == "created":
        return M("the file made {date}", date=day)
    return M("sent {date}", date=day) if of == "sent" else M("published {date}", date=day)


def _read(day: str) -> dates.When | None:
    try:
        return dates.parse(day)
    except dates.DateError:
        return None
