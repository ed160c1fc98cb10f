"""Wikitext: the text under audit with a reference for each way its words came, and the tag that editors set for each
finding, in the words of the encyclopedia of the language.
"""

from collections.abc import Iterator

from provenance.auditing import DossierAudit
from provenance.copies.notes import span_in
from provenance.exchange.base import Carried, ExchangeFormat, Exported
from provenance.exchange.standards.terms import hop_labels
from provenance.exchange.standards.wikitext_reading import read
from provenance.model.document import Document
from provenance.model.dossier import Dossier, Statement
from provenance.model.finding import Finding
from provenance.model.mark import MARK
from provenance.model.message import M
from provenance.model.plain import one_line, visible

CARRIED = Carried(
    {
        "documents": {
            "url": "url of the reference",
            "archive": "archive-url, archiveurl",
            "headline": "title, titre",
            "publisher": "website, site",
            "published": "date",
            "language": "language, langue",
        },
        "statements": {"chain": "<ref> after the words", "in": "the text", "quote": "the words it stands after"},
    },
    "an article has text, references and tags: stances, values, versions and who owns whom have no place in it",
)
#: The tags of each encyclopedia, and the rules whose findings ask for them.
_TAGS = {
    "citation": {"en": "Citation needed", "fr": "Référence nécessaire"},
    "failed": {"en": "Failed verification", "fr": "Référence à confirmer"},
    "circular": {"en": "Circular reference", "fr": "Référence à confirmer"},
    "better": {"en": "Better source needed", "fr": "Référence insuffisante"},
    "who": {"en": "Who", "fr": "Qui"},
    "when": {"en": "When", "fr": "Quand"},
    "update": {"en": "Update inline", "fr": "Passage à actualiser"},
}
_TAG_OF = {
    "unattributed-claim": "citation",
    "conditional-without-source": "citation",
    "unconfirmed-in-indicative": "citation",
    "anchor-not-found": "failed",
    "quote-altered": "failed",
    "quote-drift": "failed",
    "ellipsis-hides": "failed",
    "circular-reporting": "circular",
    "single-origin": "better",
    "false-multiplicity": "better",
    "unconfirmed-claim": "better",
    "plural-sources-one-origin": "better",
    "vague-attribution": "who",
    "relative-date": "when",
    "superseded-version-used": "update",
    "retracted-source-used": "update",
    "correction-not-propagated": "update",
    "falsified-claim-stated": "update",
}
#: Signs that mean something in wikitext, and what shows them as they are.
_SIGNS = str.maketrans({c: f"&#{ord(c)};" for c in "&<>{}[]|=*#:;~_"} | {"'": "&#39;"})


def export(audit: DossierAudit, language: str) -> Exported:
    """The texts under audit, one after the other."""
    dossier = audit.dossier
    texts = [dossier.documents[name] for name in audit.texts if dossier.documents[name].text is not None]
    written = [_article(audit, document) for document in texts]
    silent = len(audit.texts) - len(texts)
    losses = [M("{n} texts under audit have no local text and are left out", n=silent)] if silent else []
    if not texts:
        losses = [M("no text under audit has a local text: there is nothing to write")]
    body = "\n\n".join(written)
    return Exported({"": f"<!-- {MARK} -->\n{body}\n".encode("utf-8", "surrogatepass")}, losses)


def escaped(text: str) -> str:
    """A text that is shown as it is, whatever stands in it."""
    return visible(text).translate(_SIGNS)


def _article(audit: DossierAudit, document: Document) -> str:
    text = document.text or ""
    language = document.language or audit.dossier.language
    marks: dict[int, list[str]] = {}
    for at, mark in (*_references(audit.dossier, document, text), *_tags(audit, document, text, language)):
        held = marks.setdefault(at, [])
        # One tag of a kind is enough at one place: the first says the most. Of references each counts.
        kind = mark.partition("|")[0] if mark.startswith("{{") else mark
        if not any(one.startswith(kind) for one in held):
            held.append(mark)
    pieces, before = [], 0
    redactions = audit.dossier.redactions(text)
    for at in sorted(marks):
        pieces += [_shown(text, before, at, redactions), *marks[at]]
        before = at
    pieces.append(_shown(text, before, len(text), redactions))
    last = "== Références ==\n{{Références}}" if language == "fr" else "== References ==\n{{Reflist}}"
    return "".join(pieces).strip() + "\n\n" + last


def _shown(text: str, start: int, end: int, redactions: list[tuple[int, int, str]]) -> str:
    """A piece of a text without what may not be shown of it, its lines as paragraphs."""
    pieces = []
    for first, last, instead in redactions:
        if first < end and last > start:
            pieces.append(text[start : max(start, first)] + (instead if first >= start else ""))
            start = min(end, last)
    return "\n\n".join(escaped(line) for line in ("".join(pieces) + text[start:end]).split("\n"))


def _references(dossier: Dossier, document: Document, text: str) -> Iterator[tuple[int, str]]:
    for statement in dossier.statements:
        if statement.document == document.id and statement.anchor is not None and statement.chain:
            at = _after(text, statement.anchor.end, document.language or dossier.language)
            yield at, _reference(dossier, statement)


def _after(text: str, end: int, language: str) -> int:
    """Where a mark of some words stands: behind the closing quotation mark, and in English behind the full stop."""
    signs = '»”"\u00a0\u202f' + ("" if language == "fr" else ".,;")
    while end < len(text) and text[end] in signs:
        end += 1
    return end


def _reference(dossier: Dossier, statement: Statement) -> str:
    """The documents through which the words came, each as the encyclopedia cites one; else who says it."""
    language = dossier.language
    documents = [dossier.documents[hop.id] for hop in statement.chain if hop.is_document]
    if not documents:
        return f"<ref>{escaped(' → '.join(hop_labels(dossier, statement)))}</ref>"
    return "".join(f"<ref>{_citation(dossier, one, language)}</ref>" for one in documents)


def _citation(dossier: Dossier, document: Document, language: str) -> str:
    publisher = dossier.sources.get(document.publisher)
    fr = language == "fr"
    fields = {
        "url": document.url,
        "titre" if fr else "title": document.headline or document.id,
        "site" if fr else "website": publisher.label if publisher is not None else None,
        "date": document.published.text if document.published is not None else None,
        "langue" if fr else "language": document.language,
        "archiveurl" if fr else "archive-url": document.archive,
    }
    said = "".join(f" |{key}={escaped(one_line(value))}" for key, value in fields.items() if value)
    return f"{{{{{'Lien web' if fr else 'cite web'}{said}}}}}"


def _tags(audit: DossierAudit, document: Document, text: str, language: str) -> Iterator[tuple[int, str]]:
    for finding in audit.findings:
        tag = _TAG_OF.get(finding.rule)
        about = finding.article is not None and finding.article.file == document.path
        if tag is not None and about:
            _, end = span_in(text, finding.article, document)
            yield _after(text, end, language), _tag(audit, finding, tag, language)


def _tag(audit: DossierAudit, finding: Finding, tag: str, language: str) -> str:
    name = _TAGS[tag].get(language, _TAGS[tag]["en"])
    why = one_line(finding.message.render(language if language in ("fr", "en") else "en"))
    key = "commentaire" if language == "fr" else "reason"
    return f"{{{{{name}|{key}={escaped(why)}|date={audit.as_of.edtf}}}}}"


FORMAT = ExchangeFormat(
    name="wikitext",
    suffix=".wiki",
    holds="the text under audit with references and tags; in: the references of an article",
    export=export,
    read=read,
    carried=CARRIED,
)
