"""The server: what an editor asks for and tells, answered from the worker's last reports.

Handlers only note, convert and post; whatever takes longer happens on the worker's thread.
Knows: the protocol's requests and notifications, what the editor can do. Must not know: how anything is found.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from prefixlint import __version__
from prefixlint.lsp.abilities import Abilities
from prefixlint.lsp.diagnostics import SOURCE, Places, by_address
from prefixlint.lsp.documents import Documents
from prefixlint.lsp.protocol import Protocol
from prefixlint.lsp.worker import Listener, Progress, Worker
from prefixlint.lsp.workspace import Report

if TYPE_CHECKING:
    from prefixlint.rule import Rule

log = logging.getLogger(__name__)

PROGRESS = "prefixlint/analysis"
NOTEBOOKS = types.NotebookDocumentSyncOptions(
    [types.NotebookDocumentFilterWithNotebook("*", [types.NotebookCellLanguage("python")])], save=True
)


class Server(LanguageServer):
    """One editor's server."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        super().__init__(
            "prefixlint", __version__, notebook_document_sync=NOTEBOOKS, protocol_cls=Protocol, max_workers=2
        )
        self.documents = Documents("utf-16")
        self.places = Places(self.documents)
        self.worker = Worker(rules, _Ear(self))
        self.reports: dict[str, Report] = {}  # by path
        self.folders: list[str] = []
        self.can = Abilities(types.ClientCapabilities())
        self._loop: asyncio.AbstractEventLoop | None = None
        self.drawn: dict[str, Report] = {}  # the last ones with maps
        self._waiting: dict[str, list[asyncio.Future[None]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._lines: dict[str, list[object]] = {}
        self._bar = Bar(self)

    # -- the editor ---------------------------------------------------------------------------------------------------

    def begin(self, params: types.InitializeParams) -> None:
        """The editor says who it is."""
        self._loop = asyncio.get_running_loop()
        self.can = Abilities(params.capabilities)
        self.documents.encoding = _name(self.workspace.position_encoding or "utf-16")
        given = [folder.uri for folder in params.workspace_folders or ()]
        root = to_fs_path(params.root_uri) if params.root_uri else params.root_path
        self.move([path for uri in given if (path := to_fs_path(uri))] or ([root] if root else []))
        self.worker.start()

    def move(self, folders: Sequence[str]) -> None:
        """These are the folders of the workspace."""
        self.folders = list(dict.fromkeys(map(os.path.normpath, folders)))
        if self.folders:
            self.documents.home = self.folders[0]
        folders = tuple(self.folders)
        self.worker.post(lambda worker: worker.folders(folders))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Errors of the protocol are for the log; nobody wants to click them away."""
        log.error("%s", " ".join(str(error).split())[:300])

    def on_loop(self, call: Callable[[], None]) -> None:
        """Do something on the protocol's thread, from any other."""
        if self._loop is not None and not self._loop.is_closed():
            with contextlib.suppress(RuntimeError):  # it has just been closed
                self._loop.call_soon_threadsafe(call)

    def in_background(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that nobody waits for, on the protocol's thread."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # -- results ------------------------------------------------------------------------------------------------------

    def reported(self, report: Report) -> None:
        """There is news about a file."""
        present = self.documents.at(report.path)
        if (report.snapshot is None) != (present is None):
            return  # it was opened or closed meanwhile
        if report.snapshot is not None and present is not None and report.snapshot.stamp != present.stamp:
            return  # of an older text
        before = self.reports.get(report.path)
        self.reports[report.path] = report
        if report.drawn:
            self.drawn[report.path] = report
        if present is None and not report.findings:
            del self.reports[report.path]
            self.drawn.pop(report.path, None)
        waiting = self._waiting.pop(report.path, [])
        for future in waiting:
            if not future.done():
                future.set_result(None)
        same = before is not None and before.snapshot is report.snapshot and before.findings == report.findings
        if not same:
            self.show(report, asked=bool(waiting), changed=before is not None and before.findings != report.findings)
        if report.drawn and report.snapshot is not None:
            self.refresh(report)

    def show(self, report: Report, asked: bool, changed: bool) -> None:
        """Push diagnostics, or say that there are others to be pulled."""
        if not self.can.pulls or report.snapshot is None:
            for uri, (version, found) in by_address(report, self.places, self.documents).items():
                self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))
        elif changed and not asked and self.can.refreshes_diagnostics:
            self.workspace_diagnostic_refresh(None)

    def refresh(self, report: Report) -> None:
        """Say that there are other lines above requests, if somebody has asked for those of this text already."""
        lines: list[object] = [(one.place, one.prefix, one.stable) for one in report.maps]
        before = self._lines.get(report.path)
        self._lines[report.path] = lines
        if before is not None and before != lines:
            if self.can.refreshes_lenses:
                self.workspace_code_lens_refresh(None)
            if self.can.refreshes_hints:
                self.workspace_inlay_hint_refresh(None)

    async def report(self, path: str, drawn: bool = False) -> Report | None:
        """The report for the present text of an open document (with its maps, if it has to be `drawn`), as soon as there
        is one; None if it is closed first."""
        while True:
            present = self.documents.at(path)
            if present is None or self._loop is None:
                return None
            known = self.reports.get(path)
            fresh = known is not None and known.snapshot is not None and known.snapshot.stamp == present.stamp
            if known is not None and fresh and (known.drawn or not drawn):
                return known
            future: asyncio.Future[None] = self._loop.create_future()
            self._waiting.setdefault(path, []).append(future)
            try:
                await future
            finally:
                left = self._waiting.get(path, [])
                if future in left:
                    left.remove(future)

    async def gather(self) -> list[Report]:
        """The reports of all files, as soon as all have been analysed."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[list[Report]] = loop.create_future()

        def answer(reports: list[Report]) -> None:
            self.on_loop(lambda: None if future.done() else future.set_result(reports))

        self.worker.post(lambda worker: worker.gather(answer), waits=True)
        return await future

    async def quietly(self, request: Awaitable[object]) -> None:
        """Ask the editor for something that it may refuse."""
        try:
            await request
        except JsonRpcException as error:
            log.warning("refused by the editor: %s", error)

    def withdraw(self, path: str, addresses: Sequence[str]) -> None:
        """A document was closed: nothing is shown of it any more."""
        self.reports.pop(path, None)
        self.drawn.pop(path, None)
        self._lines.pop(path, None)
        for future in self._waiting.pop(path, []):
            if not future.done():
                future.set_result(None)
        for uri in addresses if not self.can.pulls else ():
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def progressed(self, progress: Progress | None) -> None:
        """Tell how far the analysis of the folders is."""
        if self.can.shows_progress:
            self._bar.show(progress)

    def complained(self, message: str) -> None:
        """Tell the user of a mistake in settings."""
        log.error("%s", message)
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"{SOURCE}: {message}"))

    # -- settings -----------------------------------------------------------------------------------------------------

    async def configure(self, pushed: Any = None) -> None:
        """Ask the editor for its settings of each folder; `pushed` are those that it has sent by itself."""
        folders: list[str | None] = [*self.folders, None]
        if self.can.configures:
            items = [
                types.ConfigurationItem(None if folder is None else self.documents.uri(folder), SOURCE)
                for folder in folders
            ]
            try:
                sections = await self.workspace_configuration_async(types.ConfigurationParams(items))
            except JsonRpcException as error:
                log.warning("no settings from the editor: %s", error)
                return
            sections = list(sections or ()) + [None] * len(folders)
        else:
            section = pushed.get(SOURCE, pushed) if isinstance(pushed, dict) else None
            sections = [section] * len(folders)
        for folder, section in zip(folders, sections):  # noqa: B905  # there may be more answers than questions
            plain = _plain(section)
            self.worker.post(lambda worker, folder=folder, section=plain: worker.configured(folder, section))  # type: ignore[misc]


class Bar:
    """The editor's progress bar: it must agree to one before anything may be shown in it."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._count = 0
        self._token = ""
        self._agreed = False

    def show(self, progress: Progress | None) -> None:
        """Show how far something is; None: it is done."""
        if progress is None:
            if self._agreed:
                self._send(types.WorkDoneProgressEnd())
            self._token, self._agreed = "", False
            return
        done = progress.total - progress.left
        words, percent = f"{done} of {progress.total} files", 100 * done // max(progress.total, 1)
        if self._agreed:
            self._send(types.WorkDoneProgressReport(message=words, percentage=percent))
        elif not self._token:
            self._count += 1
            self._token = f"{PROGRESS}/{self._count}"
            self._server.in_background(self._begin(self._token, words, percent))

    async def _begin(self, token: str, words: str, percent: int) -> None:
        try:
            await self._server.window_work_done_progress_create_async(types.WorkDoneProgressCreateParams(token))
        except JsonRpcException:
            return
        if self._token == token:  # not done meanwhile
            self._agreed = True
            self._send(types.WorkDoneProgressBegin("prefixlint", message=words, percentage=percent))

    def _send(self, value: Any) -> None:
        self._server.progress(types.ProgressParams(self._token, value))


class _Ear(Listener):
    """Brings the worker's news to the protocol's thread."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def reported(self, report: Report) -> None:
        """News about a file."""
        self._server.on_loop(lambda: self._server.reported(report))

    def progressed(self, progress: Progress | None) -> None:
        """How far the analysis is."""
        self._server.on_loop(lambda: self._server.progressed(progress))

    def complained(self, message: str) -> None:
        """A mistake in settings."""
        self._server.on_loop(lambda: self._server.complained(message))


def _name(value: object) -> str:
    """The word that an enumeration of the protocol, or a word it does not know, stands for."""
    return str(getattr(value, "value", value))


def _plain(value: Any) -> Any:
    """Settings as plain tables and lists, whatever the protocol's library made of them."""
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, (list, tuple)) else value
