"""Files written whole or not at all.

Knows: disk. Must not know: what is written, and why.
"""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress


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
        _replace(target, after, status)
    except OSError as error:
        raise WriteError(f"{path}: not fixed: {error.strerror or error}") from None


def _replace(target: str, data: bytes, status: os.stat_result) -> None:
    descriptor, temporary = tempfile.mkstemp(prefix=".prefixlint-", dir=os.path.dirname(target))
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(OSError, AttributeError):  # not on Windows, and only if we may
            os.chown(temporary, status.st_uid, status.st_gid)
        os.chmod(temporary, stat.S_IMODE(status.st_mode))
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
