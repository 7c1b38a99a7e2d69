"""Commands as a user runs them, `python -m MODULE ...`, without the second that each interpreter needs for its imports.

Where the system can fork, one process that has imported everything forks for each command (`fork_server.py`). Elsewhere, and for
what an interpreter reads when it starts, there is a new interpreter.

Knows: processes. Must not know: what is tested.
"""

from __future__ import annotations

import array
import atexit
import io
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO

SERVER = Path(__file__).with_name("fork_server.py")
STARTS_WITH = {"PYTHONIOENCODING": "utf-8"}  # what the interpreter that forks has read
IGNORED = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPYCACHEPREFIX")  # a fork sees to them
TIMEOUT = 120.0  # seconds


def run(
    arguments: Sequence[str],
    cwd: Path | str,
    env: Mapping[str, str] | None = None,
    stdin: bytes = b"",
) -> subprocess.CompletedProcess[bytes]:
    """What `python -m` with these arguments does in a folder, in this or another environment."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(stdin)
        given.seek(0)
        process = start(arguments, cwd, env, given, out, err)
        try:
            status = process.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        for stream in (out, err):
            stream.seek(0)
        return subprocess.CompletedProcess(arguments, status, out.read(), err.read())


def run_text(
    arguments: Sequence[str], cwd: Path | str, env: Mapping[str, str] | None = None, stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    """The same with text instead of bytes, which has the ends of lines that Python has."""
    done = run(arguments, cwd, env, (stdin or "").replace("\n", os.linesep).encode())
    return subprocess.CompletedProcess(arguments, done.returncode, _text(done.stdout), _text(done.stderr))


def _text(data: bytes) -> str:
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8").read()


def start(
    arguments: Sequence[str],
    cwd: Path | str,
    env: Mapping[str, str] | None = None,
    stdin: IO[bytes] | int = subprocess.PIPE,
    stdout: IO[bytes] | int = subprocess.PIPE,
    stderr: IO[bytes] | int = subprocess.PIPE,
) -> Forked | subprocess.Popen[bytes]:
    """Begin to run a command."""
    env = dict(os.environ if env is None else env)
    own = {name: value for name, value in env.items() if name.startswith("PYTHON") and name not in IGNORED}
    if not hasattr(os, "fork") or any(STARTS_WITH.get(name) != value for name, value in own.items()):
        command = [sys.executable, "-m", *arguments]
        return subprocess.Popen(command, cwd=cwd, env=env, stdin=stdin, stdout=stdout, stderr=stderr)
    return Forked(arguments, cwd, env, stdin, stdout, stderr)


class Forked:
    """A command that a fork runs; what tests need of `subprocess.Popen`."""

    def __init__(
        self, arguments: Sequence[str], cwd: Path | str, env: Mapping[str, str], *streams: IO[bytes] | int
    ) -> None:
        ours: list[IO[bytes] | None] = []
        theirs: list[int] = []
        passed: list[int] = []
        for number, stream in enumerate(streams):
            if stream != subprocess.PIPE:
                passed.append(stream if isinstance(stream, int) else stream.fileno())
                ours.append(None)
                continue
            reading, writing = os.pipe()
            mine, other = (writing, reading) if number == 0 else (reading, writing)
            ours.append(os.fdopen(mine, "wb" if number == 0 else "rb"))
            theirs.append(other)
            passed.append(other)
        self.stdin, self.stdout, self.stderr = ours
        self.returncode: int | None = None
        self._status, other_end = socket.socketpair()
        body = json.dumps({"arguments": list(arguments), "cwd": str(cwd), "env": dict(env)}).encode()
        rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [*passed, other_end.fileno()]))
        server = _server()
        server.sendmsg([struct.pack("!Q", len(body))], [rights])
        server.sendall(body)
        other_end.close()
        for fd in theirs:
            os.close(fd)
        self._said = b""
        self.pid = self._number()

    def poll(self) -> int | None:
        """The exit status if it has ended."""
        try:
            return self.wait(0.0)
        except subprocess.TimeoutExpired:
            return None

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status."""
        if self.returncode is None:
            self._status.settimeout(timeout)
            try:
                self.returncode = self._number()
            except (BlockingIOError, TimeoutError):
                raise subprocess.TimeoutExpired("a fork", timeout or 0.0) from None
            self._status.close()
        return self.returncode

    def _number(self) -> int:
        """The next number that the server tells: first that of the process, at its end its exit status."""
        while b"\n" not in self._said:
            more = self._status.recv(64)
            if not more:
                raise RuntimeError("the process that forks has ended")
            self._said += more
        number, _, self._said = self._said.partition(b"\n")
        return int(number)

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


@cache
def _server() -> socket.socket:
    """A connection to this process's own server."""
    mine, theirs = socket.socketpair()
    process = subprocess.Popen(
        [sys.executable, str(SERVER), str(theirs.fileno())],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        env={**os.environ, **STARTS_WITH}, pass_fds=[theirs.fileno()],
    )  # fmt: skip
    theirs.close()

    def leave() -> None:
        mine.close()
        process.wait()

    atexit.register(leave)
    return mine
