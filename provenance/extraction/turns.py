"""Interviews and transcripts: what an answer says is said by whoever answers, without a cue or quotation marks."""

from collections.abc import Iterator
from itertools import pairwise

from provenance.extraction.frames import ReportingFrame, SpeakerPhrase
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Paragraph, Sentence, label_sentence
from provenance.extraction.subjects import Subjects


def turns(text: str, paragraphs: list[Paragraph], lexicon: Lexicon) -> Iterator[ReportingFrame]:
    """One attribution for each answer, over all its paragraphs."""
    guest = _guest(paragraphs, lexicon)
    previous: ReportingFrame | None = None
    for before, paragraph in pairwise([None, *paragraphs]):
        assert paragraph is not None
        if paragraph.block.kind != "answer" or not paragraph.sentences:
            continue
        span = (paragraph.sentences[0].start, paragraph.end)
        label = paragraph.block.label
        goes_on = before is not None and before.block.kind == "answer" and label is None
        if goes_on and previous is not None:
            previous.content.append(span)
            continue
        named = label_sentence(text, label, paragraph.number, lexicon) if label is not None else None
        phrase = guest
        if named is not None and named.low(0) not in lexicon.words["layout.answer"]:
            phrase = SpeakerPhrase(named, (0, len(named)))
        previous = ReportingFrame(
            paragraph.sentences[0], "turn", [span], [], phrase, "direct", unclear=None if phrase else "nobody"
        )
        yield previous


def _guest(paragraphs: list[Paragraph], lexicon: Lexicon) -> SpeakerPhrase | None:
    """Who is interviewed: the one person whom the headline names in full, else the one whom the introduction does, or
    names most often; None where several could be.
    """
    first = next((n for n, p in enumerate(paragraphs) if p.block.kind in ("question", "answer")), len(paragraphs))
    found: dict[str, SpeakerPhrase] = {}
    named: dict[str, int] = {}
    for number, paragraph in enumerate(paragraphs[:first]):
        for sentence in paragraph.sentences:
            for start, end in _full_names(sentence, lexicon):
                found.setdefault(sentence.low(end - 1), SpeakerPhrase(sentence, (start, end)))
        if number == 0 and len(found) == 1:
            return next(iter(found.values()))
    for paragraph in paragraphs[:first]:
        for sentence in paragraph.sentences:
            for token in sentence.tokens:
                if token.low in found:
                    named[token.low] = named.get(token.low, 0) + 1
    most = sorted(named.values())
    if len(most) > 1 and most[-1] == most[-2]:
        return None
    return found[max(named, key=lambda word: named[word])] if named else None


def _full_names(sentence: Sentence, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Given and family names, as the lists of given names tell them."""
    given = lexicon.given_names
    phrases = Subjects.of(sentence, lexicon)
    at = 0
    while at + 1 < len(sentence):
        token, following = sentence.tokens[at], sentence.tokens[at + 1]
        if token.capital and following.capital and (token.low in given or token.low.split("-")[0] in given):
            end = at + 2
            while end < len(sentence) and sentence.tokens[end].capital and sentence.tokens[end].kind == "word":
                end += 1
            if phrases.kind(at, end) == "person":
                yield at, end
            at = end
            continue
        at += 1
