"""The command `prefixlint tokenizer`: what counts tokens on this machine, and what would.

Knows: encodings, rank files, fetching. Must not know: requests, rules, the command line.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from prefixlint.knowledge.encodings import Encoding, encodings
from prefixlint.tokenizer import load
from prefixlint.tokenizer.fetch import destination, fetch
from prefixlint.tokenizer.files import TIKTOKEN, find, folders

_OTHERS = """\
Models with no public tokenizer (Claude, Gemini, GPT-6, ...) and models that are not known:
  about: bounds that hold and an estimate between them; see docs/tokens.md for how good it is
"""
_HOW = """\
To count exactly, do one of these:
  prefixlint tokenizer --fetch    the only command that goes online; it fetches {size}
  pip install litellm             carries the files; llama-index-core does so as well
  {variable}=FOLDER    a folder that tiktoken has used before
"""


def in_use() -> str:
    """What is in use, and how to make it exact if it is not."""
    return "".join(_in_use())


def _in_use() -> Iterator[str]:
    missing: list[Encoding] = []
    for encoding in encodings().values():
        yield f"{encoding.name}: {', '.join(encoding.models)}\n"
        found = find(encoding)
        if found is None:
            missing.append(encoding)
            yield "  about: no rank file on this machine\n"
            broken = next((one.path / encoding.file for one in folders() if (one.path / encoding.file).exists()), None)
            if broken is not None:
                yield f"  {_short(broken)} is there, but it is not what it should be\n"
        elif load(encoding) is None:
            yield f"  about: tiktoken is missing, or cannot read {_short(found.path)}\n"
        else:
            yield f"  exact: {_short(found.path)}\n         ({found.why})\n"
    yield "\n" + _OTHERS
    if missing:
        size = sum(encoding.size for encoding in missing) / 1e6
        yield "\n" + _HOW.format(size=f"{size:.1f} MB", variable=TIKTOKEN[0])


def fetched() -> str:
    """Fetch what is missing, and say so. Raises `FetchError`."""
    lines: list[str] = []
    for encoding in encodings().values():
        known = find(encoding)
        path = known.path if known is not None else fetch(encoding, destination())
        lines.append(f"{encoding.name}: {'is here' if known is not None else 'fetched'}: {_short(path)}\n")
    return "".join(lines)


def _short(path: Path) -> str:
    """A path as a reader knows it."""
    home = os.path.expanduser("~")
    text = str(path)
    return "~" + text[len(home) :] if home != os.sep and text.startswith(home + os.sep) else text
