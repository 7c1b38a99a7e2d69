"""Sizes of text in tokens, as bounds that hold for every byte-pair tokenizer in use.

Knows: pre-tokenizer pieces and bytes. Must not know: models, prices, rank files (exact counts come later), syntax.
"""

from __future__ import annotations

from dataclasses import dataclass

DOUBT = 2  # an estimate is not trusted beyond this factor
_CHARACTERS_PER_TOKEN = 4  # English prose; OpenAI's rule of thumb, see knowledge/providers.toml
_TOKENS_PER_WIDE_CHARACTER = 0.7  # CJK and other scripts: 1 to 1.5 characters a token


@dataclass(frozen=True, slots=True)
class Size:
    """A number of tokens between `low` and `high`; `high` is None when nothing is known."""

    low: int
    high: int | None
    estimate: int = 0

    def __add__(self, other: Size) -> Size:
        high = None if self.high is None or other.high is None else self.high + other.high
        return Size(self.low + other.low, high, self.estimate + other.estimate)

    def reaches(self, tokens: int) -> bool:
        """Whether the size may be `tokens` or more: the estimate may be wrong by half, as it is for tables and code, but
        not by more in any text that people write."""
        return self.high is None or (self.high >= tokens and self.estimate * DOUBT >= tokens)


ZERO = Size(0, 0)
UNKNOWN_SIZE = Size(0, None)
SHORT_SIZE = Size(1, 32, 4)  # a name, a number, a date, a path


def size_of(text: str) -> Size:
    """Bounds of the token count of `text`, and an estimate between them.

    Low: the number of words between white space, because no pre-tokenizer piece crosses white space and each piece is at
    least one token. High: the number of UTF-8 bytes, since every token holds at least one.
    """
    if not text:
        return ZERO
    low = len(text.split()) or 1
    if text.isascii():
        high = len(text)
        estimate = high / _CHARACTERS_PER_TOKEN
    else:
        high = len(text.encode("utf-8", "surrogatepass"))
        ascii_count = sum(map(str.isascii, text))
        estimate = ascii_count / _CHARACTERS_PER_TOKEN + (len(text) - ascii_count) * _TOKENS_PER_WIDE_CHARACTER
    return Size(low, high, min(high, max(low, round(estimate))))
