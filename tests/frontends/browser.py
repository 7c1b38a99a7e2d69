"""A browser for tests, through the WebDriver that comes with it; nothing but the standard library is needed."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic", "--hide-scrollbars",
)  # fmt: skip


def chromium() -> tuple[str, str] | None:
    """The browser of this machine and its driver."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    browser = next(filter(None, map(shutil.which, names)), None)
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


class Browser:
    """A window of the browser."""

    def __init__(self, address: str) -> None:
        self._address = address

    def _call(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self._address + path, data, {"Content-Type": "application/json"}, method=method
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def open(self, page: Path) -> None:
        """Load a file."""
        self._call("POST", "/url", {"url": page.as_uri()})

    def run(self, script: str) -> Any:
        """What a script returns."""
        return self._call("POST", "/execute/sync", {"script": script, "args": []})

    def until(self, script: str) -> Any:
        """What a script returns as soon as that is something."""
        end = time.monotonic() + 20
        while not (found := self.run(script)):
            assert time.monotonic() < end, script
            time.sleep(0.02)
        return found

    def keys(self, *keys: str) -> None:
        """Press keys, one after the other."""
        strokes = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._call("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]})

    def complaints(self) -> list[str]:
        """What the browser has to say of the page: errors, and what its policy forbids."""
        return [entry["message"] for entry in self._call("POST", "/se/log", {"type": "browser"})]


@contextmanager
def window(browser: str, driver: str, profile: Path, *arguments: str) -> Iterator[Browser]:
    """A window that is closed at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen([driver, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        root = Browser(address)
        for _ in range(200):
            try:
                root._call("GET", "/status")
                break
            except OSError:
                time.sleep(0.1)
        options = {"binary": browser, "args": [*ARGUMENTS, *arguments, f"--user-data-dir={profile}"]}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        session = root._call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        found = Browser(f"{address}/session/{session['sessionId']}")
        try:
            yield found
        finally:
            found._call("DELETE", "")
    finally:
        process.terminate()
        process.wait(30)
