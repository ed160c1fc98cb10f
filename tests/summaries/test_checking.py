"""What is told of checks, questions and signatures, in both languages."""

import pytest

from provenance.model import dates
from provenance.model.checking import Check, Signature
from provenance.model.place_text import time_text
from provenance.model.vocabulary import CheckResult
from provenance.summaries.checking import check_text, signature_text

DAY = dates.parse("2026-03-03")


@pytest.mark.parametrize(
    ("check", "english", "french"),
    [
        (Check("Ada"), "checked by Ada: it holds", "vérifié par Ada\u00a0: c’est exact"),
        (
            Check("Ada", DAY, "the recording", CheckResult.DIFFERS, "he said “may”"),
            "checked by Ada (the recording, 3 March 2026): it is otherwise – he said “may”",
            "vérifié par Ada (the recording, 3 mars 2026)\u00a0: il en est autrement – he said “may”",
        ),
        (
            Check("Ada", DAY, None, CheckResult.UNREACHED),
            "Ada tried (3 March 2026): nobody was reached",
            "Ada a essayé (3 mars 2026)\u00a0: personne n’a été joint",
        ),
    ],
)
def test_checks(check: Check, english: str, french: str) -> None:
    assert check_text(check).render("en") == english
    assert check_text(check).render("fr") == french


def test_signatures() -> None:
    signed = Signature("Ada", DAY, "0" * 64, "the flood would not wait")
    assert signature_text(signed).render("en") == (
        "signed by Ada (3 March 2026), although something was left to do: “the flood would not wait”"
    )
    assert signature_text(Signature("Ada", None, "0" * 64)).render("fr") == "signé par Ada"


@pytest.mark.parametrize(
    ("time", "told"), [(751, "12_min 31_s"), (3725, "1_h 2_min 5_s"), (7, "7_s"), (751.5, "12_min 31_s")]
)
def test_times(time: float, told: str) -> None:
    assert time_text(time).render("fr") == told.replace("_", "\u00a0")
    assert time_text(time).render("en") == told.replace("_", " ")
