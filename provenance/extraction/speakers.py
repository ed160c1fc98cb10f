"""Who a speaker phrase stands for: names, short forms, roles and pronouns brought together."""

import re
from bisect import bisect_left, insort
from dataclasses import dataclass, field

from provenance.extraction.frames import SpeakerPhrase
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.names import LEADING, PARTICLES, Name, NameReader
from provenance.extraction.passages import Sentence
from provenance.extraction.subjects import Subjects
from provenance.extraction.word_sets import word_set
from provenance.model.reading import Span, Speaker
from provenance.model.vocabulary import SourceKind

_PLURAL = word_set("speakers", "plural")
_FEMININE = word_set("speakers", "feminine")
_MASCULINE = word_set("speakers", "masculine")
_PEOPLE = word_set("speakers", "people")
_THIS = word_set("speakers", "this")
_DEFINITE = word_set("speakers", "definite")
_SAME = word_set("speakers", "same")
_HUMAN = (SourceKind.PERSON, SourceKind.ANONYMOUS)
_ORGANISATIONS = (SourceKind.INSTITUTION, SourceKind.OUTLET, SourceKind.AGENCY, SourceKind.GOVERNMENT)
#: How far back, in code points, a pronoun reaches before anybody will do; how many speakers are looked at.
NEAR, LOOKED_AT = 700, 60


@dataclass(eq=False)
class Person:
    """One entity of the text, under its fullest name so far.

    `seen` are the places of its mentions, `salient` those where it speaks or is the subject, both sorted.
    """

    name: Name
    spoke: bool = False
    vague: bool = False
    seen: list[int] = field(default_factory=list)
    salient: list[int] = field(default_factory=list)
    forms: dict[str, None] = field(default_factory=dict)
    role: str | None = None
    organisation: str | None = None
    organisation_kind: SourceKind | None = None
    feminine: bool | None = None

    def speaker(self) -> Speaker:
        """What the whole text says of it, once it is read."""
        name = self.name
        aliases = tuple(form for form in self.forms if form != name.text) if name.named else ()
        return Speaker(
            name.text, name.kind, self.role, self.organisation, self.organisation_kind, name.plural, self.vague, aliases
        )

    def last_before(self, at: int) -> int:
        """The last mention before `at`, or -1."""
        return _last(self.seen, at)

    @property
    def sure(self) -> int:
        """How plainly it is somebody, 0 to 2: a lone capital may be a place, or a firm that speaks."""
        if self.role is not None or len(self.name.words) > 1 or not self.name.named:
            return 2
        return int(self.spoke)


class Speakers:
    """The entities of one text, in the order of their mention."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon
        self.names = NameReader(text, lexicon)
        self.persons: list[Person] = []
        self._by_words: dict[tuple[str, ...], Person] = {}
        self._by_last: dict[str, list[Person]] = {}
        words = lexicon.words
        self._pronouns = words["words.subject_pronouns"] | _FEMININE | _MASCULINE | _PLURAL | {"-je", "-on", "on"}
        self._vague = frozenset(lexicon.patterns["vague.words"])

    def meet(self, sentence: Sentence) -> None:
        """Take note of the persons a sentence names, whether they speak or not."""
        self._meet_subject(sentence)
        titles = self.lexicon.words["words.titles"]
        capitals = [t.capital and t.kind == "word" for t in sentence.tokens]
        if not any(a and b for a, b in zip(capitals, capitals[1:], strict=False)) and not any(
            t.low in titles or t.low in self.lexicon.words["speakers.person"] for t in sentence.tokens
        ):
            return
        phrases = Subjects(sentence, self.lexicon)
        opens = LEADING | phrases.titles | phrases.roles
        passed = phrases.prepositions | phrases.circumstance
        at = 0
        while at < len(sentence):
            token = sentence.tokens[at]
            if token.kind == "word" and (token.capital or token.low in opens) and token.low not in passed:
                end = phrases.end(at)
                if self._full_name(phrases, at, end):
                    # « de l'institut Straits Forum » is passed over whole; « the Isla Grey » is a ship.
                    if not phrases.completes(at) and not self._thing(phrases, at, end):
                        self._met(self.names.read(phrases, at, end), token.start)
                    at = end
                    continue
            at += 1

    def _thing(self, phrases: Subjects, at: int, end: int) -> bool:
        """Whether « the » stands before bare capitals: English says it of things, not of persons."""
        article = phrases.sentence.low(at) == "the" or phrases.sentence.low(at - 1) == "the"
        roles = any(phrases.kind_of(phrases.sentence.low(j)) for j in range(at, end))
        return self.lexicon.language == "en" and article and not roles

    def _meet_subject(self, sentence: Sentence) -> None:
        """« Le syndicat Sud-Santé réclame… »: the subject of a sentence can be taken up by a pronoun."""
        phrases = Subjects(sentence, self.lexicon)
        found = phrases.main_subject(min(len(sentence), 30))
        if found is None or phrases.pronoun(found[0]) or phrases.kind(*found) in (None, "record"):
            return
        name = self.names.read(phrases, *found)
        if name.named or name.kind is SourceKind.ANONYMOUS:
            insort(self._met(name, name.span[0]).salient, name.span[0])

    def _full_name(self, phrases: Subjects, at: int, end: int) -> bool:
        tokens = phrases.sentence.tokens
        capitals = [j for j in range(at, end) if tokens[j].capital and tokens[j].kind == "word"]
        if any(j + 1 in capitals for j in capitals) or (bool(capitals) and tokens[at].low in phrases.titles):
            return True
        # « le président Diakhaby »
        return any(j > at and tokens[j - 1].low in phrases.roles for j in capitals)

    def hops(self, speaker_phrase: SpeakerPhrase) -> list[tuple[Person, Span]]:
        """Origin first: whoever the speaker cites, the speaker, the media it spoke to; each with
        the span of its name.
        """
        phrases = Subjects(speaker_phrase.sentence, self.lexicon)
        found = (
            [self._named(phrases, *speaker_phrase.quoted_speaker)] if speaker_phrase.quoted_speaker is not None else []
        )
        found.append(self._speaker(phrases, speaker_phrase))
        return [*found, *(self._named(phrases, *medium) for medium in speaker_phrase.media)]

    def _named(self, phrases: Subjects, first: int, end: int) -> tuple[Person, Span]:
        name = self.names.read(phrases, first, end)
        return self._met(name, phrases.sentence.tokens[first].start), name.span

    def _speaker(self, phrases: Subjects, speaker_phrase: SpeakerPhrase) -> tuple[Person, Span]:
        if speaker_phrase.organisation is not None:
            return self._named(phrases, *speaker_phrase.organisation)
        span = speaker_phrase.span
        first, end = speaker_phrase.tokens
        low = speaker_phrase.sentence.low(first)
        if low in self._pronouns and end - first == 1:
            person = self._antecedent(low, span[0])
            if person is None:
                said = self.text[slice(*span)].lstrip("-–").removeprefix("t-")
                return Person(Name(said, span, (), False, SourceKind.ANONYMOUS, low), vague=True), span
        else:
            person = self._met(self.names.read(phrases, first, end), span[0])
        insort(person.seen, span[0])
        insort(person.salient, span[0])
        person.spoke = True
        return person, person.name.span

    def _antecedent(self, pronoun: str, at: int) -> Person | None:
        """Whom a pronoun at `at` takes up: near, human, of its number and gender, the latest."""
        feminine = True if pronoun in _FEMININE else False if pronoun in _MASCULINE else None
        best, rank = None, (-1, -1)
        for person in self.persons[-LOOKED_AT:]:
            last = person.last_before(at)
            if last < 0 or ((pronoun in _PLURAL) != person.name.plural and pronoun not in ("it", "they")):
                continue
            if feminine is not None and person.feminine not in (None, feminine):
                continue
            human = person.name.kind in _HUMAN
            salient = _last(person.salient, at)
            near = at - last < NEAR
            # « He » and « she » are people, most often who spoke last; « il » and « elle » may be things.
            told = pronoun in _PEOPLE and human and salient >= 0 and at - salient < NEAR
            score = (near * (1 + human + human * person.sure) + 3 * told, salient if told else last)
            if score > rank:
                best, rank = person, score
        return best

    def _met(self, name: Name, at: int) -> Person:
        """The entity of a mention, new or known; what the mention adds is kept."""
        person = self._known(name, at) or self._titled(name)
        if person is None:
            person = Person(name)
            self.persons.append(person)
        elif name.named and (not person.name.named or len(name.words) > len(person.name.words)):
            person.name = name
        self._by_words.setdefault(name.words, person)
        if name.named and name.words and name.kind is SourceKind.PERSON:
            listed = self._by_last.setdefault(name.words[-1], [])
            if person not in listed[-LOOKED_AT:]:
                listed.append(person)
        person.role, person.organisation = person.role or name.role, person.organisation or name.organisation
        person.organisation_kind = person.organisation_kind or name.organisation_kind
        person.feminine = name.feminine if person.feminine is None else person.feminine
        insort(person.seen, at)
        person.forms[name.text] = None
        person.vague = person.vague or name.text.lower().replace("’", "'") in self._vague
        return person

    def _known(self, name: Name, at: int) -> Person | None:
        if not name.words:
            return None
        again = tuple(word for word in name.words if word not in _SAME)
        if again != name.words and name.article in _DEFINITE:
            # « la même source », « ce même diplomate », « ce dernier »
            return self._spoken_of(again, name, at)
        if name.words in self._by_words:
            return self._by_words[name.words]
        if name.named and name.kind is SourceKind.PERSON:
            # « Ouchakov » and « le conseiller Ouchakov » are Iouri Ouchakov.
            for person in reversed(self._by_last.get(name.words[-1], [])[-LOOKED_AT:]):
                known = person.name.words
                if len(name.words) == 1 or len(known) == 1 or name.words[0] == known[0]:
                    return person
        if name.named or name.plural or name.article not in _DEFINITE:
            return None
        return self._described(name, at)

    def _titled(self, name: Name) -> Person | None:
        """« la ministre du travail » of an earlier sentence, now with her name."""
        if name.role is None or not name.named:
            return None
        words = [w for w in re.split(r"[\s'’]+", name.role.lower()) if w not in LEADING and w not in PARTICLES]
        for person in reversed(self.persons[-LOOKED_AT:]):
            if not person.name.named and [w for w in person.name.words if w not in PARTICLES] == words:
                return person
        return None

    def _described(self, name: Name, at: int) -> Person | None:
        """« le ministre », « cette retraitée », « le groupe »: whom a description without a name takes up again."""
        words = self.lexicon.words
        recent = sorted(self.persons[-LOOKED_AT:], key=lambda p: -p.last_before(at))
        for person in recent:
            if person.role and name.words[0] in re.split(r"[\s'’-]+", person.role.lower()):
                return person
        this, head = name.article in _THIS, name.words[0]
        if this:
            taken_up = self._spoken_of(name.words, name, at)
            if taken_up is not None:
                return taken_up
        if head in words["speakers.unique"]:
            # There is one mayor: whoever was named last is not he unless that was said.
            return None
        if len(name.words) > (4 if this else 2):
            return None
        group = head in words["speakers.group_nouns"]
        again = (
            this or head in words["speakers.anaphoric"] or (head not in words["speakers.unique"] and self._human(head))
        )
        for person in recent:
            if not person.name.named:
                continue
            if group and person.name.kind in _ORGANISATIONS:
                return person
            fits = name.feminine is None or person.feminine in (None, name.feminine)
            if again and not group and fits and person.name.kind is SourceKind.PERSON:
                return person
        return None

    def _spoken_of(self, words: tuple[str, ...], name: Name, at: int) -> Person | None:
        """Whom « ce », « même » or « dernier » takes up: the last so called; of a source, the last that has no name; of
        nobody in particular, the last person.
        """
        recent = sorted(
            (p for p in self.persons[-LOOKED_AT:] if p.last_before(at) >= 0), key=lambda p: -p.last_before(at)
        )
        for person in recent:
            fits = name.feminine is None or person.feminine in (None, name.feminine)
            if not words:
                if person.name.kind in (*_HUMAN, *_ORGANISATIONS) and fits and person.name.plural == name.plural:
                    return person
            elif words[0] in person.name.words[:1] and not person.name.named:
                return person
        if words and words[0] in self.lexicon.words["anonymous.source_nouns"]:
            return next((p for p in recent if p.spoke and p.name.kind is SourceKind.ANONYMOUS), None)
        return None

    def _human(self, low: str) -> bool:
        endings = self.lexicon.patterns["speakers.person_endings"]
        return low in self.lexicon.words["speakers.person"] or (len(low) > 5 and low.endswith(endings))


def _last(places: list[int], at: int) -> int:
    """The last of some sorted places before `at`, or -1."""
    number = bisect_left(places, at)
    return places[number - 1] if number else -1
