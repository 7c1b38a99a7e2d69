"""What the engine knows of a value, asked where it stands: the Python blocks of `reveal/*.md`.

    reveal_prompt(x)  # revealed: "You are " {REQUEST? user}      must be exactly this
    reveal_prompt(x)  # todo-revealed: "You are Ann"              a known defect; fails when it is mended, so it gets promoted

A fence that names a file, like

    ```jinja prompts/system.j2

puts that file beside the programs that follow it up to the next heading; the programs are `app/block.py`.

Each block is a file of its own and is executed as the engine does it: the module body first, then every function that
asks and was not reached from there, its parameters unknown. A line that is reached more than once reveals its distinct
values in order, with ` || ` between them. The notation is that of `prefixlint.flow.reveal`.
"""

from __future__ import annotations

import ast
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from prefixlint.config import Settings
from prefixlint.flow import access
from prefixlint.flow.analyse import engine, run_function, run_module
from prefixlint.flow.engine import CallEvent, Frame
from prefixlint.flow.reveal import reveal
from prefixlint.flow.values import NONE, Value
from prefixlint.knowledge.load import Extra, knowledge
from prefixlint.lint import read
from prefixlint.syntax.document import Document
from prefixlint.syntax.names import FunctionInfo

FOLDER = Path(__file__).parent / "reveal"
MARK = re.compile(r"# (todo-)?revealed: (.+)$")
NAME = "reveal_prompt"


@dataclass(frozen=True)
class Block:
    """A fenced block of Python: the file it stands in, the line of its fence, its text."""

    file: str
    line: int
    source: str
    files: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def blocks(path: Path) -> list[Block]:
    """The Python blocks of a file."""
    found: list[Block] = []
    files: dict[str, str] = {}
    start, inside = 0, ""
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines, 1):
        if line.startswith("```"):
            text = "\n".join(lines[start : number - 1]) + "\n"
            if inside == "python":
                found.append(Block(path.name, start, text, tuple(files.items())))
            elif " " in inside:
                files[inside.split(" ")[1]] = text
            start, inside = number, "" if inside else line.removeprefix("```") or "text"
        elif line.startswith("#") and not inside:
            files = {}
    assert not inside, f"{path.name}: a block is not closed"
    return found


BLOCKS = [block for path in sorted(FOLDER.glob("*.md")) for block in blocks(path)]


class Beside:
    """The files beside a block."""

    def __init__(self, files: tuple[tuple[str, str], ...]) -> None:
        self.documents = {f"/{name}": Document(name, text, f"/{name}") for name, text in files}

    def where(self, path: str) -> str:
        return f"/app/{path}"

    def read(self, where: str) -> Document | None:
        return self.documents.get(posixpath.normpath("/" + where.lstrip("/")))

    def package(self, name: str, beside: str) -> str | None:
        folder = "/" + name.replace(".", "/")
        return folder if any(where.startswith(folder + "/") for where in self.documents) else None


class Watcher:
    """Writes down what `reveal_prompt` is called with, by line."""

    def __init__(self) -> None:
        self.revealed: dict[int, list[str]] = {}

    def called(self, event: CallEvent) -> Value | None:
        if event.text != NAME:
            return None
        frame = event.frame
        value = access.settle(event.arguments.positional[0], frame, event.node)
        line = frame.unit.tree.place(event.node).end_line
        shown = self.revealed.setdefault(line, [])
        if (text := reveal(value, frame.live.heap)) not in shown:
            shown.append(text)
        return NONE

    def entered(self, event: CallEvent) -> None:
        pass

    def returned(self, function: FunctionInfo, value: Value, frame: Frame) -> None:
        pass

    def assigned(self, *_: object) -> None:
        pass


def revealed(source: str, files: tuple[tuple[str, str], ...] = ()) -> dict[int, str]:
    """What each line of `source` that asks reveals, with `files` beside it."""
    unit = read("block.py", source, Settings())
    watcher = Watcher()
    machine = engine(knowledge(Extra((), (), ())), watcher, files=Beside(files))
    machine.units[unit.path] = unit
    run_module(unit, machine)
    for info in unit.index.functions.values():
        if NAME in unit.tree.module.code_for_node(info.node) and info.node not in machine.executed:
            run_function(info, unit, machine)
    return {line: " || ".join(shown) for line, shown in watcher.revealed.items()}


def calls(source: str) -> set[int]:
    """The lines on which a call of `reveal_prompt` ends."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return {node.end_lineno or 0 for node in nodes if isinstance(node.func, ast.Name) and node.func.id == NAME}


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_reveal(block: Block) -> None:
    compile(block.source, str(block), "exec")
    found = revealed(block.source, block.files)
    wrong: list[str] = []
    lines = block.source.split("\n")
    asking = sorted(calls(block.source))
    for number in asking:
        mark = MARK.search(lines[number - 1])
        assert mark is not None, f"{block.file}:{block.line + number} says nothing"
        actual = found.get(number, "(not reached)")
        if mark[1] and actual == mark[2]:
            wrong.append(f"{block.file}:{block.line + number} works now, so write it without `todo-`: {actual}")
        elif not mark[1] and actual != mark[2]:
            wrong.append(f"{block.file}:{block.line + number}\n  expected {mark[2]}\n  revealed {actual}")
    assert asking, "a block asks at least once"
    assert not wrong, "\n".join(wrong)


def test_there_are_many() -> None:
    assert sum(len(calls(block.source)) for block in BLOCKS) >= 120


def test_a_wrong_expectation_is_noticed() -> None:
    with pytest.raises(AssertionError, match='revealed "a"'):
        test_reveal(Block("x.md", 1, 'reveal_prompt("a")  # revealed: "b"\n'))
    with pytest.raises(AssertionError, match="works now"):
        test_reveal(Block("x.md", 1, 'reveal_prompt("a")  # todo-revealed: "a"\n'))
    with pytest.raises(AssertionError, match="not reached"):
        test_reveal(Block("x.md", 1, 'if 0:\n    reveal_prompt("a")  # revealed: "a"\n'))
