"""The runs of capitals in a phrase that are names, and those that are jobs, parties and what completes a job."""

from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Sentence
from provenance.extraction.subjects import Subjects

Range = tuple[int, int]


class NameRuns:
    """Finds the names in the phrases of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._given, self._closed = lexicon.given_names, lexicon.closed

    def _own_runs(self, phrases: Subjects, first: int, end: int) -> list[Range]:
        """The capitalised runs that are names of the phrase itself, not of what completes it."""
        sentence = phrases.sentence
        if sentence.low(first) in self._closed["plural_determiners"]:
            # « Les séparatistes, par la voix d'Aram Beridzian » are many.
            return []
        runs = [
            (self._past_titles(phrases, run), self._before_of(sentence, run))
            for run in self._runs(sentence, first, end)
        ]
        if self.lexicon.does("nouns-have-capitals"):
            runs = [run for start, stop in runs if (run := self._among_nouns(phrases, start, stop)) is not None]
        found = []
        for start, stop in runs:
            if (
                sentence.low(stop - 1) in self.lexicon.words["speakers.unique"]
                and sentence.low(start) not in self._given
            ):
                # « the Transport Secretary »
                continue
            if sentence.low(first) in self._closed["definite"] and self._demonym(sentence, (start, stop)):
                # « the 26-year-old Czech »
                continue
            party = self._party(phrases, first, start, stop)
            if stop - start <= party:
                # « un délégué CGT »
                continue
            # « le député LFI | Éric Coquerel »
            start += party
            if start != first and (phrases.completes(start) or self._in_complement(phrases, start, stop)):
                # « le député de l'Allier | Karim Belhadi »
                given = next((j for j in range(start + 1, stop - 1) if sentence.low(j) in self._given), None)
                if given is None:
                    continue
                start = given
            # « Mr MacAskill's mother, Ishbel »: whose mother she is is not her name.
            if sentence.low(start - 1) != "(" and sentence.low(stop) not in self._closed["possessives"]:
                found.append((start, stop))
        return found

    def _job(self, sentence: Sentence, run: Range) -> bool:
        """Whether a run of capitals is a job: « Police Public Relations Officer »; « Tom Baker » is somebody."""
        return sentence.low(run[1] - 1) in self.lexicon.words["speakers.person"] and not any(
            sentence.low(j) in self._given for j in range(*run)
        )

    def _demonym(self, sentence: Sentence, run: Range) -> bool:
        alone = run[1] - run[0] == 1 and self.lexicon.does("house-before-job")
        return alone and sentence.low(run[0]) in self.lexicon.words["speakers.demonyms"]

    def _firm(self, sentence: Sentence, first: int, run: Range) -> bool:
        """« The owner, Blue Horizon Lines »: whether a job that firms have too is one's whose name says so."""
        words = self.lexicon.words
        owner = any(sentence.low(j) in words["speakers.firm_jobs"] for j in range(first, run[0]))
        return (
            owner
            and sentence.low(run[1] - 1) in words["speakers.house_words"]
            and sentence.low(run[0]) not in self._given
        )

    def _party(self, phrases: Subjects, first: int, start: int, stop: int) -> int:
        """How many tokens behind a job name the party or the union of whoever has it; « JP Martin » has initials."""
        tokens, low = phrases.sentence.tokens, phrases.sentence.low
        job = any(phrases.kind_of(low(j)) == "person" for j in range(first, start))
        if not job or low(start - 1) in self._closed["leading"] | self._closed["of"]:
            return 0
        alone = stop - start == 1 or (stop - start > 2 and tokens[start + 1].capital)
        named = low(start) in self.lexicon.words["speakers.parties"] or (alone and acronym(tokens[start].text))
        return self.lexicon.term_at("speakers.parties", low, start) or int(named)

    def _in_complement(self, phrases: Subjects, start: int, stop: int) -> bool:
        """« le président de la région | Occitanie »: a lone name behind the noun that completes a job."""
        sentence = phrases.sentence
        noun = sentence.tokens[start - 1]
        of = next((j for j in range(start - 1, start - 4, -1) if sentence.low(j) in self._closed["of"]), None)
        house = sentence.low(stop - 1) in self.lexicon.words["speakers.house_words"]
        if of is not None and house and not noun.capital:
            # « the chairman of the state | Senate Transportation Committee »
            return True
        lone = stop - start == 1 or not any(sentence.low(j) in self._given for j in range(start, stop))
        before = sentence.low(start - 2)
        if noun.text == "," and stop - start == 1 and sentence.low(start) not in self._given:
            # « a spokesman for the processor, | Muirdale »; « the lawyer for the victim, Price » has his name.
            link = sentence.low(start - 3) in self._closed["articles"] and sentence.low(start - 4)
            return link in self._closed["role_of"] and phrases.kind_of(before) != "person"
        if (
            noun.kind != "word"
            or noun.capital
            or not lone
            or phrases.kind_of(noun.low) not in ("institution", "outlet")
        ):
            return False
        return phrases.completes(start - 1)

    def _among_nouns(self, phrases: Subjects, start: int, stop: int) -> Range | None:
        """Where every noun has a capital: the name from its given name on, or two capitals that are no jobs."""
        low = phrases.sentence.low
        given = next((j for j in range(start, stop) if low(j) in self._given), None)
        if given is not None:
            return given, stop
        jobs = [j for j in range(start, stop) if phrases.kind_of(low(j)) is not None]
        after = jobs[-1] + 1 if jobs else start
        while after < stop and not phrases.sentence.tokens[after].capital:
            after += 1
        alone = jobs and stop - after == 1 and low(after - 1) not in self._closed["particles"]
        return (after, stop) if after < stop and (stop - after > 1 or alone) else None

    def _before_of(self, sentence: Sentence, run: Range) -> int:
        """« Ann Hill | of St. Louis »: no name of a person holds « of »; « Ruth Amadi | KC »."""
        if run[1] - run[0] > 2 and sentence.low(run[1] - 1) in self._closed["after_names"]:
            run = run[0], run[1] - 1
        return next((j for j in range(run[0] + 1, run[1]) if sentence.low(j) in self._closed["name_enders"]), run[1])

    def _past_titles(self, phrases: Subjects, run: Range) -> int:
        """« Mayor Anne Hill »: where the name begins."""
        start, end = run
        lists = phrases.roles, phrases.titles, self._closed["adjuncts"], self.lexicon.words["speakers.demonyms"]
        low, given = phrases.sentence.low, self._given
        if low(start) in self._closed["titles_too"] and low(start + 1) in given:
            # « Dean Margaret Sloane »; Dean Smith is called so.
            start += 1
        return max((j + 1 for j in range(start, end - 1) if any(low(j) in words for words in lists)), default=start)

    def _runs(self, sentence: Sentence, first: int, end: int) -> list[Range]:
        """Runs of capitalised words, with the particles inside them."""
        found: list[Range] = []
        at = first
        while at < end:
            if not self._begins_name(sentence, at, first):
                at += 1
                continue
            stop = at + 1
            while stop < end:
                token = sentence.tokens[stop]
                particle = token.text == "&" or token.low in self._closed["inner_particles"]
                name = token.kind == "word" and token.capital
                if not name and not (particle and stop + 1 < end and sentence.tokens[stop + 1].capital):
                    break
                stop += 1
            found.append((at, stop))
            at = stop
        return found

    def _begins_name(self, sentence: Sentence, at: int, first: int) -> bool:
        token = sentence.tokens[at]
        if token.kind != "word" or not token.capital:
            return False
        if at == first and (token.low in self._closed["leading"] or token.low in self.lexicon.words["words.titles"]):
            return False
        words = self.lexicon.words
        alone = at + 1 >= len(sentence) or not sentence.tokens[at + 1].capital
        if token.low in self._closed["never_names"] or (alone and token.low in words["words.time_nouns"]):
            # « published Monday »; « Midi Libre » is a paper.
            return False
        if acronym(token.text) and len(token.text) < 4 and token.low in words["speakers.person"]:
            # « One senior MP »
            return False
        # At the head of a sentence a capital proves nothing.
        return not (at == 0 and self._common(token.low))

    def _common(self, low: str) -> bool:
        words = self.lexicon.words
        lists = ("person", "anonymous", "record", "institution", "government", "outlet", "agency")
        return (
            any(low in words[f"speakers.{name}"] for name in lists)
            or low in words["words.adverbs"] | words["words.determiners"] | words["words.quantities"]
        )


def acronym(word: str) -> bool:
    """Whether a word is spelled as initials are: « CGT »."""
    return 1 < len(word) < 6 and word.isupper()
