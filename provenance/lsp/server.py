"""The language server: the protocol on one side, analyses of open claim files on the other."""

import asyncio
import gc
import logging
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol, TypeVar

from lsprotocol import types
from pygls import uris
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from provenance.editing.everywhere import Refused, read_or_none
from provenance.files.discover import SUFFIXES
from provenance.files.located import Lines
from provenance.lsp import navigation
from provenance.lsp.analysis import Analysis, Buffer
from provenance.lsp.completion import complete
from provenance.lsp.diagnostics import Diagnostics, configuration_diagnostic, quick_fixes
from provenance.lsp.hints import hints
from provenance.lsp.hover import hover
from provenance.lsp.positions import Positions
from provenance.version import __version__

_T = TypeVar("_T")
_log = logging.getLogger(__name__)


class _Pointed(Protocol):
    """What every request about a position has."""

    text_document: types.TextDocumentIdentifier
    position: types.Position


#: Seconds without a keystroke after which a text is read: keys that come in one go are read once.
PAUSE = 0.005
#: Seconds of rest after which memory is tidied; never between two keystrokes.
REST = 2.0


class Server(LanguageServer):
    """The open claim files of one editor."""

    def __init__(self) -> None:
        # Whole texts, not ranges: what ends a line is then ours to say, and no edit can land on another line.
        super().__init__("provenance", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.buffers: dict[str, Buffer] = {}
        self._diagnostics: dict[str, Diagnostics] = {}
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._tidying: asyncio.TimerHandle | None = None
        self._complained: set[str] = set()
        #: Whether the editor said that it is about to end the server.
        self.was_shut_down = False

    # --- texts -----------------------------------------------------------------------------------------------------

    def open(self, uri: str) -> None:
        path = uris.to_fs_path(uri)
        if path is not None and path.endswith(SUFFIXES):
            self.buffers[uri] = Buffer(_shown(path), self.encoding)
            self._diagnostics[uri] = Diagnostics(_address)
            self.publish(uri)

    def close(self, uri: str) -> None:
        if self.buffers.pop(uri, None) is not None:
            del self._diagnostics[uri]
            self._cancel(uri)
            self._send(uri, [], None)

    @property
    def encoding(self) -> types.PositionEncodingKind | str:
        return self.server_capabilities.position_encoding or types.PositionEncodingKind.Utf16

    def text(self, path: Path) -> str | None:
        """A file as it stands in the editor, else on disk."""
        uri = uris.from_fs_path(str(path.absolute()))
        for open_uri in self.workspace.text_documents:
            if uri is not None and uris.to_fs_path(open_uri) == uris.to_fs_path(uri):
                return self.workspace.get_text_document(open_uri).source
        return read_or_none(path)

    def analysis(self, uri: str) -> Analysis | None:
        """The analysis of what stands in the editor now; None for what is no claim file."""
        buffer = self.buffers.get(uri)
        return buffer.analyse(self.source(uri)) if buffer is not None else None

    def source(self, uri: str) -> str:
        # Editors may begin with a mark that reading takes off; line ends stay, as they are in the file.
        return self.workspace.get_text_document(uri).source.removeprefix("\ufeff")

    # --- diagnostics -----------------------------------------------------------------------------------------------

    def soon(self, uri: str) -> None:
        """Publish once the keys rest."""
        self._cancel(uri)
        if uri in self.buffers:
            self._waiting[uri] = asyncio.get_running_loop().call_later(PAUSE, self.publish, uri)

    def publish(self, uri: str) -> None:
        """Read, audit and send the diagnostics of one file. Whatever goes wrong, the server goes on."""
        self._cancel(uri)
        try:
            analysis = self.analysis(uri)
            if analysis is None:
                return
            version = self.workspace.get_text_document(uri).version
            self._send(uri, self._diagnostics[uri].of(analysis), version)
            self._complain(self.buffers[uri])
        except Exception:
            _log.exception("diagnostics of %s", uri)
        self._tidy_later()

    def again(self, changed: Sequence[str]) -> None:
        """Files beside the open ones have changed: everything that may be read with them is read again."""
        if any(uri not in self.buffers for uri in changed):
            for uri, buffer in self.buffers.items():
                buffer.forget()
                self.soon(uri)

    def _complain(self, buffer: Buffer) -> None:
        """What is wrong with the configuration, in its own file; nothing there once it is mended."""
        error = buffer.configuration_error
        wrong = _address(error.place.file) if error is not None and error.place is not None else None
        for uri in self._complained - {wrong}:
            self._send(uri, [], None)
        self._complained &= {wrong} if wrong is not None else set()
        if error is not None and wrong is not None:
            self._complained.add(wrong)
            self._send(wrong, [configuration_diagnostic(error)], None)

    def _send(self, uri: str, found: list[types.Diagnostic], version: int | None) -> None:
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))

    def _cancel(self, uri: str) -> None:
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()

    def _tidy_later(self) -> None:
        if self._tidying is not None:
            self._tidying.cancel()
        self._tidying = asyncio.get_running_loop().call_later(REST, gc.collect)


def _shown(path: str) -> Path:
    """The path of a file as findings name it: from the working folder where it lies below it."""
    found = Path(path)
    return found.relative_to(Path.cwd()) if found.is_relative_to(Path.cwd()) else found


@lru_cache(maxsize=1024)
def _address(file: str) -> str:
    return uris.from_fs_path(str(Path(file).absolute())) or file


def server() -> Server:
    """The server with everything it answers. A request that fails is answered with an error, and the next one heard."""
    # The collector must not run between two keystrokes; `_tidy_later` does its work when they rest.
    gc.disable()
    found = Server()
    _register_texts(found)
    _register_reading(found)
    _register_navigation(found)
    return found


def _register_texts(ls: Server) -> None:
    @ls.feature(types.INITIALIZED)
    def initialized(params: types.InitializedParams) -> None:
        watched = ls.client_capabilities.workspace and ls.client_capabilities.workspace.did_change_watched_files
        if watched and watched.dynamic_registration:
            # Configurations, lexicons, registries, baselines, texts: whatever a claim file may be read with.
            globs = [f"**/*.{suffix}" for suffix in ("toml", "yaml", "json", "txt", "md", "html", "htm")]
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(g) for g in globs])
            method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            registration = types.Registration("watched", method, options)
            ls.client_register_capability(types.RegistrationParams([registration]))

    @ls.feature(types.SHUTDOWN)
    def shutdown(params: None) -> None:
        ls.was_shut_down = True

    @ls.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        ls.open(params.text_document.uri)

    @ls.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        ls.soon(params.text_document.uri)

    @ls.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        if params.text_document.uri not in ls.buffers:
            ls.again([params.text_document.uri])

    @ls.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        ls.close(params.text_document.uri)

    @ls.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_watched_files(params: types.DidChangeWatchedFilesParams) -> None:
        ls.again([change.uri for change in params.changes])


def _register_reading(ls: Server) -> None:
    """What is told of a text where somebody writes or reads it."""

    @ls.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[">", "→", " ", "{", "[", ","])
    )
    def completion(params: types.CompletionParams) -> list[types.CompletionItem] | None:
        uri = params.text_document.uri
        buffer = ls.buffers.get(uri)
        # What is proposed is spelled as YAML.
        if buffer is None or buffer.path.suffix not in (".yaml", ".yml"):
            return None
        text = ls.source(uri)
        positions = Positions(Lines(str(buffer.path), text), ls.encoding)
        return complete(text, positions.offset(params.position), buffer.good, positions)

    @ls.feature(types.TEXT_DOCUMENT_HOVER)
    def hover_at(params: types.HoverParams) -> types.Hover | None:
        return _at(ls, params, hover)

    @ls.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    )
    def code_action(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        uri = params.text_document.uri
        analysis = ls.analysis(uri)
        return list(quick_fixes(analysis, uri, params.range)) if analysis is not None else None

    @ls.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def document_symbol(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
        analysis = ls.analysis(params.text_document.uri)
        return navigation.symbols(analysis) if analysis is not None and analysis.audit.readable else None

    @ls.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    def inlay_hint(params: types.InlayHintParams) -> list[types.InlayHint] | None:
        analysis = ls.analysis(params.text_document.uri)
        return list(hints(analysis, params.range)) if analysis is not None and analysis.audit.readable else None


def _register_navigation(ls: Server) -> None:
    """Where something is declared and named, and its other name."""

    @ls.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> list[types.Location] | None:
        found = _at(ls, params, lambda analysis, offset: navigation.definition(analysis, offset, ls.text))
        return _locations([found]) if found is not None else None

    @ls.feature(types.TEXT_DOCUMENT_REFERENCES)
    def references(params: types.ReferenceParams) -> list[types.Location] | None:
        declared = params.context.include_declaration
        found = _at(ls, params, lambda analysis, offset: navigation.references(analysis, offset, ls.text, declared))
        return _locations(found) if found is not None else None

    @ls.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare_rename(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        def answer(analysis: Analysis, offset: int) -> types.PrepareRenamePlaceholder:
            use, written = navigation.renameable(analysis, offset)
            return types.PrepareRenamePlaceholder(analysis.positions.span(use.start, use.end), written)

        return _refusing(lambda: _at(ls, params, answer))

    @ls.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        def answer(analysis: Analysis, offset: int) -> types.WorkspaceEdit:
            edits = navigation.rename(analysis, offset, params.new_name, ls.text)
            return types.WorkspaceEdit(changes={_address(str(path)): changed for path, changed in edits.items()})

        return _refusing(lambda: _at(ls, params, answer))


def _at(ls: Server, params: _Pointed, answer: Callable[[Analysis, int], _T]) -> _T | None:
    """Answer about a position, where the text can be read."""
    analysis = ls.analysis(params.text_document.uri)
    if analysis is None or not analysis.audit.readable:
        return None
    return answer(analysis, analysis.positions.offset(params.position))


def _locations(found: Sequence[tuple[Path, types.Range]]) -> list[types.Location]:
    return [types.Location(_address(str(path)), place) for path, place in found]


def _refusing(answer: Callable[[], _T]) -> _T:
    """An answer; what cannot be done is told as an error of the protocol."""
    try:
        return answer()
    except Refused as refused:
        raise JsonRpcInvalidParams(str(refused)) from None
