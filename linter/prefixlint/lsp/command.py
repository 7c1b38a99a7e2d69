"""`prefixlint lsp`: the server on standard input and output, until the editor ends it.

Knows: streams, the exit status that the protocol asks for. Must not know: features.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefixlint.rule import Rule


class _OneLine(logging.Formatter):
    """A line for each message: what a client sends wrongly is no reason for a page."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s: %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The first line, without the traceback that some libraries add."""
        record.exc_text = record.exc_info = None
        return super().format(record).split("\n")[0][:500]


def serve(rules: Sequence[Rule]) -> int:
    """Serve one editor. Gives 0 if it said goodbye (`shutdown`, then `exit`), else 1, as the protocol asks for. Raises
    `ImportError` without pygls."""
    from prefixlint.lsp.features import register
    from prefixlint.lsp.protocol import Protocol
    from prefixlint.lsp.server import Server

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_OneLine())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    # Only messages may be written to standard output, whatever a library prints; and the stream is closed at the end.
    given = open(os.dup(0), "rb")  # noqa: SIM115
    taken = open(os.dup(1), "wb")  # noqa: SIM115
    os.dup2(2, 1)
    server = Server(rules)
    register(server)
    server.start_io(given, taken)
    protocol = server.protocol
    assert isinstance(protocol, Protocol)
    status = 0 if protocol.stopping and protocol.exited else 1
    if server.worker.busy:
        # The end of the interpreter would tear the thread out of the parser's native code, which aborts the process.
        sys.stderr.flush()
        os._exit(status)
    return status
