"""place-differs: the words stand on another page, or are said at another time, than is written."""

from provenance.model.message import M
from provenance.model.vocabulary import Severity
from provenance.rules.base import Rule
from provenance.rules.needs import Need

RULE = Rule(
    code="PV120",
    name="place-differs",
    severity=Severity.WARNING,
    title=M("the words stand at another place than is written"),
    why=M("Whoever checks the quotation opens the page or the second that is written, and does not find it."),
    origin="Silverman and Kessler, annotated copies of fact-checkers: page and time of each source",
    bad="""sources: {m: {name: The mayor}}
documents: {talk: {publisher: The Radio, file: talk.vtt}}
statements: [{chain: m, quote: The bridge is closed, time: "00:40:00"}]
""",
    good="""sources: {m: {name: The mayor}}
documents: {talk: {publisher: The Radio, file: talk.vtt}}
statements: [{chain: m, quote: The bridge is closed, time: "00:12:31"}]
""",
    texts={"talk.vtt": "WEBVTT\n\n00:12:30.000 --> 00:12:34.000\n<v The mayor>The bridge is closed.\n"},
    check=lambda context: context.problems("place-differs"),
    needs=frozenset({Need.PROBLEMS}),
    about="file",
)
