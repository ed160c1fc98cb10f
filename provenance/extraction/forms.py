"""A form of a verb that reports what somebody says.

Only third persons, participles and the infinitive are made (news reports in the third person), and the first persons
that quotations use; `forms.py` of each language says how.
"""

from dataclasses import dataclass
from typing import Literal

Shape = Literal["finite", "participle", "past", "infinitive"]


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One form of a verb. `plural` is None where a form does not say."""

    lemma: str
    shape: Shape
    plural: bool | None = None
    conditional: bool = False
    tense: str = ""
