"""Files under analysis, and the hooks through which other files are found and text files read.

Knows: what of a file is worth executing, which of its functions concern a prompt. Must not know: disk, values, frames.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from prefixlint.syntax.document import Document
from prefixlint.syntax.names import FunctionInfo, Index, Statement
from prefixlint.syntax.parse import Tree
from prefixlint.syntax.pieces import Pieces
from prefixlint.syntax.slice import Slice


@dataclass(eq=False)
class Unit:
    """A file under analysis. Of one that is only imported the tree may be `Pieces`, which grow as names are asked for."""

    path: str
    tree: Tree | Pieces
    index: Index
    slice: Slice | None = None  # statements worth executing; None: all
    size: int = 0  # bytes
    _concerned: set[FunctionInfo] | None = None

    def concerns(self, function: FunctionInfo) -> bool:
        """Whether a function shows a request or prompt text, or calls one of this file that does."""
        if isinstance(self.tree, Pieces):
            return function.marked
        if self._concerned is None:
            self._concerned = reaching(self.index.functions.values())
        return function in self._concerned

    def bound(self, word: str) -> list[Statement] | None:
        """The statements at the top of the file that bind `word`."""
        if isinstance(self.tree, Pieces):
            self.tree.require(word)
        return self.index.bindings.get(word)

    def slice_of(self, function: FunctionInfo) -> Slice | None:
        """What of a function is worth executing; None: all of it."""
        return self.tree.slice_of(function.node) if isinstance(self.tree, Pieces) else self.slice

    @property
    def is_package(self) -> bool:
        """Whether this is the `__init__` of a package."""
        return self.path.endswith("__init__.py")


def reaching(infos: Collection[FunctionInfo]) -> set[FunctionInfo]:
    """Functions that are marked or that call, by name and over any number of steps, one that is."""
    reached = {info.name for info in infos if info.marked}
    while True:
        more = {info.name for info in infos if info.name not in reached and info.calls & reached}
        if not more:
            break
        reached |= more
    return {info for info in infos if info.marked or info.calls & reached}


class Resolver(Protocol):
    """Finds other files of the project; `NoResolver` knows none."""

    def unit(self, module: str, importer: Unit) -> Unit | None:
        """The file of the dotted `module` (relative names start with dots), as `importer` sees it."""

    def senders(self, name: str, callee: str) -> Sequence[tuple[Unit, str]]:
        """Methods `name` of the program that send what they are given, which an object of unknown class may mean by
        `callee` (as written): their files and classes, the likeliest first."""


class NoResolver:
    """A project of one file."""

    def senders(self, name: str, callee: str) -> Sequence[tuple[Unit, str]]:
        """None."""
        return ()

    def unit(self, module: str, importer: Unit) -> Unit | None:
        """Nothing."""
        return None


class Files(Protocol):
    """Reads text files of the project. Paths begin at its root: "/prompts/system.md"."""

    def where(self, path: str) -> str:
        """The path below the root of the unit at `path`; "" if that is not known."""

    def read(self, where: str) -> Document | None:
        """The text file at a path; None if there is none."""

    def package(self, name: str, beside: str) -> str | None:
        """The folder of a dotted package as the file at the path `beside` sees it."""


class NoFiles:
    """A project without text files."""

    def where(self, path: str) -> str:
        """Nowhere."""
        return ""

    def read(self, where: str) -> Document | None:
        """Nothing."""
        return None

    def package(self, name: str, beside: str) -> str | None:
        """Nothing."""
        return None
