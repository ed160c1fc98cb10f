"""What a page may ask to be decided: each kind with its fields, checked before anything is done."""

from typing import Annotated, Any, Literal, NamedTuple, TypeGuard

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from provenance.editing import decisions
from provenance.editing.decisions import Reviewer
from provenance.editing.everywhere import Refused
from provenance.editing.signing import left_to_do, sign
from provenance.editing.workspace import Conflict, Make, Workspace
from provenance.model.dossier import Dossier
from provenance.model.finding import DataEdit
from provenance.model.message import M
from provenance.model.place import Pointer
from provenance.review.state import entry_print

Text = Annotated[str, Field(max_length=20_000)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Section = Literal["sources", "documents", "claims"]
LogKey = Literal[
    "by", "on", "how", "result", "note", "who", "question", "when", "deadline", "answer", "rule", "reason", "until"
]  # fmt: skip


class _StrictModel(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class EntryRef(_StrictModel):
    """An entry of `statements`: its place, and the mark of what it said when the page saw it."""

    n: Annotated[int, Field(ge=0)]
    print: Name


class Hop(_StrictModel):
    name: Name
    document: bool = False
    inferred: bool = False
    cue: Annotated[str, Field(max_length=500)] | None = None
    on: Annotated[str, Field(max_length=100)] | None = None
    place: Annotated[str, Field(max_length=100)] | None = None


class NewSource(_StrictModel):
    """Somebody whom the file does not know yet."""

    id: Name
    name: Name
    kind: Name = "person"


class Accept(_StrictModel):
    kind: Literal["accept"]
    entries: Annotated[list[EntryRef], Field(min_length=1, max_length=100_000)]


class Reject(_StrictModel):
    kind: Literal["reject"]
    entry: EntryRef
    claim: Name | None = None
    reason: Text = ""
    with_comments: bool = False


class Chain(_StrictModel):
    kind: Literal["chain"]
    entry: EntryRef
    hops: Annotated[list[Hop], Field(max_length=50)] = []
    own: Literal["true", "first_hand"] | None = None
    new_sources: Annotated[list[NewSource], Field(max_length=50)] = []


class Stance(_StrictModel):
    kind: Literal["stance"]
    entry: EntryRef
    claim: Name
    stance: Name


class Detail(_StrictModel):
    kind: Literal["detail"]
    entry: EntryRef
    claim: Name
    key: Literal["certainty", "mode", "said_on", "only", "page", "time", "quote", "text", "because"]
    value: Text | int | None = None


class Mark(_StrictModel):
    kind: Literal["mark"]
    document: Name
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    claim: Name | None = None
    hops: Annotated[list[Hop], Field(max_length=50)] = []
    new_sources: Annotated[list[NewSource], Field(max_length=50)] = []


class Words(_StrictModel):
    """The words that an entry says of a claim are these of the text."""

    kind: Literal["words"]
    entry: EntryRef
    claim: Name
    document: Name
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class Remove(_StrictModel):
    kind: Literal["remove"]
    section: Section
    id: Name
    with_comments: bool = False


class Link(_StrictModel):
    kind: Literal["link"]
    entry: EntryRef
    claim: Name
    to: Name
    text: Text = ""


class Split(_StrictModel):
    kind: Literal["split"]
    entry: EntryRef
    claim: Name


class Merge(_StrictModel):
    kind: Literal["merge"]
    what: Literal["source", "claim", "document"]
    old: Name
    into: Name


class Rename(_StrictModel):
    kind: Literal["rename"]
    what: Literal["source", "claim", "document"]
    old: Name
    new: Name


class Add(_StrictModel):
    kind: Literal["add"]
    section: Section
    id: Name
    entry: dict[Name, Text | bool | int | list[Text]] = {}


class SetValue(_StrictModel):
    """A value of a source, a document, a claim or the dossier itself; none takes it away."""

    kind: Literal["set"]
    section: Section | Literal["dossier"]
    id: Name | None = None
    key: Annotated[str, Field(pattern=r"^[a-z_]{1,30}$")]
    value: Text | bool | int | list[Text] | None = None
    with_comments: bool = False


class Log(_StrictModel):
    """One more check, question or answer to a finding."""

    kind: Literal["log"]
    key: Literal["checked", "asked", "suppress"]
    entry: EntryRef | None = None
    claim: Name | None = None
    source: Name | None = None
    document: Name | None = None
    new_sources: Annotated[list[NewSource], Field(max_length=5)] = []
    values: dict[LogKey, Text]


class Distinct(_StrictModel):
    kind: Literal["distinct"]
    documents: Annotated[list[Name], Field(min_length=2, max_length=100)]
    because: Text


class Sign(_StrictModel):
    kind: Literal["sign"]
    despite: Text = ""


Action = Annotated[
    Accept | Reject | Chain | Stance | Detail | Mark | Words | Remove | Link | Split | Merge | Rename | Add | SetValue
    | Log | Distinct | Sign,
    Field(discriminator="kind"),
]  # fmt: skip
ACTION: TypeAdapter[Any] = TypeAdapter(Action)


class ActionResult(NamedTuple):
    """What was done: whether anything changed, and the name of it."""

    changed: bool
    name: str


def carry_out(action: Any, work: Workspace, who: Reviewer) -> ActionResult:
    """Do what was asked. Raises Refused, Conflict, CommentInTheWay, OutputError."""
    name = action.kind
    if isinstance(action, Merge):
        work.merge(action.what, action.old, action.into)
        return ActionResult(True, name)
    if isinstance(action, Rename):
        work.rename(action.what, action.old, action.new)
        return ActionResult(True, name)
    if isinstance(action, Sign):
        left = left_to_do(work.audit, work.data)
        if left and not action.despite.strip():
            raise Refused(M("left to do: {left}", left=tuple(left)))
    return ActionResult(work.decide(name, _make(action, who)), name)


def _make(action: Any, who: Reviewer) -> Make:
    def make(data: Any, dossier: Dossier) -> list[DataEdit]:
        changes = [change for one in getattr(action, "new_sources", ()) for change in put_source(data, one)]
        return [*changes, *_changes(action, data, dossier, who)]

    return make


def put_source(data: Any, new: NewSource) -> list[DataEdit]:
    return decisions.add(data, "sources", new.id, {"name": new.name, "kind": new.kind})


def _changes(action: Any, data: Any, dossier: Dossier, who: Reviewer) -> list[DataEdit]:
    said = dossier.statements
    if isinstance(action, Accept):
        return decisions.accept(data, [_found(data, one) for one in action.entries], who)
    if isinstance(action, Mark):
        return decisions.mark(data, _marked(action, dossier), said, action.claim, _hops(action.hops))
    if isinstance(action, Remove):
        return [DataEdit("delete", (action.section, action.id), with_comments=action.with_comments)]
    if isinstance(action, Add):
        return decisions.add(data, action.section, action.id, action.entry)
    if isinstance(action, SetValue) and action.section == "claims" and _is_implied(action.id, data, dossier):
        return _declared(action.id, action.key, action.value, dossier)
    if isinstance(action, Log) and _is_implied(action.claim, data, dossier):
        return _declared(action.claim, action.key, _values(action, who), dossier)
    if isinstance(action, SetValue):
        pointer = (action.key,) if action.section == "dossier" else (action.section, action.id or "", action.key)
        return [
            DataEdit(c.kind, c.pointer, c.value, c.old, action.with_comments)
            for c in decisions.set_value(data, pointer, action.value)
        ]
    if isinstance(action, Distinct):
        return decisions.distinct(data, action.documents, action.because)
    if isinstance(action, Sign):
        return list(sign(data, dossier, who, action.despite.strip()))
    if isinstance(action, Log):
        return decisions.logged(data, _target(action, data), action.key, _values(action, who))
    n = _found(data, action.entry)
    if isinstance(action, Reject):
        return decisions.reject(data, n, action.claim, said, who, action.reason, action.with_comments)
    if isinstance(action, Words):
        return decisions.rewords(data, n, action.claim, _marked(action, dossier))
    if isinstance(action, Chain):
        return decisions.set_chain(data, n, _hops(action.hops), action.own)
    if isinstance(action, Stance):
        return decisions.set_stance(data, n, action.claim, action.stance)
    if isinstance(action, Detail):
        return decisions.set_detail(data, n, action.claim, action.key, action.value)
    if isinstance(action, Link):
        return decisions.link(data, n, action.claim, action.to, action.text)
    return decisions.split(data, n, action.claim)


def _is_implied(claim: str | None, data: Any, dossier: Dossier) -> TypeGuard[str]:
    return claim in dossier.claims and claim not in (data.get("claims") or {})


def _declared(claim: str, key: str, value: Any, dossier: Dossier) -> list[DataEdit]:
    """A claim that only its words made known gets them as its text, so that it keeps it whatever becomes of them."""
    entry = {"text": dossier.claims[claim].text, key: value}
    return [decisions.put(("claims", claim), {name: one for name, one in entry.items() if one is not None})]


def _found(data: Any, wanted: EntryRef) -> int:
    """Where an entry stands now. Raises Conflict where somebody changed it since the page saw it."""
    entries = data.get("statements") or []
    if wanted.n < len(entries) and entry_print(entries[wanted.n]) == wanted.print:
        return wanted.n
    found = [n for n, entry in enumerate(entries) if entry_print(entry) == wanted.print]
    if len(found) != 1:
        raise Conflict(M("this statement has changed since: look at it again"))
    return found[0]


def _hops(hops: list[Hop]) -> list[dict[str, Any]]:
    return [hop.model_dump(exclude_defaults=True) | {"name": hop.name} for hop in hops]


def _marked(action: Mark | Words, dossier: Dossier) -> decisions.Marked:
    document = dossier.documents.get(action.document)
    text = (document.text if document is not None else None) or ""
    words = text[action.start : action.end]
    trimmed = words.strip()
    if not trimmed or action.end > len(text):
        raise Refused(M("no words are marked"))
    start = action.start + len(words) - len(words.lstrip())
    return decisions.Marked(action.document, start, start + len(trimmed), trimmed, text.count(trimmed) == 1)


def _target(action: Log, data: Any) -> Pointer:
    if action.entry is not None:
        return ("statements", _found(data, action.entry))
    for section, name in (("claims", action.claim), ("sources", action.source), ("documents", action.document)):
        if name is not None:
            return (section, name)
    raise Refused(M("it is not said about what"))


def _values(action: Log, who: Reviewer) -> dict[str, str]:
    values: dict[str, str] = {key: value.strip() for key, value in action.values.items() if value.strip()}
    if action.key == "checked":
        return {"by": who.by or "?", "on": who.on, **values}
    return {**values, "by": who.by} if action.key == "suppress" and who.by else values
