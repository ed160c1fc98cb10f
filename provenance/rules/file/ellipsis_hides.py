"""ellipsis-hides: words left out that change the meaning."""

from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Rule
from provenance.rules.needs import Need

_TEXT = "The minister said that the landlord is not permitted to terminate.\n"

RULE = Rule(
    code="PV115",
    name="ellipsis-hides",
    severity=Severity.ERROR,
    title=M("words left out that change the meaning"),
    why=M(
        "“[…]” may leave out what does not matter. Where it skips a negation, or joins words of two paragraphs or two "
        "quotations, the reader is told something that nobody said."
    ),
    origin="AP Stylebook, ellipsis; Chicago Manual of Style 13.50",
    bad="""sources: {m: {name: The minister}}
documents: {article: {publisher: The Paper, file: article.txt}}
statements: [{chain: The minister, quote: "the landlord is […] permitted to terminate"}]
""",
    good="""sources: {m: {name: The minister}}
documents: {article: {publisher: The Paper, file: article.txt}}
statements: [{chain: The minister, quote: "the landlord is not permitted to terminate"}]
""",
    texts={"article.txt": _TEXT},
    check=lambda context: context.problems("ellipsis-hides"),
    needs=frozenset({Need.PROBLEMS}),
    about="file",
)
