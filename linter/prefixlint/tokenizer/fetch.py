"""Fetching a rank file: the only code of prefixlint that opens a network connection, and only when a user asks for it.

Knows: addresses, folders. Must not know: requests, rules, how a rank file is read.
"""

from __future__ import annotations

import os
import ssl
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path

from prefixlint.knowledge.encodings import Encoding
from prefixlint.tokenizer.files import TIKTOKEN, is_whole, own_folder
from prefixlint.writing import put

TIMEOUT = 30  # seconds without a byte


class FetchError(Exception):
    """A rank file could not be fetched or kept; the message is one line that stands alone."""


def destination() -> Path:
    """Where fetched files are kept: the folder that tiktoken's variables name, or our own."""
    return next((Path(os.environ[name]) for name in TIKTOKEN if os.environ.get(name)), own_folder())


def fetch(encoding: Encoding, folder: Path) -> Path:
    """Fetch the rank file of `encoding` into `folder`, which is made, under the name that tiktoken looks for. Raises
    `FetchError`."""
    host = encoding.address.split("/")[2]
    try:
        with urllib.request.urlopen(encoding.address, timeout=TIMEOUT) as answer:
            data: bytes = answer.read(encoding.size + 1)
    except (OSError, ssl.SSLError, HTTPException, ValueError) as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        raise FetchError(f"{encoding.name}: cannot be fetched from {host}: {' '.join(str(reason).split())}") from None
    if not is_whole(encoding, data):
        raise FetchError(
            f"{encoding.name}: what {host} sent is not the rank file that was asked for (its hash differs)"
        )
    path = folder / encoding.file
    try:
        folder.mkdir(parents=True, exist_ok=True)
        put(str(path), data)
    except OSError as error:
        raise FetchError(f"{folder}: cannot be written: {error.strerror or error}") from None
    return path
