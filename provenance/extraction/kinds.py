"""What single words say in a sentence: pronouns, verbs as far as lists can tell, and kinds of source."""

from functools import lru_cache

from provenance.extraction.lexicon import Lexicon
from provenance.extraction.passages import Sentence

#: Kinds of source that words tell, in the order in which a word is looked for.
KINDS = ("person", "agency", "outlet", "government", "institution", "record", "anonymous")

#: « WKLV-TV », « Radio-FM »
_BROADCAST = ("tv", "fm")


class _Words:
    """The word lists that phrases are read by, looked up once for a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.words
        self.determiners = words["words.determiners"]
        self.prepositions = words["words.prepositions"]
        self.pronouns = words["words.subject_pronouns"]
        self.adverbs = words["words.adverbs"]
        self.conjunctions = words["words.conjunctions"]
        self.subordinators = words["words.subordinators"]
        self.circumstance = words["words.circumstance"]
        self.times = words["words.time_nouns"]
        self.verbs = words["words.verbs_seen"]
        self.titles = words["words.titles"]
        self.clitics = words["words.clitics"]
        self.placed = words["speakers.placed"]
        self.roles = words["speakers.person"] | self.placed
        self.kinds = {kind: words[f"speakers.{kind}"] for kind in KINDS}
        #: What joins the parts of a phrase.
        self.linking = lexicon.closed["of"] | lexicon.closed["places"] | lexicon.closed["and"]
        #: Lower-case words that end a noun phrase.
        self.enders = frozenset().union(
            self.circumstance, self.subordinators, self.conjunctions, self.prepositions, self.adverbs, self.clitics,
            self.determiners, self.verbs, self.pronouns, words["words.auxiliaries"],
        )  # fmt: skip
        #: Finite verbs that are no nouns: they end a phrase too.
        self.only_verbs = frozenset(
            spelling for spelling, forms in lexicon.forms.items()
            if any(form.shape == "finite" for form in forms) and not self._may_be_noun(spelling, lexicon)
        )  # fmt: skip
        #: Words that begin no apposition.
        self.not_apposed = frozenset().union(
            self.circumstance, self.adverbs, self.subordinators, self.pronouns, self.conjunctions,
            words["phrases.cited"], words["phrases.citing"],
        )  # fmt: skip

    def _may_be_noun(self, spelling: str, lexicon: Lexicon) -> bool:
        if lexicon.does("clauses-without-that"):
            forms = lexicon.forms[spelling]
            return spelling.endswith("ed") or not any(form.tense == "simple" for form in forms)
        listed = lexicon.words["words.also_nouns"]
        return (
            spelling in listed
            or spelling.rstrip("s") in listed
            or any(spelling in kind for kind in self.kinds.values())
        )


lexicon_words = lru_cache(maxsize=8)(_Words)


class Kinds:
    """One sentence and the word lists of its language. Ranges are token indexes, end excluded."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self.sentence, self.lexicon, self.closed = sentence, lexicon, lexicon.closed
        words = lexicon_words(lexicon)
        self.linking = words.linking
        self.determiners, self.prepositions, self.pronouns = words.determiners, words.prepositions, words.pronouns
        self.adverbs, self.conjunctions, self.subordinators = words.adverbs, words.conjunctions, words.subordinators
        self.circumstance, self.times, self.verbs = words.circumstance, words.times, words.verbs
        self.titles, self.clitics, self.placed, self.roles = words.titles, words.clitics, words.placed, words.roles
        self.kinds, self._enders, self._not_apposed = words.kinds, words.enders, words.not_apposed
        self._only_verbs = words.only_verbs
        self._knowing = lexicon.terms["phrases.knowing"]
        self._kinds: dict[tuple[int, int], str | None] = {}
        self._cores: dict[int, int] = {}

    def pronoun(self, i: int) -> bool:
        """Whether token `i` is a pronoun; « ce » before a noun is none."""
        low = self.sentence.low(i)
        if low not in self.closed["demonstratives"]:
            return low in self.pronouns
        following = i + 1
        last = following >= len(self.sentence) or self.sentence.tokens[following].kind != "word"
        return last or self.sentence.low(following) in self.closed["after_demonstrative"]

    def is_verb(self, i: int) -> bool:
        """Whether token `i` is a finite verb as far as a word list and a few endings can tell."""
        low = self.sentence.low(i)
        if low in self.verbs:
            return not (self.sentence.tokens[i].capital and self.named(i))
        reports = any(form.shape == "finite" for form in self.lexicon.forms.get(low, ()))
        if reports and not self.after_determiner(i):
            return True
        shaped = len(low) > 4 and low.endswith(self.lexicon.patterns["words.verbal_endings"])
        if not shaped or low in self.lexicon.words["words.not_verbal"] or self.sentence.tokens[i].capital:
            return False
        return not self.after_determiner(i)

    def named(self, i: int) -> bool:
        """« the | Met Service »: whether the capital of a word says that it is a name, and no verb."""
        within = i > 0 and not self.sentence.headline and self.sentence.tokens[i - 1].kind == "word"
        return within and not self.sentence.tokens[i].text.isupper()

    def after_determiner(self, i: int) -> bool:
        return i > 0 and self.sentence.low(i - 1) in self.determiners

    def completes(self, at: int) -> bool:
        """Whether the capitals at `at` complete a name (« de l'Emploi », « à Lyon »)."""
        before = at - 1
        while self.sentence.low(before) in self.closed["articles"]:
            before -= 1
        return self.sentence.low(before) in self.closed["completing"]

    def known_organisation(self, first: int, end: int) -> tuple[int, int] | None:
        """The tokens of a name of the gazetteer that begins early in `first:end`, the longest first."""
        capitals = [j for j in range(first, min(end, first + 6)) if self.sentence.tokens[j].capital]
        for length in (4, 3, 2, 1):
            for at in capitals:
                after = self.sentence.low(at + length)
                longer = at + length < end and self.sentence.tokens[at + length].capital
                owner = after in self.closed["possessives"]
                outlets = self.lexicon.words["speakers.outlet_words"]
                # « France Matin » is no France, nor is « Actu Cameroun » Cameroon.
                titled = (longer and after in outlets) or (at > first and self.sentence.low(at - 1) in outlets)
                owner = owner or (titled and self._gazetted(at, length) not in ("agency", "outlet"))
                if at + length <= end and not owner and self._gazetted(at, length) is not None:
                    return at, at + length
        return None

    def medium_at(self, at: int) -> int:
        """How many tokens from `at` are the name of an agency or an outlet."""
        if not self.sentence.tokens[at].capital:
            return 0
        last = len(self.sentence) - at
        return next((n for n in (4, 3, 2, 1) if n <= last and self._gazetted(at, n) in ("agency", "outlet")), 0)

    def medium_of(self, at: int) -> int:
        """« CNN | 's Jake Tapper », « the BBC | 's Today programme »: one past the medium from `at` on that the one who
        is told something works for; 0 where none is named.
        """
        first = at + (self.sentence.low(at) in self.closed["articles"])
        end = first + (self.medium_at(first) if first < len(self.sentence) else 0)
        return end if end > first and self.sentence.low(end) in self.closed["possessives"] else 0

    def _gazetted(self, at: int, length: int) -> str | None:
        """The kind of the gazetteer's name that is the `length` tokens from `at`."""
        if self.sentence.low(at) not in self.lexicon.name_heads:
            return None
        words = " ".join(self.sentence.low(k) for k in range(at, at + length)).replace("' ", "'")
        if words in self.lexicon.acronyms and not self.sentence.tokens[at].text.isupper():
            return None
        article = self.lexicon.contractions.get(self.sentence.low(at - 1))
        # « au Figaro », « du Monde »: the article of the title has melted into the preposition.
        return self.lexicon.names.get(words) or (self.lexicon.names.get(f"{article} {words}") if article else None)

    def kind(self, i: int, end: int) -> str | None:
        """What kind of source the phrase `i:end` names, from its words, or None."""
        if (i, end) not in self._kinds:
            self._kinds[i, end] = self._kind(i, end)
        return self._kinds[i, end]

    def _kind(self, i: int, end: int) -> str | None:
        sentence, low = self.sentence, self.sentence.low
        if end - i == 1 and self.is_title(i):
            return "outlet"
        capitals = [j for j in range(i, end) if sentence.tokens[j].capital and low(j) not in self.determiners]
        organisation = self.known_organisation(i, end)
        if (
            organisation is not None
            and low(organisation[0] - 1) == "("
            and len(capitals) > 1
            and organisation[0] > i + 1
        ):
            # « Marc Tessandier (CFDT) » is he.
            return self.kind(i, organisation[0] - 1)
        if organisation is not None:
            # « un responsable du Pentagone » is his job, not his organisation.
            head = next((k for j in range(i, organisation[0]) if (k := self.kind_of(low(j)))), None)
            if self.lexicon.does("house-before-job") and head is None and organisation[1] < end:
                # « U.N. envoy Marta Lindqvist », « one EU official »
                head = self._job_behind_house(organisation[1], end)
            return head or self._gazetted(organisation[0], organisation[1] - organisation[0])
        if self._is_title(i, end):
            return "outlet"
        outlets = self.lexicon.words["speakers.outlet_words"]
        titled = next((j for j in capitals if low(j) in outlets or low(j).rpartition("-")[2] in _BROADCAST), None)
        if titled is not None and not any(self.kind_of(low(j)) for j in range(i, max(titled, i + 1))):
            # « an email seen by the Guardian » is an email.
            return "outlet"
        nouns = 0
        for j in range(i, end):
            if nouns and (low(j) in self.closed["of"] or (low(j) == "," and capitals and capitals[0] < j)):
                break
            nouns += low(j) not in self.determiners
            counts = low(j).rstrip("s") in self.closed["never_names"] and j + 1 < end
            # « les premiers éléments » are no first ones.
            found = self.kind_of(low(j + counts))
            if self.lexicon.term_at("speakers.agency", low, j):
                # « the state news agency »
                return "agency"
            if found == "record" and j in capitals and low(j) in self.lexicon.words["speakers.house_words"]:
                # « the US Geological Survey » is a house.
                return "institution"
            if found not in (None, "person") and self.lexicon.does("house-before-job") and j + 1 < end:
                # « the police chief », « France's interior minister »: the job stands behind.
                magazine = self.kind_of(low(j + 1)) == "outlet" and j in capitals
                found = self._job_behind(j + 1, end) or ("outlet" if magazine else found)
            # « the company's chief operating officer » is an officer.
            if found and low(j + 1) not in self.closed["possessives"]:
                return found
        if any(low(j).rstrip(".") in self.lexicon.words["speakers.house_words"] for j in capitals):
            return "institution"
        paired = len(capitals) > 1 and capitals[1] == capitals[0] + 1
        if paired and self._initials(capitals[0]) and not self._initials(capitals[1]):
            # « OGC Nice »; « LEROY Marc » has a given name.
            if not any(low(j) in self.lexicon.given_names for j in capitals):
                return "institution"
        placed = len(capitals) > 1 and low(capitals[-1]) in self.lexicon.words["speakers.place_words"]
        first = low(capitals[0]) if placed else ""
        if placed and first not in self.lexicon.given_names and first not in self.titles and first not in self.roles:
            # « Notting Hill »; Ann Hill is somebody.
            return "institution"
        if self.lexicon.does("nouns-have-capitals"):
            given = any(low(j) in self.lexicon.given_names or low(j) in self.titles for j in capitals)
            pairs = any(j + 1 in capitals for j in capitals) and low(i) not in self.determiners
            return "person" if given or pairs else None
        return "person" if capitals else None

    def _job_behind_house(self, at: int, end: int) -> str | None:
        """« Pakistan | Medical Association president Ali Khan »: the kind of the job behind a house that begins with a
        known name and goes on in capitals.
        """
        low, tokens = self.sentence.low, self.sentence.tokens
        if self.sentence.headline:
            # « Senate Panel Chair Says He Was Misled »: everything has capitals.
            job = self.kind_of(low(at))
            return job if job in ("person", "anonymous") else None
        while at < end and tokens[at].capital and self.kind_of(low(at)) not in ("person", "anonymous"):
            at += 1
            if low(at) in self.closed["of"] and at + 1 < end and tokens[at + 1].capital:
                at += 1
        return self._job_behind(at, end)

    def _job_behind(self, at: int, end: int) -> str | None:
        """« the police | public relations officer »: the kind of the job that a house stands before."""
        links = self.prepositions | self.closed["relatives"] | self.closed["that"] | self.closed["possessives"]
        for j in range(at, end):
            if self.sentence.tokens[j].kind != "word" or self.sentence.low(j) in links:
                return None
            if (kind := self.kind_of(self.sentence.low(j))) in ("person", "anonymous"):
                return kind
        return None

    def _initials(self, at: int) -> bool:
        """Whether the word at `at` is spelled as the initials of a house are."""
        word = self.sentence.tokens[at].text
        return 1 < len(word) < 6 and word.isupper() and word.isalpha() and word.lower() not in self.titles

    def is_title(self, at: int) -> bool:
        """Whether the quotation at `at` may be the name of a paper: « Nord Écran »."""
        if not self.sentence.is_quote(at):
            return False
        words = self.sentence.tokens[at].text.strip("«»“”\"'‘’ \u00a0\u202f").split()
        return 0 < len(words) <= 4 and words[0][0].isupper() and words[-1][-1].isalnum()

    def _is_title(self, i: int, end: int) -> bool:
        """« croit savoir Le Phare »: inside a sentence only the title of a paper keeps the capital of its article."""
        tokens = self.sentence.tokens
        if (
            not self.lexicon.does("titles-keep-article")
            or i == 0
            or i + 1 >= end
            or tokens[i].low not in self.closed["articles"]
            or not tokens[i].capital
        ):
            return False
        surname = tokens[i - 1].capital or tokens[i + 1].low in self.closed["after_le"]
        return tokens[i + 1].capital and not surname and tokens[i - 1].kind == "word"

    def kind_of(self, low: str) -> str | None:
        """The kind of source a single word tells."""
        single = low.rstrip("s")
        for kind in KINDS:
            listed = self.kinds[kind]
            if low in listed or single in listed:
                return kind
            if kind == "person" and "-" in low and any(part in listed for part in low.split("-")):
                return kind
        endings = self.lexicon.patterns["speakers.person_endings"]
        shaped = len(low) > 5 and single.endswith(endings)
        return "person" if shaped and single not in self.lexicon.words["speakers.things"] else None

    def speaks(self, i: int, end: int) -> bool:
        """Whether the phrase can be a speaker: a name, a job, an organisation, a pronoun."""
        return self.sentence.low(i) in self.pronouns or self.kind(i, end) is not None
