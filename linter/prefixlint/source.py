"""Bytes of a file: encoding and decoding errors.

Knows: bytes, byte order marks, encoding cookies. Must not know: Python syntax beyond the cookie line, rules.
"""

from __future__ import annotations

import codecs
import io
import tokenize

MAX_SIGNS = 250_000  # of assignments and calls: some 200,000 lines, or 15 seconds of parsing; long texts do not count


class SourceError(Exception):
    """A file that cannot be decoded or parsed. `message` is one line; `line` and `column` are 1-based."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


def decode(data: bytes) -> str:
    """The text of a source file, its byte order mark removed, newlines as written.

    Raises `SourceError` for more code than can be parsed in a reasonable time, and with the place of the first byte
    that cannot be decoded.
    """
    if data.count(b"=") + data.count(b"(") > MAX_SIGNS:
        raise SourceError(f"cannot check: too much code in one file ({len(data) / 1e6:.1f} MB)")
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
