"""What a check reports."""

from dataclasses import dataclass, field, replace

from provenance.model.message import Message
from provenance.model.place import Place, Pointer
from provenance.model.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the reading of a file stumbled on. The rule of the same name turns it into a finding."""

    rule: str
    message: Message
    pointer: Pointer = ()
    place: Place | None = None
    key: bool = False
    subject: str = ""
    fix: Message | None = None
    fatal: bool = False
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a finding holds: `kind` is path, cut, cycle, values, dates, names or text; `items` are the ids in order."""

    kind: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of one rule (a SARIF result): what, where, why, and what to do about it."""

    rule: str
    code: str
    severity: Severity
    message: Message
    place: Place
    subject: str
    proof: Proof
    fix: Message | None = None
    dossier: str = ""
    article: Place | None = None
    words: str = ""
    folded_under: str | None = field(default=None, compare=False)

    @property
    def fingerprint(self) -> str:
        """Stable when lines move and when words are translated: the rule, its subject and its proof."""
        import hashlib

        content = "\0".join((self.rule, self.dossier, self.subject, self.words, self.proof.kind, *self.proof.items))
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def under(self, other: "Finding") -> "Finding":
        return replace(self, folded_under=other.fingerprint)
