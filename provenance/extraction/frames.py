"""What a cue, its speaker and its words make together: one attribution before names are resolved."""

from dataclasses import dataclass

from provenance.extraction.passages import Sentence
from provenance.model.reading import Reach, Type, Unclear

Range = tuple[int, int]
#: Forms of which the speaker is only told of: « the claim by Lind that C », « C, contrairement à ce qu'affirmait X ».
NOT_HEARD = frozenset({"noun", "contrary"})


@dataclass(frozen=True, slots=True)
class AccordingTo:
    """A preposition that names who vouches for a clause. Tokens: the cue is `first:start`, the source `start:end`,
    empty where it is the subject of the clause (« de son propre aveu »).
    """

    first: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpeakerPhrase:
    """Who speaks, as tokens of `sentence`, and the way the words took from there.

    `media` are the hops they passed (« a dit à l'AFP »), `behind` is whoever the speaker quotes (« citant X »),
    `organisation` the organisation in whose name « on » speaks.
    """

    sentence: Sentence
    tokens: Range
    media: tuple[Range, ...] = ()
    quoted_speaker: Range | None = None
    organisation: Range | None = None

    @property
    def span(self) -> Range:
        """The source in code points of the text."""
        return self.sentence.tokens[self.tokens[0]].start, self.sentence.tokens[self.tokens[1] - 1].end


@dataclass(slots=True)
class ReportingFrame:
    """Content and cue are code points of the text; `form` names the construction.

    `follows` says that the speaker is whoever spoke last (« Et d'ajouter : … »); `relay` that it is an agency;
    `negated` that the cue is (« n'exclut pas que »).
    """

    sentence: Sentence
    form: str
    content: list[Range]
    cue: list[Range]
    speaker_phrase: SpeakerPhrase | None
    mode: str = "indirect"
    kind: Type = "assertion"
    lemma: str = ""
    stance: str = "asserts"
    reach: Reach = "sentence"
    conditional: bool = False
    follows: bool = False
    relay: bool = False
    negated: bool = False
    #: Why the speaker may be another, where that is so.
    unclear: Unclear | None = None

    @property
    def source(self) -> Range | None:
        return self.speaker_phrase.span if self.speaker_phrase is not None else None

    @property
    def speaker(self) -> Range | None:
        """The speaker's tokens in the sentence."""
        return self.speaker_phrase.tokens if self.speaker_phrase is not None else None
