"""« according to X », « for X, … »: a preposition names who vouches for a clause; « the claim that… »: a noun does."""

from collections.abc import Iterator

from provenance.extraction.frames import AccordingTo, ReportingFrame
from provenance.extraction.grammar import Grammar
from provenance.extraction.word_sets import word_set

_NOUN_CUES = word_set("en", "according_to", "noun_cues")
#: What stands between such a noun and its « that ».
_SPREAD = word_set("en", "according_to", "spread")
_OF_NOUNS = ("from", "by", "in", "among", "on", "within", "of", "at", "across")


def according_to_phrases(reading: Grammar) -> list[AccordingTo]:
    """The prepositions of a sentence that name a source."""
    found, at = [], 0
    while at < reading.end:
        width = reading.lexicon.term_at("prepositions.source", reading.low, at)
        if reading.low(at - 1) in reading.lexicon.words["words.be"]:
            # « The emails were first reported by the Observer » tells of a scoop, and vouches for nothing.
            width = 0
        # « said that, according to court papers, the sheriff owed »: the clause begins behind the comma.
        opens = at == 0 or (reading.low(at - 1) == "," and reading.low(at - 2) == "that")
        end = reading.phrases.end(at + width, vouching=opens) if width else at
        if (
            width
            and end > at + width
            and reading.low(at + width) not in reading.lexicon.words["prepositions.not_a_voice"]
        ):
            end = _extended(reading, end)
            found.append(AccordingTo(at, at + width, end))
            at = end
        else:
            at += 1
    return found


def _extended(reading: Grammar, end: int) -> int:
    """« a memo seen by Reuters », « a study in the journal »: up to the next mark."""
    if end < reading.end and reading.low(end) in reading.lexicon.words["phrases.made"] | {
        "first",
        "from",
        "by",
        "with",
        "in",
        "at",
        "familiar",
        "on",
        "who",
        "for",
        "briefed",
        "close",
        "to",
    }:
        return next((j for j in range(end, reading.end) if reading.sentence.tokens[j].kind == "mark"), reading.end)
    return end


def according_to(reading: Grammar) -> Iterator[ReportingFrame]:
    """What each voucher bears on: what follows where it opens its clause, else what precedes."""
    low = reading.low
    for phrase in reading.according_to_phrases:
        first, end = phrase.first, phrase.end
        pieces: list[tuple[int, int]] = []
        opens = first - (low(first - 1) == ",")
        if first == 0 or low(opens - 1) in ("but", "and", "that", ";", ":"):
            after = end + (low(end) == ",")
            if after < reading.end:
                pieces.append((after, reading.stop(after)))
        else:
            start = next((j + 1 for j in range(first - 1, -1, -1) if low(j) in (";", ":")), reading.past_lead(0, first))
            pieces.append((start, first))
            if (
                low(end) == ","
                and low(first - 1) == ","
                and end + 1 < reading.end
                and reading.clause(end + 1, reading.stop(end + 1))
                and low(end + 1) not in ("which", "who", "and", "but", "while")
                and low(end + 1) not in reading.lexicon.words["phrases.made"]
            ):
                if not any(c.first == end + 1 and c.shape == "participle" for c in reading.cues):
                    pieces.append((end + 1, reading.stop(end + 1)))
        content = [span for piece in pieces if (span := reading.content(*piece)) is not None]
        if not content:
            continue
        yield reading.frame(
            "according", content, [reading.span(first, phrase.start)], (phrase.start, end),
            mode=reading.mode_of(pieces), lemma=low(first), media=[],
        )  # fmt: skip


def noun_cues(reading: Grammar) -> Iterator[ReportingFrame]:
    """« X's claim that… », « the suggestion that… »: a noun phrase carries the content (PARC: noun cue)."""
    low = reading.low
    for at in range(reading.end - 2):
        taken_up = low(at - 1) in ("a", "an") and low(at - 2) == ","
        if low(at) not in _NOUN_CUES or any(at in cue.words for cue in reading.cues):
            # « Reuters reports that » has a verb.
            continue
        that, owner = _that_of(reading, at)
        if low(that) == "that" and not taken_up:
            # « …, a claim that officials disputed » speaks of what stands before it.
            stop = reading.stop(that + 1)
            content = reading.content(that + 1, stop)
            if content is None:
                continue
            if low(at - 1) in ("'s", "his", "her", "their", "its", "’s", "'", "’"):
                found = reading.phrases.before(at - (low(at - 1) in ("'s", "’s", "'", "’")))
                owner = found if low(at - 1) in ("'s", "’s", "'", "’") else (at - 1, at)
            yield reading.frame(
                "noun", [content], [reading.span(at, at + 1)], owner,
                kind="assertion" if owner else "phrase", mode=reading.mode(that + 1, stop),
            )  # fmt: skip


def _that_of(reading: Grammar, noun: int) -> tuple[int, tuple[int, int] | None]:
    """« warnings from the Met Office that », « rumours in town that »: the token of « that », and whose they are."""
    at, owner = noun + 1, None
    if reading.low(at) in _SPREAD:
        # « Reports emerged on Monday that… »
        at += 1
        while (step := reading.adjunct(at)) is not None and reading.low(at) != "that":
            at = step
    while reading.low(at) in _OF_NOUNS and at < noun + 12:
        end = reading.phrases.end(at + 1) if reading.phrases.starts_at(at + 1) else at + 2
        if reading.low(at) in ("from", "by") and reading.phrases.speaks(at + 1, end):
            owner = (at + 1, end)
        at = max(end, at + 2)
    return at, owner
