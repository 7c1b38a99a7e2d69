"""Rank files on this machine: where they may be, and which of them is what it should be.

Knows: tiktoken's cache folder, packages that carry rank files, our own folder. Must not know: how one is read, the network.
Packages are looked for, never imported.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from prefixlint.knowledge.encodings import Encoding

TIKTOKEN = ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR")  # the first that is set counts; empty means no cache
_CARRIERS = (
    ("litellm", "litellm_core_utils/tokenizers"),
    ("litellm", "llms/tokenizers"),
    ("llama_index", "core/_static/tiktoken_cache"),
)


@dataclass(frozen=True, slots=True)
class Folder:
    """A place where rank files may be, and why."""

    path: Path
    why: str


@dataclass(frozen=True, slots=True)
class RankFile:
    """A rank file whose content is what it should be."""

    path: Path
    why: str
    data: bytes


def folders() -> Iterator[Folder]:
    """Where rank files may be, in the order in which they are looked for."""
    import tempfile

    name = next((name for name in TIKTOKEN if name in os.environ), None)
    if name is None:
        yield Folder(Path(tempfile.gettempdir(), "data-gym-cache"), "tiktoken's cache")
    elif os.environ[name]:
        yield Folder(Path(os.environ[name]), name)
    yield Folder(own_folder(), "fetched by prefixlint")
    for package, inside in _CARRIERS:
        for root in _roots(package):
            yield Folder(root / inside, f"carried by {package.replace('_', '-')}")


def own_folder() -> Path:
    """Where `prefixlint tokenizer --fetch` writes to if tiktoken's variables name no folder: one for each user, because that
    of tiktoken is a temporary one."""
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    base = Path(named) if named and os.path.isabs(named) else Path(os.path.expanduser("~")) / ".cache"
    return base / "prefixlint" / "tokenizer"


def find(encoding: Encoding) -> RankFile | None:
    """The first rank file of `encoding` that is whole."""
    for folder in folders():
        path = folder.path / encoding.file
        try:
            if path.stat().st_size != encoding.size:
                continue
            data = path.read_bytes()
        except OSError:
            continue
        if is_whole(encoding, data):
            return RankFile(path, folder.why, data)
    return None


def is_whole(encoding: Encoding, data: bytes) -> bool:
    """Whether `data` is the rank file of `encoding`, by its hash."""
    import hashlib

    return hashlib.sha256(data).hexdigest() == encoding.sha256


def _roots(package: str) -> Iterator[Path]:
    """The folders of a top-level package: of this interpreter, and of the virtual environment that is active, which is another
    one where prefixlint is installed apart."""
    try:
        spec = find_spec(package)
    except (ImportError, ValueError, AttributeError):
        spec = None
    if spec is not None:
        yield from map(Path, spec.submodule_search_locations or ())
    active = os.environ.get("VIRTUAL_ENV")
    if active and Path(active) != Path(sys.prefix):
        for pattern in ("lib/python3*/site-packages", "Lib/site-packages"):
            for packages in sorted(Path(active).glob(pattern)):
                yield packages / package
