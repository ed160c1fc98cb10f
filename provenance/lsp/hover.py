"""What is told of the thing under the cursor, in Markdown."""

from collections.abc import Iterator

from lsprotocol import types

from provenance.assess.assessment import Assessment
from provenance.assess.reasons import because, speaker_name
from provenance.files.uses import Use, finder
from provenance.lsp.analysis import Analysis
from provenance.model.dossier import Dossier, Statement
from provenance.model.labels import KIND, stance_verb
from provenance.model.message import MN, M, Message
from provenance.model.place_text import place_text
from provenance.model.plain import capital, escaped, sentence
from provenance.summaries.difference import standing_text, support_text
from provenance.summaries.originals import original_uri
from provenance.summaries.summary import chain_text

#: How many of those who speak of a claim are told.
MAX_CHAINS = 12


def hover(analysis: Analysis, offset: int) -> types.Hover | None:
    """A claim: its words, status and reasons. A source: who it is and under whom. A document: whose and when. In a
    statement: its chain and what it does to its claims.
    """
    use = finder(analysis.uses)(offset)
    if use is None:
        return None
    lines = list(_HoverText(analysis).of(use))
    whole = analysis.positions.span(use.start, use.end)
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(lines)), whole) if lines else None


class _HoverText:
    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.dossier: Dossier = analysis.audit.dossier

    def say(self, message: Message | str) -> str:
        return escaped(message if isinstance(message, str) else message.render(self.analysis.language))

    def of(self, use: Use) -> Iterator[str]:
        if use.kind == "claim" and use.id in self.dossier.claims:
            yield from self._claim(self.analysis.audit.assessor[use.id])
        elif use.kind == "source" and use.id in self.dossier.sources:
            yield from self._source(use.id)
        elif use.kind == "document" and use.id in self.dossier.documents:
            yield from self._document(use.id)
        if use.kind != "claim":
            yield from self._statements(use)

    def _claim(self, assessment: Assessment) -> Iterator[str]:
        yield f"**{self.say(assessment.claim.text)}**"
        yield self.say(standing_text(assessment)) + " · " + self.say(support_text(assessment))
        reasons = because(self.analysis.audit.assessor, assessment)
        if reasons:
            yield "\n".join(f"- {sentence(self.say(reason.message))}" for reason in reasons)
        # Who denies or evades stands there too, and says so.
        told = [f"{self._chain(s)} · {self._stance(s)}" for s in assessment.statements[:MAX_CHAINS]]
        left = len(assessment.statements) - len(told)
        told += [self.say(MN("{n} more", "{n} more", left))] if left else []
        if told:
            yield "\n".join(f"- {one}" for one in told)

    def _source(self, name: str) -> Iterator[str]:
        source = self.dossier.sources[name]
        role = f", {self.say(source.role)}" if source.role else ""
        yield f"**{self.say(source.name)}** ({self.say(KIND[source.kind])}{role})"
        above, seen = [], {name}
        while (
            organisation := self.dossier.sources.get(source.controller or "")
        ) is not None and organisation.id not in seen:
            seen.add(organisation.id)
            above.append(self.dossier.source_names[organisation.id])
            source = organisation
        if above:
            first = self.say(M("stands under {house:the}", house=above[0]))
            yield " → ".join([first, *(self.say(str(house)) for house in above[1:])])
        group = self.analysis.audit.assessor.groups.top.get(name)
        if group is not None and group != name:
            yield self.say(M("one voice with {name:the}", name=self.dossier.source_names[group]))

    def _document(self, name: str) -> Iterator[str]:
        document = self.dossier.documents[name]
        name = capital(self.say(M("{document}", document=self.dossier.document_names[name])))
        yield f"**{name}**" + (f" · {self.say(document.headline)}" if document.headline else "")
        for address in (document.url or document.read_at, document.archive):
            if address:
                yield self.say(address)

    def _statements(self, use: Use) -> Iterator[str]:
        """Where the use stands in a statement, the whole chain and the claims at its end."""
        if use.declares:
            return
        found: list[Statement] = []
        for statement in self.dossier.statements:
            place = self.dossier.place(statement.pointer[:2], False)
            line = self.analysis.positions.lines.place((use.start, use.end)).line
            if place.line <= line <= place.end_line:
                found.append(statement)
        for statement in found[:8]:
            claim = self.dossier.claims.get(statement.claim or "")
            if claim is not None:
                standing = self.say(standing_text(self.analysis.audit.assessor[claim.id]))
                told = f"{self._chain(statement)} · {self._stance(statement)} · {self.say(claim.text)} · {standing}"
                yield told + self._original(statement)

    def _original(self, statement: Statement) -> str:
        """A link that opens the original of the words, at their place."""
        document = self.dossier.documents.get(statement.document or "")
        address = original_uri(self.dossier, document, statement.locator) if document is not None else None
        if address is None or document is None:
            return ""
        place = place_text(statement.locator)
        return f" · [{self.say(place) if place is not None else self.say(document.file or '')}](<{address}>)"

    def _stance(self, statement: Statement) -> str:
        return self.say(stance_verb(statement.stance, speaker_name(self.dossier, statement)))

    def _chain(self, statement: Statement) -> str:
        return self.say(chain_text(self.dossier, statement))
