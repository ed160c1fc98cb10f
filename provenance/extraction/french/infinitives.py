"""Where an infinitive begins in French: past « ne pas » and clitics."""

from provenance.extraction.grammar import Grammar

_LITTLE_WORDS = frozenset("pas plus jamais rien bien toujours également aussi".split())
_INFINITIVES = frozenset("avoir être pouvoir vouloir devoir faire".split())
#: Nouns and adverbs that end like infinitives.
_NOT_INFINITIVES = frozenset(
    """hier premier dernier février janvier leur soir notre votre entre contre autre titre encore ministre octobre
    septembre novembre décembre maire affaire centre nombre membre particulier outre avenir cadre ordre père mère
    frère guerre chiffre
    chambre offre lettre rencontre matière manière quartier calendrier courrier atelier chantier dossier métier
    leader désir espoir
    devant mer fer car sur par pour pair noir clair cher quatre propre libre lire être-là derrière militaire militaires
    judiciaire bancaire alimentaire sanitaire nucléaire solaire populaire salaire horaire maire commissaire
    partenaire secrétaire
    adversaire territoire histoire victoire mémoire laboratoire observatoire gloire rire""".split()
) - {"lire", "rire", "être"}


def infinitive(reading: Grammar, i: int) -> int | None:
    """The token of an infinitive that begins at `i`, past « ne pas » and clitics."""
    for j in range(i, min(reading.end, i + 6)):
        low = reading.low(j)
        if low in reading.phrases.clitics or low in _LITTLE_WORDS:
            continue
        if low in _INFINITIVES:
            return j
        ends = len(low) > 3 and low.endswith(("er", "ir", "oir", "re")) and low not in _NOT_INFINITIVES
        return j if ends and not reading.sentence.tokens[j].capital else None
    return None
