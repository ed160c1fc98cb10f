"""originating-outlet-uncredited: the relay that brought the words is not named in the text."""

from collections.abc import Iterator

from provenance.model.document import Document
from provenance.model.dossier import Statement
from provenance.model.finding import Proof
from provenance.model.message import M
from provenance.model.names import find_spellings, fold
from provenance.model.source import Source
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule
from provenance.rules.needs import Need


def check(context: Context) -> Iterator[RawFinding]:
    for statement in context.statements:
        document = context.document(statement)
        if statement.anchor is None or document is None or document.text is None:
            continue
        paragraph = _paragraph(document.text, statement.anchor.start)
        for hop in statement.chain[1:]:
            source = context.source(context.dossier.documents[hop.id].publisher if hop.is_document else hop.id)
            if not (hop.is_document or context.is_relay(source.id)) or _named(source, paragraph, document):
                continue
            yield RawFinding(
                M(
                    "{name:the}, through whom the words came, is not named in this paragraph",
                    name=context.name(source.id),
                ),
                (*statement.pointer[:2], "chain"),
                statement.id,
                Proof("path", tuple(h.id for h in statement.chain)),
                M(
                    "write “according to {origin:the}, quoted by {name:the}”",
                    origin=_origin(context, statement),
                    name=context.name(source.id),
                ),
                statement,
            )


def _paragraph(text: str, position: int) -> str:
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return text[start : end if end >= 0 else len(text)]


def _named(source: Source, paragraph: str, document: Document) -> bool:
    if source.id == document.publisher:
        return True
    if any(next(find_spellings(fold(name), paragraph), None) for name in (source.name, *source.aliases)):
        return True
    # Initials are known as ids: AFP.
    return any(paragraph[start:end].isupper() for start, end in find_spellings(fold(source.id), paragraph))


def _origin(context: Context, statement: Statement) -> object:
    return context.speaker(statement)


RULE = Rule(
    code="PV204",
    name="originating-outlet-uncredited",
    severity=Severity.WARNING,
    title=M("the relay is not credited"),
    why=M(
        "The reader cannot tell that the words come second hand, nor that two papers have them from one wire. Crediting "
        "the outlet that got the story is also a rule of the trade."
    ),
    origin="SPJ Code of Ethics (2014); Charte d'éthique professionnelle des journalistes (SNJ, 2011)",
    bad="""sources: {o: {name: Ouchakov}, t: {name: Tass, kind: agency}}
documents: {article: {publisher: The Paper, file: article.txt}}
statements: [{chain: Ouchakov → Tass, quote: the talks went well}]
""",
    good="""sources: {o: {name: Ouchakov}}
documents: {article: {publisher: The Paper, file: article.txt}}
statements: [{chain: Ouchakov, quote: the talks went well}]
""",
    texts={"article.txt": "According to Ouchakov, the talks went well.\n"},
    check=check,
    needs=frozenset({Need.TEXTS}),
    about="text",
)
