"""« La police a dénombré 4 500 manifestants ; les organisateurs en revendiquent 12 000 »: who counts how many."""

from collections.abc import Iterator

from provenance.extraction.cues import Cue
from provenance.extraction.frames import Range, ReportingFrame
from provenance.extraction.french.complement_clauses import subject
from provenance.extraction.grammar import Grammar
from provenance.extraction.word_sets import word_set
from provenance.model.number_words import number_words

_VERBS = word_set("fr", "figures", "verbs")
_TOLD = word_set("fr", "figures", "told")
_CROWD = word_set("fr", "figures", "crowd")
#: « fait état de six blessés », « évalue à 3 000 le nombre… »: what links a verb and its figure.
_LINKED = word_set("fr", "figures", "linked")
_LINKS = word_set("fr", "figures", "links")
_ABOUT = word_set("fr", "figures", "about")
_JOINS = word_set("fr", "figures", "joins")
_NUMBERS = frozenset(number_words()["fr"])
_COLLECTIVE = ("aine", "aines", "ier", "iers")


def figures(reading: Grammar) -> Iterator[ReportingFrame]:
    """Each figure that somebody gives, and those that others set against it without a verb of their own."""
    for cue in reading.cues:
        at = _begins(reading, cue)
        speaker = subject(reading, cue, None) if at is not None else None
        if at is None or speaker is None or not reading.phrases.speaks(*speaker):
            continue
        end = _end(reading, at)
        yield _frame(reading, cue, speaker, (at, end))
        rival = _rival(reading, end)
        if rival is not None:
            yield _frame(reading, cue, *rival)


def _frame(reading: Grammar, cue: Cue, speaker: Range, figure: Range) -> ReportingFrame:
    content = reading.content(*figure)
    assert content is not None
    return reading.frame(
        "figure", [content], reading.cue_spans(cue), speaker, mode=reading.mode(*figure), lemma=cue.lemma,
        conditional=cue.conditional,
    )  # fmt: skip


def _begins(reading: Grammar, cue: Cue) -> int | None:
    """Where the figure begins that a verb governs."""
    at = cue.last + 1
    only = cue.negated and reading.low(at) == "que"
    if cue.shape != "finite" or cue.first in reading.asides or cue.pronoun is not None or cue.negated is not only:
        return None
    at += only
    while reading.low(at) in reading.phrases.adverbs and reading.low(at) not in _ABOUT and not _number(reading, at):
        at += 1
    if reading.low(at) == "," and not reading.cue_between(at, (close := reading.past_words(at + 1))):
        # « fait état, dans un communiqué, de sept corps »
        at = close + (reading.low(close) == ",")
    linked = cue.lemma in _LINKED
    if linked:
        at += reading.low(at) in _LINKS
    # « La ville compte 300 habitants » counts nobody: « a compté » does.
    counts = cue.lemma in _VERBS and (cue.lemma != "compter" or len(cue.words) > 1)
    counts = counts or (cue.lemma in _TOLD and _of_crowd(reading, cue, at))
    told = counts or (linked and reading.low(at - 1) in _LINKS)
    return at if told and _number(reading, _past_about(reading, at)) else None


def _of_crowd(reading: Grammar, cue: Cue, at: int) -> bool:
    """« annonce 15 000 manifestants », « en annonce 9 000 »: whether people are counted, or what was just counted."""
    return reading.low(cue.first - 1) == "en" or any(reading.low(j) in _CROWD for j in range(at, at + 7))


def _past_about(reading: Grammar, at: int) -> int:
    while reading.low(at) in _ABOUT:
        at += 1
    return at


def _number(reading: Grammar, at: int) -> bool:
    """« 4 500 », « six », « une trentaine », « des dizaines »"""
    if at >= reading.end or reading.sentence.is_quote(at):
        return False
    low, following = reading.low(at), reading.low(at + 1)
    collective = low in ("un", "une", "des", "quelques", "plusieurs") and following.endswith(_COLLECTIVE)
    return low[0].isdigit() or low in _NUMBERS or collective


def _end(reading: Grammar, at: int) -> int:
    """One past a figure and what it counts: to the next mark, or to where another's begins."""
    low, stop, definite = reading.low, reading.past_words(at), reading.closed["articles"]
    if low(stop) == "%":
        # « 80 % de grévistes »
        stop = reading.past_words(stop + 1)
    for j in range(at + 1, stop):
        # « estime à 3 000 | le nombre de manifestants »
        counted = low(j) in definite and low(j - 1) not in reading.phrases.prepositions
        if low(j) in _JOINS or counted or reading.cue_between(j - 1, j + 1):
            return j
    return stop


def _rival(reading: Grammar, at: int) -> tuple[Range, Range] | None:
    """« , les organisateurs 900 », « contre 900 pour la CGT »: who gives another figure, and the figure."""
    while at < reading.end and (reading.low(at) in _JOINS or reading.sentence.tokens[at].kind == "mark"):
        at += 1
    if not reading.phrases.starts_at(at) and not _number(reading, at):
        return None
    if _number(reading, _past_about(reading, at)):
        by = next((j for j in range(at, reading.past_words(at)) if reading.low(j) == "pour"), None)
        end = reading.phrases.core_end(by + 1) if by is not None else at
        named = by is not None and end > by + 1 and reading.phrases.speaks(by + 1, end)
        return ((by + 1, end), (at, by)) if by is not None and named else None
    core = reading.phrases.core_end(at)
    end = next((j for j in range(at + 1, core) if _number(reading, j)), core)
    figure = end + (reading.low(end) == ",")
    says = reading.phrases.speaks(at, end) and _number(reading, _past_about(reading, figure))
    return ((at, end), (figure, _end(reading, figure))) if says else None
