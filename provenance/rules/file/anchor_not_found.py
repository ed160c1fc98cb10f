"""anchor-not-found: quoted words that do not stand in the text."""

from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Rule
from provenance.rules.needs import Need

_TEXT = "The minister said that the talks had failed.\n"

RULE = Rule(
    code="PV106",
    name="anchor-not-found",
    severity=Severity.ERROR,
    title=M("quoted words that are not in the text"),
    why=M(
        "A quote that cannot be found is a misquote, or belongs to another version of the text. A quote found twice is "
        "anchored to neither place."
    ),
    origin="W3C Web Annotation Data Model, TextQuoteSelector",
    bad="""sources: {m: {name: The minister}}
documents: {article: {publisher: The Paper, file: article.txt}}
statements: [{chain: The minister, quote: the talks were a great success}]
""",
    good="""sources: {m: {name: The minister}}
documents: {article: {publisher: The Paper, file: article.txt}}
statements: [{chain: The minister, quote: the talks had failed}]
""",
    texts={"article.txt": _TEXT},
    check=lambda context: context.problems("anchor-not-found"),
    needs=frozenset({Need.PROBLEMS}),
    about="file",
)
