"""voice-unclear: one cannot tell whether the source or the outlet speaks."""

from collections.abc import Iterator

from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    for statement in context.statements:
        if statement.voice_unclear:
            yield context.at_statement(
                statement,
                M("is it {who:the} who says so, or the article?", who=context.speaker(statement)),
                Proof("names", (statement.id,)),
                M("repeat the attribution in this sentence"),
            )


RULE = Rule(
    code="PV404",
    name="voice-unclear",
    severity=Severity.NOTE,
    title=M("whose words these are is not clear"),
    why=M("A clause that follows a quotation without its own attribution reads as the paper's knowledge."),
    origin="Pareti, PARC 3.0 (2016), on the scope of attributions",
    bad="sources: {m: {name: The minister}}\nstatements: [{chain: m, quote: words, voice: unclear}]\n",
    good="sources: {m: {name: The minister}}\nstatements: [{chain: m, quote: words}]\n",
    check=check,
    needs=frozenset({Need.UNCLEAR_VOICES}),
    about="text",
)
