"""What one phrase says of a speaker: its proper name, its kind, its role, the organisation it belongs to."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from provenance.extraction.lexicon import Lexicon
from provenance.extraction.name_runs import NameRuns, Range, acronym
from provenance.extraction.passages import Sentence
from provenance.extraction.subjects import Subjects
from provenance.extraction.tokens import lookup, tokens, uncut
from provenance.model.reading import Span
from provenance.model.vocabulary import PEOPLE, SourceKind


@dataclass(frozen=True, slots=True)
class Name:
    """One mention. `words` are those that tell it from others, `named` says that it holds a proper name.

    `feminine` is None where the phrase does not say.
    """

    text: str
    span: Span
    words: tuple[str, ...]
    named: bool
    kind: SourceKind
    article: str
    role: str | None = None
    organisation: str | None = None
    organisation_kind: SourceKind | None = None
    feminine: bool | None = None
    plural: bool = False
    metonym: bool = False
    ours: bool = False


class NameReader(NameRuns):
    """Reads the phrases of one text."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        super().__init__(lexicon)
        self.text = text

    def read(self, phrases: Subjects, first: int, end: int) -> Name:
        """The mention in tokens `first:end`."""
        sentence = phrases.sentence
        clauses = self._closed["relatives"] | self._closed["that"]
        end = next((j for j in range(first + 1, end) if sentence.low(j) in clauses or phrases.is_seen_by(j)), end)
        end = next((j for j in range(first + 1, end) if phrases.participle_clause(j)), end)
        if end > first + 1 and sentence.low(end - 1) == ",":
            end -= 1
        kind = SourceKind(phrases.kind(first, end) or "anonymous")
        start, stop = self._proper(phrases, first, end, kind)
        house = self._house_before(phrases, first, end) if kind in PEOPLE else None
        if house is not None:
            start, stop = first, self._past_job(phrases, house[1], min(phrases.core_end(first), end))
        if kind is SourceKind.RECORD and phrases.medium_at(start) == stop - start:
            # « une dépêche de l'AFP » is the AFP speaking.
            kind = SourceKind(phrases.kind(start, stop) or "record")
        spelled = sentence.tokens[start:stop]
        stands_for = self.lexicon.metonyms.get(" ".join(t.low for t in spelled).replace("' ", "'"))
        if stands_for is not None:
            # « place Beauvau » is the ministry.
            spelled = tuple(tokens(stands_for, self.lexicon.language))
        # « H. M. » is no gentleman.
        titles = phrases.titles if any(len(t.low.rstrip(".")) > 1 for t in spelled) else frozenset[str]()
        plain = [t for t in spelled if t.kind == "word" and t.low not in self._closed["leading"]]
        # « l'avocat général » is no general.
        job = {after.low for before, after in pairwise(plain) if before.low in phrases.roles}
        words = tuple(t.low.lower() for t in plain if t.low not in titles or t.low in job)
        words = words or tuple(t.low.lower() for t in plain)
        # A role with capitals in its complement (« la ministre de l'Emploi ») is no proper name.
        own = not phrases.completes(start) and sentence.low(start) not in self._closed["leading"]
        named = any(t.capital for t in sentence.tokens[start + (not own) : stop])
        if kind is SourceKind.PERSON:
            named = bool(self._own_runs(phrases, first, end)) and house is None
        some = sentence.low(first) in self._closed["some_one"] or self._bare_plural(sentence, first)
        if kind is SourceKind.PERSON and not named and some:
            # « un diplomate », « deux riverains », « officials »: somebody without a name.
            kind = SourceKind.ANONYMOUS
        if kind is SourceKind.PERSON and not named and self._plural(sentence, first):
            # « les pompiers » are the service, not somebody.
            corps = any(sentence.low(j) in self.lexicon.words["speakers.corps"] for j in range(first, stop))
            kind = SourceKind.INSTITUTION if corps else kind
        if kind is SourceKind.PERSON and named and stop - start == 1 and len(spelled[0].text) > 2:
            # « GRDF »
            kind = SourceKind.INSTITUTION if acronym(spelled[0].text) else kind
        if kind is SourceKind.PERSON and named and self._firm(sentence, first, (start, stop)):
            kind = SourceKind.INSTITUTION
        role, organisation, organisation_kind = None, None, None
        if kind in PEOPLE:
            role, organisation, organisation_kind = self._role(phrases, first, end, (start, stop))
        if role is None and kind is SourceKind.PERSON:
            # « Gov. Elena Marchetti » is « the governor » later.
            before = (sentence.low(j) for j in range(max(first - 1, 0), start) if j >= 0)
            title = next((self.lexicon.titles[low] for low in before if low in self.lexicon.titles), None)
            role = title and title.split("/")[-1 if self._feminine(sentence, first, end, start) else 0]
        if house is not None:
            organisation = self._slice(sentence, *house)
            organisation_kind = SourceKind(phrases.kind(*house) or "institution")
            if organisation_kind is SourceKind.PERSON:
                organisation_kind = SourceKind.INSTITUTION
        return Name(
            self._slice(sentence, start, stop),
            (sentence.tokens[start].start, sentence.tokens[stop - 1].end),
            words,
            named,
            kind,
            sentence.low(first),
            role,
            organisation,
            organisation_kind,
            self._feminine(sentence, first, end, start),
            self._plural(sentence, first),
            stands_for is not None,
            kind is SourceKind.RECORD and sentence.low(first) in self._closed["ours"],
        )

    def _slice(self, sentence: Sentence, first: int, end: int) -> str:
        """The words as a name has them: on one line, none of them cut, a title without its quotation marks."""
        if end - first == 1 and sentence.is_quote(first):
            return " ".join(self.text[slice(*sentence.quotes[first].inner)].split())
        return " ".join(uncut(self.text[sentence.tokens[first].start : sentence.tokens[end - 1].end]).split())

    def _house_before(self, phrases: Subjects, first: int, end: int) -> Range | None:
        """« A Dell spokesman », « the U.S. intelligence official »: English puts the house before the job; the whole
        names the source.
        """
        if not self.lexicon.does("house-before-job"):
            return None
        sentence, stop = phrases.sentence, min(phrases.core_end(first), end)
        runs = self._runs(sentence, first, stop)
        if len(runs) != 1 or sentence.low(runs[0][1]) in self._closed["of"]:
            return None
        if any(run[0] >= stop for run in self._own_runs(phrases, first, end)):
            # « The UN envoy, Henrik Aasland »
            return None
        start, after = runs[0]
        jobs = [j for j in range(after, stop) if phrases.kind_of(sentence.low(j)) in ("person", "anonymous")]
        linked = any(sentence.low(j) in self._closed["role_of"] for j in range(after, stop) if not jobs or j < jobs[0])
        known_person = (
            phrases.sentence.low(start) in self._given or sentence.low(start) in phrases.titles | phrases.roles
        )
        return (start, after) if jobs and not linked and not known_person else None

    def _past_job(self, phrases: Subjects, after: int, stop: int) -> int:
        """One past the job behind a house: « A Commission spokesperson | denied »; « head of the union » goes on."""
        low = phrases.sentence.low
        jobs = [j for j in range(after, stop) if phrases.kind_of(low(j)) in ("person", "anonymous")]
        return jobs[-1] + 1 if jobs and low(jobs[-1] + 1) not in self._closed["of"] else stop

    def _proper(self, phrases: Subjects, first: int, end: int, kind: SourceKind) -> Range:
        """The tokens of the proper name inside a phrase; the phrase without apposition where it has none."""
        if kind is SourceKind.PERSON:
            runs = self._own_runs(phrases, first, end)
            full = [run for run in runs if run[1] - run[0] > 1]
            # « the Donald Trump impersonator John Di Domenico »: the name after the job.
            # « the Police Public Relations Officer, Williams Aya »: the first is the job.
            job = bool(full) and self._job(phrases.sentence, full[0])
            low, joins = phrases.sentence.low, self._closed["and"]
            named = [run for run in full[1:] if job or phrases.kind_of(low(run[0] - 1)) == "person"]
            # « Le député Marc Roux et la sénatrice Julie Blanc » are two.
            named = [run for run in named if joins.isdisjoint(low(j) for j in range(full[0][1], run[0]))]
            if (
                len(runs) > 1
                and runs[0] == (0, 1)
                and low(0) not in self._given
                and phrases.kind_of(low(runs[1][0] - 1))
            ):
                # « Private rival Orbitas »: the first has its capital from its place.
                return runs[1]
            if runs:
                return (named or full or runs)[0]
        else:
            organisation = phrases.known_organisation(first, end)
            if kind is SourceKind.RECORD and organisation is not None:
                # « un sondage Ifop pour Le Figaro », « une étude parue dans The Lancet » is the poll, the study.
                before = phrases.sentence.low(organisation[0] - 1)
                apart = before in self._closed["house_links"] | self._closed["in_print"] | self._closed["by"]
                organisation = None if apart else organisation
            organisation = organisation or self._apposed(phrases, first, end)
            if organisation is not None:
                return organisation[0], self._past_branch(phrases, organisation[1], end)
        core = phrases.core_end(first)
        if kind is SourceKind.RECORD and first < core < end:
            core = self._past_author(phrases, core, end)
        return first, min(core, end) if core > first else end

    def _past_branch(self, phrases: Subjects, at: int, end: int) -> int:
        """« l'ARS | Bretagne », « la CGT | Cheminots »: past the capitals by which a part of a house is called."""
        times = self.lexicon.words["words.time_nouns"]
        while at < end and phrases.capital(at) and phrases.sentence.low(at) not in self._given | times:
            at += 1
        return at

    def _past_author(self, phrases: Subjects, at: int, end: int) -> int:
        """« a statement | from the Fire Marshal's Office », « figures compiled by PitchPoint »: whose it is."""
        by = at + (phrases.sentence.low(at) in self.lexicon.words["phrases.made"])
        if phrases.sentence.low(by) not in self._closed["from"] | self._closed["by"] or by + 1 >= end:
            return at
        return min(phrases.core_end(by + 1), end)

    def _apposed(self, phrases: Subjects, first: int, end: int) -> Range | None:
        """« Its operator, Piraeus-based Thalia Maritime »: the name that stands beside what it is."""
        sentence, core = phrases.sentence, phrases.core_end(first)
        if sentence.low(core) != "," or any(sentence.tokens[j].capital for j in range(first + 1, min(core, end))):
            return None
        runs = [run for run in self._runs(sentence, core + 1, end) if not phrases.completes(run[0])]
        based = [(run[0] + sentence.low(run[0]).endswith("-based"), run[1]) for run in runs]
        return next((run for run in based if run[1] > run[0]), None)

    def _role(
        self, phrases: Subjects, first: int, end: int, name: Range
    ) -> tuple[str | None, str | None, SourceKind | None]:
        """« le conseiller du président de la Russie, Iouri Ouchakov »: the role, and the
        organisation at the end of it.
        """
        sentence = phrases.sentence
        for start, stop in ((first, name[0]), (name[1], end)):
            while start < stop and (
                sentence.low(start) in self._closed["leading"] or sentence.tokens[start].kind == "mark"
            ):
                start += 1
            if sentence.low(start + 1) in self._closed["years_old"] and sentence.low(start + 2) == ",":
                # « Fatiha, 62 ans, | locataire »
                start += 3
            # « Le maire (PCF), Michèle Picard »: what stands in brackets is no part of the job.
            stop = next((j for j in range(start, stop) if sentence.tokens[j].text == "("), stop)
            while stop > start and (
                sentence.tokens[stop - 1].kind == "mark"
                or (sentence.low(stop - 1) in self.lexicon.titles and sentence.low(stop - 1).endswith("."))
            ):
                # « hospital CEO Dr. | Brian Lusk »
                stop -= 1
            if any(phrases.kind_of(sentence.low(j)) == "person" for j in range(start, min(stop, start + 3))):
                role = self._slice(sentence, start, stop)
                house = self.lexicon.house_of(role)
                if house is not None:
                    return role, *self._house(phrases, house, role)
                organisation = self._organisation(phrases, start, stop)
                if organisation is None:
                    return self._slice(sentence, start, stop), None, None
                kind = phrases.kind(*organisation)
                return (
                    self._slice(sentence, start, stop), self._slice(sentence, *organisation),
                    SourceKind(kind) if kind in ("government", "agency", "outlet") else SourceKind.INSTITUTION,
                )  # fmt: skip
        return None, None, None

    def _house(self, phrases: Subjects, house: tuple[str, str], role: str) -> tuple[str | None, SourceKind | None]:
        """« procureure de la République de Nantes »: « parquet de Nantes »; of a mayor's town nothing."""
        name, head = house
        if not name:
            return None, None
        rest = "" if name[0].isupper() else role[len(head) :].split(",")[0]
        kind = self.lexicon.names.get(lookup(name)) or phrases.kind_of(lookup(name).split()[0]) or "institution"
        return name + rest, SourceKind(kind)

    def _organisation(self, phrases: Subjects, start: int, stop: int) -> Range | None:
        """What stands after the last « of » that follows a job: « conseiller du président de | la Russie »."""
        sentence = phrases.sentence
        at = start
        organisation: Range | None = None
        while at < stop:
            link = next((j for j in range(at + 1, stop) if sentence.low(j) in self._closed["role_of"]), None)
            if link is None:
                break
            begin = link + 1
            while begin < stop and sentence.low(begin) in self._closed["leading"]:
                begin += 1
            if begin >= stop:
                break
            organisation = begin, stop
            if phrases.kind_of(sentence.low(begin)) != "person":
                break
            at = begin
        if organisation is None:
            return None
        capital = any(t.capital for t in sentence.tokens[organisation[0] : organisation[1]])
        return organisation if capital or phrases.kind(*organisation) in ("government", "institution") else None

    def _feminine(self, sentence: Sentence, first: int, end: int, name: int) -> bool | None:
        words = self.lexicon.words
        owners = (j for j in range(first + 1, end - 1) if sentence.low(j) in self._closed["possessives"])
        owner = next(owners, None)
        if owner is not None and name <= owner and not sentence.tokens[owner + 1].capital:
            # « Carla Dunn's | husband »
            first = name = owner + 1
        low, given = sentence.low(first), sentence.low(name)
        # « Le maire, Michèle Picard, » is a woman.
        women, men = words["speakers.women"], words["speakers.men"]
        for part in (given, given.split("-")[0]) if sentence.tokens[name].capital else ():
            # « Jean-Luc » is no Jean.
            if part in women or part in men:
                return part in women
        if low in self._closed["she"] or low in self._closed["he"]:
            return low in self._closed["she"]
        article = sentence.low(first - 1)
        if article in self._closed["gendered_articles"]:
            return article in self._closed["she"]
        endings = self.lexicon.patterns["speakers.feminine_endings"]
        for j in range(first, end):
            bare = sentence.low(j).removeprefix("ex-")
            if bare in words["speakers.feminine"] or (bare.endswith(endings) and not sentence.tokens[j].capital):
                return True
            if bare in words["speakers.person"] and self._is_feminine(bare):
                return True
            if bare in words["speakers.masculine"] or self._has_feminine(bare):
                return False
            if sentence.low(j - 1) == "," and sentence.low(j) in self._closed["gendered_articles"]:
                return sentence.low(j) in self._closed["she"]
        return None

    def _has_feminine(self, low: str) -> bool:
        """Whether the word is the masculine of one that women are called by: « avocat » of « avocate »."""
        words = self.lexicon.words
        hers = [low.removesuffix(his) + hers for his, hers in self._genders if low.endswith(his)]
        return any(word in words["speakers.feminine"] or word in words["speakers.person"] for word in hers)

    def _is_feminine(self, low: str) -> bool:
        """Whether the word is the feminine of one that men are called by: « intéressée » of « intéressé »."""
        listed = self.lexicon.words["speakers.person"]
        return any(low.endswith(hers) and low.removesuffix(hers) + his in listed for his, hers in self._genders)

    @cached_property
    def _genders(self) -> list[tuple[str, str]]:
        """How words for men end, and those for women of the same job."""
        pairs = (pair.partition("/") for pair in self.lexicon.patterns["speakers.genders"])
        return [(his, hers) for his, _, hers in pairs]

    def _bare_plural(self, sentence: Sentence, first: int) -> bool:
        """« Officials », « residents of the street »: several that nobody names; prosecutors and police are a house."""
        word, words = sentence.tokens[first], self.lexicon.words
        opens = first == 0 or not word.capital
        listed = word.low in words["speakers.anonymous"] - words["speakers.government"]
        return opens and listed and word.low.endswith("s")

    def _plural(self, sentence: Sentence, first: int) -> bool:
        low = sentence.low(first)
        bare = (
            low.endswith("s") and low in self.lexicon.words["speakers.anonymous"] and not sentence.tokens[first].capital
        )
        return low in self._closed["plural_determiners"] or bare
