"""« X said that… », « X said: "…" », « X promised to… », « …, adding that… »: the cue governs what is said."""

from provenance.extraction.cues import Cue
from provenance.extraction.english.hearings import finds_out, heard_from, hears, learns
from provenance.extraction.english.passives import agent_of
from provenance.extraction.english.quoting import quoted_by, quoted_speaker, quoting_at
from provenance.extraction.frames import ReportingFrame
from provenance.extraction.grammar import Grammar
from provenance.extraction.word_sets import word_set

_NEGATED = word_set("en", "complement_clauses", "negated")
#: Things show, find and suggest too; only speakers count.
_SHOWS = word_set("en", "complement_clauses", "shows")
_THINGS = word_set("en", "complement_clauses", "things")
_SOME_THING = ("something", "anything", "everything", "nothing")
_ORDINALS = ("second", "third", "fourth", "fifth", "late", "penalty")
_ASKED = ("whether", "if", "about", "why", "how", "what")
_CIRCUMSTANCE = ("when", "if", "once", "while", "as", "although", "though", "until", "unless", "whenever")
#: Contents of these are an infinitive of intention even with « say » verbs.
_ASSERTED = frozenset({"say", "clause", "deny", "ask", "accuse"})
#: The forms in which words are given as they were said.
_SPOKEN = ("aside", "quote", "colon")


def subject(reading: Grammar, cue: Cue, spoken: tuple[int, int] | None) -> tuple[int, int] | None:
    """Who speaks: the subject before the cue, the antecedent of its « who », or whoever spoke
    before in the sentence.
    """
    low, phrases = reading.low, reading.phrases
    at = cue.first - 1
    while low(at) in phrases.adverbs or (low(at).endswith("ly") and len(low(at)) > 4):
        at -= 1
    if low(at) in ("who", "which", "that") and at > 0 and low(at - 1) != ".":
        found = phrases.antecedent(at)
        if found is not None:
            return found
    if quoting_at(reading, cue) is not None:
        return quoted_speaker(reading, cue)
    if low(at) in _CIRCUMSTANCE:
        # « when asked whether… », « if told that… »: nobody is said to ask.
        return None
    if cue.shape == "participle":
        return spoken or phrases.main_subject(cue.first) or _following(reading, cue)
    if low(at) == "to":
        return spoken or phrases.main_subject(cue.first)
    return phrases.before(cue.first) or phrases.of_relative(cue.first) or spoken or phrases.main_subject(cue.first)


def _following(reading: Grammar, cue: Cue) -> tuple[int, int] | None:
    comma = next((j for j in range(cue.last, reading.end) if reading.comma(j)), None)
    if cue.first > 1 or comma is None or not reading.phrases.starts_at(comma + 1):
        return None
    return comma + 1, reading.phrases.end(comma + 1)


def complement_clause(reading: Grammar, cue: Cue, speaker: tuple[int, int] | None) -> ReportingFrame | None:
    """The attribution a cue makes with what it governs; None where it governs nothing that is said."""
    if cue.negated and cue.lemma not in _NEGATED:
        return None
    before = reading.low(cue.first - 1)
    if before == "," and cue.lemma == "ask" and cue.shape == "finite" and reading.low(cue.last + 1) in _ASKED:
        # « Wongsawan, asked whether he knew, told reporters… »
        return None
    if before in ("nor", "neither") or "neither" in (reading.low(cue.first - 2), reading.low(cue.first - 3)):
        # « would neither confirm nor deny »: it does neither.
        return None
    asked = reading.sentence.tokens[-1].text == "?"
    if asked and speaker is not None and reading.low(cue.first - 1 - (len(cue.words) > 1)) in ("who", ","):
        # « Who can blame it? »
        return None
    opens = reading.low(speaker[0] - 1) if speaker is not None else ""
    if opens in _CIRCUMSTANCE and "ask" in reading.lexicon.classes.get(cue.lemma, ()):
        # « he said when a reporter asked whether »
        return None
    found = reading.complement(cue)
    if found is None or cue.shape == "infinitive":
        return None
    form, start = found
    start = reading.past_relay(start)
    stop = reading.stop(start)
    told: list[tuple[int, int]] = []
    if form in ("clause", "infinitive"):
        stop = reading.resumed(cue, speaker, start, stop)
        stop, told = reading.closing_media(start, stop)
    if form == "judgement":
        # « called it a masterpiece; | others laughed »
        stop = next((j for j in range(start, stop) if reading.low(j) == ";"), stop)
    if form == "quote":
        first = start
        goes_on = first + 1 < reading.end and reading.sentence.tokens[first + 1].kind == "word"
        if reading.quote_words(first) < 4 and goes_on:
            return None
        stop = first + 1
        while stop < reading.end and reading.sentence.is_quote(stop + 1) and reading.low(stop) in (",", "and"):
            stop += 2
    elif form == "colon" and reading.sentence.is_quote(start):
        stop = start + 1
    elif form == "support":
        if speaker is None or not reading.phrases.speaks(*speaker):
            return None
        stop = min(stop, reading.phrases.end(start))
    content = reading.content(start, stop)
    if content is None or (form == "clause" and _says_nothing(reading, cue, start)):
        return None
    kind = kind_of(reading, cue, form)
    if cue.shape == "passive":
        return _passive(reading, cue, form, content, start, stop)
    heard = heard_from(reading, cue)
    if heard is not None and (speaker is None or not finds_out(reading, speaker)):
        speaker = heard
    if speaker is None or reading.nobody(speaker):
        return None
    if hears(reading, cue, speaker):
        return reading.frame(
            "passive", [content], reading.cue_spans(cue), None,
            mode=reading.mode(start, stop), lemma=cue.lemma, media=[],
        )  # fmt: skip
    if learns(reading, cue) and speaker != heard and not finds_out(reading, speaker):
        return None
    it_speaks = reading.low(speaker[0]) == "it" and "say" in reading.lexicon.classes.get(cue.lemma, ())
    if reading.low(speaker[0]) in _THINGS and speaker[1] - speaker[0] == 1 and not it_speaks:
        return None
    if cue.lemma in _SHOWS and (not reading.phrases.speaks(*speaker) or reading.low(speaker[0]) == "it"):
        return None
    return reading.frame(
        form, [content], reading.cue_spans(cue), speaker,
        mode=reading.mode(start, stop), kind=kind, lemma=cue.lemma, stance=reading.stance(cue, form),
        media=[*quoted_by(reading, cue), *reading.told_to(cue, start), *told], negated=reading.is_open(cue),
    )  # fmt: skip


def _says_nothing(reading: Grammar, cue: Cue, start: int) -> bool:
    """« says one thing », « told us something that was untrue », « I'll tell you what comes next »: nothing is told."""
    if reading.low(start - 1) == "that" and reading.low(start - 2) == "condition":
        # « briefing journalists on condition that he not be named »
        return True
    if reading.low(start - 1) in ("that", "whether", "if"):
        # « wrote to the minister asking whether »: another verb governs the clause.
        return any(cue.last < c.first < start - 1 and c.shape == "participle" for c in reading.cues)
    told_you = reading.low(start - 1) == "you" and any(w in reading.low(cue.first - 1) for w in ("'ll", "’ll"))
    return told_you or _only_a_thing(reading, cue, start + (reading.low(start) == "a"))


def _only_a_thing(reading: Grammar, cue: Cue, at: int) -> bool:
    """« something that was untrue », « one thing », « another »; of a goal, « added a second »."""
    low, following = reading.low(at), reading.low(at + 1)
    ends = at + 1 >= reading.end or reading.sentence.tokens[at + 1].kind == "mark"
    if low in _SOME_THING:
        return ends or following in ("that", "which")
    if low in ("one", "another"):
        return ends or following == "thing"
    return low in _ORDINALS and cue.lemma == "add"


def _passive(
    reading: Grammar, cue: Cue, form: str, content: tuple[int, int], start: int, stop: int
) -> ReportingFrame | None:
    """« was told that », « is expected to »: nobody is named."""
    agent = agent_of(reading, cue)
    if agent is not None:
        # « is said by divers to be covered », « had been told by the chairman in January that »
        return reading.frame(
            form, [content], reading.cue_spans(cue), agent,
            mode=reading.mode(start, stop), kind=kind_of(reading, cue, form), lemma=cue.lemma,
            stance=reading.stance(cue, form), media=[],
        )  # fmt: skip
    told = "address" in cue.takes or reading.low(start - 1) == "that"
    complemented = form == "infinitive" or (form == "clause" and told)
    if not complemented:
        return None
    told = form == "clause"
    return reading.frame(
        "passive", [content], reading.cue_spans(cue), None,
        mode=reading.mode(start, stop), kind="assertion" if told else "belief", lemma=cue.lemma,
        stance=reading.stance(cue, form), media=[],
    )  # fmt: skip


def kind_of(reading: Grammar, cue: Cue, form: str) -> str:
    """The type of an attribution, by its form and the lists the cue stands in."""
    if form in ("judgement", "accusation"):
        return "characterisation"
    if form == "support":
        return "support"
    classes = set(reading.lexicon.classes.get(cue.lemma, ()))
    if (
        classes & _ASSERTED
        or (form == "quote" and "judge" in classes)
        or (form in _SPOKEN and classes & {"aside", "quoted"})
    ):
        # « "More," demanded the mayor »; « demanded that he resign » tells what somebody wants.
        return "assertion"
    return "belief" if "believe" in classes else "eventuality" if "intend" in classes else "assertion"
