"""What fixes would change, as a unified diff that `git apply` and `patch -p1` take.

Knows: the format. Must not know: where the contents come from. Works on bytes: what is no UTF-8 comes out as it is.
"""

from __future__ import annotations

import difflib
import os
import re

_QUOTED = re.compile(r'["\\\x00-\x1f\x7f]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_NO_NEWLINE = "\n\\ No newline at end of file\n"


def unified(path: str, before: bytes, after: bytes) -> bytes:
    """The diff of one file; nothing if nothing is changed."""
    old, new = (_lines(data) for data in (before, after))
    shown = _shown(path)
    head = [f"--- {_name('a/', shown)}\n".encode("utf-8", "surrogateescape"), f"+++ {_name('b/', shown)}\n".encode("utf-8", "surrogateescape")]  # fmt: skip
    body = list(difflib.unified_diff(old, new))[2:]
    if not body:
        return b""
    whole = [line if line.endswith("\n") else line + _NO_NEWLINE for line in body]
    return b"".join([*head, *(line.encode("latin-1") for line in whole)])


def _lines(data: bytes) -> list[str]:
    """Lines as diffs count them: form feeds and the like end none. Latin-1 stands for bytes one by one."""
    return re.findall(r"[^\n]*\n|[^\n]+", data.decode("latin-1"))


def _shown(path: str) -> str:
    """The path below the working folder, if it is below it."""
    below = os.path.relpath(path) if os.path.isabs(path) else path
    return (path if below.startswith(os.pardir) else below).replace(os.sep, "/")


def _name(side: str, path: str) -> str:
    """The name of a file as git writes it: quoted where it has to be."""
    name = side + path.lstrip("/")
    if _QUOTED.search(name):
        return '"' + _QUOTED.sub(lambda found: _ESCAPES.get(found[0]) or f"\\{ord(found[0]):03o}", name) + '"'
    return name + "\t" if " " in name else name
