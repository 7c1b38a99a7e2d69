"""Counting tokens for real, where the rank file of a model's encoding is on this machine.

Nothing here goes online (that is `fetch`), and nothing is loaded before something is counted.
Knows: how tiktoken is fed. Must not know: requests, rules, where a figure is printed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from prefixlint.knowledge.encodings import Encoding, encoding_of
from prefixlint.tokenizer.files import find

if TYPE_CHECKING:
    import tiktoken

__all__ = ["Count", "counter", "load"]

Count = Callable[[str], int]
MAX_KEPT = 1024  # texts of which the count is remembered
_made: dict[Encoding, tiktoken.Encoding] = {}  # there is one file for each, known by its hash, wherever it lies


@lru_cache(maxsize=256)
def counter(provider: str | None, model: str | None) -> Count | None:
    """What counts the tokens of a text for this model; None if its encoding is not public, or the rank file is not on
    this machine. The first time costs half a second, so ask only for what is printed."""
    encoding = encoding_of(provider, model)
    return _counter(encoding) if encoding is not None else None


@lru_cache(maxsize=8)
def _counter(encoding: Encoding) -> Count | None:
    loaded = load(encoding)
    if loaded is None:
        return None

    @lru_cache(maxsize=MAX_KEPT)
    def count(text: str) -> int:
        # Text that looks like a special token is text.
        return len(loaded.encode_ordinary(text))

    return count


def load(encoding: Encoding) -> tiktoken.Encoding | None:
    """The encoding, made from a rank file on this machine; None if there is none, or no tiktoken that can read it.

    tiktoken is handed the ranks: asked for an encoding by name, it would fetch a file that it does not find.
    """
    found = find(encoding)
    if found is None:
        return None
    if encoding not in _made:
        from binascii import a2b_base64

        try:
            import tiktoken

            words = found.data.split()
            ranks = dict(zip(map(a2b_base64, words[::2]), map(int, words[1::2]), strict=True))
            _made[encoding] = tiktoken.Encoding(
                encoding.name, pat_str=encoding.pattern, mergeable_ranks=ranks, special_tokens={}
            )
        except (ImportError, ValueError):  # binascii raises a kind of ValueError
            return None
    return _made[encoding]
