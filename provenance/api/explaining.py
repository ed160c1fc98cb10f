"""The whole story of a claim, or what a rule is for."""

from html import escape

from provenance.api.arguments import language_of, name_of
from provenance.api.audits import Audit
from provenance.emit.findings import plain
from provenance.emit.rule_page import rule_text
from provenance.emit.text import explanation_text
from provenance.model.errors import UnknownNameError, UsageError
from provenance.model.names import did_you_mean, matching_name, nearest
from provenance.model.plain import one_line
from provenance.rules import known_rules, rule_named
from provenance.summaries.explain import explain_claim


class Explanation:
    """A text of several paragraphs; `str(explanation)` is what `provenance explain` prints."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.text)}</pre>"


def explain(audit: Audit, name: str, *, width: int = 110) -> Explanation:
    """The story of a claim's status with its proof, or what a rule is for. Raises UnknownNameError, with the nearest.

    `width` is in columns. Raises UsageError for what is no audit, or no name.
    """
    if not isinstance(audit, Audit):
        raise UsageError(f"explain takes an audit, then a name; not {type(audit).__name__}")
    dossier = audit.dossier
    claim = matching_name(name_of(name, "a claim or a rule"), dossier.claims)
    if claim is not None:
        found = explain_claim(audit._audit, audit._audit.assessor[claim])
        return Explanation(explanation_text(found, dossier, language_of(audit.language), plain, width))
    rule = rule_named(name)
    if rule is not None:
        return Explanation(rule_text(rule, audit.language, width))
    known = [*dossier.claims, *(rule.name for rule in known_rules())]
    raise UnknownNameError(f"no rule and no claim is called '{one_line(name)}'.{did_you_mean(nearest(name, known))}")
