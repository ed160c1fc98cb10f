"""A large dossier read through once: which of its records an audit of each other one looks at.

What is joined here is audited together. A claim is joined with what contradicts it, what it is narrower than, what
answers the same question or one that is nearly spelled so, its evidence, and what is told in one record with it; with
everything that is read in documents of which one corrects or translates the other, or comes through one of very many
that lead to each other; and with whatever else has its id, or an id like the number of one of its statements. All else
that bears on it goes along with it: the documents in which and through which it is told, and theirs (`documents.py`);
the sources; whoever else is meant by a name (`names.py`).

Of a record some 20 to 150 bytes stay in memory, and its distinct names. Ids are kept as hashes: two that had the same
hash would be joined, or would be taken for one that is written twice, and then the dossier is not cut.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from provenance.corpus.large.documents import Documents
from provenance.corpus.large.evidence import EvidenceItems
from provenance.corpus.large.links import Sets
from provenance.corpus.large.names import Names, NotCut
from provenance.corpus.large.sources import Sources
from provenance.corpus.large.spool import Spool
from provenance.corpus.libraries import library
from provenance.files.locale import DEFAULT, locale_language
from provenance.files.plain import KEYS, LINKS, RELATED, plain_dossier
from provenance.files.plain_places import PlainRecord
from provenance.files.raw import NOWHERE_ELSE, Elsewhere, default_id, dossier_named_in
from provenance.model.chain import parse_chain
from provenance.model.names import Comparisons, fold
from provenance.model.source import Source
from provenance.model.vocabulary import VERBS
from provenance.rules.contradiction.rival_spelling import LIKENESS

#: Bytes of the records that go into each part.
_COMMON = 1 << 20
#: Documents that are tied to each other, from which on whatever names one of them is joined: each part would hold all.
MAX_TIED_DOCUMENTS = 500
_HEAD = re.compile(rb'\s*\{\s*"type"\s*:\s*"statement"')
#: What may be said of a statement that bears on none of another claim, and what beside it stands with a claim alone.
_DETAILS = frozenset(
    "quote text certainty mode cue said_on only scope voice flagged because first_hand against_interest".split()
)
CUT_KEYS = KEYS | {
    "claim": KEYS["claim"] | {"many", "running", "on"},
    "statement": KEYS["statement"] | _DETAILS | {"retracts"},
    "evidence": frozenset("type dossier id name kind given_by shows refutes authenticated_by on".split()),
}
#: An id like those that statements get: that of a claim, and a number.
_NUMBERED = re.compile(r"(.*)#[0-9]+", re.DOTALL)
_DOCUMENT, _CLAIM, _STATEMENT, _EVIDENCE = 1, 2, 4, 8
#: Kinds of records.
OTHER, DOCUMENT, CLAIM, STATEMENT, EVIDENCE = range(5)


class Tables:
    """The records of one dossier by their positions in it. Raises NotCut."""

    def __init__(self, name: str, spool: Spool, shown: str, elsewhere: Elsewhere = NOWHERE_ELSE) -> None:
        self.name, self.shown = name, shown
        #: The dossier of records that name none; that they do so beside others is told of the whole.
        self._default = None if elsewhere.dossiers else default_id(shown)
        self.spool = spool
        self._loads = library("orjson").loads
        #: For each record its kind, and what it is joined with.
        self.kinds = bytearray()
        self.nodes = array("i")
        self.sets = Sets()
        #: The records that are neither document, claim, statement nor source: they go into each part.
        self.heads: list[int] = []
        #: The sources that no record names.
        self.unused: set[str] = set()
        #: The claims whose question is nearly spelled like another one's.
        self.alike: set[str] = set()
        #: The states that speak, and from which day on this is known (none: always).
        self.speaking: dict[str, tuple[int, str | None]] = {}
        #: The same where it may come to nothing: what is read in a copy is read as if it came through another text.
        self._perhaps: dict[str, tuple[int, str | None]] = {}
        #: The records of statements; what each names, one after the other; where that of each ends. A document is its
        #: number below -1, a declared source its number doubled and one more, any other name its number doubled.
        self._statements = array("i")
        self._named, self._named_ends = array("i"), array("i", [0])
        self._ids: dict[int, int] = {}
        self._holds = bytearray()
        self._numbered: list[tuple[int, str]] = []
        #: What takes statements back: what each is joined with, and a name that it gives to some of these.
        self._taking_back: list[tuple[int, str]] = []
        self.documents, self.evidence = Documents(), EvidenceItems()
        self._read_entries()
        self.names = self._names()
        self.documents.resolve(self.names, self.sources)
        self._joining = self._joined_documents()
        self._read_statements()
        self._join_taken_back()
        if any(
            state not in self.speaking or day < self.speaking[state][0] for state, (day, _) in self._perhaps.items()
        ):
            raise NotCut
        for node, claim in self._numbered:
            self._join_with_claim(node, claim)
        self.unused = self.sources.unnamed(self.names.used)
        if any(hash(name) in self._ids or _NUMBERED.fullmatch(name) for name in self.unused):
            raise NotCut
        self._ids.clear()
        self.documents.forget_ids()

    def position(self, record: int) -> int:
        """Which statement of the dossier a record is."""
        return bisect_left(self._statements, record)

    def named_in(self, position: int) -> Sequence[int]:
        """The names and the documents that a statement names."""
        return self._named[self._named_ends[position] : self._named_ends[position + 1]]

    # --- sources, documents and claims ------------------------------------------------------------------------------

    def _read_entries(self) -> None:
        self._related: list[tuple[int, int]] = []
        self._questions: dict[int, int] = {}
        self._compared: dict[str, tuple[int, str]] = {}
        self._declared: dict[str, int] = {}
        for record, (_, line) in enumerate(self.spool.lines()):
            if _HEAD.match(line):
                self._add(STATEMENT, -1)
                continue
            data = self._data(line)
            kind = data["type"]
            if kind == "statement":
                self._add(STATEMENT, -1)
            elif kind == "document":
                node = self._new(data, _DOCUMENT)
                self._add(DOCUMENT, node)
                self.documents.add(record, node, data, [(key, _id(data[key])) for key in LINKS if key in data])
            elif kind == "claim":
                node = self._new(data, _CLAIM)
                self._add(CLAIM, node)
                self._claim(node, data)
            elif kind == "evidence":
                node = self._new(data, _EVIDENCE)
                self._add(EVIDENCE, node)
                self._related += [(node, _id(claim)) for claim in self.evidence.add(record, data)]
            else:
                self._add(OTHER, -1)
                if kind == "source":
                    self._declared[str(data.get("id"))] = record
                else:
                    self.heads.append(record)
        for node, other in self._related:
            self.sets.join(node, self._node(other, _CLAIM))
        self._compare_questions()
        del self._related, self._questions, self._compared

    def _add(self, kind: int, node: int) -> None:
        self.kinds.append(kind)
        self.nodes.append(node)

    def _data(self, line: bytes) -> dict[str, Any]:
        try:
            data = self._loads(line)
        except ValueError:
            raise NotCut from None
        kind = data.get("type") if isinstance(data, dict) else None
        keys = CUT_KEYS.get(kind) if isinstance(kind, str) else None
        if keys is None or not data.keys() <= keys or dossier_named_in(data, self._default) != self.name:
            raise NotCut
        found: dict[str, Any] = data
        return found

    def _new(self, data: dict[str, Any], kind: int) -> int:
        """What stands for an entry: whatever has the same id is joined with it."""
        name = data.get("id")
        # A record without an id is called by its position: `#3`.
        if not isinstance(name, str) or name.startswith("#"):
            raise NotCut
        node = self._ids.get(hash(name))
        if node is None:
            node = self._ids[hash(name)] = self._fresh()
            numbered = _NUMBERED.fullmatch(name) if "#" in name else None
            if numbered is not None:
                self._numbered.append((node, numbered[1]))
        if self._holds[node] & kind:
            raise NotCut
        self._holds[node] |= kind
        return node

    def _fresh(self) -> int:
        self._holds.append(0)
        return self.sets.new()

    def _node(self, hashed: int, kind: int) -> int:
        """What stands for the entry of that kind with such an id."""
        node = self._ids.get(hashed)
        if node is None or not self._holds[node] & kind:
            raise NotCut
        return node

    def _join_with_claim(self, node: int, claim: str) -> None:
        """Join what may have the id of a statement of a claim with it."""
        other = self._ids.get(hash(claim))
        if other is not None:
            self.sets.join(node, other)

    def _claim(self, node: int, data: dict[str, Any]) -> None:
        for key in RELATED:
            if key in data:
                self._related.append((node, _id(data[key])))
        question = data.get("about")
        if question is None:
            return
        if not isinstance(question, str):
            raise NotCut
        first = self._questions.setdefault(hash(question), node)
        self.sets.join(first, node)
        # Only so many are ever compared with those before them.
        count = len(self._compared)
        if count * (count - 1) // 2 <= Comparisons().left:
            self._compared.setdefault(question, (node, data["id"]))

    def _compare_questions(self) -> None:
        """Join the claims of questions that are nearly spelled alike, as the rule about them finds them."""
        comparisons = Comparisons()
        questions = list(self._compared)
        for number, question in enumerate(questions):
            node, claim = self._compared[question]
            for other in comparisons.nearest(question, questions[:number], limit=1, cutoff=LIKENESS):
                self.sets.join(self._compared[other][0], node)
                self.alike.add(claim)

    def _names(self) -> Names:
        """The names of the dossier, of which some are declared. An organisation above these is one of them, too."""
        others = sorted([*self.heads, *self._declared.values()])
        records = [PlainRecord(number, line, self._loads(line)) for number, line in self.spool.at(others)]
        declared: list[Source] = []
        language: str = locale_language() or DEFAULT
        if records:
            known = plain_dossier(self.name, records, self.shown, lambda number: "")
            if known is None:
                raise NotCut
            language = known.language
            declared = [source for source in known.sources.values() if source.declared == "file"]
        if any(self._holds[node] & _DOCUMENT for s in declared if (node := self._ids.get(hash(s.id))) is not None):
            # In a chain the source is meant, which is told.
            raise NotCut
        self.sources = Sources(self._declared, declared)
        if sum(map(self.spool.size, (*self.heads, *self.sources.held((), ())))) > _COMMON:
            raise NotCut
        if self.evidence.sources and not declared:
            raise NotCut
        names = Names(declared, language, self.documents.called, self.evidence.sources)
        self.evidence.resolve(names, self.sources, self.documents.called)
        return names

    def _joined_documents(self) -> dict[int, int]:
        """The documents of which everything that is read in them is joined, and with what."""
        found: dict[int, int] = {}
        self._copies: set[int] = set()
        for document, key, other in self.documents.linked(lambda hashed: self._node(hashed, _DOCUMENT)):
            one, two = self.documents.nodes[document], self.documents.nodes[other]
            if key == "corrects":
                self.sets.join(one, two)
                found[other] = two
            elif key == "translates":
                self.sets.join(one, two)
                found[document], found[other] = one, two
                self._copies.update((document, other))
        self._crowded: dict[int, int] = {}
        for together in self.documents.tied_to_many(MAX_TIED_DOCUMENTS):
            nodes = [self.documents.nodes[document] for document in together]
            for node in nodes:
                self.sets.join(nodes[0], node)
            self._crowded.update(dict.fromkeys(together, nodes[0]))
        return found

    # --- statements -------------------------------------------------------------------------------------------------

    def _read_statements(self) -> None:
        self._statements.extend(record for record, kind in enumerate(self.kinds) if kind == STATEMENT)
        for record, (_, line) in zip(self._statements, self.spool.at(self._statements)):
            data = self._data(line)
            if data["type"] != "statement":
                raise NotCut
            self.nodes[record] = self._statement(data)

    def _statement(self, data: dict[str, Any]) -> int:
        """Join what a statement is about, and note whom it names; its node."""
        document = self.documents.at(self._node(_id(data.get("in")), _DOCUMENT))
        node = self._claims_node(data)
        if "id" in data:
            self.sets.join(node, self._new(data, _STATEMENT))
        if document in self._joining:
            self.sets.join(node, self._joining[document])
        hops, sources, inferred = self._hops(data.get("chain"))
        if inferred and document in self._copies:
            # It comes through another text, whoever publishes that.
            raise NotCut
        named = [-2 - document, *hops]
        self._named.extend(named)
        self._named_ends.append(len(self._named))
        for found in named if self._crowded else ():
            if -2 - found in self._crowded:
                self.sets.join(node, self._crowded[-2 - found])
        sources += [self.documents.publisher(-2 - found) for found in named if found < -1]
        self._note_speaking(filter(self.names.is_state, sources), document, inferred)
        return node

    def _claims_node(self, data: dict[str, Any]) -> int:
        """The node of what a statement speaks of: its claims, which are joined, and what it takes back."""
        node = -1
        for claim in _claims(data):
            other = self._node(_id(claim), _CLAIM)
            if node >= 0:
                self.sets.join(node, other)
            node = other
        taken_back = _names_taken_back(data)
        if node < 0 and taken_back:
            node = self._fresh()
        if node < 0:
            raise NotCut
        self._taking_back += [(node, name) for name in taken_back]
        return node

    def _hops(self, chain: object) -> tuple[list[int], list[str], bool]:
        """What the hops of a chain name, as numbers; the sources among it; whether one is inferred."""
        named: list[int] = []
        sources: list[str] = []
        inferred = False
        if chain is not None and not isinstance(chain, str):
            raise NotCut
        for hop in parse_chain(chain) if chain is not None else ():
            # What looks like a cue or a date may be part of a name.
            whole = hop.whole != hop.name and self.names.knows(hop.whole)
            found = self.names.hop(hop.whole if whole else hop.name)
            inferred |= hop.inferred
            if isinstance(found, str):
                sources.append(found)
                number = self.sources.number(found)
                if number is not None:
                    named.append(2 * number + 1)
            else:
                named.append(2 * found if found >= 0 else found)
        return named, sources, inferred

    def _note_speaking(self, states: Iterable[str], document: int, inferred: bool) -> None:
        """That states speak in a document, and from which day on."""
        speaking = self._perhaps if document in self._copies else self.speaking
        for state in states:
            if inferred:
                # Whether it speaks is inferred, too: that is looked at for every claim.
                raise NotCut
            day, written = self.documents.day(document)
            if state not in speaking or day < speaking[state][0]:
                speaking[state] = day, written

    def _join_taken_back(self) -> None:
        """Join what takes statements back with these, which may stand anywhere."""
        wanted: dict[str, list[int]] = {}
        for number, (_, name) in enumerate(self._taking_back):
            wanted.setdefault(fold(name), []).append(number)
            numbered = _NUMBERED.fullmatch(name)
            if numbered is not None:
                wanted.setdefault(f"{fold(numbered[1])}#", []).append(number)
        found: set[int] = set()
        statements = self._statements if wanted else ()
        for position, (record, (_, line)) in enumerate(zip(statements, self.spool.at(statements))):
            data = self._data(line)
            names = [data.get("id", ""), f"#{position + 1}", *(f"{claim}#" for claim in _claims(data))]
            for name in map(fold, names):
                for number in wanted.get(name, ()):
                    found.add(number)
                    self.sets.join(self.nodes[record], self._taking_back[number][0])
        if len(found) < len(self._taking_back):
            # That there is no such statement is told with the names that are near, of the whole dossier.
            raise NotCut


def _names_taken_back(data: dict[str, Any]) -> list[str]:
    """The names of the statements that a statement takes back."""
    written = data.get("retracts", [])
    names = written if isinstance(written, list) else [written]
    if not all(isinstance(name, str) for name in names):
        raise NotCut
    return names


def _id(name: object) -> int:
    if not isinstance(name, str):
        raise NotCut
    return hash(name)


def _claims(data: dict[str, Any]) -> Iterator[object]:
    """The claims of which a statement says something."""
    if "claim" in data:
        yield data["claim"]
    for verb, said in data.items():
        if verb in VERBS:
            if not isinstance(said, dict):
                raise NotCut
            for claim, details in said.items():
                if not isinstance(details, str) and not (isinstance(details, dict) and details.keys() <= _DETAILS):
                    raise NotCut
                yield claim
