"""Which other files of a project have a say in what is found in some of its files.

Whoever checks a few files of a project (a commit hook, an editor) should read what whoever checks all of it does, as far as
that matters to these files, and no more. A file has a say if it leads to one of them through imports, which Python resolves
by names, or calls what is defined there; and if it imports the same prompts, since requests that share one are compared.

Knows: files by their bytes, import statements, who calls whom. Must not know: values, rules, what a prompt is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from prefixlint.callers import Callers
from prefixlint.syntax.modules import Modules

# Import statements, wherever they stand. One inside a string costs a look at a file more.
_FROM = re.compile(rb"^[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]*(\([^)]*\)|[^\n#;(]+)", re.MULTILINE)
_IMPORT = re.compile(rb"^[ \t]*import[ \t]+([^\n#;(]+)", re.MULTILINE)
_COMMENT = re.compile(rb"#[^\n]*")
_PROMPT = re.compile(r"^[A-Z0-9_]+$|prompt|instruction|tools")  # names that may stand for what several requests share
MAX_STEPS = 2  # files that import, and files that import those; more, and it is the whole project
ANY = "*"  # whatever a file defines

Names = frozenset[str]
_ALL: Names = frozenset({ANY})


class Project:
    """The files of a project by their paths; what they import is looked at when it is asked for."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._modules = Modules()
        self._imports: dict[str, tuple[tuple[str, str], ...]] = {}
        self._sources: dict[tuple[str, str], tuple[str, str]] = {}

    def importers(self, path: str, names: Names) -> Iterator[tuple[str, Names]]:
        """The files that import one of `names` from the file at `path`; with what of themselves hangs on that."""
        word = _module_word(path).encode()
        for other, data in self._files.items():
            if other == path or word not in data:
                continue
            taken = {name for found, name in self.imports(other) if found == path}
            if names is not _ALL and ANY not in names and ANY not in taken:
                taken &= names
            if taken:
                passes_on = os.path.basename(other) == "__init__.py" and b"def " not in data and b"class " not in data
                # A package's file that only hands on names stands for these, not for all it imports.
                yield other, (names if ANY in taken else frozenset(taken)) if passes_on else _ALL

    def imports(self, path: str) -> tuple[tuple[str, str], ...]:
        """What a file imports from others of the project: the file, and the name or `ANY`."""
        if path not in self._imports:
            self._imports[path] = tuple(dict.fromkeys(self._read(path)))
        return self._imports[path]

    def _read(self, path: str) -> Iterator[tuple[str, str]]:
        data = self._files.get(path, b"")
        for module, names in _FROM.findall(data):
            dotted = module.decode()
            for part in _COMMENT.sub(b"", names).strip(b"()").split(b","):
                name = part.split()[0].decode("utf-8", "replace") if part.split() else ""
                if not name:
                    continue
                inner = self._find(f"{dotted}{'' if dotted.endswith('.') else '.'}{name}", path)
                if inner is not None and name != ANY:
                    yield inner, ANY
                found = self._find(dotted, path)
                if found is not None:
                    yield found, name
        for names in _IMPORT.findall(data):
            for part in names.split(b","):
                parts = part.split()
                found = self._find(parts[0].decode("utf-8", "replace"), path) if parts else None
                if found is not None:
                    yield found, ANY

    def _find(self, dotted: str, path: str) -> str | None:
        found = self._modules.find(dotted if dotted.strip(".") else dotted + ".", path)
        return None if found is None else os.path.normpath(found)

    def source(self, imported: tuple[str, str]) -> tuple[str, str]:
        """Where what is imported, a name from a file, is defined: that file may import it from elsewhere."""
        if imported not in self._sources:
            self._sources[imported] = imported  # files may import from each other in a circle
            path, name = imported
            for found, other in self.imports(path):
                if other == name != ANY and found != path:
                    self._sources[imported] = self.source((found, name))
        return self._sources[imported]


def beside(
    files: Mapping[str, bytes], named: Iterable[str], counts: Callable[[str], bool], callers: Callers
) -> list[str]:
    """The files that have a say in what is found in those that are `named`, sorted. `files` are all files of the project;
    `counts` says of one whether a prompt may be in it at all."""
    calls = {
        path: {sink.path for name in names for sink in callers.methods.get(name, ())}
        for path, names in callers.names.items()
    }
    project = Project(files)
    wanted = set(named)
    reached: dict[str, Names] = dict.fromkeys(wanted, _ALL)
    front = dict(reached)
    for _ in range(MAX_STEPS):
        after: dict[str, Names] = {}
        while front:
            path, names = front.popitem()
            found = list(project.importers(path, names))
            found += [(other, _ALL) for other, called in calls.items() if path in called]
            for other, more in found:
                known = reached.get(other, frozenset())
                if ANY not in known and not more <= known:
                    reached[other] = _ALL if ANY in more else known | more
                    # A file that only hands on names is no step.
                    (after if ANY in more else front)[other] = reached[other]
        front = after
    chosen = {path for path in reached if counts(path)}
    shared = {project.source(one) for path in wanted for one in project.imports(path) if _PROMPT.search(one[1])}
    shared = {one for one in shared if one[0] not in wanted}
    for path in files if shared else ():
        if path not in chosen and counts(path) and not shared.isdisjoint(map(project.source, project.imports(path))):
            chosen.add(path)
    return sorted(chosen - wanted)


def _module_word(path: str) -> str:
    """A word that every file shows that imports the one at `path`; "" if there is none."""
    stem = os.path.splitext(os.path.basename(path))[0]
    return os.path.basename(os.path.dirname(path)) if stem == "__init__" else stem
