"""Texts: what str methods and formatting make of an abstract text.

Knows: Python's string methods, `%`, `format`, `Template`, `dedent`. Must not know: syntax trees, prompts.
"""

from __future__ import annotations

import re
import string
import textwrap
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, takewhile

from prefixlint.flow.filled import placed
from prefixlint.flow.framing import piece, spot
from prefixlint.flow.values import (
    EMPTY,
    Alt,
    Branch,
    Cat,
    Const,
    Elem,
    Hole,
    Item,
    ListObject,
    Lit,
    Loop,
    Origin,
    Rep,
    Splat,
    Value,
    alt,
    cat,
    literal,
    parts_of,
    taint_of,
    text_shape,
)
from prefixlint.flow.volatility import CONSTANT, Cause, Confidence, Taint, Volatility, join

MAX_LITERAL = 200_000  # characters a literal operation may produce ("x" * 10**9 must cost nothing)
MAX_DISTRIBUTED = 4  # options at the edge of a text that are worked on one by one
_FINE = re.compile(r"%[-#0^_]?[HIMSfpcXTsRrTzZ]")
_DAYS = re.compile(r"%[-#0^_]?[aAdjuUwWVxDFbBmeG]")  # a month is shown with its day; a year alone is as good as fixed
_ANY_DIRECTIVE = re.compile(r"%[-#0^_]?[a-zA-Z]")
_SAFE_SPEC = re.compile(r"(.?[<>=^])?[-+ ]?#?0?\d{0,3}[,_]?(\.\d{1,3})?[a-zA-Z%]?\Z", re.DOTALL)
_PADDING = re.compile(r"(?:.?[<>^])?(\d*)\Z", re.DOTALL)

ToText = Callable[[Value], Value]
Filling = Callable[[str], Origin | None]  # by name: where the program fills a placeholder


def _nowhere(name: str) -> Origin | None:
    return None


def granularity(taint: Taint, layout: str) -> Taint:
    """The taint of a clock formatted with a strftime `layout`: daily unless the layout shows something finer."""
    if _FINE.search(layout):
        return taint
    if _ANY_DIRECTIVE.search(layout) and not _DAYS.search(layout):
        return Taint(min(taint.level, Volatility.DEPLOY), taint.confidence, taint.cause, taint.frozen)
    if _ANY_DIRECTIVE.search(layout):
        return Taint(min(taint.level, Volatility.DAY), taint.confidence, taint.cause, taint.frozen)
    return CONSTANT


def layout_of(value: Value) -> str | None:
    """The strftime layout that a value holds, as far as it can be said: of several the finest, of a setting with a
    default the default, of a name that speaks of dates only a date."""
    known = literal(value)
    if known is not None:
        return known
    if isinstance(value, Alt):
        layouts = [layout for layout in map(layout_of, value.options) if layout is not None]
        return " ".join(layouts) or None
    if isinstance(value, Hole):
        word = value.source.lower()
        return "%Y-%m-%d" if "date" in word and "time" not in word else None
    return None


def is_clock(value: Value) -> bool:
    """Whether a value is a clock reading."""
    return isinstance(value, Hole) and value.taint.cause is Cause.CLOCK


def with_taint(hole: Hole, taint: Taint, origin: Origin | None = None, shape: str = "text") -> Hole:
    """`hole` with another taint (and place)."""
    return Hole(taint, origin or hole.origin, hole.source, shape, hole.loop, hole.steps)


def formatted(value: Value, spec: str, conversion: str | None, origin: Origin | None, text: ToText) -> Value:
    """One replacement field of an f-string or `format`."""
    if isinstance(value, Hole) and is_clock(value) and spec and "%" in spec:
        taint = granularity(value.taint, spec)
        return with_taint(value, taint, origin)
    if conversion in ("r", "a") or spec:
        raw: object = None
        known = literal(value)
        if known is not None:
            raw = known
        elif isinstance(value, Const):
            raw = value.value
        if raw is not None and _SAFE_SPEC.match(spec):
            try:
                shown = repr(raw) if conversion == "r" else ascii(raw) if conversion == "a" else raw
                return Lit(format(shown, spec), origin)
            except (ValueError, TypeError):
                return Hole(CONSTANT, origin, shape="text")
        if isinstance(value, Alt) and len(value.options) <= MAX_DISTRIBUTED:
            options = (formatted(option, spec, conversion, origin, text) for option in value.options)
            return alt(options, value.taint)
        width = _PADDING.match(spec)
        if width is not None and not conversion and (isinstance(value, Hole) or shortest(value) >= int(width[1] or 0)):
            return text(value)
        return opaque_text(value, origin)
    return text(value)


def shortest(value: Value) -> int:
    """How many characters a text has at least."""
    if isinstance(value, Lit):
        return len(value.text)
    if isinstance(value, Cat):
        return sum(shortest(part) for part in value.parts)
    if isinstance(value, Alt):
        return min(shortest(option) for option in value.options)
    return 0


def opaque_text(value: Value, origin: Origin | None, extra: Sequence[Taint] = ()) -> Value:
    """A text made from `value` in a way that is not followed."""
    taint = join(taint_of(value), *extra)
    if isinstance(value, Hole):
        shape = text_shape(value.shape)
        return Hole(taint, origin or value.origin, value.source, shape, value.loop, value.steps)
    return Hole(taint, origin, shape="text")


# ---- templates -----------------------------------------------------------------------------------------------------


def format_template(
    template: Value,
    lookup: Callable[[str], Value | None],
    text: ToText,
    fallback: Callable[[str, Origin | None], Value],
    filling: Filling = _nowhere,
) -> Value:
    """`template.format(...)`: literal parts are taken apart at their replacement fields. `lookup` gives the argument
    of a field, `fallback` a value for one that is not known, `filling` where the argument is written."""
    out: list[Value] = []
    automatic = 0
    for part in parts_of(template):
        if isinstance(part, Alt):
            options = (format_template(option, lookup, text, fallback, filling) for option in part.options)
            out.append(alt(options, part.taint))
            continue
        if not isinstance(part, Lit):
            out.append(part)
            continue
        try:
            fields = list(string.Formatter().parse(part.text))
        except ValueError:
            out.append(part)
            continue
        at = 0
        for before, name, spec, conversion in fields:
            if before:
                out.append(piece(part, at, at + len(before), before))
            at += len(before)
            if name is None:
                at += 1  # the second of two braces that stand for one
                continue
            key = name
            if name == "" or name[0] in ".[":
                key = f"{automatic}{name}"
                automatic += 1
            root = re.split(r"[.\[]", key, maxsplit=1)[0]
            end = _closing(part.text, at)
            place = spot(part, at, end)
            at = end
            value = lookup(root)
            if value is None:
                value = fallback(name, place)
            elif root != key:
                value = opaque_text(value, None)
            out.append(placed(formatted(value, spec or "", conversion, None, text), place, filling(root)))
    return cat(out)


def _closing(text: str, at: int) -> int:
    """The end of the replacement field that begins at `at`."""
    depth = 0
    for index in range(at, len(text)):
        depth += (text[index] == "{") - (text[index] == "}")
        if not depth:
            return index + 1
    return len(text)


_PERCENT = re.compile(
    r"%(?:\((?P<name>[^)]*)\))?(?P<spec>[-#0 +]*\d{0,3}(?:\.\d{1,3})?)[hlL]?(?P<kind>[diouxXeEfFgGcrsa%])"
)


def percent_template(
    template: Value,
    positional: Sequence[Value],
    named: Callable[[str], Value | None],
    text: ToText,
    filling: Origin | None = None,
) -> Value:
    """`template % arguments`."""
    out: list[Value] = []
    index = 0
    for part in parts_of(template):
        if not isinstance(part, Lit):
            out.append(part)
            continue
        at = 0
        for match in _PERCENT.finditer(part.text):
            out.append(piece(part, at, match.start()))
            at = match.end()
            if match["kind"] == "%":
                out.append(piece(part, match.start(), at, "%"))
                continue
            value: Value | None
            if match["name"] is not None:
                value = named(match["name"])
            else:
                value = positional[index] if index < len(positional) else None
                index += 1
            place = spot(part, match.start(), at)
            if value is None:
                value = Hole(Taint(Volatility.REQUEST, Confidence.POSSIBLE, Cause.UNKNOWN), place)
            plain = match["kind"] in "sdi" and not match["spec"]
            if isinstance(value, (Lit, Const)) and not plain:
                raw = value.text if isinstance(value, Lit) else value.value
                try:
                    out.append(Lit(f"%{match['spec']}{match['kind']}" % (raw,), place))
                    continue
                except (TypeError, ValueError, OverflowError):
                    pass
            out.append(placed(text(value) if plain else opaque_text(value, None), place, filling))
        out.append(piece(part, at, len(part.text)))
    return cat(out)


_DOLLAR = re.compile(r"\$(?:(?P<escaped>\$)|(?P<named>[_a-zA-Z][_a-zA-Z0-9]*)|\{(?P<braced>[_a-zA-Z][_a-zA-Z0-9]*)\})")


def dollar_template(
    template: Value,
    lookup: Callable[[str], Value | None],
    text: ToText,
    fallback: Callable[[str, Origin | None], Value],
    filling: Filling = _nowhere,
) -> Value:
    """`string.Template(template).substitute(...)`."""
    out: list[Value] = []
    for part in parts_of(template):
        if isinstance(part, Alt):
            options = (dollar_template(option, lookup, text, fallback, filling) for option in part.options)
            out.append(alt(options, part.taint))
            continue
        if not isinstance(part, Lit):
            out.append(part)
            continue
        at = 0
        for match in _DOLLAR.finditer(part.text):
            out.append(piece(part, at, match.start()))
            at = match.end()
            if match["escaped"]:
                out.append(piece(part, match.start(), at, "$"))
                continue
            name = match["named"] or match["braced"]
            place = spot(part, match.start(), at)
            value = lookup(name)
            filled = text(value) if value is not None else fallback(name, place)
            out.append(placed(filled, place, filling(name)))
        out.append(piece(part, at, len(part.text)))
    return cat(out)


def replace(value: Value, old: str, new: Value, filling: Origin | None = None) -> Value:
    """`value.replace(old, new)` on the literal parts."""
    if not old:
        return value
    out: list[Value] = []
    for part in _spelled(parts_of(value), old):
        if isinstance(part, Lit) and old in part.text:
            at = 0
            while (found := part.text.find(old, at)) >= 0:
                out.append(piece(part, at, found))
                at = found + len(old)
                out.append(placed(new, spot(part, found, at), filling))
            out.append(piece(part, at, len(part.text)))
        elif isinstance(part, Alt):
            out.append(alt((replace(option, old, new, filling) for option in part.options), part.taint))
        elif isinstance(part, Rep):
            out.append(Rep(replace(part.body, old, new, filling), part.order, part.origin))
        else:
            out.append(part)
    return cat(out)


def _spelled(parts: Sequence[Value], word: str) -> Iterator[Value]:
    """`parts`, those literals joined that only together hold `word`."""
    for _, group in groupby(parts, lambda part: isinstance(part, Lit)):
        run = list(group)
        texts = [part for part in run if isinstance(part, Lit)]
        whole = "".join(part.text for part in texts)
        if len(texts) > 1 and word in whole and not any(word in part.text for part in texts):
            yield Lit(whole, texts[0].origin)
        else:
            yield from run


# ---- whole-text methods --------------------------------------------------------------------------------------------


def strip(value: Value, characters: str | None, left: bool, right: bool) -> Value:
    """`strip`, `lstrip`, `rstrip`: exact at literal edges. What is unknown may be blank, so white space beside it may be
    cut off too; what is repeated, at one of its turns."""
    if left:
        value, _ = _trim(value, True, characters, True)
    if right:
        value, _ = _trim(value, False, characters, True)
    return value


def _trim(value: Value, left: bool, characters: str | None, certain: bool) -> tuple[Value, bool]:
    """`value` stripped at one side, and whether nothing may be left of it. Without `certain`, something unknown stands
    at that side of `value`, so that it may be stripped or not."""
    if isinstance(value, Lit):
        shorter = value.text.lstrip(characters) if left else value.text.rstrip(characters)
        if shorter == value.text:
            return value, not shorter
        size = len(value.text) - len(shorter)
        whole = len(value.text)
        kept: Value = piece(value, size, whole) if left else piece(value, 0, whole - size)
        if not certain:
            edge = piece(value, 0, size) if left else piece(value, whole - size, whole)
            optional = Alt((EMPTY, edge))
            kept = cat([optional, kept] if left else [kept, optional])
        return kept, not shorter
    if isinstance(value, Cat):
        return _trim_parts(value.parts, left, characters, certain)
    if isinstance(value, Alt):
        trimmed = [_trim(option, left, characters, certain) for option in value.options]
        if all(new is old for (new, _), old in zip(trimmed, value.options, strict=True)):
            return value, any(blank for _, blank in trimmed)
        return alt((option for option, _ in trimmed), value.taint), any(blank for _, blank in trimmed)
    if isinstance(value, Rep):
        body, blank = _trim(value.body, left, characters, False)
        return (value if blank else Rep(body, value.order, value.origin)), True
    return value, True


def _trim_parts(parts: Sequence[Value], left: bool, characters: str | None, certain: bool) -> tuple[Value, bool]:
    todo = list(parts if left else reversed(parts))
    out: list[Value] = []
    blank = True
    while todo and blank:
        part = todo.pop(0)
        unsure = not certain or any(one != EMPTY for one in out)
        if unsure and out and isinstance(out[-1], Hole) and isinstance(part, Lit):
            trimmed, blank = _trim(part, left, characters, True)  # the hole stands for what may be cut off as well
        else:
            trimmed, blank = _trim(part, left, characters, not unsure)
        out.append(trimmed)
    out.extend(todo)
    return cat(out if left else reversed(out)), blank


def remove_edge(value: Value, edge: str, left: bool, origin: Origin | None) -> Value:
    """`removeprefix` (`left`) or `removesuffix`: exact where the text begins or ends with what is known."""
    parts = parts_of(value)
    if not edge or not parts or (len(parts) == 1 and isinstance(value, Hole)):
        return value
    ahead = parts if left else parts[::-1]
    first = ahead[0]
    if isinstance(first, Alt) and len(first.options) <= MAX_DISTRIBUTED:
        rest = parts[1:] if left else parts[:-1]
        whole = [cat([option, *rest] if left else [*rest, option]) for option in first.options]
        return alt((remove_edge(one, edge, left, origin) for one in whole), first.taint)
    known = list(takewhile(lambda part: isinstance(part, Lit), ahead))
    text = "".join(part.text for part in (known if left else known[::-1]) if isinstance(part, Lit))
    if len(text) < len(edge) and len(known) < len(parts):
        return opaque_text(value, origin)
    if not (text.startswith(edge) if left else text.endswith(edge)):
        return value
    missing = len(edge)
    kept: list[Value] = []
    for part in known:
        assert isinstance(part, Lit)
        cut = min(missing, len(part.text))
        missing -= cut
        kept.append(Lit(part.text[cut:] if left else part.text[: len(part.text) - cut], part.origin))
    return cat([*kept, *ahead[len(known) :]] if left else [*ahead[len(known) :][::-1], *kept[::-1]])


def dedent(value: Value, change: Callable[[str], str] = textwrap.dedent) -> Value:
    """`textwrap.dedent` (or another function of the whole text that keeps holes). Whatever is not literal is taken as one
    character that is no white space: an interpolated value is assumed to have one line that is neither blank nor
    indented, as nearly all have; what more lines would do to the margin cannot be known."""
    parts = parts_of(value)
    marks = {chr(0xE000 + index): part for index, part in enumerate(parts) if not isinstance(part, Lit)}
    if len(parts) > 4_000:
        return value
    skeleton = "".join(part.text if isinstance(part, Lit) else chr(0xE000 + index) for index, part in enumerate(parts))
    changed = change(skeleton)
    first = next((part.origin for part in parts if isinstance(part, Lit)), None)
    out: list[Value] = []
    at = 0
    literals = iter([part.origin for part in parts if isinstance(part, Lit)])
    current = next(literals, first)
    for index, char in enumerate(changed):
        if char in marks:
            if index > at:
                out.append(Lit(changed[at:index], current))
                current = next(literals, current)
            out.append(marks[char])
            at = index + 1
    out.append(Lit(changed[at:], current))
    return cat(out)


def per_literal(value: Value, change: Callable[[str], str]) -> Value:
    """A character-wise change (`upper`, `lower`) of all literal parts."""
    if isinstance(value, Lit):
        return Lit(change(value.text), value.origin)
    if isinstance(value, Cat):
        return cat(per_literal(part, change) for part in value.parts)
    if isinstance(value, Alt):
        return alt((per_literal(option, change) for option in value.options), value.taint)
    if isinstance(value, Rep):
        return Rep(per_literal(value.body, change), value.order, value.origin)
    return value


# ---- join ----------------------------------------------------------------------------------------------------------


def join_list(separator: Value, listing: ListObject, text: ToText) -> Value:
    """`separator.join(listing)`. Where elements are optional or repeated, the separators beside them are too."""
    items = listing.items
    if listing.order.level > Volatility.CONSTANT:
        body = alt([cat([one, alt((EMPTY, separator))]) for one in _texts(items, text)] or [EMPTY])
        return Rep(body, listing.order, listing.origin)
    first = next((index for index, elem in enumerate(items) if isinstance(elem, Item)), None)
    optional = alt((EMPTY, separator))
    if first is None:
        return cat(_joined(elem, text, EMPTY, optional) for elem in items)
    out: list[Value] = [_joined(elem, text, EMPTY, separator) for elem in items[:first]]
    out.append(_joined(items[first], text, EMPTY, EMPTY))
    out.extend(_joined(elem, text, separator, EMPTY) for elem in items[first + 1 :])
    return cat(out)


def _joined(elem: Elem, text: ToText, before: Value, after: Value) -> Value:
    if isinstance(elem, Item):
        return cat([before, text(elem.value), after])
    if isinstance(elem, Splat):
        return Rep(cat([before, text(elem.value), after]), CONSTANT, elem.origin)
    if isinstance(elem, Loop):
        return Rep(cat(_joined(inner, text, before, after) for inner in elem.body), elem.order, elem.origin)
    if isinstance(elem, Branch):
        options = (cat(_joined(inner, text, before, after) for inner in option) for option in elem.options)
        return alt(options, elem.taint)
    return EMPTY


def _texts(items: Sequence[Elem], text: ToText) -> list[Value]:
    out: list[Value] = []
    for elem in items:
        if isinstance(elem, (Item, Splat)):
            out.append(text(elem.value))
        elif isinstance(elem, Loop):
            out.extend(_texts(elem.body, text))
        elif isinstance(elem, Branch):
            for option in elem.options:
                out.extend(_texts(option, text))
    return out
