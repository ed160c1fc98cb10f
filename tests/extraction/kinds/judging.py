"""How what was read of a sentence compares with what must be."""

import re
from typing import Any

from provenance.extraction import extract
from provenance.model.reading import Attribution

_ARTICLES = re.compile(
    r"^(?:the|an?|le|la|les|un|une|des|cette|cet|ces?|its?|his|her|son|sa|ses|leurs?)\s+|^l'", re.IGNORECASE
)
Expected = dict[str, Any]


def words(text: str) -> str:
    """The words of a text alone: marks of quotation and breaks of lines are the layout's."""
    return " ".join(re.findall(r"\w+", text.lower()))


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names are one: without their article, the fuller one of the two."""
    if one is None or other is None:
        return one == other
    a, b = (words(_ARTICLES.sub("", name.replace("’", "'"))) for name in (one, other))
    ends = a.startswith(b) or b.startswith(a) or a.endswith(b) or b.endswith(a)
    return a == b or (min(len(a), len(b)) > 3 and ends)


def faults(text: str, language: str, expected: list[Expected]) -> list[str]:
    """What is wrong with the reading of a text, a word each; nothing where it is right."""
    found = {
        a: words(" ".join(text[slice(*piece)] for piece in a.content)) for a in extract(text, language).attributions
    }
    wrong: list[str] = []
    for one in expected:
        wanted = words(one["content"])
        near = max(found, key=lambda a: (_shared(found[a], wanted), -abs(len(found[a]) - len(wanted))), default=None)
        if near is None or _shared(found[near], wanted) <= 0.5:
            wrong.append("missed")
            continue
        wrong.extend(_differences(near, found.pop(near), one, wanted))
    return [*wrong, *("spurious" for a in found if not _passes_on(a, text, language))]


def _passes_on(a: Attribution, text: str, language: str) -> bool:
    """« The daily said that, according to the police, … » is told as the daily's too: all that it said."""
    return any(
        b.form in ("selon", "according")
        and 0 <= b.cue[0][0] - a.content[0][0] <= 2
        and b.content[-1][1] == a.content[-1][1]
        for b in extract(text, language).attributions
        if b is not a and b.content != a.content
    )


def _differences(a: Attribution, content: str, one: Expected, wanted: str) -> list[str]:
    speaker = one.get("speaker")
    chain = one.get("chain") or ([speaker] if speaker else [])
    names = [voice.name for voice in a.chain]
    characterised = one.get("type") == "characterisation"
    checks = {
        "unclear": a.unclear is None,
        "speaker": same_name(names[0] if names else None, speaker),
        "chain": len(names) == len(chain) and all(map(same_name, names, chain)),
        # Of whom somebody says what may be told with it: « accused [the council of] lying ».
        "boundary": content == wanted or (characterised and content.endswith(wanted)),
        "stance": a.stance.value == one.get("stance", a.stance.value),
        "type": not characterised or a.type == "characterisation",
        "certainty": a.certainty.value == one.get("certainty", a.certainty.value),
    }
    return [name for name, right in checks.items() if not right][:1]


def _shared(one: str, other: str) -> float:
    """The share of words in common, of the shorter of the two."""
    a, b = set(one.split()), set(other.split())
    return len(a & b) / max(1, min(len(a), len(b)))
