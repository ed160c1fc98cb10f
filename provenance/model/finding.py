"""What a check reports."""

from dataclasses import dataclass, field, replace
from typing import Literal

from provenance.model.frozen import quickly_made
from provenance.model.message import M, Message
from provenance.model.noun import Noun
from provenance.model.place import VERBATIM, Place, Pointer
from provenance.model.vocabulary import Severity

#: What a finding asks of somebody: a correction of a text under audit, which must not run before; a precision of such
#: a text; the claim file to be mended (`fault`); nothing (`other`: how a claim stands, other documents, notes).
Role = Literal["correction", "precision", "fault", "other"]

#: How far a fix may be trusted: `safe` changes no meaning, `review` holds once somebody has read the texts again,
#: `guess` is the nearest thing known.
Trust = Literal["safe", "review", "guess"]


@dataclass(frozen=True, slots=True)
class DataEdit:
    """One change of a claim file, said of its data: whoever applies it finds the characters.

    `kind` is `set` (the text or number at `pointer` becomes `value`), `rename` (its key does), `within` (inside its
    text, `old` becomes `value`), `remove` (the entry goes, where no comment does), `alias` (the names `value`, one a
    line, are added to `aliases` of the source at `pointer`), `sort` (the entries of the mapping, by id), `put` (what
    stands at `pointer` becomes the JSON `value`, or is added), `insert` (the JSON `value` becomes an item of a list
    before that one) or `delete` (the entry goes; with a `value` it was put elsewhere, and a remark on it is in the
    way). The last three may take comments with them: `with_comments`.
    """

    kind: Literal["set", "rename", "within", "remove", "alias", "sort", "put", "insert", "delete"] = field(
        metadata=VERBATIM
    )
    pointer: Pointer = field(metadata=VERBATIM)
    value: str = ""
    old: str = ""
    with_comments: bool = False


@dataclass(frozen=True, slots=True)
class Fix:
    """The changes that mend what a finding is about, applied together or not at all."""

    edits: tuple[DataEdit, ...]
    trust: Trust = "guess"


@quickly_made
@dataclass(frozen=True, slots=True)
class Problem:
    """Something the reading of a file stumbled on. The rule of the same name turns it into a finding."""

    rule: str = field(metadata=VERBATIM)
    message: Message
    pointer: Pointer = field(default=(), metadata=VERBATIM)
    place: Place | None = field(default=None, metadata=VERBATIM)
    key: bool = False
    subject: str = ""
    advice: Message | None = None
    fatal: bool = False
    severity: Severity | None = None
    fix: Fix | None = None


PROOF_KINDS = ("path", "cut", "cycle", "values", "dates", "names", "text")


@quickly_made
@dataclass(frozen=True, slots=True)
class Proof:
    """Why a finding holds: `kind` is one of `PROOF_KINDS`; `items` are the ids in order."""

    kind: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replacement:
    """The words to put in the place of those a finding is about, and whose they are."""

    words: Message
    source: Noun | None = None

    def told(self, language: str) -> Message:
        """The words between quotation marks, in the language of the text they go into, with who gives them."""
        words = self.words.render(language)
        if self.source is None:
            return M("“{words}”", words=words)
        return M("“{words}”, according to {source:the}", words=words, source=self.source)


@quickly_made
@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of one rule (a SARIF result): what, where, why, and what to do about it.

    `pointer` is the way to what it is about in the claim file, `document` the document it is about, if it is about one,
    `instructions` what the newsroom asks for under this rule.
    """

    rule: str
    code: str
    severity: Severity
    message: Message
    place: Place
    subject: str
    proof: Proof
    advice: Message | None = None
    dossier: str = ""
    article: Place | None = None
    words: str = ""
    pointer: Pointer = ()
    fix: Fix | None = None
    instructions: str = ""
    role: Role = field(default="other", metadata=VERBATIM)
    document: str | None = None
    replacement: Replacement | None = None
    folded_under: str | None = field(default=None, compare=False)

    @property
    def fingerprint(self) -> str:
        """Stable when lines move and when words are translated: the rule, its subject and its proof."""
        import hashlib

        content = "\0".join((self.rule, self.dossier, self.subject, self.words, self.proof.kind, *self.proof.items))
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def under(self, other: "Finding") -> "Finding":
        return replace(self, folded_under=other.fingerprint)
