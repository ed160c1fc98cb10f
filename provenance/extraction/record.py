"""A reading as plain data, for JSON: spans are [start, end] in code points of the text, end excluded."""

from typing import Any

from provenance.extraction.spans import Cover
from provenance.model.reading import Attribution, Dateline, Mark, Reading, Span, SpeakerMention, Type

#: The types that are given unless more are asked for: those of which at least 85 in 100 are in the gold
#: (docs/explanation/extraction.md).
USUAL: frozenset[Type] = frozenset({"assertion", "belief", "eventuality", "phrase", "characterisation"})


def record(name: str, reading: Reading, text: str, types: frozenset[Type] = frozenset()) -> dict[str, Any]:
    """Everything read in one text, with further `types`. `confirmation` of an attribution holds the marks that bear on
    its content.
    """
    given = USUAL | types
    about: dict[Span, list[Mark]] = {}
    for mark in reading.marks:
        if mark.of is not None:
            about.setdefault(mark.of, []).append(mark)
    places = Cover(about)
    return {
        "file": name,
        "language": reading.language,
        "length": len(text),
        "attributions": [_attribution(a, _on(a, places, about), text) for a in reading.attributions if a.type in given],
        "marks": [_mark(mark, text) for mark in reading.marks],
        "own": [list(span) for span in reading.own],
        "relative_dates": [list(span) for span in reading.relative],
        "headline": list(reading.headline) if reading.headline is not None else None,
        "dateline": _dateline(reading.dateline),
        "bylines": [list(span) for span in reading.bylines],
    }


def _dateline(dateline: Dateline | None) -> dict[str, Any] | None:
    if dateline is None:
        return None
    parts = {"place": dateline.place, "date": dateline.date, "agency": dateline.agency}
    return {"span": list(dateline.span)} | {key: list(span) if span else None for key, span in parts.items()}


def _on(a: Attribution, places: Cover, about: dict[Span, list[Mark]]) -> list[Mark]:
    """The marks that bear on the content of an attribution."""
    found = dict.fromkeys(span for piece in a.content for span in places.over(*piece))
    return [mark for span in found for mark in about[span]]


def _attribution(a: Attribution, marks: list[Mark], text: str) -> dict[str, Any]:
    return {
        "content": [list(span) for span in a.content],
        "source": [list(span) for span in a.source],
        "cue": [list(span) for span in a.cue],
        "text": " […] ".join(text[start:end] for start, end in a.content),
        "type": a.type,
        "mode": a.mode.value,
        "stance": a.stance.value,
        "certainty": a.certainty.value,
        "reach": a.reach,
        "form": a.form,
        "speaker": "unclear" if a.unclear else a.chain[0].name if a.chain else None,
        "unclear": a.unclear,
        "candidates": [_mention(voice) for voice in a.candidates],
        "chain": [_mention(voice) for voice in a.chain],
        "confirmation": [_mark(mark, text) for mark in marks],
    }


def _mention(voice: SpeakerMention) -> dict[str, Any]:
    """One hop, with what ties the mention to whom it names."""
    return {
        "name": voice.name,
        "span": list(voice.span),
        "kind": voice.kind.value,
        "role": voice.speaker.role,
        "part_of": voice.speaker.organisation,
        "link": voice.link,
        "evidence": list(voice.evidence),
    }


def _mark(mark: Mark, text: str) -> dict[str, Any]:
    return {
        "kind": mark.kind,
        "cue": list(mark.cue),
        "of": list(mark.of) if mark.of is not None else None,
        "by": mark.by.name if mark.by is not None else None,
        "text": text[slice(*mark.cue)],
    }
