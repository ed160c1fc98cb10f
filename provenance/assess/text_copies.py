"""Texts that are seen to be copies of one another although the file does not say so.

Two texts are when, quoted passages set aside, one is near-verbatim the other. Pairs that share word shingles (Broder
1997) are compared by the longest common subsequence of their words.
"""

import re
from collections.abc import Iterable, Mapping

from provenance.files.anchors import quoted_spans
from provenance.model.dossier import Dossier
from provenance.model.vocabulary import Own

#: A text with fewer words outside its quotations is never compared: two short sentences may be alike by chance.
MIN_WORDS = 12
SHINGLE = 3
#: Share of the shorter text's shingles that a pair has in common before its words are compared, and share of the
#: shorter text's words that the longer one must hold in the same order; more of a short text, in which stock phrases
#: weigh more. `benchmarks/copies_found` measures them: of pairs written for it, a wire that two papers print with cuts
#: and a local sentence has 0.62 and more, routine texts of one template 0.60 and less, a retelling 0.4.
SHARED, NEAR = 0.4, 0.6
SHORT, NEAR_SHORT = 40, 0.8
#: A shingle that more texts have is a phrase of the language: it brings no texts together.
COMMON = 50

Words = tuple[str, ...]


def seen_pairs(dossier: Dossier) -> frozenset[frozenset[str]]:
    """The pairs of documents that seem to be one text."""
    texts = {name: words for name, words in _own_words(dossier) if len(words) >= MIN_WORDS}
    shingles = {name: shingles_of(words) for name, words in texts.items()}
    found = set()
    for (one, other), count in _shared(shingles).items():
        if count >= SHARED * min(len(shingles[one]), len(shingles[other])) and are_copies(texts[one], texts[other]):
            found.add(frozenset((one, other)))
    return frozenset(found)


def are_copies(one: Words, other: Words) -> bool:
    """Whether the shorter text is near-verbatim in the longer one."""
    from rapidfuzz.distance import LCSseq

    shorter = min(len(one), len(other))
    return bool(LCSseq.similarity(one, other) >= (NEAR if shorter >= SHORT else NEAR_SHORT) * shorter)


def own_words(text: str) -> Words:
    """The words of a text outside its quotation marks, in lower case."""
    kept, position = [], 0
    for start, end in quoted_spans(text):
        kept.append(text[position:start])
        position = end
    kept.append(text[position:])
    return tuple(re.findall(r"\w+", " ".join(kept).lower()))


def _own_words(dossier: Dossier) -> Iterable[tuple[str, Words]]:
    """The words of each document: of its text, else of what it is quoted with in its own voice."""
    quoted: dict[str, dict[str, None]] = {}
    for statement in dossier.statements:
        own = statement.own in (Own.FIRST_HAND, Own.UNSOURCED)
        if own and statement.document is not None and statement.quote:
            quoted.setdefault(statement.document, {})[statement.quote] = None
    for document in dossier.documents.values():
        if document.text is not None:
            yield document.id, own_words(document.text)
        elif document.id in quoted:
            yield document.id, tuple(re.findall(r"\w+", " ".join(quoted[document.id]).lower()))


def shingles_of(words: Words) -> frozenset[Words]:
    """All runs of `SHINGLE` words."""
    return frozenset(words[i : i + SHINGLE] for i in range(len(words) - SHINGLE + 1))


def _shared(shingles: Mapping[str, frozenset[Words]]) -> dict[tuple[str, str], int]:
    """How many shingles each pair has in common."""
    holders: dict[Words, list[str]] = {}
    for name in sorted(shingles):
        for shingle in shingles[name]:
            holders.setdefault(shingle, []).append(name)
    found: dict[tuple[str, str], int] = {}
    for names in holders.values():
        if len(names) <= COMMON:
            for i, one in enumerate(names):
                for other in names[i + 1 :]:
                    found[one, other] = found.get((one, other), 0) + 1
    return found
