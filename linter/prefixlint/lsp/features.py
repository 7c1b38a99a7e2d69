"""The features of the server: one handler for each notification and request of the protocol.

Knows: the protocol's parameters and answers. Must not know: threads, how anything is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lsprotocol import types
from pygls.uris import to_fs_path

from prefixlint import config
from prefixlint.finding import Place
from prefixlint.lsp import actions
from prefixlint.lsp.diagnostics import SOURCE, by_address, diagnostic, identity
from prefixlint.lsp.documents import Cell, Change, Snapshot
from prefixlint.lsp.hover import Lens, hover, lenses
from prefixlint.lsp.moving import Move
from prefixlint.lsp.server import Server
from prefixlint.lsp.text import Text
from prefixlint.lsp.workspace import Report

WATCHED = ("**/*.{py,pyi,ipynb,toml}", "**/*.{md,txt,j2,jinja,jinja2,tmpl,prompt,yaml,yml,json}")
FIX_ALL = "source.fixAll.prefixlint"
KINDS = [types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll]


def register(server: Server) -> None:
    """Teach `server` everything."""
    _life(server)
    _documents(server)
    _notebooks(server)
    _diagnostics(server)
    _reading(server)


# -- life -------------------------------------------------------------------------------------------------------------


def _life(server: Server) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.begin(params)
        if server.can.pulls:
            _pulling(server)

    @server.feature(types.INITIALIZED)
    async def initialized(_: types.InitializedParams) -> None:
        wanted: list[types.Registration] = []
        if server.can.watches:
            watchers = [types.FileSystemWatcher(pattern) for pattern in WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            wanted.append(types.Registration("watch", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options))
        if server.can.reconfigures:
            section = types.DidChangeConfigurationRegistrationOptions(SOURCE)
            wanted.append(types.Registration("configure", types.WORKSPACE_DID_CHANGE_CONFIGURATION, section))
        if wanted:
            request = server.client_register_capability_async(types.RegistrationParams(wanted))
            server.in_background(server.quietly(request))
        await server.configure()

    @server.feature(types.SHUTDOWN)
    def shutdown(_: None) -> None:
        server.worker.stop(0)

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def configured(params: types.DidChangeConfigurationParams) -> None:
        await server.configure(params.settings)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(_: types.DidChangeWatchedFilesParams) -> None:
        server.worker.post(lambda worker: worker.saved())

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    async def folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        gone = {to_fs_path(folder.uri) for folder in params.event.removed}
        come = [to_fs_path(folder.uri) for folder in params.event.added]
        server.move([path for path in [*server.folders, *come] if path and path not in gone])
        await server.configure()


# -- documents --------------------------------------------------------------------------------------------------------


def _documents(server: Server) -> None:
    documents = server.documents

    def post(snapshot: Snapshot) -> None:
        server.worker.post(lambda worker: worker.opened(snapshot), snapshot.path)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        if document.uri not in documents:  # a cell comes with its notebook
            post(documents.open(document.uri, document.version, document.text))

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        snapshot = documents.change(
            params.text_document.uri, params.text_document.version, _changes(params.content_changes)
        )
        if snapshot is not None:
            post(snapshot)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(_: types.DidSaveTextDocumentParams) -> None:
        server.worker.post(lambda worker: worker.saved())

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        _closed(server, documents.close(params.text_document.uri))


def _closed(server: Server, snapshot: Snapshot | None) -> None:
    if snapshot is None:
        return
    path = snapshot.path
    server.worker.post(lambda worker: worker.closed(path), path)
    server.withdraw(path, [snapshot.uri] if snapshot.cells is None else [cell.uri for cell in snapshot.cells])


def _changes(changes: Iterable[types.TextDocumentContentChangeEvent]) -> list[Change]:
    found: list[Change] = []
    for one in changes:
        span = getattr(one, "range", None)
        if span is None:
            found.append((None, one.text))
        else:
            start, end = span.start, span.end
            found.append((((start.line, start.character), (end.line, end.character)), one.text))
    return found


# -- notebooks --------------------------------------------------------------------------------------------------------


def _notebooks(server: Server) -> None:
    documents = server.documents

    def post(snapshot: Snapshot) -> None:
        server.worker.post(lambda worker: worker.opened(snapshot), snapshot.path)

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenNotebookDocumentParams) -> None:
        notebook = params.notebook_document
        texts = {item.uri: item for item in params.cell_text_documents}
        cells = [_cell(cell, texts.get(cell.document)) for cell in notebook.cells]
        post(documents.open_notebook(notebook.uri, notebook.version, cells))

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeNotebookDocumentParams) -> None:
        cells = params.change.cells
        before = documents.find(params.notebook_document.uri)
        splice = None
        changes: dict[str, tuple[int, Sequence[Change]]] = {}
        languages: dict[str, str | None] = {}
        if cells is not None:
            if cells.structure is not None:
                array = cells.structure.array
                texts = {item.uri: item for item in cells.structure.did_open or ()}
                new = [_cell(cell, texts.get(cell.document)) for cell in array.cells or ()]
                splice = array.start, array.delete_count, new
            for text in cells.text_content or ():
                changes[text.document.uri] = text.document.version, _changes(text.changes)
            for cell in cells.data or ():
                code = cell.kind == types.NotebookCellKind.Code
                languages[cell.document] = "python" if code else None
        snapshot = documents.change_notebook(
            params.notebook_document.uri, params.notebook_document.version, splice, changes, languages
        )
        if snapshot is not None:
            if before is not None and not server.can.pulls:
                gone = {cell.uri for cell in before[0].cells or ()} - {cell.uri for cell in snapshot.cells or ()}
                for uri in sorted(gone):
                    server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
            post(snapshot)

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_SAVE)
    def saved(_: types.DidSaveNotebookDocumentParams) -> None:
        server.worker.post(lambda worker: worker.saved())

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseNotebookDocumentParams) -> None:
        _closed(server, documents.close(params.notebook_document.uri))


def _cell(cell: types.NotebookCell, item: types.TextDocumentItem | None) -> Cell:
    """A cell; one without its text (version 0) is known already."""
    code = cell.kind == types.NotebookCellKind.Code
    if item is None:
        return Cell(cell.document, "python" if code else None, Text(""))
    language = str(getattr(item.language_id, "value", item.language_id))
    return Cell(cell.document, language if code else None, Text(item.text), item.version or 1)


# -- diagnostics ------------------------------------------------------------------------------------------------------


def _pulling(server: Server) -> None:
    """Diagnostics on request; only for an editor that asks, since others would wait for them for ever."""
    options = types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True, identifier=SOURCE)

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
    async def of_document(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        uri = params.text_document.uri
        known = server.documents.find(uri)
        report = await server.report(known[0].path) if known is not None else None
        items = [] if report is None else by_address(report, server.places, server.documents).get(uri, (None, []))[1]
        mark = identity(items)
        if params.previous_result_id == mark:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id=mark)
        return types.RelatedFullDocumentDiagnosticReport(items, result_id=mark)

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    async def of_workspace(params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        reports = await server.gather()
        before = {one.uri: one.value for one in params.previous_result_ids}
        found: list[types.WorkspaceDocumentDiagnosticReport] = []
        for report in reports:
            if report.snapshot is None and any(one.place.cell is not None for one in report.findings):
                continue  # only the editor knows how it addresses the cells
            for uri, (version, items) in by_address(report, server.places, server.documents).items():
                mark = identity(items)
                if before.pop(uri, None) == mark:
                    found.append(types.WorkspaceUnchangedDocumentDiagnosticReport(uri, result_id=mark, version=version))
                else:
                    found.append(_whole(uri, items, version))
        found += [_whole(uri, [], None) for uri in before]
        return types.WorkspaceDiagnosticReport(found)


def _whole(uri: str, items: list[types.Diagnostic], version: int | None) -> types.WorkspaceFullDocumentDiagnosticReport:
    return types.WorkspaceFullDocumentDiagnosticReport(uri, items, version=version, result_id=identity(items))


# -- what is read: hover, actions, lines above requests ---------------------------------------------------------------


def _diagnostics(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(KINDS))
    async def code_actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        known = server.documents.find(params.text_document.uri)
        report = await server.report(known[0].path) if known is not None else None
        if known is None or report is None or report.snapshot is None:
            return []
        cell = known[1]
        only = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()]
        found: list[types.CodeAction] = []
        if _asked("quickfix", only):
            for finding in report.findings:
                span = server.places.range(finding.place, report.snapshot)
                if finding.place.cell == cell and _touches(span, params.range) and finding.code != config.UNREADABLE:
                    offered = [actions.fix(finding), *actions.suppressions(finding, report.snapshot)]
                    found += [_action(server, one, report, "quickfix") for one in offered if one is not None]
        if any(kind == FIX_ALL or FIX_ALL.startswith(kind + ".") for kind in only):
            everything = actions.fix_all(report.findings, report.path)
            if everything is not None:
                found.append(_action(server, everything, report, FIX_ALL))
        return found


def _asked(kind: str, only: Sequence[str]) -> bool:
    return not only or any(kind == one or kind.startswith(one + ".") for one in only)


def _touches(one: types.Range, other: types.Range) -> bool:
    """Whether two ranges have a character, or an end, in common."""
    first, second = (one.start.line, one.start.character), (one.end.line, one.end.character)
    start, end = (other.start.line, other.start.character), (other.end.line, other.end.character)
    return first <= end and start <= second


def _action(server: Server, action: actions.Action, report: Report, kind: str) -> types.CodeAction:
    by_uri: dict[str, list[types.TextEdit]] = {}
    versions: dict[str, int | None] = {}
    for change in action.changes:
        open_now = server.documents.at(change.place.path)
        if open_now is None:
            uri, version = server.documents.uri(change.place.path), None
        else:
            uri, version = open_now.address(change.place.cell)
        versions[uri] = version
        span = server.places.range(change.place, open_now)
        by_uri.setdefault(uri, []).append(types.TextEdit(span, change.text))
    if server.can.edits_versions:
        edits = [
            types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri, versions[uri]), new)
            for uri, new in by_uri.items()
        ]
        edit = types.WorkspaceEdit(document_changes=edits)
    else:
        edit = types.WorkspaceEdit(changes=by_uri)
    about = [diagnostic(one, report.snapshot, server.places) for one in action.findings]
    return types.CodeAction(action.title, types.CodeActionKind(kind) if kind == "quickfix" else kind, about, action.preferred or None, edit=edit)  # fmt: skip


def _reading(server: Server) -> None:
    encoding = server.documents

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovered(params: types.HoverParams) -> types.Hover | None:
        known = server.documents.find(params.text_document.uri)
        if known is None:
            return None
        present, cell = known
        report = server.drawn.get(present.path)
        newest = server.reports.get(present.path)
        if newest is not None and newest.snapshot is present and not newest.drawn:
            report = await server.report(present.path, drawn=True)  # is being made
        if report is None or report.seen is None:
            return None
        text = present.text(cell)
        line = params.position.line
        column = (
            text.offset(line, params.position.character, encoding.encoding)
            - text.starts[min(line, len(text.starts) - 1)]
        )
        at: Place | None = Place(present.path, line + 1, column + 1, line + 1, column + 1, cell)
        if report.seen.stamp != present.stamp and at is not None:
            at = Move(present, report.seen)(at, True)
        found = hover(report.maps, at) if at is not None else None
        where = _now(found.place, report, present) if found is not None else None
        if found is None or where is None:
            return None
        content = types.MarkupContent(types.MarkupKind.Markdown, found.text)
        return types.Hover(content, server.places.range(where, present))

    async def lines(uri: str) -> list[tuple[Lens, Place, Snapshot]]:
        known = server.documents.find(uri)
        report = await server.report(known[0].path, drawn=True) if known is not None else None
        if known is None or report is None:
            return []
        cell, found = known[1], []
        for one in lenses(report.maps, report.path):
            present = server.documents.at(report.path)
            where = _now(one.place, report, present) if present is not None else None
            if present is not None and where is not None and where.cell == cell:
                found.append((one, where, present))
        return found

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    async def code_lenses(params: types.CodeLensParams) -> list[types.CodeLens]:
        return [
            types.CodeLens(server.places.range(where, present), types.Command(one.text, ""))
            for one, where, present in await lines(params.text_document.uri)
        ]

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    async def hints(params: types.InlayHintParams) -> list[types.InlayHint]:
        if server.can.shows_lenses:  # once is enough
            return []
        found: list[types.InlayHint] = []
        for one, where, present in await lines(params.text_document.uri):
            text = present.text(where.cell)
            end = types.Position(
                where.line - 1, text.column(where.line - 1, len(text.line(where.line - 1)), encoding.encoding)
            )
            if params.range.start.line <= end.line <= params.range.end.line:
                found.append(types.InlayHint(end, one.text, padding_left=True))
        return found


def _now(place: Place, report: Report, present: Snapshot) -> Place | None:
    """Where a place of the maps of a report is in the present text."""
    if report.seen is None or report.seen.stamp == present.stamp:
        return place
    return Move(report.seen, present)(place, False)
