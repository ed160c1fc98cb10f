"""Who a speaker phrase stands for: names, short forms, roles and pronouns brought together."""

import re
from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field, replace

from provenance.extraction.frames import SpeakerPhrase
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.names import Name, NameReader
from provenance.extraction.passages import Sentence
from provenance.extraction.subjects import Subjects
from provenance.model.reading import Evidence, Link, Span, Speaker, SpeakerMention
from provenance.model.vocabulary import SourceKind

_HUMAN = (SourceKind.PERSON, SourceKind.ANONYMOUS)
_MEDIA = (SourceKind.OUTLET, SourceKind.AGENCY)
_ORGANISATIONS = (SourceKind.INSTITUTION, SourceKind.OUTLET, SourceKind.AGENCY, SourceKind.GOVERNMENT)
#: How far back, in code points, a pronoun reaches before anybody will do; how many speakers are looked at.
NEAR, LOOKED_AT = 700, 60
#: How near whoever a pronoun takes up must have spoken or been the subject for it to be certain: an inverted one
#: (« dit-il ») takes up a speaker and reaches further. Beyond, half are read wrong (the gold of development).
CERTAIN, CERTAIN_INVERTED = 150, 450
#: How near a name must be for a description to take it up.
CLOSE = 400
#: How many of those a speaker may be are told.
CANDIDATES = 3


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


#: The entity of a mention, and what ties them.
Tie = tuple[Person, Link, tuple[Evidence, ...]]


@dataclass(frozen=True, slots=True)
class SpeakerHop:
    """A mention, whom it stands for, and why; `candidates`, the likeliest first, where that is not certain."""

    person: Person
    span: Span
    link: Link
    evidence: tuple[Evidence, ...] = ()
    candidates: tuple["SpeakerHop", ...] = ()

    def mention(self) -> SpeakerMention:
        """The hop under the fullest name of the whole text."""
        return SpeakerMention(self.person.speaker(), self.span, self.link, self.evidence)


class Speakers:
    """The entities of one text, in the order of their mention."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon
        self.names = NameReader(text, lexicon)
        self.persons: list[Person] = []
        #: Where the sentences met so far begin.
        self._starts: list[int] = []
        self._by_words: dict[tuple[str, ...], Person] = {}
        self._by_last: dict[str, list[Person]] = {}
        words = lexicon.words
        self._closed = closed = lexicon.closed
        genders = closed["feminine"] | closed["masculine"] | closed["plural"]
        self._pronouns = words["words.subject_pronouns"] | genders | closed["further_pronouns"]
        self.first_persons = words["words.first_persons"]
        self._vague = frozenset(lexicon.patterns["vague.words"])

    def meet(self, sentence: Sentence) -> None:
        """Take note of the persons a sentence names, whether they speak or not."""
        self._starts.append(sentence.start)
        self._meet_subject(sentence)
        phrases = Subjects(sentence, self.lexicon)
        opens = self._closed["leading"] | phrases.titles | phrases.roles
        passed = phrases.prepositions | phrases.circumstance
        at, head = 0, True
        while at < len(sentence):
            token = sentence.tokens[at]
            # Whoever is named before the first verb is most often its subject.
            head = head and token.kind != "quote" and not phrases.is_verb(at)
            if token.kind == "word" and (token.capital or token.low in opens) and token.low not in passed:
                end = self._surname(phrases, at)
                if end == at:
                    end = phrases.end(at)
                    if not self._full_name(phrases, at, end):
                        at += 1
                        continue
                # « de l'institut Straits Forum » is passed over whole; « the Isla Grey » is a ship.
                if not phrases.completes(at) and not self._thing(phrases, at, end):
                    person = self._met(self.names.read(phrases, at, end), token.start)[0]
                    if head or (phrases.is_verb(end) and not phrases.is_verb(at - 1)):
                        insort(person.salient, token.start)
                    head = False
                at = end
                continue
            at += 1

    def _surname(self, phrases: Subjects, at: int) -> int:
        """One past a lone surname of somebody known at `at`; `at` where none stands."""
        tokens = phrases.sentence.tokens
        alone = tokens[at].capital and not (at + 1 < len(tokens) and tokens[at + 1].capital)
        return at + (alone and tokens[at].low in self._by_last)

    def _thing(self, phrases: Subjects, at: int, end: int) -> bool:
        """Whether « the » stands before bare capitals: English says it of things, not of persons."""
        article = any(phrases.sentence.low(j) in self._closed["articles"] for j in (at, at - 1))
        roles = any(phrases.kind_of(phrases.sentence.low(j)) for j in range(at, end))
        return self.lexicon.does("the-of-things") and article and not roles

    def _meet_subject(self, sentence: Sentence) -> None:
        """« Le syndicat Sud-Santé réclame… », « L'entreprise rejette… »: the subject of a sentence can be taken up by a
        pronoun.
        """
        phrases = Subjects(sentence, self.lexicon)
        found = phrases.main_subject(min(len(sentence), 30))
        if found is None or phrases.pronoun(found[0]) or phrases.kind(*found) in (None, "record"):
            return
        name = self.names.read(phrases, *found)
        again = any(word in self._closed["same"] for word in name.words)
        if name.named or again or name.kind is SourceKind.ANONYMOUS or name.kind in _ORGANISATIONS:
            insort(self._met(name, name.span[0])[0].salient, name.span[0])

    def _full_name(self, phrases: Subjects, at: int, end: int) -> bool:
        tokens = phrases.sentence.tokens
        capitals = [j for j in range(at, end) if tokens[j].capital and tokens[j].kind == "word"]
        if any(j + 1 in capitals for j in capitals) or (bool(capitals) and tokens[at].low in phrases.titles):
            return True
        # « le président Diakhaby »
        return any(j > at and tokens[j - 1].low in phrases.roles for j in capitals)

    def hops(self, speaker_phrase: SpeakerPhrase, inner: bool = False, since: int | None = None) -> list[SpeakerHop]:
        """Origin first: whoever the speaker cites, the speaker, the media it spoke to.

        Whoever speaks only in somebody's words (`inner`) is not taken up outside them; a pronoun takes up nobody named
        from `since` on: of an aside, in the very words that it reports.
        """
        phrases = Subjects(speaker_phrase.sentence, self.lexicon)
        found = (
            [self._named(phrases, *speaker_phrase.quoted_speaker)] if speaker_phrase.quoted_speaker is not None else []
        )
        found.append(self._speaker(phrases, speaker_phrase, inner, since))
        return [*found, *(self._named(phrases, *medium) for medium in speaker_phrase.media)]

    def recent(self, at: int) -> list[SpeakerHop]:
        """Whoever could have spoken at `at`: people and anonymous sources named shortly before, the latest first."""
        near = [p for p in self.persons[-LOOKED_AT:] if p.name.kind in _HUMAN and 0 <= at - p.last_before(at) < NEAR]
        near.sort(key=lambda p: -p.last_before(at))
        return [SpeakerHop(p, p.name.span, "pronoun", ("person",)) for p in near[:CANDIDATES]]

    def _named(self, phrases: Subjects, first: int, end: int) -> SpeakerHop:
        name = self.names.read(phrases, first, end)
        person, link, evidence = self._met(name, phrases.sentence.tokens[first].start)
        return SpeakerHop(person, name.span, link, evidence)

    def _speaker(self, phrases: Subjects, speaker_phrase: SpeakerPhrase, inner: bool, since: int | None) -> SpeakerHop:
        if speaker_phrase.organisation is not None:
            return self._named(phrases, *speaker_phrase.organisation)
        span = speaker_phrase.span
        first, end = speaker_phrase.tokens
        low = speaker_phrase.sentence.low(first)
        if inner and low in self._pronouns and end - first == 1:
            # « They told me », in somebody's words: whom he means stands outside them, if anywhere.
            return self._nobody(low, span)
        if low in self._pronouns and end - first == 1:
            at = span[0] if since is None else since
            found = self._antecedents(low, at)
            if not found:
                return self._nobody(low, span)
            best = found[0]
            if not self._certain(found, low, at):
                return replace(best, candidates=tuple(found[:CANDIDATES]))
            hop = best
        else:
            person, link, evidence = self._met(self.names.read(phrases, first, end), span[0])
            hop = SpeakerHop(person, person.name.span, link, evidence)
        if not inner:
            insort(hop.person.seen, span[0])
            insort(hop.person.salient, span[0])
            hop.person.spoke = True
        return hop

    def _nobody(self, pronoun: str, span: Span) -> SpeakerHop:
        """A pronoun that takes up nobody of this text."""
        said = self.text[slice(*span)].lstrip("-–").removeprefix("t-")
        return SpeakerHop(
            Person(Name(said, span, (), False, SourceKind.ANONYMOUS, pronoun), vague=True), span, "pronoun"
        )

    def _certain(self, found: list[SpeakerHop], pronoun: str, at: int) -> bool:
        """Whether the likeliest of those a pronoun may mean is who it means: it spoke or was the subject just before,
        or nobody else of its gender is near.
        """
        person = found[0].person
        salient = _last(person.salient, at)
        reach = CERTAIN_INVERTED if pronoun.startswith("-") else 250 if pronoun in self._closed["people"] else CERTAIN
        current = bisect_right(self._starts, at) - 1
        before = self._starts[current - 1] if current > 0 else 0
        if salient >= 0 and (at - salient <= reach or salient >= before):
            return True
        others = any(at - hop.person.last_before(at) < 2 * NEAR for hop in found[1:] if hop.person.name.kind in _HUMAN)
        return at - person.last_before(at) <= reach and "gender" in found[0].evidence and not others

    def _antecedents(self, pronoun: str, at: int) -> list[SpeakerHop]:
        """Whom a pronoun at `at` may take up: near, human, of its number and gender, the latest first."""
        feminine = (
            True if pronoun in self._closed["feminine"] else False if pronoun in self._closed["masculine"] else None
        )
        found: list[tuple[tuple[int, int], SpeakerHop]] = []
        for person in self.persons[-LOOKED_AT:]:
            last = person.last_before(at)
            if last < 0 or (
                (pronoun in self._closed["plural"]) != person.name.plural and pronoun not in self._closed["any_number"]
            ):
                continue
            if feminine is not None and person.feminine not in (None, feminine):
                continue
            human = person.name.kind in _HUMAN
            if pronoun in self._closed["thing"] and human and not self._may_be_house(person):
                continue
            if not human and feminine is not None and person.feminine is None:
                # « elle » for « la CGT », never for a name that shows no gender.
                continue
            salient = _last(person.salient, at)
            near = at - last < NEAR
            # « He » and « she » are people, most often who spoke last; « il » and « elle » may be things.
            told = (
                salient >= 0
                and at - salient < NEAR
                and (human or pronoun not in self._closed["people"])
                and person.sure > 0
            )
            score = (4 if told else near * (1 + human + human * person.sure), salient if told else last)
            evidence: list[Evidence] = ["number"]
            if feminine is not None and person.feminine is feminine:
                evidence.append("gender")
            if human:
                evidence.append("person")
            if person.spoke and told:
                evidence.append("last_to_speak")
            found.append((score, SpeakerHop(person, person.name.span, "pronoun", tuple(evidence))))
        found.sort(key=lambda scored: scored[0], reverse=True)
        return [hop for score, hop in found if score[0] or hop is found[0][1]]

    def _may_be_house(self, person: Person) -> bool:
        """Whether a name that tells nothing may be a firm's: « Thalia Maritime »."""
        words = person.name.words
        given = bool(words) and words[0] in self.lexicon.given_names
        return person.name.named and person.role is None and person.feminine is None and not given

    def _met(self, name: Name, at: int) -> Tie:
        """The entity of a mention, new or known, and what ties them; what the mention adds is kept."""
        known = self._known(name, at) or self._titled(name)
        tie: Tie = known or (Person(name), "first_mention", ("apposition",) if name.named and name.role else ())
        person = tie[0]
        if known is None:
            self.persons.append(person)
        fuller = len(name.words) > len(person.name.words) or (person.name.metonym and not name.metonym)
        if name.named and (not person.name.named or fuller):
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
        if tie[1] == "same_words" and person.seen[0] >= at:
            # It was met on the way, as one of the names of this very sentence.
            return person, "first_mention", ("apposition",) if person.role else ()
        return tie

    def _known(self, name: Name, at: int) -> Tie | None:
        if not name.words:
            return None
        again = tuple(word for word in name.words if word not in self._closed["same"])
        if again != name.words and name.article in self._closed["definite"]:
            # « la même source », « ce même diplomate », « ce dernier »
            return self._spoken_of(again, name, at)
        if name.words in self._by_words:
            person = self._by_words[name.words]
            return person, "metonym" if name.metonym is not person.name.metonym else "same_words", ()
        acronym = self._acronym(name)
        if acronym is not None:
            return acronym, "short_form", ()
        if name.named and name.kind is SourceKind.PERSON:
            # « Ouchakov » and « le conseiller Ouchakov » are Iouri Ouchakov.
            for person in reversed(self._by_last.get(name.words[-1], [])[-LOOKED_AT:]):
                known = person.name.words
                if len(name.words) == 1 or len(known) == 1 or name.words[0] == known[0]:
                    return person, "short_form", ()
        if name.named or name.plural or name.article not in self._closed["definite"]:
            return None
        return self._described(name, at)

    def _acronym(self, name: Name) -> Person | None:
        """« l'UCI » of « l'Union cycliste internationale », and the other way round."""
        if not name.named:
            return None
        short = name.words[0] if len(name.words) == 1 and name.text.lstrip("l'’").isupper() else ""
        initials = self._initials(name.words)
        for person in reversed(self.persons[-LOOKED_AT:]):
            known = person.name.words
            if short and len(short) > 2 and self._initials(known) == short:
                return person
            if len(initials) > 2 and known == (initials,) and person.name.text.lstrip("l'’").isupper():
                return person
        return None

    def _initials(self, words: tuple[str, ...]) -> str:
        """The first letters of the words of a name that are no particles."""
        return "".join(word[0] for word in words if word not in self._closed["particles"] | self._closed["of"])

    def _titled(self, name: Name) -> Tie | None:
        """« la ministre du travail » of an earlier sentence, now with her name."""
        if name.role is None or not name.named:
            return None
        words = [
            w
            for w in re.split(r"[\s'’]+", name.role.lower())
            if w not in self._closed["leading"] and w not in self._closed["particles"]
        ]
        for person in reversed(self.persons[-LOOKED_AT:]):
            if not person.name.named and [w for w in person.name.words if w not in self._closed["particles"]] == words:
                return person, "role", ("role_said_before", "apposition")
        return None

    def _described(self, name: Name, at: int) -> Tie | None:
        """« le ministre », « cette retraitée », « le groupe »: whom a description without a name takes up again."""
        words = self.lexicon.words
        recent = self._latest(at)
        this, head = name.article in self._closed["this"], name.words[0]
        for person in recent:
            if person.name.kind in _HUMAN and self._has_role(person, name):
                return person, "role", ("role_said_before",)
        if this:
            taken_up = self._spoken_of(name.words, name, at)
            if taken_up is not None:
                return taken_up
        if head in words["speakers.unique"] or len(name.words) > (4 if this else 2):
            # There is one mayor: whoever was named last is not he unless that was said.
            return None
        if head in words["speakers.group_nouns"]:
            return self._group(head, recent)
        if this or head in words["speakers.anaphoric"] or self._human(head):
            return self._person(name, recent, at)
        return None

    def _has_role(self, person: Person, name: Name) -> bool:
        """Whether the role said of somebody is the one of a description: « le président » is no « conseiller du
        président ».
        """
        role = re.split(r"[\s'’-]+", (person.role or "").lower())
        head = next((i for i, word in enumerate(role) if word in self._closed["of"]), len(role))
        further = [word for word in name.words[1:] if word not in self._closed["particles"]]
        return name.words[0] in role[:head] and set(further) <= set(role) and self._fits(person, name)

    def _group(self, head: str, recent: list[Person]) -> Tie | None:
        """« le groupe », « le journal »: the last organisation called so, or a medium where the noun says so."""
        media = head in self.lexicon.words["speakers.outlet"] | self.lexicon.words["speakers.agency"]
        for person in recent:
            called = head in person.name.words or any(head in form.lower().split() for form in person.forms)
            if person.name.named and (called or (media and person.name.kind in _MEDIA)):
                return person, "description", ("role_said_before",) if called else ("number",)
        if head not in self.lexicon.words["speakers.firm_nouns"]:
            return None
        firms = [p for p in recent if p.name.named and self._firm(p)]
        return (firms[0], "description", ("number",)) if len(firms) == 1 else None

    def _firm(self, person: Person) -> bool:
        """Whether an entity may be the company of a text: an institution of no other kind by its name, or a name that
        tells nothing and came back.
        """
        if person.name.kind is SourceKind.INSTITUTION:
            return not self._typed(person)
        full = len(person.name.words) > 1 and len(person.seen) > 1
        return full and person.name.kind is SourceKind.PERSON and self._may_be_house(person)

    def _typed(self, person: Person) -> bool:
        """Whether the name of an organisation says what it is (« Tribunal », « Office »), or everybody knows it."""
        words = self.lexicon.words["speakers.institution"]
        return any(word in words for word in person.name.words) or person.name.text.lower() in self.lexicon.names

    def _person(self, name: Name, recent: list[Person], at: int) -> Tie | None:
        """« la cinéaste », « le médecin »: the last person named near, where her role was said or nobody else fits."""
        fitting = [p for p in recent if p.name.kind is SourceKind.PERSON and p.name.named and self._fits(p, name)]
        near = [p for p in fitting if 0 <= at - p.last_before(at) < CLOSE]
        if not near:
            return None
        first = near[0]
        alone = all(p is first or at - p.last_before(at) >= 3 * CLOSE for p in fitting)
        if first.role is None and not first.spoke and not alone:
            return None
        return first, "description", self._agreeing(first, name)

    def _spoken_of(self, words: tuple[str, ...], name: Name, at: int) -> Tie | None:
        """Whom « ce », « même » or « dernier » takes up: the last so called; of a source, the last that has no name; of
        nobody in particular, the last person.
        """
        recent = [p for p in self._latest(at) if p.last_before(at) >= 0]
        for person in recent:
            if not words:
                heard = person.name.kind in (*_HUMAN, SourceKind.INSTITUTION, SourceKind.GOVERNMENT)
                if heard and self._fits(person, name) and person.name.plural == name.plural:
                    return person, "repeated", ("number", *self._agreeing(person, name))
            elif words[0] in person.name.words[:1] and not person.name.named:
                return person, "repeated", ("role_said_before",)
        if words and words[0] in self.lexicon.words["anonymous.source_nouns"]:
            source = next((p for p in recent if p.spoke and p.name.kind is SourceKind.ANONYMOUS), None)
            return None if source is None else (source, "repeated", ("last_to_speak",))
        return None

    def _latest(self, at: int) -> list[Person]:
        return sorted(self.persons[-LOOKED_AT:], key=lambda p: -p.last_before(at))

    def _fits(self, person: Person, name: Name) -> bool:
        return name.feminine is None or person.feminine in (None, name.feminine)

    def _agreeing(self, person: Person, name: Name) -> tuple[Evidence, ...]:
        same = name.feminine is not None and person.feminine is name.feminine
        return ("person", "gender") if same else ("person",)

    def _human(self, low: str) -> bool:
        endings = self.lexicon.patterns["speakers.person_endings"]
        return low in self.lexicon.words["speakers.person"] or (len(low) > 5 and low.endswith(endings))


def _last(places: list[int], at: int) -> int:
    """The last of some sorted places before `at`, or -1."""
    number = bisect_left(places, at)
    return places[number - 1] if number else -1
