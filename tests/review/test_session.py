"""Requests and answers, without a socket: who may ask, what is done, what is told of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from provenance.review.http import MAX_BODY, TOKEN, Request
from tests.review.conftest import DRAFT, Served
from tests.review.conftest import TOKEN as SECRET


def ask(served: Served, path: str, do: Any = None, method: str | None = None, **changed: str | None) -> tuple[int, Any]:
    """What is answered to a page of ours, or to one that differs in some headers."""
    host = served.server.host
    headers: dict[str, str | None] = {"host": host, "origin": f"http://{host}", "sec-fetch-site": "same-origin"}
    headers |= {TOKEN: SECRET, "content-type": "application/json"} | {
        k.replace("_", "-"): v for k, v in changed.items()
    }
    said = {name: value for name, value in headers.items() if value is not None}
    body = do if isinstance(do, bytes) else json.dumps({"do": do}).encode() if do is not None else b""
    address, _, query = path.partition("?")
    pairs = dict(pair.split("=") for pair in query.split("&")) if query else {}
    request = Request(method or ("POST" if do is not None else "GET"), address, said, body, pairs)
    response = served.server.desk.handle(request)
    return response.status, json.loads(response.body) if response.body.startswith(b"{") else response.body


def entries(served: Served) -> list[dict[str, Any]]:
    return list(ask(served, "/state")[1]["state"]["entries"].values())


def ref(served: Served, n: int) -> dict[str, Any]:
    return {"n": n, "print": entries(served)[n]["print"]}


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"host": "evil.example"}, 403),
        ({"host": None}, 403),
        ({"host": "127.0.0.1"}, 403),
        ({"host": "localhost:1"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:1"}, 403),
        ({"origin": None}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "same-site"}, 403),
        ({"x_provenance_token": "wrong"}, 401),
        ({"x_provenance_token": None}, 401),
        ({"x_provenance_token": "é" * 32}, 401),
        ({"content_type": "text/plain"}, 415),
        ({"content_type": "application/x-www-form-urlencoded"}, 415),
        ({"content_type": None}, 415),
    ],
)
def test_who_may_decide(served: Served, changed: dict[str, str | None], status: int) -> None:
    assert ask(served, "/undo", {}, **changed)[0] == status
    assert served.text == DRAFT


@pytest.mark.parametrize("path", ["/state", "/claim?id=open-may", "/contacts", "/events"])
def test_no_data_without_the_token(served: Served, path: str) -> None:
    assert ask(served, path, x_provenance_token=None)[0] == 401
    assert ask(served, path, host="evil.example")[0] == 403
    assert ask(served, path, sec_fetch_site="cross-site")[0] == 403
    assert ask(served, path, origin="http://evil.example")[0] == 403


def test_the_token_is_no_part_of_an_address(served: Served) -> None:
    assert ask(served, f"/state?token={SECRET}", x_provenance_token=None)[0] == 401


@pytest.mark.parametrize("method", ["OPTIONS", "HEAD", "PUT", "DELETE", "PATCH", "TRACE", "FOO"])
def test_other_methods_do_nothing(served: Served, method: str) -> None:
    assert ask(served, "/state", method=method)[0] == 405


@pytest.mark.parametrize(
    "path",
    ["/../a.txt", "/bridge.claims.yaml", "/static/main.js", "/%2e%2e/a.txt", "/main.js/..", "//etc/passwd", "/nothing"],
)
def test_nothing_but_the_page_is_served(served: Served, path: str) -> None:
    assert ask(served, path)[0] == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"\xff", 400),
        (b"[" * 200_000, 400),
        (b"null", 400),
        (b'{"do": null}', 422),
        (b'{"do": {"kind": "nothing"}}', 422),
        (b'{"do": {"kind": "accept", "entries": []}}', 422),
        (b'{"do": {"kind": "accept", "entries": [{"n": -1, "print": "x"}]}}', 422),
        (b'{"do": {"kind": "accept", "entries": [{"n": 0, "print": "x"}], "more": 1}}', 422),
        (b'{"do": {"kind": "set", "section": "private", "id": "x", "key": "name", "value": "y"}}', 422),
        (b'{"do": {"kind": "set", "section": "sources", "id": "mayor", "key": "../x", "value": "y"}}', 422),
        (b'{"do": {"kind": "accept", "entries": [{"n": 0, "print": "00000000"}]}}', 409),
    ],
)
def test_what_is_no_decision_is_refused(served: Served, body: bytes, status: int) -> None:
    assert ask(served, "/decide", body)[0] == status
    assert served.text == DRAFT
    assert len(body) < MAX_BODY


def test_a_decision_is_on_disk_and_only_what_changed_is_told(served: Served) -> None:
    status, told = ask(served, "/decide", {"kind": "accept", "entries": [ref(served, 1)]})
    assert status == 200
    assert "    reviewed: {by: Ada, on: 2026-03-10}\n" in served.text
    assert set(told["changed"]["entries"]["put"]) == {"1"}
    assert "claims" not in told["changed"]
    assert "texts" not in told["changed"]


def test_several_at_once_are_one_step(served: Served) -> None:
    every = [ref(served, n) for n in range(3)]
    assert ask(served, "/decide", {"kind": "accept", "entries": every})[0] == 200
    assert "draft: true" not in served.text
    assert "machine" not in served.text
    assert ask(served, "/undo", {})[1]["did"]
    assert served.text == DRAFT


def test_two_tabs_agree_and_the_later_one_is_told(served: Served) -> None:
    old = ref(served, 0)
    assert ask(served, "/decide", {"kind": "chain", "entry": old, "hops": [{"name": "lovelace"}]})[0] == 200
    status, told = ask(served, "/decide", {"kind": "chain", "entry": old, "hops": [{"name": "mayor"}]})
    assert status == 409
    assert told["error"] == "This statement has changed since: look at it again."
    # An entry that only moved is found again.
    last = ref(served, 2)
    assert ask(served, "/decide", {"kind": "reject", "entry": ref(served, 1)})[0] == 200
    assert ask(served, "/decide", {"kind": "accept", "entries": [last]})[0] == 200
    assert entries(served)[1]["decided"]


def test_what_an_editor_writes_is_merged_where_it_does_not_collide(served: Served) -> None:
    mine = ref(served, 2)
    served.file.write_text(DRAFT.replace('"Nobody was hurt"', '"Nobody was hurt"\n    checked: {by: Ben}'), "utf-8")
    assert ask(served, "/decide", {"kind": "accept", "entries": [mine]})[0] == 200
    assert "checked: {by: Ben}" in served.text
    assert served.text.count("reviewed:") == 1


def test_a_change_on_disk_reaches_whoever_listens(served: Served) -> None:
    request = Request("GET", "/events", {"host": served.server.host, TOKEN: SECRET})
    stream = served.server.desk.handle(request).stream
    assert stream is not None
    assert next(stream).startswith(b":")
    served.file.write_text(DRAFT.replace("title: The bridge", "title: The old bridge"), "utf-8")
    assert served.session.look()
    told = json.loads(next(stream).removeprefix(b"data: "))
    assert told["changed"]["head"]["put"]["title"] == "The old bridge"
    assert not served.session.look()
    served.session.close()
    assert list(stream) == []


def test_a_text_that_changed_moves_its_quotations(served: Served) -> None:
    text = served.file.parent / "a.txt"
    text.write_text(text.read_text("utf-8").replace("Nobody was hurt", "Nobody was badly hurt"), "utf-8")
    assert served.session.look()
    parts = entries(served)[1]["parts"][0]
    assert parts["lost"] or parts["moved"]


def test_new_people_come_with_the_chain(served: Served) -> None:
    do = {
        "kind": "chain",
        "entry": ref(served, 0),
        "hops": [{"name": "roy", "cue": "said"}, {"name": "AFP", "inferred": True}],
        "new_sources": [{"id": "roy", "name": "Ben Roy"}],
    }
    assert ask(served, "/decide", do)[0] == 200
    assert '  roy: {name: "Ben Roy", kind: person}\n' in served.text
    assert '  - chain: "roy («said») → AFP?"  # line 1\n' in served.text
    status, told = ask(
        served, "/decide", do | {"entry": ref(served, 1), "hops": [{"name": "nobody"}], "new_sources": []}
    )
    assert status == 422
    assert "nobody" in told["error"]


def test_words_are_marked_beyond_characters_of_two_units(served: Served) -> None:
    text = (served.file.parent / "a.txt").read_text("utf-8")
    start = text.index("old")
    do = {"kind": "mark", "document": "a", "start": start - 1, "end": start + 3, "hops": [{"name": "mayor"}]}
    assert ask(served, "/decide", do)[0] == 200
    made = next(e for e in entries(served) if e["parts"][0]["words"] == "old")
    assert made["parts"][0]["at"] == [start, start + 3]
    assert ask(served, "/decide", do | {"start": 5, "end": 5})[0] == 422
    assert ask(served, "/decide", do | {"start": 5, "end": 99_999})[0] == 422
    assert ask(served, "/decide", do | {"document": "../a.txt"})[0] == 422


def test_a_merge_is_shown_before_it_is_made(served: Served) -> None:
    do = {"kind": "merge", "what": "source", "old": "maire", "into": "mayor"}
    status, told = ask(served, "/preview", do)
    assert status == 200
    assert "-  maire: {name: the town's mayor, kind: person}" in told["diff"]
    assert served.text == DRAFT
    assert ask(served, "/decide", do)[0] == 200
    assert "  - chain: mayor  # line 1" in served.text


def test_signing_waits_for_what_is_left(served: Served) -> None:
    assert ask(served, "/decide", {"kind": "sign"})[0] == 422
    assert ask(served, "/decide", {"kind": "sign", "despite": "the flood"})[0] == 200
    head = ask(served, "/state")[1]["state"]["head"]
    assert head["signed"].startswith("signed by Ada (10 March 2026), although")
    assert head["signature_holds"]
    ask(served, "/decide", {"kind": "set", "section": "dossier", "key": "title", "value": "Another"})
    assert not ask(served, "/state")[1]["state"]["head"]["signature_holds"]


def test_contacts_come_on_demand_alone(served: Served) -> None:
    private = served.file.with_name("bridge.private.yaml")
    private.write_text("sources: {mayor: {contact: +1 555 0100}}\n", "utf-8")
    private.chmod(0o600)
    assert "555" not in json.dumps(ask(served, "/state")[1])
    assert "555" not in json.dumps(ask(served, "/claim?id=open-may")[1])
    assert ask(served, "/contacts")[1]["contacts"] == {"mayor": "+1 555 0100"}


def test_a_file_with_errors_opens_and_says_them(served: Served) -> None:
    served.file.write_text("claims: {c1: [\n", "utf-8")
    assert served.session.look()
    state = ask(served, "/state")[1]["state"]
    assert state["head"]["unreadable"]
    assert ask(served, "/decide", {"kind": "set", "section": "dossier", "key": "title", "value": "x"})[0] == 422
    served.file.write_text(DRAFT, "utf-8")
    assert served.session.look()
    assert len(entries(served)) == 3


def test_a_full_disk_is_told_and_nothing_changes(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    from provenance.model.errors import OutputError

    def full(path: Path, content: str) -> None:
        raise OutputError(f"{path}: cannot be written (No space left on device)")

    monkeypatch.setattr("provenance.editing.workspace.write_whole", full)
    status, told = ask(served, "/decide", {"kind": "accept", "entries": [ref(served, 0)]})
    assert status == 507
    assert "No space left" in told["error"]
    monkeypatch.undo()
    assert served.text == DRAFT
    assert ask(served, "/undo", {})[1]["did"] is False


def test_the_story_of_a_claim(served: Served) -> None:
    told = ask(served, "/claim?id=open-may")[1]
    assert told["because"]
    assert told["changes"]
    assert told["drawing"].startswith("<?xml")
    assert ask(served, "/claim?id=nothing")[0] == 404


def test_a_folder_has_a_session_for_each_dossier(served: Served) -> None:
    other = served.file.with_name("other.claims.yaml")
    other.write_text(
        DRAFT.replace("dossier: bridge", "dossier: other").replace("The bridge\n", "The other\n", 1), "utf-8"
    )
    served.server.desk.files = (served.file, other)
    assert [Path(name).name for name in ask(served, "/dossiers")[1]["dossiers"]] == [served.file.name, other.name]
    assert ask(served, "/state?d=1")[1]["state"]["head"]["title"] == "The other"
    assert ask(served, "/state?d=2")[0] == 404
    assert ask(served, "/state?d=../1")[0] == 404
    assert ask(served, "/dossiers", x_provenance_token=None)[0] == 401


def test_chains_are_told_by_names_and_what_they_do_in_the_number_of_who_speaks(served: Served) -> None:
    served.file.write_text(
        "dossier: bridge\nlanguage: fr\nas_of: 2026-03-10\n"
        "sources: {experts: {name: des experts, kind: anonymous}}\n"
        "documents:\n  a: {publisher: Le Phare, published: 2026-03-01, file: a.txt}\n"
        "  wire: {publisher: AFP, published: 2026-02-01}\n"
        "claims: {shut: {text: Le pont est fermé.}}\n"
        "statements: [{chain: experts → wire, in: a, says: {shut: {text: fermé}}}]\n",
        "utf-8",
    )
    (entry,) = entries(served)
    # In a chain that is typed a document goes by its id.
    assert [(hop["name"], hop.get("label")) for hop in entry["chain"]] == [
        ("des experts", None),
        ("wire", "Agence France-Presse (1er février 2026)"),
    ]
    assert [(part["verb"], part["quoted"]) for part in entry["parts"]] == [("affirment", False)]


def test_findings_are_sentences_and_as_many_as_the_verdict_asks_for(served: Served) -> None:
    """Two corrections about one place are two requests, though one of them stands under the other in a table."""
    served.file.write_text(
        "dossier: bridge\nlanguage: en\nas_of: 2026-03-10\n"
        "sources: {mayor: {name: the mayor, kind: person}, town: {name: the town, kind: institution}}\n"
        "documents:\n  a: {publisher: The Paper, published: 2026-03-01, file: a.txt}\n"
        "  note: {publisher: town, published: 2026-02-01}\n"
        "claims: {shut: {text: The bridge is shut., concerns: town}}\n"
        "statements:\n"
        "  - {chain: mayor, in: note, says: {shut: {text: may be shut, certainty: possible}}}\n"
        "  - {chain: mayor, in: a, says: {shut: The bridge is shut}}\n"
        "  - {chain: town, in: note, denies: {shut: {text: not shut}}}\n",
        "utf-8",
    )
    state = ask(served, "/state")[1]["state"]
    assert state["head"]["verdict"] == "Do not publish: 2 corrections"
    found = [finding for finding in state["findings"].values() if finding["role"] == "correction"]
    assert sorted(finding["rule"] for finding in found) == ["commitment-escalation", "known-denial-omitted"]
    for finding in state["findings"].values():
        assert finding["title"][0].isupper()
        assert finding["message"][0].isupper()
        assert finding["message"].endswith((".", "?"))
        assert not finding["advice"] or (finding["advice"][0].isupper() and finding["advice"].endswith("."))
