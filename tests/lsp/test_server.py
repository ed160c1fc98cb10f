"""Conversations with the server over its standard input and output, on the demonstration dossier."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from provenance.audit import Asked, audit_paths
from provenance.files.edit import TextEdit, applied
from provenance.files.located import Lines
from provenance.lsp.positions import Positions
from tests.conftest import ROOT
from tests.lsp.conftest import Client

Talk = Callable[..., None]


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A copy of the demonstration, in a project of its own."""
    shutil.copytree(ROOT / "seeds/tehran-2022-07", tmp_path / "tehran")
    (tmp_path / "provenance.toml").write_text("", "utf-8")
    return tmp_path / "tehran/tehran-2022-07.claims.yaml"


class Page:
    """A text and the positions in it, found by its words."""

    def __init__(self, path: Path, encoding: str = "utf-16") -> None:
        self.path, self.text = path, path.read_text("utf-8")
        self.document = types.TextDocumentIdentifier(path.as_uri())
        self.positions = Positions(Lines(str(path), self.text), encoding)

    def at(self, words: str, plus: int = 0) -> dict[str, Any]:
        start = self.text.index(words) + plus
        return {"text_document": self.document, "position": self.positions.span(start, start).start}

    def words(self, whole: types.Range) -> str:
        return self.text[self.positions.offset(whole.start) : self.positions.offset(whole.end)]

    def edited(self, edits: list[types.TextEdit]) -> str:
        offset = self.positions.offset
        return applied(self.text, [TextEdit(offset(e.range.start), offset(e.range.end), e.new_text) for e in edits])


def test_diagnostics_are_the_findings_of_an_audit(talk: Talk, dossier: Path) -> None:
    (audit,) = audit_paths([dossier], asked=Asked(show_confidential=True))
    page = Page(dossier)

    async def conversation(client: Client) -> None:
        found = await client.diagnostics(client.open(dossier), 1)
        assert sorted((d.code, d.range.start.line) for d in found) == sorted(
            (f.rule, f.place.line - 1) for f in audit.findings
        )
        dates = [
            d for d in found if d.code == "superseded-version-used" and page.words(d.range) == "second-visit-july-15"
        ]
        assert {d.severity for d in dates} == {types.DiagnosticSeverity.Warning}
        assert "ap-early" in [page.words(r.location.range) for r in dates[0].related_information or ()]

    talk(conversation, dossier.parent.parent)


def test_hover_tells_the_chain_the_status_and_why(talk: Talk, dossier: Path) -> None:
    page = Page(dossier)

    async def conversation(client: Client) -> None:
        client.open(dossier)
        claim = await client.text_document_hover_async(types.HoverParams(**page.at("second-visit-july-15", 3)))
        assert isinstance(claim.contents, types.MarkupContent)
        for said in ("abandonné", "ap-later remplace ap-early", "Maison-Blanche → ap-early? → article"):
            assert said in claim.contents.value
        source = await client.text_document_hover_async(types.HoverParams(**page.at("chain: Ouchakov", 9)))
        for said in ("Iouri Ouchakov", "Kremlin → exécutif russe → Russie", "Iouri Ouchakov → tass-0719"):
            assert said in source.contents.value
        document = await client.text_document_hover_async(types.HoverParams(**page.at("replaced_by: ap-later", 15)))
        assert "Associated Press" in document.contents.value
        nothing = await client.text_document_hover_async(types.HoverParams(**page.at("# Pour chaque", 4)))
        assert nothing is None

    talk(conversation, dossier.parent.parent)


def test_definition_and_references(talk: Talk, dossier: Path) -> None:
    page = Page(dossier)

    async def conversation(client: Client) -> None:
        client.open(dossier)
        (found,) = await client.text_document_definition_async(types.DefinitionParams(**page.at("chain: Ouchakov", 9)))
        assert page.words(found.range) == "ouchakov"
        (article,) = await client.text_document_definition_async(
            types.DefinitionParams(**page.at('"est arrivé mardi à Téhéran"', 4))
        )
        assert article.uri.endswith("article.txt")
        text = Page(dossier.parent / "article.txt")
        assert text.words(article.range) == "est arrivé mardi à Téhéran"
        uses = await client.text_document_references_async(
            types.ReferenceParams(types.ReferenceContext(True), **page.at("  ap-early:", 4))
        )
        assert {page.words(u.range) for u in uses} == {"ap-early"}
        # Every place where the word stands by itself, outside comments and prose.
        plain = [line for line in page.text.splitlines() if "ap-early" in line.split("#")[0] and "text:" not in line]
        assert len({u.range.start.line for u in uses}) == len(plain)
        without = await client.text_document_references_async(
            types.ReferenceParams(types.ReferenceContext(False), **page.at("  ap-early:", 4))
        )
        assert len(without) == len(uses) - 1

    talk(conversation, dossier.parent.parent)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_an_id_renamed_everywhere_leaves_the_audit_as_it_was(talk: Talk, dossier: Path, encoding: str) -> None:
    page = Page(dossier, encoding)
    (before,) = audit_paths([dossier])

    async def conversation(client: Client) -> None:
        assert client.capabilities is not None
        assert client.capabilities.position_encoding == encoding
        client.open(dossier)
        text = page.text
        for words, new in (("visit-june-8:", "june-visit"), ("  ap-early:", "ap-v1"), ("  ouchakov:", "conseiller")):
            renamed = await client.text_document_rename_async(types.RenameParams(new_name=new, **page.at(words, 3)))
            assert renamed is not None
            text = page.edited(list((renamed.changes or {})[dossier.as_uri()]))
            dossier.write_text(text, "utf-8")
            (after,) = audit_paths([dossier])
            assert [a.status for a in after.assessor] == [a.status for a in before.assessor]
            assert [a.figures.least for a in after.assessor] == [a.figures.least for a in before.assessor]
            assert len(after.findings) == len(before.findings)
            dossier.write_text(page.text, "utf-8")
        for new in ("second-visit-july-15", "a → b", "", "true", "a: b"):
            with pytest.raises(JsonRpcException):
                await client.text_document_rename_async(types.RenameParams(new_name=new, **page.at("visit-june-8:", 3)))
        with pytest.raises(JsonRpcException, match="name of"):
            await client.text_document_prepare_rename_async(types.PrepareRenameParams(**page.at("chain: USA", 8)))

    talk(conversation, dossier.parent.parent, encoding)


def test_a_shared_source_is_renamed_in_every_file(talk: Talk, tmp_path: Path) -> None:
    (tmp_path / "provenance.toml").write_text("")
    (tmp_path / "sources.yaml").write_text("sources: {minister: {name: The minister, kind: person}}\n", "utf-8")
    texts = {
        "a": "claims: {c1: A claim.}\nstatements: [{chain: minister, says: {c1: words}}]\n",
        "b": 'claims: {c1: {text: A claim., concerns: "minister"}}\nstatements: [{chain: The minister → AFP, says: {c1: words}}]\n',
        "own": "sources: {minister: {name: Another}}\nclaims: {c1: A claim.}\nstatements: [{chain: minister, says: {c1: words}}]\n",
    }  # fmt: skip
    for name, text in texts.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.claims.yaml").write_text(text, "utf-8")
    page = Page(tmp_path / "a/a.claims.yaml")

    async def conversation(client: Client) -> None:
        client.open(page.path)
        renamed = await client.text_document_rename_async(
            types.RenameParams(new_name="cabinet", **page.at("minister", 2))
        )
        assert renamed is not None
        changes = renamed.changes or {}
        assert {Path(uri).name: len(edits) for uri, edits in changes.items()} == {
            "a.claims.yaml": 1, "sources.yaml": 1, "b.claims.yaml": 1,
        }  # fmt: skip
        (declared,) = await client.text_document_definition_async(types.DefinitionParams(**page.at("minister", 2)))
        assert declared.uri.endswith("sources.yaml")

    talk(conversation, tmp_path)


@pytest.mark.parametrize(
    ("line", "expected", "never"),
    [
        ("  - chain: Ou", "Iouri Ouchakov", "second-visit-july-5"),
        ("  - chain: Ouchakov → Ta", "Tass", "second-visit-july-5"),
        ("  - chain: Ouchakov → Tass\n    in: tass", "tass-0719", "Tass"),
        ("  - chain: Tass\n    says:\n      sec", "second-visit-july-15", "chain"),
        ("  - chain: Tass\n    says: {sec", "second-visit-july-15", "chain"),
        ("  - chain: Tass\n    cer", "certainty", "asserts"),
        ("  - chain: Tass\n    certainty: p", "probable", "chain"),
        ("  - chain: Tass\n    claim: sec", "second-visit-july-15", "chain"),
        ("  - chain: Tass\n    says: {visit-june-8: {cer", "certainty", "dossier"),
        ("  - chain: Tass\n    suppress: {rule: single", "single-origin", "chain"),
        ("claims:\n  new: {status: con", "confirmed", "chain"),
        ("claims:\n  new: {concerns: [russie, ir", "iran", "chain"),
        ("claims:\n  new:\n    concerns:\n      - ru", "russie", "chain"),
        ("sources:\n  new: {kind: gov", "government", "chain"),
        ("sources:\n  new:\n    part_of: krem", "kremlin", "chain"),
        ("documents:\n  new: {revises: ap", "ap-early", "chain"),
        ("stat", "statements", "chain"),
    ],
)
def test_completion(line: str, expected: str, never: str, dossier: Path) -> None:
    # What the server answers with, without the program around it: there are many places to try.
    from provenance.audit import audit
    from provenance.files.load import load
    from provenance.lsp.analysis import Analysis
    from provenance.lsp.completion import complete

    original = dossier.read_text("utf-8")
    (loaded,) = load([dossier])
    last = Analysis(original, audit(loaded), "utf-16")
    text = original + "\n" + line if line.startswith("  ") else line
    found = complete(text, len(text), last, Positions(Lines("x", text), "utf-16"))
    labels = [item.label for item in found]
    assert expected in labels, labels
    assert never not in labels


def test_quick_fixes_mend_what_they_say(talk: Talk, tmp_path: Path) -> None:
    path = tmp_path / "x.claims.yaml"
    path.write_text(
        "language: en\nsources: {t: {name: Tass, kind: agency}, o: {name: Ouchakov, kind: person}}\n"
        "claims: {meeting: They met.}\n"
        "statements:\n  - chain: Tass → Ouchakov  # 🦊 kept\n    says: {meeting: words}\n"
        "  - chain: Ouchakof\n    certinty: probable\n    says: {meeting: words}\n",
        "utf-8",
    )
    page = Page(path)

    async def conversation(client: Client) -> None:
        uri = client.open(path)
        found = await client.diagnostics(uri, 1)
        fixed = page.text
        for rule, expected, preferred in (
            ("chain-reversed", "chain: Ouchakov → Tass  # 🦊 kept", True),
            ("schema-violation", "certainty: probable", False),
        ):
            (diagnostic,) = [d for d in found if d.code == rule]
            actions = await client.text_document_code_action_async(
                types.CodeActionParams(page.document, diagnostic.range, types.CodeActionContext([diagnostic]))
            )
            (action,) = [
                a for a in actions or () if isinstance(a, types.CodeAction) and (a.diagnostics or [])[0].code == rule
            ]
            assert action.is_preferred is preferred
            assert action.edit is not None
            fixed = page.edited(list((action.edit.changes or {})[uri]))
            assert expected in fixed
            assert fixed.count("\n") == page.text.count("\n")

    talk(conversation, tmp_path)


def test_symbols_and_hints_show_the_computed_status(talk: Talk, dossier: Path) -> None:
    page = Page(dossier)
    (audit,) = audit_paths([dossier])

    async def conversation(client: Client) -> None:
        client.open(dossier)
        symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(page.document))
        sections = {s.name: s for s in symbols or () if isinstance(s, types.DocumentSymbol)}
        claims = {c.name: c.detail for c in sections["claims"].children or ()}
        assert claims["second-visit-july-15"] == "abandonné"
        assert claims["treaty-in-preparation"] == "selon l’intéressé"
        assert len(sections["statements"].children or ()) > 30
        everything = types.Range(types.Position(0, 0), types.Position(10_000, 0))
        hints = await client.text_document_inlay_hint_async(types.InlayHintParams(page.document, everything))
        declared = [c for c in audit.dossier.claims.values() if len(c.pointer) == 2]
        assert len(hints or ()) == len(declared)
        line = page.text[: page.text.index("  second-visit-july-15:")].count("\n")
        (hint,) = [h for h in hints or () if h.position.line == line]
        assert hint.label == "abandonné (avec un maillon déduit)"
        none = await client.text_document_inlay_hint_async(
            types.InlayHintParams(page.document, types.Range(types.Position(0, 0), types.Position(1, 0)))
        )
        assert not none

    talk(conversation, dossier.parent.parent)


def test_malformed_text_and_bad_requests_never_end_the_server(talk: Talk, dossier: Path) -> None:
    page = Page(dossier)

    async def conversation(client: Client) -> None:
        uri = client.open(dossier)
        await client.diagnostics(uri, 1)
        for version, text in enumerate(
            ["", "\t", "statements: [", page.text[:5000] + "'", "\0", "- - - -", "a: &x [*x]", "🦊" * 100, "]" * 5000],
            2,
        ):
            client.type(uri, version, text)
            await client.diagnostics(uri, version)
            beyond = types.Position(10**6, 10**6)
            for request in (
                client.text_document_hover_async(types.HoverParams(page.document, beyond)),
                client.text_document_completion_async(types.CompletionParams(page.document, beyond)),
                client.text_document_document_symbol_async(types.DocumentSymbolParams(page.document)),
            ):
                await request
        client.protocol._send_data({"jsonrpc": "2.0", "id": "bad", "method": "textDocument/hover", "params": {"no": 1}})
        with pytest.raises(JsonRpcException):
            await client.protocol.send_request_async("no/such/method", {})
        unknown = types.TextDocumentIdentifier("file:///nowhere/x.claims.yaml")
        assert await client.text_document_hover_async(types.HoverParams(unknown, types.Position(0, 0))) is None
        client.type(uri, 99, page.text)
        found = await client.diagnostics(uri, 99)
        assert len(found) > 50
        client.text_document_did_close(types.DidCloseTextDocumentParams(page.document))

    talk(conversation, dossier.parent.parent)


def test_a_crash_while_answering_is_an_error_and_the_next_request_is_heard(
    talk: Talk, dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A fault on purpose, put into the server before it starts.
    (dossier.parent.parent / "sitecustomize.py").write_text(
        "import provenance.lsp.navigation as n\n"
        "def broken(analysis):\n    raise RuntimeError('on purpose')\n"
        "n.symbols = broken\n",
        "utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", f"{dossier.parent.parent}")
    page = Page(dossier)

    async def conversation(client: Client) -> None:
        client.open(dossier)
        with pytest.raises(JsonRpcException):
            await client.text_document_document_symbol_async(types.DocumentSymbolParams(page.document))
        claim = await client.text_document_hover_async(types.HoverParams(**page.at("second-visit-july-15", 3)))
        assert claim is not None

    talk(conversation, dossier.parent.parent)


def test_a_broken_configuration_is_told_in_its_own_file(talk: Talk, dossier: Path) -> None:
    configuration = dossier.parent.parent / "provenance.toml"
    configuration.write_text("\n[rules]\nsingle-origine = 'off'\n", "utf-8")

    async def conversation(client: Client) -> None:
        client.open(dossier)
        (wrong,) = await client.diagnostics(configuration.as_uri())
        assert "single-origin" in wrong.message
        assert wrong.range.start.line == 2
        configuration.write_text("[rules]\nsingle-origin = 'off'\n", "utf-8")
        change = types.FileEvent(configuration.as_uri(), types.FileChangeType.Changed)
        client.published.clear()
        client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))
        found = await client.diagnostics(dossier.as_uri())
        assert "single-origin" not in {d.code for d in found}
        assert await client.diagnostics(configuration.as_uri()) == []

    talk(conversation, dossier.parent.parent)
