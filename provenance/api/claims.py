"""Claims with their statuses, as values."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from provenance.model.errors import UnknownNameError
from provenance.model.plain import number_of, one_line, sentence
from provenance.report.json_model import ClaimRecord


class Origins(NamedTuple):
    """How many independent origins a claim has: at least `min`, at most `max` where voices nobody can place count
    apart.

    `names` are the ids of the named ones. `str(origins)` is « 1 » or « 1 (at most 2) ».
    """

    min: int
    max: int
    names: tuple[str, ...]

    def __str__(self) -> str:
        return str(self.min) if self.min == self.max else f"{self.min} (at most {self.max})"


@dataclass(frozen=True)
class Reason:
    """One sentence of why a claim has its status; `ids` are the statements, documents, sources and claims it names."""

    code: str
    text: str
    ids: tuple[str, ...]

    def __str__(self) -> str:
        return sentence(one_line(self.text))


@dataclass(frozen=True)
class StatusChange:
    """An edit of the dossier, and the status the claim would have with it. `str(change)` is « edit → status »."""

    edit: str
    text: str
    status: str
    details: Mapping[str, object]

    def __str__(self) -> str:
        return one_line(f"{self.text} → {self.status}")


class Claim:
    """One claim as it stands. `str(claim)` is its sentence."""

    def __init__(self, record: ClaimRecord, hangs_on: str, status_name: str, reports: int) -> None:
        self._record = record
        self.hangs_on = hangs_on
        self.status_name = status_name
        self.reports = reports

    @property
    def id(self) -> str:
        """Its id in the claim file."""
        return self._record.id

    @property
    def text(self) -> str:
        """Its sentence, as the claim file has it."""
        return self._record.text

    @property
    def status(self) -> str:
        """The computed status: `confirmed`, `unconfirmed`, `denied`… `status_name` is how it is told."""
        return self._record.status.value

    @property
    def declared(self) -> str | None:
        """The status that an editor wrote."""
        return self._record.declared.value if self._record.declared is not None else None

    @property
    def support(self) -> str:
        """What speaks for it: `none`, `self_reported`, `single_source`, `corroborated` or `confirmed`."""
        return self._record.support.value

    @property
    def challenge(self) -> str:
        """What speaks against it: `none`, `no_comment`, `denied`, `contested` or `contradicted`."""
        return self._record.challenge.value

    @property
    def modifiers(self) -> tuple[str, ...]:
        """What stands beside the status: `party_only`, `single_point_of_failure`, `inferred`…"""
        return tuple(modifier.value for modifier in self._record.modifiers)

    @property
    def origins(self) -> Origins:
        """How many independent voices it comes from; of a claim that fell, 0."""
        origins = self._record.origins
        return Origins(origins.least, origins.most, tuple(self._record.named_origins))

    @property
    def chains(self) -> int:
        """The greatest number of chains from origins to the claim that share nothing (Menger 1927)."""
        return self._record.chains

    @property
    def proof(self) -> tuple[tuple[str, ...], ...]:
        """As many chains that share nothing as `chains` says; of a claim that fell, those it had."""
        return tuple(tuple(chain) for chain in self._record.proof)

    @property
    def single_points_of_failure(self) -> tuple[str, ...]:
        """The voices and documents that every chain passes, origin side first, by their ids."""
        return tuple(self._record.single_points_of_failure)

    @property
    def denied_by(self) -> tuple[str, ...]:
        """The ids of the voices that deny it."""
        return tuple(self._record.denied_by)

    @property
    def because(self) -> tuple[Reason, ...]:
        """Why it has its status, the decisive reason first."""
        return tuple(Reason(r.code, r.text, tuple(r.ids)) for r in self._record.because)

    @property
    def would_change_if(self) -> tuple[StatusChange, ...]:
        """What would change its status, the most useful edit first."""
        return tuple(StatusChange(c.edit, c.text, c.status.value, c.details) for c in self._record.would_change_if)

    @property
    def statements(self) -> tuple[dict[str, object], ...]:
        """Who says it, through whom, where: a record a statement, as the JSON has it."""
        return tuple(statement.model_dump(mode="json") for statement in self._record.statements)

    def to_dict(self) -> dict[str, object]:
        """Everything, as the JSON has it."""
        return self._record.model_dump(mode="json")

    def to_record(self) -> dict[str, object]:
        """The claim as a flat record: texts, numbers, None, and lists of texts."""
        return {
            "id": self.id,
            "text": self.text,
            "status": self.status,
            "status_name": self.status_name,
            "declared": self.declared,
            "support": self.support,
            "challenge": self.challenge,
            "modifiers": list(self.modifiers),
            "reports": self.reports,
            "origins_min": self.origins.min,
            "origins_max": self.origins.max,
            "origins": list(self.origins.names),
            "chains": self.chains,
            "hangs_on": self.hangs_on,
            "denied_by": list(self.denied_by),
            "line": self._record.line,
        }

    def __str__(self) -> str:
        return sentence(one_line(self.text))

    def __repr__(self) -> str:
        origins = f"{self.origins} {'origin' if self.origins.max == 1 else 'origins'}"
        return f"<Claim {self.id}: {self.status}, {origins}, {number_of(self.chains, 'chain')}>"


class Claims(Mapping[str, Claim]):
    """The claims of an audit by id, in the order of the file; each is worked out when it is first asked for."""

    def __init__(self, ids: tuple[str, ...], find: Callable[[str], str], make: Callable[[str], Claim]) -> None:
        self._ids, self._find, self._make = ids, find, make
        self._made: dict[str, Claim] = {}

    def __contains__(self, claim: object) -> bool:
        try:
            return isinstance(claim, str) and self._find(claim) in self._ids
        except UnknownNameError:
            return False

    def __getitem__(self, claim: str) -> Claim:
        found = self._find(claim)
        if found not in self._made:
            self._made[found] = self._make(found)
        return self._made[found]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def to_records(self) -> list[dict[str, object]]:
        """One flat record a claim, fit for pandas, polars or duckdb."""
        return [self[claim].to_record() for claim in self._ids]

    def __repr__(self) -> str:
        return f"<{number_of(len(self), 'claim')}>"
