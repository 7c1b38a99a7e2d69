"""A client of the language server for tests: JSON-RPC over the pipes of a real process."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import commands

PATIENCE = 90.0  # seconds until a test gives up; the machine may be busy


class Client:
    """An editor. Requests of the server are answered from `answers`, by method."""

    def __init__(self, folder: Path, *more: str, **environment: str) -> None:
        given = {**os.environ, **environment}
        if more:  # options of the interpreter
            command = [sys.executable, *more, "-m", "prefixlint", "lsp"]
            pipe = subprocess.PIPE
            self.process = subprocess.Popen(command, cwd=folder, stdin=pipe, stdout=pipe, stderr=pipe, env=given)
        else:
            self.process = commands.start(["prefixlint", "lsp"], folder, given)
        self.notes: list[dict[str, Any]] = []  # notifications, in the order in which they came
        self.requests: list[dict[str, Any]] = []  # of the server
        self.errors: list[str] = []
        self.settings: dict[str, Any] = {}
        self.answers: dict[str, Callable[[Any], Any]] = {
            "workspace/configuration": lambda params: [self.settings for _ in params["items"]]
        }
        self._results: dict[int, dict[str, Any]] = {}
        self._count = 0
        self._news = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=self._read_errors, daemon=True).start()

    # -- messages -----------------------------------------------------------------------------------------------------

    def raw(self, data: bytes) -> None:
        """Send bytes."""
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message: Any) -> None:
        """Send a message."""
        body = json.dumps(message).encode()
        self.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def notify(self, method: str, params: Any = None) -> None:
        """Send a notification."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def begin(self, method: str, params: Any = None) -> int:
        """Send a request and give its number."""
        self._count += 1
        self.send({"jsonrpc": "2.0", "id": self._count, "method": method, "params": params})
        return self._count

    def answer(self, number: int) -> dict[str, Any]:
        """The response to a request."""
        self._wait(lambda: number in self._results, f"an answer to {number}")
        return self._results.pop(number)

    def ask(self, method: str, params: Any = None) -> Any:
        """The result of a request."""
        response = self.answer(self.begin(method, params))
        assert "error" not in response, response
        return response["result"]

    def until(self, test: Callable[[], Any], what: str) -> Any:
        """Wait for something to become true."""
        return self._wait(test, what)

    def _wait(self, test: Callable[[], Any], what: str) -> Any:
        end = time.monotonic() + PATIENCE
        with self._news:
            while True:
                found = test()
                if found:
                    return found
                left = end - time.monotonic()
                assert left > 0, f"waited in vain for {what}\n{self.notes[-5:]}\n{''.join(self.errors[-20:])}"
                self._news.wait(min(left, 1.0))

    def _read(self) -> None:
        stream = self.process.stdout
        while True:
            length = 0
            while (line := stream.readline().strip()) or not length:
                if not line:
                    return
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            message = json.loads(stream.read(length))
            with self._news:
                if "method" not in message:
                    self._results[message["id"]] = message
                elif "id" in message:
                    self.requests.append(message)
                else:
                    self.notes.append(message)
                self._news.notify_all()
            if "method" in message and "id" in message:
                answer = self.answers.get(message["method"], lambda _: None)
                with contextlib.suppress(ValueError, OSError):  # the test has hung up
                    self.send({"jsonrpc": "2.0", "id": message["id"], "result": answer(message.get("params"))})

    def _read_errors(self) -> None:
        for line in self.process.stderr:
            self.errors.append(line.decode("utf-8", "replace"))

    # -- the life of a server -----------------------------------------------------------------------------------------

    def initialize(self, *folders: Path, pull: bool = False, encodings: list[str] | None = None, **more: Any) -> Any:
        """Begin, with these folders."""
        capabilities: dict[str, Any] = {
            "workspace": {"configuration": True, "workspaceFolders": True, "workspaceEdit": {"documentChanges": True}},
            "textDocument": {"publishDiagnostics": {"relatedInformation": True}, "codeLens": {}},
            "notebookDocument": {"synchronization": {}},
            "general": {"positionEncodings": encodings} if encodings else {},
        }
        if pull:
            capabilities["textDocument"]["diagnostic"] = {}
        for name, value in more.items():
            capabilities[name] = {**capabilities.get(name, {}), **value}
        result = self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": None,
                "capabilities": capabilities,
                "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name} for folder in folders] or None,
            },
        )
        self.notify("initialized", {})
        return result

    def stop(self) -> int:
        """Say goodbye; gives the exit status."""
        if self.process.poll() is None:
            self.ask("shutdown")
            self.notify("exit")
        return self.process.wait(PATIENCE)

    # -- documents ----------------------------------------------------------------------------------------------------

    def open(self, uri: str, text: str, version: int = 1) -> None:
        """Open a document."""
        document = {"uri": uri, "languageId": "python", "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def change(self, uri: str, text: str, version: int) -> None:
        """Replace a document's text."""
        self.notify(
            "textDocument/didChange",
            {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]},
        )

    def close(self, uri: str) -> None:
        """Close a document."""
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def published(self, uri: str) -> list[dict[str, Any]]:
        """All diagnostics that were pushed for a document, in order."""
        return [
            note["params"]
            for note in list(self.notes)
            if note["method"] == "textDocument/publishDiagnostics" and note["params"]["uri"] == uri
        ]

    def diagnostics(
        self, uri: str, test: Callable[[list[dict[str, Any]]], Any] = bool, version: int | None = None
    ) -> Any:
        """The newest diagnostics of a document, as soon as they pass `test` (and are for `version`)."""

        def newest() -> Any:
            all_of_it = self.published(uri)
            if not all_of_it or (version is not None and all_of_it[-1].get("version") != version):
                return None
            found = all_of_it[-1]["diagnostics"]
            return (found,) if test(found) else None

        return self._wait(newest, f"diagnostics of {uri}")[0]
