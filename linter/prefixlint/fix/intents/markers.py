"""Breakpoints: taken away, set, moved to the last part that stays the same, given another lifetime.

Knows: how messages, parts and markers are written down. Must not know: rules, which APIs take what.
"""

from __future__ import annotations

import re

import libcst as cst

from prefixlint.finding import Edit
from prefixlint.fix.intents.code import Code, Unsure
from prefixlint.fix.intents.mend import Mend
from prefixlint.fix.intents.moving import STRINGS, beginning, is_text, removed, said, used
from prefixlint.fix.intents.strings import Literal, String

MARKER = '"cache_control": {"type": "ephemeral"}'


def taken_away(code: Code, node: cst.CSTNode) -> Mend:
    """A marker that is refused where it stands, gone."""
    entry, holder = _entry_of(code, node)
    return Mend("unsafe", f"Delete {code.source(entry.key)} here.", (_deleted(code, holder, entry),))


def onto_part(code: Code, node: cst.CSTNode) -> Mend:
    """A marker beside the content of a message, on a content part of its own."""
    entry, holder = _entry_of(code, node)
    content = _entry(holder, "content")
    if content is None or not is_text(code, content.value) or _entry(holder, "role") is None:
        raise Unsure
    start, end = code.outer(content.value)
    text, marker = code.text.text[start:end], code.source(entry)
    if "\n" in marker:
        raise Unsure
    new = f'[{{"type": "text", "text": {text}, {marker}}}]'
    edits = (code.edit(start, end, new), _deleted(code, holder, entry))
    return Mend("unsafe", f"Write the content as a part and put {code.source(entry.key)} on it.", edits)


def set_on_system(code: Code, node: cst.CSTNode) -> Mend:
    """The system text of the call `node`, closed with a marker."""
    if not isinstance(node, cst.Call) or any(one.star for one in node.args):
        raise Unsure
    given = [one for one in node.args if one.keyword is not None and one.keyword.value == "system"]
    if len(given) != 1:
        raise Unsure
    value = given[0].value
    title = f"Close the system text with `{MARKER}`."
    if isinstance(value, cst.List):
        last = value.elements[-1].value if value.elements else None
        if not isinstance(last, cst.Dict) or not last.elements or said(_value(last, "type")) != "text":
            raise Unsure
        return Mend("unsafe", title, (_added(code, last, MARKER),))
    if not is_text(code, value):
        raise Unsure
    start, end = code.outer(value)
    edits = (
        code.edit(start, start, '[{"type": "text", "text": '),
        code.edit(end, end, f", {MARKER}}}]"),
    )
    return Mend("unsafe", title, edits)


def apart(code: Code, node: cst.CSTNode) -> Mend:
    """A marker inside of another block, as an element of its own behind it."""
    entry, holder = _entry_of(code, node)
    if not isinstance(code.parents.get(holder), cst.Element):
        raise Unsure
    end = code.outer(holder)[1]
    edits = (_deleted(code, holder, entry), code.edit(end, end, f", {{{code.source(entry)}}}"))
    return Mend("unsafe", f"Write {code.source(entry.key)} as an element of its own.", edits)


def to_stable_part(code: Code, node: cst.CSTNode, culprit: object) -> Mend:
    """A marker on a part of a list that varies, on the part in front of it, or on what of the part itself stays the same."""
    entry, holder = _entry_of(code, node)
    text = _value(holder, "text")
    if isinstance(text, STRINGS) and isinstance(culprit, cst.CSTNode):
        return _split(code, holder, text, culprit)
    element = code.parents.get(holder)
    parts = code.parents.get(element) if element is not None else None
    if not isinstance(element, cst.Element) or not isinstance(parts, cst.List):
        raise Unsure
    at = next(number for number, one in enumerate(parts.elements) if one is element)
    before = parts.elements[at - 1].value if at else None
    if not isinstance(before, cst.Dict) or not before.elements or said(_value(before, "type")) != "text":
        raise Unsure
    if any(isinstance(one, cst.StarredDictElement) for one in before.elements) or _entry(before, said(entry.key)):
        raise Unsure
    marker = code.source(entry)
    if "\n" in marker:
        raise Unsure
    edits = (_added(code, before, marker), _deleted(code, holder, entry))
    return Mend("unsafe", f"Put {code.source(entry.key)} on the part in front, which stays the same.", edits)


def _split(code: Code, holder: cst.Dict, text: String, culprit: cst.CSTNode) -> Mend:
    """A marked part in two: what stays the same keeps the marker, the sentence with what varies and all behind it follow."""
    literal = Literal(code, text)
    leaf = literal.leaves[0]
    if len(literal.leaves) != 1 or "f" not in leaf.prefix or said(_value(holder, "type")) != "text":
        raise Unsure
    if not isinstance(code.parents.get(holder), cst.Element):
        raise Unsure
    cut = beginning(literal, used(code, culprit))
    at = literal.atoms[cut].start
    if not literal.text[:cut].strip():
        raise Unsure
    end = code.outer(text)[1]
    tail = code.text.text[at : end - len(leaf.quote)]
    close = code.outer(holder)[1]
    opening = code.source(text)[: len(leaf.prefix) + len(leaf.quote)]
    edits = (
        *removed(code, literal, cut, len(literal.atoms)),
        code.edit(close, close, f', {{"type": "text", "text": {opening}{tail}{leaf.quote}}}'),
    )
    return Mend("unsafe", "Put what varies into a part of its own behind the breakpoint.", edits)


def longer(code: Code, node: cst.CSTNode) -> Mend:
    """An earlier marker, with the lifetime of an hour."""
    entry, _ = _entry_of(code, node)
    value = entry.value
    if not isinstance(value, cst.Dict) or said(_value(value, "type")) != "ephemeral":
        raise Unsure
    lifetime = _value(value, "ttl")
    title = 'Write `"ttl": "1h"` here as well.'
    if lifetime is not None:
        if said(lifetime) != "5m":
            raise Unsure
        return Mend("unsafe", title, (code.edit(*code.span(lifetime), '"1h"'),))
    return Mend("unsafe", title, (_added(code, value, '"ttl": "1h"'),))


# ---- dicts -------------------------------------------------------------------------------------------------------------


def _entry_of(code: Code, node: cst.CSTNode) -> tuple[cst.DictElement, cst.Dict]:
    """The entry of a dict that `node` is, or whose value it is. Raises `Unsure`."""
    entry = node if isinstance(node, cst.DictElement) else code.parents.get(node)
    holder = code.parents.get(entry) if entry is not None else None
    if not isinstance(entry, cst.DictElement) or not isinstance(holder, cst.Dict):
        raise Unsure
    return entry, holder


def _entry(holder: cst.Dict, key: str) -> cst.DictElement | None:
    found = [one for one in holder.elements if isinstance(one, cst.DictElement) and said(one.key) == key]
    return found[0] if len(found) == 1 else None


def _value(holder: cst.Dict, key: str) -> cst.BaseExpression | None:
    found = _entry(holder, key)
    return found.value if found is not None else None


def _deleted(code: Code, holder: cst.Dict, entry: cst.DictElement) -> Edit:
    """The edit that takes an entry out of a dict, with its comma, and with its line if it has one of its own. What a comment
    says beside it goes with it only if nothing does. Raises `Unsure`."""
    at = next(number for number, one in enumerate(holder.elements) if one is entry)
    if len(holder.elements) == 1:
        raise Unsure
    text = code.text.text
    start, end = code.span(entry.key)[0], code.outer(entry.value)[1]
    behind = re.compile(r"[ \t]*,").match(text, end)
    if behind is not None:
        end = behind.end()
        line_start = text.rfind("\n", 0, start) + 1
        comment = re.compile(r"[ \t]*(?=#)").match(text, end)
        if not text[line_start:start].strip() and comment is not None:
            return code.edit(start, comment.end(), "")
        newline = re.compile(r"[ \t]*(\r\n|\r|\n)").match(text, end)
        if not text[line_start:start].strip() and newline is not None:
            return code.edit(line_start, newline.end(), "")
        if at + 1 < len(holder.elements):
            space = re.compile(r"[ \t]*").match(text, end)
            return code.edit(start, space.end() if space is not None and newline is None else end, "")
    if at == 0:
        raise Unsure
    before = holder.elements[at - 1]
    last = code.outer(before.value)[1]
    if text[last:start].strip() != ",":  # a comment
        raise Unsure
    return code.edit(last, end, "")


def _added(code: Code, holder: cst.Dict, entry: str) -> Edit:
    """The edit that adds an entry at the end of a dict, laid out as its last one is."""
    last = holder.elements[-1]
    if not isinstance(last, cst.DictElement):
        raise Unsure
    start = code.span(last.key)[0]
    end = code.outer(last.value)[1]
    text = code.text.text
    line = text.rfind("\n", 0, start) + 1
    alone = not text[line:start].strip() and isinstance(last.comma, cst.Comma)
    return code.edit(end, end, f",\n{text[line:start]}{entry}" if alone else f", {entry}")
