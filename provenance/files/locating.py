"""Where in its original a statement or a hop stands, as it is written: page, section, paragraph, time."""

from typing import Protocol

from provenance.model.locators import NO_LOCATOR, Locator, seconds


class Located(Protocol):
    """An entry with the keys of a place."""

    @property
    def page(self) -> str | int | None: ...
    @property
    def section(self) -> str | int | float | None: ...
    @property
    def paragraph(self) -> int | None: ...
    @property
    def time(self) -> str | None: ...


def locator(*written: Located) -> Locator:
    """The place that entries name: of each key what the first of them says that has it."""
    page = next((one.page for one in written if one.page is not None), None)
    section = next((one.section for one in written if one.section is not None), None)
    paragraph = next((one.paragraph for one in written if one.paragraph is not None), None)
    time = next((one.time for one in written if one.time is not None), None)
    if all(one is None for one in (page, section, paragraph, time)):
        return NO_LOCATOR
    return Locator(
        str(page) if page is not None else None,
        paragraph,
        seconds(time) if time is not None else None,
        section=str(section) if section is not None else None,
    )
