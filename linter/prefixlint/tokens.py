"""Sizes of text in tokens: bounds that hold for the byte-pair tokenizers of OpenAI, and an estimate between them.

Knows: what no pre-tokenizer piece can cross, bytes, how many tokens ordinary text has. Must not know: models, prices, rank
files (`tokenizer` counts for real), syntax.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from dataclasses import dataclass
from functools import lru_cache

DOUBT = 2  # an estimate is not trusted beyond this factor
MAX_KEPT = 4096  # texts of which the size is remembered: one literal takes part in many requests

# Each match holds at least one pre-tokenizer piece of its own, with o200k_base as well as cl100k_base. Left out is all that
# may belong to a piece beside it: one sign in front of a word (the group), a slash behind signs and line ends, a contraction.
_PIECES = re.compile(
    r"(?:[ _]|([^A-Za-z0-9_ \t\n\x0b\x0c\r]))?[A-Za-z]+(?:'[A-Za-z]+)*"
    r"|[0-9]{1,3}"
    r"| ?[^A-Za-z0-9 \t\n\x0b\x0c\r/](?![A-Za-z])[^A-Za-z0-9 \t\n\x0b\x0c\r]*"
    r"|(?<=[A-Za-z0-9])[ \t\x0b\x0c]*[\r\n]"
    r"|  +(?=[^ \t\n\x0b\x0c\r])"
    r"|(?<=[A-Za-z]) (?=[0-9])"
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")

# Tokens, fitted to o200k_base (docs/tokens.md says how well): for each piece, for a sign in front of a word, and for each
# character that is not ASCII, by the end of its range of code points.
_PER_PIECE = 1.05
_PER_SIGN = 0.95
_SCRIPTS: tuple[tuple[int, float], ...] = (
    (0x250, 1.4),  # Latin letters with accents
    (0x370, 1.5),
    (0x400, 0.46),  # Greek
    (0x530, 0.25),  # Cyrillic
    (0x590, 0.7),
    (0x600, 0.51),  # Hebrew
    (0x780, 0.4),  # Arabic
    (0x900, 1.0),
    (0xE00, 0.4),  # scripts of India
    (0xE80, 0.5),  # Thai
    (0x2000, 0.8),
    (0x3000, 1.1),  # dashes, quotes, arrows, boxes
    (0x3040, 1.0),
    (0x3100, 0.65),  # Kana
    (0x3400, 0.9),
    (0xA000, 0.78),  # Han
    (0xAC00, 1.5),
    (0xD7B0, 0.75),  # Hangul
    (0x10000, 1.0),
    (0x110000, 1.7),  # emoji
)
_ENDS = [end for end, _ in _SCRIPTS]


@dataclass(frozen=True, slots=True)
class Size:
    """A number of tokens between `low` and `high`; `high` is None when nothing is known."""

    low: int
    high: int | None
    estimate: int = 0

    def __add__(self, other: Size) -> Size:
        high = None if self.high is None or other.high is None else self.high + other.high
        return Size(self.low + other.low, high, self.estimate + other.estimate)

    @property
    def exact(self) -> bool:
        """Whether it was counted."""
        return self.low == self.high

    def reaches(self, tokens: int) -> bool:
        """Whether the size may be `tokens` or more: the estimate may be wrong by half, as it is for tables and code, but
        not by more in any text that people write."""
        return self.high is None or (self.high >= tokens and self.estimate * DOUBT >= tokens)


ZERO = Size(0, 0)
UNKNOWN_SIZE = Size(0, None)
SHORT_SIZE = Size(1, 32, 4)  # a name, a number, a date, a path


def counted(tokens: int) -> Size:
    """The size of something that was counted."""
    return Size(tokens, tokens, tokens)


@lru_cache(maxsize=MAX_KEPT)
def size_of(text: str) -> Size:
    """Bounds of the token count of `text`, and an estimate between them.

    Low: pre-tokenizer pieces, because each is at least one token. High: the number of UTF-8 bytes, since every token holds
    at least one. In a text that is put together from several, each joint may take a token away.
    """
    if not text:
        return ZERO
    if text.isascii():
        low, estimate = _pieces(text)
        high = len(text)
    else:
        low, _ = _pieces(text.translate(_PLAIN))
        high = len(text.encode("utf-8", "surrogatepass"))
        _, estimate = _pieces(text.encode("ascii", "ignore").decode("ascii"))
        estimate += sum(map(_WEIGHTS.__getitem__, map(ord, "".join(_NOT_ASCII.findall(text)))))
    low = low or 1
    return Size(low, high, min(high, max(low, round(estimate))))


def _pieces(text: str) -> tuple[int, float]:
    """How many pieces an ASCII text has at least, and how many tokens it likely has."""
    signs = _PIECES.findall(text)
    pieces = len(signs)
    return pieces, pieces * _PER_PIECE + (pieces - signs.count("")) * _PER_SIGN


class _Plain(dict[int, str | None]):
    """For `str.translate`: an ASCII character that pre-tokenizers treat alike, for each character that is met."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        category = unicodedata.category(character)
        plain: str | None
        if code < 128:
            plain = character
        elif category[0] == "L":
            plain = "a"
        elif category[0] == "N":
            plain = "0"
        elif category[0] == "M" or category in ("Cn", "Cs"):
            plain = None  # marks belong to a word or do not, and what is not assigned yet may become anything
        elif character.isspace():
            plain = "\t"
        else:
            plain = "\x01"
        self[code] = plain
        return plain


class _Weights(dict[int, float]):
    """Tokens of a character that is not ASCII, by its code point."""

    def __missing__(self, code: int) -> float:
        self[code] = found = _SCRIPTS[bisect(_ENDS, code)][1]
        return found


_PLAIN = _Plain()
_WEIGHTS = _Weights()
