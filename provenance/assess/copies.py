"""Texts that look copied although the file does not say so (Broder 1997: containment of word shingles)."""

import re
from collections.abc import Mapping

from provenance.model.dossier import Document

SHINGLE = 5
#: Share of the shorter text's shingles that the longer one holds, from which it is called a copy.
CONTAINED = 0.5
MIN_SHINGLES = 30


def suspected_copies(documents: Mapping[str, Document], recorded: Mapping[str, str]) -> dict[str, str]:
    """For each suspected copy the document it resembles most; what the file records is left out."""
    shingled = {d.id: _shingles(d.text) for d in documents.values() if d.text is not None}
    texts = sorted(name for name, found in shingled.items() if len(found) >= MIN_SHINGLES)
    holders: dict[tuple[str, ...], list[str]] = {}
    for name in texts:
        for shingle in shingled[name]:
            holders.setdefault(shingle, []).append(name)
    shared: dict[tuple[str, str], int] = {}
    for names in holders.values():
        for i, first in enumerate(names):
            for second in names[i + 1 :]:
                shared[first, second] = shared.get((first, second), 0) + 1
    found: dict[str, str] = {}
    for (first, second), count in sorted(shared.items()):
        if count < CONTAINED * min(len(shingled[first]), len(shingled[second])):
            continue
        if recorded.get(first, first) == recorded.get(second, second):
            continue
        found.setdefault(second, found.get(first, first))
    return found


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
