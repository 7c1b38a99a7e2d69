"""Files that are checked in beside the code and read by people in review: TOML, one block for each record, written whole.

Knows: how such files are read, checked and written. Must not know: what the records mean.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from prefixlint.config import ConfigError
from prefixlint.writing import put

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

T = TypeVar("T", bound=msgspec.Struct)
Value = str | int | Sequence[str]


class DamagedError(ConfigError):
    """A file that is no longer what was written."""


def render(comment: str, top: Mapping[str, Value], name: str, rows: Iterable[Mapping[str, Value]]) -> str:
    """The text of a file: a comment, some keys, and a block of the name `name` for each row. Lists have an item a line, so
    that two branches that change two of them can be merged; empty values are left out."""
    lines = [f"# {line}" for line in comment.split("\n")]
    lines += _pairs(top)
    for row in rows:
        lines += ["", f"[[{name}]]", *_pairs(row)]
    return "\n".join(lines) + "\n"


def _pairs(values: Mapping[str, Value]) -> Iterable[str]:
    for key, value in values.items():
        if isinstance(value, (str, int)):
            if value != "":
                yield f"{key} = {_plain(value)}"
        elif len(value) == 1:
            yield f"{key} = [{_plain(value[0])}]"
        elif value:
            yield f"{key} = ["
            yield from (f"  {_plain(item)}," for item in value)
            yield "]"


def _plain(value: str | int) -> str:
    """A value as TOML writes it: as it is if that is easier to read, else as JSON does, but for one control character and
    halves of characters."""
    if isinstance(value, int):
        return json.dumps(value)  # true and false are numbers to Python
    whole = value.encode("utf-8", "backslashreplace").decode("utf-8")
    if ('"' in whole or "\\" in whole) and "'" not in whole and whole.isprintable():
        return f"'{whole}'"
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def write(file: str, text: str) -> None:
    """Write `text` to `file` at once or not at all. Raises `ConfigError`."""
    try:
        put(file, text.encode("utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be written: {error.strerror or error}") from None


def read(file: str, kind: type[T], version: int, again: str) -> T:
    """The file `file` as a `kind`, which has the key `version`; `again` is the command that writes it anew. Raises
    `ConfigError` with one line for a file that is missing, cannot be read or is newer than this program, `DamagedError` for one
    that is damaged or something else."""
    try:
        with open(file, "rb") as stream:
            data = stream.read()
    except FileNotFoundError:
        raise ConfigError(f"{file}: no such file; {again} writes it") from None
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror or error}") from None
    if b"\n<<<<<<< " in data:
        raise DamagedError(f"{file}: has conflicts of a merge; {again} writes it anew")
    try:
        document: dict[str, Any] = tomllib.loads(data.decode("utf-8").replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedError(f"{file}: damaged: {' '.join(str(error).split())}; {again} writes it anew") from None
    found = document.get("version")
    if isinstance(found, int) and found > version:
        raise ConfigError(f"{file}: written by a newer prefixlint (version {found}; this one reads {version})")
    try:
        if found != version or isinstance(found, bool):
            raise msgspec.ValidationError("no key `version` that is known")
        return msgspec.convert(document, kind)
    except msgspec.ValidationError as error:
        raise DamagedError(f"{file}: damaged: {error}; {again} writes it anew") from None


def check_target(file: str, word: str) -> None:
    """Refuse to overwrite a file that holds anything else. `word` stands in the first lines of files of this kind. Raises
    `ConfigError`."""
    try:
        with open(file, "rb") as stream:
            head = stream.read(400)
    except FileNotFoundError:
        return
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror or error}") from None
    if head.strip() and word.encode() not in head:
        raise ConfigError(f"{file}: is there already and holds something else; not overwritten")
