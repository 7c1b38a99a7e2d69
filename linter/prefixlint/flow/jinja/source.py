"""The text of a template as the program has it: literals that stand somewhere, with unknown parts between them.

Knows: how a value becomes a text that can be parsed, and where a piece of that stands. Must not know: Jinja.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from prefixlint.flow.framing import spot
from prefixlint.flow.values import Lit, Origin, Value, parts_of

_FIRST_MARK = 0xF0000  # a private plane: one character stands for one unknown part
_MOST_MARKS = 0xFFFD


@dataclass(frozen=True)
class Source:
    """A text to be parsed. `marks` has the values that single characters of it stand for."""

    text: str
    starts: tuple[int, ...] = ()
    literals: tuple[Lit, ...] = ()
    marks: dict[str, Value] = field(default_factory=dict)

    def origin(self, start: int, end: int) -> Origin | None:
        """Where `text[start:end]` stands; None if nobody knows."""
        found = self.literal(start, end)
        return spot(*found) if found is not None else None

    def literal(self, start: int, end: int) -> tuple[Lit, int, int] | None:
        """The literal in which `text[start:end]` stands, and the offsets in that."""
        index = bisect_right(self.starts, start) - 1
        if index < 0:
            return None
        literal, offset = self.literals[index], self.starts[index]
        return literal, start - offset, min(end - offset, len(literal.text))

    def parts(self, text: str, start: int) -> list[Value]:
        """`text`, which is written from `start` on, with the unknown parts in it taken apart."""
        end = start + len(text)
        if not self.marks or not any(char in self.marks for char in text):
            cuts = [one for one in self.starts if start < one < end]
            if not cuts:
                return [Lit(text, self.origin(start, end))]
        out: list[Value] = []
        at = 0
        for index, char in enumerate(text):
            mark = self.marks.get(char)
            begins = index > at and (start + index) in self.starts
            if (mark is not None or begins) and index > at:
                out.append(Lit(text[at:index], self.origin(start + at, start + index)))
                at = index
            if mark is not None:
                out.append(mark)
                at = index + 1
        if at < len(text):
            out.append(Lit(text[at:], self.origin(start + at, end)))
        return out


def source_of(value: Value) -> Source:
    """The text of a value; whatever is no literal becomes one character."""
    text: list[str] = []
    starts: list[int] = []
    literals: list[Lit] = []
    marks: dict[str, Value] = {}
    size = 0
    for part in parts_of(value):
        if isinstance(part, Lit):
            starts.append(size)
            literals.append(part)
            text.append(part.text)
            size += len(part.text)
        elif len(marks) < _MOST_MARKS:
            mark = chr(_FIRST_MARK + len(marks))
            marks[mark] = part
            text.append(mark)
            size += 1
    return Source("".join(text), tuple(starts), tuple(literals), marks)
