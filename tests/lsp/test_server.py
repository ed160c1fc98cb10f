"""Conversations with the server over its standard input and output, on the demonstration dossier."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from provenance.auditing import AuditOptions, audit_paths
from provenance.editing.everywhere import read_or_none
from provenance.files.located import Lines
from provenance.files.text_edits import TextEdit, applied
from provenance.lsp.analysis import Analysis, Buffer
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
    (audit,) = audit_paths([dossier], AuditOptions(show_confidential=True))
    page = Page(dossier)

    async def conversation(client: Client) -> None:
        found = await client.diagnostics(client.open(dossier), 1)
        assert sorted((d.code, d.range.start.line) for d in found) == sorted(
            (f.rule, f.place.line - 1) for f in audit.findings
        )
        dates = [
            d for d in found if d.code == "superseded-version-used" and page.words(d.range) == "second-visit-july-15"
        ]
        assert sorted({d.severity for d in dates}) == [types.DiagnosticSeverity.Error, types.DiagnosticSeverity.Warning]
        assert "ap-early" in [page.words(r.location.range) for r in dates[0].related_information or ()]

    talk(conversation, dossier.parent.parent)


def test_hover_tells_the_chain_the_status_and_why(talk: Talk, dossier: Path) -> None:
    page = Page(dossier)

    async def conversation(client: Client) -> None:
        client.open(dossier)
        claim = await client.text_document_hover_async(types.HoverParams(**page.at("second-visit-july-15", 3)))
        assert isinstance(claim.contents, types.MarkupContent)
        for said in (
            "abandonné",
            "remplace Associated Press, première version",
            "première version (16 juillet 2022)? → La Nouvelle Tribune",
        ):
            assert said in claim.contents.value
        source = await client.text_document_hover_async(types.HoverParams(**page.at("chain: Ouchakov", 9)))
        for said in (
            "Iouri Ouchakov",
            "relève du Kremlin → exécutif russe → Russie",
            "Iouri Ouchakov → Tass (19 juillet 2022) · affirme",
        ):
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
            assert [a.counts.min for a in after.assessor] == [a.counts.min for a in before.assessor]
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
    from provenance.auditing import audit_dossier
    from provenance.files.load import load
    from provenance.lsp.analysis import Analysis
    from provenance.lsp.completion import complete

    original = dossier.read_text("utf-8")
    (loaded,) = load([dossier])
    last = Analysis(original, audit_dossier(loaded), "utf-16")
    text = original + "\n" + line if line.startswith("  ") else line
    found = complete(text, len(text), last, Positions(Lines("x", text), "utf-16"))
    labels = [item.label for item in found]
    assert expected in labels, labels
    assert never not in labels


@pytest.mark.parametrize(
    ("language", "status", "rule"), [("fr", "confirmé", "une seule origine"), ("en", "confirmed", "one origin")]
)
def test_what_is_proposed_is_told_in_the_language_of_the_dossier(
    language: str, status: str, rule: str, tmp_path: Path
) -> None:
    from provenance.auditing import audit_dossier
    from provenance.files.load import load
    from provenance.lsp.analysis import Analysis
    from provenance.lsp.completion import complete

    path = tmp_path / "x.claims.yaml"
    path.write_text(f"language: {language}\nclaims: {{c1: A claim.}}\n", "utf-8")
    (loaded,) = load([path])
    last = Analysis(path.read_text("utf-8"), audit_dossier(loaded), "utf-16")

    def details(line: str) -> dict[str, str | None]:
        return {i.label: i.detail for i in complete(line, len(line), last, Positions(Lines("x", line), "utf-16"))}

    assert details("claims:\n  new: {status: con")["confirmed"] == status
    assert rule in (details("statements:\n  - suppress: {rule: single")["single-origin"] or "")


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


# --- what an attack found ----------------------------------------------------------------------------------------------


def analysed(path: Path) -> Analysis:
    return Buffer(path, "utf-16").analyse(path.read_text("utf-8"))


def renamed(path: Path, words: str, plus: int, name: str) -> dict[str, str]:
    """The files after a rename, by name; what is refused raises."""
    from provenance.lsp import navigation

    analysis = analysed(path)
    edits = navigation.rename(analysis, analysis.text.index(words) + plus, name, read_or_none)
    after = {}
    for file, changed in edits.items():
        text = file.read_text("utf-8")
        positions = Positions(Lines(str(file), text), "utf-16")
        spans = [TextEdit(positions.offset(e.range.start), positions.offset(e.range.end), e.new_text) for e in changed]
        assert len(spans) == len(set(spans))
        after[file.name] = applied(text, spans)
    return after


HEAD = "language: en\nsources: {roux: {name: Anne Roux, kind: person}, p: {name: P, kind: agency}}\nclaims: {c1: A claim.}\n"


@pytest.mark.parametrize(
    "statements",
    [
        'statements: [{chain: "ro\\u0075x \\u2192 p", says: {c1: x}}]\n',
        "statements:\n  - chain: >-\n      roux →\n      p\n    says: {c1: x}\n",
        "statements:\n  - {chain: &c roux, says: {c1: x}}\n  - {chain: *c, says: {c1: y}}\n",
    ],
)
def test_a_rename_that_would_miss_a_use_is_refused(tmp_path: Path, statements: str) -> None:
    from provenance.editing.everywhere import Refused

    path = tmp_path / "x.claims.yaml"
    path.write_text(HEAD + statements, "utf-8")
    try:
        after = renamed(path, "roux", 1, "mayor")["x.claims.yaml"]
    except Refused:
        return
    path.write_text(after, "utf-8")
    assert not [p for p in analysed(path).audit.dossier.problems if p.rule == "unknown-reference"]


def test_a_rename_reaches_json_and_what_an_alias_repeats_once(tmp_path: Path) -> None:
    path = tmp_path / "x.claims.yaml"
    path.write_text(HEAD + "statements:\n  - &s {chain: roux, says: {c1: x}}\n  - *s\n", "utf-8")
    assert renamed(path, "roux", 1, "mayor")["x.claims.yaml"].count("mayor") == 2
    path = tmp_path / "y.claims.json"
    path.write_text(
        '{"sources": {"roux": {"name": "R"}}, "claims": {"c1": "A."}, "statements": [{"chain": "roux", "says": {"c1": "x"}}]}'
    )
    assert renamed(path, "roux", 1, "mayor")["y.claims.json"].count("mayor") == 2


@pytest.mark.parametrize("name", ["1e5", "+5", "a\\qb", "—", "_", ".", "null", "a, b", "x → y", "- x", "p"])
def test_names_that_are_none_or_taken_are_refused(tmp_path: Path, name: str) -> None:
    from provenance.editing.everywhere import Refused

    path = tmp_path / "x.claims.yaml"
    path.write_text(HEAD + "statements: [{chain: roux → p, says: {c1: x}}]\n", "utf-8")
    with pytest.raises(Refused):
        renamed(path, "roux", 1, name)


def test_who_is_declared_nowhere_is_not_renamed(tmp_path: Path) -> None:
    from provenance.editing.everywhere import Refused

    path = tmp_path / "x.claims.yaml"
    path.write_text("claims: {c1: A.}\nstatements: [{chain: Roux → afp, says: {c1: x}}]\n", "utf-8")
    with pytest.raises(Refused, match="declared"):
        renamed(path, "afp", 1, "agence")


def test_a_shared_source_is_not_renamed_into_somebody_elses(tmp_path: Path) -> None:
    from provenance.editing.everywhere import Refused

    (tmp_path / "provenance.toml").write_text("")
    (tmp_path / "sources.yaml").write_text("sources: {minister: {name: The minister, kind: person}}\n")
    for folder, text in (
        ("a", "claims: {c1: A.}\nstatements: [{chain: minister, says: {c1: x}}]\n"),
        (
            "b",
            "sources: {cabinet: {name: The cabinet}}\nclaims: {c1: A.}\nstatements: [{chain: minister, says: {c1: x}}, {chain: cabinet, says: {c1: y}}]\n",
        ),
        ("inner/c", "claims: {c1: A.}\nstatements: [{chain: minister, says: {c1: x}}]\n"),
        ("deep/d", "claims: {c1: A.}\nstatements: [{chain: aide, says: {c1: x}}]\n"),
    ):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "x.claims.yaml").write_text(text)
    # Another registry's own minister, and one that speaks of ours.
    (tmp_path / "inner/sources.yaml").write_text("sources: {minister: {name: Another, kind: person}}\n")
    (tmp_path / "deep/sources.yaml").write_text("sources: {aide: {name: The aide, kind: person, part_of: minister}}\n")
    path = tmp_path / "a/x.claims.yaml"
    with pytest.raises(Refused, match="by hand"):
        renamed(path, "minister", 1, "cabinet")
    from provenance.lsp import navigation

    analysis = analysed(path)
    edits = navigation.rename(analysis, analysis.text.index("minister") + 1, "chief", read_or_none)
    assert {file.relative_to(tmp_path).as_posix() for file in edits} == {
        "sources.yaml", "a/x.claims.yaml", "b/x.claims.yaml", "deep/sources.yaml",
    }  # fmt: skip


def test_lines_end_where_the_editor_ends_them(talk: Talk, tmp_path: Path) -> None:
    path = tmp_path / "x.claims.yaml"
    text = 'title: "note\u2028here\u0085"\n' + HEAD + "statements:\n  - {chain: roux, says: {c1: x}}\n"
    path.write_text(text, "utf-8")

    async def conversation(client: Client) -> None:
        uri = client.open(path)
        before = await client.diagnostics(uri, 1)
        client.type(uri, 2, text.replace("says: {c1: x}", "says: {c1: xy}"))
        assert [d.code for d in await client.diagnostics(uri, 2)] == [d.code for d in before]

    talk(conversation, tmp_path)


def test_baselines_ignored_files_and_every_dossier_of_a_file_count(talk: Talk, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from provenance.cli import main

    path = tmp_path / "x.claims.yaml"
    path.write_text(HEAD + "statements: [{chain: roux, says: {c1: x}}]\n", "utf-8")
    lines = tmp_path / "y.claims.jsonl"
    lines.write_text('{"type": "claim", "dossier": "d1", "id": "c", "text": "A.", "about": "x", "value": 1, "many": true}\n'
                     '{"type": "claim", "dossier": "d2", "id": "c", "txt": "A."}\n', "utf-8")  # fmt: skip
    baseline = tmp_path / "known.json"
    assert CliRunner().invoke(main, ["audit", str(path), "--write-baseline", str(baseline)]).exit_code == 0

    async def conversation(client: Client) -> None:
        assert await client.diagnostics(client.open(path), 1)
        assert "schema-violation" in {d.code for d in await client.diagnostics(client.open(lines), 1)}
        for text in ('baseline = "known.json"\n', 'ignore = ["x.claims.yaml"]\n'):
            (tmp_path / "provenance.toml").write_text(text, "utf-8")
            client.published.clear()
            change = types.FileEvent((tmp_path / "provenance.toml").as_uri(), types.FileChangeType.Changed)
            client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))
            assert await client.diagnostics(path.as_uri()) == []

    talk(conversation, tmp_path)


NAMES = "sources: {a: {name: 'Reuters: World'}, b: {name: \"Agence #1\"}, c: {name: 'Smith, John'}, d: {name: L'Équipe}, 'id: x': {name: X}}\nclaims: {'c: 2': B., plain: A.}\ndocuments: {'doc: 1': {publisher: P}, article: {publisher: Q}}\nstatements:\n"


@pytest.mark.parametrize(
    "line",
    [
        "  - chain: |\n    says: {plain: x}",
        "  - {chain: |, says: {plain: x}}",
        "  - {chain: a → |, says: {plain: x}}",
        '  - {chain: "a → |", says: {plain: x}}',
        "  - {chain: L'Équipe, in: art|, says: {plain: x}}",
        "  - {chain: a, claim: |, quote: x}",
        '  - {chain: a, "cert|": probable, claim: plain}',
        "  - {chain: a, claim: plain, certainty: '|'}",
        "  - chain: a\n    in: |\n    says: {plain: x}",
        '  - chain: a\n    in: "|"\n    says: {plain: x}',
    ],
)
def test_whatever_is_accepted_leaves_a_file_that_can_be_read(line: str, tmp_path: Path) -> None:
    from provenance.lsp.completion import complete

    path = tmp_path / "x.claims.yaml"
    path.write_text(NAMES + "  - {chain: a, says: {plain: x}}\n", "utf-8")
    last = analysed(path)
    text = NAMES + line.replace("|", "") + "\n"
    offset = (NAMES + line).index("|", len(NAMES))
    positions = Positions(Lines("x", text), "utf-16")
    found = complete(text, offset, last, positions)
    assert found
    for item in found:
        edit = item.text_edit
        assert isinstance(edit, types.TextEdit)
        start, end = positions.offset(edit.range.start), positions.offset(edit.range.end)
        new = edit.new_text.removesuffix(": ") if '"cert' in line else edit.new_text
        after = applied(text, [TextEdit(start, end, new)])
        path.write_text(after, "utf-8")
        audit = analysed(path).audit
        assert audit.readable, (item.label, after)
        if "chain:" in line and "L'Équipe" in line:
            assert "chain: L'Équipe, in: " in after
        # Any key may be chosen before a value that does not suit it; names are names that exist.
        if '"cert' not in line:
            assert not [p for p in audit.dossier.problems if p.rule == "unknown-reference"], (item.label, after)


@pytest.mark.parametrize(
    ("text", "path", "key", "prefix"),
    [
        # Each of these took seconds, and the square of them at twice the length; at this one a test would not end.
        ("    a" + " " * 2_000_000 + "b\n    c", (), None, "c"),
        ("claims:\n  x: {text: " + "a " * 1_000_000, (), None, None),
        ("{" * 1_000_000, (), None, ""),
    ],
)
def test_a_long_line_is_looked_at_once(text: str, path: tuple[str, ...], key: str | None, prefix: str | None) -> None:
    from provenance.lsp.cursor import MAX_LINE, cursor

    found = cursor(text, len(text))
    if prefix is None:
        # Of a line beyond all measure only the end is looked at.
        assert len(found.prefix) <= MAX_LINE
    else:
        assert (found.path, found.key, found.prefix) == (path, key, prefix)


def test_hover_opens_a_recording_at_the_second(talk: Talk, tmp_path: Path) -> None:
    (tmp_path / "provenance.toml").write_text("", "utf-8")
    (tmp_path / "le pont.vtt").write_text("WEBVTT\n\n00:12:31.000 --> 00:12:34.000\n<v Anne>Il est fermé.\n", "utf-8")
    path = tmp_path / "d.claims.yaml"
    path.write_text(
        "language: fr\nsources: {anne: {name: Anne}}\ndocuments: {pont: {publisher: Radio, file: le pont.vtt}}\n"
        "claims: {ferme: Le pont est fermé.}\nstatements: [{chain: anne, says: {ferme: {quote: Il est fermé}}}]\n",
        "utf-8",
    )
    page = Page(path)

    async def conversation(client: Client) -> None:
        client.open(path)
        source = await client.text_document_hover_async(types.HoverParams(**page.at("chain: anne", 8)))
        assert f"[12\u00a0min 31\u00a0s](<{tmp_path.as_uri()}/le%20pont.vtt#t=00:12:31>)" in source.contents.value

    talk(conversation, tmp_path)
