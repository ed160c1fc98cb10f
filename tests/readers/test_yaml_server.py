"""Plain schema completion: the YAML language server from npm, with the `$schema` line of a claim file."""

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from tests.conftest import ROOT
from tests.readers.programs import MISSING, program

LINE = "# yaml-language-server: $schema=dossier.schema.json\n"
GOOD = LINE + "language: fr\nclaims: {c1: A claim.}\nstatements:\n  - chain: a → b\n    says: {c1: words}\n"


class Client(LanguageClient):
    """Answers what this server asks, and keeps what it publishes."""

    def __init__(self) -> None:
        super().__init__("tests", "1")
        self.published: dict[str, list[types.Diagnostic]] = {}
        self.arrived = asyncio.Event()

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def publish(params: types.PublishDiagnosticsParams) -> None:
            self.published[params.uri] = list(params.diagnostics)
            self.arrived.set()

        @self.feature(types.WORKSPACE_CONFIGURATION)
        def configuration(params: types.ConfigurationParams) -> list[object]:
            yaml = {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}
            return [yaml if item.section == "yaml" else None for item in params.items]

        @self.feature(types.CLIENT_REGISTER_CAPABILITY)
        def register(params: types.RegistrationParams) -> None:
            return None

    async def diagnostics(self, uri: str, text: str, version: int) -> list[types.Diagnostic]:
        self.published.pop(uri, None)
        if version == 1:
            item = types.TextDocumentItem(uri, "yaml", version, text)
            self.text_document_did_open(types.DidOpenTextDocumentParams(item))
        else:
            change = types.TextDocumentContentChangeWholeDocument(text)
            document = types.VersionedTextDocumentIdentifier(version, uri)
            self.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
        while uri not in self.published:
            self.arrived.clear()
            await asyncio.wait_for(self.arrived.wait(), 60)
        return self.published[uri]


def test_the_schema_line_gives_checks_and_completion(tmp_path: Path) -> None:
    server = program("yaml-language-server")
    if server is None:
        pytest.skip(MISSING)
    shutil.copy(ROOT / "schemas/dossier.schema.json", tmp_path)
    path = tmp_path / "x.claims.yaml"
    path.write_text(GOOD, "utf-8")

    async def conversation() -> None:
        client = Client()
        await client.start_io(server, "--stdio", cwd=tmp_path)
        workspace = types.WorkspaceClientCapabilities(configuration=True)
        await client.initialize_async(
            types.InitializeParams(
                capabilities=types.ClientCapabilities(workspace=workspace),
                root_uri=tmp_path.as_uri(),
                process_id=None,
            )
        )
        client.initialized(types.InitializedParams())
        uri = path.as_uri()
        assert await client.diagnostics(uri, GOOD, 1) == []
        wrong = await client.diagnostics(uri, GOOD.replace("chain:", "chian:"), 2)
        assert any("chian" in d.message for d in wrong)
        await client.diagnostics(uri, GOOD + "    cer", 3)
        at = types.CompletionParams(types.TextDocumentIdentifier(uri), types.Position(6, 7))
        found = await client.text_document_completion_async(at)
        items = found.items if isinstance(found, types.CompletionList) else found or []
        assert "certainty" in [item.label for item in items]
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()

    # A browser that other tests of this process opened keeps a loop of its own in this thread.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, asyncio.wait_for(conversation(), 120)).result()


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").rglob("*.claims.yaml")), ids=lambda path: path.name)
def test_the_schema_line_of_every_seed_leads_to_the_schema(path: Path) -> None:
    first = path.read_text("utf-8").split("\n", 1)[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.split("=", 1)[1]).resolve() == (ROOT / "schemas/dossier.schema.json").resolve()
