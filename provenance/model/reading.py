"""What a reading of a raw text found: who says what in it, through whom, and what the reporter marks.

The words are PARC 3.0's (Pareti 2016): an attribution is a source, a cue and a content, each a list of spans. Spans are
code points of the text as given, start included, end excluded.
"""

from dataclasses import dataclass
from typing import Literal

from provenance.model.vocabulary import Certainty, Mode, SourceKind, Stance

Span = tuple[int, int]
#: What is attributed (PARC): something asserted, believed, intended or ordered, or named by a noun phrase only; and
#: what somebody is said to have called something or accused somebody of, to back or to oppose.
Type = Literal["assertion", "belief", "eventuality", "phrase", "characterisation", "support"]
#: How far a cue bears: its sentence, the paragraph it closes, or a later quotation without a cue of its own.
Reach = Literal["sentence", "paragraph", "carried"]
#: Why a speaker is not certain: a pronoun or a surname may be several people's, a quotation stands apart from whoever
#: spoke, nobody is near who could have.
Unclear = Literal["pronoun", "name", "apart", "nobody"]
#: How a mention is tied to its speaker.
Link = Literal["first_mention", "same_words", "short_form", "role", "description", "repeated", "metonym", "pronoun"]
#: What speaks for that tie.
Evidence = Literal["number", "gender", "person", "last_to_speak", "role_said_before", "apposition"]
MarkKind = Literal["unconfirmed", "confirmed", "denied", "no_comment", "evades", "no_evidence", "conditional"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody the text lets speak or relay, under its fullest name. `role` and `organisation` come from an apposition:
    inferred. `ours` says that it is what the outlet itself has: « nos informations ».
    """

    name: str
    kind: SourceKind
    role: str | None = None
    organisation: str | None = None
    organisation_kind: SourceKind | None = None
    plural: bool = False
    vague: bool = False
    aliases: tuple[str, ...] = ()
    ours: bool = False


@dataclass(frozen=True, slots=True)
class SpeakerMention:
    """One hop of a chain: a speaker, and where the text names it (of a pronoun, where its antecedent stands).

    `link` and `evidence` say why this mention is that speaker.
    """

    speaker: Speaker
    span: Span
    link: Link = "first_mention"
    evidence: tuple[Evidence, ...] = ()

    @property
    def name(self) -> str:
        return self.speaker.name

    @property
    def kind(self) -> SourceKind:
        return self.speaker.kind


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution relation. `chain` is origin first, without the text itself; `form` names the construction,
    `opinion` says that the words judge rather than inform. Where the speaker is `unclear`, the chain has no origin,
    only the media the words passed, and `candidates` are those it may be, the likeliest first.
    """

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    mode: Mode
    stance: Stance
    certainty: Certainty
    type: Type
    reach: Reach
    chain: tuple[SpeakerMention, ...]
    form: str
    opinion: bool = False
    unclear: Unclear | None = None
    candidates: tuple[SpeakerMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A confirmation or denial cue of the text, the span it bears on, and whose answer it is, where it says."""

    kind: MarkKind
    cue: Span
    of: Span | None
    by: SpeakerMention | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """« BUNIA (RD Congo), 3 mars (AFP) – »: where and when a text was written, and the agency it comes from."""

    span: Span
    place: Span | None = None
    date: Span | None = None
    agency: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read in one text. `own` are the sentences that no attribution covers: the outlet's own voice.

    `relative` are dates that only the day of publication makes dates (« il y a quelques jours »).
    """

    language: str
    attributions: tuple[Attribution, ...] = ()
    marks: tuple[Mark, ...] = ()
    own: tuple[Span, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    relative: tuple[Span, ...] = ()
    headline: Span | None = None
    dateline: Dateline | None = None
    #: Who wrote it, and when, as the page says.
    bylines: tuple[Span, ...] = ()
