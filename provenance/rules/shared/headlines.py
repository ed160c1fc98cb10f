"""A headline beside its text: what it says in nobody's name, what it denies, its numbers, and clauses that say the same."""

import re
from collections.abc import Collection
from functools import lru_cache

from provenance.model.document import Document
from provenance.model.hedges import hedges
from provenance.model.names import fold
from provenance.model.quote_changes import carries_meaning
from provenance.model.reading import Reading, Speaker
from provenance.model.source import Source
from provenance.rules.base import Context
from provenance.rules.shared.headline_words import any_of, listed, negation, terms

#: A question, and words between quotation marks, are nothing that the headline says itself; nor is a conditional.
_TAKEN_BACK = re.compile(r"[?«\"“]|(?<!\w)['‘’]\S[^'‘’]*['’](?!\w)|\b(?:aurai|serai)(?:t|ent)\b", re.I)
#: Between a topic or a speaker and what is said.
_COLON = re.compile(r"\s?:\s+|\s[–—-]\s")
_WORD = re.compile(r"[^\W\d_]+")
#: « Entre 10 et 15 » is one.
_CLAUSE = re.compile(r"[.!?;:,\n—]+(?=\s|$)|(?<!\d)\s(?:and|but|et|mais)\s|\s(?:and|but|et|mais)\s(?!\d)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
#: The French conditional of most verbs; the imperfect of “opérer” or “montrer” does not end so, that of some in -irer does.
_CONDITIONAL = re.compile(
    r"\w(?:erai|drai|(?:ve|v?oi|pou|mou|cou)rrai)(?:t|ent)\b"
    r"|\b(?!(?:re|at|[eé]|sou)?tirai|admirai|d[eé]sirai|d[eé]chirai|(?:cha)?virai|\w*pirai)\w+irai(?:t|ent)\b"
)
_FUTURE = re.compile(r"\w(?:[eid]r|rr)(?:a|ont)\b")
#: Kinds of hedges that make a number or a deed less than it is.
_WEAKENING = frozenset({"probable", "possible", "conditional", "apparent"})
#: The share of a headline's words that a clause must have to say the same, and the fewest words worth comparing.
SAME, WORDS = 0.6, 2
#: Two words are of one family when their beginnings agree up to this many letters.
STEM = 4
#: Shorter words are not compared.
SHORTEST = 3


def asserted(context: Context, document: Document, reading: Reading) -> tuple[str, ...]:
    """What a headline says for certain and in nobody's name: the whole, and what stands behind a topic. Nothing where it
    asks, quotes, doubts or names who says it.
    """
    headline = document.headline or ""
    parts = _COLON.split(headline)
    taken_back = _TAKEN_BACK.search(headline) or any_of("attributing").search(headline) or is_hedged(headline)
    if not headline or taken_back or (len(parts) > 1 and any(_is_speaker(context, reading, part) for part in parts)):
        return ()
    return tuple(dict.fromkeys((headline, parts[-1])))


def _is_speaker(context: Context, reading: Reading, words: str) -> bool:
    """Whether the words name somebody who may speak, wholly, half or by the last name: « Le maire », "police"."""
    held = _content(words)
    if words.isupper() and any(fold(words) == fold(source) for source in context.dossier.sources):
        return True
    people: list[Source | Speaker] = [*context.dossier.sources.values(), *reading.speakers]
    for person in people:
        names = [_content(name) for name in (person.name, person.role, *person.aliases) if name is not None]
        own = _WORD.findall(person.name)
        last = {fold(own[-1])} if own and all(word[0].isupper() for word in own) else set()
        if held and (held <= last or any(held <= name and len(name) <= 2 * len(held) for name in names)):
            return True
    return False


def _content(words: str) -> frozenset[str]:
    return frozenset(map(fold, _WORD.findall(words))).difference(listed("articles"))


def is_denied(words: str, stems: Collection[str]) -> bool:
    """Whether a negation bears on one of the words that begin so."""
    return any(stem_of(word) in stems for found in negation().finditer(words) for word in _WORD.findall(found.group()))


def is_reversed(words: str) -> bool:
    """Whether anything in the words negates, denies or undoes."""
    return bool(negation().search(words) or any_of("reversals").search(words))


def says_all(words: str) -> str | None:
    """The word by which a headline speaks of all, if it does."""
    found = any_of("all").search(words)
    return found.group() if found is not None and not says_part(words) else None


def says_part(words: str) -> bool:
    """Whether the words speak of a part only."""
    return bool(any_of("part").search(words))


def stems(words: str) -> frozenset[str]:
    """The beginnings of the words that carry what is said; negations and « tous » do not, nor does what is very short."""
    told = any_of("negators", "after_ne", "all", "auxiliaries").sub(" ", words)
    return frozenset(stem_of(word) for word in _WORD.findall(told) if len(word) >= SHORTEST and carries_meaning(word))


def families(words: str) -> set[str]:
    """The beginnings of all words."""
    return {stem_of(word) for word in _WORD.findall(words)}


def stem_of(word: str) -> str:
    """By what two forms of a word are known for one."""
    return fold(word)[:STEM]


def is_hedged(words: str, future: bool = False) -> bool:
    """Whether the words leave open that it is so; what is planned is, unless it is told as `future`."""
    kinds = {kind.name for kind in hedges().in_text(words)}
    planned = "planned" in kinds or any_of("planned").search(words)
    left_open = _CONDITIONAL.search(words) or any_of("intended").search(words) or kinds & _WEAKENING
    return bool(left_open) or (bool(planned) and not future)


def is_future(words: str) -> bool:
    """Whether the words tell what is to come: "Plant to close", « va fermer », « fermera »."""
    return bool(any_of("future").search(words) or _FUTURE.search(words))


def alleged(text: str, same: Collection[str]) -> str | None:
    """The first sentence that has one of the clauses, where each such sentence says that somebody claims it, or that nobody
    could verify it.
    """
    told = _SENTENCE.split(text)
    found = [(place, one) for place, one in enumerate(told) if any(clause in one for clause in same)]
    claimed = [
        any_of("claiming").search(one) or any_of("unverified").search(" ".join(told[place : place + 2]))
        for place, one in found
    ]
    return found[0][1].strip() if found and all(claimed) else None


def clauses(text: str) -> list[str]:
    """The text between its stops, and before and after « and »."""
    return [clause.strip() for clause in _CLAUSE.split(text) if clause.strip()]


def told_one_by_one(text: str) -> set[int]:
    """How many a text counts up: « un homme et une femme » are two."""
    several, joint = _one_by_one()
    return {len(joint.split(counted.group())) for counted in several.finditer(text)}


@lru_cache(maxsize=1)
def _one_by_one() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Several that are counted up, and what stands between two of them."""
    named = r"\s[\w-]+(?:\s[\w-]+){0,2}?"
    joint = rf"(?:,|,?\s{terms('joints')})\s(?={terms('others')}\s)"
    return re.compile(rf"\b{terms('one')}{named}(?:{joint}{terms('others')}{named})+", re.I), re.compile(joint, re.I)
