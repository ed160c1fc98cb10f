"""schema-violation: the file is not what a claim file is."""

from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Rule
from provenance.rules.needs import Need

RULE = Rule(
    code="PV101",
    name="schema-violation",
    severity=Severity.ERROR,
    title=M("the file is not a valid claim file"),
    why=M(
        "A key that is misspelled or a value of the wrong kind is not read, and what is not read is not audited. "
        "What is wrong is left out and said: the key in a source, a document or a claim, the whole entry in a statement. "
        "While this stands, figures that hang on it may change."
    ),
    origin="JSON Schema 2020-12; schemas/dossier.schema.json",
    bad="claims: {c1: {txt: A claim.}}\n",
    good="claims: {c1: {text: A claim.}}\n",
    check=lambda context: context.problems("schema-violation"),
    needs=frozenset({Need.PROBLEMS}),
    about="file",
)
