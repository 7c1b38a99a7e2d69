"""Other files of the project, read when something of them is asked for, and kept.

Knows: which file a module name means, when a file is parsed whole and when only in pieces, how much is kept.
Must not know: values, rules, what is asked for and why. Never imports or executes anything.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping

from prefixlint.callers import Callers, telling
from prefixlint.flow.engine import Unit
from prefixlint.knowledge.load import Knowledge
from prefixlint.source import SourceError, decode
from prefixlint.syntax.facts import index
from prefixlint.syntax.modules import Modules
from prefixlint.syntax.names import Interest
from prefixlint.syntax.notebook import Notebook, is_notebook
from prefixlint.syntax.parse import Tree
from prefixlint.syntax.pieces import Pieces
from prefixlint.syntax.sieve import passes
from prefixlint.syntax.slice import Slice

MAX_BYTES = 2_000_000  # of a file that is only imported; more is data
LARGE = 150_000  # bytes of a file that is only imported, from which on it is parsed in pieces in any case
KEPT = 6_000_000  # bytes of source whose trees are kept; some 80 bytes of memory for each


class Loader:
    """The resolver of an engine. `interest` says what to look for in a file that calls some functions of the program
    through which it may send a prompt; `callers` says who calls whom. Which file is parsed whole does not depend on what
    was asked for before, so that findings are the same however the files are spread over processes."""

    def __init__(
        self,
        knowledge: Knowledge,
        interest: Callable[[frozenset[str]], Interest],
        callers: Callers,
        contents: Mapping[str, bytes] | None = None,
        kept: int = KEPT,
    ) -> None:
        """`contents` are those of files that differ from what is on disk; `kept` is how many bytes of source may be held
        as trees."""
        self._knowledge = knowledge
        self._interest = interest
        self._limit = kept
        self._names = dict(callers.names)
        self._methods = dict(callers.methods)
        self._contents = contents or {}
        self._modules = Modules()
        self._units: OrderedDict[str, tuple[Unit | None, int]] = OrderedDict()
        self._kept = 0

    def unit(self, module: str, importer: Unit) -> Unit | None:
        """The file of a module, as `importer` sees it; None if there is none, or none that can be parsed."""
        path = self._modules.find(module, importer.path)
        return self.open(path) if path is not None else None

    def open(self, path: str) -> Unit | None:
        """The file at `path`."""
        known = self._units.get(path)
        if known is None:
            known = self._read(path)
            self._keep(path, *known)
        else:
            self._units.move_to_end(path)
        return known[0]

    def senders(self, name: str, callee: str) -> list[tuple[Unit, str]]:
        """Methods `name` that send what they are given, which an object of unknown class may mean by `callee`."""
        found: list[tuple[Unit, str]] = []
        for sink in self._methods.get(name, ()):
            if telling(callee, sink, self._knowledge):
                unit = self.open(sink.path)
                if unit is not None:
                    found.append((unit, sink.owner))
        return found

    def calls(self, path: str) -> bool:
        """Whether the file at `path` calls something through which it may send a prompt."""
        return path in self._names

    def interest(self, path: str) -> Interest:
        """What to look for in the file at `path`."""
        return self._interest(self._names.get(path, frozenset()))

    def main(self, path: str, data: bytes, notebook: Notebook | None = None) -> Unit:
        """The file at `path` whose content is `data` (and which is `notebook`), whole. Raises `SourceError`."""
        text = decode(data) if notebook is None else notebook.text
        known = self._units.get(path)
        if known is not None and known[0] is not None:
            tree = known[0].tree
            if isinstance(tree, Tree) and tree.text == text:
                self._units.move_to_end(path)
                return known[0]
        unit = self._whole_unit(path, text, notebook)
        self._keep(path, unit, len(text))
        return unit

    def forget(self, path: str) -> None:
        """Read the file at `path` again when it is asked for."""
        _, size = self._units.pop(path, (None, 0))
        self._kept -= size

    def learn(self, callers: Callers) -> None:
        """Take `callers` for what was known of who calls whom; what was found in files for which that makes a
        difference is dropped."""
        for path in {*self._names, *callers.names}:
            if self._names.get(path) != callers.names.get(path):
                self.forget(path)
        self._names = dict(callers.names)
        self._methods = dict(callers.methods)

    def look_again(self) -> None:
        """Files have come or gone: a module may mean another file."""
        self._modules = Modules()

    def _bytes(self, path: str) -> bytes:
        """The content of a file, not much more than counts. Raises `OSError`."""
        known = self._contents.get(path)
        if known is not None:
            return known
        with open(path, "rb") as stream:
            return stream.read(MAX_BYTES + 1)

    def _whole_unit(self, path: str, text: str, notebook: Notebook | None = None) -> Unit:
        unit = whole(path, text, self.interest(path), notebook)
        unit.size = len(text)
        unit.slice = Slice(unit.index)  # other files may ask before its own functions are executed
        return unit

    def _keep(self, path: str, unit: Unit | None, size: int) -> None:
        self.forget(path)
        self._units[path] = (unit, size)
        self._kept += size
        while self._kept > self._limit and len(self._units) > 1:
            _, (_, dropped) = self._units.popitem(last=False)
            self._kept -= dropped

    def _read(self, path: str) -> tuple[Unit | None, int]:
        if is_notebook(path):  # is checked, but never imported
            return None, 0
        try:
            data = self._bytes(path)
            if len(data) > MAX_BYTES:
                return None, 0
            text = decode(data)
            # What is checked itself is parsed whole sooner or later; giants would push everything else out.
            if len(data) <= LARGE and (passes(data) or self.calls(path)):
                return self._whole_unit(path, text), len(data)
            pieces = Pieces(path, text, self.interest(path))
            return Unit(path, pieces, pieces.index, size=len(data) // 8), len(data) // 8
        except (OSError, SourceError):
            return None, 0


def whole(path: str, text: str, interest: Interest, notebook: Notebook | None = None) -> Unit:
    """The parsed and indexed file; `text` is the module of `notebook` if there is one. Raises `SourceError`."""
    tree = Tree(path, text, notebook=notebook)
    return Unit(path, tree, index(tree.module, interest))
