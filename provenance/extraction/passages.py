"""Paragraphs and sentences. A quotation is one token of its sentence, and has sentences of its own inside."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from provenance.extraction.layout import Block, blocks
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.quotations import Quotation, quotations
from provenance.extraction.tokens import Token, lookup, tokens

_ENDS = frozenset(".!?…")
#: A line that goes on in the next: long, and not ended.
_SOFT_LINE = 45
#: The longest line of a text that is broken to a width.
_WRAPPED = 160
#: Tokens after which a sentence is cut: nobody writes longer ones, and reading one costs more than its length.
MAX_SENTENCE = 400
#: How far outside a sentence a look-up may reach.
_OUTSIDE = [""] * 64
#: A capitalised word after a small letter: no sentence begins there.
_INSIDE = re.compile(r"(?<=[a-zà-ÿ,;:][ \u00a0])[A-ZÀ-ÖØ-Þ][\w'’-]+|(?<=[a-zà-ÿ]['’])[A-ZÀ-ÖØ-Þ][\w-]+")
_SMALL = re.compile(r"(?<![\w-])[a-zà-ÿ][\w-]+")
_SEVERAL_CAPITALS = re.compile(r"[A-ZÀ-ÖØ-Þ].*[A-ZÀ-ÖØ-Þ]|\d")
_BLANK = re.compile(r"[ \t\r\u00a0]*\n")
_WRITTEN = re.compile(r"\S")


@dataclass(frozen=True, eq=False)
class Sentence:
    """One sentence as tokens, each quotation collapsed into one.

    `quotes` gives the quotation of a token by its index; `inside` is the quotation the sentence stands in.
    """

    tokens: tuple[Token, ...]
    quotes: dict[int, Quotation]
    paragraph: int
    inside: Quotation | None = None
    headline: bool = False
    #: What was read of its words, by the question: a sentence does not change.
    known: dict[str, Any] = field(default_factory=dict, init=False, repr=False)
    #: The look-up form of a token by its index; empty outside the sentence.
    low: Callable[[int], str] = field(init=False, repr=False)

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    def __len__(self) -> int:
        return len(self.tokens)

    def __post_init__(self) -> None:
        # Empty forms behind the last token serve before the first one too: -1 is the last of them.
        object.__setattr__(self, "low", [*(t.low for t in self.tokens), *_OUTSIDE].__getitem__)

    @cached_property
    def has_words(self) -> bool:
        """Whether anything is said outside its quotations."""
        return any(token.kind == "word" for token in self.tokens)

    def is_quote(self, index: int) -> bool:
        return index in self.quotes


@dataclass(frozen=True, eq=False)
class Paragraph:
    start: int
    end: int
    number: int
    block: Block
    sentences: list[Sentence] = field(default_factory=list)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The paragraphs of a text: what blank lines, or lines that end, set apart."""
    start = at = chunk = 0
    column, end = _column(text, 0), len(text)
    while at < end:
        line = text.find("\n", at)
        if line < 0:
            line = end
        after = line + 1
        blank = line == end or _BLANK.match(text, after) is not None
        if blank or at == chunk == line or _hard(text, at, line, after, column):
            yield from _stripped(text, start, line)
            start = after
        if blank and after < end:
            chunk = after
            # Blank lines lead to one and the same column: it is looked at once.
            column = _column(text, after) if after > column.start else column
        at = after
    yield from _stripped(text, start, end)


class _Column(NamedTuple):
    """How lines are set: where they begin, the longest, and whether short ones are only those of a narrow column."""

    start: int
    width: int
    narrow: bool


def _column(text: str, start: int) -> _Column:
    """The lines from `start`, or the first after it that is not blank, to the next blank one."""
    found = _WRITTEN.search(text, start)
    first = at = text.rfind("\n", start, found.start()) + 1 or start if found is not None else len(text)
    widest = lines = going_on = 0
    while at < len(text):
        line = text.find("\n", at)
        line = len(text) if line < 0 else line
        if not text[at:line].strip():
            break
        widest, lines = max(widest, line - at), lines + 1
        going_on += text[line + 1 : line + 40].lstrip(" \t\u00a0")[:1].islower()
        at = line + 1
    return _Column(first, widest, widest < _SOFT_LINE and lines > 2 and going_on * 2 >= lines - 1)


def _hard(text: str, start: int, end: int, after: int, column: _Column) -> bool:
    """Whether the line break at `end` ends a paragraph rather than a line on the page."""
    line = text[start:end].strip()
    last, following = line[-1:], text[after : after + 40].lstrip(" \t\u00a0")[:1]
    if line[-2:-1].isalpha() and last in "-‐" and following.isalpha():
        # A word that is cut: « le biologiste Jean-⏎Pierre Ondo ».
        return False
    # « Selon la préfecture,⏎les travaux »: a line of any length that the next one goes on.
    goes_on = last not in ".!?…:»”\"'" and (following.islower() or (last == "," and following.isalpha()))
    if len(line) > 2 and goes_on:
        return False
    if (len(line) < _SOFT_LINE and not column.narrow) or column.width > _WRAPPED or following in "-–—•*#>":
        return True
    if last in '.!?…»”"' and not following.islower():
        return True
    # The line was broken because the next word did not fit.
    stop = next((i for i in range(after, min(len(text), after + 40)) if text[i].isspace()), after + 40)
    return end - start + 1 + stop - after <= column.width - 2


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def read_paragraphs(text: str, lexicon: Lexicon) -> list[Paragraph]:
    """The text as paragraphs of sentences; those of bylines and of what the site adds have none."""
    found = []
    proper = _proper_words(text, lexicon)
    common = {lookup(match.group()) for match in _SMALL.finditer(text)}
    for number, block in enumerate(blocks(text, list(paragraphs(text)), lexicon)):
        paragraph = Paragraph(block.start, block.end, number, block)
        if block.kind not in ("byline", "furniture"):
            titles = block.kind in ("headline", "heading")
            body = quotations(text, block.body, block.end)
            for line, held in _sentences(text, lexicon, block.body, block.end, body, lexicon.speaks):
                paragraph.sentences.append(
                    Sentence(_lowered(line, proper, common, lexicon), held, number, None, titles)
                )
        found.append(paragraph)
    return found


def _proper_words(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The words that a capital says something of at the head of a sentence: names, by the lists or by this text."""
    inside = {lookup(match.group()) for match in _INSIDE.finditer(text)}
    return frozenset(inside | lexicon.given_names | lexicon.words["words.titles"] | lexicon.name_heads)


def _lowered(line: tuple[Token, ...], proper: frozenset[str], common: set[str], lexicon: Lexicon) -> tuple[Token, ...]:
    """The tokens, the first without its capital where that is only its place in the sentence."""
    first = next((i for i, token in enumerate(line) if token.kind == "word"), None)
    if first is None or not line[first].capital or (first and line[first - 1].kind == "quote"):
        return line
    token = line[first]
    following = line[first + 1] if first + 1 < len(line) else None
    joined = following is not None and (following.capital or following.text == "&") and following.kind != "quote"
    known = token.low in common or lexicon.common(token.low)
    if joined or token.low in proper or _SEVERAL_CAPITALS.search(token.text) or not known:
        return line
    return (*line[:first], token._replace(capital=False), *line[first + 1 :])


def label_sentence(text: str, label: tuple[int, int], paragraph: int, lexicon: Lexicon) -> Sentence | None:
    """The name in the label of a turn (« Anne Roux : ») as a sentence; None where it holds no word."""
    words = [t for t in tokens(text, lexicon.language, *label) if t.kind == "word"]
    return Sentence(tuple(words), {}, paragraph) if words else None


def sentences(text: str, lexicon: Lexicon, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of `text[start:end]`."""
    for line, _ in _sentences(text, lexicon, start, end, quotations(text, start, end), frozenset()):
        yield line[0].start, line[-1].end


def inside(text: str, lexicon: Lexicon, quotation: Quotation, paragraph: int) -> list[Sentence]:
    """The sentences of a quotation; quotations in it are collapsed in their turn."""
    start, end = quotation.inner
    inner = quotations(text, start, end)
    return [
        Sentence(*sentence, paragraph, quotation)
        for sentence in _sentences(text, lexicon, start, end, inner, lexicon.speaks)
    ]


def _sentences(
    text: str, lexicon: Lexicon, start: int, end: int, quotes: list[Quotation], speaks: frozenset[str]
) -> Iterator[tuple[tuple[Token, ...], dict[int, Quotation]]]:
    line: list[Token] = []
    held: dict[int, Quotation] = {}
    stream = list(_collapsed(text, lexicon, start, end, quotes))
    for number, (token, quotation) in enumerate(stream):
        if quotation is not None:
            held[len(line)] = quotation
        line.append(token)
        if number + 1 < len(stream) and (
            len(line) >= MAX_SENTENCE or _ends(text, line, quotation, stream, number, speaks, lexicon)
        ):
            yield tuple(line), held
            line, held = [], {}
    if line:
        yield tuple(line), held


def _collapsed(
    text: str, lexicon: Lexicon, start: int, end: int, quotes: list[Quotation]
) -> Iterator[tuple[Token, Quotation | None]]:
    """The tokens, each quotation as one; a name that is written without a capital counts as one that has it."""
    at, small = start, lexicon.uncapitalised
    for quotation in quotes:
        for token in tokens(text, lexicon.language, at, quotation.start):
            yield (token._replace(capital=True) if token.text in small else token), None
        yield Token(quotation.start, quotation.end, text[quotation.start : quotation.end], "«»", "quote"), quotation
        at = quotation.end
    for token in tokens(text, lexicon.language, at, end):
        yield (token._replace(capital=True) if token.text in small else token), None


def _ends_with_initial(line: list[Token], following: list[Token], lexicon: Lexicon) -> bool:
    """« … contre Karim B. | Il savait »: whether the full stop of an initial ends the sentence too."""
    initial = line[-1]
    if (
        len(line) < 2
        or len(initial.text) != 2
        or initial.text[1] != "."
        or initial.low in lexicon.words["words.titles"]
    ):
        return False
    if not line[-2].capital or line[-2].low in lexicon.function:
        return False
    if following[0].kind == "quote":
        # « John F. « Jack » Kennedy » has a nickname.
        return len(following[0].text.split()) > 3
    return following[0].capital and following[0].low in lexicon.function and not any(t.capital for t in following[1:])


def _ends(
    text: str,
    line: list[Token],
    quotation: Quotation | None,
    stream: list[tuple[Token, Quotation | None]],
    number: int,
    speaks: frozenset[str],
    lexicon: Lexicon,
) -> bool:
    """Whether the sentence ends after the last token of `line`."""
    token, following = line[-1], stream[number + 1][0]
    if following.text in ")]" or following.text in _ENDS:
        return False
    if quotation is not None:
        # A quotation that ends with another is closed by both marks: « … “je n'ai personne.” » ».
        last = text[quotation.inner[0] : quotation.inner[1]].rstrip("”\"’'› \u00a0\u202f")[-1:]
        if last not in _ENDS:
            return False
        if following.kind == "quote":
            return True
        if not following.capital:
            return False
        # « Really? » Smith asked: the speaker is still to come.
        return last == "." or not any(t.low in speaks for t, _ in stream[number + 1 : number + 6])
    if token.text not in _ENDS:
        return _ends_with_initial(line, [t for t, _ in stream[number + 1 : number + 3]], lexicon)
    if token.text == "…" or (token.text == "." and len(line) > 1 and line[-2].text == "."):
        return following.capital
    if following.start == token.end:
        return False
    if (
        token.text == "."
        and len(line) > 1
        and line[-2].low in lexicon.closed["hours"]
        and following.low in lexicon.closed["zones"]
    ):
        return False
    return following.capital or following.kind == "quote" or following.text[0].isdigit() or following.text in "-–—•[("
