"""Transcripts and mail: whose words, at which second; what a mail says without its wrapping."""

import pytest

from provenance.texts import READERS, TextError

VTT, SRT, EML = READERS[".vtt"], READERS[".srt"], READERS[".eml"]


def vtt(*cues: tuple[str, str]) -> bytes:
    return ("WEBVTT\n\n" + "\n\n".join(f"{times}\n{words}" for times, words in cues)).encode()


@pytest.mark.parametrize(
    ("cues", "text"),
    [
        ([("00:01.000 --> 00:02.000", "<v Anne>Le pont ferme"), ("00:02.000 --> 00:03.000", "<v Anne>demain.")],
         "Anne: Le pont ferme demain.\n"),
        ([("00:01.000 --> 00:02.000", "<v.loud Anne Roux>Oui.</v> <v Paul>Non&nbsp;!</v>")], "Anne Roux: Oui.\n\nPaul: Non !\n"),
        ([("00:01.000 --> 00:02.000 align:start", "<i>Le</i> <00:01.500>pont")], "Le pont\n"),
        ([("00:01.000 --> 00:02.000", "un"), ("00:09.000 --> 00:10.000", "deux")], "un\n\ndeux\n"),
        ([("00:01.000 --> 00:02.000", "<v A>un"), ("00:09.000 --> 00:10.000", "<v A>deux")], "A: un\n\nA: deux\n"),
        # Captions that roll: the line before stays on the screen.
        ([("00:01.000 --> 00:02.000", "le pont"), ("00:02.000 --> 00:03.000", "le pont\nest fermé")], "le pont est fermé\n"),
        ([("00:01.000 --> 00:05.000", "<v A>un"), ("00:02.000 --> 00:03.000", "<v B>deux")], "A: un\n\nB: deux\n"),
        # A tag that never ends is no tag.
        ([("00:01.000 --> 00:02.000", "<v A <v Anne>Oui.")], "<v A\n\nAnne: Oui.\n"),
    ],
)  # fmt: skip
def test_the_words_of_a_transcript(cues: list[tuple[str, str]], text: str) -> None:
    assert VTT.read(vtt(*cues)).text == text


def test_each_word_has_its_second_and_its_voice() -> None:
    read = VTT.read(
        vtt(("00:12:31.500 --> 00:12:33.000", "<v Anne>Oui."), ("01:00:00.000 --> 01:00:01.000", "<v Paul>Non."))
    )
    places = [read.locators.at(read.text.index(word)) for word in ("Oui", "Non")]
    assert [(one.time, one.voice, one.paragraph) for one in places] == [(751.5, "Anne", 1), (3600.0, "Paul", 2)]
    assert [one.fragment for one in places] == ["#t=00:12:31", "#t=01:00:00"]


def test_notes_and_styles_are_not_said() -> None:
    data = b"WEBVTT - talk\n\nNOTE by Ada\nchecked\n\nSTYLE\n::cue {}\n\nid 1\n00:01.000 --> 00:02.000\nWords.\n"
    assert VTT.read(data).text == "Words.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-8-sig", "utf-16"])
def test_subrip_in_any_encoding(encoding: str) -> None:
    cues = "1\r\n00:00:01,000 --> 00:00:02,000\r\nLE MAIRE : Le pont a été fermé,\r\n\r\n2\r\n00:00:02,000 --> 00:00:03,000\r\nvoilà où nous en sommes.\r\n"
    assert SRT.read(cues.encode(encoding)).text == "LE MAIRE: Le pont a été fermé, voilà où nous en sommes.\n"


@pytest.mark.parametrize("data", [b"", b"WEBVTT\n", b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", b"just words\n"])
def test_a_transcript_without_words(data: bytes) -> None:
    with pytest.raises(TextError, match="no words with a time"):
        VTT.read(data)


HEAD = "From: Ada <ada@example.org>\nDate: Tue, 19 Jul 2022 23:30:00 +0200\nSubject: =?utf-8?q?R=C3=A9ponse?=\n"


@pytest.mark.parametrize(
    ("mail", "text"),
    [
        ((HEAD + "Content-Type: text/plain; charset=iso-8859-1\n\nJe confirme : été.\n").encode("iso-8859-1"), "Réponse\n\nJe confirme : été.\n"),
        ((HEAD + "Content-Type: text/plain; charset=klingon\n\nété\n").encode("cp1252"), "Réponse\n\nété\n"),
        # Names of encodings that nothing is written in: one that refuses all, one that gives half a character.
        ((HEAD + "Content-Type: text/plain; charset=undefined\n\nété\n").encode(), "Réponse\n\nété\n"),
        ((HEAD + "Content-Type: text/plain; charset=utf-7\n\na +2AA-\n").encode(), "Réponse\n\na +2AA-\n"),
        ((HEAD + f"To: {'(' * 9000}\n\nnon\n").encode(), "Réponse\n\nnon\n"),
        ((HEAD + "Content-Type: text/plain; charset=utf-8; format=flowed\n\nune ligne \nqui va.\n").encode(), "Réponse\n\nune ligne qui va.\n"),
        ((HEAD + "Content-Type: text/html; charset=utf-8\n\n<style>p{}</style><p>Un<br>deux</p><p>trois</p>").encode(), "Réponse\n\nUn\ndeux\n\ntrois\n"),
        ((HEAD + 'Content-Type: multipart/alternative; boundary=B\n\n--B\nContent-Type: text/html\n\n<p>non</p>\n--B\nContent-Type: text/plain\n\noui\n--B--\n').encode(),
         "Réponse\n\noui\n"),
    ],
)  # fmt: skip
def test_the_words_of_a_mail(mail: bytes, text: str) -> None:
    read = EML.read(mail)
    assert read.text == text
    assert (read.metadata.title, read.metadata.author, read.metadata.published) == (
        "Réponse",
        "Ada",
        "2022-07-19",
    )


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\x00\xff" * 20])
def test_what_is_no_mail(data: bytes) -> None:
    with pytest.raises(TextError):
        EML.read(data)


def test_a_hostile_header_costs_itself_alone() -> None:
    sender = EML.read(f"From: {'(' * 9000}\nSubject: Oui\n\nnon\n".encode())
    assert (sender.text, sender.metadata.author) == ("Oui\n\nnon\n", None)
    subject = EML.read(("Subject:" + " =?utf-8?q?a?=" * 3000 + "\n\nnon\n").encode())
    assert len(subject.metadata.title or "") < 1000
    assert subject.text.endswith("\n\nnon\n")


def test_parts_in_parts_by_the_thousand_are_no_mail() -> None:
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3000))
    with pytest.raises(TextError, match="no text was found in this mail"):
        EML.read(f"From: a\n{parts}Content-Type: text/plain\n\nnon\n".encode())
