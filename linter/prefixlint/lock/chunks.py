"""Long texts as short marks: a digest for every hundred words or so, and the first words.

A lock file must not be a copy of the prompts, and still say where two versions part. A text is cut behind paragraphs and
lines, so that after an edit the marks behind it are the same again; each mark has small digests of a dozen words, which say
more exactly where the difference is.

Knows: words and digests. Must not know: requests, files, tokens.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

PARAGRAPH, LINE, MOST = 64, 128, 160  # words after which a text is cut behind a paragraph, behind a line, anywhere
GROWS = 64  # marks of one text after which the next ones take twice as much, three times as much ...
STEP = 12  # words of a small digest
SHOWN = 5  # words that are shown
MAX_SHOWN = 40  # characters
_WORD = re.compile(r"\S{1,24}\s*|\s+")  # scripts without spaces have no words to cut at
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of what stands in front. `label` says of which part of the request; `digest` is of all of it, `steps` are of a
    dozen words each ("" for what is no text). `shown` is for readers."""

    label: str
    digest: str
    steps: str
    shown: str

    @property
    def key(self) -> tuple[str, str]:
        """What makes two marks the same."""
        return (self.label, self.digest)

    def __str__(self) -> str:
        """As the lock file has it."""
        return f"{self.label} {self.digest} {self.steps or '-'} {self.shown}".rstrip()


def parse(line: str) -> Mark | None:
    """The mark that is written as `line`; None if it is none."""
    fields = line.split(" ", 3)
    if len(fields) < 3 or not re.fullmatch(r"[0-9a-f]{8}", fields[1]):
        return None
    return Mark(fields[0], fields[1], "" if fields[2] == "-" else fields[2], fields[3] if len(fields) > 3 else "")


def digest(text: str, length: int = 8) -> str:
    """A digest of `text`: `length` hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:length]


def mark(label: str, text: str) -> Mark:
    """The mark of a piece of text."""
    words = _WORD.findall(text)
    steps = (digest("".join(words[at : at + STEP]), 2) for at in range(0, len(words), STEP))
    return Mark(label, digest(text), "".join(steps), first_words(text))


def value(label: str, expression: str, written: str) -> Mark:
    """The mark of something that is no text of the program: the expression that says it. `expression` counts, `written` is
    for readers."""
    return Mark(label, digest("\0" + expression), "", f"{{{shown(written)}}}")


def pieces(text: str) -> Iterator[str]:
    """`text` cut into pieces that have marks of their own."""
    start = at = words = count = 0
    for found in _WORD.finditer(text):
        word, at = found[0], found.end()
        words += 1
        most = 1 + count // GROWS
        if (
            words >= MOST * most
            or (words >= LINE * most and "\n" in word)
            or (words >= PARAGRAPH * most and word.count("\n") > 1)
        ):
            yield text[start:at]
            start, words, count = at, 0, count + 1
    if start < len(text):
        yield text[start:]


def common(text: str, steps: str) -> int:
    """How many characters of `text` are as in another text with these small digests, to the beginning of a dozen words."""
    words = _WORD.findall(text)
    known = 0
    for at in range(0, len(words), STEP):
        step = "".join(words[at : at + STEP])
        number = at // STEP * 2
        if digest(step, 2) != steps[number : number + 2]:
            break
        known += len(step)
    return known


def first_words(text: str, count: int = SHOWN) -> str:
    """The beginning of `text` for readers: a few words, and never all of a long one."""
    return _cut(" ".join(text.split(maxsplit=count)[:count]), MAX_SHOWN * count // SHOWN)


def shown(expression: str) -> str:
    """An expression for readers, shortened."""
    return _cut(expression, 2 * MAX_SHOWN)


def _cut(text: str, most: int) -> str:
    text = _SPACES.sub(" ", text).strip()
    return text if len(text) <= most else text[: most - 3].rstrip() + "..."
