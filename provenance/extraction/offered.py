"""What a draft has offered, so that what a reviewer deletes is not offered again.

The claim file holds a fingerprint of every passage that was offered (`offered:`), and each that was left out with who
left it out and when (`rejected:`). A passage is its words: when the text changes them it is offered anew.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from provenance.extraction.claim_ids import plain
from provenance.extraction.draft_model import ClaimWords, DraftStatement


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one claim of a draft; of a statement without claims of its own, all its words under no claim."""

    document: str
    claim: str
    part: ClaimWords
    fingerprint: str


def passages(statements: Iterable[DraftStatement]) -> list[list[Passage]]:
    """The passages of each statement of a draft."""
    seen: dict[tuple[str, str], int] = {}
    return [
        [_passage(statement, claim, part, seen) for claim, part in _parts(statement).items()]
        for statement in statements
    ]


def _parts(statement: DraftStatement) -> Mapping[str, ClaimWords]:
    return statement.parts or {"": ClaimWords(statement.words, tuple(statement.spans))}


def _passage(statement: DraftStatement, claim: str, part: ClaimWords, seen: dict[tuple[str, str], int]) -> Passage:
    words = " ".join(plain(part.words).split())
    again = seen[statement.document, words] = seen.get((statement.document, words), 0) + 1
    return Passage(statement.document, claim, part, fingerprint(words, again))


def fingerprint(words: str, occurrence: int) -> str:
    """Eight hexadecimal digits of the words of a passage, the first or a later one of these words in its text."""
    return hashlib.sha256(f"{words}\0{occurrence}".encode("utf-8", "surrogatepass")).hexdigest()[:8]


def offered(found: Iterable[Sequence[Passage]]) -> dict[str, list[str]]:
    """The fingerprints of some passages, by document."""
    prints: dict[str, list[str]] = {}
    for passage in (passage for statement in found for passage in statement):
        prints.setdefault(passage.document, []).append(passage.fingerprint)
    return prints
