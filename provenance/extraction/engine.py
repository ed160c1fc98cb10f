"""Raw text → reading: passages, constructions, carried words, names, chains, marks."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from provenance.extraction.frames import NOT_HEARD, ReportingFrame, SpeakerPhrase
from provenance.extraction.languages import part_of
from provenance.extraction.layout import without_tags
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.marks import marks_of
from provenance.extraction.passages import Paragraph, Sentence, inside, read_paragraphs
from provenance.extraction.person import Person
from provenance.extraction.speaker_propagation import extend_aside, extend_to_paragraph, propagate_speakers
from provenance.extraction.speakers import CANDIDATES, Guest, SpeakerHop, Speakers
from provenance.extraction.tokens import lookup
from provenance.extraction.turns import turns
from provenance.model.reading import Attribution, Mark, Reading, Span, SpeakerMention, Unclear
from provenance.model.vocabulary import Certainty, Mode, Stance

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDS = " \t\r\n\u00a0\u202f.,;:"
#: Code points under which a quotation holds nothing that is said in it.
MIN_NESTED_QUOTE = 12
#: How deep what somebody says that somebody says is followed.
MAX_NESTED = 12


def reading(text: str, lexicon: Lexicon) -> Reading:
    """Read one text with the grammar of the lexicon's language."""
    text = without_tags(text)
    paragraphs = read_paragraphs(text, lexicon)
    quoted = _quoted(text, paragraphs, lexicon)
    frames = _frames(text, paragraphs, quoted, lexicon)
    speakers = Speakers(text, lexicon)
    attributions = _attributions(text, paragraphs, frames, speakers, lexicon)
    marks = sorted(_answered(marks_of(lexicon).read(paragraphs, quoted, frames), speakers), key=lambda mark: mark.cue)
    return Reading(
        lexicon.language,
        attributions,
        tuple(marks),
        tuple(_own(paragraphs, attributions)),
        tuple(dict.fromkeys(voice.speaker for a in attributions for voice in a.chain)),
        tuple(marks_of(lexicon).relative_dates(paragraphs)),
        next(((p.start, p.end) for p in paragraphs[:1] if p.block.kind == "headline"), None),
        next((p.block.dateline for p in paragraphs if p.block.dateline is not None), None),
        tuple((p.start, p.end) for p in paragraphs if p.block.kind == "byline"),
    )


def _answered(marks: Iterable[tuple[Mark, SpeakerPhrase | None]], speakers: Speakers) -> Iterator[Mark]:
    """The marks with the speaker whose answer each is."""
    for mark, speaker_phrase in marks:
        if speaker_phrase is None:
            yield mark
        else:
            hop = speakers.hops(speaker_phrase)[int(speaker_phrase.quoted_speaker is not None)]
            yield replace(mark, by=None if hop.candidates else hop.mention())


def _quoted(text: str, paragraphs: list[Paragraph], lexicon: Lexicon) -> list[Sentence]:
    """The sentences inside quotations, in the order of the text."""
    return [
        inner
        for paragraph in paragraphs
        for sentence in paragraph.sentences
        for quotation in sentence.quotes.values()
        if quotation.inner[1] - quotation.inner[0] >= MIN_NESTED_QUOTE
        for inner in inside(text, lexicon, quotation, paragraph.number)
    ]


def _frames(text: str, paragraphs: list[Paragraph], quoted: list[Sentence], lexicon: Lexicon) -> list[ReportingFrame]:
    grammar = part_of(lexicon.language).frames
    found = list(turns(text, paragraphs, lexicon))
    found += [frame for p in paragraphs for sentence in p.sentences for frame in grammar(sentence, lexicon)]
    for sentence in quoted:
        for frame in grammar(sentence, lexicon):
            extend_aside(frame, sentence)
            found.append(frame)
    extend_to_paragraph(paragraphs, found)
    for frame in found:
        frame.content = [piece for piece in frame.content if _wordy(text, piece)]
    found = [frame for frame in found if frame.content]
    found.extend(propagate_speakers(text, paragraphs, found, lexicon))
    return sorted(found, key=lambda f: (min(f.content)[0], min([*f.cue, f.content[0]]), f.form))


def _attributions(
    text: str, paragraphs: list[Paragraph], frames: list[ReportingFrame], speakers: Speakers, lexicon: Lexicon
) -> tuple[Attribution, ...]:
    """Names are resolved in the order of the text, so that a short form finds the name before it."""
    order = sorted(range(len(frames)), key=lambda i: frames[i].source or frames[i].content[0])
    spoken: dict[int, _Spoken] = {}
    sentences = iter([s for p in paragraphs for s in p.sentences])
    upcoming = next(sentences, None)
    for number in order:
        frame = frames[number]
        at = (frame.source or frame.content[0])[0]
        while upcoming is not None and upcoming.start <= at:
            speakers.meet(upcoming)
            upcoming = next(sentences, None)
        spoken[number] = _spoken(frame, speakers)
    _continue_conversations(frames, order, spoken, speakers.guests)
    _unsay(frames, spoken, speakers)
    outer, opinions = _around(frames), _opinions(text, lexicon)
    return tuple(
        Attribution(
            tuple(_trimmed(text, piece) for piece in frame.content),
            (frame.source,) if frame.source is not None and spoken[number].unclear is None else (),
            tuple(frame.cue),
            Mode(frame.mode),
            Stance(frame.stance),
            _certainty(text, frame, lexicon),
            frame.kind,
            frame.reach,
            _chain([spoken[number].hops, *(spoken[i].hops for i in outer[number])]),
            frame.form,
            _judges(frame, opinions),
            spoken[number].unclear,
            tuple(hop.mention() for hop in spoken[number].candidates),
        )
        for number, frame in enumerate(frames)
    )


@dataclass(frozen=True, slots=True)
class _Spoken:
    """Who speaks in a frame: the hops, or those it may be."""

    hops: list[SpeakerHop]
    unclear: Unclear | None = None
    candidates: tuple[SpeakerHop, ...] = ()


def _spoken(frame: ReportingFrame, speakers: Speakers) -> _Spoken:
    """The hops of a frame. One whose speaker is not certain has the media alone."""
    phrase = frame.speaker_phrase
    if phrase is None:
        if not frame.unclear:
            return _Spoken([])
        return _Spoken([], frame.unclear, tuple(speakers.recent(frame.content[0][0])))
    aside = frame.form == "aside"
    inner = frame.sentence.inside is not None and not aside
    if inner and frame.sentence.low(phrase.tokens[0]) in speakers.first_persons:
        # « I told them that… »: whoever is quoted.
        return _Spoken([])
    since = frame.content[0][0] if aside and not frame.sentence.inside else None
    hops = speakers.hops(phrase, inner, since, heard=frame.form not in NOT_HEARD)
    before = int(phrase.quoted_speaker is not None)
    speaker, media = hops[before], hops[before + 1 :]
    if speaker.candidates:
        # A name is that of several people; « celui-ci » is somebody near who is not sure to be meant.
        several = speaker.link != "pronoun" and len(speaker.candidates) > 1
        return _Spoken(media, frame.unclear or ("name" if several else "pronoun"), speaker.candidates)
    if frame.unclear:
        others = [hop for hop in speakers.recent(frame.content[0][0]) if hop.person is not speaker.person]
        return _Spoken(media, frame.unclear, (speaker, *others[: CANDIDATES - 1]))
    return _Spoken(hops)


def _continue_conversations(
    frames: list[ReportingFrame], order: list[int], spoken: dict[int, _Spoken], guests: Iterable[Guest]
) -> None:
    """« a dit Anne Roux à Ouest-France. Elle a ajouté que… »: whom a pronoun takes up in the same paragraph, nobody
    else between, goes on to the same medium; so does the guest of one (« Anne Roux était l'invitée de RTL »).
    """
    hosted = {(guest.sentence.paragraph, id(guest.person)): guest for guest in guests}
    said: tuple[int, Person, list[SpeakerHop]] | None = None
    for number in order:
        frame, found = frames[number], spoken[number]
        if frame.sentence.inside is not None and frame.form != "aside":
            continue
        if frame.speaker_phrase is None or not found.hops:
            continue
        first = int(frame.speaker_phrase.quoted_speaker is not None)
        speaker, media = found.hops[first], found.hops[first + 1 :]
        paragraph = frame.sentence.paragraph
        guest = hosted.get((paragraph, id(speaker.person)))
        if guest is not None and not media and frame.content[0][0] > guest.sentence.start:
            media = [replace(hop, link="repeated", evidence=("last_to_speak",)) for hop in guest.media]
            found.hops.extend(media)
        goes_on = said is not None and said[0] == paragraph and said[1] is speaker.person and speaker.link == "pronoun"
        if said is not None and goes_on and not media:
            media = [replace(hop, link="repeated", evidence=("last_to_speak",)) for hop in said[2]]
            found.hops.extend(media)
        said = (paragraph, speaker.person, media) if media else None


def _unsay(frames: list[ReportingFrame], spoken: dict[int, _Spoken], speakers: Speakers) -> None:
    """« « … », accuse X. Ce que dément ce dernier, qui affirme que… »: nobody denies the words that he has just said;
    it is not certain who does, nor what else he says there.
    """
    said = {
        (tuple(frame.content), id(hop.person))
        for number, frame in enumerate(frames) if frame.stance == "asserts"
        for hop in spoken[number].hops[:1]
    }  # fmt: skip
    spoken_by: dict[Span | None, list[int]] = {}
    for number, frame in enumerate(frames):
        spoken_by.setdefault(frame.source, []).append(number)
    for denial, frame in enumerate(frames):
        hops = spoken[denial].hops
        before = frame.stance == "denies" and frame.content[-1][1] <= frame.sentence.start
        if not before or not hops or (tuple(frame.content), id(hops[0].person)) not in said:
            continue
        others = tuple(hop for hop in speakers.recent(frame.sentence.start) if hop.person is not hops[0].person)
        for number in spoken_by[frame.source]:
            spoken[number] = _Spoken(spoken[number].hops[1:], "pronoun", others)


def _chain(paths: list[list[SpeakerHop]]) -> tuple[SpeakerMention, ...]:
    """The hops of a frame, then those of the frames it stands in, from the inside out; a speaker occurs once."""
    seen: dict[int, SpeakerMention] = {}
    for hop in (hop for path in paths for hop in path):
        seen.setdefault(id(hop.person), hop.mention())
    return tuple(seen.values())


def _around(frames: list[ReportingFrame]) -> list[list[int]]:
    """For each frame the frames in whose content it stands, the narrowest first.

    Frames come in the order of their contents, so only those that are still open can hold the next one.
    """
    found: list[list[int]] = []
    open_frames: list[int] = []
    for number, frame in enumerate(frames):
        start = frame.content[0][0]
        open_frames = [i for i in open_frames if frames[i].content[-1][1] > start][-MAX_NESTED:]
        found.append([])
        for i in open_frames:
            if _within(frame, frames[i]):
                found[number].append(i)
            elif _within(frames[i], frame):
                found[i].append(number)
        if frame.source is not None:
            open_frames.append(number)
    size = [sum(b - a for a, b in frame.content) for frame in frames]
    return [sorted(outer, key=lambda i: (size[i], i)) for outer in found]


def _within(inner: ReportingFrame, outer: ReportingFrame) -> bool:
    """Whether the whole of an attribution stands in the content of another."""
    parts = [*inner.content, *inner.cue, *([inner.source] if inner.source and inner.reach != "carried" else [])]
    return (
        all(any(a <= start and end <= b for a, b in outer.content) for start, end in parts)
        and inner.content != outer.content
    )


def _wordy(text: str, piece: Span) -> bool:
    return any(character.isalnum() for character in text[piece[0] : piece[1]])


def _trimmed(text: str, piece: Span) -> Span:
    """A content without the space around it and without the mark that ends its sentence."""
    start, end = piece
    kept = text[start:end].rstrip(_ENDS) or text[start:end]
    return end - len(text[start:end].lstrip()), start + len(kept)


def _opinions(text: str, lexicon: Lexicon) -> list[int]:
    """Where words stand that judge somebody (« incompétent »): the lexicon's list of opinions."""
    words = lexicon.words["opinion.words"]
    return [found.start() for found in _WORD.finditer(text) if lookup(found[0]) in words]


def _judges(frame: ReportingFrame, opinions: list[int]) -> bool:
    """Whether any of the words judges somebody."""
    return any(bisect_left(opinions, start) < bisect_left(opinions, end) for start, end in frame.content)


def _certainty(text: str, frame: ReportingFrame, lexicon: Lexicon) -> Certainty:
    if frame.stance == "questions":
        return Certainty.UNCOMMITTED
    if frame.negated:
        # « n'exclut pas que » holds it possible; « ne dément pas que » says nothing.
        open_to = frame.lemma in lexicon.words["phrases.ruled_out"]
        return Certainty.POSSIBLE if open_to else Certainty.UNCOMMITTED
    return lexicon.hedges.certainty_of(" ".join(text[a:b] for a, b in frame.content))


def _own(paragraphs: list[Paragraph], attributions: tuple[Attribution, ...]) -> list[Span]:
    """The sentences in which nobody else is heard."""
    heard = sorted(span for a in attributions if a.type != "eventuality" for span in (*a.content, *a.cue))
    own, at, reached = [], 0, 0
    for sentence in (s for p in paragraphs for s in p.sentences):
        while at < len(heard) and heard[at][0] < sentence.end:
            reached = max(reached, heard[at][1])
            at += 1
        if reached <= sentence.start:
            own.append((sentence.start, sentence.end))
    return own
