"""Who a speaker phrase stands for: names, short forms, roles and pronouns brought together."""

from bisect import bisect_right, insort
from dataclasses import dataclass, replace

from provenance.extraction.frames import Range, SpeakerPhrase
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.name_runs import acronym
from provenance.extraction.names import Name, NameReader
from provenance.extraction.passages import Sentence
from provenance.extraction.person import Person, last_of
from provenance.extraction.persons import LOOKED_AT, Persons
from provenance.extraction.sentence_subjects import agent, described, first_of, joined, name_end, office, owned, owner
from provenance.extraction.subjects import Subjects
from provenance.extraction.told_media import ToldMedia
from provenance.model.reading import Evidence, Link, Span, SpeakerMention
from provenance.model.vocabulary import MEDIA, PEOPLE, SourceKind

_ORGANISATIONS = (SourceKind.INSTITUTION, SourceKind.OUTLET, SourceKind.AGENCY, SourceKind.GOVERNMENT)
#: How far back, in code points, a pronoun reaches before anybody will do.
NEAR = 700
#: How near whoever a pronoun takes up must have spoken or been the subject for it to be certain: an inverted one
#: (« dit-il ») takes up a speaker and reaches further. Beyond, half are read wrong (the gold of development).
CERTAIN, CERTAIN_INVERTED = 150, 450
#: How near the head of its sentence a subject stands.
OPENING = 40
#: How many of those a speaker may be are told.
CANDIDATES = 3


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


@dataclass(frozen=True, slots=True)
class Guest:
    """Whom a sentence says to speak to a medium, and the medium."""

    sentence: Sentence
    person: Person
    media: list[SpeakerHop]


class Speakers:
    """The entities of one text, in the order of their mention."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon
        self.names = NameReader(text, lexicon)
        self.persons = Persons(lexicon)
        self.guests: list[Guest] = []
        #: Where the sentences met so far begin.
        self._starts: list[int] = []
        #: The sentence that is read, and the one before it.
        self._before: Sentence | None = None
        self._current: Sentence | None = None
        words = lexicon.words
        self._closed = closed = lexicon.closed
        genders = closed["feminine"] | closed["masculine"] | closed["plural"]
        self._pronouns = words["words.subject_pronouns"] | genders | closed["further_pronouns"]
        self.first_persons = words["words.first_persons"]

    def meet(self, sentence: Sentence) -> None:
        """Take note of the persons a sentence names, whether they speak or not."""
        self._starts.append(sentence.start)
        self._before, self._current = self._current, sentence
        self.persons.sentence = sentence.start
        pair = self._meet_pair(sentence)
        main = self._meet_subject(sentence)
        self._meet_guest(sentence, main)
        phrases = Subjects.of(sentence, self.lexicon)
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
                    end = first_of(phrases, at, phrases.end(at))
                    if not self._full_name(phrases, at, end):
                        at += 1
                        continue
                # « de l'institut Straits Forum » is passed over whole; « the Isla Grey » is a ship.
                core = phrases.core_end(at)
                named = at < core < end and phrases.capital(core + 1) and phrases.capital(core + 2)
                if named and phrases.completes(at):
                    # « called on the chief executive, | Peter Lamb, »
                    end = core
                elif not phrases.completes(at) and not self._thing(phrases, at, end):
                    name = self.names.read(phrases, at, end)
                    if not name.named and sentence.low(at - 1) in self.lexicon.words["words.be"]:
                        # « Le ministre était | l'invité de la matinale de France Inter »: he himself.
                        at = end
                        continue
                    person = self.persons.met(name, token.start)[0]
                    # « Lund's wife wept as | Reyes spoke »: she is told of.
                    aside = main is not None and main is not person and sentence.low(at - 1) in phrases.circumstance
                    subject = head or (phrases.is_verb(end) and not phrases.is_verb(at - 1) and not aside)
                    if subject and not owner(phrases, end):
                        insort(person.salient, token.start)
                    head = False
                at = end
                continue
            at += 1
        taken_up = (token.start for token in sentence.tokens if token.low in self.persons.ordinals)
        self.persons.pair_off(sentence.start, next(taken_up, sentence.end))
        self.persons.pair = pair or self.persons.pair

    def _meet_pair(self, sentence: Sentence) -> tuple[Person, Person] | None:
        """Take note of two who are the subject together."""
        phrases = Subjects.of(sentence, self.lexicon)
        found = joined(phrases)
        if found is None:
            return None
        one, other = (self._meet_salient(phrases, half) for half in found)
        return (one, other) if one is not other else None

    def _meet_salient(self, phrases: Subjects, found: Range) -> Person:
        person = self._named(phrases, *found).person
        insort(person.salient, person.seen[-1])
        return person

    def _surname(self, phrases: Subjects, at: int) -> int:
        """One past a lone surname of somebody known at `at`; `at` where none stands."""
        tokens = phrases.sentence.tokens
        alone = tokens[at].capital and not (at + 1 < len(tokens) and tokens[at + 1].capital)
        return at + (alone and self.persons.is_surname(tokens[at].low))

    def _thing(self, phrases: Subjects, at: int, end: int) -> bool:
        """Whether « the » stands before bare capitals: English says it of things, not of persons."""
        article = any(phrases.sentence.low(j) in self._closed["articles"] for j in (at, at - 1))
        roles = any(phrases.kind_of(phrases.sentence.low(j)) for j in range(at, end))
        return self.lexicon.does("the-of-things") and article and not roles

    def _meet_guest(self, sentence: Sentence, subject: Person | None) -> None:
        """« Maud Delaunay était l'invitée de RTL »: to whom she says what follows."""
        at = next((j for j, t in enumerate(sentence.tokens) if t.low in self.lexicon.words["phrases.guest"]), None)
        if subject is None or at is None or subject.name.kind not in PEOPLE:
            return
        phrases = Subjects.of(sentence, self.lexicon)
        media = [self._named(phrases, *m) for m in ToldMedia(sentence, self.lexicon).media(at, len(sentence))]
        if media:
            self.guests.append(Guest(sentence, subject, media))

    def _meet_subject(self, sentence: Sentence) -> Person | None:
        """« Le syndicat Sud-Santé réclame… », « L'entreprise rejette… »: the subject of a sentence can be taken up by a
        pronoun.
        """
        phrases = Subjects.of(sentence, self.lexicon)
        found = phrases.main_subject(min(len(sentence), 30))
        if found is not None and sentence.low(found[0]) in self._closed["people"] and found[1] - found[0] == 1:
            # « She rejected the claim »: of a pronoun that follows, she is the subject before.
            low, at = sentence.low(found[0]), sentence.tokens[found[0]].start
            before = self._antecedents(low, at)
            if before and self._certain(before, low, at):
                insort(before[0].person.salient, at)
        if found is None or phrases.pronoun(found[0]):
            return None
        if phrases.kind(*found) in (None, "record"):
            does = agent(phrases, found[1])
            return self._meet_salient(phrases, does) if does is not None else None
        if found == (0, 1) and sentence.low(1) in (":", ".", "!", "?", "…"):
            # « Retraites : … » says what a headline is about, « Absent. » how somebody is.
            return None
        found = found[0], first_of(phrases, *found)
        known_by = described(phrases, *found) or office(phrases, *found) or owned(phrases, *found)
        found = known_by or (found[0], name_end(phrases, *found))
        name = self.names.read(phrases, *found)
        again = any(word in self._closed["same"] for word in name.words)
        known = name.named or name.kind is SourceKind.ANONYMOUS or name.kind in _ORGANISATIONS
        if not (known or again or known_by is not None) or self.persons.takes_up_nobody(name, name.span[0]):
            return None
        person = self.persons.met(name, name.span[0])[0]
        insort(person.salient, name.span[0])
        return person

    def _full_name(self, phrases: Subjects, at: int, end: int) -> bool:
        tokens = phrases.sentence.tokens
        capitals = [j for j in range(at, end) if tokens[j].capital and tokens[j].kind == "word"]
        if any(j + 1 in capitals for j in capitals) or (bool(capitals) and tokens[at].low in phrases.titles):
            return True
        # « le président Diakhaby »; « délégué CGT » names a house.
        return any(j > at and tokens[j - 1].low in phrases.roles and not acronym(tokens[j].text) for j in capitals)

    def hops(
        self, speaker_phrase: SpeakerPhrase, inner: bool = False, since: int | None = None, heard: bool = True
    ) -> list[SpeakerHop]:
        """Origin first: whoever the speaker cites, the speaker, the media it spoke to.

        Whoever speaks only in somebody's words (`inner`) is not taken up outside them; a pronoun takes up nobody named
        from `since` on: of an aside, in the very words that it reports. Nor does it take up whoever is not `heard`:
        « She rejected a claim by Lind that… ».
        """
        phrases = Subjects.of(speaker_phrase.sentence, self.lexicon)
        self.persons.sentence = speaker_phrase.sentence.start
        found = (
            [self._named(phrases, *speaker_phrase.quoted_speaker)] if speaker_phrase.quoted_speaker is not None else []
        )
        found.append(self._speaker(phrases, speaker_phrase, inner, since))
        if heard and not inner and not found[-1].candidates:
            self._speaks(found[-1].person, speaker_phrase.span[0])
        media = [self._named(phrases, *m) for m in speaker_phrase.media if not phrases.pronoun(m[0])]
        # « told the newspaper » where none was named is most often the one that tells the story.
        return [*found, *(hop for hop in media if self._is_named(hop.person.name))]

    def _is_named(self, name: Name) -> bool:
        # « told the state news agency », « carried by state media » say which; « told the newspaper », « the same
        # agency » do not.
        same = not self._closed["same"].isdisjoint(name.words)
        public = self.lexicon.term_at("phrases.public_media", lambda k: "".join(name.words[k : k + 1]), 0)
        bare = bool(public) and name.article not in self._closed["definite"]
        which = bare or (name.kind is SourceKind.AGENCY and len(name.words) > 1 and not same)
        capital = which or any(character.isupper() for character in self.text[slice(*name.span)])
        return name.named or capital or name.kind not in MEDIA or name.text in self.lexicon.uncapitalised

    def recent(self, at: int) -> list[SpeakerHop]:
        """Whoever could have spoken at `at`: people and anonymous sources named shortly before, the latest first."""
        near = [
            p for p in self.persons.all[-LOOKED_AT:] if p.name.kind in PEOPLE and 0 <= at - p.last_before(at) < NEAR
        ]
        near.sort(key=lambda p: -p.last_before(at))
        return [SpeakerHop(p, p.name.span, "pronoun", ("person",)) for p in near[:CANDIDATES]]

    def _named(self, phrases: Subjects, first: int, end: int) -> SpeakerHop:
        name = self.names.read(phrases, first, end)
        person, link, evidence = self.persons.met(name, phrases.sentence.tokens[first].start)
        return SpeakerHop(person, name.span, link, evidence)

    def _speaker(self, phrases: Subjects, speaker_phrase: SpeakerPhrase, inner: bool, since: int | None) -> SpeakerHop:
        if speaker_phrase.organisation is not None:
            return self._named(phrases, *speaker_phrase.organisation)
        span = speaker_phrase.span
        first, end = speaker_phrase.tokens
        low = speaker_phrase.sentence.low(first)
        if low in self._closed["indefinite"] and phrases.sentence.low(first - 2) in self._closed["there"]:
            # « « … », y assure-t-on »: at the house that was the last to speak.
            house = next((p for p in self.persons.latest(span[0]) if p.spoke and p.name.kind in _ORGANISATIONS), None)
            if house is not None:
                return SpeakerHop(house, house.name.span, "pronoun", ("last_to_speak",))
        if low in self._closed["indefinite"] | self.first_persons and end - first == 1:
            # « on » takes up nobody, nor does « je » of whoever signs.
            return self._nobody(low, span)
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
            name = self.names.read(phrases, first, end)
            if self.persons.takes_up_nobody(name, span[0]):
                # « le premier » of nobody in sight is anonymous; « ce dernier » may be one of those before.
                near = () if self.persons.ordinals.issuperset(name.words) else tuple(self.recent(span[0]))
                return replace(self._nobody(low, span), candidates=near)
            person, link, evidence = self.persons.met(name, span[0])
            hop = SpeakerHop(person, person.name.span, link, evidence)
            others = self.persons.namesakes(name, person, span[0])
            if others:
                # « Marcus Hale … Owen Hale … Hale said »
                return replace(hop, candidates=(hop, *(SpeakerHop(p, p.name.span, link) for p in others)))
            last = name.words and not name.plural and self._closed["same"].issuperset(name.words)
            if last and self._passed_over(person, span[0], name.feminine):
                # « Le maire a interpellé le rectorat. Ce dernier… »
                return replace(hop, candidates=(hop,))
        return hop

    def _speaks(self, person: Person, at: int) -> None:
        insort(person.seen, at)
        insort(person.salient, at)
        person.spoke = True

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
        if pronoun in self._closed["nearest"] and self._passed_over(person, at, pronoun in self._closed["feminine"]):
            return False
        salient = last_of(person.salient, at)
        unnamed = (hop for hop in found[1:] if not hop.person.name.named)
        house = "gender" not in found[0].evidence and self.persons.may_be_house(person)
        # « Le PDG, a révélé Africa Intelligence, est parti. « … », a-t-il dit »: what may be a house is no « il ».
        since = salient - CERTAIN if house else salient
        if pronoun not in self._closed["people"] and any(last_of(h.person.salient, at) > since for h in unnamed):
            # Somebody without a name spoke since: half of these are read wrong (the gold of development).
            return False
        reach = CERTAIN_INVERTED if pronoun.startswith("-") else 250 if pronoun in self._closed["people"] else CERTAIN
        current = bisect_right(self._starts, at) - 1
        before = self._starts[current - 1] if current > 0 else 0
        if salient >= 0 and (at - salient <= reach or salient >= before):
            return True
        others = any(at - hop.person.last_before(at) < 2 * NEAR for hop in found[1:] if hop.person.name.kind in PEOPLE)
        return at - person.last_before(at) <= reach and "gender" in found[0].evidence and not others

    def _passed_over(self, person: Person, at: int, feminine: bool | None) -> bool:
        """« Le juge a entendu l'expert. Celui-ci… »: whether a word for somebody else of that gender stands nearer than
        the last mention of a person.
        """
        role = person.role or ""
        after = person.last_before(at) + len(person.name.text) + len(role)
        return any(
            after < token.start < at and self._somebody(Subjects.of(sentence, self.lexicon), j, feminine)
            for sentence in (self._before, self._current) if sentence is not None
            for j, token in enumerate(sentence.tokens)
        )  # fmt: skip

    def _somebody(self, phrases: Subjects, j: int, feminine: bool | None) -> bool:
        """« l'expert », « au rectorat »; the house in « le directeur de l'hôpital » is none of its own."""
        low = phrases.sentence.low
        article, kind = low(j - 1), phrases.kind_of(low(j))
        if article in (self._closed["he"] if feminine else self._closed["she"]) and feminine is not None:
            return False
        if low(j) in self.lexicon.words["speakers.person"] or article not in self._closed["leading"]:
            return low(j) in self.lexicon.words["speakers.person"]
        house = kind in ("institution", "government") and not {article, low(j - 2)} & self._closed["of"]
        return house or kind == "person"

    def _subject_first(self, found: list[tuple[tuple[int, int], SpeakerHop]], pronoun: str, at: int) -> None:
        """« Un mineur a reconnu… Il a expliqué »: of a pronoun that opens, whoever alone was the subject just
        before.
        """
        current = bisect_right(self._starts, at) - 1
        if current < 1:
            return
        before = self._starts[current - 1]
        lately = [n for n, (score, hop) in enumerate(found) if last_of(hop.person.salient, at) >= before]
        if len(lately) != 1 or lately[0] == 0:
            return
        hop = found[lately[0]][1]
        opened = last_of(hop.person.salient, at) - before < OPENING
        if pronoun.startswith("-") and not (opened and "gender" in hop.evidence and not hop.person.name.named):
            # One that is inverted takes up a speaker: « Le procureur s'y est opposé. « … », a-t-il dit » may.
            return
        # « The army accused the rebels. “Our forces responded,” it said »
        thing = pronoun in self._closed["thing"] and found[0][1].person.name.kind in PEOPLE
        house = thing and hop.person.name.kind in _ORGANISATIONS
        # « the company » may be the one named before.
        house = house and self.lexicon.words["speakers.group_nouns"].isdisjoint(hop.person.name.words)
        if house or self._own_person(hop):
            found.insert(0, found.pop(lately[0]))

    def _own_person(self, hop: SpeakerHop) -> bool:
        """Whether a candidate is surely somebody, and nobody named before: « le ministre » may be."""
        name = hop.person.name
        somebody = name.article in self._closed["some_one"] - self._closed["definite"]
        if somebody and not name.named and name.kind in PEOPLE:
            # « A villager who had fled blamed the police. According to him… »
            return True
        if name.kind not in PEOPLE or hop.person.sure < 2 or "gender" not in hop.evidence:
            return False
        # « Le Premier ministre s'est rendu sur place. Il a promis… »: nobody of the text was said to be it.
        unique = not {*name.words[:1], "-".join(name.words[:2])}.isdisjoint(self.lexicon.words["speakers.unique"])
        return name.named or unique or name.article not in self._closed["definite"]

    def _antecedents(self, pronoun: str, at: int) -> list[SpeakerHop]:
        """Whom a pronoun at `at` may take up: near, human, of its number and gender, the latest first."""
        feminine = (
            True if pronoun in self._closed["feminine"] else False if pronoun in self._closed["masculine"] else None
        )
        found: list[tuple[tuple[int, int], SpeakerHop]] = []
        for person in self.persons.all[-LOOKED_AT:]:
            last = person.last_before(at)
            if last < 0 or (
                (pronoun in self._closed["plural"]) != person.name.plural and pronoun not in self._closed["any_number"]
            ):
                continue
            if feminine is not None and person.feminine not in (None, feminine):
                continue
            human = person.name.kind in PEOPLE
            if pronoun in self._closed["thing"] and human and not self.persons.may_be_house(person):
                continue
            if not human and feminine is not None and person.feminine is None:
                # « elle » for « la CGT », never for a name that shows no gender.
                continue
            salient = last_of(person.salient, at)
            near = at - last < NEAR
            # « He » and « she » are people, most often who spoke last; « il » and « elle » may be things.
            told = (
                salient >= 0
                and at - salient < NEAR
                and (human or pronoun not in self._closed["people"])
                and person.sure > 0
            )
            # Who has a name is taken up rather than « an adjuster », however lately he spoke.
            score = (
                3 + person.name.named if told else near * (1 + human + human * person.sure),
                salient if told else last,
            )
            evidence: list[Evidence] = ["number"]
            if feminine is not None and person.feminine is feminine:
                evidence.append("gender")
            if human:
                evidence.append("person")
            if person.spoke and told:
                evidence.append("last_to_speak")
            found.append((score, SpeakerHop(person, person.name.span, "pronoun", tuple(evidence))))
        found.sort(key=lambda scored: scored[0], reverse=True)
        self._subject_first(found, pronoun, at)
        return [hop for score, hop in found if score[0] or hop is found[0][1]]
