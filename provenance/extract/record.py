"""A reading as plain data, for JSON: spans are [start, end] in code points of the text, end excluded."""

from typing import Any

from provenance.model.reading import Attribution, Mark, Reading, Span


def record(name: str, reading: Reading, text: str) -> dict[str, Any]:
    """Everything read in one text. `confirmation` of an attribution holds the marks that bear on its content."""
    return {
        "file": name,
        "language": reading.language,
        "length": len(text),
        "attributions": [_attribution(a, reading.marks, text) for a in reading.attributions],
        "marks": [_mark(mark, text) for mark in reading.marks],
        "own": [list(span) for span in reading.own],
        "relative_dates": [list(span) for span in reading.relative],
        "headline": list(reading.headline) if reading.headline is not None else None,
    }


def _attribution(a: Attribution, marks: tuple[Mark, ...], text: str) -> dict[str, Any]:
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
        "chain": [
            {
                "name": voice.name,
                "span": list(voice.span),
                "kind": voice.kind.value,
                "role": voice.speaker.role,
                "part_of": voice.speaker.house,
            }
            for voice in a.chain
        ],
        "confirmation": [_mark(m, text) for m in marks if m.of is not None and _meets(m.of, a.content)],
    }


def _mark(mark: Mark, text: str) -> dict[str, Any]:
    return {
        "kind": mark.kind,
        "cue": list(mark.cue),
        "of": list(mark.of) if mark.of is not None else None,
        "by": mark.by.name if mark.by is not None else None,
        "text": text[slice(*mark.cue)],
    }


def _meets(span: Span, others: tuple[Span, ...]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)
