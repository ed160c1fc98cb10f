"""The words of a language that the grammar asks for, read from `lexicon.toml` of its folder.

A newsroom adds its own files of the same form: lists are joined, tables merged (`docs/explanation/extraction.md`).
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from provenance.extraction.forms import VerbForm
from provenance.extraction.languages import LANGUAGES, part_of, words_of
from provenance.extraction.tokens import lookup, tokens
from provenance.files.located import Unreadable
from provenance.files.texts import read_text
from provenance.files.toml_data import toml_data
from provenance.model.errors import ConfigurationError
from provenance.model.hedges import Hedges, hedges
from provenance.model.vocabulary import Certainty

#: What a verb of each list takes: a clause, an infinitive, a quotation or an aside.
TAKES = {
    "say": frozenset({"clause", "infinitive", "quote", "aside"}),
    "clause": frozenset({"clause", "infinitive"}),
    "deny": frozenset({"clause", "infinitive", "quote", "aside"}),
    "ask": frozenset({"clause", "quote", "aside"}),
    "believe": frozenset({"clause", "infinitive", "aside"}),
    "intend": frozenset({"clause", "infinitive"}),
    "aside": frozenset({"clause", "quote", "aside"}),
    "quoted": frozenset({"clause", "quote"}),
    "judge": frozenset({"quote", "judgement"}),
    "deem": frozenset({"deemed"}),
    "support": frozenset({"support"}),
    "accuse": frozenset({"object", "infinitive"}),
    "address": frozenset({"address"}),
    "learn": frozenset({"clause", "aside"}),
    "count": frozenset({"count"}),
}
_FUNCTION = (
    "determiners", "prepositions", "subject_pronouns", "clitics", "conjunctions", "subordinators", "adverbs",
    "time_nouns", "be", "auxiliaries",
)  # fmt: skip


class LexiconError(ConfigurationError, ValueError):
    """A lexicon file that cannot be used."""


@dataclass(frozen=True)
class Lexicon:
    """The word lists of one language.

    `forms` gives the verb forms by spelling, `classes` the lists of a verb by lemma. `words` holds every other list
    under `table.key`; `terms` the ones of several words by their first, as tuples of tokens, longest first. `acronyms`
    are the names that count only in capitals (« UN » is no « Un »), `uncapitalised` the first words of
    those that begin without one (« franceinfo », « beIN Sports »). `houses` gives the institution of a role,
    `metonyms` that of a street or a palace, both in look-up form, whatever their country; `contractions` the article
    that a preposition has taken in (« au »: « le »), `titles` the role that a shortened title stands for.
    """

    language: str
    forms: Mapping[str, tuple[VerbForm, ...]]
    classes: Mapping[str, tuple[str, ...]]
    words: Mapping[str, frozenset[str]]
    terms: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]
    patterns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    acronyms: frozenset[str] = frozenset()
    uncapitalised: frozenset[str] = frozenset()
    houses: Mapping[str, str] = field(default_factory=dict)
    metonyms: Mapping[str, str] = field(default_factory=dict)
    contractions: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    hedges: Hedges = field(default_factory=hedges)

    @cached_property
    def speaks(self) -> frozenset[str]:
        """The finite forms of every verb of the lexicon."""
        return frozenset(w for w, forms in self.forms.items() if any(form.shape == "finite" for form in forms))

    @cached_property
    def function(self) -> frozenset[str]:
        """The little words: no verb of speech, whatever they stand next to."""
        return frozenset().union(*(self.words[f"words.{name}"] for name in _FUNCTION))

    @cached_property
    def closed(self) -> Mapping[str, frozenset[str]]:
        """The closed classes of words that the shared parts of the grammar ask for."""
        return {key.partition(".")[2]: found for key, found in self.words.items() if key.startswith("grammar.")}

    def does(self, trait: str) -> bool:
        """Whether the language has a trait of those its lexicon names."""
        return trait in self.words["grammar.traits"]

    @cached_property
    def given_names(self) -> frozenset[str]:
        return self.words["speakers.women"] | self.words["speakers.men"] | self.words["speakers.either"]

    def common(self, low: str) -> bool:
        """Whether a word is one of the language rather than a name, as far as lists and endings can tell."""
        return low in self.function or low in self.forms or low.endswith(self.patterns["words.common_endings"])

    @cached_property
    def according_to(self) -> frozenset[str]:
        """The words with which a preposition that names a source may begin."""
        return self.words["prepositions.source"] | self.terms["prepositions.source"].keys()

    @cached_property
    def name_heads(self) -> frozenset[str]:
        """The words with which a name of the gazetteer may begin, its article left out too."""
        words = [name.replace("'", "' ").split() for name in self.names]
        return frozenset(w for name in words for w in name[:2])

    def takes(self, lemma: str) -> frozenset[str]:
        return frozenset().union(*(TAKES[name] for name in self.classes.get(lemma, ())))

    def house_of(self, role: str) -> tuple[str, str] | None:
        """The house of a role and the part of the role that says so, the longest; None where the role is in no list. An
        empty house is a role whose complement is a place.
        """
        low = lookup(role)
        for known in sorted(self.houses, key=lambda name: -len(name)):
            if low == known or low.startswith((known + " ", known + ",")):
                return self.houses[known], role[: len(known)]
        return None

    def term_at(self, key: str, low: Callable[[int], str], at: int) -> int:
        """How many tokens from `at` are a term of the list; 0 where none is. `low` gives the
        look-up form of a token.
        """
        for term in self.terms[key].get(low(at), ()):
            if all(low(at + k) == word for k, word in enumerate(term)):
                return len(term)
        return 0

    def __hash__(self) -> int:
        return id(self)


def lexicon(language: str, extra: Iterable[Path] = ()) -> Lexicon:
    """The lexicon of a language, with a newsroom's own files added, as they are now. Raises LexiconError."""
    return _lexicon(language, lexicon_versions(extra))


def lexicon_versions(extra: Iterable[Path]) -> tuple[tuple[Path, tuple[int, ...]], ...]:
    """A newsroom's files, each with what changes when it does."""
    return tuple((path, _version(path)) for path in extra)


def _version(path: Path) -> tuple[int, ...]:
    """What changes when a file does; nothing of one that is not there, which reading it will say."""
    try:
        status = path.stat()
    except OSError:
        return ()
    return status.st_mtime_ns, status.st_size, status.st_ino


@lru_cache(maxsize=8)
def _lexicon(language: str, extra: tuple[tuple[Path, tuple[int, ...]], ...]) -> Lexicon:
    data = words_of(language)
    names = tomllib.loads((resources.files("provenance.extraction") / "gazetteer.toml").read_text("utf-8"))
    for path, _ in extra:
        added = _read(path, {language: data, "names": names["names"]})
        _merge(names, {"names": added.get("names", {})})
        _merge(data, added.get(language, {}))
    return _built(language, data, names)


def _read(path: Path, shipped: Mapping[str, Any]) -> dict[str, Any]:
    """A newsroom's file: tables and lists of the shipped names, `shipped` by language and `names`."""
    try:
        data = toml_data(read_text(path, path.name))
        for key, table in data.items():
            if key in shipped:
                _check(table, shipped[key], key)
            elif key not in LANGUAGES:
                raise ValueError(f"unknown table `{key}`; there are {', '.join(LANGUAGES)} and names")
    except Unreadable as error:
        raise LexiconError(f"{path.name}: {error.problem.message.render('en')}") from None
    except (OSError, ValueError) as error:
        raise LexiconError(f"{path.name}: {error}") from None
    return data


def _check(written: Any, shipped: Any, key: str) -> None:
    """Raise ValueError where a newsroom's value has not the form of the shipped one."""
    if isinstance(shipped, dict):
        if not isinstance(written, dict):
            raise ValueError(f"`{key}` is a table")
        free = key.endswith(".irregular") or ".houses" in key or ".metonyms" in key
        for name, value in written.items():
            if name not in shipped and not free:
                raise ValueError(f"unknown list `{key}.{name}`; there are {', '.join(sorted(shipped))}")
            _check(value, shipped.get(name, ""), f"{key}.{name}")
            if key.endswith(".irregular") and len(value.split()) not in {len(v.split()) for v in shipped.values()}:
                raise ValueError(f"`{key}.{name}` has not the forms of its neighbours")
    elif isinstance(shipped, str):
        if not isinstance(written, str):
            raise ValueError(f"`{key}` is a string of words")
    elif not isinstance(written, list) or not all(isinstance(w, str) and any(map(str.isalnum, w)) for w in written):
        raise ValueError(f"`{key}` is a list of words")


def _merge(into: dict[str, Any], added: Mapping[str, Any]) -> None:
    for key, value in added.items():
        if isinstance(value, dict):
            _merge(into.setdefault(key, {}), value)
        elif isinstance(value, str) and isinstance(into.get(key), str):
            into[key] = f"{into[key]} {value}"
        elif isinstance(value, list) and isinstance(into.get(key), list):
            into[key] = [*into[key], *value]
        else:
            into[key] = value


def _built(language: str, data: dict[str, Any], gazetteer: dict[str, Any]) -> Lexicon:
    conjugate = part_of(language, "forms").conjugate
    del data["tokens"]
    contractions: dict[str, str] = data.pop("contractions", {})
    titles: dict[str, str] = data.pop("titles", {})
    houses, metonyms = (
        {lookup(name): house for entries in data.pop(table, {}).values() for name, house in entries.items()}
        for table in ("houses", "metonyms")
    )
    irregular = data.pop("irregular", {})
    classes: dict[str, list[str]] = {}
    for name, verbs in data.pop("verbs").items():
        if name not in TAKES:
            raise LexiconError(f"no list of verbs is called `{name}`; there are {', '.join(TAKES)}")
        for verb in verbs.split():
            if name not in classes.setdefault(verb, []):
                classes[verb].append(name)
    forms: dict[str, list[VerbForm]] = {}
    auxiliary = data["phrases"].pop("auxiliary_verbs", "").split()
    for lemma in [*classes, *auxiliary]:
        for spelling, form in sorted(
            conjugate(lemma, irregular.get(lemma) or irregular.get(lemma.replace("'", "_").rpartition("_")[2])), key=str
        ):
            forms.setdefault(spelling, []).append(form)
    words: dict[str, frozenset[str]] = {}
    terms: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = {}
    patterns: dict[str, tuple[str, ...]] = {}
    for table, entries in data.items():
        for key, value in entries.items():
            if isinstance(value, list):
                patterns[f"{table}.{key}"] = tuple(lookup(item) for item in value)
                continue
            items = [lookup(item).replace("_", " ") for item in value.split()]
            split = {_split(item) for item in items}
            words[f"{table}.{key}"] = frozenset(s[0] for s in split if len(s) == 1)
            terms[f"{table}.{key}"] = _by_first(term for term in split if len(term) > 1)
    added_hedges = hedges()
    for certainty in (Certainty.PROBABLE, Certainty.POSSIBLE):
        added_hedges = added_hedges.with_words(certainty, data["certainty"][certainty.value].split())
    names = {lookup(name): kind for kind, entries in gazetteer["names"].items() for name in entries}
    names |= {name: "government" for name in metonyms if name not in names}
    spelled = {name for entries in gazetteer["names"].values() for name in entries}
    acronyms = {lookup(name) for name in spelled if name.isupper()} - {lookup(n) for n in spelled if not n.isupper()}
    return Lexicon(
        language,
        {spelling: tuple(found) for spelling, found in forms.items()},
        {verb: tuple(found) for verb, found in classes.items()},
        words,
        terms,
        patterns,
        names,
        frozenset(acronyms),
        frozenset(name.split()[0] for name in spelled if name[0].islower()),
        houses,
        metonyms,
        contractions,
        titles,
        added_hedges,
    )


def _by_first(terms: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for term in sorted(terms, key=lambda t: (-len(t), t)):
        found.setdefault(term[0], []).append(term)
    return {first: tuple(listed) for first, listed in found.items()}


def _split(term: str) -> tuple[str, ...]:
    """A term as the tokens a text would give."""
    if ("'" not in term and " " not in term) or term == "'s":
        # The possessive is a token of its own.
        return (term,)
    # An elision is one only before a letter: `d'` gets one for the time of the cut.
    elided = term.endswith("'")
    found = [token.low for token in tokens(term + "x" * elided, "fr")]
    return tuple(found[: len(found) - elided])
