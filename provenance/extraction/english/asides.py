"""« …, the minister said » and « …, said the minister »: the cue stands inside or after what is said."""

from provenance.extraction.cues import Cue
from provenance.extraction.english.addressees import past_addressee
from provenance.extraction.english.hearings import finds_out, hears, learns
from provenance.extraction.english.passives import agent_of
from provenance.extraction.english.quoting import quoted_by, quoted_speaker
from provenance.extraction.frames import ReportingFrame
from provenance.extraction.grammar import Grammar
from provenance.extraction.word_sets import word_set

#: « When asked, he said, … »
_ASKED = ("asked", "pressed", "questioned", "challenged", "told")
_CIRCUMSTANCE = ("when", "if", "once", "while", "as", "although", "though", "until", "unless", "whenever", "asked")
_NOT_CONTINUED = word_set("en", "asides", "not_continued")


def aside_speaker(reading: Grammar, cue: Cue) -> tuple[int, int] | None:
    """The subject of an aside, before or behind its verb; None where the cue is no aside."""
    speaker = quoted_speaker(reading, cue)
    if speaker is not None and speaker[0] > 0 and reading.complement(cue) is None:
        # « "…," the governor was quoted by the agency as saying », « "…," the agency quoted him as saying »
        opens = min(first for first, _ in (speaker, *quoted_by(reading, cue)))
        return speaker if _said(reading, opens - 1) else None
    is_told = cue.shape == "passive" and "address" in cue.takes
    if not (cue.shape == "finite" or is_told) or cue.negated or not cue.takes & {"aside", "quote"}:
        return None
    low, sentence, phrases = reading.low, reading.sentence, reading.phrases
    before = cue.first - 1
    quoted = before >= 0 and (sentence.is_quote(before) or sentence.is_quote(before - 1))
    if not quoted and "aside" not in cue.takes and not _behind_quote(reading, cue):
        return None
    inverts = "address" not in cue.takes or (quoted and cue.lemma != "tell")
    if inverts and (_said(reading, before) or low(before) == "as"):
        # « …, said X », « "…?" asked X »
        at = cue.last + 1
        while low(at) in phrases.adverbs:
            at += 1
        inverts = quoted or low(before) == "as" or cue.lemma in reading.lexicon.words["phrases.inverts"]
        if (
            inverts
            and low(at) not in ("that", "to", "how", "why", "whether", "it", "there")
            and at < len(sentence)
            and sentence.tokens[at].kind == "word"
            # « its president, Todd Framer, said | in a statement »
            and low(at) not in phrases.prepositions
        ):
            end = phrases.end(at)
            closed = (
                end >= reading.end
                or sentence.tokens[min(end, len(sentence) - 1)].kind == "mark"
                or reading.adjunct(end) is not None
                or low(end) in ("when", "as", "after", "before", "while", "following", "amid", "of")
            )
            if quoted and not closed:
                end = _named_behind(reading, at) or end
                closed = end > at and (end >= reading.end or sentence.tokens[end].kind == "mark")
            if end > at and not phrases.pronoun(at) and closed and (quoted or phrases.speaks(at, end)):
                return at, end
            return None
        if low(at) in ("that", "to", "how", "why", "whether", "it", "there"):
            return None
        # « …, his wife, Alice, reported »: the comma closes an apposition.
    found = phrases.before(cue.first)
    if found is None or found[0] == 0 or not _ends(reading, cue):
        return None
    opening = found[0] - 1
    heard = hears(reading, cue, found)
    if learns(reading, cue) and not heard and not finds_out(reading, found):
        return None
    plain = cue.lemma in ("say", "tell", "add") or heard
    if not sentence.is_quote(opening) and not plain and not phrases.speaks(*found):
        # « In the cities where we've launched, our work will continue »
        return None
    if low(opening) in ("as", "and", "but", "that"):
        complement = reading.complement(cue)
        aside = low(opening) == "as" and (opening == 0 or low(opening - 1) == "," or sentence.is_quote(opening - 1))
        return found if aside and (complement is None or complement[0] != "clause") else None
    if not _said(reading, opening) and not _set_off(reading, cue, opening):
        return None
    return found


def _behind_quote(reading: Grammar, cue: Cue) -> bool:
    """« “Sack him,” | the mayor urged »: whether words in quotation marks stand right before the subject."""
    found = reading.phrases.before(cue.first)
    return found is not None and reading.sentence.is_quote(found[0] - 1)


def _set_off(reading: Grammar, cue: Cue, opening: int) -> bool:
    """« People often wander at night, she said, and… », « Still, Feld said, the findings fit »: between two commas, or
    between one and the end after words enough for a clause whose verb no list knows.
    """
    complement = reading.complement(cue)
    if complement is not None and complement[0] == "clause":
        return False
    if reading.low(opening) != "," or cue.lemma not in ("say", "tell", "add", "write", "report", "note", "warn"):
        return False
    after = cue.last + 1
    while (step := reading.adjunct(after)) is not None and reading.low(after) != ",":
        after = step
    closed = after >= reading.end and opening > 3
    return closed or (reading.low(after) == "," and reading.low(0) not in _CIRCUMSTANCE)


def _named_behind(reading: Grammar, at: int) -> int | None:
    """« reported SaskTel unlimited data customer Lin Gay »: words without a verb that end with a name."""
    end = at
    while end < reading.end and reading.sentence.tokens[end].kind == "word":
        if reading.clause(end, end + 1) and not reading.low(end).endswith("ed"):
            return None
        end += 1
    return end if end > at and reading.capital(end - 1) else None


def _said(reading: Grammar, at: int) -> bool:
    """Whether token `at` closes something said: a quotation, a comma after a clause, a dash."""
    if at < 0:
        return False
    if reading.sentence.is_quote(at):
        return True
    if reading.low(at) not in (",", "!", "?", "–", "—", "-"):
        return False
    clause = reading.clause(0, at) or _plain_verb(reading, at)
    if reading.sentence.is_quote(at - 1) or (clause and reading.low(0) not in _ASKED):
        return True
    if reading.sentence.headline and at > 1:
        # « Baths to close for good, council leader admits »
        return True
    # « The poster, Dr. Osei said, is staying up »: the verb comes after.
    resumed = next((j for j in range(at + 1, reading.end) if reading.low(j) == ","), None)
    return resumed is not None and reading.clause(resumed, reading.end) and at < 6 and not reading.adjunct(0)


def _plain_verb(reading: Grammar, end: int) -> bool:
    """« Most Canadians | oppose the tariff, a poll suggests »: a verb in its plainest form, in no « when »."""
    at = next((c.first for c in reading.cues if c.first < end and c.shape == "finite"), end)
    return at < end and not any(reading.low(j) in _CIRCUMSTANCE for j in range(at))


def _ends(reading: Grammar, cue: Cue) -> bool:
    """Whether nothing reported follows the cue before the next break."""
    at = cue.last + 1
    at += reading.lexicon.term_at("phrases.public_media", reading.low, at) if "address" in cue.takes else 0
    if "address" in cue.takes and reading.low(at) != "that":
        # « he told defence counsel Mark Tully »
        at = max(past_addressee(reading, at), _named_behind(reading, at) or at)
    while at < reading.end:
        if reading.sentence.tokens[at].kind == "mark":
            return True
        if reading.sentence.is_quote(at):
            return reading.low(cue.first - 1) != ""
        if reading.low(at) in ("after", "before", "while", "when", "without", "in", "by", "upon", "as") and reading.low(
            at + 1
        ).endswith("ing"):
            # « she said after reading the letter »
            return True
        step = reading.adjunct(at)
        if step is None and reading.low(at) == "to" and reading.phrases.starts_at(at + 1):
            # « he joked to the Ledger »
            step = max(reading.phrases.end(at + 1), at + 2)
        if step is None:
            return reading.low(at) in ("as", "when", "while", "after", "before", "referring", "during", "of", "and")
        at = step
    return True


def aside(reading: Grammar, cue: Cue, speaker: tuple[int, int]) -> ReportingFrame | None:
    """The attribution of an aside: what stands before it, and what goes on after it."""
    from provenance.extraction.english.complement_clauses import kind_of

    media = quoted_by(reading, cue)
    left = _left(reading, min(cue.first, *(first for first, _ in (speaker, *media))))
    after = max(speaker[1], cue.last + 1)
    right = _right(reading, after, left)
    if left is not None and right is not None and _only_leads(reading, left, right):
        left = None
    said = left is not None and any(reading.sentence.is_quote(i) for i in range(*left))
    if left is not None and right is None and not said and left[1] - left[0] <= 2 and reading.low(after) == ",":
        # « Still, Feld said, the findings fit »
        behind = after + 1, reading.stop(after + 1)
        left, right = (None, behind) if behind[1] - behind[0] > 2 else (left, None)
    pieces = [p for p in (left, right) if p is not None]
    content = [c for p in pieces if (c := reading.content(*p)) is not None]
    if not content:
        return None
    headline = reading.sentence.headline and cue.lemma == "tell" and after >= reading.end
    if headline or cue.shape == "passive" or hears(reading, cue, speaker):
        # « …, court told », « …, a jury has heard »: somebody told it.
        agent = agent_of(reading, cue)
        return reading.frame("passive", content, reading.cue_spans(cue), agent, lemma=cue.lemma, media=[])
    return reading.frame(
        "aside", content, reading.cue_spans(cue), speaker,
        mode=reading.mode_of(pieces), kind=kind_of(reading, cue, "aside"), lemma=cue.lemma,
        stance=reading.stance(cue, "aside"),
        media=[*media, *reading.told_to(cue, _past_talk(reading, after))],
    )  # fmt: skip


def _past_talk(reading: Grammar, at: int) -> int:
    """« …," she said | on Monday, speaking to the BBC »: past what is told of an aside."""
    stop = reading.past_words(at)
    return reading.past_words(stop + 1) if reading.phrases.participle_clause(stop) else stop


def _only_leads(reading: Grammar, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """« In an opinion released Friday, the judge wrote, “The statute…” », « However, she said, the school… »: what
    leads to a whole quotation, or joins the sentence to the one before, is not what is said.
    """
    sentence = reading.sentence
    if reading.past_lead(0, left[1] + 1) == left[1] + 1:
        return True
    whole = sentence.is_quote(right[0]) and sentence.tokens[right[0]].text[1:2].isupper()
    return whole and not any(sentence.is_quote(i) for i in range(*left))


def _left(reading: Grammar, end: int) -> tuple[int, int] | None:
    low, sentence = reading.low, reading.sentence
    while end > 0 and low(end - 1) in (",", "–", "—", "-", "as"):
        end -= 1
    start = 0
    for first, speaker in reading.asides.items():
        last = max(first, speaker[1])
        if last < end:
            start = max(start, reading.past_words(last))
    if end > 0 and sentence.is_quote(end - 1):
        first = end - 1
        while first > start and (sentence.is_quote(first - 1) or low(first - 1) == ","):
            first -= 1
        if (
            first == start
            or low(first - 1) == ":"
            or (reading.quote_words(end - 1) > 12 and low(first - 1) in (",", ";"))
        ):
            return first, end
    start = reading.past_lead(start, end)
    if low(start) in ("but", "and") and start == 0:
        start += 1
    return (start, end) if start < end else None


def _right(reading: Grammar, i: int, left: tuple[int, int] | None) -> tuple[int, int] | None:
    low, sentence = reading.low, reading.sentence
    at = reading.past_words(i)
    only_quote = left is not None and left[1] - left[0] == 1 and sentence.is_quote(left[0])
    while at < reading.end and low(at) in (",", ":", "–", "—", "-"):
        if sentence.is_quote(at + 1):
            at += 1
            break
        if low(at) == ":":
            return at + 1, reading.stop(at + 1)
        if only_quote or left is None:
            return None
        if (
            low(at + 1) not in _NOT_CONTINUED
            and not any(c.first == at + 1 and c.shape == "participle" for c in reading.cues)
            and reading.clause(at + 1, reading.stop(at + 1))
        ):
            return at + 1, reading.stop(at + 1)
        at = reading.past_words(at + 1)
    if not sentence.is_quote(at) or reading.cue_between(i, at):
        return None
    return at, reading.past_quotes(at, reading.end)
