"""Words without a cue of their own: quotations whose speaker stands nearby, and cues that cover more than their
sentence.
"""

from collections.abc import Iterator

from provenance.extraction.frames import ReportingFrame, SpeakerPhrase
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Paragraph, Sentence
from provenance.extraction.spans import Cover
from provenance.extraction.subjects import Subjects
from provenance.extraction.word_sets import word_set

#: A quotation of fewer words is a term or a nickname (DOMAIN: scare quotes).
_MIN_WORDS = 4
_PERSONAL = word_set("speaker_propagation", "personal")


def extend_aside(frame: ReportingFrame, sentence: Sentence) -> None:
    """« A, dit-elle. B. » in one pair of marks: the aside bears on the whole quotation."""
    quotation = sentence.inside
    if quotation is None or frame.form != "aside" or frame.source is None:
        return
    start, end = quotation.inner
    after = max([frame.source[1], *(stop for _, stop in frame.cue)])
    if frame.content:
        before = [piece for piece in frame.content if piece[0] < after]
        if before:
            frame.content[0] = (start, frame.content[0][1])
        tail = [piece for piece in frame.content if piece[0] >= after]
        begin = tail[0][0] if tail else sentence.end
        frame.content = [p for p in frame.content if p[0] < after]
        if begin < end - 2:
            frame.content.append((begin, end))
    frame.mode = "direct"


def propagate_speakers(
    text: str, paragraphs: list[Paragraph], frames: list[ReportingFrame], lexicon: Lexicon
) -> Iterator[ReportingFrame]:
    """The quotations that no frame covers, each with the speaker its neighbourhood gives it.

    Frames that follow whoever spoke last (« Et d'ajouter : … ») get their speaker on the way.
    """
    said = Cover(piece for frame in frames for piece in frame.content)
    by_sentence: dict[int, list[ReportingFrame]] = {}
    by_quotation: dict[int, list[ReportingFrame]] = {}
    for frame in frames:
        by_sentence.setdefault(id(frame.sentence), []).append(frame)
        if frame.sentence.inside is not None and frame.form == "aside":
            by_quotation.setdefault(id(frame.sentence.inside), []).append(frame)
    last: SpeakerPhrase | None = None
    for paragraph in paragraphs:
        for number, sentence in enumerate(paragraph.sentences):
            own = by_sentence.get(id(sentence), [])
            for frame in own:
                if frame.follows:
                    frame.speaker_phrase = last
            following = paragraph.sentences[number + 1] if number == 0 and len(paragraph.sentences) > 1 else None
            alone = all(token.kind != "word" for token in sentence.tokens)
            for index, quotation in sentence.quotes.items():
                words = len(text[slice(*quotation.inner)].split())
                colon = sentence.low(index - 1) == ":"
                if not (alone or colon) or words < (2 if alone else _MIN_WORDS):
                    continue
                if said.overlaps(*quotation.inner) or id(quotation) in by_quotation:
                    continue
                if colon:
                    spoken = next((f.speaker_phrase for f in reversed(own) if f.speaker_phrase is not None), None)
                    speaker_phrase = spoken or _subject(sentence, lexicon) or last
                else:
                    speaker_phrase = (_next(following, by_sentence, lexicon) if following is not None else None) or last
                if speaker_phrase is not None or alone:
                    yield ReportingFrame(
                        sentence, "carried", [quotation.inner], [], speaker_phrase, mode="direct", reach="carried"
                    )
            inner = [f for q in sentence.quotes.values() for f in by_quotation.get(id(q), ())]
            told = [
                f for f in (*own, *inner) if f.speaker_phrase is not None and f.kind == "assertion" and f.form != "noun"
            ]
            if told:
                last = next((f for f in told if f.form == "aside"), told[-1]).speaker_phrase
            else:
                last = _subject(sentence, lexicon) or last


def _next(sentence: Sentence, by_sentence: dict[int, list[ReportingFrame]], lexicon: Lexicon) -> SpeakerPhrase | None:
    """Who speaks in the sentence after a quotation that opens a paragraph."""
    asides = [f for f in by_sentence.get(id(sentence), []) if f.speaker_phrase is not None and f.form == "aside"]
    return asides[0].speaker_phrase if asides else _subject(sentence, lexicon)


def _subject(sentence: Sentence, lexicon: Lexicon) -> SpeakerPhrase | None:
    """The subject of a sentence as a possible speaker: a person or a pronoun."""
    phrases = Subjects(sentence, lexicon)
    found = phrases.main_subject(len(sentence))
    if found is None or not phrases.speaks(*found):
        return None
    low = sentence.low(found[0])
    if low in phrases.pronouns:
        return SpeakerPhrase(sentence, found) if low in _PERSONAL else None
    return SpeakerPhrase(sentence, found) if phrases.kind(*found) in ("person", "anonymous") else None


def extend_to_paragraph(text: str, paragraphs: list[Paragraph], frames: list[ReportingFrame]) -> None:
    """A relay that closes a paragraph of the outlet's own sentences covers it; « c'est ce qu'affirme X » covers what
    precedes.
    """
    by_sentence: dict[int, list[ReportingFrame]] = {}
    for frame in frames:
        by_sentence.setdefault(id(frame.sentence), []).append(frame)
    for paragraph in paragraphs:
        sentences = paragraph.sentences
        free = 0
        for number, sentence in enumerate(sentences):
            own = by_sentence.get(id(sentence), [])
            if number and (by_sentence.get(id(sentences[number - 1])) or sentences[number - 1].quotes):
                # The run of the outlet's own sentences before this one begins anew.
                free = number
            for frame in own:
                if frame.form == "anaphoric" and not frame.content and number:
                    begin = free if free < number else number - 1
                    frame.content = [(sentences[begin].start, sentences[number - 1].end)]
                    frame.form, frame.reach = "aside", "paragraph" if number - begin > 1 else "sentence"
                elif (
                    frame.form == "aside"
                    and frame.relay
                    and number == len(sentences) - 1
                    and free == 0 < number
                    and frame is own[-1]
                ):
                    if frame.cue and frame.cue[-1][1] > sentence.end - 60 and len(own) == 1:
                        frame.content = [(paragraph.start, frame.content[-1][1])]
                        frame.reach = "paragraph"
