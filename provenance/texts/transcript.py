"""Transcripts with times: WebVTT (W3C Candidate Recommendation, 2019) and SubRip.

Cues of one voice are one paragraph as far as a pause: a sentence that runs over two cues is whole. Each paragraph names
its voice, as a transcript on paper does. Captions that roll repeat the line before; it is read once.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from provenance.model.locators import Locator
from provenance.model.message import M
from provenance.texts.base import ReadText, TextBuilder, TextError
from provenance.texts.encodings import decoded

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"^\s*{_TIME}[ \t]+-->[ \t]+{_TIME}")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>]*)>", re.I)
_TAG = re.compile(r"<[^<>]*>")
#: A speaker as SubRip has it: « >> NAME: » or « NAME : » in capitals, before the words.
_NAMED = re.compile(r"^(?:>>\s*)?([^\W\d_a-zà-öø-ÿ][^\Wa-zà-öø-ÿ]*(?:[ .'’-]+[^\Wa-zà-öø-ÿ]+){0,4})\s?:\s+(?=\S)")
#: Seconds of silence after which the same voice begins a new paragraph.
_PAUSE = 4.0
#: Characters after which a paragraph ends with its sentence.
_LONG = 500
_ENDS = (".", "!", "?", "…", "»", "”", '"')


@dataclass(frozen=True, slots=True)
class _Said:
    """Words of one voice in one cue; times in seconds."""

    start: float
    end: float
    voice: str | None
    words: str


def read(data: bytes) -> ReadText:
    """The words of a transcript, each with its second and its voice. Raises TextError."""
    text = decoded(data)[0].replace("\r\n", "\n").replace("\r", "\n")
    said = list(_without_repeats(_cues(text)))
    if not said:
        raise TextError(M("this transcript has no words with a time"))
    built = TextBuilder()
    before: _Said | None = None
    paragraph = 0
    begun = 0
    for one in said:
        begins = before is None or one.voice != before.voice or one.start - before.end > _PAUSE
        if before is not None and before.words.endswith(_ENDS):
            begins = begins or built.length - begun > _LONG
        if begins:
            built.add("\n\n" if before is not None else "")
            begun = built.length
            paragraph += 1
        else:
            built.add(" ")
        built.mark(Locator(None, paragraph, one.start, one.voice))
        built.add(f"{one.voice}: " if begins and one.voice is not None else "")
        built.add(one.words)
        before = one
    built.add("\n")
    return ReadText(*built.built())


def _cues(text: str) -> Iterator[_Said]:
    """What is said, cue by cue. A block without a time is a note, a style or a heading: nobody says it."""
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.strip("\n").split("\n")
        for number, line in enumerate(lines[:2]):
            timing = _TIMING.match(line)
            if timing is not None:
                start, end = _seconds(*timing.groups()[:4]), _seconds(*timing.groups()[4:])
                yield from _voices("\n".join(lines[number + 1 :]), start, end)
                break


def _seconds(hours: str | None, minutes: str, seconds: str, fraction: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction.ljust(3, "0")) / 1000


def _voices(payload: str, start: float, end: float) -> Iterator[_Said]:
    first, *rest = _VOICE.split(payload)
    for voice, words in [(None, first), *zip(rest[::2], rest[1::2], strict=True)]:
        plain = " ".join(html.unescape(_TAG.sub("", words)).split())
        named = _NAMED.match(plain) if voice is None else None
        if named is not None:
            voice, plain = named[1], plain[named.end() :]
        if plain:
            yield _Said(start, end, " ".join(html.unescape(voice).split()) if voice else None, plain)


def _without_repeats(cues: Iterator[_Said]) -> Iterator[_Said]:
    """The cues without words that only stay on the screen: whole, or as the beginning of the next one."""
    before: _Said | None = None
    speaker: str | None = None
    for cue in cues:
        words = cue.words
        if before is not None and cue.voice in (None, before.voice) and cue.start <= before.end + 0.05:
            words = words.removeprefix(before.words).lstrip()
        if not words:
            continue
        # SubRip names a speaker once: until another is named, the words are that one's.
        speaker = cue.voice or speaker
        yield _Said(cue.start, cue.end, speaker, words)
        before = cue
