"""Argdown (Voigt 2021): the claims as statements of an argument map, with who speaks for each and who against."""

import json
from collections.abc import Iterable, Iterator, Mapping

from provenance.assess.assessment import Assessment
from provenance.assess.reasons import speaker_name, status_name
from provenance.auditing import DossierAudit
from provenance.exchange.base import Carried, ExchangeFormat, Exported
from provenance.model.dossier import Dossier, Statement
from provenance.model.mark import MARK
from provenance.model.message import Message
from provenance.model.plain import one_line

CARRIED = Carried(
    {
        "dossier": {"title": "title"},
        "claims": {"text": "statement", "contradicts": "contrary (><)"},
        "statements": {
            "claim": "place below its claim",
            "stance": "support (+) or attack (-)",
            "chain": "title of the argument",
            "quote": "text of the argument",
            "text": "text of the argument",
        },
    },
    "a map has arguments for and against; silence and doubt are neither, and documents, dates and versions are none",
)
#: What has a meaning of its own in a line, and what shows it as it is.
_SIGNS = str.maketrans({c: f"\\{c}" for c in "\\[]<>{}#*_@+-/|~`:("})


def export(audit: DossierAudit, language: str) -> Exported:
    """The map as text."""
    lines = ["===", f"title: {_quoted(audit.dossier.title)}", f"author: {MARK}", "===", ""]
    titles = _titles(audit.dossier.claims)
    for assessment in audit.assessor:
        lines += _claim(audit, assessment, titles, language)
    return Exported({"": ("\n".join(lines) + "\n").encode("utf-8", "surrogatepass")})


def _quoted(text: str) -> str:
    return json.dumps(one_line(text), ensure_ascii=False)


def _title(text: str) -> str:
    """A name in brackets: it may hold none of them."""
    return "".join(" " if c in "[]<>{}#\\" else c for c in one_line(text)).strip() or "?"


def _titles(names: Iterable[str]) -> dict[str, str]:
    """A title for each claim: what bears one title is one statement."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        title, number = _title(name), 1
        while title in taken:
            number += 1
            title = f"{_title(name)} {number}"
        found[name] = title
        taken.add(title)
    return found


def _text(text: str) -> str:
    return one_line(text).translate(_SIGNS)


def _way(dossier: Dossier, statement: Statement, language: str) -> str:
    """Who says it and through whom, by the names that readers know; the outlet where it speaks for itself."""
    names = [(dossier.document_names if h.is_document else dossier.source_names)[h.id] for h in statement.chain]
    told = names or [speaker_name(dossier, statement)]
    return " → ".join(Message("{name}", (("name", name),)).render(language) for name in told)


def _claim(audit: DossierAudit, assessment: Assessment, titles: Mapping[str, str], language: str) -> Iterator[str]:
    claim = assessment.claim
    # A tag ends at its first bracket.
    status = status_name(assessment).render(language).translate({ord("("): None, ord(")"): None})
    yield f"[{titles[claim.id]}]: {_text(claim.text)} #({_title(status)})"
    for statement in assessment.statements:
        sign = "+" if statement.affirms else "-" if statement.denies else None
        if sign is not None:
            words = statement.quote or statement.text or claim.text
            way = _way(audit.dossier, statement, language)
            yield f"  {sign} <{_title(way)} ({_title(statement.id)})>: {_text(words)}"
    for rival in sorted(audit.assessor.known.rivals.get(claim.id, ())):
        if claim.id < rival:
            yield f"  >< [{titles[rival]}]"
    yield ""


FORMAT = ExchangeFormat(
    name="argdown", suffix=".argdown", holds="an argument map in Argdown", export=export, carried=CARRIED
)
