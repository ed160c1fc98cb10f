"""What is raised when the tool cannot answer. Each error carries the sentence that the command prints."""

from provenance.model.message import M, Message
from provenance.model.place import Place
from provenance.model.plain import one_line


class ProvenanceError(Exception):
    """Why there is no answer: `message` says it, `place` where, `advice` what to do about it.

    `str(error)` says where, why, and what to do, in English; the command says it in the language of its reader.
    """

    def __init__(self, message: Message | str, place: Place | None = None, advice: Message | None = None) -> None:
        super().__init__(message)
        self.message = message if isinstance(message, Message) else Message("{text}", (("text", message),))
        self.place, self.advice = place, advice

    @property
    def file(self) -> str | None:
        """The file it is about, as it would be typed."""
        return self.place.file if self.place is not None else None

    @property
    def line(self) -> int | None:
        """The line in the file, from 1."""
        return self.place.line if self.place is not None else None

    @property
    def column(self) -> int | None:
        """The column in the line, from 1, in code points."""
        return self.place.column if self.place is not None else None

    @property
    def fix(self) -> str | None:
        """What to do about it."""
        return self.advice.render("en") if self.advice is not None else None

    def told(self, language: str) -> str:
        """Where, why, and what to do, in one line."""
        where = f"{self.place}: " if self.place is not None else ""
        what = M("{what}; {fix}", what=self.message, fix=self.advice) if self.advice is not None else self.message
        return one_line(where + what.render(language))

    def __str__(self) -> str:
        return self.told("en")


class InputError(ProvenanceError):
    """A file that cannot be read."""


class ConfigurationError(ProvenanceError):
    """A configuration, a baseline, a lexicon or a rule of one's own that cannot be used."""


class UsageError(ProvenanceError):
    """A call that cannot be answered as it was made: a wrong type, several dossiers where one is meant."""


class UnknownNameError(UsageError, KeyError):
    """A name that nothing bears, with the nearest that something does."""


class OutputError(UsageError):
    """Something that cannot be written."""
