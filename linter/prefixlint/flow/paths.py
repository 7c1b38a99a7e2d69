"""Paths that are known, and the text files they lead to.

A path is a text ("/prompts/system.md" below the project's root, "prompts/system.md" wherever the program is started) or
an object of pathlib; both are spelled out only as far as every part of them is known.
Knows: `__file__`, `os.path`, `pathlib`, `importlib.resources`, `open`. Must not know: disk, what stands in the files.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence

import libcst as cst

from prefixlint.flow.engine import Arguments, Frame
from prefixlint.flow.framing import piece
from prefixlint.flow.judge import CHOICE, STABLE
from prefixlint.flow.values import (
    Alt,
    Cat,
    Const,
    External,
    HeapObject,
    Hole,
    Instance,
    Item,
    ListObject,
    Lit,
    Origin,
    Ref,
    Value,
    alt,
    literal,
)
from prefixlint.syntax.document import Document

PATH = "pathlib.Path()"
FILE = "builtins.open()"
MAX_SPELLINGS = 12  # paths that one expression may stand for
_HERE = frozenset({"os.getcwd", "pathlib.Path.cwd", "Path.cwd"})
_WRITING = frozenset("wax+")


# ---- values --------------------------------------------------------------------------------------------------------


def file(frame: Frame, node: cst.CSTNode) -> Value | None:
    """`__file__`; None if nobody knows where the file lies."""
    where = frame.engine.files.where(frame.unit.path)
    return Lit(where, frame.origin(node)) if where else None


def made(text: str, frame: Frame) -> Ref:
    """The pathlib object of a path. One path is one object: it never changes."""
    known = Ref(frame.engine.site_id(PATH, text))
    if frame.get(known) is None:
        _, suffix = posixpath.splitext(text)
        name = posixpath.basename(text)
        fields: list[tuple[str, Value]] = [
            ("path", Lit(text)), ("name", Lit(name)), ("suffix", Lit(suffix)), ("stem", Lit(name.removesuffix(suffix))),
        ]  # fmt: skip
        above = _parents(text)
        if above:
            fields.append(("parent", made(above[0], frame)))
            holder = Ref(frame.engine.site_id(PATH, "parents", text))
            frame.put(holder, ListObject(tuple(Item(made(one, frame)) for one in above), "tuple"))
            fields.append(("parents", holder))
        frame.put(known, Instance(None, PATH, tuple(fields)))
    return known


def _parents(text: str) -> list[str]:
    """The folders above a path, nearest first; what is above the folder in which a program is started is not known."""
    found: list[str] = []
    while text not in ("", "/", ".", "..") and len(found) < 32:
        text = posixpath.dirname(text) or "."
        found.append(text)
    return found


def spelled(value: Value, frame: Frame) -> list[str | None]:
    """The texts that a path may be, None for one that is not known."""
    if isinstance(value, Ref):
        obj = frame.get(value)
        if isinstance(obj, Instance) and obj.name == PATH:
            known = obj.get("path")
            return [literal(known)] if known is not None else [None]
        return [None]
    if isinstance(value, Lit):
        return [value.text]
    if isinstance(value, Alt):
        given = [one for one in value.options if not (isinstance(one, Const) and one.value is None)]
        return _few([text for option in given for text in spelled(option, frame)])
    if isinstance(value, Cat):
        heads: list[str | None] = [""]
        for part in value.parts:
            tails = spelled(part, frame)
            heads = _few([None if a is None or b is None else a + b for a in heads for b in tails])
        return heads
    return [None]


def _few(found: list[str | None]) -> list[str | None]:
    """Without repetitions; nothing is known where there are too many."""
    distinct = list(dict.fromkeys(found))
    return distinct if len(distinct) <= MAX_SPELLINGS else [None]


def _each(
    values: Sequence[Value], frame: Frame, node: cst.CSTNode, make: Callable[[list[str]], Value | None]
) -> Value | None:
    """What `make` makes of every spelling of `values`; None if nothing is known of any."""
    runs: list[list[str] | None] = [[]]
    for value in values:
        options = spelled(value, frame)
        runs = [None if run is None or one is None else [*run, one] for run in runs for one in options]
        if len(runs) > MAX_SPELLINGS:
            return None
    results = [make(run) if run is not None else None for run in runs]
    known = [result for result in results if result is not None]
    if not known:
        return None
    return alt([*known, Hole(STABLE, frame.origin(node))] if len(known) < len(results) else known)


# ---- documents -----------------------------------------------------------------------------------------------------


def document(text: str, frame: Frame) -> Document | None:
    """The text file at a path. One that is relative is looked for beside the file at hand and in the folders above it,
    up to the project's root: in one of them the program is started."""
    engine = frame.engine
    if text.startswith("/"):
        candidates = [text]
    else:
        base = posixpath.dirname(engine.files.where(frame.unit.path))
        candidates = [posixpath.join(base, text)]
        while base not in ("", "/"):
            base = posixpath.dirname(base)
            candidates.append(posixpath.join(base, text))
    for candidate in candidates:
        found = engine.files.read(candidate)
        if found is not None:
            engine.documents[found.path] = found
            return found
    return None


def whole(found: Document) -> Lit:
    """The text of a document."""
    return Lit(found.text, Origin(found.path, found.whole))


def content(value: Value, frame: Frame) -> Value | None:
    """The text that reading `value` gives: a path, an open file, or (of `json.loads`) a text itself."""
    obj = frame.get(value) if isinstance(value, Ref) else None
    if isinstance(obj, Instance) and obj.name == FILE:
        return obj.get("text")
    if isinstance(obj, Instance) and obj.name == PATH:
        return read([value], frame, None)
    return None


def read(values: Sequence[Value], frame: Frame, node: cst.CSTNode | None) -> Value | None:
    """The text of the file at a path, given in parts."""

    def one(parts: list[str]) -> Value | None:
        found = document(posixpath.join(*parts), frame)
        return whole(found) if found is not None else None

    return _each(values, frame, node or frame.unit.tree.module, one)


def opened(value: Value, mode: Value | None, frame: Frame, node: cst.CSTNode) -> Value | None:
    """An open file; None unless it is one of the project's that is opened for reading."""
    letters = literal(mode) if mode is not None else "r"
    if letters is None or not _WRITING.isdisjoint(letters):
        return None

    def one(parts: list[str]) -> Value | None:
        found = document(parts[0], frame)
        return _shared(Instance(None, FILE, (("text", whole(found)),)), found, frame) if found is not None else None

    return _each([value], frame, node, one)


def _shared(obj: HeapObject, key: object, frame: Frame) -> Ref:
    ref = Ref(frame.engine.site_id(FILE, key))
    frame.put(ref, obj)
    return ref


# ---- functions -----------------------------------------------------------------------------------------------------


def function(name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    """Functions of os.path, pathlib and importlib.resources on known paths; None for others."""
    handler = _FUNCTIONS.get(name)
    return handler(arguments, frame, node) if handler is not None else None


def _text(change: Callable[[str], str]) -> Callable[[Arguments, Frame, cst.CSTNode], Value | None]:
    """A function of one path that gives a text."""

    def handler(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
        origin = frame.origin(node)
        return _each(
            arguments.positional[:1], frame, node, lambda parts: Lit(change(parts[0]), origin) if parts else None
        )

    return handler


def _join(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    values = list(arguments.positional)
    if len(values) > 1 and isinstance(values[0], Hole) and values[0].source in _HERE:
        values = values[1:]
    if not values or arguments.star:
        return None
    return _each(values, frame, node, lambda parts: Lit(posixpath.join(*parts), frame.origin(node)))


def _path(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    if arguments.star:
        return None
    return _each(arguments.positional, frame, node, lambda parts: made(posixpath.join(*parts) if parts else ".", frame))


def _cwd(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    return None if not frame.engine.files.where(frame.unit.path) else made(".", frame)


def folder(value: Value | None, frame: Frame) -> str | None:
    """The folder of a package given by name, or as `__package__` or `__name__`."""
    where = frame.engine.files.where(frame.unit.path)
    if not where:
        return None
    if value is None or (isinstance(value, External) and value.name in ("builtins.__package__", "builtins.__name__")):
        return posixpath.dirname(where)
    name = literal(value) if not isinstance(value, External) else value.name
    return frame.engine.files.package(name, where) if name is not None else None


def _files(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    base = folder(arguments.get("anchor", 0) or arguments.get("package", 0), frame)
    return made(base, frame) if base is not None else None


def _resource(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    """`read_text("package", "name")`, `pkgutil.get_data("package", "name")`."""
    names = arguments.positional[1:] or list(arguments.named.values())[-1:]
    base = folder(arguments.get("package", 0), frame)
    return read([Lit(base), *names], frame, node) if base is not None and names else None


def _open_resource(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    base = folder(arguments.get("package", 0), frame)
    if base is None or len(arguments.positional) < 2:
        return None
    path = _join(Arguments([Lit(base), *arguments.positional[1:]]), frame, node)
    return opened(path, None, frame, node) if path is not None else None


def _open(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    first = arguments.get("file", 0)
    return opened(first, arguments.get("mode", 1), frame, node) if first is not None else None


def _same(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    first = arguments.positional[0] if arguments.positional else None
    return first if first is not None and spelled(first, frame) != [None] else None


Handler = Callable[[Arguments, Frame, cst.CSTNode], Value | None]
_FUNCTIONS: dict[str, Handler] = {
    "os.path.join": _join,
    "os.path.dirname": _text(posixpath.dirname),
    "os.path.basename": _text(posixpath.basename),
    "os.path.normpath": _text(posixpath.normpath),
    "os.path.abspath": _text(posixpath.normpath),
    "os.path.realpath": _text(posixpath.normpath),
    "os.path.expanduser": _same,
    "os.fspath": _text(str),
    "pathlib.Path": _path,
    "pathlib.PurePath": _path,
    "pathlib.PosixPath": _path,
    "pathlib.PurePosixPath": _path,
    "anyio.Path": _path,
    "pathlib.Path.cwd": _cwd,
    "importlib.resources.files": _files,
    "importlib_resources.files": _files,
    "importlib.resources.read_text": _resource,
    "importlib.resources.read_binary": _resource,
    "importlib.resources.open_text": _open_resource,
    "importlib.resources.path": lambda arguments, frame, node: _joined(_open_path(arguments, frame, node), frame, node),
    "importlib.resources.as_file": _same,
    "pkgutil.get_data": _resource,
    "builtins.open": _open,
    "io.open": _open,
    "codecs.open": _open,
    "aiofiles.open": _open,
    "anyio.open_file": _open,
}


def _open_path(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    base = folder(arguments.get("package", 0), frame)
    return _join(Arguments([Lit(base), *arguments.positional[1:]]), frame, node) if base is not None else None


def _joined(value: Value | None, frame: Frame, node: cst.CSTNode) -> Value | None:
    return _path(Arguments([value]), frame, node) if value is not None else None


def divided(left: Value, right: Value, frame: Frame, node: cst.CSTNode) -> Value | None:
    """`path / name`; None if the left side is no known path."""
    if not any(_is_path(one, frame) for one in (left.options if isinstance(left, Alt) else (left,))):
        return None
    return _path(Arguments([left, right]), frame, node)


def _is_path(value: Value, frame: Frame) -> bool:
    obj = frame.get(value) if isinstance(value, Ref) else None
    return isinstance(obj, Instance) and obj.name == PATH


# ---- methods -------------------------------------------------------------------------------------------------------

_SAME = frozenset({"absolute", "expanduser"})
_ASKING = frozenset({"exists", "is_file", "is_dir", "is_symlink", "is_absolute", "match"})


def path_method(
    receiver: Ref, obj: Instance, name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode
) -> Value | None:
    """A method of a known path; None if it is not one that is known."""
    text = literal(obj.get("path") or Const(None))
    if text is None:
        return None
    first = arguments.positional[0] if arguments.positional else None
    if name in _SAME:
        return receiver
    if name == "resolve":
        return made(posixpath.normpath(text), frame)
    if name in _ASKING:
        return Hole(CHOICE, frame.origin(node), shape="bool")
    if name in ("as_posix", "__str__", "__fspath__"):
        return Lit(text, frame.origin(node))
    if name == "joinpath":
        return _path(Arguments([receiver, *arguments.positional], star=arguments.star), frame, node)
    if name in ("read_text", "read_bytes"):
        return read([receiver], frame, node)
    if name == "open":
        return opened(receiver, arguments.get("mode", 0), frame, node)
    if name in ("with_name", "with_suffix", "with_stem") and first is not None:
        head, last = posixpath.split(text)
        stem, suffix = posixpath.splitext(last)

        def changed(parts: list[str]) -> Value:
            new = {"with_name": parts[0], "with_suffix": stem + parts[0], "with_stem": parts[0] + suffix}[name]
            return made(posixpath.join(head, new), frame)

        return _each([first], frame, node, changed)
    return None


def file_method(obj: Instance, name: str, frame: Frame, node: cst.CSTNode) -> Value | None:
    """A method of an open file."""
    text = obj.get("text")
    if not isinstance(text, Lit):
        return None
    if name == "read":
        return text
    if name == "readlines":
        return frame.new(ListObject(lines(text), origin=frame.origin(node)), node)
    if name == "close":
        return Const(None)
    return None


def lines(text: Lit) -> tuple[Item, ...]:
    """The lines of a text, each with its place."""
    found: list[Item] = []
    at = 0
    for line in text.text.splitlines(keepends=True):
        one = piece(text, at, at + len(line))
        found.append(Item(one, one.origin))
        at += len(line)
    return tuple(found)
