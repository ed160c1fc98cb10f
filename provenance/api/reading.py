"""Who says what in a raw text, as values."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from html import escape
from typing import Any, overload

from provenance.api.arguments import PathArgument, language_of, paths_of
from provenance.extraction import extract as read_text
from provenance.extraction.draft import draft
from provenance.extraction.draft_model import DraftText
from provenance.extraction.draft_yaml import as_yaml
from provenance.extraction.languages import LANGUAGES
from provenance.extraction.record import record
from provenance.model.errors import UsageError
from provenance.model.plain import number_of, one_line
from provenance.model.reading import Reading


@dataclass(frozen=True)
class Attribution:
    """Who says what: `speaker` is whoever said it first, `chain` all who passed it on, origin first.

    Where the text leaves it open, `speaker` is None, `unclear` says why (a `pronoun` or a `name` that may be several
    people's, words that stand `apart` from whoever speaks, `nobody` near), and `candidates` who it may be, the
    likeliest first.

    `words` are what is said, `start` and `end` where they begin and end (code points of the text, end excluded), `cue`
    the words that say that somebody says. `stance`, `certainty` and `mode` are those of a statement.
    """

    speaker: str | None
    words: str
    cue: str
    stance: str
    certainty: str
    mode: str
    chain: tuple[str, ...]
    start: int
    end: int
    unclear: str | None = None
    candidates: tuple[str, ...] = ()

    def __str__(self) -> str:
        who = " → ".join(("?", *self.chain) if self.unclear else self.chain) or "?"
        return one_line(f"{who}: {self.words}")

    def to_record(self) -> dict[str, object]:
        """The attribution as plain data."""
        found: dict[str, object] = {f.name: getattr(self, f.name) for f in fields(self)}
        return found | {"chain": list(self.chain), "candidates": list(self.candidates)}


class Extraction(Sequence[Attribution]):
    """The attributions of a text, in its order."""

    def __init__(self, text: str, reading: Reading) -> None:
        self.text, self._reading = text, reading
        self._found = tuple(_attributions(text, reading))

    @property
    def language(self) -> str:
        """The language it was read in (ISO 639-1)."""
        return self._reading.language

    @overload
    def __getitem__(self, index: int) -> Attribution: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Attribution]: ...
    def __getitem__(self, index: int | slice) -> "Attribution | Sequence[Attribution]":
        return self._found[index]

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Attribution]:
        return iter(self._found)

    def to_records(self) -> list[dict[str, object]]:
        """One flat record an attribution, fit for pandas, polars or duckdb."""
        return [attribution.to_record() for attribution in self._found]

    def to_dict(self) -> dict[str, Any]:
        """Every span that was read, as `provenance extract --output json` gives them (without the draft)."""
        return record("", self._reading, self.text)

    def to_yaml(self, name: str = "article") -> str:
        """A draft claim file, to be reviewed by a person."""
        return as_yaml(draft(name, [DraftText(name, self.text, self._reading, None)]))

    def __repr__(self) -> str:
        return f"<Extraction of {number_of(len(self), 'attribution')}, {self.language}>"

    def _repr_html_(self) -> str:
        rows = "".join(_row(" → ".join(a.chain) or "?", a.stance, a.words) for a in self._found)
        return f"<table><tr><th>who</th><th>stance</th><th>what</th></tr>{rows}</table>"


def _row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"


def extract(text: str, *, language: str | None = None, lexicons: Sequence[PathArgument] = ()) -> Extraction:
    """Read who says what in a text: French (`fr`), English (`en`), Spanish (`es`) or German (`de`), which is guessed
    where no `language` is given.

    `lexicons` are files of a newsroom's own words. Raises InputError for a text in none of these languages,
    ConfigurationError for a lexicon that cannot be used, UsageError for arguments of another kind.
    """
    if not isinstance(text, str):
        raise UsageError(f"a text is a str, not {type(text).__name__}; read the file first")
    chosen = language_of(language, LANGUAGES)
    return Extraction(text, read_text(text, chosen, paths_of(lexicons, "lexicons")))


def _attributions(text: str, reading: Reading) -> Iterable[Attribution]:
    for a in reading.attributions:
        chain = tuple(mention.name for mention in a.chain)
        yield Attribution(
            speaker=chain[0] if chain and a.unclear is None else None,
            words=" […] ".join(text[start:end] for start, end in a.content),
            cue=" ".join(text[start:end] for start, end in a.cue),
            stance=a.stance.value,
            certainty=a.certainty.value,
            mode=a.mode.value,
            chain=chain,
            start=a.content[0][0],
            end=a.content[-1][1],
            unclear=a.unclear,
            candidates=tuple(mention.name for mention in a.candidates),
        )
