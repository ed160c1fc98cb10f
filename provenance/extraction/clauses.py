"""What both grammars share: spans of content, who speaks, and by which way the words came."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from provenance.extraction.cues import Cue
from provenance.extraction.frames import Range, ReportingFrame, SpeakerPhrase
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Sentence
from provenance.extraction.told_media import ToldMedia

_TRIM = frozenset(",;:.…–—-")


class Clauses(ToldMedia):
    """One sentence under reading: its cues and phrases, and spans of it. Ranges are token indexes, end excluded."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon, cues: list[Cue]) -> None:
        super().__init__(sentence, lexicon)
        self.cues = cues

    def span(self, first: int, end: int) -> Range:
        return self.sentence.tokens[first].start, self.sentence.tokens[end - 1].end

    def cue_spans(self, cue: Cue) -> list[Range]:
        """The words of the cue; neighbours are joined."""
        spans: list[Range] = []
        previous = -2
        for word in cue.words:
            token = self.sentence.tokens[word]
            if word == previous + 1:
                spans[-1] = (spans[-1][0], token.end)
            else:
                spans.append((token.start, token.end))
            previous = word
        return spans

    def content(self, first: int, end: int) -> Range | None:
        """The span of tokens `first:end` without the marks at its ends; the inside of a quotation that is all of it."""
        tokens = self.sentence.tokens
        while first < end and tokens[first].kind == "mark" and tokens[first].text in _TRIM:
            first += 1
        while end > first and tokens[end - 1].kind == "mark" and tokens[end - 1].text in _TRIM:
            end -= 1
        if first >= end:
            return None
        if end - first == 1 and self.sentence.is_quote(first):
            start, stop = self.sentence.quotes[first].inner
            return (start, stop) if start < stop else None
        return tokens[first].start, tokens[end - 1].end

    def mode(self, first: int, end: int) -> str:
        """direct, mixed or indirect, by what of the tokens `first:end` stands in quotation marks."""
        words = [i for i in range(first, end) if self.sentence.tokens[i].kind != "mark"]
        quoted = [i for i in words if self.sentence.is_quote(i)]
        if quoted and len(quoted) == len(words):
            return "direct"
        return "mixed" if quoted else "indirect"

    def mode_of(self, pieces: Iterable[Range]) -> str:
        """The mode of a content in several pieces."""
        modes = {self.mode(*piece) for piece in pieces}
        return modes.pop() if len(modes) == 1 else "mixed" if modes else "indirect"

    def past_words(self, at: int) -> int:
        """The next mark or quotation from `at` on: past a date, a place, an addressee."""
        while at < self.end and self.sentence.tokens[at].kind == "word":
            at += 1
        return at

    def quoted(self, i: int) -> list[str]:
        """The words of the quotation at `i`; none where no quotation stands."""
        text = self.sentence.tokens[i].text if self.sentence.is_quote(i) else ""
        return [bare for word in text.split() if (bare := word.strip("«»“”\"'‘’,.;:!?…–—-"))]

    def quote_words(self, i: int) -> int:
        return len(self.quoted(i))

    def comma(self, at: int) -> bool:
        """Whether a comma stands at `at`."""
        return self.low(at) == ","

    def capital(self, i: int) -> bool:
        return i < len(self.sentence) and self.sentence.tokens[i].capital

    def cue_between(self, start: int, end: int) -> bool:
        return any(start < c.first < end for c in self.cues)

    def past_lead(self, start: int, end: int) -> int:
        """Past opening marks, the subject line of a headline (« Retraites : ») and a connective (« En effet, »)."""
        tokens = self.sentence.tokens
        if start == 0 and tokens[0].text.isdigit() and self.low(1) == ":" and self.low(2).isdigit():
            # « 14:32 | Hundreds are stranded »
            start = 3
        while start < end and tokens[start].kind == "mark":
            if tokens[start].text == "(":
                close = next((i for i in range(start, min(end, start + 6)) if tokens[i].text == ")"), None)
                start = close if close is not None else start
            start += 1
        joined = self.lexicon.term_at("phrases.connectives", self.low, start) or int(
            self.low(start) in self.lexicon.words["phrases.connectives"]
        )
        if start == 0 < joined < end and self.low(joined) == ",":
            return joined + 1
        colon = next((i for i in range(start, min(end, start + 6)) if tokens[i].text == ":"), None)
        if start == 0 and colon is not None and not any(self.phrases.is_verb(i) for i in range(colon)):
            return colon + 1
        return start

    def frame(
        self,
        form: str,
        content: list[Range],
        cue: list[Range],
        speaker: Range | None,
        media: Iterable[Range] = (),
        **more: Any,
    ) -> ReportingFrame:
        """A frame of this sentence; `speaker` and `media` in tokens, content and cue in code points."""
        if form not in ("selon", "according", "noun"):
            media = dict.fromkeys((*media, *self.lead_media, *self.set_off_media(speaker)))
        vouches = form in ("selon", "according")
        if speaker is not None and (vouches or self.phrases.kind(*speaker) == "record"):
            media = dict.fromkeys((*media, *self.seen_by(*speaker)))
        behind = self._on_faith_of(cue, content) or self._cited_before(speaker)
        if behind is None and speaker is not None and more.get("lemma") in self.lexicon.words["phrases.learning"]:
            behind = self._learned_from(cue)
        if behind is None and content and form in ("clause", "colon", "infinitive"):
            behind = self._citing_between(cue, content[0][0]) or self._citing_behind(content[-1][1])
        if behind is not None:
            media = [m for m in media if not behind[0] <= m[0] < behind[1]]
        speaker_phrase = self._speaker_phrase(speaker, tuple(media), behind) if speaker is not None else None
        relay = speaker is not None and self.phrases.kind(*speaker) == "agency"
        return ReportingFrame(self.sentence, form, content, cue, speaker_phrase, relay=relay, **more)

    def _cited_before(self, speaker: Range | None) -> Range | None:
        """« Citing an internal memo, the Times reported »: whom the speaker has it from, said first."""
        citing = self.low(0) in self.lexicon.words["phrases.citing"]
        if speaker is None or not citing or not self.phrases.starts_at(1):
            return None
        end = self.phrases.end(1)
        comma = next((j for j in range(end, speaker[0]) if self.low(j) == ","), end)
        # « Citing a letter | to staff, the Times reported »
        hangs = end == comma or (
            self.low(end) in self.phrases.prepositions and not any(self.phrases.is_verb(j) for j in range(end, comma))
        )
        return (1, end) if 1 < end < speaker[0] and self.low(comma) == "," and hangs else None

    @cached_property
    def _faith(self) -> list[tuple[int, int]]:
        """Where words say on what something rests (« sur la foi de »), and one past them."""
        found = []
        for at in range(len(self.sentence) - 3):
            width = self.lexicon.term_at("phrases.on_faith", self.low, at)
            if width and at + width < len(self.sentence):
                found.append((at, at + width))
        return found

    def _on_faith_of(self, cue: list[Range], content: list[Range]) -> Range | None:
        """« a écrit, sur la foi d'une dépêche de l'AFP, que »: whom the speaker has it from."""
        for at, start in self._faith:
            place = self.sentence.tokens[at].start
            said = any(a <= place < b for a, b in content)
            if cue and not said and (at == 0 or abs(place - cue[-1][1]) < 40):
                end = start + 1 if self.sentence.is_quote(start) else self.phrases.end(start)
                return (start, end) if end > start else None
        return None

    def _citing_between(self, cue: list[Range], start: int) -> Range | None:
        """« Bloomberg avait rapporté dans la matinée, en citant des proches du dossier, que C »."""
        for at in range(len(self.sentence) - 1):
            between = cue and cue[-1][1] <= self.sentence.tokens[at].start < start
            if between and self.low(at) in self.lexicon.words["phrases.citing"] and self.phrases.starts_at(at + 1):
                end = self.phrases.end(at + 1)
                return (at + 1, end) if end > at + 1 else None
        return None

    def _citing_behind(self, after: int) -> Range | None:
        """« Bloomberg reported that C, citing people familiar with it »: whom the speaker has it from, said last."""
        at = next((j for j, token in enumerate(self.sentence.tokens) if token.start >= after), len(self.sentence))
        if self.low(at) != "," or self.low(at + 1) not in self.lexicon.words["phrases.citing"]:
            return None
        end = self.phrases.end(at + 2) if self.phrases.starts_at(at + 2) else at
        return (at + 2, end) if end > at and self._can_be_cited(at + 2, end) else None

    def _can_be_cited(self, first: int, end: int) -> bool:
        """« citing two officials »; « citing problems with the heat shield » cites nobody."""
        return self.phrases.speaks(first, end) or not self.lexicon.does("the-of-strangers")

    def _learned_from(self, cue: list[Range]) -> Range | None:
        """« a appris Le Figaro de source policière », « has learned from two officials »: whom the speaker has it
        from.
        """
        for at in range(len(self.sentence) - 1):
            far = self.sentence.tokens[at].start - cue[-1][1]
            if 0 < far < 60 and self.low(at) in self.closed["informed_by"]:
                first = at + 1 + (self.low(at + 1) in self.closed["of"])
                end = self.phrases.end(first) if self.phrases.starts_at(first) else first
                if end > first and self.phrases.speaks(first, end):
                    return first, end
        return None

    def _speaker_phrase(self, speaker: Range, media: tuple[Range, ...], behind: Range | None = None) -> SpeakerPhrase:
        """« X, cité par Reuters, », « le journal, citant deux diplomates, »: who stands before and
        behind the speaker.
        """
        words = self.lexicon.words
        speaker = self._bare(speaker)
        for at in range(speaker[0], min(len(self.sentence), speaker[1] + 6)):
            low = self.low(at)
            cited = low in words["phrases.cited"] and self.low(at + 1) in self.closed["by"]
            citing = low in words["phrases.citing"] and self.low(at + 1) not in self.closed["not_citing"]
            # « , which cited a memo »
            citing = citing or (low in words.get("phrases.which_cited", ()) and self.low(at - 1) in self.closed["who"])
            if not cited and not citing:
                continue
            first = at + 1 + cited
            end = self.phrases.end(first) if first < len(self.sentence) else first
            end = first + 1 if cited and self.phrases.is_title(first) else end
            if end > first and not cited and self._can_be_cited(first, end):
                behind = first, end
            elif end > first and (first, end) not in media and self._is_medium(first, end):
                media = (*media, (first, end))
            if speaker[0] < at < speaker[1]:
                # The speaker ends before « , cité par » or « , qui cite ».
                while at > speaker[0] + 1 and (self.low(at - 1) == "," or self.low(at - 1) in self.closed["who"]):
                    at -= 1
                speaker = speaker[0], at
            break
        return SpeakerPhrase(self.sentence, speaker, media, behind, self._organisation_of(speaker))

    def _bare(self, speaker: Range) -> Range:
        """The speaker without a relative clause that reports words of its own (« …, qui affirme que… »)."""
        first, end = speaker
        for at in range(first + 1, end):
            if self.low(at) in self.closed["who"] and any(at < c.first < end for c in self.cues):
                return first, at - (self.low(at - 1) == ",")
        return speaker

    def _is_medium(self, first: int, end: int) -> bool:
        named = any(self.sentence.tokens[j].capital for j in range(first, end))
        return named or self.phrases.kind(first, end) in ("agency", "outlet")

    def _organisation_of(self, speaker: Range) -> Range | None:
        """« fait-on valoir à Matignon », « à l'Élysée, on assure »: the organisation in whose name « on » speaks."""
        at = speaker[0]
        if self.low(at) not in self.closed["indefinite"] or speaker[1] - at > 1:
            return None
        street, opening = self._metonym(at + 1), self._metonym(0)
        if street is None and opening is not None and opening[1] == at - 1 and self.low(at - 1) == ",":
            street = opening
        if street is not None:
            # « tempère-t-on avenue de Ségur », « Rue de Grenelle, on assure »
            return street
        named = self.phrases.known_organisation(at + 1, min(len(self.sentence), at + 5))
        if named is not None and named[0] <= at + 2:
            # « souligne-t-on place Beauvau »
            return at + 1, named[1]
        for j in (*range(at + 1, min(len(self.sentence), at + 6)), *range(max(0, at - 12), at)):
            if self.low(j) in self.closed["at"] and self.phrases.starts_at(j + 1):
                end = self.phrases.end(j + 1)
                # « À l'Élysée, on assure »; « À Oslo, on rappelle » is anybody there.
                place = self.low(j) in self.closed["in_town"] and self.low(j + 1) not in self.closed["articles"]
                near = end == at - 1 and not place and any(self.capital(k) for k in (j + 1, j + 2))
                kind = self.phrases.kind(j + 1, end)
                if end == j + 2 and self._definite(j) and self.capital(j + 1) and kind == "person":
                    # « détaille-t-on au Cnes »
                    return j + 1, end
                # « assure-t-on parmi les riverains »; « on assure aux riverains » tells them.
                among = kind in ("person", "anonymous") and self.low(j) not in self.closed["with_whom"]
                if near or among or kind in ("government", "institution", "agency", "outlet"):
                    return j + 1, end
        return None

    def _metonym(self, first: int) -> Range | None:
        """The street or the palace at `first` that stands for a house."""
        for end in range(min(len(self.sentence), first + 5), first, -1):
            if " ".join(map(self.low, range(first, end))).replace("' ", "'") in self.lexicon.metonyms:
                return first, end
        return None

    def past_relay(self, at: int) -> int:
        """Past « , citée par la BBC, » or « , citant un responsable, » after a name."""
        words = self.lexicon.words
        first = at + (self.low(at) == ",")
        if first + 2 >= len(self.sentence):
            return at
        if first > at and self.low(first) in words["phrases.citing"]:
            return self.phrases.end(first + 1)
        passed = words["phrases.cited"] | words["phrases.borne_out"]
        cited = self.low(first) in passed and self.low(first + 1) in self.closed["by"]
        return self.phrases.core_end(first + 2) if cited else at

    def informed_by(self, speaker: Range) -> Range:
        """« de source policière, on indique »: the source is the source, not « on »."""
        if self.low(speaker[0]) not in self.closed["indefinite"]:
            return speaker
        nouns = self.lexicon.words["anonymous.source_nouns"]
        for at in range(len(self.sentence) - 1):
            if self.low(at) in self.closed["informed_by"] and any(self.low(at + k) in nouns for k in (1, 2)):
                start = at + 1
                while self.low(start) in self.closed["of"] | self.closed["articles"]:
                    start += 1
                end = self.phrases.end(start)
                if end > start:
                    return start, end
            if (
                self.low(at) in self.closed["close_to"]
                and self.low(at + 1) in self.closed["of"]
                and at + 2 < len(self.sentence)
            ):
                end = self.phrases.end(at + 2)
                if end > at + 2 and self.phrases.speaks(at + 2, end):
                    return at + 2, end
        return speaker

    def seen_by(self, start: int, end: int) -> list[Range]:
        """« un rapport dont Mediapart a obtenu copie », « documents seen by the Herald »: the medium through which a
        document came.
        """
        seen, clauses = self.lexicon.words["phrases.seen"], self.closed["relatives"] | self.closed["that"]
        for at in range(start, min(len(self.sentence) - 1, end + 2)):
            by = self.low(at) in seen and self.low(at + 1) in self.closed["by"]
            first = at + 1 + by
            if (by or self.low(at) in clauses) and first < len(self.sentence) and self.phrases.starts_at(first):
                stop = self.phrases.end(first)
                # « seen by the Guardian | show »: the verb of the sentence ends the phrase.
                stop = next((c.first for c in self.cues if first < c.first < stop), stop)
                if stop > first and self.phrases.kind(first, stop) in ("agency", "outlet"):
                    return [(first, stop)]
        return []
