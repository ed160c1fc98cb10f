"""Confirmation and denial cues of a text, and what each bears on."""

from collections.abc import Iterator
from functools import lru_cache

from provenance.extraction.frames import ReportingFrame, SpeakerPhrase
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Paragraph, Sentence
from provenance.extraction.spans import Cover
from provenance.extraction.subjects import Subjects
from provenance.extraction.tokens import tokens
from provenance.model.reading import Mark, MarkKind, Span

#: In this order: of two cues at one place the first is the one meant (« pas voulu confirmer » is no confirmation).
KINDS: tuple[MarkKind, ...] = ("evades", "no_comment", "unconfirmed", "no_evidence", "denied", "confirmed")
#: The marks that count between quotation marks too: there somebody else says that nothing is known.
QUOTED = ("no_evidence", "no_comment")
Words = tuple[str, ...]
#: The words, those of them that must stand there to the letter, and the kind.
Pattern = tuple[Words, frozenset[str], MarkKind]


class Marks:
    """Reads the marks of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._by_first: dict[str, list[Pattern]] = {}
        for kind in KINDS:
            for words in lexicon.patterns[f"marks.{kind}"]:
                pattern = _pattern(words, lexicon.language)
                exact = frozenset(word for word in pattern if not word.endswith("*"))
                self._by_first.setdefault(pattern[0].rstrip("*")[:4], []).append((pattern, exact, kind))
        for patterns in self._by_first.values():
            patterns.sort(key=lambda p: -len(p[0]))
        self._dates: dict[str, list[Words]] = {}
        for pattern in sorted(
            (_pattern(w, lexicon.language) for w in lexicon.patterns["dates.relative"]), key=_longest
        ):
            self._dates.setdefault(pattern[0], []).append(pattern)

    def read(
        self, paragraphs: list[Paragraph], quoted: list[Sentence], frames: list[ReportingFrame]
    ) -> Iterator[tuple[Mark, SpeakerPhrase | None]]:
        """The marks in the reporter's own words and in reported ones, in the order of the text, with who answers."""
        contents = Cover(piece for frame in frames for piece in frame.content)
        cued = {start: frame for frame in frames for start, _ in frame.cue}
        previous: Sentence | None = None
        for paragraph in paragraphs:
            for sentence in paragraph.sentences:
                yield from self._cues(sentence, previous, cued, contents)
                yield from ((mark, None) for mark in self._conditionals(sentence, contents))
                previous = sentence
        for sentence in quoted:
            for mark, speaker_phrase in self._cues(sentence, None, cued, contents):
                if mark.kind in QUOTED:
                    yield mark, speaker_phrase

    def _cues(
        self, sentence: Sentence, previous: Sentence | None, cued: dict[int, ReportingFrame], contents: Cover
    ) -> Iterator[tuple[Mark, SpeakerPhrase | None]]:
        at = 0
        present = {token.low for token in sentence.tokens}
        while at < len(sentence):
            found = self._at(sentence, at, present)
            if found is None:
                at += 1
                continue
            end, kind = found
            cue = (sentence.tokens[at].start, sentence.tokens[end - 1].end)
            frame = next((cued[t.start] for t in sentence.tokens[at:end] if t.start in cued), None)
            if kind not in ("denied", "confirmed") or self._reports(sentence, at, end, frame):
                speaker_phrase = frame.speaker_phrase if frame is not None else self._answering(sentence, at, end, kind)
                yield Mark(kind, cue, self._scope(kind, sentence, at, previous, frame, contents)), speaker_phrase
            at = end

    def _at(self, sentence: Sentence, at: int, present: set[str]) -> tuple[int, MarkKind] | None:
        """The longest cue that begins at token `at`: one past its last token, and its kind."""
        low = sentence.low(at)
        best: tuple[int, MarkKind] | None = None
        for pattern, needed, kind in self._by_first.get(low[:4], ()):
            end = self._match(sentence, at, pattern) if needed <= present else None
            if end is not None:
                rank = (end - at, -KINDS.index(kind))
                if best is None or rank > (best[0] - at, -KINDS.index(best[1])):
                    best = (end, kind)
        return best

    def _match(self, sentence: Sentence, at: int, pattern: tuple[str, ...]) -> int | None:
        """The pattern at `at`; adverbs may stand inside it."""
        for word in pattern:
            low = sentence.low(at)
            skipped = 0
            while word != low and skipped < 2 and word is not pattern[0]:
                width = int(self._adverb(low)) or self.lexicon.term_at("words.adverbs", sentence.low, at)
                if not width:
                    break
                at, skipped = at + width, skipped + 1
                low = sentence.low(at)
            if word.endswith("*"):
                if not low.startswith(word[:-1]) or len(low) > len(word) + 1:
                    return None
            elif low != word:
                return None
            at += 1
        return at

    def _adverb(self, low: str) -> bool:
        return low in self.lexicon.words["words.adverbs"] or (
            len(low) > 6 and low.endswith(self.lexicon.patterns["words.adverb_endings"])
        )

    def _answering(self, sentence: Sentence, at: int, end: int, kind: MarkKind) -> SpeakerPhrase | None:
        """Who refuses, evades or denies: the subject of the sentence, or who stands behind « démentie par »."""
        if kind not in ("no_comment", "evades", "denied"):
            return None
        phrases = Subjects.of(sentence, self.lexicon)
        by = next((j for j in (end - 1, end) if sentence.low(j) in self.lexicon.closed["by"]), None)
        if by is not None and phrases.starts_at(by + 1):
            found: tuple[int, int] | None = (by + 1, phrases.end(by + 1))
        else:
            found = phrases.before(at) or phrases.main_subject(at)
        return SpeakerPhrase(sentence, found) if found is not None and phrases.speaks(*found) else None

    def _reports(self, sentence: Sentence, at: int, end: int, frame: ReportingFrame | None) -> bool:
        """Not « a rejeté l'amendement » or « confirme son talent »: what is denied or confirmed can be said."""
        if frame is not None and frame.content:
            return True
        before = sentence.low(at - 1)
        if before in self.lexicon.closed["claim_determiners"]:
            return False
        # A verb that also means throwing out a motion: only words of speech are denied.
        lists = self.lexicon.words
        verb = {sentence.low(j) for j in range(at, end)}
        after = {sentence.low(j) for j in range(end, min(end + 7, len(sentence)))}
        before_it = {sentence.low(j) for j in range(max(0, at - 8), at)} - self.lexicon.closed["that"]
        if verb & lists["marks.ambiguous"]:
            return bool((after | before_it) & lists["marks.speech_nouns"])
        return not after & lists["marks.not_denied"]

    def _scope(
        self,
        kind: MarkKind,
        sentence: Sentence,
        at: int,
        previous: Sentence | None,
        frame: ReportingFrame | None,
        contents: Cover,
    ) -> Span | None:
        """What the mark bears on: its own content, what stands before it in its sentence, or the sentence before."""
        if kind in ("no_comment", "evades"):
            return None
        if frame is not None and frame.content:
            return frame.content[0]
        start = sentence.tokens[at].start
        anaphors = self.lexicon.words["marks.anaphors"]
        comma = next((j for j in range(at, max(0, at - 8), -1) if sentence.low(j) == ","), None)
        if comma is not None and sentence.low(comma + 1) in anaphors:
            edge = sentence.tokens[comma].start
            inner = contents.inside(sentence.start, edge + 1)
            return max(inner, key=lambda p: p[1], default=(sentence.start, sentence.tokens[comma - 1].end))
        if previous is not None and (sentence.low(0) in anaphors or len(sentence) < 9):
            inner = contents.inside(previous.start, previous.end)
            return max(inner, key=lambda p: p[1] - p[0], default=(previous.start, previous.end))
        inner = [piece for piece in contents.inside(sentence.start, sentence.end) if piece[0] > start]
        return min(inner, default=(sentence.start, sentence.end))

    def _conditionals(self, sentence: Sentence, contents: Cover) -> Iterator[Mark]:
        """The journalistic conditional with no source: « L'Iran aurait livré… »."""
        hedges = self.lexicon.words["marks.conditional_auxiliaries"]
        supposed = any(sentence.low(i) in self.lexicon.closed["suppositions"] for i in range(len(sentence)))
        for at in range(len(sentence)):
            low = sentence.low(at)
            if low not in hedges and not self._supposes(low):
                continue
            token = sentence.tokens[at]
            if supposed and low not in self.lexicon.words["marks.adverbs"]:
                continue
            if contents.overlaps(token.start, token.end):
                continue
            if low in self.lexicon.words["marks.adverbs"]:
                yield Mark("conditional", (token.start, token.end), (sentence.start, sentence.end))
                continue
            end = self._verb_group(sentence, at) if low in hedges else at + 1
            if end is not None:
                yield Mark("conditional", (token.start, sentence.tokens[end - 1].end), (sentence.start, sentence.end))

    def _supposes(self, low: str) -> bool:
        """« avoisinerait »: a conditional of the third person that is neither polite nor a wish."""
        endings = self.lexicon.patterns.get("marks.conditional_endings", ())
        return len(low) > 6 and low.endswith(tuple(endings)) and low not in self.lexicon.words["marks.not_conditional"]

    def _verb_group(self, sentence: Sentence, at: int) -> int | None:
        """One past « aurait [été] livré »; None where no participle follows."""
        j, closed = at + 1, self.lexicon.closed
        while j < min(len(sentence), at + 5):
            low = sentence.low(j)
            if low in closed["helpers"] | closed["negations"] or self._adverb(low) or low.startswith("-"):
                j += 1
                continue
            if len(low) > 1 and low.endswith(self.lexicon.patterns["words.past_participle_endings"]):
                return j + 1
            break
        if j > at + 1 and sentence.low(j - 1) in closed["helpers"]:
            return j
        return at + 1 if sentence.low(at) in self.lexicon.words["words.be"] else None

    def relative_dates(self, paragraphs: list[Paragraph]) -> Iterator[Span]:
        """« il y a quelques jours », « la semaine dernière »: dates only on the day they are read."""
        for paragraph in paragraphs:
            for sentence in paragraph.sentences:
                if self._dates.keys().isdisjoint(token.low for token in sentence.tokens):
                    continue
                at = 0
                while at < len(sentence):
                    patterns = self._dates.get(sentence.low(at), ())
                    width = next((len(p) for p in patterns if self._match(sentence, at, p) == at + len(p)), 0)
                    if width:
                        yield sentence.tokens[at].start, sentence.tokens[at + width - 1].end
                    at += max(width, 1)


@lru_cache(maxsize=8)
def marks_of(lexicon: Lexicon) -> Marks:
    """The marks of a language, their patterns cut once."""
    return Marks(lexicon)


def _longest(words: Words) -> int:
    return -len(words)


def _pattern(words: str, language: str) -> tuple[str, ...]:
    found: list[str] = []
    for part in words.split():
        star = part.endswith("*")
        cut = [t.low for t in tokens(part.rstrip("*"), language)]
        found.extend(cut[:-1])
        found.append(cut[-1] + "*" * star)
    return tuple(found)
