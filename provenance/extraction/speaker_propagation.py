"""Words without a cue of their own: quotations whose speaker stands nearby, and cues that cover more than their
sentence.
"""

import re
from dataclasses import replace

from provenance.extraction.clauses import Clauses
from provenance.extraction.frames import NOT_HEARD, ReportingFrame, SpeakerPhrase
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Paragraph, Sentence
from provenance.extraction.quotations import Quotation
from provenance.extraction.spans import Cover
from provenance.extraction.subjects import Subjects
from provenance.model.reading import Unclear

#: A quotation of fewer words is a term, a nickname or a word taken with a pinch of salt.
_MIN_WORDS = 4
_SENTENCE_ENDS = tuple(".!?…")
#: How one ends that closes a sentence of its own.
_ENDED = re.compile(r"[.!?…]\s?»")


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
) -> list[ReportingFrame]:
    """The quotations that no frame covers, each with the speaker its neighbourhood gives it.

    Frames that follow whoever spoke last (« Et d'ajouter : … ») get their speaker on the way; a quotation that goes on
    in the next paragraph is one with its beginning.
    """
    return _Propagation(text, paragraphs, frames, lexicon).frames()


class _Propagation:
    def __init__(self, text: str, paragraphs: list[Paragraph], frames: list[ReportingFrame], lexicon: Lexicon) -> None:
        self.text, self.paragraphs, self.lexicon = text, paragraphs, lexicon
        # What stands inside a quotation does not say whose the whole is; an aside in it does.
        outer = [f for f in frames if f.sentence.inside is None or f.form == "aside"]
        self._said = Cover(piece for frame in outer for piece in frame.content)
        self._by_sentence: dict[int, list[ReportingFrame]] = {}
        self._by_quotation: dict[int, list[ReportingFrame]] = {}
        for frame in frames:
            self._by_sentence.setdefault(id(frame.sentence), []).append(frame)
            if frame.sentence.inside is not None and frame.form == "aside":
                self._by_quotation.setdefault(id(frame.sentence.inside), []).append(frame)
        #: Whether whoever spoke last asked something: what follows is another's answer.
        self._asked = False
        #: Whoever spoke last, and the frame whose quotation the last paragraph left open.
        self._last: SpeakerPhrase | None = None
        self._open: ReportingFrame | None = None
        self._found: list[ReportingFrame] = []

    def frames(self) -> list[ReportingFrame]:
        for paragraph in self.paragraphs:
            resumed = self._resumed(paragraph)
            for number, sentence in enumerate(paragraph.sentences):
                own = self._by_sentence.get(id(sentence), [])
                for frame in own:
                    if frame.follows:
                        frame.speaker_phrase = self._last
                for index, quotation in sentence.quotes.items():
                    if quotation is not resumed and not self._covered(quotation):
                        carried = self._carried(paragraph, number, index, own)
                        if carried is not None:
                            self._by_sentence.setdefault(id(sentence), []).append(carried)
                            self._found.append(carried)
                spoken = self._spoken(sentence, own)
                if spoken is not None:
                    self._last, self._asked = spoken, self._asks(sentence, own)
            self._open = self._left_open(paragraph) or (self._open if resumed and not resumed.closed else None)
        return self._found

    def _covered(self, quotation: Quotation) -> bool:
        return self._said.overlaps(*quotation.inner) or id(quotation) in self._by_quotation

    def _resumed(self, paragraph: Paragraph) -> Quotation | None:
        """The quotation that goes on from the paragraph before: it opens this one, the one before was not closed."""
        first = paragraph.sentences[0].quotes.get(0) if paragraph.sentences else None
        if first is None or self._open is None:
            return None
        named = next((f for f in self._of(paragraph.sentences[0], first) if f.content[0] == first.inner), None)
        if named is not None and self._open.form == "carried":
            # Who speaks is said only at the end of the whole: « "A.⏎⏎"B," Ruth Kane said ».
            named.content[:0] = self._open.content
            self._found.remove(self._open)
            return first
        if self._covered(first):
            return None
        self._open.content.append(first.inner)
        return first

    def _of(self, sentence: Sentence, quotation: Quotation) -> list[ReportingFrame]:
        return [*self._by_sentence.get(id(sentence), ()), *self._by_quotation.get(id(quotation), ())]

    def _left_open(self, paragraph: Paragraph) -> ReportingFrame | None:
        """The frame of a quotation at the end of the paragraph that is never closed."""
        sentence = paragraph.sentences[-1] if paragraph.sentences else None
        quotation = sentence.quotes.get(len(sentence) - 1) if sentence is not None else None
        if sentence is None or quotation is None or quotation.closed:
            return None
        near = self._of(sentence, quotation)
        return next((f for f in near if any(b > quotation.inner[0] for _, b in f.content)), None)

    def _carried(
        self, paragraph: Paragraph, number: int, index: int, own: list[ReportingFrame]
    ) -> ReportingFrame | None:
        """The attribution of a quotation without a cue; None where it is a term, or somebody's name for something."""
        sentence = paragraph.sentences[number]
        quotation = sentence.quotes[index]
        words = len(self.text[slice(*quotation.inner)].split())
        signed = self._signature(paragraph, number, index)
        # « "At last." — Iolo Pugh » is a sentence, however short; « "Salt" — Iolo Pugh » a title.
        whole = self.text[slice(*quotation.inner)].rstrip().endswith(_SENTENCE_ENDS)
        if signed is not None and (words >= _MIN_WORDS or whole):
            return self._frame(sentence, quotation, signed, None)
        alone = not sentence.has_words and not sentence.headline
        colon = sentence.low(index - 1) == ":"
        ended = _ENDED.search(self.text, quotation.end - 3, quotation.end) is not None
        # « Price shrugged: "Not me." », « wrote on X: "Pay them." »; « ran on a slogan: "Not us." » names it.
        acts = colon and index > 1 and (sentence.tokens[index - 2].capital or self._acts(sentence, index - 2))
        # « Le maire s'est montré prudent : « On verra bien. » » closes a sentence of his.
        if not (alone or colon) or words < (2 if alone or ended or (whole and acts) else _MIN_WORDS):
            return None
        if colon and sentence.headline:
            # « Rouen : « On nous a oubliés » » names no speaker.
            found = _introducer(sentence, index - 1, self.lexicon)
            return self._frame(sentence, quotation, found, None if found is not None else "nobody")
        if colon:
            spoken = next((f.speaker_phrase for f in reversed(own) if f.speaker_phrase is not None), None)
            found = spoken or _introducer(sentence, index - 1, self.lexicon) or self._subject(sentence)
        else:
            found = (self._lead_in(paragraph) if number == 0 else None) or self._following(paragraph, number)
        if found is not None and found.sentence is sentence and not found.media:
            # « Au micro de RMC, le maire s'est montré prudent : « … » »
            found = replace(found, media=tuple(Clauses(sentence, self.lexicon, []).lead_media))
        if found is not None:
            return self._frame(sentence, quotation, found, None)
        if self._last is not None:
            apart = colon or self._asked or self._last.sentence.paragraph != paragraph.number
            return self._frame(sentence, quotation, self._last, "apart" if apart else None)
        return self._frame(sentence, quotation, None, "nobody") if alone else None

    def _acts(self, sentence: Sentence, at: int) -> bool:
        return Subjects.of(sentence, self.lexicon).is_verb(at)

    def _frame(
        self, sentence: Sentence, quotation: Quotation, phrase: SpeakerPhrase | None, unclear: Unclear | None
    ) -> ReportingFrame:
        return ReportingFrame(
            sentence, "carried", [quotation.inner], [], phrase, "direct", reach="carried", unclear=unclear
        )

    def _signature(self, paragraph: Paragraph, number: int, index: int) -> SpeakerPhrase | None:
        """« "…" — Ruth Kane », on one line or two: a dash and a name, and nothing more."""
        sentence = paragraph.sentences[number]
        found = _signed(sentence, index + 1, self.lexicon)
        if found is not None or index + 1 < len(sentence) or number + 1 < len(paragraph.sentences):
            following = paragraph.sentences[number + 1] if number + 1 < len(paragraph.sentences) else None
            return found or (_signed(following, 0, self.lexicon) if following is not None else None)
        after = self.paragraphs[paragraph.number + 1 : paragraph.number + 2]
        return _signed(after[0].sentences[0], 0, self.lexicon) if after and after[0].sentences else None

    def _lead_in(self, paragraph: Paragraph) -> SpeakerPhrase | None:
        """« Statement from Ruth Kane: », « Le communiqué de la mairie : », a line of its own before the quotation."""
        before = self.paragraphs[paragraph.number - 1] if paragraph.number else None
        if before is None or not before.sentences or before.sentences[-1].tokens[-1].text != ":":
            return None
        sentence = before.sentences[-1]
        own = self._by_sentence.get(id(sentence), [])
        spoken = next((f.speaker_phrase for f in reversed(own) if f.speaker_phrase is not None), None)
        return spoken or _introducer(sentence, len(sentence) - 1, self.lexicon) or self._subject(sentence)

    def _following(self, paragraph: Paragraph, number: int) -> SpeakerPhrase | None:
        """Who speaks in the sentence after a quotation that opens a paragraph."""
        if number or len(paragraph.sentences) < 2:
            return None
        sentence = paragraph.sentences[1]
        near = self._by_sentence.get(id(sentence), [])
        asides = [f for f in near if f.speaker_phrase is not None and f.form == "aside"]
        return asides[0].speaker_phrase if asides else self._subject(sentence)

    def _subject(self, sentence: Sentence) -> SpeakerPhrase | None:
        """The subject of a sentence as a possible speaker; a lone capital that opens it (« Rain fell ») is not."""
        found = _subject(sentence, self.lexicon)
        if found is None or found.tokens != (0, 1) or sentence.low(0) in self.lexicon.given_names:
            return found
        word = sentence.tokens[0]
        return found if not word.capital or self.text.count(word.text) > 1 else None

    def _asks(self, sentence: Sentence, own: list[ReportingFrame]) -> bool:
        """« « Et le second ? » interroge le président »: words in quotation marks that ask."""
        inner = [f for q in sentence.quotes.values() for f in self._by_quotation.get(id(q), ())]
        asked = [f for f in (*own, *inner) if f.stance == "questions" and f.mode == "direct"]
        return any(self.text[: f.content[0][1]].rstrip(" \u00a0\u202f").endswith("?") for f in asked)

    def _spoken(self, sentence: Sentence, own: list[ReportingFrame]) -> SpeakerPhrase | None:
        """Whoever a sentence leaves speaking: the one of its aside, of its last attribution, or its subject."""
        inner = [f for q in sentence.quotes.values() for f in self._by_quotation.get(id(q), ())]
        told = [
            f
            for f in (*own, *inner)
            if f.speaker_phrase is not None and f.kind == "assertion" and f.form not in NOT_HEARD
        ]
        if told:
            return next((f for f in told if f.form == "aside"), told[-1]).speaker_phrase
        return self._subject(sentence)


def _signed(sentence: Sentence, at: int, lexicon: Lexicon) -> SpeakerPhrase | None:
    """The name after a dash at `at`, where it ends the sentence."""
    if sentence.low(at) not in ("—", "–", "-") or at + 1 >= len(sentence):
        return None
    phrases = Subjects.of(sentence, lexicon)
    end = phrases.end(at + 1) if phrases.starts_at(at + 1) else at
    closed = all(token.kind == "mark" for token in sentence.tokens[end:])
    return SpeakerPhrase(sentence, (at + 1, end)) if end > at + 1 and closed and phrases.speaks(at + 1, end) else None


def _introducer(sentence: Sentence, colon: int, lexicon: Lexicon) -> SpeakerPhrase | None:
    """« Statement from Ruth Kane: », « Le mot du maire : »: the noun of something said, and whose it is."""
    phrases = Subjects.of(sentence, lexicon)
    said = lexicon.words["speakers.record"] | lexicon.words["speakers.lead_nouns"] | lexicon.words["speakers.utterance"]
    for at in range(colon - 1, 0, -1):
        if sentence.low(at) in lexicon.closed["from"] and any(
            sentence.low(j) in said for j in range(max(0, at - 3), at)
        ):
            end = phrases.end(at + 1) if phrases.starts_at(at + 1) else at
            if end > at + 1 and phrases.speaks(at + 1, end):
                return SpeakerPhrase(sentence, (at + 1, end))
    before = phrases.prepositions | phrases.determiners
    for at in range(max(0, colon - 9), colon):
        # « Anne Roux, maire : « … » », « Un avis que ne partage pas Cécile Blanc : « … » »
        opens = phrases.starts_at(at) and phrases.end(at) == colon and phrases.speaks(at, colon)
        apart = sentence.low(at - 1) not in before and phrases.kind(at, colon) in ("person", "anonymous")
        # « À ses côtés, Sandrine acquiesce : « … » »: no phrase begins with a preposition.
        if opens and (apart if at else sentence.low(0) not in phrases.prepositions - phrases.determiners):
            return SpeakerPhrase(sentence, (at, colon))
    return None


def _subject(sentence: Sentence, lexicon: Lexicon) -> SpeakerPhrase | None:
    """The subject of a sentence as a possible speaker: a person or a pronoun."""
    if sentence.tokens[-1].text == "?":
        # « Quels mots ? « Ça restera entre nous. » »: who asks does not answer.
        return None
    phrases = Subjects.of(sentence, lexicon)
    found = phrases.main_subject(len(sentence))
    if found is None or not phrases.speaks(*found):
        return None
    low = sentence.low(found[0])
    if low in phrases.pronouns:
        return SpeakerPhrase(sentence, found) if low in lexicon.closed["personal"] else None
    return SpeakerPhrase(sentence, found) if phrases.kind(*found) in ("person", "anonymous") else None


def extend_to_paragraph(paragraphs: list[Paragraph], frames: list[ReportingFrame]) -> None:
    """An agency that closes a paragraph of the outlet's own sentences covers it; « c'est ce qu'affirme X » covers what
    precedes. Another outlet vouches for its own sentence.
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
                    told = by_sentence.get(id(sentences[number - 1]), []) if begin == number - 1 else []
                    # « Et d'ajouter : « … » Ce que dément X »: the words that were just told, where there are any.
                    last = next((f.content for f in reversed(told) if f.content and f.kind == "assertion"), None)
                    frame.content = list(last or [(sentences[begin].start, sentences[number - 1].end)])
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
