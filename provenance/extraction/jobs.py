"""Jobs that are akin: « l'édile » is the mayor, "the lawmaker" the senator."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from provenance.extraction.lexicon import Lexicon
from provenance.extraction.person import Person


@dataclass(frozen=True, slots=True)
class Jobs:
    """The families of jobs that each word stands in; of the family `anybody` are words that tell nothing of a job."""

    families: Mapping[str, frozenset[str]]

    def is_anybody(self, word: str) -> bool:
        return "anybody" in self.families.get(word, ())

    def told_of(self, person: Person) -> list[str]:
        """The words of the role that was said of somebody; without one, the jobs by which he has been taken up."""
        called = [form.lower() for form in person.forms if form != person.name.text] if person.role is None else []
        words = [word for said in (person.role or "", *called) for word in re.split(r"[\s,'’]+", said.lower()) if word]
        return [word for word in words if not self.is_anybody(word)] if called else words

    def akin(self, jobs: Iterable[str], job: str) -> bool:
        families = self.families.get(job, frozenset())
        return any(not families.isdisjoint(self.families.get(other, ())) for other in jobs)


@lru_cache(maxsize=8)
def jobs_of(lexicon: Lexicon) -> Jobs:
    """The jobs of a lexicon."""
    found: dict[str, set[str]] = {}
    for key, words in lexicon.words.items():
        table, _, family = key.partition(".")
        for word in words if table == "families" else ():
            found.setdefault(word, set()).add(family)
    return Jobs({word: frozenset(families) for word, families in found.items()})
