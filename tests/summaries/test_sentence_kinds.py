"""Kinds of sentences, each with names that are plain, plural, feminine, elided, two or five; written by hand."""

import pytest

from provenance.model import dates
from provenance.model.message import MN, M, Message
from provenance.model.naming import source_noun
from provenance.model.noun import Noun
from provenance.model.source import Source
from provenance.model.vocabulary import SourceKind


def fr(kind: str, name: str) -> Noun:
    return source_noun(Source("x", name, SourceKind(kind)), "fr")


def en(kind: str, name: str) -> Noun:
    return source_noun(Source("x", name, SourceKind(kind)), "en")


KREMLIN, HOUSE, ARMY = fr("government", "Kremlin"), fr("government", "Maison-Blanche"), fr("government", "armée")
FORCES, WITNESSES = fr("government", "forces armées"), fr("anonymous", "des témoins")
MONDE, ECHOS, ANNE = fr("outlet", "Le Monde"), fr("outlet", "Les Échos"), fr("person", "Anne Roux")
FIVE = (KREMLIN, HOUSE, ARMY, MONDE, ANNE)
MINISTRY, OFFICIALS, GUARDIAN = (
    en("government", "ministry"),
    en("anonymous", "two officials"),
    en("outlet", "The Guardian"),
)
DAY, EITHER, MONTH = dates.parse("2022-07-19"), dates.parse("19 ou 20 juillet 2022"), dates.parse("2022-07")

FRENCH: list[tuple[Message, str]] = [
    (MN("{n} report, hanging on {names:the}", "{n} reports, hanging on {names:the}", 8, names=(KREMLIN,)), "8 récits, qui tiennent au Kremlin"),
    (MN("{n} report, hanging on {names:the}", "{n} reports, hanging on {names:the}", 1, names=(HOUSE, ARMY)), "1 récit, qui tient à la Maison-Blanche et à l’armée"),
    (MN("{n} report, hanging on {names:the}", "{n} reports, hanging on {names:the}", 2, names=FIVE), "2 récits, qui tiennent au Kremlin, à la Maison-Blanche, à l’armée, au Monde et à Anne Roux"),
    (MN("{n} claim hangs on {voice:the} alone.", "{n} claims hang on {voice:the} alone.", 1, voice=ARMY), "1 affirmation ne tient qu’à l’armée."),
    (MN("{n} claim hangs on {voice:the} alone.", "{n} claims hang on {voice:the} alone.", 12, voice=FORCES), "12 affirmations ne tiennent qu’aux forces armées."),
    (M("{member:the} {member:verb is/are} part {into:of}", member=FORCES, into=KREMLIN), "les forces armées font partie du Kremlin"),
    (M("{member:the} {member:verb is/are} part {into:of}", member=ANNE, into=ARMY), "Anne Roux fait partie de l’armée"),
    (M("{who:the} {who:verb declines/decline} to comment", who=HOUSE), "la Maison-Blanche se refuse à tout commentaire"),
    (M("{who:the} {who:verb declines/decline} to comment", who=WITNESSES), "des témoins se refusent à tout commentaire"),
    (M("{who:the} {who:verb declines/decline} to comment", who=(KREMLIN, ARMY)), "le Kremlin et l’armée se refusent à tout commentaire"),
    (M("{who:the} {who:verb denies/deny} only: {only}", who=FORCES, only="la date"), "les forces armées ne démentent que ceci\u00a0: la date"),
    (M("denied by {who:the} ({when})", who=ARMY, when=DAY), "démenti par l’armée (19 juillet 2022)"),
    (M("denied by {who:the} ({when})", who=MONDE, when=EITHER), "démenti par Le Monde (19 ou 20 juillet 2022)"),
    (M("denied by {who:the} ({when})", who=(ECHOS, ANNE), when=MONTH), "démenti par Les Échos et Anne Roux (juillet 2022)"),
    (M("the retraction {document:of}", document=MONDE), "le retrait du Monde"),
    (M("the retraction {document:of}", document=ECHOS), "le retrait des Échos"),
    (M("To ask: {names:the}.", names=(KREMLIN, HOUSE)), "Interroger\u00a0: le Kremlin et la Maison-Blanche."),
    (M("write “according to {origin:the}, quoted by {name:the}”", origin=HOUSE, name=MONDE), "écrire «\u00a0selon la Maison-Blanche, rapporte Le Monde\u00a0»"),
    (M("write “according to {origin:the}, quoted by {name:the}”", origin=WITNESSES, name=ECHOS), "écrire «\u00a0selon des témoins, rapportent Les Échos\u00a0»"),
    (M("stands under {house:the}", house=ARMY), "relève de l’armée"),
    (M("without {names:the}, nothing that counts is left", names=(ARMY, FORCES)), "sans l’armée et les forces armées, il ne reste rien qui compte"),
]  # fmt: skip
ENGLISH: list[tuple[Message, str]] = [
    (MN("{n} report, hanging on {names:the}", "{n} reports, hanging on {names:the}", 1, names=(MINISTRY,)), "1 report, hanging on the ministry"),
    (MN("{n} claim hangs on {voice:the} alone.", "{n} claims hang on {voice:the} alone.", 12, voice=OFFICIALS), "12 claims hang on two officials alone."),
    (M("{member:the} {member:verb is/are} part {into:of}", member=OFFICIALS, into=MINISTRY), "two officials are part of the ministry"),
    (M("{member:the} {member:verb belongs/belong} {into:to}", member=GUARDIAN, into=MINISTRY), "The Guardian belongs to the ministry"),
    (M("{who:the} {who:verb declines/decline} to comment", who=(MINISTRY, GUARDIAN)), "the ministry and The Guardian decline to comment"),
    (M("denied by {who:the} ({when})", who=OFFICIALS, when=EITHER), "denied by two officials (19 or 20 July 2022)"),
    (M("it is about {names:the}, who {names:verb is/are} not heard on it", names=(MINISTRY,)), "it is about the ministry, who is not heard on it"),
    (M("write “according to {origin:the}, quoted by {name:the}”", origin=MINISTRY, name=GUARDIAN), "write “according to the ministry, quoted by The Guardian”"),
]  # fmt: skip


@pytest.mark.parametrize(("message", "said"), FRENCH, ids=[said for _, said in FRENCH])
def test_in_french(message: Message, said: str) -> None:
    assert message.render("fr") == said


@pytest.mark.parametrize(("message", "said"), ENGLISH, ids=[said for _, said in ENGLISH])
def test_in_english(message: Message, said: str) -> None:
    assert message.render("en") == said
