"""What a paragraph is on the page: a headline, a heading, a byline, what the site adds, an answer, or the article.

Offsets are code points of the text as given. What introduces a paragraph (a dateline, the time of a live blog, the name
of whoever answers) is set apart from its words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from provenance.extraction.lexicon import Lexicon
from provenance.extraction.tokens import lookup
from provenance.model.reading import Dateline, Span

Kind = Literal["headline", "heading", "byline", "furniture", "question", "answer", "text"]
#: Longer paragraphs are none of these.
_HEADLINE, _HEADING, _BYLINE, _FURNITURE = 250, 90, 120, 200
_ENDS = '.!?…»”"'
_MARKS = "«“„‹\"‘'"
_UPPER = r"[A-ZÀ-ÖØ-Þ]"
#: « BUNIA (RD Congo), 3 mars (AFP) – », « NORLING, March 3 (Wire) — », « LONDON (Reuters) - », « Ouagadougou- »
_DATELINE = re.compile(
    rf"(?P<place>{_UPPER}[\w'’.-]*(?:[ /]{_UPPER}[\w'’.-]*|[ ](?:de|du|des|la|le|of|sur|en|am|del)(?=[ ])){{0,4}})"
    rf"(?P<country>(?:[ ]?\([^()\n]{{2,30}}\)|,[ ]{_UPPER}[a-zà-ÿ.]+(?:[ ]{_UPPER}[a-zà-ÿ.]+)?(?=[ ,(–—-]))?)"
    r"(?:,[ ](?P<date>(?:(?:le|el|den)[ ])?[^\s,()–—][^,()–—\n]{1,24}?))?"
    r"(?:,?[ ]?\((?P<agency>[^()\n]{2,30})\))?"
    r"[ ]?(?P<dash>[–—-]{1,2}|[|•])[ ]+"
)
#: « (AFP) – », « (Belga) »
_AGENCY = re.compile(r"\((?P<agency>[^()\n\d]{2,20})\)[ ]?[–—-]{1,2}[ ]+")
#: « 14h32 – », « 14:32 », « 3.45pm: »
_TIME = re.compile(
    r"(?:\d{1,2}[ \u00a0]?[h:.][ \u00a0]?\d{2}|\d{1,2}[ \u00a0]?h)[ \u00a0]?(?:[ap]\.?m\.?|GMT|BST|CET|ET|Uhr)?"
    r"[ ]*(?:[–—:|•-]+[ ]*|(?=\n)|$)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"(?P<name>[A-Z])[ \u00a0]?[:.][ \u00a0](?!{_UPPER}\.)"
    rf"|(?P<names>{_UPPER}(?:[^:\n.!?«“\"]|\.(?=[ \u00a0]?(?:{_UPPER}|:))){{0,40}}?)[ \u00a0]?:[ \u00a0]"
)
#: « - Le Medef estime que… », a point of a list.
_BULLET = re.compile(r"[-–•*][ \t\u00a0]+")
_SIGNED = re.compile(r"\(?(?P<agency>[^()\n]{2,30}?)\)?\.?$")


#: Tags that a text kept when it was copied from a page; those of paragraphs end a line.
_TAG = re.compile(
    r"</?(?P<name>br|p|div|li|h[1-6]|b|i|u|em|strong|a|span|small|sup|sub)(?:[ \n][^<>]{0,200})?/?>", re.I
)
_INLINE = ("b", "i", "u", "em", "strong", "a", "span", "small", "sup", "sub")


def without_tags(text: str) -> str:
    """The text with the tags it holds made blanks of the same length: every offset stays."""
    return _TAG.sub(_blank, text) if "<" in text else text


def _blank(tag: re.Match[str]) -> str:
    inline, size = tag.group("name").lower() in _INLINE, len(tag.group())
    return " " * size if inline else " " * (size - 1) + "\n"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: its span, what it is, where its own words begin, and what stands before them."""

    start: int
    end: int
    kind: Kind
    body: int
    dateline: Dateline | None = None
    label: Span | None = None


def blocks(text: str, spans: Sequence[Span], lexicon: Lexicon) -> list[Block]:
    """The paragraphs of a text, each for what it is."""
    layout = _Layout(text, lexicon)
    found = [layout.block(number, start, end, len(spans)) for number, (start, end) in enumerate(spans)]
    return layout.interview(found)


class _Layout:
    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon
        self._furniture = lexicon.patterns["layout.furniture"]
        self._byline = lexicon.patterns["layout.byline"]

    def block(self, number: int, start: int, end: int, count: int) -> Block:
        text = self.text
        size, last = end - start, text[end - 1]
        low = lookup(text[start : min(end, start + 60)]).lstrip("([>*•-–—→| ").replace("\u00a0", " ")
        if count == 1:
            return self._introduced(start, end)
        closed = last in _ENDS and text[start:end].rstrip("»”\"’' \u00a0\u202f")[-1:] in ".!?…"
        if (
            number == 0
            and last not in ".!?…"
            and not closed
            and size < _HEADLINE
            and not _DATELINE.match(text, start, end)
        ):
            return Block(start, end, "headline", start)
        if size < _FURNITURE and any(_begins(low, phrase) for phrase in self._furniture):
            return Block(start, end, "furniture", start)
        if size < _BYLINE and self._is_byline(low, start, end, number, count):
            return Block(start, end, "byline", start)
        if (
            size < _HEADING
            and last not in _ENDS + ":;,"
            and text[start] not in _MARKS + "-–—•*"
            and 0 < number < count - 1
        ):
            whole = _TIME.fullmatch(text, start, end)
            return Block(start, end, "heading", end if whole else start)
        return self._introduced(start, end)

    def _introduced(self, start: int, end: int) -> Block:
        time = _TIME.match(self.text, start, end)
        body = time.end() if time is not None and time.end() < end else start
        bullet = _BULLET.match(self.text, body, end)
        # « - Ruth Kane » signs what stands above.
        body = bullet.end() if bullet is not None and self.text[end - 1] in _ENDS + ";," else body
        match = _DATELINE.match(self.text, body, end)
        if match is not None and self._is_dateline(match):
            parts = {name: match.span(name) if match.group(name) else None for name in ("place", "date", "agency")}
            named = match.group("country").strip(" ()")
            if parts["agency"] is None and self.lexicon.names.get(lookup(named)) in ("agency", "outlet"):
                # « LONDON (Reuters) - »: not the country.
                start_of = match.start("country") + match.group("country").index(named)
                parts["agency"] = start_of, start_of + len(named)
            dateline = Dateline((match.start(), match.end()), **parts)
            return Block(start, end, "text", match.end(), dateline)
        agency = _AGENCY.match(self.text, body, end)
        if agency is not None and lookup(agency.group("agency")) in self.lexicon.names:
            return Block(start, end, "text", agency.end(), Dateline(agency.span(), None, None, agency.span("agency")))
        return Block(start, end, "text", body)

    @cached_property
    def _towns(self) -> frozenset[str]:
        """The names that the text has behind « à »."""
        links = "|".join(map(re.escape, sorted(self.lexicon.closed["in_town"])))
        return frozenset(re.findall(rf"(?<= )(?:{links}) ({_UPPER}[\w'’-]*)", self.text))

    def _is_dateline(self, match: re.Match[str]) -> bool:
        """Whether a head that looks like one is: a place in capitals, or an agency or a day with it."""
        place, date = match.group("place"), match.group("date")
        capitals = place.isupper() and len(place) > 2
        day = date is not None and (any(c.isdigit() for c in date) or self._is_day(date))
        if date is not None and not day:
            return False
        # « Dakar- les cours », « Dakar – Les cours »: what comes before a dash may be a subject too.
        opens = self.text[match.end() : match.end() + 1]
        glued = match.group("dash") == "-" and self.text[match.start("dash") - 1] != " " and " " not in place
        apart = glued or opens.isupper() or opens in tuple(_MARKS)
        known = place in self._towns or lookup(place) in self.lexicon.names
        return capitals or day or match.group("agency") is not None or (apart and known)

    def _is_day(self, date: str) -> bool:
        return any(word.strip(".") in self.lexicon.words["words.time_nouns"] for word in lookup(date).split())

    def _is_byline(self, low: str, start: int, end: int, number: int, count: int) -> bool:
        """« Par Jean Dupont », « By Ann Hill », « Publié le… », « Mis à jour à… », and an agency alone: « (AFP) »."""
        text = self.text[start:end]
        if any(_begins(low, phrase) for phrase in self._byline):
            names = text.split(None, 1)[-1][:1].isupper() or any(c.isdigit() for c in text)
            ended = text[-1] in ".!?…"
            return (
                names
                and not (ended and self._told(text))
                and (not ended or number == count - 1 or any(c.isdigit() for c in text))
            )
        signed = _SIGNED.match(text)
        agency = lookup(signed.group("agency")) if signed is not None and len(text) < 40 else ""
        agency = agency.removeprefix("avec ").removeprefix("with ")
        return number > 0 and bool(agency) and self.lexicon.names.get(agency) in ("agency", "outlet")

    def _told(self, text: str) -> bool:
        """« Le 3 mars, le préfet a annoncé… »: whether a line has a verb that tells something."""
        words, lexicon = lookup(text).split(), self.lexicon
        verbs = lexicon.speaks, lexicon.words["words.auxiliaries"], lexicon.words["words.be"]
        return not all(listed.isdisjoint(words) for listed in verbs)

    def interview(self, found: list[Block]) -> list[Block]:
        """Questions and answers, and turns that begin with a name, where there are two or more."""
        labels = {n: label for n, block in enumerate(found) if (label := self._label(block)) is not None}
        if len(labels) >= 2 and (self._turned(labels) or self._one_voice(found, labels)):
            return list(_labelled(self.text, found, labels))
        asked = [n for n, b in enumerate(found) if b.kind in ("text", "heading") and self.text[b.end - 1] == "?"]
        if len(asked) >= 3 and all(b - a > 1 for a, b in zip(asked, asked[1:], strict=False)):
            last = next((n for n in range(asked[-1] + 1, len(found)) if found[n].kind != "text"), len(found))
            return [
                Block(b.start, b.end, "question" if n in asked else "answer", b.body)
                if asked[0] <= n < last and b.kind in ("text", "heading") and (n in asked or b.kind == "text")
                else b
                for n, b in enumerate(found)
            ]
        return found

    def _label(self, block: Block) -> tuple[Kind, Span] | None:
        """« Q : », « R. », « THE CHAIR: », « Anne Roux : »: who begins to speak here."""
        match = _LABEL.match(self.text, block.start, block.end) if block.kind in ("text", "heading") else None
        if match is None:
            return None
        name, span = (match.group("name") or match.group("names")).strip(), (match.start(), match.end())
        words = self.lexicon.words
        if lookup(name) in words["layout.question"] or self.lexicon.names.get(lookup(name)) in ("agency", "outlet"):
            return "question", span
        if lookup(name) in words["layout.answer"]:
            return "answer", span
        upper = name.isupper() and len(name) > 2
        titled = all(
            w[:1].isupper() or lookup(w) in words["words.determiners"] | words["words.prepositions"]
            for w in name.split()
        )
        quoted = self.text[match.end() : match.end() + 1] in tuple(_MARKS)
        return ("answer", span) if (upper or (titled and len(name.split()) <= 5)) and not quoted else None

    def _turned(self, labels: dict[int, tuple[Kind, Span]]) -> bool:
        """Whether the labels are turns of a conversation: questions among them, or names that come back."""
        names = [self.text[slice(*span)] for _, span in labels.values()]
        asked = any(kind == "question" for kind, _ in labels.values())
        return asked or (len(names) > len({_voice(name) for name in names}) and len(set(names)) > 1) or (
            len(names) >= 3 and all(name.rstrip(" :\u00a0").isupper() for name in names)
        )  # fmt: skip

    def _one_voice(self, found: list[Block], labels: dict[int, tuple[Kind, Span]]) -> bool:
        """Whether every paragraph begins with one and the same name: the transcript of one person."""
        names = {self.text[slice(*span)] for _, span in labels.values()}
        return len(names) == 1 and all(number in labels for number, block in enumerate(found) if block.kind == "text")


def _labelled(text: str, found: list[Block], labels: dict[int, tuple[Kind, Span]]) -> Iterator[Block]:
    """The turns that labels begin, each as far as the next; a paragraph without one goes on with the turn before it,
    or asks, where the same name is written once more behind it.
    """
    kind, voice = None, ""
    for number, block in enumerate(found):
        if number in labels:
            kind, label = labels[number]
            voice = _voice(text[slice(*label)])
            yield Block(block.start, block.end, kind, label[1], None, label)
        elif kind is not None and block.kind in ("text", "heading"):
            after = labels.get(number + 1)
            again = kind == "answer" and after is not None and _voice(text[slice(*after[1])]) == voice
            if again or block.kind == "text":
                yield Block(block.start, block.end, "question" if again else kind, block.body)
            else:
                yield block
        else:
            yield block


def _voice(label: str) -> str:
    """The initials of the name in a label: « T. V. : » is « Thomas Vassal : »; of one word the word."""
    words = re.findall(r"[^\W\d_]+", label)
    return "".join(word[0] for word in words) if len(words) > 1 else label.strip(" :.\u00a0")


def _begins(low: str, phrase: str) -> bool:
    """Whether a paragraph begins with a phrase, as whole words."""
    return low.startswith(phrase) and not low[len(phrase) : len(phrase) + 1].isalpha()
