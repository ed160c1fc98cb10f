"""« …, a déclaré X » and its kin: the cue stands inside or after what is said, its subject behind it."""

from provenance.extraction.cues import Cue
from provenance.extraction.frames import ReportingFrame
from provenance.extraction.grammar import Grammar
from provenance.extraction.word_sets import word_set

QUE = ("que", "qu'")
_OPENING = frozenset(",!?»–—-)…(")
_CLITICS = word_set("fr", "asides", "clitics")
_MANNER = word_set("fr", "asides", "manner")
_DEFINITE = word_set("fr", "asides", "definite")
#: Tokens in which « c'est en tout cas ce que » says nothing of its own.
_LEAD = 7
_POSSESSIVE = word_set("fr", "asides", "possessive")
_NOT_CONTINUED = word_set("fr", "asides", "not_continued")


def aside_speaker(reading: Grammar, cue: Cue) -> tuple[int, int] | None:
    """The inverted subject of an aside, as tokens; None where the cue is no aside."""
    if cue.shape != "finite" or cue.negated:
        return None
    low, sentence, phrases = reading.low, reading.sentence, reading.phrases
    before = cue.first - 1
    comme = False
    while before >= 0 and low(before) in phrases.adverbs and low(before - 1) in _CLITICS | {"comme"}:
        before -= 1
    while before >= 0 and (
        low(before) in _CLITICS or low(before) in ("comme", "ainsi") or (comme and low(before) in phrases.adverbs)
    ):
        comme = comme or low(before) in ("comme", "ainsi")
        before -= 1
    joint = before - 1 if low(before) in QUE and low(before - 1) == "ainsi" else taken_up(reading, before)
    if joint is not None:
        comme, before = True, joint - 1
    quoted = before >= 0 and (
        sentence.is_quote(before) or (low(before) in (",", "–", "—", "-", "…") and sentence.is_quote(before - 1))
    )
    if not cue.takes & {"aside", "quote"} and not (quoted and _speech(reading, before)):
        return None
    opening = quoted or (before >= 0 and low(before) in _OPENING)
    if cue.pronoun is not None:
        return _inverted(reading, cue, opening or comme)
    if low(cue.first) == "contre" and not quoted:
        # « un avis rendu contre l'avis de Bercy »: the preposition.
        return None
    if not quoted and not comme and "aside" not in cue.takes:
        # « …, présentaient une croissance »: verbs of judging stand with quotations alone.
        return None
    at = _past_adjuncts(reading, cue.last + 1)
    if not phrases.starts_at(at) or (
        phrases.pronoun(at) and not (quoted and low(at).startswith(("celui-", "celle-", "ceux-", "celles-")))
    ):
        return None
    end = phrases.end(at)
    if end == at:
        return None
    if comme:
        return at, end
    if not quoted and (cue.plural != _plural(reading, at) or _called(reading, cue, end)) and _has_subject(reading, cue):
        # « Plusieurs élus, qui ont requis l'anonymat, jugent le texte « mal ficelé » »
        return None
    if (
        not quoted
        and cue.takes & {"address", "object"}
        and _has_subject(reading, cue)
        and not _interrupts(reading, end)
    ):
        # « Le porte-parole, le colonel Ndjike, a accusé Kigali de… »
        return None
    if not quoted and not phrases.speaks(at, end) and low(at) in _POSSESSIVE:
        # « La commune, partie civile, évalue son préjudice à… »
        return None
    if not quoted and not phrases.speaks(at, end) and _has_subject(reading, cue):
        # « Le maire, qui a reçu les habitants, a annoncé l'installation de caméras »
        return None
    if opening:
        said = sentence.tokens[at].capital or reading.clause(0, before) or low(before) != ","
        speaks = phrases.speaks(at, end)
        if quoted or (said and (speaks or low(at) in _DEFINITE)):
            return at, end
        if speaks or low(at) in _DEFINITE:
            # No verb seen before the comma: a retort (« Faux, rétorque X »), or a verb the word lists do not know.
            if low(0) in reading.lexicon.words["phrases.retorts"] and before == 1:
                return at, end
            if (
                speaks
                and low(end) == ","
                and reading.phrases.starts_at(end + 1)
                and reading.clause(end + 1, reading.end)
                and taken_up(reading, end + 2) is None
            ):
                # « Au contraire, affirme l'association, ils ont… »; not « …, a demandé une expertise, ce que… »
                return at, end
            if speaks and before > 0 and _interrupts(reading, end):
                return at, end
            compound = len(cue.words) > 1 and not cue.takes & {"address", "object"}
            if speaks and (compound or end >= reading.end) and before > 1 and reading.phrases.kind(at, end) != "record":
                return at, end
            # « Les cours suspendent, annonce le collectif dans un communiqué »: no verb is left for another subject.
            adjunct = low(end) in phrases.prepositions and not reading.clause(end, reading.end)
            governs = bool(cue.takes & {"address", "object"}) or low(end) in reading.closed["of"]
            announced = (
                speaks and before > 3 and adjunct and not governs and low(at) not in reading.lexicon.contractions
            )
            if announced or (end >= reading.end and before > 6):
                return at, end
        return None
    return (at, end) if before >= 0 and _bare_relay(reading, cue, at, end) else None


def _speech(reading: Grammar, before: int) -> bool:
    """Whether whole words of somebody end at `before`: behind them a verb of wishing is one of speech too (« « Nous
    irons jusqu'au bout », menace-t-on »).
    """
    at = before if reading.sentence.is_quote(before) else before - 1
    return reading.low(at + 1) == "," and (at == 0 or reading.quote_words(at) > 3)


def _interrupts(reading: Grammar, end: int) -> bool:
    """« L'accord, avait prévenu le négociateur, | ne sera pas rouvert », « L'État, dit X, | « a tenu parole » »: if
    a verb or its quotation resumes behind the aside.
    """
    at = end + 1
    if reading.sentence.is_quote(at):
        return reading.low(end) == "," and any(word.islower() for word in reading.quoted(at)[:1])
    while reading.low(at) in reading.phrases.clitics:
        at += 1
    return reading.low(end) == "," and at < reading.end and reading.phrases.is_verb(at)


def _has_subject(reading: Grammar, cue: Cue) -> bool:
    """Whether somebody stands before the cue who can be its subject."""
    found = reading.phrases.before(cue.first)
    return found is not None and reading.phrases.speaks(*found)


def _plural(reading: Grammar, at: int) -> bool:
    """Whether the phrase that begins at `at` shows by its determiner that it is of several."""
    return reading.low(at) in reading.closed["plural_determiners"]


def _called(reading: Grammar, cue: Cue, end: int) -> bool:
    """« juge le texte | « mal ficelé » »: an object, and what it is called."""
    return "deemed" in cue.takes and reading.sentence.is_quote(end)


def _inverted(reading: Grammar, cue: Cue, opening: bool) -> tuple[int, int] | None:
    """« …, dit-il »."""
    assert cue.pronoun is not None
    pronoun = reading.low(cue.pronoun)
    if not opening or pronoun in ("-ce", "-nous", "-vous", "-tu"):
        return None
    return cue.pronoun, cue.pronoun + 1


def _past_adjuncts(reading: Grammar, at: int) -> int:
    """« a déclaré lundi à l'AFP | le ministre »: where the subject begins."""
    start = at
    if reading.low(at) == "d'" and reading.low(at + 1) in ("un", "une") and reading.low(at + 2) in _MANNER:
        # « a déclaré d'une voix blanche l'accusé »
        at += 3
        while at < reading.end and not reading.phrases.starts_at(at):
            at += 1
    while at < reading.end and at < start + 25:
        if reading.low(at) == "," or reading.low(at) in ("que", "qu'"):
            # « a déclaré, lundi, le ministre »
            close = next((j for j in range(at + 1, min(reading.end, at + 12)) if reading.low(j) == ","), None)
            if close is None or reading.low(at) != ",":
                return at
            at = close + 1
            continue
        if (
            reading.phrases.starts_at(at)
            and reading.low(at) not in ("à", "au", "aux", "de", "du", "des")
            and not reading.phrases.temporal(at)
        ):
            return at
        if reading.low(at) == "des":
            return at
        step = reading.adjunct(at)
        if step is None:
            return at
        at = _name_in(reading, at + 2, step) or step
    return at


def _name_in(reading: Grammar, first: int, end: int) -> int | None:
    """« a témoigné au téléphone | Luis Quispe, maire du village »: where the name begins that closes a circumstance,
    when nobody stands behind it; « au lycée Victor Hugo le proviseur » has one.
    """
    if end < reading.end and reading.sentence.tokens[end].kind == "word":
        return None
    phrases = reading.phrases
    for at in range(first, end - 1):
        plain = reading.sentence.tokens[at - 1].kind == "word" and not phrases.capital(at - 1)
        plain = plain and not phrases.completes(at)
        if plain and phrases.capital(at) and phrases.capital(at + 1):
            return at if phrases.kind_of(reading.low(at - 1)) not in ("person", "anonymous") else None
    return None


def _bare_relay(reading: Grammar, cue: Cue, at: int, end: int) -> bool:
    """« … souligne l'agence Tass »: no comma, a medium, and the end of the sentence."""
    if end < reading.end or len(cue.words) > 1 or not reading.clause(0, cue.first - 1):
        return False
    if reading.phrases.kind(at, end) not in ("agency", "outlet"):
        return False
    found = reading.phrases.before(cue.first)
    return found is None or found[1] - found[0] > 1 or not reading.phrases.speaks(*found)


def aside(reading: Grammar, cue: Cue, speaker: tuple[int, int]) -> ReportingFrame | None:
    """The attribution of an aside: what stands before it, and what goes on after it."""
    after = max(speaker[1], cue.last + 1)
    joint = taken_up(reading, cue.first - 1)
    left = _left(reading, cue, cue.first) if joint is None else said_before(reading, cue, joint)
    # « Un chiffre que conteste la mairie, pour qui… »: of what is taken up nothing goes on, but behind a colon.
    own = joint is None or (left is None and reading.low(reading.past_words(after)) == ":")
    right = _right(reading, after, left) if own else None
    if left is not None and right is not None and _only_leads(reading, left, right):
        left = None
    pieces = [p for p in (left, right) if p is not None]
    content = [c for p in pieces if (c := reading.content(*p)) is not None]
    contrary = _contrary(reading, joint)
    form = "contrary" if contrary else "aside"
    return reading.frame(
        form if content else "anaphoric", content, reading.cue_spans(cue), reading.informed_by(speaker),
        mode=reading.mode_of(pieces), lemma=cue.lemma, conditional=cue.conditional,
        stance=contrary or reading.stance(cue, "aside" if joint is None else "clause"),
        media=[
            *reading.media(cue.last + 1, speaker[0]),
            *reading.media(after, _behind(reading, after, right)),
        ],
    )  # fmt: skip


def _contrary(reading: Grammar, joint: int | None) -> str | None:
    """« C, contrairement à ce qu'affirmait X »: X denied C, unless C is what somebody denies here."""
    if joint is None or reading.low(joint) != "contrairement":
        return None
    denied = any(c.last < joint and "deny" in reading.lexicon.classes.get(c.lemma, ()) for c in reading.cues)
    return "asserts" if denied else "denies"


def _only_leads(reading: Grammar, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """« Au contraire, affirme l'association, ils… », « De fait, reconnaît-elle, « … » »: a circumstance, and behind
    it a clause with a subject of its own or a quotation.
    """
    retorts = left == (0, 1) and reading.low(0) in reading.lexicon.words["phrases.retorts"]
    if retorts or reading.past_lead(0, left[1] + 1) == left[1] + 1:
        return True
    if reading.clause(*left) or left[1] - left[0] > 4 or left[0] > 0:
        return False
    circumstance = reading.phrases.prepositions | reading.phrases.adverbs | reading.phrases.conjunctions
    opens = reading.phrases.starts_at(right[0]) or reading.sentence.is_quote(right[0])
    return reading.low(left[0]) in circumstance and opens


def _behind(reading: Grammar, after: int, right: tuple[int, int] | None) -> int:
    """How far behind an aside the medium it was said to may stand: « …, dans un entretien à L'Aurore : « … » »."""
    if right is None:
        return reading.end
    return right[0] if reading.low(right[0] - 1) == ":" else reading.past_words(after)


def taken_up(reading: Grammar, que: int) -> int | None:
    """« …, | ce que confirme X », « …, | une version que conteste X »: where words begin that take up those before."""
    if reading.low(que) not in QUE:
        return None
    if reading.low(que - 1) == "ce":
        if reading.low(que - 2) not in reading.closed["of"] | reading.closed["told_links"]:
            return que - 1
        # « …, contrairement à ce qu'affirmait X »; of what opens with it nothing is said before.
        return que - 3 if reading.low(que - 3) == "contrairement" and que > 3 else None
    named = reading.low(que - 1) in reading.lexicon.words["speakers.lead_nouns"]
    return que - 2 if named and reading.low(que - 2) in ("un", "une", "des") else None


def said_before(reading: Grammar, cue: Cue, joint: int) -> tuple[int, int] | None:
    """« A soutient que C, | ce que réfute B »: C again; without a cue what stands before, None where that is the
    sentence before (« C'est, en tout cas, ce qu'affirme X »).
    """
    for other in reversed(reading.cues):
        if other.last < joint and other.first not in reading.asides:
            found = reading.complement(other)
            if found is not None and found[1] < joint:
                return found[1], joint - (reading.low(joint - 1) == ",")
    opens = reading.low(0) == "c'" and reading.low(1) == "est" and joint <= _LEAD
    return None if opens else _left(reading, cue, joint)


def _left(reading: Grammar, cue: Cue, end: int) -> tuple[int, int] | None:
    """What an aside that begins at `end` interrupts or closes."""
    low, sentence = reading.low, reading.sentence
    while end > 0 and (
        low(end - 1) in _CLITICS
        or low(end - 1) in ("comme", "ainsi", ",", "–", "—", "-", "(", "ce", "que", "qu'", "c'", "est")
    ):
        end -= 1
    start = 0
    for other in reading.cues:
        if other.first in reading.asides and other.last < cue.first:
            start = max(start, reading.past_words(max(reading.asides[other.first][1], other.last + 1)))
        elif other.last < end and other.shape == "finite":
            # « la direction dément : la ligne, assure-t-elle, … »
            mark = next((j for j in range(end - 1, other.last, -1) if low(j) in (":", ";")), None)
            if mark is not None and not sentence.is_quote(mark + 1):
                start = max(start, mark + 1)
    colon = next((j for j in range(end - 1, start, -1) if low(j) == ":" and not sentence.is_quote(j + 1)), None)
    if colon is not None and cue.pronoun is not None and _announces(reading, colon):
        start = colon + 1
    for phrase in reading.according_to_phrases:
        mark = next((j for j in range(end - 1, phrase.end, -1) if low(j) == ";"), None)
        if phrase.first < end and mark is not None:
            start = max(start, mark + 1)
    if end > 0 and sentence.is_quote(end - 1):
        first = end - 1
        while first > start and (sentence.is_quote(first - 1) or low(first - 1) in (",", ".", "!", "?")):
            first -= 1
        if first == start or low(first - 1) == ":" or (not reading.clause(start, first) and low(first - 1) == ","):
            return first, end
        if reading.quote_words(end - 1) > 12 and low(first - 1) in (",", ";", "."):
            return first, end
    start = reading.past_lead(start, end)
    return (start, end) if start < end else None


def _announces(reading: Grammar, colon: int) -> bool:
    """« Le radiologue émet des réserves : | l'échantillon, souligne-t-il, est trop petit »: whether somebody stands
    before the colon who may be the pronoun behind it.
    """
    found = reading.phrases.main_subject(colon)
    return found is not None and reading.phrases.kind(*found) in ("person", "anonymous")


def _right(reading: Grammar, i: int, left: tuple[int, int] | None) -> tuple[int, int] | None:
    low, sentence = reading.low, reading.sentence
    at = reading.past_words(i)
    only_quote = left is not None and left[1] - left[0] == 1 and sentence.is_quote(left[0])
    while at < reading.end and low(at) in (",", ":", "–", "—"):
        if sentence.is_quote(at + 1):
            at += 1
            break
        if low(at) == ":":
            return at + 1, reading.stop(at + 1)
        if only_quote:
            return None
        # « Comme l'écrivait Reclus, la nature se venge »
        if _continues(reading, at + 1) or (left is None and low(0) == "comme" and reading.phrases.starts_at(at + 1)):
            return at + 1, reading.stop(at + 1)
        at = reading.past_words(at + 1)
    if (
        not sentence.is_quote(at)
        or reading.cue_between(i, at)
        or (low(at - 1) not in (",", ":", "–", "—") and not only_quote)
    ):
        return None
    return at, reading.past_quotes(at, reading.end)


def _continues(reading: Grammar, i: int) -> bool:
    """Whether the clause that the aside interrupted goes on at `i`."""
    if i >= reading.end or reading.low(i) in _NOT_CONTINUED:
        return False
    if any(c.first <= i + 1 <= c.last + 1 and c.shape == "participle" for c in reading.cues):
        return False
    return any(reading.phrases.is_verb(j) for j in range(i, reading.stop(i)))
