"""A small draft under review, and a server on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from provenance.editing.journal import journal_path
from provenance.review.desk import Desk
from provenance.review.server import ReviewServer
from provenance.review.session import ReviewSession

TOKEN = "t" * 32
TEXT = "The bridge is shut, the mayor said. It will open in May, he said. “Nobody was hurt”, said Ada Lovelace. 🌉 It is old.\n"
DRAFT = """# A draft read in the text by the machine. The quoted words are those of the text, to the letter.
# Once reviewed and corrected, remove these two lines and `draft: true`.

dossier: bridge
title: The bridge
language: en
as_of: 2026-03-10
draft: true

sources:
  mayor: {name: the mayor, kind: person}
  maire: {name: the town's mayor, kind: person}
  lovelace: {name: Ada Lovelace, kind: person}

documents:
  a: {publisher: The Paper, published: 2026-03-01, file: a.txt}

statements:
  - chain: "mayor («said»)"  # line 1
    says:
      bridge-shut: "The bridge is shut"
      open-may: "It will open in May"
  - chain: "lovelace («said»)"  # line 1
    says:
      nobody-hurt: "Nobody was hurt"
  - chain: maire  # line 1
    says:
      is-old: "It is old"
"""


@dataclass
class Served:
    """A server, its session, and the claim file."""

    server: ReviewServer
    session: ReviewSession
    file: Path
    journal: Path

    @property
    def address(self) -> str:
        return f"http://{self.server.host}/#token={TOKEN}"

    @property
    def text(self) -> str:
        return self.file.read_text("utf-8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    path = tmp_path / "bridge.claims.yaml"
    path.write_text(DRAFT, "utf-8")
    return path


@pytest.fixture
def served(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    server = ReviewServer(0)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    server.desk = Desk([file], server.host, TOKEN, "Ada", lambda: "2026-03-10")
    server.begin()
    yield Served(server, server.desk.session(0), file, journal_path(file))
    server.end()
