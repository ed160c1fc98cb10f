"""Every sentence that is told of random dossiers: no ids, no stray spaces or marks, one language at a time."""

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest

from provenance.auditing import AuditOptions, DossierAudit, audit_dossier
from provenance.emit.findings import plain
from provenance.emit.text import audit_text, explanation_text
from provenance.model import dates
from provenance.model.message import Message
from provenance.report.markdown import markdown_text
from provenance.rules import known_rules
from provenance.summaries.brief import brief
from provenance.summaries.explain import explain_claim
from provenance.summaries.profiles import union_text
from provenance.summaries.source_base import source_summary
from tests.assess.build import dossier_of
from tests.second_reading.generator import random_dossier

#: Names by kind, none of which holds a word of either language.
NAMES = {
    "fr": {
        "person": ("Alix Moreau", "Odile Vauquelin", "Hervé Uhlen", "Zoé Kaplan"),
        "government": ("exécutif sarde", "mairie", "Élysée", "Kremlin", "forces armées"),
        "institution": ("ONU", "hôpital Larrey", "Greenpeace", "ministère Borel"),
        "state": ("Iran", "Pays-Bas", "Norvège", "Cuba"),
        "agency": ("AFP", "Tass", "Ansa"),
        "outlet": ("Mediapart", "Le Monde", "L'Équipe", "Les Échos", "CNN"),
        "anonymous": ("une source proche", "des responsables", "un riverain"),
        "record": ("registre Sirene", "images"),
    },
    "en": {
        "person": ("Alix Moreau", "Olive Vaughan", "Hugh Allen", "Zoe Kaplan"),
        "government": ("White House", "town hall", "Kremlin", "army"),
        "institution": ("UN", "Larrey hospital", "Greenpeace", "ministry Borel"),
        "state": ("Iran", "Netherlands", "Norway", "Cuba"),
        "agency": ("AFP", "Tass", "Ansa"),
        "outlet": ("The Guardian", "Newsweek", "CNN", "Daily Planet"),
        "anonymous": ("a person close", "two officials", "a neighbour"),
        "record": ("company register", "images"),
    },
}
IDS = re.compile(
    r"\b[a-z]-(?:person|government|institution|state|agency|outlet|anonymous|record|doc|claim)\b|\bs\d\d\b"
)
OTHER = {
    "fr": re.compile(r"\b(?:the|of|and|by|is|are|with|who|says|from|than|on whom|nobody|their|its)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:le|la|les|du|des|et|est|par|qui|dit|aux|sans|ne)\b", re.IGNORECASE),
}
STRAY = re.compile(r"\S {2,}\S|[,;:]\s*[,;:.]|\.\.|\(\s*\)|«\s*»|“\s*”|[{}]|\b(\w+) \1\b")
#: Where Markdown names an id: targets of links, the id beside a heading, its comments.
ADDRESS = re.compile(r"\(#[^)]*\)|<a id=.*|\(`[^`]*`\)|<!--.*-->")
STUCK = re.compile(r"\b(?:démenti|denied|élude|evades)\b[ ,]+(?:dément|denies)\b")


def named(seed: int, language: str) -> tuple[dict[str, Any], list[str]]:
    """A random dossier whose sources and claims have names that tell them from their ids."""
    rng = random.Random(seed)
    record = random_dossier(rng)
    record["language"] = language
    pools = {kind: rng.sample(names, len(names)) for kind, names in NAMES[language].items()}
    said = []
    for source in record["sources"].values():
        pool = pools[source["kind"]]
        source["name"] = pool.pop() if pool else f"Xenon {len(said)}"
        said.append(source["name"])
    for number, claim in enumerate(record["claims"].values()):
        claim["text"] = f"Xylo {number + 1:02}."
        said.append(claim["text"])
    # The words that the generator itself puts into a dossier.
    return record, [*said, "as to the date", "the date", *(rule.name for rule in known_rules())]


def sentences(audit: DossierAudit) -> Iterator[Message]:
    for finding in audit.findings:
        yield finding.message
        if finding.advice is not None:
            yield finding.advice
    for assessment in [audit.assessor[claim] for claim in audit.dossier.claims]:
        told = explain_claim(audit, assessment)
        yield from (told.headline, *told.reasons, told.counts, *told.proof, *told.voices, *told.evidence)
        yield from (*told.statements, *told.changes)
    brevity = brief(audit)
    yield from (audit.verdict.headline(), *audit.verdict.beside(), *brevity.dependences, *source_summary(audit))
    yield from (union_text(audit.dossier, union) for union in audit.assessor.groups.unions)


def faults_of(text: str, language: str, said: list[str]) -> list[str]:
    """What is wrong with a sentence, once the dossier's own words are taken out."""
    found = []
    if IDS.search(text):
        found.append("an id")
    bare = text
    for words in sorted(said, key=len, reverse=True):
        if re.search(rf"[«“]\s?{re.escape(words)}\s?[»”]", text) and words.startswith("Xylo"):
            found.append("a claim as a quotation")
        for spelling in (words, words.replace("'", "’"), re.sub(r"^(?:Les?|La|L['’])\s?", "", words)):
            bare = bare.replace(spelling, "¤")
    if STRAY.search(bare.replace("\u00a0", " ").replace("\u202f", " ")):
        found.append("a stray mark")
    if OTHER[language].search(bare):
        found.append("another language")
    if re.search("[«»]" if language == "en" else "[“”]", text):
        found.append("quotation marks of another language")
    if STUCK.search(text):
        found.append("a status beside a stance")
    return found


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_sentence_of_random_audits(language: str) -> None:
    read = 0
    for seed in range(150):
        record, said = named(seed, language)
        audit = audit_dossier(dossier_of(record), options=AuditOptions(dates.parse("2022-07-10")))
        for message in sentences(audit):
            text = message.render(language)
            read += 1
            assert faults_of(text, language, said) == [], (seed, text)
    assert read > 5_000


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_line_of_the_terminal_and_of_markdown(language: str) -> None:
    for seed in range(40):
        record, said = named(seed, language)
        audit = audit_dossier(dossier_of(record), options=AuditOptions(dates.parse("2022-07-10")))
        lines = audit_text(audit, language, plain, 110, True).splitlines()
        for claim in audit.dossier.claims:
            lines += explanation_text(
                explain_claim(audit, audit.assessor[claim]), audit.dossier, language, plain, 110
            ).splitlines()[1:]
        # The commands to go on with name ids.
        lines = [line for line in lines if "provenance " not in line and "--claim" not in line]
        lines += [ADDRESS.sub("", line) for line in markdown_text(audit, language).splitlines()]
        for line in lines:
            wrong = set(faults_of(line, language, said)) - {"a stray mark"}
            assert not wrong, (seed, wrong, line)
