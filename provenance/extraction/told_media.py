"""To which media words were said: « told Reuters », « interrogée par Ouest-France », « , speaking to Al Jazeera, »."""

from functools import cached_property

from provenance.extraction.cues import Cue
from provenance.extraction.frames import Range
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Sentence
from provenance.extraction.subjects import Subjects


class ToldMedia:
    """One sentence, and the media named in it to which words were said. Ranges are token indexes, end excluded."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self.sentence, self.lexicon = sentence, lexicon
        self.phrases, self.closed = Subjects.of(sentence, lexicon), lexicon.closed
        self.low = sentence.low

    @cached_property
    def end(self) -> int:
        """The sentence without its final marks."""
        end = len(self.sentence)
        while end > 0 and self.sentence.tokens[end - 1].kind == "mark" and self.sentence.tokens[end - 1].text in ".;:…":
            end -= 1
        return end

    @cached_property
    def lead_media(self) -> list[Range]:
        """« Interrogée par Ouest-France, la directrice… », « Sur RTL, le ministre… »: the medium at the head of the
        sentence.
        """
        words = self.lexicon.words
        first = int(self.low(0) in words["words.conjunctions"])
        first = 2 if self.low(0) in words["words.adverbs"] and self.low(1) == "," else first
        opens = (
            words["phrases.cited"]
            | words["words.prepositions"]
            | words["phrases.speaking"]
            | words["phrases.interview"]
            | words["phrases.guest"]
        )
        if self.low(first) not in opens or self.low(first) in words["prepositions.source"]:
            return []
        comma = next((i for i in range(first + 1, min(len(self.sentence), 20)) if self.low(i) == ","), None)
        verbs = (i for i in range(first + 1, comma or first) if self.phrases.is_verb(i))
        # « In an interview | published by Der Spiegel, … »
        if comma is None or any(self.low(i) not in words["phrases.made"] for i in verbs):
            return []
        return [m for m in self.media(first, comma) if m[1] <= comma]

    def set_off_media(self, speaker: Range | None) -> list[Range]:
        """« Ann Hill, speaking to Al Jazeera, said »: the medium told of beside the speaker, before or behind."""
        if speaker is None:
            return []
        commas = range(speaker[0] + 1, min(speaker[1] + 1, self.end))
        comma = next((j for j in commas if self.phrases.participle_clause(j)), None)
        if comma is None:
            return []
        close = next((j for j in range(comma + 1, self.end) if self.sentence.tokens[j].kind != "word"), self.end)
        return self.media(comma + 1, close)

    def told_to(self, cue: Cue, end: int) -> list[Range]:
        """The media after a cue, its own object among them (« told Reuters »)."""
        at = cue.last + 1
        public = self.lexicon.term_at("phrases.public_media", self.low, at) if "address" in cue.takes else 0
        if public:
            return [(at, at + public), *self.media(at + public, end)]
        if "address" in cue.takes and self.phrases.starts_at(at) and at < end + 1:
            house = self.phrases.medium_of(at)
            if house:
                return [(at, house), *self.media(house, end)]
            stop = self.past_told_medium(at) or self.phrases.end(at)
            named = any(self.sentence.tokens[j].capital for j in range(at, stop))
            known = named or self.low(at) in self.closed["definite"]
            if self.phrases.kind(at, stop) in ("agency", "outlet") and known:
                return [(at, stop), *self.media(stop, end)]
        return self.media(at, end)

    def past_told_medium(self, at: int) -> int:
        """« told | Reuters | crews were calm »: one past the medium before a noun that begins what is said; or 0."""
        if not self.lexicon.does("clauses-without-that"):
            return 0
        first = at + (self.low(at) in self.closed["articles"])
        end = first + (self.phrases.medium_at(first) if first < self.end else 0)
        noun = first < end < self.end and self.sentence.tokens[end].kind == "word"
        # « told Reuters reporters that »
        noun = noun and not self.phrases.capital(end) and self.low(end) not in self.lexicon.words["phrases.audience"]
        said = self.sentence.is_quote(end + 1) or self.phrases.is_verb(end + 1)
        return end if noun and said else 0

    def _may_be_medium(self, link: int, stop: int, kind: str | None) -> bool:
        """« speaking to Dagens Marked »: a name that tells nothing; « speaking in Abuja » says where, « an interview
        with Anna Hill » who asked.
        """
        given = any(self.low(k) in self.lexicon.given_names for k in range(link + 1, stop))
        words = self.lexicon.words
        place = self.low(link - 1) in words["phrases.speaking"] and self.low(link) in self.closed["at"]
        return kind == "person" and not given and not place

    def _definite(self, at: int) -> bool:
        """Whether a definite article stands behind the preposition at `at`, or in it (« au »)."""
        return self.low(at + 1) in self.closed["definite"] or self.low(at) in self.lexicon.contractions

    def closing_media(self, start: int, stop: int) -> tuple[int, list[Range]]:
        """« a averti que C, | dans un entretien à la BBC »: where a content ends before the medium it was said to, and
        the medium; `stop` and none where there is none.
        """
        end = stop if self.low(stop) != "," else self.end
        comma = stop if end > stop else next((j for j in range(stop - 1, start, -1) if self.low(j) == ","), stop)
        opens = self.low(comma + 1) in self.lexicon.words["words.prepositions"]
        if self.low(comma + 1) in self.closed["told_links"]:
            # « au micro de RMC », « à l'antenne de la BBC »; « , à la BBC » may be where somebody works.
            opens = any(self.low(j) in self.lexicon.words["phrases.interview"] for j in range(comma + 2, end))
        told = self.media(comma + 1, end) if opens and comma + 1 < end else []
        if not told or any(self.phrases.is_verb(j) or self.sentence.is_quote(j) for j in range(comma + 1, end)):
            return stop, []
        return comma, told

    def media(self, start: int, end: int) -> list[Range]:
        """The media named between two tokens: those to whom the words were said."""
        found, at = [], start
        while at < end:
            interview = self.low(at) in self.lexicon.words["phrases.interview"] | self.lexicon.words["phrases.speaking"]
            given = (
                self.low(at) in self.lexicon.words["phrases.given"] and self.low(at + 1) in self.closed["told_links"]
            )
            if given or (interview and self.low(at + 1) in self.closed["with_whom"]):
                at, interview = at + 1, True
            public = self.low(at) in self.closed["media_links"] and self.lexicon.term_at(
                "phrases.public_media", self.low, at + 1
            )
            if public:
                found.append((at + 1, at + 1 + public))
                at += 1 + public
                continue
            if self.low(at) in self.closed["quoted_media_links"] and self.phrases.is_title(at + 1):
                found.append((at + 1, at + 2))
                at += 2
                continue
            # « confirmant une information de Ouest-France » does not say it to the paper.
            before = self.low(at - 1) in self.closed["reported_before"]
            if self.low(at) in self.closed["media_links"] and not before and self.phrases.starts_at(at + 1):
                house = self.phrases.medium_of(at + 1)
                stop = house or self.phrases.core_end(at + 1)
                kind = "outlet" if house else self.phrases.kind(at + 1, stop)
                named = any(self.sentence.tokens[k].capital for k in range(at + 1, stop))
                named = named or any(
                    self.lexicon.term_at("phrases.public_media", self.low, k) for k in range(at + 1, stop)
                )
                # « a dit à la radio »: the one that was named before, if any.
                known = self.low(at) in self.closed["told_links"] and self._definite(at)
                named = named or (known and kind in ("agency", "outlet"))
                ours = self.low(at + 1) in self.closed["ours"]
                talked = interview and self._may_be_medium(at, stop, kind)
                if named and not ours and (talked or kind in ("agency", "outlet")):
                    found.append((at + 1, stop))
                    at = stop
                    continue
            at += 1
        return found
