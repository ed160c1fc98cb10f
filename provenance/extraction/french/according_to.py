"""« Selon X, … », « d'après X », « pour X, … », « de source policière »: a preposition names who
vouches for a clause.
"""

from collections.abc import Iterator

from provenance.extraction.frames import AccordingTo, ReportingFrame
from provenance.extraction.french.infinitives import infinitive
from provenance.extraction.grammar import Grammar
from provenance.extraction.word_sets import word_set

_CLAUSE_OPENS = word_set("fr", "according_to", "clause_opens")
_GOES_ON = word_set("fr", "according_to", "goes_on")
_RELATIVE = word_set("fr", "according_to", "relative")
_OPENS = word_set("fr", "according_to", "opens")
_PERSONAL = word_set("fr", "according_to", "personal")
_JOINS = word_set("fr", "according_to", "figure_joins")
_BESIDE_FIGURES = word_set("fr", "according_to", "beside_figures")


def according_to_phrases(reading: Grammar) -> list[AccordingTo]:
    """The prepositions of a sentence that name a source."""
    opens = reading.lexicon.according_to
    found, at = [], 0
    while at < reading.end:
        if reading.low(at) not in opens and reading.low(at) not in _OPENS:
            at += 1
            continue
        phrase = _according_to(reading, at)
        if phrase is not None:
            found.append(phrase)
        at = max(phrase.end if phrase else 0, at + 1)
    return found


def _according_to(reading: Grammar, at: int) -> AccordingTo | None:
    low, lexicon = reading.low, reading.lexicon
    own = lexicon.term_at("prepositions.own_word", low, at)
    if own:
        return AccordingTo(at, at + own, at + own)
    width = lexicon.term_at("prepositions.source", low, at) or int(low(at) in lexicon.words["prepositions.source"])
    if not width:
        if low(at) == "pour":
            if low(at + 1) in _RELATIVE and low(at - 1) == ",":
                return AccordingTo(at, at + 1, at + 2)
            return _for(reading, at)
        return _of_source(reading, at)
    start = at + width
    if start >= reading.end or low(start) in ("que", "qu'"):
        return None
    if low(start) in _RELATIVE:
        # « X, selon qui … », « X, pour lequel … »; « l'information selon laquelle » is a noun cue.
        return AccordingTo(at, start, start + 1) if low(at - 1) == "," else None
    if low(at) == "selon" and _condition(reading, start):
        return None
    end = _source_end(reading, start)
    return AccordingTo(at, start, end) if end > start else None


def _whose(reading: Grammar, first: int, end: int) -> tuple[int, int] | None:
    """« De son propre aveu, | le joueur n'a pas été bon »: the subject of what somebody admits himself."""
    start = end + 1 if reading.low(end) == "," else end
    found = reading.phrases.main_subject(reading.end, start) if first == 0 else reading.phrases.main_subject(first)
    return found if found is not None and reading.phrases.speaks(*found) else None


def _condition(reading: Grammar, start: int) -> bool:
    """« selon les cas », « selon l'issue des discussions »: depending on, not according to."""
    noun = start
    while reading.low(noun) in reading.phrases.determiners:
        noun += 1
    if noun >= reading.end:
        return True
    if reading.low(noun) in reading.lexicon.words["prepositions.not_a_voice"]:
        return True
    if reading.sentence.is_quote(noun) or reading.low(start) in _PERSONAL or noun == start:
        return False
    stop = min(reading.end, noun + 4)
    if start <= 2 and reading.low(noun + 1) == ",":
        return False
    return not reading.phrases.speaks(noun, reading.phrases.end(start)) and not any(
        reading.sentence.tokens[j].capital for j in range(noun, stop)
    )


def _of_source(reading: Grammar, at: int) -> AccordingTo | None:
    """« De source policière, … »; where the clause says « on indique » it has its own cue."""
    low = reading.low
    if low(at) not in ("de", "d'") or not _is_source(reading, at + 1):
        return None
    if at > 0 and low(at - 1) != ",":
        return None
    if any(low(c.first - 1) == "on" or (c.pronoun is not None and low(c.pronoun) == "-on") for c in reading.cues):
        return None
    return AccordingTo(at, at + 1, _source_end(reading, at + 1))


def _is_source(reading: Grammar, at: int) -> bool:
    nouns = reading.lexicon.words["anonymous.source_nouns"]
    return reading.low(at) in nouns or (
        reading.low(at) in ("bonne", "bonnes", "plusieurs") and reading.low(at + 1) in nouns
    )


def _source_end(reading: Grammar, start: int) -> int:
    if reading.sentence.is_quote(start) or reading.low(start) in _PERSONAL:
        return start + 1
    end = reading.phrases.end(start, vouching=True)
    if end < reading.end and reading.low(end) in _GOES_ON:
        end = next((j for j in range(end, reading.end) if reading.sentence.tokens[j].kind != "word"), reading.end)
    vouchers = (j for j in range(start, min(reading.end, end + 1)) if _vouches(reading, j))
    return next((figure - 1 for j in vouchers if (figure := _figure(reading, j)) is not None), end)


def _vouches(reading: Grammar, at: int) -> bool:
    return bool(reading.lexicon.term_at("prepositions.source", reading.low, at)) or (
        reading.low(at) in reading.lexicon.words["prepositions.source"]
    )


def _figure(reading: Grammar, first: int) -> int | None:
    """« 1 200 selon la préfecture et | 3 000 selon la CGT »: where the bare figure begins that the voucher at `first`
    gives against another's.
    """
    end = begin = first - (reading.low(first - 1) in (",", "("))
    while begin > 0 and (_is_number(reading, begin - 1) or reading.low(begin - 1) in _BESIDE_FIGURES):
        begin -= 1
    joined = begin > 0 and reading.low(begin - 1) in _JOINS
    return begin if joined and any(_is_number(reading, j) for j in range(begin, end)) else None


def _is_number(reading: Grammar, at: int) -> bool:
    return reading.sentence.tokens[at].text[0].isdigit()


def _for(reading: Grammar, at: int) -> AccordingTo | None:
    """« Pour la Maison-Blanche, … »: at the head of its clause, a speaker, then a comma."""
    low = reading.low
    # « 15 000 selon les organisateurs, 4 200 pour la police »
    rival = at > 0 and _is_number(reading, at - 1) and any(_vouches(reading, j) for j in range(at))
    if at > 0 and low(at - 1) not in ("mais", "et", "car", ";", ":") and not rival:
        return None
    start = noun = at + 1
    while low(noun) in reading.phrases.determiners:
        noun += 1
    if (
        noun >= reading.end
        or low(noun) in reading.lexicon.words["prepositions.not_for"]
        or low(noun) in reading.phrases.times
    ):
        return None
    if low(start) in _PERSONAL:
        return AccordingTo(at, start, start + 1) if low(start + 1) == "," else None
    if low(start) not in reading.phrases.determiners and infinitive(reading, start) is not None:
        return None
    if low(noun + 1) == "," and low(noun) in reading.closed["first_of_two"] | reading.closed["second_of_two"]:
        # « Pour la seconde, le doute est permis »
        return AccordingTo(at, start, noun + 1)
    end = reading.phrases.end(start, vouching=True)
    if rival:
        return AccordingTo(at, start, end) if reading.phrases.speaks(start, end) else None
    if end == start or low(end) not in (",", "«»") or not reading.phrases.speaks(start, end):
        return None
    if reading.phrases.kind(start, end) == "record" or not reading.clause(end, reading.end):
        return None
    return AccordingTo(at, start, end)


def according_to(reading: Grammar) -> Iterator[ReportingFrame]:
    """What each voucher bears on: what follows where it opens its clause, what precedes where it
    closes one, else both.
    """
    for phrase in reading.according_to_phrases:
        pieces = list(_pieces(reading, phrase))
        content = [span for piece in pieces if (span := reading.content(*piece)) is not None]
        if not content:
            continue
        speaker: tuple[int, int] | None = (phrase.start, phrase.end)
        if reading.low(phrase.start) in _RELATIVE:
            speaker = reading.phrases.antecedent(phrase.first)
        elif phrase.start == phrase.end:
            speaker = _whose(reading, phrase.first, phrase.end)
            if speaker is None:
                continue
        yield reading.frame(
            "selon", content, [reading.span(phrase.first, phrase.start)], speaker,
            mode=reading.mode_of(pieces), lemma=reading.low(phrase.first),
            media=reading.media(phrase.end, phrase.end),
        )  # fmt: skip


def _pieces(reading: Grammar, phrase: AccordingTo) -> Iterator[tuple[int, int]]:
    low, first, end = reading.low, phrase.first, phrase.end
    after = reading.past_relay(end)
    while low(after) in (",", ":"):
        after += 1
    joined = reading.lexicon.term_at("phrases.connectives", low, after)
    joined = joined or int(low(after) in reading.lexicon.words["phrases.connectives"])
    if low(after + joined) == ",":
        # « Pour la CGT, en revanche, … »
        after += joined + 1 if joined else 0
    stop = reading.stop(after)
    stop = next((j for j in range(after, stop) if low(j) == ";"), stop)
    if phrase.start == end and low(first - 1 - (low(first - 1) == ",")) in reading.closed["who"]:
        # « Deux hommes, qui, de leur propre aveu, | ne savaient pas nager, ont plongé »
        yield after, min(stop, next((j for j in range(after, stop) if low(j) == ","), stop))
        return
    earlier = any(other.first < first for other in reading.according_to_phrases)
    figure = _figure(reading, first) if earlier else None
    later = (_figure(reading, other.first) for other in reading.according_to_phrases if other.first >= end)
    stop = min(stop, *(at - 1 for at in later if at is not None), reading.end)
    if first == 0 or low(first - 1) in _CLAUSE_OPENS or low(phrase.start) in _RELATIVE or _only_lead(reading, first):
        if after < stop:
            yield after, stop
        return
    begin = _clause_start(reading, first) if figure is None else figure
    if figure is not None:
        yield from _before_figures(reading, figure)
    if begin < first:
        yield begin, first - (low(first - 1) == "(")
    set_off = low(end) == "," and low(first - 1) in (",", "(")
    if end < reading.end and low(end) not in (";", ")", ".") and (set_off or low(end) != ",") and after < stop:
        if not any(after <= c.first <= after + 1 for c in reading.cues if c.shape == "participle"):
            yield after, stop


def _before_figures(reading: Grammar, figure: int) -> Iterator[tuple[int, int]]:
    """« Ils étaient | 1 200 selon la préfecture et 3 000 selon la CGT »: what both figures are said of."""
    voucher = reading.according_to_phrases[0]
    start = voucher.end + 1 if _only_lead(reading, voucher.first) else _clause_start(reading, voucher.first)
    end = next((j for j in range(start, figure) if _is_number(reading, j)), figure)
    while end > start and reading.low(end - 1) in _BESIDE_FIGURES:
        end -= 1
    if start < end < figure:
        yield start, end


def _only_lead(reading: Grammar, first: int) -> bool:
    """Whether only an adverb, a connective, a date or a conjunction stands before « selon »."""
    if reading.past_lead(0, first) == first:
        return True
    passed = reading.phrases.adverbs | reading.phrases.conjunctions | reading.phrases.times | {",", "-", "–", "—"}
    return first <= 3 and all(reading.low(i) in passed for i in range(first))


def _clause_start(reading: Grammar, first: int) -> int:
    """Where the clause that « selon X » closes begins: after a cue's « que », a semicolon, or the sentence's head."""
    for at in range(first - 1, -1, -1):
        if reading.low(at) in (";", ":"):
            return at + 1
        if reading.low(at) in ("que", "qu'") and any(
            c.last < at <= c.last + 12 and "clause" in c.takes and c.shape != "passive" for c in reading.cues
        ):
            return at + 1
    return reading.past_lead(0, first)


def noun_cues(reading: Grammar) -> Iterator[ReportingFrame]:
    """« l'information selon laquelle… »: a noun phrase carries the content (PARC: noun cue)."""
    low = reading.low
    for at in range(1, reading.end - 1):
        if (
            low(at) == "selon"
            and low(at - 1) != ","
            and low(at + 1) in ("laquelle", "lequel", "lesquelles", "lesquels")
        ):
            noun = at - 1
            stop = reading.stop(at + 2)
            content = reading.content(at + 2, stop)
            if content is not None:
                yield reading.frame(
                    "noun", [content], [reading.span(noun, at + 2)], None,
                    kind="phrase", mode=reading.mode(at + 2, stop),
                )  # fmt: skip
