"""Bytes of a file: encoding and decoding errors.

Knows: bytes, byte order marks, encoding cookies. Must not know: Python syntax beyond the cookie line, rules.
"""

from __future__ import annotations

import codecs
import io
import tokenize


class SourceError(Exception):
    """A file that cannot be decoded or parsed. `message` is one line; `line` and `column` are 1-based."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


def decode(data: bytes) -> str:
    """The text of a source file, its byte order mark removed, newlines as written.

    Raises `SourceError` with the place of the first byte that cannot be decoded.
    """
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError as error:
        raise SourceError(f"cannot decode: {error.msg or error}") from None
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
        encoding = "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise SourceError(f"cannot decode byte 0x{data[error.start]:02x} as {encoding}", line, column) from None
