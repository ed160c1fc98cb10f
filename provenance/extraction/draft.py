"""A reading → a draft claim file in the grouped form (`docs/reference/claim-file.md`), for a person to correct."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from provenance.extraction.annotated import annotate
from provenance.extraction.claim_ids import Ids, SharedClaims, plain, single_spaced, slug
from provenance.extraction.draft_model import NOTHING_BESIDE, Beside, ClaimWords, Draft, DraftStatement, DraftText
from provenance.extraction.lexicon import lexicon
from provenance.extraction.passages import sentences
from provenance.extraction.proposals import doubtful_dates, proposed_fields
from provenance.extraction.spans import Cover
from provenance.files.anchors import TextIndex
from provenance.model import dates
from provenance.model.dossier import Anchor
from provenance.model.message import M, Message
from provenance.model.place_text import place_text
from provenance.model.reading import Attribution, Mark, Reading, Span, Speaker, Type
from provenance.model.vocabulary import VERB_OF, VERBS, SourceKind

Types = frozenset[Type]
#: The languages in which a dossier is told.
TOLD = ("fr", "en")
_WORD = re.compile(r"[^\W_]+")
#: How much of a content an inner attribution must say for the outer one to be only a relay.
MOSTLY = 0.6
#: What is drafted unless more is asked for; the rest by the name it is asked for by (an intention is an eventuality).
SPEECH: Types = frozenset({"assertion"})
FURTHER: dict[str, Type] = {
    "belief": "belief", "intention": "eventuality", "characterisation": "characterisation", "phrase": "phrase",
    "support": "support",
}  # fmt: skip
#: The longest remark that is quoted whole around a cue.
REMARK = 80
#: What a mark makes of a sentence without an attribution: an answer to the claim before it.
_ANSWERS = {"no_comment": "no_comment", "evades": "evades", "denied": "denies"}
#: The day that a byline gives.
_DAY = re.compile(r"\b(\d{1,2}(?:er|\.)? (?:de )?[^\W\d_]+ (?:del? )?\d{4}|[^\W\d_]+ \d{1,2}, \d{4}|\d{4}-\d\d-\d\d)\b")


def draft(
    name: str,
    texts: Iterable[DraftText],
    types: Types = SPEECH,
    beside: Beside = NOTHING_BESIDE,
) -> Draft:
    """The draft dossier of some texts, with the attributions of some types. `beside` are the files that stand in the
    folder, by name, and what an entry for each of them would say.
    """
    found = list(texts)
    names = _SourceNames(text.id for text in found)
    claims = SharedClaims()
    draft_statements = [
        draft_statement
        for text in found
        for draft_statement in _draft_statements(text, names, claims, len(found) > 1, types)
    ]
    first = found[0] if found else None
    headline = first.text[slice(*first.reading.headline)] if first and first.reading.headline else None
    head: dict[str, Any] = {"dossier": slug(name), "title": single_spaced(headline or name)}
    head["language"] = first.reading.language if first and first.reading.language in TOLD else "en"
    head["draft"] = True
    documents = {text.id: _document(text, names) for text in found}
    made = Draft(head, names.sources, documents, draft_statements)
    for text in found:
        doubt = doubtful_dates(_published(text), text.metadata)
        made.remarks[text.id] = (*text.metadata.doubts, *((doubt,) if doubt is not None else ()))
    annotate(made, found, beside)
    return made


def _document(text: DraftText, names: "_SourceNames") -> dict[str, Any]:
    entry: dict[str, Any] = {"language": text.reading.language}
    if text.file is not None:
        entry["file"] = text.file
    if text.reader is not None:
        entry["reader"] = text.reader
    entry |= proposed_fields(text.metadata)
    if text.reading.headline is not None:
        entry["headline"] = single_spaced(text.text[slice(*text.reading.headline)])
    dateline = text.reading.dateline
    if dateline is not None and dateline.agency is not None:
        agency = single_spaced(text.text[slice(*dateline.agency)])
        entry["publisher"] = names.source(Speaker(agency, SourceKind.AGENCY))
    day = _published(text)
    return entry | ({"published": day} if day is not None else {})


def _published(text: DraftText) -> str | None:
    """The day a byline gives, as it is written there."""
    for start, end in text.reading.bylines:
        day = _DAY.search(text.text[start:end])
        if day is not None:
            try:
                dates.parse(day.group())
            except dates.DateError:
                continue
            return day.group()
    return None


def _draft_statements(
    text: DraftText, names: "_SourceNames", claims: SharedClaims, several: bool, types: Types
) -> Iterator[DraftStatement]:
    """The statements of one text in its order: attributions, refusals and bare denials, the outlet's own sentences."""
    indexed = _Indexed(text.text, text.reading)
    places = _Places(text)
    items = [*_attributed(text, names, types), *_spoken_for(text, indexed, names)]
    items.sort(key=lambda item: item[0].spans[0])
    for draft_statement, verb, parts in items:
        draft_statement.place = places.of(draft_statement.spans[0][0])
        if verb:
            _says(draft_statement, verb, parts, indexed, claims)
    statements = [draft_statement for draft_statement, _, _ in items]
    for number, draft_statement in enumerate(statements):
        if draft_statement.answers:
            _answer(draft_statement, statements[:number])
    for draft_statement in statements:
        if not any(verb in draft_statement.entry for verb in VERBS):
            continue
        if several or text.file is None:
            draft_statement.entry = {"in": text.id, **draft_statement.entry}
        yield draft_statement


#: A statement, its verb, and the words of each of its claims; no verb where it answers a claim.
Drafted = tuple[DraftStatement, str, list[list[Span]]]
#: The ties that a reader should look at.
_INFERRED = ("pronoun", "description", "repeated")


def _attributed(text: DraftText, names: "_SourceNames", types: Types) -> Iterator[Drafted]:
    reading = text.reading
    for a in _kept(reading.attributions, types):
        if a.unclear is not None and _titled(a, reading):
            continue
        draft_statement = DraftStatement(_speaker(a, text.text, names), text.id, list(a.content))
        draft_statement.unclear = a.unclear
        inferred = any(voice.link in _INFERRED for voice in a.chain) or a.reach == "carried" or not a.chain
        draft_statement.likely = a.unclear is None and inferred
        draft_statement.carried_medium = len(a.chain) > 1 and a.chain[-1].evidence == ("last_to_speak",)
        yield draft_statement, VERB_OF[a.stance], _parts(text.text, reading.language, a.content)


def _titled(a: Attribution, reading: Reading) -> bool:
    """Whether the words stand in the headline."""
    return reading.headline is not None and a.content[0][0] < reading.headline[1]


def _speaker(a: Attribution, text: str, names: "_SourceNames") -> dict[str, Any]:
    """Who says it: a chain, or that it is not known and who it may be. Words without any source, and what « nos
    informations » say, are the outlet's.
    """
    if a.unclear is not None:
        candidates = [names.source(voice.speaker) for voice in a.candidates if not voice.speaker.ours]
        return {"speaker": "unclear", **({"candidates": list(dict.fromkeys(candidates))} if candidates else {})}
    hops = [names.source(voice.speaker) for voice in a.chain if not voice.speaker.ours]
    return {"chain": _chain(hops, text, a)} if hops else {"own": True}


def _spoken_for(text: DraftText, indexed: "_Indexed", names: "_SourceNames") -> Iterator[Drafted]:
    """The outlet's own sentences; those that only mark what somebody else said answer the claim before them."""
    reading = text.reading
    notes = [one.body for one in text.annotations if one.body is not None]
    for span in _own(reading, text.text, notes):
        inside = indexed.marks_in(*span)
        kinds = [m.kind for m in inside]
        answer = next((m for m in inside if m.kind in _ANSWERS and m.by is not None), None)
        if answer is not None and answer.by is not None:
            chain = {"chain": names.source(answer.by.speaker)}
            words = text.text[slice(*span)]
            yield DraftStatement(chain, text.id, [span], _ANSWERS[answer.kind], words, likely=True), "", []
            continue
        if any(m.kind == "unconfirmed" and m.of is not None and not _meets(m.of, [span]) for m in inside):
            # The reporter's remark on what was said before: it is flagged there.
            continue
        verb = "no_evidence" if "no_evidence" in kinds else "says"
        yield DraftStatement({"own": True}, text.id, [span]), verb, [[span]]


def _answer(draft_statement: DraftStatement, before: list[DraftStatement]) -> None:
    """« Le ministère n'a pas souhaité répondre »: on the claim before it, as far as a reader can tell."""
    claim = next((c for s in reversed(before) for verb in VERBS for c in reversed(s.entry.get(verb, {}))), None)
    if claim is not None:
        draft_statement.entry[draft_statement.answers] = {claim: draft_statement.words}


class _Indexed:
    """A text and its marks, ready to be asked about one place after the other."""

    def __init__(self, text: str, reading: Reading) -> None:
        self.text = text
        self.index = TextIndex(text)
        self.unconfirmed = [mark for mark in reading.marks if mark.kind == "unconfirmed"]
        self._marks = sorted(reading.marks, key=lambda mark: mark.cue)
        self._starts = [mark.cue[0] for mark in self._marks]

    def marks_in(self, start: int, end: int) -> list[Mark]:
        """The marks whose cue begins in `start:end`."""
        return self._marks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


class _Places:
    """Where a person finds an offset: its line, asked in the order of the text; in an original its page or second."""

    def __init__(self, text: DraftText) -> None:
        self._text, self._at, self._line = text, 0, 1

    def of(self, offset: int) -> Message:
        if offset > self._at:
            self._line += self._text.text.count("\n", self._at, offset)
            self._at = offset
        return place_text(self._text.locators.at(offset)) or M("line {n}", n=self._line)


def _kept(attributions: tuple[Attribution, ...], types: Types) -> list[Attribution]:
    """What belongs in a claim file: the types asked for, quoted objects, no relay whose content is another's saying."""
    said = [a for a in attributions if a.type in types or a.form in ("object", "denied")]
    places = Cover(a.content[0] for a in said)
    by_place: dict[Span, list[Attribution]] = {}
    for a in said:
        by_place.setdefault(a.content[0], []).append(a)
    kept = []
    for a in said:
        near = [b for span in places.over(a.content[0][0], a.content[-1][1]) for b in by_place[span]]
        inside = {id(b): b for b in near if b is not a and a.chain and len(b.chain) > len(a.chain) and _covers(a, b)}
        size = sum(end - start for start, end in a.content)
        told = sum(end - start for b in inside.values() for start, end in (*b.content, *b.cue, *b.source))
        if told < MOSTLY * size:
            kept.append(a)
    return kept


def _covers(outer: Attribution, inner: Attribution) -> bool:
    return all(any(a <= start and end <= b for a, b in outer.content) for start, end in inner.content)


def _own(reading: Reading, text: str, notes: Sequence[Span]) -> Iterator[Span]:
    """The outlet's own sentences that state something: no headline, no question, no fragment, no note on sources."""
    for start, end in reading.own:
        if any(first <= start and end <= last for first, last in notes):
            continue
        sentence = text[start:end]
        if reading.headline is not None and start >= reading.headline[0] and end <= reading.headline[1]:
            continue
        if len(_WORD.findall(sentence)) >= 4 and not sentence.rstrip().endswith(("?", ":")):
            yield start, end - (len(sentence) - len(sentence.rstrip(" .;:…")))


def _says(
    draft_statement: DraftStatement, verb: str, parts: list[list[Span]], text: "_Indexed", claims: SharedClaims
) -> None:
    said: dict[str, Any] = {}
    for part in parts:
        detail = _quoted(part, text)
        mark = next((m for m in text.unconfirmed if m.of and _meets(m.of, part)), None)
        if mark is not None:
            detail["flagged"] = {"as": "unconfirmed", "quote": text.text[slice(*_line(text.text, mark.cue))]}
        words = " ".join(text.text[start:end] for start, end in part)
        name, first = claims.of(words, draft_statement.place, set(said), (draft_statement.document, tuple(part)))
        draft_statement.parts[name] = ClaimWords(words, tuple(part))
        if first is not None:
            draft_statement.shared[name] = first
        said[name] = detail if len(detail) > 1 else detail["quote"]
    draft_statement.entry[verb] = said


def _quoted(part: list[Span], text: "_Indexed") -> dict[str, Any]:
    """The words as a quote that an anchor finds again at this place and nowhere else."""
    start, end = part[0][0], part[-1][1]
    if len(part) > 1:
        # « A […] B » where that is enough; else the words between are quoted too.
        skipping = " […] ".join(text.text[a:b] for a, b in part)
        found = text.index.find(skipping)
        if isinstance(found, Anchor) and (found.start, found.end) == (start, end):
            return {"quote": skipping}
    quote = text.text[start:end]
    found = text.index.find(quote)
    unique = isinstance(found, Anchor) and (found.start, found.end) == (start, end)
    return {"quote": quote} if unique else {"quote": quote, "at": [start, end]}


def _line(text: str, cue: Span) -> Span:
    """The reporter's whole remark around a cue, when it is short; else the cue."""
    low, high = max(0, cue[0] - REMARK), min(len(text), cue[1] + REMARK)
    start = max(text.rfind(mark, low, cue[0]) for mark in ".!?\n,;") + 1
    ends = [e for mark in ".!?\n,;" if (e := text.find(mark, cue[1], high)) >= 0]
    end = min(ends, default=len(text))
    while start < cue[0] and text[start].isspace():
        start += 1
    return (start, end) if end - start <= REMARK and start else cue


def _meets(a: Span, spans: Iterable[Span]) -> bool:
    return any(start < a[1] and a[0] < end for start, end in spans)


def _parts(text: str, language: str, content: tuple[Span, ...]) -> list[list[Span]]:
    """A content of several sentences is several claims; one in several pieces is one."""
    if len(content) > 1:
        return [list(content)]
    parts = []
    for start, end in sentences(text, lexicon(language), *content[0]):
        trimmed = len(text[start:end].rstrip(" .;:…\n")) + start
        if len(_WORD.findall(text, start, trimmed)) >= 2:
            parts.append([(start, trimmed)])
    return parts or [[content[0]]]


def _chain(hops: list[str], text: str, a: Attribution) -> str:
    """« ouchakov («a noté») → tass »: the cue with its hop, without the marks that mean something in a chain."""
    words = " ".join(text[start:end] for start, end in a.cue)
    words = " ".join(re.sub(r"[^\w '’-]", " ", words).split())
    # Whoever the speaker quotes stands before it: « selon Tass, citant un responsable ».
    behind = len(hops) > 1 and not _meets(a.chain[0].span, a.source) and _meets(a.chain[1].span, a.source)
    speaker_phrase = int(behind)
    cued = [f"{hop} («{words}»)" if words and number == speaker_phrase else hop for number, hop in enumerate(hops)]
    return " → ".join(cued)


class _SourceNames:
    """The sources of the draft, one for each speaker."""

    def __init__(self, documents: Iterable[str]) -> None:
        self.sources: dict[str, dict[str, Any]] = {}
        self._by_name: dict[str, str] = {}
        # A source and a document of one id would be taken for each other in a chain.
        self._ids = Ids(documents)

    def source(self, speaker: Speaker) -> str:
        """The id of a speaker's source; further spellings become aliases."""
        key = plain(speaker.name)
        if key not in self._by_name:
            last = _WORD.findall(key)[-1:] if speaker.kind is SourceKind.PERSON and " " in speaker.name else []
            self._by_name[key] = self._ids.new(" ".join(last) or speaker.name)
            self.sources[self._by_name[key]] = {"name": single_spaced(speaker.name), "kind": speaker.kind.value}
        entry = self.sources[self._by_name[key]]
        aliases = [a for a in map(single_spaced, speaker.aliases) if plain(a) != key and len(a) > 1]
        known = entry.get("aliases", [])
        added = [a for a in dict.fromkeys(aliases) if a not in known and plain(a) not in self._by_name]
        if added:
            entry["aliases"] = [*known, *added]
        if speaker.role and "role" not in entry:
            entry["role"] = single_spaced(speaker.role)
        if speaker.organisation and "part_of" not in entry:
            self._organisation(entry, speaker)
        return self._by_name[key]

    def _organisation(self, entry: dict[str, Any], speaker: Speaker) -> None:
        """The organisation an apposition names, as a candidate: `basis` says that it is inferred."""
        assert speaker.organisation is not None
        key = plain(speaker.organisation)
        # « Hearne's foreman »: whose he is may be somebody.
        namesake = next((known for known in self._by_name if known.endswith(f" {key}")), None)
        if namesake is not None and self.sources[self._by_name[namesake]]["kind"] == SourceKind.PERSON:
            self._by_name.setdefault(key, self._by_name[namesake])
        if key not in self._by_name:
            kind = speaker.organisation_kind or SourceKind.INSTITUTION
            self._by_name[key] = self._ids.new(speaker.organisation)
            self.sources[self._by_name[key]] = {"name": single_spaced(speaker.organisation), "kind": kind.value}
        if self.sources[self._by_name[key]] is not entry:
            entry["part_of"] = self._by_name[key]
            entry["basis"] = f"inferred: « {single_spaced(speaker.role or speaker.organisation)} »"
