"""quote-altered: a word that carries meaning came or went."""

from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Rule
from provenance.rules.needs import Need

_TEXT = "The minister said: We have never confirmed the sale of the drones.\n"

RULE = Rule(
    code="PV114",
    name="quote-altered",
    severity=Severity.ERROR,
    title=M("a word that carries meaning came or went"),
    why=M(
        "A quotation that lost its “never” says the contrary. Slips of typing are another matter: a word that means "
        "something was put in, left out or put in place of another one here."
    ),
    origin="AP Statement of News Values, on quotations",
    bad="""sources: {m: {name: The minister}}
documents: {article: {publisher: The Paper, file: article.txt}}
statements: [{chain: The minister, quote: "We have confirmed the sale of the drones"}]
""",
    good="""sources: {m: {name: The minister}}
documents: {article: {publisher: The Paper, file: article.txt}}
statements: [{chain: The minister, quote: "We have never confirmed the sale of the drones"}]
""",
    texts={"article.txt": _TEXT},
    check=lambda context: context.problems("quote-altered"),
    needs=frozenset({Need.PROBLEMS}),
    about="file",
)
