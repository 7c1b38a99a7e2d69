"""Runs commands like `python -m prefixlint check` in processes of their own that need not import everything anew.

    python fork_server.py FD

It imports what the commands import, then waits on the socket FD and forks for each command. A fork has its own descriptors,
folder, environment, `sys.path` and exit status, and ends as any interpreter does. What only a new interpreter can have (another
hash seed, another encoding of the standard streams, nothing imported yet) needs `subprocess`; see `commands.py`.

Knows: processes. Must not know: what is tested.
"""

from __future__ import annotations

import array
import contextlib
import gc
import importlib
import io
import json
import os
import pkgutil
import runpy
import socket
import struct
import sys
from typing import Any

PACKAGES = ("prefixlint", "prefixlint_rules")
MODULES = (
    "flake8.main.cli", "flake8.checker", "flake8.plugins.pycodestyle", "pyflakes.checker", "multiprocessing.pool",
    "jinja2", "libcst.metadata", "pathspec", "rich.console", "tiktoken", "yaml",
)  # fmt: skip

PROGRAM = b"""\
from datetime import datetime
from anthropic import Anthropic
system = f"{datetime.now()} You are a helpful assistant for a shop."
Anthropic().messages.create(model="claude-sonnet-4-5", max_tokens=9, system=system, messages=[])
"""


def load() -> None:
    """Import what commands may need. What is missing is missed by the command that needs it."""
    names = list(MODULES)
    for package in PACKAGES:
        names.append(package)
        path = importlib.import_module(package).__path__
        names.extend(found.name for found in pkgutil.walk_packages(path, f"{package}."))
    for name in names:
        if not name.endswith("__main__"):
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
    read_tables()


def read_tables() -> None:
    """Read what is the same in every process: the tables of knowledge, by looking at a program that needs them, and the rank
    file of most models. Where that file lies, and all that settings say, each command sees for itself."""
    from prefixlint.config import Settings
    from prefixlint.knowledge.encodings import encodings
    from prefixlint.lint import lint_text
    from prefixlint.tokenizer import load as load_encoding
    from prefixlint_rules import ALL

    lint_text("app.py", PROGRAM, Settings(), ALL)
    load_encoding(encodings()["o200k_base"])


def received(control: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """The next command and its descriptors; None at the end."""
    size = struct.Struct("!Q")
    data, ancillary, _, _ = control.recvmsg(size.size, socket.CMSG_SPACE(4 * array.array("i").itemsize))
    if not data:
        return None
    fds = array.array("i")
    for _, _, given in ancillary:
        fds.frombytes(given)
    (left,) = size.unpack(data)
    body = b""
    while len(body) < left:
        body += control.recv(left - len(body))
    return json.loads(body), list(fds)


def reap() -> None:
    """Take leave of the processes that have ended."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def asked(control: socket.socket) -> dict[str, Any] | None:
    """Fork for each command; gives the command in the process that is to run it, and None at the end."""
    while True:
        reap()
        found = received(control)
        if found is None:
            with contextlib.suppress(ChildProcessError):
                while True:
                    os.wait()
            return None
        command, (*streams, status) = found
        if os.fork():
            for fd in (*streams, status):
                os.close(fd)
            continue
        control.close()
        child = os.fork()
        if not child:
            os.close(status)
            for number, fd in enumerate(streams):
                os.dup2(fd, number)
                os.close(fd)
            return command
        for fd in streams:
            os.close(fd)
        os.write(status, b"%d\n" % child)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        with contextlib.suppress(OSError):  # nobody may be left who wants to know
            os.write(status, b"%d\n" % ended)
        os._exit(0)


def become(command: dict[str, Any], path: list[str]) -> str:
    """Take on a command's folder, environment, arguments and streams; gives the module to run."""
    os.chdir(command["cwd"])
    os.environ.clear()
    os.environ.update(command["env"])
    more = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
    sys.path[:] = [os.getcwd(), *more, *path]
    sys.argv[:] = command["arguments"]
    sys.stdin = sys.__stdin__ = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, "r", False)), "utf-8")
    sys.stdout = sys.__stdout__ = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w", False)), "utf-8")
    errors = io.BufferedWriter(io.FileIO(2, "w", False))
    sys.stderr = sys.__stderr__ = io.TextIOWrapper(errors, "utf-8", "backslashreplace", line_buffering=True)
    return sys.argv[0]


if __name__ == "__main__":
    own = {os.path.abspath(one) for one in os.environ.get("PYTHONPATH", "").split(os.pathsep) if one}
    usual = [one for one in sys.path[1:] if os.path.abspath(one) not in own]
    load()
    gc.freeze()
    command = asked(socket.socket(fileno=int(sys.argv[1])))
    if command is not None:
        runpy.run_module(become(command, usual), run_name="__main__", alter_sys=True)
