"""« X a déclaré que… », « X a dit : « … » », « X affirme avoir… », « …, précisant que… »: the cue
governs what is said.
"""

from provenance.extraction.cues import Cue
from provenance.extraction.frames import ReportingFrame
from provenance.extraction.french.asides import QUE
from provenance.extraction.grammar import Grammar
from provenance.extraction.word_sets import word_set

#: Verbs that report a denial or a doubt when they are negated: « n'exclut pas que ».
_NEGATED = word_set("fr", "complement_clauses", "negated")
#: Things show, establish and suggest too; only speakers count.
_SHOWS = word_set("fr", "complement_clauses", "shows")
_BEFORE_PARTICIPLE = ("en", "et", "tout", "ou", "mais", "puis")
_THINGS = word_set("fr", "complement_clauses", "things")


def subject(reading: Grammar, cue: Cue, spoken: tuple[int, int] | None) -> tuple[int, int] | None:
    """Who speaks: the subject before the cue, the antecedent of its « qui », or whoever spoke
    before in the sentence.
    """
    low, phrases = reading.low, reading.phrases
    if cue.pronoun is not None:
        return cue.pronoun, cue.pronoun + 1
    at = cue.first - 1
    while low(at) in phrases.clitics or low(at) in phrases.adverbs:
        at -= 1
    if low(at) in ("qui", "où", "lequel", "laquelle"):
        return phrases.antecedent(at)
    if cue.shape == "participle" and reading.sentence.tokens[at].kind == "word" and low(at) not in _BEFORE_PARTICIPLE:
        # « une attitude indiquant que »: the noun before it, if anybody.
        return phrases.before(cue.first)
    if cue.shape == "participle" or (cue.shape == "infinitive" and low(at) in ("de", "d'", "pour", "à", "sans")):
        return spoken or phrases.main_subject(cue.first) or _following(reading, cue)
    found = phrases.before(cue.first)
    if found is not None and cue.shape == "infinitive" and phrases.pronoun(found[0]):
        # « On y entend | un homme affirmer que »
        heard = (j for j in range(found[0] + 1, cue.first) if phrases.starts_at(j) and phrases.core_end(j) >= cue.first)
        found = next(((j, cue.first) for j in heard), found)
    if found is None:
        return phrases.of_relative(cue.first) or spoken or phrases.main_subject(cue.first)
    return reading.informed_by(found)


def _following(reading: Grammar, cue: Cue) -> tuple[int, int] | None:
    """« En signalant que…, il a encouragé… »: the subject comes after the opening participle."""
    comma = next((j for j in range(cue.last, reading.end) if reading.low(j) == ","), None)
    if cue.first > 2 or comma is None or not reading.phrases.starts_at(comma + 1):
        return None
    return comma + 1, reading.phrases.end(comma + 1)


def complement_clause(reading: Grammar, cue: Cue, speaker: tuple[int, int] | None) -> ReportingFrame | None:
    """The attribution a cue makes with what it governs; None where it governs nothing that is said."""
    found = reading.complement(cue)
    perfect = cue.shape == "infinitive" and len(cue.words) > 1
    if found is not None and perfect and found[0] == "quote":
        # « dit l'avoir apprise « par le journal » »
        return None
    echo = reading.lexicon.term_at("phrases.echoes", reading.low, cue.last + 1)
    if found is None or cue.shape == "past" or (cue.negated and cue.lemma not in _NEGATED and not echo):
        return None
    form, start = found
    start = reading.past_relay(start)
    stop = reading.stop(start)
    told: list[tuple[int, int]] = []
    if form in ("clause", "infinitive"):
        stop = reading.resumed(cue, speaker, start, stop)
        stop, told = reading.closing_media(start, stop)
    if form == "judgement":
        # « a jugé le mouvement « incompréhensible » | sur Franceinfo »
        told = [m for m in reading.media(start, stop) if m[1] == stop and reading.sentence.is_quote(m[0] - 2)]
        stop = told[0][0] - 1 if told else stop
    if form in ("quote", "object"):
        end = _quoted(reading, start, stop, form)
        if end is None:
            return None
        stop = end
    elif form == "support":
        if speaker is None or not reading.phrases.speaks(*speaker):
            return None
        stop = min(stop, reading.phrases.end(start))
    elif form == "colon" and reading.sentence.is_quote(start):
        stop = reading.past_quotes(start + 1, stop, (",", "et"))
        if _told_by_another(reading, stop, speaker):
            return None
    content = reading.content(start, stop)
    if content is None:
        return None
    kind = _kind(reading, cue, form)
    if kind == "eventuality" and (cue.shape == "infinitive" or form in ("quote", "colon")):
        # « sans vouloir en dire plus », « que l'équipe appelle « Monsieur Jacky » »
        return None
    impersonal = cue.shape == "passive"
    if impersonal:
        if speaker is not None and reading.low(speaker[0]) not in ("il", "-il"):
            return None
        speaker = None
    elif speaker is None:
        # « Et d'ajouter : « … » »: whoever spoke last.
        if cue.shape != "infinitive" or cue.first > 3:
            return None
        return reading.frame(
            form, [content], reading.cue_spans(cue), None,
            mode=reading.mode(start, stop), lemma=cue.lemma, stance=reading.stance(cue, form), follows=True,
        )  # fmt: skip
    elif (reading.low(speaker[0]) in _THINGS and speaker[1] - speaker[0] == 1) or not _may_say(reading, cue, speaker):
        return None
    # « Le ministre, dans Les Échos, affirme que… »
    between = reading.media(speaker[1], cue.first) if speaker is not None else []
    return reading.frame(
        form, [content], reading.cue_spans(cue), speaker,
        mode=reading.mode(start, stop), kind=kind, lemma=cue.lemma, conditional=cue.conditional,
        stance=_stance(reading, cue, form, start),
        media=[*between, *reading.media(cue.last + 1, start), *told],
        negated=reading.is_open(cue),
    )  # fmt: skip


def _may_say(reading: Grammar, cue: Cue, speaker: tuple[int, int]) -> bool:
    """Whether the subject may be somebody: of a verb that shows something too, somebody known to speak."""
    if reading.low(speaker[0]) in reading.closed["that"] or reading.nobody(speaker):
        return False
    return cue.lemma not in _SHOWS or reading.phrases.speaks(*speaker)


def _kind(reading: Grammar, cue: Cue, form: str) -> str:
    classes = set(reading.lexicon.classes.get(cue.lemma, ()))
    if form == "infinitive" and "ask" in classes:
        # « demande à partir »: a wish, no question.
        return "eventuality"
    if form in ("judgement", "accusation"):
        return "characterisation"
    if form == "support":
        return "support"
    if form == "object":
        return "phrase"
    if classes & {"say", "deny", "ask", "aside", "accuse", "address", "deem"} or not classes:
        return "assertion"
    return "belief" if "believe" in classes else "eventuality"


def _told_by_another(reading: Grammar, end: int, speaker: tuple[int, int] | None) -> bool:
    """« La direction réfute tout plan social : « … », promet le directeur »: whose the announced words are is said
    behind them; « Elle prévient : « … », dit-elle » says it twice.
    """
    behind = end + (reading.low(end) == ",")
    said_by = next((s for first, s in reading.asides.items() if behind <= first <= behind + 1), None)
    return said_by is not None and said_by != speaker and not reading.phrases.pronoun(said_by[0])


def _stance(reading: Grammar, cue: Cue, form: str, start: int) -> str:
    """« demande de partir », « demande que la loi change » wish for something; « demande si », « demande : » ask."""
    stance = reading.stance(cue, form)
    wishes = form == "infinitive" or (form == "clause" and reading.low(start - 1) in QUE)
    return "asserts" if stance == "questions" and wishes else stance


def _quoted(reading: Grammar, start: int, stop: int, form: str) -> int | None:
    """One past the quotation a cue takes directly, with what is coordinated to it."""
    sentence = reading.sentence
    first = start if form == "quote" else next((j for j in range(start, stop) if sentence.is_quote(j)), stop)
    if first >= stop:
        return None
    goes_on = first + 1 < reading.end and sentence.tokens[first + 1].kind == "word"
    if form == "quote" and reading.quote_words(first) < 4 and goes_on:
        return None
    end = first + 1
    while end < stop and sentence.is_quote(end + 1) and reading.low(end) in (",", "et"):
        end += 2
    return end
