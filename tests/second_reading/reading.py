"""A second reading of the specification (the domain text, sections 2 to 4), slow and plain, as a test oracle.

It was written from the text alone and shares no code with the engine. Quoted comments are sentences of the text; "A12"
is number 12 of AMBIGUITIES.md. Nothing is cached, and every answer is computed from scratch. Section 3 (groups, ways,
origins, chains) is in arithmetic.py; here are section 4 and `read`.
"""

from __future__ import annotations

from typing import Any

from .arithmetic import (
    AFFIRM,
    Cause,
    Figures,
    Node,
    Record,
    base_groups,
    certainly_earlier,
    committed,
    controller,
    doc_known,
    figures,
    has_way,
    hops,
    marked,
    read_somewhere,
    rivals,
    speaker,
    stance,
    statement_known,
    unaffiliated,
)


def revisers(d: Record, doc: str, as_of: str, fallen: set[Node]) -> set[str]:
    """Known, standing documents that revise it, or revise one that does (A27)."""
    found: set[str] = set()
    queue = [doc]
    while queue:
        old = queue.pop()
        for new, record in d["documents"].items():
            link = record.get("revises") == old or d["documents"][old].get("replaced_by") == new
            if link and new not in found and doc_known(d, new, as_of) and ("doc", new) not in fallen:
                found.add(new)
                queue.append(new)
    return found - {doc}


def derive(
    d: Record, base: dict[str, str], known: list[Record], as_of: str, fallen: set[Node]
) -> dict[Node, set[Cause]]:
    """Everything OUT, with its causes, if exactly the acts of what is not in `fallen` count."""
    documents, out = d["documents"], dict[Node, set[Cause]]()
    for doc, record in documents.items():
        if "retracts" in record and doc_known(d, doc, as_of) and ("doc", doc) not in fallen:  # (A28)
            out[("doc", record["retracts"])] = {("retraction", "")}

    def withdrawn(doc: str, s: Record) -> set[Cause]:
        """ "A document has *withdrawn* a claim when it is retracted, or when a standing document that revises it affirms
        a rival." (A29; an act alone falls with the whole document only, A30)
        """
        causes: set[Cause] = set(out.get(("doc", doc), set()))
        if stance(s) is not None:
            newer = revisers(d, doc, as_of, fallen)
            for r in known:
                stands = r.get("in") in newer and ("st", r["id"]) not in fallen
                if stands and committed(r, AFFIRM) and rivals(d["claims"], r["claim"], s["claim"]):
                    causes.add(("revision", doc))
        return causes

    changed = True
    while changed:
        changed = False
        for s in known:
            causes: set[Cause] = set()
            for act in known:  # "its speaker retracts it (`retracts` on a later statement)" (A7, A31)
                who, whom = speaker(d, act), speaker(d, s)
                same = who is not None and whom is not None and base[who] == base[whom]
                counts = s["id"] in act.get("retracts", []) and ("st", act["id"]) not in fallen
                if counts and same and not certainly_earlier(d, act, s):
                    causes.add(("retraction", ""))
            if "in" in s:  # "its document has withdrawn the claim"
                causes |= withdrawn(s["in"], s)
            if marked(s):  # "it is marked `misquote` or `forged` with a reason"
                causes.add(("marked", ""))
            for hop in hops(s):
                if hop not in documents:
                    continue
                # "a document hop of its chain has withdrawn the claim, recorded there or not"
                causes |= withdrawn(hop, s)
                there = [r for r in known if r.get("in") == hop and committed(r, AFFIRM)]
                there = [r for r in there if stance(s) is not None and r["claim"] == s["claim"]]
                # "or has affirming statements on it and all of those are OUT" (A32, A33)
                if there and all(("st", r["id"]) in out for r in there):
                    causes |= {c for r in there for c in out[("st", r["id"])]}
            if causes - out.get(("st", s["id"]), set()):
                out.setdefault(("st", s["id"]), set()).update(causes)
                changed = True
    return out


def defeat(d: Record, base: dict[str, str], known: list[Record], as_of: str) -> dict[Node, set[Cause]]:
    """ "Dung's grounded labelling … An act counts only while the statement or document that makes it stands (a retracted
    retraction reinstates; what cannot be decided stands …)": the alternating fixpoint (A26).
    """
    surely: set[Node] = set()
    while True:
        perhaps = set(derive(d, base, known, as_of, surely))  # acts of all that is not surely OUT
        out = derive(d, base, known, as_of, perhaps)  # only the acts of what surely stands
        if set(out) == surely:
            return out
        surely = set(out)


def above(sources: dict[str, Record], source: str) -> set[str]:
    """The source and everything it stands under, states included; `also` "makes parties" (A35)."""
    found, queue = {source}, [source]
    while queue:
        here = queue.pop()
        for up in [controller(sources, here), *sources[here].get("also", [])]:
            if up is not None and up not in found:
                found.add(up)
                queue.append(up)
    return found


def touches(d: Record, members: frozenset[str], whose: list[str], stake: list[str]) -> bool:
    """ "every group with a member that is, or stands under (states included), something named …, or that shares a state
    with something in `concerns`" (`whose`: by states too; `stake`: not).
    """
    sources = d["sources"]
    states = {x for name in whose for x in above(sources, name) if sources[x]["kind"] == "state"}
    return any(above(sources, m) & (set(whose) | set(stake) | states) for m in members)


def is_party(d: Record, claim: Record, members: frozenset[str]) -> bool:
    # "(the dossier's where it has none)" (A36)
    stake = claim["parties"] if "parties" in claim else d.get("parties", [])
    return touches(d, members, claim.get("concerns", []), stake)


def broader(claims: dict[str, Record], claim: str) -> set[str]:
    """The claim and every claim it is narrower than, step by step (A47)."""
    found, queue = {claim}, [claim]
    while queue:
        for wide in claims[queue.pop()].get("narrower_than", []):
            if wide not in found:
                found.add(wide)
                queue.append(wide)
    return found


def read(dossier: dict[str, Any], as_of: str) -> dict[str, dict[str, Any]]:
    d, sources, claims = dossier, dossier["sources"], dossier["claims"]
    statements = [read_somewhere(d, s) for s in d["statements"]]
    known = [s for s in statements if statement_known(d, s, as_of)]
    base = base_groups(d, known)
    out = defeat(d, base, known, as_of)
    standing = [s for s in known if ("st", s["id"]) not in out]

    def members_of(source: str | None) -> frozenset[str]:
        if source is None or unaffiliated(sources, source):
            return frozenset()
        return frozenset(s for s in base if base[s] == base[source])

    def counted(claim: str) -> Figures:
        return figures(d, base, [s for s in standing if s.get("claim") == claim and committed(s, AFFIRM)])

    def by_party(s: Record, claim: Record) -> bool:
        """ "a concerned party" speaks: one by `concerns` (A41); `own: true` is nobody's name."""
        return s.get("own") is not True and touches(d, members_of(speaker(d, s)), claim.get("concerns", []), [])

    def record_shown(s: Record, claim: Record) -> bool:
        """A statement whose origin is a source of kind record, authenticated by a non-party (A40)."""
        who, by = speaker(d, s), s.get("authenticated_by")
        kind = sources[who]["kind"] if who is not None and s.get("chain") else None
        return kind == "record" and by is not None and not is_party(d, claim, members_of(by))

    def assess(claim_id: str) -> dict[str, Any]:
        claim = claims[claim_id]
        mine = [s for s in known if s.get("claim") == claim_id]
        stands = [s for s in mine if ("st", s["id"]) not in out]
        # "marked `misquote` or `forged` …: then it counts as never said" (A34)
        said = [s for s in mine if committed(s, AFFIRM) and not marked(s)]
        affirm = [s for s in stands if committed(s, AFFIRM)]
        deny = [s for s in stands if committed(s, ("denies",))]
        refuse = [s for s in stands if stance(s) == "no_comment" and has_way(s)]
        fig = figures(d, base, affirm)
        rival_ids = [c for c in claims if rivals(claims, claim_id, c)]
        proofs = [
            e
            for e in d.get("evidence", {}).values()
            if e["kind"] == "record" and e.get("authenticated_by") is not None
            if not is_party(d, claim, members_of(e["authenticated_by"]))
        ]

        # Support (A38): none, self_reported, single_source, corroborated, confirmed.
        position = claim.get("position_of", [])  # "`position_of` is read the same way" (A37)
        named_outside = any(o and not is_party(d, claim, o) for o in fig.origins)
        if fig.least == 0:
            support = "none"
        elif all(touches(d, o, position, []) for o in fig.origins):
            support = "self_reported"  # "every origin, however many, is among the groups of `position_of`"
        elif fig.least == 1:
            support = "single_source"
        elif fig.chains >= 2 and named_outside:
            support = "confirmed"  # "≥ 2 origins, ≥ 2 chains, at least one named origin not a party"
        else:
            support = "corroborated"
        if any(claim_id in e.get("shows", []) for e in proofs) or any(record_shown(s, claim) for s in affirm):
            support = "confirmed"  # "or evidence of kind `record` with `authenticated_by` a non-party" (A39)
        if any(s.get("against_interest") and by_party(s, claim) for s in affirm):
            support = "confirmed"  # "or a statement marked `against_interest` by a concerned party"

        # Challenge: none, no_comment, denied, contradicted, refuted; "origins counted the same way" (A42).
        challenge = "none"
        if figures(d, base, refuse).least:
            challenge = "no_comment"
        deniers = figures(d, base, deny).origins
        if deniers:
            challenge = "denied"  # "only parties deny"
        if any(not is_party(d, claim, o) for o in deniers):
            challenge = "contradicted"  # "a non-party denies" (an anonymous voice is none, A43)
        for rival in rival_ids:  # "or a rival claim … stands on an origin that is none of this claim's" (A44)
            for origin in counted(rival).origins:
                if not any(origin == o or origin & o for o in fig.origins):
                    challenge = "contradicted"
        if any(s.get("adjudication") or record_shown(s, claim) for s in deny):
            challenge = "refuted"  # "a denial marked `adjudication`" (A45)
        if any(set(e.get("shows", [])) & set(rival_ids) for e in proofs):
            challenge = "refuted"  # "or authenticated counter-evidence" (A46)

        # "a concerned party affirms what its group denied earlier, … itself or as a claim it is
        # narrower than" (4)
        admitted = False
        wide = broader(claims, claim_id)
        for s in affirm:
            for no in standing:  # the denial must stand (A48)
                if by_party(s, claim) and no.get("claim") in wide and committed(no, ("denies",)):
                    his = members_of(speaker(d, no)) if no.get("own") is not True else None
                    if his == members_of(speaker(d, s)) and certainly_earlier(d, no, s):
                        admitted = True

        # "First match wins" (A49 for the causes, A50 for the notice, A51 for not_asserted)
        all_out = bool(said) and not affirm
        causes = [out.get(("st", s["id"]), set()) for s in said]
        revised = {c[1] for found in causes for c in found if c[0] == "revision"}
        notice = any(
            n.get("corrects") in revised and doc_known(d, x, as_of) and ("doc", x) not in out
            for x, n in d["documents"].items()
        )
        silent = [s for s in stands if has_way(s) and stance(s) is not None and s not in affirm + deny]
        if all_out and all(("retraction", "") in found for found in causes):
            status = "retracted"
        elif all_out and revised:
            status = "corrected" if notice else "superseded"
        elif challenge == "refuted":
            status = "refuted"
        elif admitted:
            status = "admitted"
        elif support == "confirmed":
            status = "confirmed"
        elif challenge == "contradicted":
            status = "disputed"
        elif challenge == "denied":
            status = "denied"
        elif support in ("corroborated", "self_reported"):
            status = support
        elif support == "single_source":
            status = "unconfirmed"
        elif silent and not affirm and not deny:
            status = "not_asserted"
        else:
            status = "unsourced"

        modifiers = set()  # (A52)
        if affirm and len({s.get("in") for s in affirm}) == 1 and "in" in affirm[0]:
            modifiers.add("single_document")  # "all read in one document"
        if fig.origins and all(is_party(d, claim, o) for o in fig.origins):
            modifiers.add("party_only")
        if fig.circular:
            modifiers.add("circular")
        if fig.chains == 1:
            modifiers.add("single_point_of_failure")
        if fig.origins == [frozenset()]:
            modifiers.add("anonymous_only")
        if any(hop.endswith("?") for s in (affirm or said) for hop in s.get("chain", [])):
            # "unless a person wrote them into the file …: then … the assessment bears `inferred`"
            modifiers.add("inferred")
        return {
            "status": status,
            "support": support,
            "challenge": challenge,
            "modifiers": sorted(modifiers),
            **fig.told(),
            # "For a claim whose affirmations are all OUT the same figures are also given as it was told"
            "as_told": figures(d, base, said).told() if all_out else None,
            "out": sorted(s["id"] for s in mine if ("st", s["id"]) in out),
        }

    return {claim_id: assess(claim_id) for claim_id in claims}
