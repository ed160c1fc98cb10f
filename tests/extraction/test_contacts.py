"""Telephone numbers and mail addresses in every form people give them, and what only looks like one."""

import pytest

from provenance.extraction.contacts import CONTACT, contacts, without_contacts

CONTACTS = [
    "06 12 34 56 78", "0612345678", "06.12.34.56.78", "06-12-34-56-78", "06‑12‑34‑56‑78", "06–12–34–56–78", "06·12·34·56·78",
    "06,12,34,56,78", "06_12_34_56_78", "+33 6 12 34 56 78", "+33 (0)1 42 76 40 40", "0033 6 12 34 56 78", "(212) 555-0147",
    "1-202-555-0143", "1 (202) 555-0143", "8 (495) 123-45-67", "2025550143", "33612345678", "０６１２３４５６７８", "٠٦١٢٣٤٥٦٧٨",
    "a.b@c.fr", "a.b [at] c.fr", "a.b(at)c.fr", "a.b arobase c.fr", "a.b @ c.fr", "a.b＠c.fr", '"john doe"@ex.com',
    "o'neil@ex.com", "a.b&c@x.fr", "a.b@c [dot] fr", "https://wa.me/33612345678", "https://t.me/+33612345678",
    "https://x.fr/?mail=a@c.fr", "mailto:a@b.fr", "tel:+33612345678",
]  # fmt: skip
NAMED = [
    "WhatsApp:0612345678",
    "Signal:+33612345678",
    "mob. 7700 900123",
    "ring 2025550143",
    "phone number is 2025550143",
    "tél. 01 23 45 67",
]
NONE = [
    "(2019-2020)", "(1914-1918)", "(2022-07-19)", "(03/04/2022)", "(1 200 000)", "(978-2-07-036822-8)", "0.00000001",
    "03.04.2022 12.30", "call 20221103", "1 234 567 890 euros", "le 19/07/2022", "2022-07-19 10:30", "00:12:31 – 00:14:02",
    "https://example.org/0612345678", "p. 12-14", "12,000,000", "page 1234567", "rapport-2022-07.pdf", "ISBN 9782070368228",
]  # fmt: skip


@pytest.mark.parametrize("said", CONTACTS)
def test_a_contact_is_taken_out_whole(said: str) -> None:
    assert without_contacts(f"Anne Roux, {said}, hier") == f"Anne Roux, {CONTACT}, hier"
    assert without_contacts(said) == CONTACT


@pytest.mark.parametrize("said", NAMED)
def test_a_number_behind_a_word_for_calling(said: str) -> None:
    (found,) = contacts(said)
    assert sum(c.isdigit() for c in without_contacts(said)) == 0
    assert found.text


@pytest.mark.parametrize("said", NONE)
def test_what_is_no_contact_stays(said: str) -> None:
    assert without_contacts(said) == said
