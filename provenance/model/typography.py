"""French typography."""

import re


def french_spaces(text: str) -> str:
    """French no-break spaces: narrow before `; ! ?`, full before `:` and inside guillemets (Imprimerie nationale).

    Apostrophes become typographic ones.
    """
    text = re.sub(r"(?<=\w)'(?=\w)|(?<=\b[cdjlmnst])'(?=`)", "’", text)
    text = re.sub(r"« ", "«\u00a0", text)
    text = re.sub(r" ([»:])", "\u00a0\\1", text)
    return re.sub(r" ([;!?])", "\u202f\\1", text)
