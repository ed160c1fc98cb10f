"""A draft claim file as YAML that a person likes to edit: short lines, one statement after the other."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from provenance.extraction.annotated import unbound_text
from provenance.extraction.draft_model import Draft, DraftStatement
from provenance.extraction.offered import offered, passages
from provenance.files.spelling import flow, spelled_text
from provenance.model.plain import one_line, visible
from provenance.model.reading import Unclear

HEAD = {
    "fr": (
        "# Brouillon lu dans le texte par la machine. Les mots cités sont ceux du texte, à la lettre près.",
        "# Une fois relu et corrigé, ôtez ces deux lignes et `draft: true`.",
    ),
    "en": (
        "# A draft read in the text by the machine. The quoted words are those of the text, to the letter.",
        "# Once reviewed and corrected, remove these two lines and `draft: true`.",
    ),
}


def as_yaml(draft: Draft) -> str:
    """The whole draft."""
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: Draft) -> Iterator[str]:
    yield from HEAD[draft.head["language"]]
    yield ""
    for key, value in draft.head.items():
        yield f"{key}: {'true' if value is True else spelled_text(value)}"
    if draft.sources:
        yield ""
        yield "sources:"
        for name, entry in draft.sources.items():
            yield source_line(name, entry)
    yield ""
    yield "documents:"
    for name, entry in draft.documents.items():
        said = "; ".join(one.render(draft.head["language"]) for one in draft.remarks.get(name, ()))
        yield f"  {spelled_text(name)}: {flow(entry)}" + (f"  # {visible(one_line(said))}" if said else "")
    if draft.statements:
        yield ""
        yield "statements:"
        for draft_statement in draft.statements:
            language = draft.head["language"]
            yield from statement_lines(
                draft_statement.entry, remark(draft_statement, language), notes(draft_statement, language)
            )
        yield ""
        yield from offered_lines(offered(passages(draft.statements)), draft.head["language"])
    if draft.unbound:
        yield ""
        yield UNBOUND[draft.head["language"]]
        for unbound in draft.unbound:
            yield f"# - {visible(one_line(unbound_text(unbound).render(draft.head['language'])))}"


OFFERED = {
    "fr": "# Ce que ce brouillon a proposé : ce que vous en supprimez n'est pas proposé de nouveau.",
    "en": "# What this draft has offered: what you delete of it is not offered again.",
}


UNBOUND = {
    "fr": "# Dans la marge, et rattaché à aucune déclaration :",
    "en": "# In the margin, and bound to no statement:",
}


def offered_lines(prints: Mapping[str, Sequence[str]], language: str) -> Iterator[str]:
    """The section that remembers what was offered."""
    if any(prints.values()):
        yield OFFERED[language]
        yield "offered:"
        for document, found in prints.items():
            listed = ", ".join(scalar_in_quotes(one) for one in found)
            yield f"  {spelled_text(document)}: [{listed}]"


def scalar_in_quotes(text: str) -> str:
    """A fingerprint: always quoted, since some of them look like numbers."""
    return f'"{text}"'


GUESS = {"fr": "\u00a0; l'affirmation visée est devinée", "en": "; which claim it answers is a guess"}
SAME = {
    "fr": "# la même affirmation que plus haut ({place}), semble-t-il",
    "en": "# the same claim as above ({place}), it seems",
}
#: Why a speaker is not certain.
UNCLEAR: dict[str, dict[Unclear, str]] = {
    "fr": {
        "pronoun": "\u00a0; le pronom peut désigner plus d'une personne",
        "name": "\u00a0; le nom peut désigner plus d'une personne",
        "apart": "\u00a0; la citation est loin de qui parle",
        "nobody": "\u00a0; personne n'est nommé à proximité",
    },
    "en": {
        "pronoun": "; the pronoun may be more than one person",
        "name": "; the name may be more than one person's",
        "apart": "; the quotation stands apart from whoever speaks",
        "nobody": "; nobody is named near it",
    },
}


#: A medium that only the sentence before names.
CARRIED_MEDIUM = {"fr": "\u00a0; au même média, semble-t-il", "en": "; to the same medium, it seems"}


def remark(draft_statement: DraftStatement, language: str) -> str:
    """Where in the text to look, and what was guessed, as a comment."""
    guess = GUESS[language] if draft_statement.answers else ""
    if draft_statement.unclear is not None:
        guess = UNCLEAR[language][draft_statement.unclear]
    elif draft_statement.carried_medium:
        guess += CARRIED_MEDIUM[language]
    # People search a file for « 12 min 31 s » with the spaces of their keyboard.
    place = draft_statement.place.render(language).replace("\u00a0", " ")
    return f"  # {place}{guess}"


def without_guess(line: str) -> str:
    """A line of a draft without what its remark said was guessed: somebody has decided."""
    guesses = [
        *GUESS.values(),
        *CARRIED_MEDIUM.values(),
        *(said for each in UNCLEAR.values() for said in each.values()),
    ]
    head, mark, remark_ = line.rpartition("  # ")
    for guess in guesses:
        remark_ = remark_.replace(guess, "")
    return head + mark + remark_


def notes(draft_statement: DraftStatement, language: str) -> dict[str, str]:
    """By claim, that it was said before."""
    return {name: SAME[language].format(place=place.render(language)) for name, place in draft_statement.shared.items()}


def source_line(name: str, entry: dict[str, Any]) -> str:
    return f"  {spelled_text(name)}: {flow(entry)}"


def statement_lines(entry: dict[str, Any], remark: str = "", notes: Mapping[str, str] = {}) -> Iterator[str]:
    """One statement in block style, its claims a line each, with the remark and the notes as comments."""
    lead = "  - "
    for key, value in entry.items():
        if isinstance(value, dict):
            yield f"{lead}{key}:"
            for claim, words in value.items():
                note = f"  {notes[claim]}" if claim in notes else ""
                yield f"      {spelled_text(claim)}: {flow(words)}{note}"
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{lead}{key}:"
            for item in value:
                yield f"      - {flow(item)}"
        else:
            yield f"{lead}{key}: {'true' if value is True else flow(value)}{remark}"
            remark = ""
        lead = "    "
