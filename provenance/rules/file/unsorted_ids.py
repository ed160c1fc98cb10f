"""unsorted-ids: entries that do not stand in the order of their ids."""

from collections.abc import Iterator

from provenance.model.finding import DataEdit, Fix, Proof
from provenance.model.message import M
from provenance.model.names import fold
from provenance.model.vocabulary import Severity
from provenance.rules.base import Context, RawFinding, Rule


def check(context: Context) -> Iterator[RawFinding]:
    dossier = context.dossier
    ambiguous = any(problem.rule in ("duplicate-source", "duplicate-id") for problem in dossier.problems) or any(
        len({fold(name) for name in named}) < len(named) for named in (dossier.documents, dossier.claims)
    )
    sections = {
        "sources": [s.pointer for s in dossier.sources.values()],
        "documents": [d.pointer for d in dossier.documents.values()],
        "claims": [c.pointer for c in dossier.claims.values()],
    }
    for section, pointers in sections.items():
        # What stands elsewhere (in a registry, as an implied name) has no place in the order of this file.
        ids = [str(pointer[1]) for pointer in pointers if len(pointer) == 2 and pointer[0] == section]
        late = next((b for a, b in zip(ids, ids[1:]) if b < a), None)
        if late is not None:
            yield RawFinding(
                M("`{name}` stands after ids that come later", name=late),
                (section, late),
                late,
                Proof("names", tuple(ids)),
                M("sort them: the order of entries means nothing"),
                key=True,
                # Of two things under one name the first is meant: there the order does mean something.
                fix=None if ambiguous else Fix((DataEdit("sort", (section,)),), "safe"),
            )


RULE = Rule(
    code="PV112",
    name="unsorted-ids",
    severity=Severity.NOTE,
    title=M("entries out of order"),
    why=M(
        "In a long file an entry is found by its place, and two people who add one each do not collide. A project that wants "
        "this asks for it in its configuration; the order means nothing to the audit."
    ),
    origin="the habit of dictionaries and of every dependency file",
    bad="sources: {m: {name: M, kind: person}, a: {name: A, kind: person}}\n",
    good="sources: {a: {name: A, kind: person}, m: {name: M, kind: person}}\n",
    check=check,
    about="file",
    enabled=False,
)
