"""Sentences that can be said in several languages.

A message keeps its English template and its arguments; the words are chosen when somebody reads it. The French
catalogue is compiled from `locale/fr/LC_MESSAGES/provenance.po` (gettext, as Babel writes it).
"""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.model.date_spelling import OnDate, spell, spell_on
from provenance.model.dates import When
from provenance.model.frozen import quickly_made
from provenance.model.noun import Noun, agreeing, told_together
from provenance.model.place import VERBATIM
from provenance.model.typography import french_spaces

if TYPE_CHECKING:
    from gettext import NullTranslations

_LOCALE = Path(__file__).resolve().parent.parent / "locale"


@quickly_made
@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be rendered: `template` is English with `{name}` fields, `plural` its form for `n` ≠ 1."""

    template: str = field(metadata=VERBATIM)
    args: tuple[tuple[str, object], ...] = ()
    plural: str | None = field(default=None, metadata=VERBATIM)
    n: int = field(default=1)

    def render(self, language: str) -> str:
        """The sentence in `language` (`fr` or `en`), typographically right."""
        template = _translate(self.template, self.plural, self.n, language)
        if not self.args and self.plural is None:
            return template.replace("{{", "{").replace("}}", "}")
        values = {name: _Spelled(value, language) for name, value in self.args}
        return template.format_map({"n": self.n, **values})


# Not `_` and `ngettext`: those give a text at once, these a message that is told in the language of whoever reads it.
def M(template: str, **args: object) -> Message:  # noqa: N802 - the marker that catalogues are extracted by
    """Mark a sentence for translation and give it its arguments."""
    return Message(template, tuple(args.items()))


def MN(singular: str, plural: str, n: int, **args: object) -> Message:  # noqa: N802 - as `M`
    """The same with a number: `{n}` stands for it in both forms."""
    return Message(singular, tuple(args.items()), plural, n)


class _Spelled:
    """A value in the form that a template asks for: `{who}`, `{who:the}`."""

    def __init__(self, value: object, language: str) -> None:
        self.value, self.language = value, language

    def __format__(self, form: str) -> str:
        return _spell(self.value, self.language, form)


def _spell(value: object, language: str, form: str = "") -> str:
    if form.startswith(("verb ", "agree ")):
        return agreeing(value, form)
    if isinstance(value, Noun):
        return value.told(form, language, lambda text: _spell(text, language))
    if isinstance(value, tuple) and form:
        return told_together(value, form, language, lambda item, form: _spell(item, language, form))
    if isinstance(value, Message):
        return value.render(language)
    if isinstance(value, When):
        return spell(value, language)
    if isinstance(value, OnDate):
        return spell_on(value.when, language)
    if isinstance(value, tuple):
        return ", ".join(_spell(item, language) for item in value)
    return str(value)


@lru_cache(maxsize=8)
def _catalogue(language: str) -> "NullTranslations":
    import gettext

    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("provenance", _LOCALE, languages=[language], fallback=True)


@lru_cache(maxsize=4096)
def _translate(template: str, plural: str | None, n: int, language: str) -> str:
    catalogue = _catalogue(language)
    if plural is None:
        text = catalogue.gettext(template) if template else ""
    else:
        text = catalogue.ngettext(template, plural, n)
    return french_spaces(text) if language == "fr" else text
