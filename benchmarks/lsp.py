"""Measures a real language server: from a keystroke to the new findings, with the rest of the project known.

    python benchmarks/lsp.py [--rounds N] [FOLDER]

The server is asked over its pipes, as an editor does it. Each file of some 500 lines (and a prompt-dense one that is
written here) is opened and changed many times; the median counts, as milliseconds and as a multiple of libcst's bare parse of
the same text in the same run. FOLDER is any project; without it, one is written.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import growth
import libcst

from prefixlint.lsp.worker import DEBOUNCE, QUIET
from prefixlint.syntax.sieve import passes

LINES = range(400, 651)
FILES = 12
DENSE = '''

class Desk{n}:
    """Answers questions about part {n}."""

    def __init__(self, client, name):
        self.client = client
        self.name = name
        self.turns = []

    def ask{n}(self, question, documents):
        """Ask once."""
        found = []
        for document in documents:
            if document.strip():
                found.append(f"- {{document}}")
        system = f"You are {{self.name}}. " + RULES
        messages = [{{"role": "system", "content": system}}, *self.turns]
        messages.append({{"role": "user", "content": question + "\\n".join(found)}})
        answer = self.client.chat.completions.create(model="gpt-5.2", messages=messages)
        self.turns.append(messages[-1])
        return answer.choices[0].message.content
'''


class Editor:
    """The little of an editor that is needed here."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "prefixlint", "lsp"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.count = 0
        folders = [{"uri": folder.as_uri(), "name": "project"}]
        self.ask("initialize", {"processId": None, "rootUri": None, "workspaceFolders": folders, "capabilities": {"textDocument": {"diagnostic": {}}}})  # fmt: skip
        self.send({"method": "initialized", "params": {}})

    def send(self, message: dict[str, Any]) -> None:
        """Send a message."""
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def ask(self, method: str, params: Any) -> Any:
        """The result of a request."""
        self.count += 1
        self.send({"id": self.count, "method": method, "params": params})
        stream = self.process.stdout
        assert stream is not None
        while True:
            length = 0
            while line := stream.readline().strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.partition(b":")[2])
            message = json.loads(stream.read(length))
            if message.get("id") == self.count and "method" not in message:
                return message["result"]

    def text(self, uri: str, version: int, text: str) -> None:
        """Open or change a document."""
        if version == 1:
            document = {"uri": uri, "languageId": "python", "version": 1, "text": text}
            self.send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        else:
            document = {"uri": uri, "version": version}
            change = [{"text": text}]
            self.send(
                {"method": "textDocument/didChange", "params": {"textDocument": document, "contentChanges": change}}
            )

    def diagnostics(self, uri: str) -> list[Any]:
        """The diagnostics of the present text."""
        items: list[Any] = self.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"]
        return items


def chosen(folder: Path) -> dict[Path, str]:
    """The files to type in: of the wanted length, and with something to analyse."""
    found: dict[Path, str] = {}
    for path in sorted(folder.rglob("*.py")):
        data = path.read_bytes()
        if data.count(b"\n") in LINES and passes(data):
            found[path] = data.decode("utf-8", "replace")
    step = max(1, len(found) // FILES)
    return dict(list(found.items())[::step][:FILES])


def dense(folder: Path) -> tuple[Path, str]:
    """A file of 500 lines that is nothing but requests."""
    text = '"""Desks."""\n\nRULES = """' + "Be exact, be brief, be polite. " * 200 + '"""\n'
    number = 0
    while text.count("\n") < 500:
        text += DENSE.format(n=number)
        number += 1
    return folder / "dense.py", text


def measure(editor: Editor, path: Path, text: str, rounds: int) -> tuple[list[float], list[float], int]:
    """Seconds from change to findings, seconds of a bare parse, and the number of findings."""
    uri = path.as_uri()
    editor.text(uri, 1, text)
    editor.diagnostics(uri)
    time.sleep(QUIET)
    editor.ask("workspace/diagnostic", {"previousResultIds": []})  # all else is known when this comes back
    took: list[float] = []
    parsed: list[float] = []
    lines = text.split("\n")
    for number in range(rounds):
        changed = "\n".join([*lines, f"# {number}"])
        began = time.perf_counter()
        editor.text(uri, number + 2, changed)
        found = editor.diagnostics(uri)
        took.append(time.perf_counter() - began)
        began = time.perf_counter()
        libcst.parse_module(changed)
        parsed.append(time.perf_counter() - began)
    editor.send({"method": "textDocument/didClose", "params": {"textDocument": {"uri": uri}}})
    return took, parsed, len(found)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder.resolve() if options.folder else Path(scratch)
        if options.folder is None:
            growth.lay_out(folder, 100)
        files = chosen(folder)
        path, text = dense(folder)
        files[path] = text
        editor = Editor(folder)
        print(f"{'lines':>5} {'ms':>6} {'parse ms':>9} {'ratio':>6} {'findings':>9}")
        everything: list[float] = []
        for path, text in files.items():
            took, parsed, findings = measure(editor, path, text, options.rounds)
            median, bare = statistics.median(took), statistics.median(parsed)
            everything.append(median)
            name = os.path.relpath(path, folder)
            print(
                f"{text.count(chr(10)):5} {median * 1e3:6.0f} {bare * 1e3:9.0f} {median / bare:6.1f} {findings:9}  {name}"
            )
        print(f"median of the files: {statistics.median(everything) * 1e3:.0f} ms, of which {DEBOUNCE * 1e3:.0f} ms are waiting for the next key")  # fmt: skip
        editor.ask("shutdown", None)
        editor.send({"method": "exit"})
        editor.process.wait(20)


if __name__ == "__main__":
    main()
