"""What an editor says that it can do.

Knows: the protocol's client capabilities. Must not know: anything else.
"""

from __future__ import annotations

from lsprotocol import types


class Abilities:
    """What the editor can do."""

    def __init__(self, given: types.ClientCapabilities) -> None:
        text = given.text_document
        workspace = given.workspace
        window = given.window
        self.pulls = text is not None and text.diagnostic is not None
        self.takes_related = bool(self.pulls and text and text.diagnostic and text.diagnostic.related_document_support)
        self.configures = bool(workspace and workspace.configuration)
        self.watches = bool(
            workspace and workspace.did_change_watched_files and workspace.did_change_watched_files.dynamic_registration
        )
        self.reconfigures = bool(
            workspace and workspace.did_change_configuration and workspace.did_change_configuration.dynamic_registration
        )
        self.edits_versions = bool(workspace and workspace.workspace_edit and workspace.workspace_edit.document_changes)
        self.refreshes_diagnostics = bool(workspace and workspace.diagnostics and workspace.diagnostics.refresh_support)
        self.shows_lenses = text is not None and text.code_lens is not None
        self.refreshes_lenses = bool(
            self.shows_lenses and workspace and workspace.code_lens and workspace.code_lens.refresh_support
        )
        self.shows_hints = text is not None and text.inlay_hint is not None and not self.shows_lenses
        self.refreshes_hints = bool(
            self.shows_hints and workspace and workspace.inlay_hint and workspace.inlay_hint.refresh_support
        )
        self.shows_progress = bool(window and window.work_done_progress)
