"""Raw text → who says what in it, through whom, in each of `languages.LANGUAGES`."""

from collections.abc import Callable
from pathlib import Path

from provenance.model.reading import Reading

#: What reads a text: (text, language or None, a newsroom's lexicon files) → reading.
Extractor = Callable[[str, str | None, tuple[Path, ...]], Reading]
#: The entry points under which another package offers an extractor.
GROUP = "provenance.extractors"


def extract(text: str, language: str | None = None, lexicons: tuple[Path, ...] = ()) -> Reading:
    """The attributions and marks of a text, by a grammar and word lists alone.

    Offsets are code points of `text` as given, start included, end excluded, whatever the text holds. `language` is one
    of `languages.LANGUAGES`; None guesses, and raises UnknownLanguage (a ValueError) for a text in none of them.
    `lexicons` are TOML files whose words are added to the shipped ones; LexiconError (a ValueError) says what is wrong
    with one.

    The words are PARC 3.0's: source, cue and content of an attribution relation (Pareti 2016, "PARC 3.0: A Corpus of
    Attribution Relations").
    """
    from provenance.extraction.engine import reading
    from provenance.extraction.language import language_of
    from provenance.extraction.lexicon import lexicon

    return reading(text, lexicon(language or language_of(text), lexicons))


def extractor(name: str) -> Extractor:
    """The extractor another package offers under `name`. Raises KeyError, whose argument is the
    tuple of known names.
    """
    from importlib.metadata import entry_points

    found = {point.name: point for point in entry_points(group=GROUP)}
    if name not in found:
        raise KeyError(tuple(sorted(found)))
    made: Extractor = found[name].load()
    return made
