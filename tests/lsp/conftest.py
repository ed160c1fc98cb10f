"""A real client: pygls's own, over the standard input and output of the program."""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

WAIT = 60.0


class Client(LanguageClient):
    """Remembers the diagnostics it was sent, by the file's address."""

    def __init__(self) -> None:
        super().__init__("tests", "1")
        self.published: dict[str, types.PublishDiagnosticsParams] = {}
        self.arrived = asyncio.Event()
        self.capabilities: types.ServerCapabilities | None = None

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def publish(params: types.PublishDiagnosticsParams) -> None:
            self.published[params.uri] = params
            self.arrived.set()

    async def begin(self, folder: Path, encoding: str = "utf-16") -> None:
        await self.start_io(sys.executable, "-m", "provenance", "lsp", cwd=folder)
        general = types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind(encoding)])
        result = await self.initialize_async(
            types.InitializeParams(capabilities=types.ClientCapabilities(general=general), root_uri=folder.as_uri())
        )
        self.capabilities = result.capabilities
        self.initialized(types.InitializedParams())

    def open(self, path: Path, text: str | None = None) -> str:
        uri = path.as_uri()
        content = path.read_text("utf-8") if text is None else text
        self.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "yaml", 1, content)))
        return uri

    def type(self, uri: str, version: int, text: str) -> None:
        """The whole text at once, as some editors send it."""
        self.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(version, uri),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    async def diagnostics(self, uri: str, version: int | None = None) -> list[types.Diagnostic]:
        """Those of that version of a file, once they are there."""

        async def there() -> list[types.Diagnostic]:
            while True:
                found = self.published.get(uri)
                if found is not None and (version is None or found.version == version):
                    return list(found.diagnostics)
                self.arrived.clear()
                await self.arrived.wait()

        return await asyncio.wait_for(there(), WAIT)

    async def end(self) -> None:
        await self.shutdown_async(None)
        self.exit(None)
        await self.stop()


@pytest.fixture
def talk() -> Callable[[Callable[[Client], Coroutine[Any, Any, None]], Path], None]:
    """Run a conversation with a fresh server that was started in a folder."""

    def run(
        conversation: Callable[[Client], Coroutine[Any, Any, None]], folder: Path, encoding: str = "utf-16"
    ) -> None:
        async def whole() -> None:
            client = Client()
            await client.begin(folder, encoding)
            try:
                await asyncio.wait_for(conversation(client), 2 * WAIT)
            finally:
                await client.end()

        # In a thread of its own: a browser's tests leave a loop running in theirs.
        with ThreadPoolExecutor(1) as pool:
            pool.submit(asyncio.run, whole()).result()

    return run
