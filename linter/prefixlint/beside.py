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
MAX_USERS = 8  # files with prompts that use one without; more, and it is a tool that has nothing to do with prompts
ANY = ""  # whatever a file defines, by way of the module
STAR = "*"  # the same, by its names

Names = frozenset[str]
_ALL: Names = frozenset({ANY})


class Project:
    """The files of a project by their paths; what they import is looked at when it is asked for."""

    def __init__(self, files: Mapping[str, bytes], likely: Iterable[str]) -> None:
        self._files = files
        self._likely = list(likely)  # those whose imports matter
        self._modules = Modules()
        self._imports: dict[str, tuple[tuple[str, str], ...]] = {}
        self._sources: dict[tuple[str, str], tuple[str, str]] = {}

    def users(self, path: str) -> set[str]:
        """The files that import something of the one at `path`, from itself or from a file that only hands it on."""
        reached: dict[str, Names] = {path: _ALL}
        front = dict(reached)
        while front:
            at, names = front.popitem()
            for other, more, handed_on in self.importers(at, names):
                known = reached.get(other, frozenset())
                if ANY not in known and not more <= known:
                    reached[other] = _ALL if ANY in more else known | more
                    if handed_on:
                        front[other] = reached[other]
        return reached.keys() - {path}

    def importers(self, path: str, names: Names) -> Iterator[tuple[str, Names, bool]]:
        """The files that import one of `names` from the file at `path`; with what of themselves hangs on that, and whether
        they are a package's file that only hands on names, and so stands for these and not for all that it imports."""
        word = _module_word(path).encode()
        for other in self._likely:
            data = self._files[other]
            if other == path or word not in data:
                continue
            taken = {name for found, name in self.imports(other) if found == path}
            everything = not taken.isdisjoint((ANY, STAR))
            if ANY not in names and not everything:
                taken &= names
            if taken:
                hands_on = os.path.basename(other) == "__init__.py" and b"def " not in data and b"class " not in data
                yield other, (names if everything else frozenset(taken)) if hands_on else _ALL, hands_on

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
                if inner is not None and name != STAR:
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
                if name == ANY or found == path:
                    continue
                if other == name or (other == STAR and name.encode() in self._files.get(found, b"")):
                    self._sources[imported] = self.source((found, name))
        return self._sources[imported]


def beside(
    files: Mapping[str, bytes],
    asked: Iterable[str],
    shows: Callable[[str], bool],
    counts: Callable[[str], bool],
    callers: Callers,
) -> set[str]:
    """The files that have a say in what is found in those that were `asked` about. `files` are all files of the project;
    one `shows` prompts or requests, or at least `counts` because a prompt may pass through it. Who else is asked about does
    not matter to what is found for one of them, so that it is the same however files are spread over runs."""
    likely = [path for path in files if counts(path) or os.path.basename(path) == "__init__.py"]
    project = Project(files, likely)
    calls = {
        path: {sink.path for name in names for sink in callers.methods.get(name, ())}
        for path, names in callers.names.items()
    }
    chosen: set[str] = set()
    shared: set[tuple[str, str]] = set()
    for path in asked:
        found = {other for other in project.users(path) if counts(other)}
        found.update(other for other, called in calls.items() if path in called)
        if shows(path):
            imported = (project.source(one) for one in project.imports(path) if _PROMPT.search(one[1]))
            shared.update(one for one in imported if one[0] != path)
        elif len(found) > MAX_USERS:
            continue
        chosen |= found
    for path in likely if shared else ():
        if counts(path) and not shared.isdisjoint(map(project.source, project.imports(path))):
            chosen.add(path)
    return chosen


def _module_word(path: str) -> str:
    """A word that every file shows that imports the one at `path`; "" if there is none."""
    stem = os.path.splitext(os.path.basename(path))[0]
    return os.path.basename(os.path.dirname(path)) if stem == "__init__" else stem
