"""Files written whole or not at all.

Knows: disk. Must not know: what is written, and why.
"""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress


def put(path: str, data: bytes) -> None:
    """Make `data` the content of the file at `path`, or of the one that it links to, in one step: a reader sees the old
    content or the new. Mode and, as far as that is allowed, owner of a file that is there are kept. What is no regular file
    (a device, a pipe) is written to and stays what it is. Raises `OSError`."""
    target = os.path.realpath(path)
    status = None
    with suppress(FileNotFoundError):
        status = os.stat(target)
    if status is not None and not stat.S_ISREG(status.st_mode):
        with open(target, "wb") as stream:
            stream.write(data)
        return
    handle, temporary = tempfile.mkstemp(prefix=".prefixlint-", suffix=".tmp", dir=os.path.dirname(target))
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if status is not None:
            with suppress(OSError, AttributeError):  # not on Windows, and only if we may
                os.chown(temporary, status.st_uid, status.st_gid)
        os.chmod(temporary, stat.S_IMODE(status.st_mode) if status is not None else 0o666 & ~_mask())
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _mask() -> int:
    """What new files are not allowed."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
