"""What names mean in one claim file, and what reading them found."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from provenance.files.source_index import SourceIndex
from provenance.files.text_index import TextIndexes
from provenance.model import dates
from provenance.model.document import Document
from provenance.model.dossier import Claim, Understood
from provenance.model.field_facts import Target
from provenance.model.finding import DataEdit, Fix, Problem
from provenance.model.message import M, Message
from provenance.model.names import fold, matching_name
from provenance.model.place import Pointer
from provenance.model.vocabulary import SourceKind
from provenance.model.written import WrittenDate

#: So many known names can be listed when none is near.
MAX_LISTED = 8
_NO_SUCH = {
    "claim": lambda name: M("no claim is called `{name}`", name=name),
    "document": lambda name: M("no document is called `{name}`", name=name),
    "statement": lambda name: M("no statement is called `{name}`", name=name),
}


@dataclass
class Scope:
    """The sources, documents and claims of a file under every spelling; names are added to it as they are met.

    An `inner` scope sees all of the outer one and keeps to itself what it adds and finds: one entry can be read again
    without touching what the rest of the file made.
    """

    sources: SourceIndex
    documents: Mapping[str, Document] = field(default_factory=dict)
    texts: TextIndexes = field(default_factory=TextIndexes)
    claims: dict[str, Claim] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    outer: "Scope | None" = None
    _claims_by_fold: dict[str, str] = field(default_factory=dict)

    def inner(self) -> "Scope":
        problems: list[Problem] = []
        return Scope(self.sources.inner(problems), self.documents, self.texts, problems=problems, outer=self)

    def size(self) -> tuple[int, int]:
        """How many names and claims it added: none in an inner scope that changes nothing for the others."""
        return self.sources.size(), len(self._claims_by_fold)

    @cached_property
    def documents_with_file(self) -> tuple[str, ...]:
        if self.outer is not None:
            return self.outer.documents_with_file
        return tuple(d.id for d in self.documents.values() if d.file is not None)

    # --- claims ----------------------------------------------------------------------------------------------------

    def add_claim(self, claim: Claim) -> None:
        self.claims[claim.id] = claim
        self._claims_by_fold.setdefault(fold(claim.id), claim.id)

    def claim(self, claim_id: str) -> Claim | None:
        found = self.claims.get(claim_id)
        return self.outer.claim(claim_id) if found is None and self.outer is not None else found

    def claim_called(self, name: str) -> str | None:
        """The id of the claim called `name`, however it is spelled there; None for one that is not known yet."""
        if name in self.claims:
            return name
        found = self.outer.claim_called(name) if self.outer is not None else None
        return self._claims_by_fold.get(fold(name)) if found is None else found

    def claim_ids(self) -> list[str]:
        return [*(self.outer.claim_ids() if self.outer is not None else ()), *self.claims]

    # --- values ----------------------------------------------------------------------------------------------------

    def date(
        self, written: WrittenDate | None, pointer: Pointer, anchor: dates.When | None = None
    ) -> dates.When | None:
        """The date at `pointer`, or a problem. `anchor` gives a bare weekday its date."""
        if written is None:
            return None
        try:
            if isinstance(written, list):
                # A bracketed EDTF set left unquoted is a YAML list: both mean one-of.
                return dates.one_of(written, anchor)
            when = dates.parse(str(written), anchor)
        except dates.DateError as error:
            form, said = error.form, str(error)[:60]
            self.problems.append(
                Problem(
                    "schema-violation",
                    M("“{text}” is not a date this tool can read", text=said)
                    if form is None
                    else M(
                        "“{text}” is EDTF of level {level} ({form}), which is not supported",
                        text=said,
                        level=form.level,
                        form=form.name,
                    ),
                    pointer=pointer,
                    advice=M(
                        "for example 2022-07-19, 2022-07, “19 juillet 2022”, “19 ou 20 juillet 2022”, "
                        "[2022-07-19, 2022-07-20]"
                    ),
                )
            )
            return None
        if anchor is not None and not any(c.isdigit() for c in str(written)):
            self.sources.understood.append(Understood("weekday", str(written), when.edtf))
        return when

    def source_names(self, written: str | list[str], pointer: Pointer) -> tuple[str, ...]:
        """The ids of the sources named at `pointer`; those nobody declared are taken for institutions."""
        if isinstance(written, str):
            return (self.sources.source(written, pointer, SourceKind.INSTITUTION),)
        return tuple(self.sources.source(name, (*pointer, i), SourceKind.INSTITUTION) for i, name in enumerate(written))

    def references(
        self,
        written: str | list[str] | Mapping[str, object] | None,
        pointer: Pointer,
        known: Collection[str],
        target: Target,
        owner: str = "",
    ) -> tuple[str, ...]:
        """The ids of claims or documents named at `pointer` (by the keys of a mapping); those that do not exist become
        problems.
        """
        names = [written] if isinstance(written, str) else (written or [])
        keyed = isinstance(written, Mapping)
        found = []
        for i, name in enumerate(names):
            at = pointer if isinstance(written, str) else (*pointer, name if keyed else i)
            match = matching_name(name, known)
            if match is not None and match == owner:
                self.problems.append(self_reference(match, at))
            elif match is not None:
                found.append(match)
            else:
                self.unknown(name, known, at, target, keyed)
        return tuple(found)

    def unknown(self, name: str, known: Collection[str], pointer: Pointer, target: Target, key: bool = False) -> None:
        """Take down that nothing of that kind bears a name, with the nearest that something does."""
        close = self.sources.comparisons.nearest(name, known)
        self.problems.append(
            Problem(
                "unknown-reference",
                _NO_SUCH[target](name),
                pointer=pointer,
                key=key,
                subject=name,
                advice=_suggestion(close, known),
                fix=Fix((DataEdit("rename" if key else "set", pointer, close[0]),)) if close else None,
            )
        )


def _suggestion(close: list[str], known: Collection[str]) -> Message | None:
    if close:
        return M("did you mean {names}?", names=tuple(close))
    return M("known here: {names}", names=tuple(known)) if 0 < len(known) <= MAX_LISTED else None


def self_reference(name: str, pointer: Pointer) -> Problem:
    """What refers to itself where another is meant."""
    return Problem(
        "schema-violation",
        M("`{name}` refers to itself", name=name),
        pointer=pointer,
        subject=name,
        advice=M("name the other one, or remove this"),
    )
