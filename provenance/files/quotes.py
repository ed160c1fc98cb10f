"""The quotes of statements, found in the texts they stand in."""

from collections.abc import Sequence
from dataclasses import replace

from provenance.files import anchors
from provenance.files.quote_places import details_at, located, place_test
from provenance.files.scope import Scope
from provenance.model.dossier import Anchor, Statement
from provenance.model.finding import DataEdit, Fix, Problem
from provenance.model.message import M
from provenance.model.place import Pointer
from provenance.model.quote_changes import changed_words, hidden_by_ellipsis
from provenance.model.vocabulary import VERBS, Mode
from provenance.model.written import Details, StatementEntry

#: Characters of a quote that are shown in a message.
_SHOWN = 80


def anchored(statement: Statement, written: StatementEntry, scope: Scope) -> Statement:
    """The statement with its quote found in the text of its document, or a problem. `written` is its entry."""
    document = scope.documents.get(statement.document or "")
    indexed = scope.texts.of(document) if statement.quote is not None and document is not None else None
    if indexed is None or statement.quote is None or document is None:
        return statement
    index, spans = indexed
    details = details_at(written, statement.pointer)
    at = details.at or written.at
    found = index.find(
        statement.quote,
        details.prefix or written.prefix,
        details.suffix or written.suffix,
        (at[0], at[1]) if at else None,
        place_test(statement, document),
    )
    if isinstance(found, anchors.NotFound):
        scope.problems.append(_not_found(statement, statement.quote, found))
        return statement
    if changed := _changed(statement.quote, found, index.text):
        found = Anchor(*anchors.whole_words(index.text, found.start, found.end), "altered")
        scope.problems.append(_altered(statement, index.text[found.start : found.end], changed))
    elif anchors.ELLIPSIS in statement.quote and (hidden := _hidden(statement.quote, found, index)):
        scope.problems.append(_hides(statement, hidden))
        found = replace(found, how="altered")
    elif found.how == "fuzzy" or (found.how == "moved" and document.reader == document.text_reader):
        fix = _requote_fix(written, statement.pointer, found, index.text, moved=at is not None)
        scope.problems.append(
            Problem(
                "anchor-moved",
                M("the text now says “{words}”", words=_short(index.text[found.start : found.end])),
                pointer=statement.pointer,
                subject=statement.id,
                advice=M("quote these words, or mark the statement as a misquote"),
                fix=fix if _is_about_one_quote(written) else None,
            )
        )
    statement = replace(statement, anchor=found, mode=statement.mode or Mode(anchors.mode_of(found, spans)))
    return located(statement, document, written, scope.problems)


def _changed(quote: str, found: Anchor, text: str) -> tuple[str, ...]:
    """The words that the quote has otherwise than the text: it is inexact, or cuts “can” off “can't”."""
    start, end = anchors.whole_words(text, found.start, found.end)
    if found.how == "fuzzy":
        return changed_words(quote, text[start:end])
    if (start, end) == (found.start, found.end):
        return ()
    return changed_words(text[found.start : found.end], text[start:end])


def _altered(statement: Statement, words: str, changed: Sequence[str]) -> Problem:
    return Problem(
        "quote-altered",
        M("the text says “{words}”: {changed}", words=_short(words), changed=tuple(changed)),
        pointer=statement.pointer,
        subject=statement.id,
        advice=M("quote what the text says, and see whether the claim still follows; or mark it as a misquote"),
    )


_HIDDEN = {
    "negation": M("“[…]” leaves out a negation"),
    "paragraph": M("“[…]” joins words of two paragraphs"),
    "quotation": M("“[…]” joins words of two quotations"),
}


def _hidden(quote: str, found: Anchor, index: anchors.TextIndex) -> list[str]:
    return list(dict.fromkeys(hidden_by_ellipsis(index.text, index.skipped(quote, found))))


def _hides(statement: Statement, hidden: Sequence[str]) -> Problem:
    return Problem(
        "ellipsis-hides",
        _HIDDEN[hidden[0]],
        pointer=statement.pointer,
        subject=statement.id,
        advice=M("quote the words between as well, or make two statements of it"),
    )


def _not_found(statement: Statement, quote: str, found: anchors.NotFound) -> Problem:
    if found.count:
        message = M("“{quote}” stands {n} times in the text", quote=_short(quote), n=found.count)
        advice = M("quote more words, or add `prefix:` or `suffix:`")
    else:
        message = M("“{quote}” does not stand in the text", quote=_short(quote))
        advice = M("copy the words from the text; “[…]” stands for words left out")
    return Problem("anchor-not-found", message, pointer=statement.pointer, subject=statement.id, advice=advice)


def _is_about_one_quote(written: StatementEntry) -> bool:
    """Whether what is written of a quote is about that quote alone: one document, and no position for several."""
    several = isinstance(written.document, list) and len(written.document) > 1
    said = [held for verb in VERBS if (held := getattr(written, verb)) is not None]
    return not several and (written.at is None or sum(map(len, said)) < 2)


def _requote_fix(written: StatementEntry, pointer: Pointer, found: Anchor, text: str, moved: bool) -> Fix:
    """The quote as the text has it now, or only its position where the words are the same."""
    value = getattr(written, str(pointer[2]))[pointer[3]] if len(pointer) > 2 else written
    holder = pointer if isinstance(value, Details) and value.quote is not None else pointer[:2]
    edits: list[DataEdit] = []
    if found.how == "fuzzy":
        quoted = pointer if isinstance(value, str) else (*holder, "quote")
        edits.append(DataEdit("set", quoted, text[found.start : found.end]))
    if moved:
        of = pointer if isinstance(value, Details) and value.at is not None else pointer[:2]
        edits += [DataEdit("set", (*of, "at", i), str(offset)) for i, offset in enumerate((found.start, found.end))]
    return Fix(tuple(edits), "review" if found.how == "fuzzy" else "safe")


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 3] + "…"
