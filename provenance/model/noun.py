"""Names inside a sentence: the article they take, their gender and number, and the forms a sentence asks for.

A template asks for a form behind a colon: `{who:the}` « l'exécutif russe », `{who:of}` « de l'exécutif russe »,
`{who:to}` « à l'exécutif russe », `{who:verb refuse/refusent}` the verb in its number, `{who:agree cité/citée/cités/
citées}` what agrees with it. Several names are joined by « et », their verb is in the plural.
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from provenance.model.place import VERBATIM

#: The languages of articles, and what joins the last of several names.
AND = {"fr": "et", "en": "and"}
#: The article of a noun of our own, which has a word in every language: « un document du Kremlin ».
ANY = "a/un"
_ANY = {"fr": "un", "en": "a"}
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_WORD = re.compile(r"[^\W\d_]+")
_DATA = Path(__file__).resolve().parent.parent / "data" / "articles.toml"
_VOWELS = frozenset("aeiouyàâäéèêëîïôöùûüœæ")
_OF = {"le": "du ", "la": "de la ", "l'": "de l’", "les": "des ", "un": "d’un ", "une": "d’une ", "des": "de "}
_TO = {"le": "au ", "la": "à la ", "l'": "à l’", "les": "aux ", "un": "à un ", "une": "à une ", "des": "à des "}


@dataclass(frozen=True, slots=True)
class Noun:
    """One name. `text` is a string, or a sentence part that is told in the language asked for; `article` holds for
    `language` alone: a French name within an English sentence stands bare. The text may begin with its article, which
    is part of the name where it has a capital (« Le Monde », « du Monde »). `id` is what the claim file calls it.
    """

    text: object
    language: str = field(default="", metadata=VERBATIM)
    article: str = field(default="", metadata=VERBATIM)
    feminine: bool = False
    plural: bool = False
    id: str = ""

    def told(self, form: str, language: str, spell: Callable[[object], str]) -> str:
        """The name in a form, in the language of the sentence it stands in."""
        said = spell(self.text)
        article = self.article if language == self.language else ""
        if self.article == ANY:
            article = _ANY.get(language, "")
        if language == "fr":
            # One apostrophe in a sentence, whichever the name was typed with.
            said = _APOSTROPHE.sub("’", said)
        if form not in ("the", "of", "to"):
            return said
        if article:
            said = _without(article, said)
        if article[:1].isupper() and (form == "the" or language != "fr" or article not in ("Le", "Les")):
            article, said = "", _with(article, said)
        article = article.lower()
        if language != "fr":
            return {"the": "", "of": "of ", "to": "to "}[form] + _with(article, said)
        if form == "of":
            return _after(article, said, _OF, "de ", "d’")
        return _after(article, said, _TO, "à ", "à ") if form == "to" else _with(article, said)

    def __str__(self) -> str:
        return str(self.text)


def told_together(nouns: Sequence[object], form: str, language: str, spell: Callable[[object, str], str]) -> str:
    """Several names in one form: « l'AFP, CNN et la Maison-Blanche »."""
    said = [spell(noun, form) for noun in nouns]
    if len(said) < 2:
        return said[0] if said else ""
    return f"{', '.join(said[:-1])} {AND.get(language, 'and')} {said[-1]}"


def agreeing(value: object, form: str) -> str:
    """What agrees with a name or several: a verb in its number, an adjective in its gender and number."""
    kind, _, choices = form.partition(" ")
    forms = choices.split("/")
    nouns = value if isinstance(value, tuple) else (value,)
    plural = len(nouns) > 1 or any(isinstance(noun, Noun) and noun.plural for noun in nouns)
    if kind == "verb":
        return forms[plural]
    feminine = bool(nouns) and all(isinstance(noun, Noun) and noun.feminine for noun in nouns)
    return forms[2 * plural + feminine]


def is_elided(name: str) -> bool:
    """Whether French elides before a name: before a vowel and a mute h; not before the h of « la Haute Autorité » and
    of initials, nor before a y that a vowel follows (« le Yémen »).
    """
    word = _WORD.match(name)
    if word is None:
        return False
    first, low = word[0], word[0].lower()
    if low[0] == "h":
        return not (first.isupper() or {low, low.removesuffix("s")} & _french_words("aspirated"))
    if low[0] == "y" and low[1:2] in _VOWELS:
        return low in _french_words("vocalic_y")
    return low[0] in _VOWELS


@lru_cache(maxsize=2)
def _french_words(name: str) -> frozenset[str]:
    return frozenset(tomllib.loads(_DATA.read_text("utf-8"))["fr"][name].split())


def _with(article: str, said: str) -> str:
    if not article:
        return said
    return f"{article[0]}’{said}" if article.lower() == "l'" else f"{article} {said}"


def _without(article: str, said: str) -> str:
    """The name without the article that it begins with."""
    first = article if article.endswith("'") else article + " "
    return said[len(first) :] if said.replace("’", "'").lower().startswith(first.lower()) else said


def _after(article: str, said: str, contracted: dict[str, str], bare: str, elided: str) -> str:
    if article:
        return contracted.get(article, f"{bare}{article} ") + said
    return (elided if is_elided(said) else bare) + said
