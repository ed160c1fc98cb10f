"""Who says × who is read: how many statements of each voice reached each publisher, the whole dossier at a glance."""

from collections import Counter
from dataclasses import dataclass

from provenance.assess.reasons import NOBODY_NAMED, speaker_name
from provenance.assess.utterance import speaking_source
from provenance.auditing import DossierAudit
from provenance.model.message import MN, M, Message
from provenance.model.noun import Noun

#: Rows and columns that are shown; a larger table is read by nobody.
MAX_ROWS, MAX_COLUMNS = 24, 12


@dataclass(frozen=True)
class MatrixRow:
    """One voice: how many of its statements are read in each publisher shown, and in all. `house` is the one it counts
    as.
    """

    name: Message
    house: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class Matrix:
    """The table, the busiest first; `left_out` says how many voices and publishers have no room in it."""

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    left_out: Message | None


def matrix(audit: DossierAudit) -> Matrix:
    """The table of one audit. Empty where nothing that was said is read anywhere."""
    dossier, groups = audit.dossier, audit.assessor.groups
    counts: Counter[tuple[str, str]] = Counter()
    nouns: dict[str, Noun] = {}
    houses: dict[str, str] = {}
    for statement in audit.assessor.known.statements.values():
        if not statement.attributed or statement.stance is None or statement.document is None:
            continue
        noun = speaker_name(dossier, statement)
        source = speaking_source(statement, dossier.documents)
        voice = noun.id or NOBODY_NAMED.id
        nouns[voice] = noun
        if source is not None and groups.top[source] != source:
            houses[voice] = dossier.source_names.label(groups.top[source])
        counts[voice, dossier.documents[statement.document].publisher] += 1
    by_voice, by_publisher = Counter[str](), Counter[str]()
    for (voice, publisher), n in counts.items():
        by_voice[voice] += n
        by_publisher[publisher] += n
    voices = sorted(by_voice, key=lambda v: (-by_voice[v], houses.get(v, ""), v))
    publishers = sorted(by_publisher, key=lambda p: (-by_publisher[p], p))
    return Matrix(
        tuple(dossier.source_names.label(p) for p in publishers[:MAX_COLUMNS]),
        tuple(
            MatrixRow(
                Message("{name}", (("name", nouns[voice]),)),
                houses.get(voice, ""),
                tuple(counts[voice, p] for p in publishers[:MAX_COLUMNS]),
                by_voice[voice],
            )
            for voice in voices[:MAX_ROWS]
        ),
        _left_out(len(voices) - MAX_ROWS, len(publishers) - MAX_COLUMNS),
    )


def _left_out(voices: int, publishers: int) -> Message | None:
    told = []
    if voices > 0:
        told.append(MN("{n} voice more", "{n} voices more", voices))
    if publishers > 0:
        told.append(MN("{n} publisher more", "{n} publishers more", publishers))
    return M("Left out: {told}.", told=tuple(told)) if told else None
