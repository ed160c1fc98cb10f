"""Finding quoted words in a text (W3C TextQuoteSelector and TextPositionSelector, in code points).

Position first, then the unique exact match, then prefix and suffix, then a bounded fuzzy match. NFC, runs of white
space, no-break spaces, quotation marks and apostrophes are equal for matching only: offsets are into the text as it is.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from provenance.model.dossier import Anchor
from provenance.model.letters import is_cased

#: Marks on one letter that are normalised together; piling up more costs their square.
MAX_CLUSTER = 32
#: What the editor types for words left out; the article's own « [...] » is text.
ELLIPSIS = "[…]"
#: Below this likeness (0–100, normalised indel similarity) two texts are not the same quote.
FUZZY_CUTOFF = 85
INSERTED_CUTOFF = 70
MAX_FUZZY_QUOTE = 2_000
#: Characters on either side of an inexact match in which its first and its last word are looked for.
STRETCH = 60
#: Characters of quotes times characters of text that fuzzy matching may compare in one document.
FUZZY_BUDGET = 200_000_000

_WORD = re.compile(r"\w+")
#: What is equal for matching, and only for matching: marks of quotation, dashes, ligatures, what has no width.
_EQUAL = str.maketrans(
    dict.fromkeys("«»“”„‟″〝〞〟‘’‚‛′ʼ‹›`´＇＂「」『』'", '"')
    | dict.fromkeys("‐‑‒–—―−⁃﹘﹣－", "-")
    | dict.fromkeys("\u00ad\u034f\u061c\u180e\ufe0e\ufe0f\ufeff")
    | dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)])
    | {"…": "...", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | {"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "ĳ": "ij", "Ĳ": "IJ"}
)
#: Words that are folded to themselves, as most are: they are passed in one step.
_PLAIN = re.compile(r"[0-9A-Za-zÀ-ÅÇ-åç-ÿ.,;:!?()]+(?: [0-9A-Za-zÀ-ÅÇ-åç-ÿ.,;:!?()]+)*")
#: A word that is cut at the end of a line, with a hyphen or a soft one.
_CUT = re.compile(r"(?<=\w)[-‐\u00ad][ \t]*(?:\r\n?|[\n\v\u0085\u2028])[ \t]*(?=\w)")
#: What a span cuts off at its ends: of a word, of a number (« 5 » of « 5,6 »), a negation (« n'a », "can't", "non-").
_BEHIND = re.compile(r"\w*(?:(?<=\d)[.,]\d+)?(?:(?<=[nN])['’][tT]\b)?")
_BEFORE = re.compile(r"(?:\b[nN](?:['’]|on-))?\w*$|\b\d[\d.,]*$")


@dataclass(frozen=True)
class NotFound:
    """A quote that was not found: `count` exact matches (0 or several), and the place of each."""

    count: int
    starts: tuple[int, ...] = ()


class TextIndex:
    """One text made ready for many look-ups."""

    def __init__(self, text: str, uncut: bool = False) -> None:
        """With `uncut`, words that are cut at the ends of lines are read whole: no hyphen between letters counts."""
        self.text = text
        self._joins = uncut
        self.folded, self._back = _fold_text(text, uncut)
        self._budget = 0 if uncut else FUZZY_BUDGET
        self._uncut = TextIndex(text, uncut=True) if not uncut and _CUT.search(text) else None

    @property
    def spent(self) -> bool:
        """Whether so much was compared that a quote more or less decides what is still looked for."""
        return self._budget < FUZZY_BUDGET // 2

    def find(
        self,
        quote: str,
        prefix: str | None = None,
        suffix: str | None = None,
        at: tuple[int, int] | None = None,
        preferred: Callable[[int], bool] | None = None,
    ) -> Anchor | NotFound:
        """Where `quote` stands, or why it could not be told. Of several places those count whose offset is `preferred`
        (on the page that is named), if there are any.
        """
        wanted = self._fold(quote)
        if not wanted:
            return NotFound(0)
        if at is not None and 0 <= at[0] < at[1] <= len(self.text) and self._fold(self.text[at[0] : at[1]]) == wanted:
            return Anchor(at[0], at[1], "position")
        matches = self._matches(wanted)
        if not matches and self._uncut is not None:
            found = self._uncut.find(quote, prefix, suffix, at, preferred)
            if isinstance(found, Anchor) and found.how != "fuzzy":
                return found
        if not matches and ELLIPSIS in quote:
            matches = self._skipping([part for part in map(self._fold, quote.split(ELLIPSIS)) if part])
        if len(matches) > 1:
            matches = [m for m in matches if not self._cuts_words(m)] or matches
        if len(matches) > 1 and (prefix or suffix):
            matches = [m for m in matches if self._in_context(m, prefix, suffix)]
        if len(matches) > 1 and preferred is not None:
            matches = [m for m in matches if preferred(self._back[m[0]])] or matches
        if len(matches) == 1:
            return self._anchor(*matches[0], "moved" if at is not None else "exact")
        if matches:
            return NotFound(len(matches), tuple(self._back[m[0]] for m in matches))
        fuzzy = self._fuzzy(wanted)
        return self._anchor(*fuzzy, "fuzzy") if fuzzy else NotFound(0)

    def _fold(self, text: str) -> str:
        return _fold_text(text, self._joins)[0].strip()

    def _cuts_words(self, match: tuple[int, int]) -> bool:
        span = self._back[match[0]], self._back[match[1] - 1] + 1
        return whole_words(self.text, *span) != span

    def _matches(self, wanted: str) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        position = self.folded.find(wanted)
        while position >= 0 and len(found) < 100:
            found.append((position, position + len(wanted)))
            position = self.folded.find(wanted, position + 1)
        return found

    def _skipping(self, parts: list[str]) -> list[tuple[int, int]]:
        if not parts:
            return []
        found = []
        for start, end in self._matches(parts[0]):
            for part in parts[1:]:
                position = self.folded.find(part, end)
                if position < 0:
                    break
                end = position + len(part)
            else:
                found.append((start, end))
                continue
            # What does not stand after this one does not after a later one.
            break
        # A later first part inside an earlier match is the same match told longer: the shortest wins.
        ends: dict[int, int] = {}
        for start, end in found:
            ends[end] = max(start, ends.get(end, start))
        return sorted((start, end) for end, start in ends.items())

    def _in_context(self, match: tuple[int, int], prefix: str | None, suffix: str | None) -> bool:
        before, after = self.folded[: match[0]].rstrip(), self.folded[match[1] :].lstrip()
        return (not prefix or before.endswith(self._fold(prefix))) and (
            not suffix or after.startswith(self._fold(suffix))
        )

    def _fuzzy(self, wanted: str) -> tuple[int, int] | None:
        cost = len(wanted) * len(self.folded)
        if not 12 <= len(wanted) <= MAX_FUZZY_QUOTE or cost > self._budget:
            return None
        self._budget -= cost
        from rapidfuzz import fuzz

        found = fuzz.partial_ratio_alignment(wanted, self.folded, score_cutoff=INSERTED_CUTOFF)
        if not found:
            return None
        start, end = self._stretched(*self._whole_words(found.dest_start, found.dest_end, wanted), wanted)
        if found.score < FUZZY_CUTOFF:
            # Less alike it is the same quote only where the text has all its words and some between them.
            words = iter(_WORD.findall(self.folded[start:end]))
            if not all(word in words for word in _WORD.findall(wanted)):
                return None
        return start, end

    def _stretched(self, start: int, end: int, wanted: str) -> tuple[int, int]:
        """The span from the first word of the quote to its last one: a window as long as the quote cuts words off where
        the text has more.
        """
        words = [word.span() for word in _WORD.finditer(self.folded, max(0, start - STRETCH), end + STRETCH)]
        quoted = _WORD.findall(wanted)
        spelled = [self.folded[a:b] for a, b in words]
        inside = [i for i, (a, b) in enumerate(words) if start <= a and b <= end]
        if not quoted or not inside:
            return start, end
        first, last = inside[0], inside[-1]
        begin = next((i for i in range(first, -1, -1) if spelled[i] == quoted[0]), first)
        # Words that the window has too many may stand at its end.
        extra = max(0, last - begin + 1 - len(quoted))
        lasts = (*range(last, last - extra - 1, -1), *range(last + 1, len(words)))
        finish = next((i for i in lasts if spelled[i] == quoted[-1]), last)
        return words[begin][0] if begin != first else start, words[finish][1] if finish != last else end

    def skipped(self, quote: str, found: Anchor) -> list[tuple[int, int]]:
        """Where in the text the words stand that « […] » leaves out of a quote that was found."""
        parts = [part for part in map(self._fold, quote.split(ELLIPSIS)) if part]
        begin = bisect_left(self._back, found.start)
        spans: list[tuple[int, int]] = []
        position = begin
        for number, part in enumerate(parts):
            at = self.folded.find(part, position)
            if at < 0:
                return spans
            if number and at > position:
                spans.append((self._back[position - 1] + 1, self._back[at]))
            position = at + len(part)
        return spans

    def _whole_words(self, start: int, end: int, wanted: str) -> tuple[int, int]:
        """The span without a cut word at either end, nor marks that the quote does not have there."""
        text = self.folded
        while wanted[-1].isalnum() and end - start > 1 and not text[end - 1].isalnum():
            end -= 1
        while wanted[0].isalnum() and end - start > 1 and not text[start].isalnum():
            start += 1
        while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
            start -= 1
        while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
        return start, end

    def _anchor(self, start: int, end: int, how: str) -> Anchor:
        first = self._back[start]
        last = self._back[end - 1] + 1
        # Combining marks folded into the last character belong to it.
        while last < len(self.text) and unicodedata.combining(self.text[last]):
            last += 1
        return Anchor(first, last, how)


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with what it cuts off at its ends. Where words are written without spaces it cuts nothing off."""
    if text[end - 1].isalnum() and not _is_uncased(text[end : end + 1]) and (behind := _BEHIND.match(text, end)):
        end = behind.end()
    before = text[max(0, start - STRETCH) : start]
    apart = before[-1:].isspace() or _is_uncased(before[-1:])
    if text[start].isalnum() and not apart and (found := _BEFORE.search(before)):
        start -= len(before) - found.start()
    return start, end


def _is_uncased(letter: str) -> bool:
    return letter.isalpha() and not is_cased(letter)


def _fold_text(text: str, uncut: bool = False) -> tuple[str, list[int]]:
    """The text folded for matching, and for each of its characters the offset it comes from."""
    cuts = {match.start(): match.end() for match in _CUT.finditer(text)}
    folded: list[str] = []
    back: list[int] = []
    space = True
    position, length = 0, len(text)
    while position < length:
        end = plain.end() if (plain := _PLAIN.match(text, position)) else position
        # A mark that follows is one with the last letter.
        end -= position < end < length and unicodedata.combining(text[end]) > 0
        if position < end:
            folded.extend(text[position:end])
            back.extend(range(position, end))
            position, space = end, False
            continue
        if position in cuts:
            if not uncut:
                folded.append("-")
                back.append(position)
            position, space = cuts[position], False
            continue
        end = position + 1
        while end < length and end - position < MAX_CLUSTER and unicodedata.combining(text[end]):
            end += 1
        cluster = unicodedata.normalize("NFC", text[position:end]).translate(_EQUAL)
        if uncut and cluster == "-" and text[end : end + 1].isalpha() and folded and folded[-1].isalpha():
            cluster = ""
        if cluster.isspace():
            # « words » and “words”: the space inside guillemets belongs to the marks.
            if not space and folded[-1] != '"':
                folded.append(" ")
                back.append(position)
            space = True
        else:
            for character in cluster:
                if character == '"' and folded and folded[-1] == " ":
                    folded.pop()
                    back.pop()
                if character == '"' and folded and folded[-1] == '"':
                    # Two marks are one: ``words'' are “words”.
                    continue
                folded.append(character)
                back.append(position)
            space = space and not cluster
        position = end
    return "".join(folded), back


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """The spans between quotation marks; a mark that is never closed ends with its paragraph."""
    closing = {"«": "»", "“": "”", '"': '"', "„": "“"}
    spans: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for position, character in enumerate(text):
        if opened is not None and (character == opened[1] or character == "\n"):
            spans.append((opened[0] + 1, position))
            opened = None
        elif opened is None and character in closing:
            opened = (position, closing[character])
    if opened is not None:
        spans.append((opened[0] + 1, len(text)))
    return spans


def mode_of(anchor: Anchor, spans: list[tuple[int, int]]) -> str:
    """`direct` inside quotation marks, `mixed` where they cover a part, `indirect` elsewhere (PARC 3.0)."""
    index = bisect_right(spans, (anchor.start, 1 << 60)) - 1
    if index >= 0 and spans[index][0] <= anchor.start and anchor.end <= spans[index][1] + 1:
        return "direct"
    overlap = any(a < anchor.end and anchor.start < b for a, b in spans[max(index, 0) : index + 3])
    return "mixed" if overlap else "indirect"
