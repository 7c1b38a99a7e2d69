"""Which files have to be looked into to know what is sent from one of them: those that import it, directly or not.

Nothing is parsed, and where names leave it open a file is taken: one too many only costs time.
Knows: import statements in bytes, paths. Must not know: values, requests, rules.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping

Dotted = tuple[str, ...]

_IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+)?import[ \t]*(\([^)]*\)|[^\n#;]+(?:\\\n[^\n#;]+)*)", re.MULTILINE
)
_NAME = re.compile(rb"([\w.]+)(?:\s+as\s+\w+)?")


def senders(file: str, sources: Mapping[str, bytes]) -> frozenset[str]:
    """`file` and those of `sources` (paths and contents) that may send what is written in it."""
    imports = {path: frozenset(_imported(path, data)) for path, data in sources.items()}
    # A text file is read by whoever names it, with or without its ending.
    named = os.path.splitext(os.path.basename(file))[0].encode(errors="replace")
    new = [file] if file in sources else [path for path, data in sources.items() if named in data]
    found = set(new)
    while new:
        wanted = {_module(path) for path in new}
        new = [path for path, names in imports.items() if path not in found and _meets(path, names, wanted)]
        found.update(new)
    return frozenset(found)


def _meets(path: str, names: frozenset[tuple[bool, Dotted]], wanted: set[Dotted]) -> bool:
    """Whether one of the `names` that `path` imports may be one of the `wanted` modules."""
    here = _parts(path)[:-1]
    for exact, name in names:
        for module in wanted:
            if exact:
                if module == name:
                    return True
            elif module[-len(name) :] == name:
                base = module[: len(module) - len(name)]
                # A name without dots is that of a file beside the program, or below one of the folders above it.
                if len(name) > 1 or base == here[: len(base)] or base[-1:] in (("src",), ("lib",)):
                    return True
    return False


def _imported(path: str, data: bytes) -> Iterator[tuple[bool, Dotted]]:
    """What a file imports: names as they are written, or (then the first is true) from the root of the file system."""
    for start, names in _IMPORT.findall(data):
        head = start.decode(errors="replace")
        level = len(head) - len(head.lstrip("."))
        package = tuple(filter(None, head.split(".")))
        if level:
            package = _parts(path)[:-level] + package
        if package:
            yield level > 0, package
        for name in _NAME.findall(names):
            dotted = tuple(filter(None, name.decode(errors="replace").split(".")))
            if dotted and not start:
                yield from ((False, dotted[:size]) for size in range(1, len(dotted) + 1))
            elif dotted:
                yield level > 0, (*package, *dotted)


def _parts(path: str) -> Dotted:
    return tuple(os.path.abspath(path).split(os.sep))


def _module(path: str) -> Dotted:
    """The name of a file as a module, from the root of the file system."""
    *folders, last = _parts(path)
    stem = os.path.splitext(last)[0]
    return tuple(folders) if stem == "__init__" else (*folders, stem)
