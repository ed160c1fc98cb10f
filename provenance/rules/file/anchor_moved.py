"""anchor-moved: the text has changed under a quote."""

from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Rule
from provenance.rules.needs import Need

_TEXT = "The minister said on Monday that the long talks had failed for good.\n"

RULE = Rule(
    code="PV107",
    name="anchor-moved",
    severity=Severity.WARNING,
    title=M("the text has changed under a quote"),
    why=M(
        "The words are still recognisable but no longer the same, or they have moved: the article was edited after the "
        "claim file was written, or the quote was never exact."
    ),
    origin="W3C Web Annotation Data Model, states of a source",
    bad="""sources: {m: {name: The minister}}
documents: {article: {publisher: The Paper, file: article.txt}}
statements: [{chain: The minister, quote: that the long talks have failed for good}]
""",
    good="""sources: {m: {name: The minister}}
documents: {article: {publisher: The Paper, file: article.txt}}
statements: [{chain: The minister, quote: that the long talks had failed for good}]
""",
    texts={"article.txt": _TEXT},
    check=lambda context: context.problems("anchor-moved"),
    needs=frozenset({Need.PROBLEMS}),
    about="file",
)
