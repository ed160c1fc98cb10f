"""Who is who in a text: the entities that names, short forms, roles and descriptions stand for."""

import re
from bisect import bisect_left, insort
from itertools import takewhile

from provenance.extraction.jobs import jobs_of
from provenance.extraction.lexicon import Lexicon
from provenance.extraction.names import Name
from provenance.extraction.person import Person, last_of
from provenance.model.reading import Evidence, Link, Span
from provenance.model.vocabulary import MEDIA, PEOPLE, SourceKind

#: How many entities, the latest first, are looked at.
LOOKED_AT = 60
#: How near, in code points, a name must be for a description to take it up.
CLOSE = 400


#: The entity of a mention, and what ties them.
Tie = tuple[Person, Link, tuple[Evidence, ...]]


class Persons:
    """The entities of one text, in the order of their mention."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.all: list[Person] = []
        self._by_words: dict[tuple[str, ...], Person] = {}
        self._by_last: dict[str, list[Person]] = {}
        self._by_first: dict[str, list[Person]] = {}
        self._ties: dict[Span, Tie] = {}
        self._closed = lexicon.closed
        #: « Le premier », « la seconde » of two who were named together.
        self.ordinals = lexicon.closed["first_of_two"] | lexicon.closed["second_of_two"]
        self._vague = frozenset(lexicon.patterns["vague.words"])
        self._jobs = jobs_of(lexicon)
        self._told_by_titles = {role for title in lexicon.titles.values() for role in title.split("/")}
        #: Where the sentence that is being read begins.
        self.sentence = 0
        #: The two whom one sentence named last: « le premier », « la seconde ».
        self.pair: tuple[Person, Person] | None = None

    def is_surname(self, low: str) -> bool:
        """Whether a word ends the name of somebody known."""
        return low in self._by_last

    def may_be_house(self, person: Person) -> bool:
        """Whether a name that tells nothing may be a firm's: « Thalia Maritime »."""
        words = person.name.words
        given = bool(words) and words[0] in self.lexicon.given_names
        return person.name.named and person.role is None and person.feminine is None and not given

    def met(self, name: Name, at: int) -> Tie:
        """The entity of a mention, new or known, and what ties them; what the mention adds is kept."""
        known = self._known(name, at) or self._titled(name)
        tie: Tie = known or (Person(name), "first_mention", ("apposition",) if name.named and name.role else ())
        person = tie[0]
        if known is None:
            self.all.append(person)
        fuller = len(name.words) > len(person.name.words) or (person.name.metonym and not name.metonym)
        if name.named and (not person.name.named or fuller):
            person.name = name
        self._by_words.setdefault(name.words, person)
        if name.named and name.words and name.kind is SourceKind.PERSON:
            for word, index in ((name.words[-1], self._by_last), (person.name.words[0], self._by_first)):
                listed = index.setdefault(word, [])
                if person not in listed[-LOOKED_AT:]:
                    listed.append(person)
        person.role, person.organisation = person.role or name.role, person.organisation or name.organisation
        person.organisation_kind = person.organisation_kind or name.organisation_kind
        person.feminine = name.feminine if person.feminine is None else person.feminine
        insort(person.seen, at)
        person.forms[name.text] = None
        person.vague = person.vague or name.text.lower().replace("’", "'") in self._vague
        if tie[1] != "same_words":
            self._ties[name.span] = tie
            return tie
        # It was met on the way, as one of the names of this very sentence: what tied it then does.
        if person.seen[0] >= at:
            return person, "first_mention", ("apposition",) if person.role else ()
        earlier = self._ties.get(name.span)
        return earlier if earlier is not None and earlier[0] is person else tie

    def pair_off(self, start: int, end: int) -> None:
        """Keep the two that a sentence names, where it names two."""
        near = [p for p in self.all[-LOOKED_AT:] if p.name.named and start <= p.last_before(end)]
        if len(near) == 2:
            first, second = sorted(near, key=lambda p: p.seen[bisect_left(p.seen, start)])
            self.pair = first, second

    def _of_two(self, name: Name) -> Tie | None:
        """« le premier », « la seconde »: one of the two that were named last, of that gender."""
        person = self.pair[name.words[0] in self._closed["second_of_two"]] if self.pair is not None else None
        if person is None or name.plural is not person.name.plural or not self._fits(person, name):
            return None
        return person, "description", ("number", *self._agreeing(person, name))

    def takes_up_nobody(self, name: Name, at: int) -> bool:
        """« cette dernière », « la seconde », where nobody was named whom it could take up."""
        again = any(words.issuperset(name.words) for words in (self._closed["same"], self.ordinals))
        return name.words != () and again and self._known(name, at) is None

    def _known(self, name: Name, at: int) -> Tie | None:
        if not name.words:
            return None
        if len(name.words) == 1 and name.words[0] in self.ordinals:
            return self._of_two(name)
        # « notre source »; « nos sources » may be others.
        ours = self._closed["ours"] if not name.plural else frozenset()
        again = tuple(word for word in name.words if word not in self._closed["same"] | ours)
        bare = bool(again) and again[0] in self.lexicon.words["anonymous.source_nouns"]
        if again != name.words and (bare or name.article in self._closed["definite"]):
            # « la même source », « de même source », « ce même diplomate », « ce dernier », « notre source »
            return self._spoken_of(again, name, at)
        person = self._by_words.get(name.words)
        if person is not None and self._fits(person, name):
            return person, "metonym" if name.metonym is not person.name.metonym else "same_words", ()
        acronym = self._acronym(name)
        if acronym is not None:
            return acronym, "short_form", ()
        if name.named and name.kind not in PEOPLE:
            # « l'ARS » is the « ARS Bretagne » of before.
            houses = [p for p in reversed(self.all[-LOOKED_AT:]) if p.name.named and p.name.kind is name.kind]
            whole = next((p for p in houses if self._begins(p.name, name)), None)
            if whole is not None:
                return whole, "short_form", ()
        if name.named and name.kind is SourceKind.PERSON:
            # « Ouchakov » and « le conseiller Ouchakov » are Iouri Ouchakov.
            bearers = self._bearers(name) or self._called(name)
            if bearers:
                return max(bearers, key=lambda person: person.last_before(at)), "short_form", ()
        several = name.plural and name.article not in self._closed["this"]
        if name.named or several or name.article not in self._closed["definite"]:
            return None
        return self._described(name, at)

    def _bearers(self, name: Name) -> list[Person]:
        """Who bears the surname of a name, and may be meant by it; « Mrs Hale » is no man."""
        alike = (p for p in self._by_last.get(name.words[-1], [])[-LOOKED_AT:] if self._fits(p, name))
        return [p for p in alike if 1 in (len(name.words), len(p.name.words)) or name.words[0] == p.name.words[0]]

    def _called(self, name: Name) -> list[Person]:
        """« Marcus » of Marcus Hale, where nobody else of the text is called so."""
        alike = self._by_first.get(name.words[0], []) if len(name.words) == 1 else []
        return alike if len(alike) == 1 else []

    def namesakes(self, name: Name, person: Person, at: int) -> list[Person]:
        """Others whom the surname that stands for a person may mean: they were named since, or just before."""
        if len(name.words) > 1 or not name.named or name.kind is not SourceKind.PERSON:
            return []
        since = max(person.last_before(at) - CLOSE // 2, at - CLOSE)
        others = [p for p in self._bearers(name) if p is not person and len(p.name.words) > 1]
        # « “…,” said Mrs Thwaite »: of two she is who spoke.
        heard = name.feminine is not None and person.spoke and not any(p.spoke for p in others)
        return [p for p in others if p.last_before(at) > since and not heard]

    def _begins(self, name: Name, short: Name) -> bool:
        """Whether a name is the short one and further words with a capital."""
        size = len(short.words)
        further = [word for word in name.words[size:] if word not in self._closed["of"]]
        spelled = set(re.split(r"[\s'’]+", name.text))
        return name.words[:size] == short.words and not any(word in spelled for word in further)

    def _acronym(self, name: Name) -> Person | None:
        """« l'UCI » of « l'Union cycliste internationale », and the other way round."""
        if not name.named:
            return None
        short = name.words[0] if len(name.words) == 1 and name.text.lstrip("l'’").isupper() else ""
        initials = self._initials(name.words)
        if len(name.words) > 1 and all(len(word.rstrip(".")) == 1 for word in name.words):
            # « H. M. : » in an interview is Hélène Marchadier.
            return next((p for p in reversed(self.all[-LOOKED_AT:]) if self._initials(p.name.words) == initials), None)
        for person in reversed(self.all[-LOOKED_AT:]):
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
        for person in reversed(self.all[-LOOKED_AT:]):
            somebody = person.name.article in self._closed["some_one"] - self._closed["definite"]
            if somebody and name.role in self._told_by_titles:
                # « Un avocat » is not « Me Caron » of later.
                continue
            if not person.name.named and [w for w in person.name.words if w not in self._closed["particles"]] == words:
                return person, "role", ("role_said_before", "apposition")
        return None

    def _described(self, name: Name, at: int) -> Tie | None:
        """« le ministre », « cette retraitée », « le groupe »: whom a description without a name takes up again."""
        words = self.lexicon.words
        recent = self.latest(at)
        this, head = name.article in self._closed["this"], name.words[0]
        for person in recent:
            if person.name.kind in PEOPLE and self._has_role(person, name):
                return person, "role", ("role_said_before",)
        if head in words["words.titles"]:
            # « Le monsieur », « the captain »: a title ties by nothing but itself.
            return None
        if this:
            taken_up = self._spoken_of(name.words, name, at)
            if taken_up is not None:
                return taken_up
        # « l'établissement public » is called by its first word.
        passed = self._closed["particles"] | self._closed["years_old"] | words["speakers.leanings"]
        size = sum(word not in passed and not word.isdigit() for word in name.words)
        anybody = head.endswith("-year-old") or head in words["speakers.demonyms"]
        if (size > 1 or anybody) and self.lexicon.does("house-before-job"):
            return self._told_apart(name, recent, at)
        unique = {head, "-".join(name.words[:2])} & words["speakers.unique"]
        if (unique and not this) or size > (6 if this else 2):
            # There is one mayor: whoever was named last is not he unless that was said.
            return None
        if head in words["speakers.group_nouns"]:
            return self._group(head, recent, size) or (self._near_house(recent, at) if this else None)
        if self._jobs.is_anybody(head) and size == 1:
            unnamed = self._unnamed(name, recent, at)
            if unnamed is not None:
                return unnamed
        if this or head in words["speakers.anaphoric"] or (self._human(head) and not self._stranger(head, recent)):
            heard = self._just_heard(name, recent, at) if this else None
            return (
                heard or self._person(name, recent, at) or (self._just_heard(name, recent, at, True) if this else None)
            )
        return self._of_one_family(name, recent, at) or self._of_one_job(name, recent, at)

    def _of_one_job(self, name: Name, recent: list[Person], at: int) -> Tie | None:
        """« Me Diallo … le conseil »: the last person near with a job like that of a word for a house too."""
        for person in recent if len(name.words) == 1 else ():
            near = 0 <= at - person.last_before(at) < CLOSE and person.name.kind is SourceKind.PERSON
            if near and person.name.named and self._jobs.akin(self._jobs.told_of(person), name.words[0]):
                return person, "description", self._agreeing(person, name)
        return None

    def _told_apart(self, name: Name, recent: list[Person], at: int) -> Tie | None:
        """« the Nevada lawmaker », « the Bristol-born singer »: who alone near has a job like it. Of « the deputy
        mayor », « the Labour leader » there may be another.
        """
        *told, job = name.words
        capital = not name.text.rpartition(" ")[0].removeprefix(name.article).strip().islower()
        near = [p for p in recent if p.name.kind is SourceKind.PERSON and 0 <= at - p.last_before(at) < CLOSE]
        anybody = job.endswith("-year-old") or job in self.lexicon.words["speakers.demonyms"]
        fitting = [p for p in near if p.name.named and p.salient and self._fits(p, name)]
        akin = [p for p in fitting if anybody or self._jobs.akin(self._jobs.told_of(p), job)]
        another = job in self.lexicon.words["speakers.unique"] or not self._closed["adjuncts"].isdisjoint(told)
        if another or len(akin) != 1 or not (capital or any("-" in word for word in told)):
            return None
        return akin[0], "description", self._agreeing(akin[0], name)

    def _stranger(self, job: str, recent: list[Person]) -> bool:
        """« The surgeon had told him »: whether the language says so of somebody new, unless a job like it was said."""
        akin = (self._jobs.akin(self._jobs.told_of(person), job) for person in recent)
        return self.lexicon.does("the-of-strangers") and not any(akin)

    def _just_heard(self, name: Name, recent: list[Person], at: int, named: bool = False) -> Tie | None:
        """« L'ex-épouse a décrit… « … », a confié cette aide-soignante »: whoever was last heard without a name, of the
        same gender; or with one (`named`), a second job told of her.
        """
        last = next((p for p in recent if p.spoke and p.name.kind in PEOPLE), None)
        if last is None or (last.name.named and not named) or not 0 <= at - last.last_before(at) < CLOSE:
            return None
        single = name.kind in PEOPLE and not name.plural and not last.name.plural
        same = single and name.feminine is not None and last.feminine is name.feminine
        return (last, "description", ("person", "gender")) if same else None

    def _has_role(self, person: Person, name: Name) -> bool:
        """Whether the role said of somebody is the one of a description: « le président » is no « conseiller du
        président ».
        """
        role = re.split(r"[\s'’-]+", (person.role or "").lower())
        head = next((i for i, word in enumerate(role) if word in self._closed["of"]), len(role))
        further = [word for word in name.words[1:] if word not in self._closed["particles"]]
        # « the premier » is the prime minister, « le représentant de l'État » the prefect.
        title = self.lexicon.titles.get(" ".join(name.words))
        if title is not None and any(one.split() == role[:head] for one in title.split("/")):
            return self._fits(person, name)
        return name.words[0] in role[:head] and set(further) <= set(role) and self._fits(person, name)

    def _group(self, head: str, recent: list[Person], size: int) -> Tie | None:
        """« le groupe », « le journal »: the last organisation called so, or a medium where the noun says so."""
        media = head in self.lexicon.words["speakers.outlet"] | self.lexicon.words["speakers.agency"]
        for person in recent:
            called = head in person.name.words or any(head in form.lower().split() for form in person.forms)
            if person.name.named and (called or (media and person.name.kind in MEDIA)):
                return person, "description", ("role_said_before",) if called else ("number",)
        if head in self.lexicon.words["speakers.body_nouns"] and size == 1:
            # « Santé publique France s'alarme… L'agence précise… »: the one institution that spoke.
            spoke = [p for p in recent if p.name.named and p.salient and p.name.kind is SourceKind.INSTITUTION]
            return (spoke[0], "description", ("number", "last_to_speak")) if len(spoke) == 1 else None
        if head not in self.lexicon.words["speakers.firm_nouns"] or size > 1:
            # « Le groupe centriste » is no firm of before.
            return None
        firms = [p for p in recent if p.name.named and self._firm(p)]
        return (firms[0], "description", ("number",)) if len(firms) == 1 else None

    def _near_house(self, recent: list[Person], at: int) -> Tie | None:
        """« Ce syndicat », « cette association »: the last organisation named near; a name that tells nothing may be
        one where it is the subject.
        """
        for person in recent:
            if not person.name.named or not 0 <= at - person.last_before(at) < CLOSE:
                continue
            if person.name.kind not in PEOPLE or (self.may_be_house(person) and last_of(person.salient, at) >= 0):
                return person, "description", ("number",)
        return None

    def _firm(self, person: Person) -> bool:
        """Whether an entity may be the company of a text: an institution of no other kind by its name, or a name that
        tells nothing and came back.
        """
        if person.name.kind is SourceKind.INSTITUTION:
            return not self._typed(person)
        full = len(person.name.words) > 1 and len(person.seen) > 1
        return full and person.name.kind is SourceKind.PERSON and self.may_be_house(person)

    def _typed(self, person: Person) -> bool:
        """Whether the name of an organisation says what it is (« Tribunal », « Office »), or everybody knows it."""
        if person.name.words[0] in self.lexicon.words["speakers.firm_nouns"]:
            # « la société Veolia » is a firm by its name.
            return False
        words = self.lexicon.words["speakers.institution"]
        return any(word in words for word in person.name.words) or person.name.text.lower() in self.lexicon.names

    def _person(self, name: Name, recent: list[Person], at: int) -> Tie | None:
        """« la cinéaste », « le médecin »: the last person near who may be one, where her role was said or nobody else
        fits.
        """
        kin = self._of_one_family(name, recent, at)
        if kin is not None:
            return kin
        fitting = [
            p
            for p in recent
            if p.name.kind is SourceKind.PERSON
            and p.name.named
            and self._fits(p, name)
            and self._may_be(p, name)
            # « Sally Thwaite said the driver had told… »: whoever speaks is no « driver » in her own words.
            and last_of(p.salient, at) < self.sentence
        ]
        near = [p for p in fitting if 0 <= at - p.last_before(at) < CLOSE]
        # « Le maire, Michèle Picard… Karima, une voisine… l'élue »: who holds such an office before who is near.
        first = next(
            (p for p in near if self._jobs.akin(self._jobs.told_of(p), name.words[0])), near[0] if near else None
        )
        if first is None or (len(first.name.words) == 1 and self.may_be_house(first)):
            # « Tuttosport », « L'attaquant »: a lone name that tells nothing may be a paper's.
            return None
        alone = all(p is first or at - p.last_before(at) >= 3 * CLOSE for p in fitting)
        # « L'inspectrice d'académie » is hardly who spoke without a job; « le défenseur », « le conseiller de gauche »
        # may be.
        completed = not self._closed["of"].isdisjoint(name.words) and name.article not in self._closed["this"]
        completed = completed and name.words[-1] not in self.lexicon.words["speakers.leanings"]
        if first.role is None and (completed or not (first.spoke or alone)):
            this = name.article in self._closed["this"] and at - first.last_before(at) < CLOSE // 2
            if not this or any(p is not first and 0 <= at - p.last_before(at) < CLOSE for p in fitting):
                return None
        return first, "description", self._agreeing(first, name)

    def _of_one_family(self, name: Name, recent: list[Person], at: int) -> Tie | None:
        """« un enquêteur … le gendarme »: the last person near without a name whose job is akin."""
        further = name.words[1:]
        for person in recent if all(self._jobs.akin(further[n:], name.words[0]) for n in range(len(further))) else ():
            if 0 <= at - person.last_before(at) < CLOSE and person.name.kind in PEOPLE and self._fits(person, name):
                # « l'expert psychiatre … le praticien »
                jobs = takewhile(lambda word: word not in self._closed["of"], person.name.words)
                if not person.name.named and self._jobs.akin(jobs, name.words[0]):
                    return person, "description", self._agreeing(person, name)
        return None

    def _may_be(self, person: Person, name: Name) -> bool:
        """Whether somebody whose role was said may be what a description says: « la cinéaste » is no actress."""
        said = self._jobs.told_of(person)
        families = self._jobs.families.get(name.words[0], frozenset())
        known = any(word in self._jobs.families for word in said)
        return (
            not said or "anybody" in families or (bool(families) and not known) or self._jobs.akin(said, name.words[0])
        )

    def _unnamed(self, name: Name, recent: list[Person], at: int) -> Tie | None:
        """« one lawmaker who was in the room … the person »: the last to speak near, where nobody has named him."""
        person = next((p for p in recent if p.spoke and p.name.kind in PEOPLE), None)
        if person is None or person.name.named or not 0 <= at - person.last_before(at) < CLOSE:
            return None
        return (person, "description", self._agreeing(person, name)) if self._fits(person, name) else None

    def _spoken_of(self, words: tuple[str, ...], name: Name, at: int) -> Tie | None:
        """Whom « ce », « même » or « dernier » takes up: the last so called; of a source, the last that has no name; of
        nobody in particular, the last person.
        """
        recent = [p for p in self.latest(at) if p.last_before(at) >= 0]
        # « De même source, on précise »: the one just before.
        just = name.article in self._closed["same"]
        for person in recent if not just else ():
            if not words:
                heard = person.name.kind in (*PEOPLE, SourceKind.INSTITUTION, SourceKind.GOVERNMENT)
                if heard and self._fits(person, name) and person.name.plural == name.plural:
                    return person, "repeated", ("number", *self._agreeing(person, name))
            elif words[0] in person.name.words[:2] and not person.name.named and self._alike(person, name):
                return person, "repeated", ("role_said_before",)
        if words and words[0] in self.lexicon.words["anonymous.source_nouns"]:
            # « selon la même source »: whoever was the source last, with a name too.
            same = not self._closed["same"].isdisjoint(name.words)
            source = next((p for p in recent if p.spoke and (same or p.name.kind is SourceKind.ANONYMOUS)), None)
            return None if source is None else (source, "repeated", ("last_to_speak",))
        if words and words[0] in self.lexicon.words["anonymous.speaker_nouns"]:
            # « cet interlocuteur »: whoever spoke last without a name.
            said = next((p for p in recent if p.spoke and not p.name.named and p.name.kind in PEOPLE), None)
            return None if said is None else (said, "repeated", ("last_to_speak",))
        return None

    def latest(self, at: int) -> list[Person]:
        """The entities, the last mentioned first."""
        return sorted(self.all[-LOOKED_AT:], key=lambda p: -p.last_before(at))

    def _fits(self, person: Person, name: Name) -> bool:
        return name.feminine is None or person.feminine in (None, name.feminine)

    def _alike(self, person: Person, name: Name) -> bool:
        """Whether both are one, or several: « deux sources », « ces sources »."""
        counted = not {*person.name.words[:1]}.isdisjoint(self.lexicon.words["words.quantities"])
        return (person.name.plural or counted) == name.plural

    def _agreeing(self, person: Person, name: Name) -> tuple[Evidence, ...]:
        same = name.feminine is not None and person.feminine is name.feminine
        return ("person", "gender") if same else ("person",)

    def _human(self, low: str) -> bool:
        endings = self.lexicon.patterns["speakers.person_endings"]
        return low in self.lexicon.words["speakers.person"] or (len(low) > 5 and low.endswith(endings))
