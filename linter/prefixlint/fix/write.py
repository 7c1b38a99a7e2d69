"""Files written whole or not at all.

Knows: disk. Must not know: what is written, and why.
"""

from __future__ import annotations

import os
import stat

from prefixlint.writing import put


class WriteError(Exception):
    """A file that was not written; the message is one line that begins with its name."""


def read(path: str) -> bytes:
    """The content of a file. Raises `WriteError`."""
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise WriteError(f"{path}: cannot read: {error.strerror or error}") from None


def write(path: str, before: bytes, after: bytes) -> None:
    """Put `after` in the place of `before` in the file at `path`, or in the one that it links to. Mode and, as far as that
    is allowed, owner are kept. Raises `WriteError` if the file cannot be written or no longer holds `before`."""
    target = os.path.realpath(path)
    try:
        status = os.stat(target)
        if not stat.S_ISREG(status.st_mode):
            raise WriteError(f"{path}: not fixed: is no regular file")
        if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
            raise WriteError(f"{path}: not fixed: is read-only")
        if read(target) != before:
            raise WriteError(f"{path}: not fixed: has changed meanwhile")
        put(target, after)
    except OSError as error:
        raise WriteError(f"{path}: not fixed: {error.strerror or error}") from None
