"""A sentence with a value that changes, moved from the system text to the end of the newest user message.

Knows: how messages and their texts are written down, where a sentence begins and ends. Must not know: providers, rules.

Only the plain case is done, in which a reader would do the same without a thought: one sentence or line of its own in a
literal, and the newest user message written in the same call. Everything else is for people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import libcst as cst

from prefixlint.finding import Edit
from prefixlint.fix.intents.code import Code, Unsure
from prefixlint.fix.intents.mend import Mend
from prefixlint.fix.intents.strings import HOLE, Literal, String, escaped, literal_around, quotes_for
from prefixlint.syntax.walk import children

MAX_STEPS = 4  # variables between a value and where it is sent
STRINGS = (cst.SimpleString, cst.FormattedString, cst.ConcatenatedString)
_SYSTEM = ("system", "instructions")  # arguments that hold system text
_NEWEST = ("input", "messages", "contents")  # arguments that hold the conversation
_STRIPS = frozenset({"strip", "lstrip", "rstrip"})
_DEDENTS = frozenset({"textwrap.dedent", "inspect.cleandoc"})
_SENTENCE = re.compile(r"[.!?][\"')\]]*(?=\s|$)")
_SHORT = re.compile(r"(?:\b(?:e\.g|i\.e|etc|dr|mr|mrs|ms|vs|approx|no|a\.m|p\.m|ca|cf)|\b[A-Z])\.$", re.IGNORECASE)
_QUESTION = re.compile(r"question|query|user_(?:input|prompt|question|query|message|text)")
_HEADS = re.compile(r"\s*(?:#|<|\*\*|=|-{3,})|.*:\s*$")


def to_newest_message(code: Code, node: cst.CSTNode) -> Mend:
    """The sentence around the value `node`, behind everything that stays the same."""
    value = used(code, node)
    literal = Literal(code, literal_around(code, value))
    first, last, cut_first, cut_last = _sentence(literal, value)
    target = _newest(code, literal.node)
    edits = [*removed(code, literal, cut_first, cut_last), *_appended(code, target, literal, first, last)]
    words = " ".join(_shown(literal, first, last).split())
    title = f"Move `{words if len(words) <= 60 else words[:57] + '...'}` to the end of the newest user message."
    return Mend("unsafe", title, tuple(edits))


def removed(code: Code, literal: Literal, first: int, last: int) -> list[Edit]:
    """The edits that take a piece out of a literal. Of one that is a single text then, the text is left."""
    rest = [*literal.atoms[:first], *literal.atoms[last:]]
    value = rest[0].node if len(rest) == 1 else None
    plain = value is not None and value.conversion is None and value.format_spec is None and value.equal is None
    if value is None or not plain or not is_text(code, value.expression):
        return literal.without(first, last)
    return [code.edit(*code.span(literal.node), code.source(value.expression))]


def _shown(literal: Literal, first: int, last: int) -> str:
    return "".join(
        atom.value if atom.node is None else literal.code.text.text[atom.start : atom.end]
        for atom in literal.atoms[first:last]
    )


# ---- from the value to the text it stands in ---------------------------------------------------------------------------


def used(code: Code, node: cst.CSTNode) -> cst.CSTNode:
    """The value as it stands in a literal: itself, or the one use of the variable that it is bound to. Raises `Unsure`."""
    for _ in range(MAX_STEPS):
        one = node
        for parent in code.above(node):
            if isinstance(parent, cst.FormattedStringExpression):
                return one
            if isinstance(parent, cst.Assign):
                break
            if not isinstance(parent, (cst.Call, cst.Attribute, cst.Arg, cst.BinaryOperation, cst.Await)):
                raise Unsure
            if isinstance(parent, cst.Arg) and isinstance(code.parents[parent], cst.Call):
                called = code.parents[parent]
                if (
                    not isinstance(called, cst.Call)
                    or not isinstance(called.func, cst.Name)
                    or called.func.value != "str"
                ):
                    raise Unsure
            one = parent
        else:
            raise Unsure
        node = _only_use(code, parent)
    raise Unsure


def _only_use(code: Code, statement: cst.CSTNode) -> cst.Name:
    """The one place where a variable is read that `statement` alone binds, in a function. Raises `Unsure`."""
    if not isinstance(statement, cst.Assign) or len(statement.targets) != 1:
        raise Unsure
    target = statement.targets[0].target
    scope = code.scope(statement)
    if not isinstance(target, cst.Name) or not isinstance(scope, cst.FunctionDef):
        raise Unsure
    uses: list[cst.Name] = []
    todo: list[cst.CSTNode] = [scope]
    while todo:
        one = todo.pop()
        if isinstance(one, cst.Name) and one.value == target.value and one is not target:
            parent = code.parents[one]
            if not (isinstance(parent, cst.Attribute) and parent.attr is one) and not (
                isinstance(parent, cst.Arg) and parent.keyword is one
            ):
                uses.append(one)
        todo.extend(children(one))
    if len(uses) != 1 or code.bound(uses[0])[0] is not statement.value:
        raise Unsure
    if any(isinstance(one, (cst.For, cst.While, cst.BaseComp, cst.Lambda)) for one in _between(code, uses[0], scope)):
        raise Unsure
    return uses[0]


def _between(code: Code, node: cst.CSTNode, scope: cst.CSTNode) -> list[cst.CSTNode]:
    found: list[cst.CSTNode] = []
    for one in code.above(node):
        if one is scope:
            break
        found.append(one)
    return found


# ---- the sentence ------------------------------------------------------------------------------------------------------


def _sentence(literal: Literal, value: cst.CSTNode) -> tuple[int, int, int, int]:
    """First and last (exclusive) character of the sentence around a value, and of what has to go for it to be gone."""
    text = literal.text
    at = literal.index(value)
    line = text.rfind("\n", 0, at) + 1
    end_of_line = text.find("\n", at)
    end_of_line = len(text) if end_of_line < 0 else end_of_line
    first = line
    for found in _SENTENCE.finditer(text, line, at):
        behind = found.end()
        if text[behind : behind + 1].isspace() and not _SHORT.search(text, line, behind):
            first = behind
    last = end_of_line
    for found in _SENTENCE.finditer(text, at + 1, end_of_line):
        if not _SHORT.search(text[line : found.end()]):
            last = found.end()
            break
    while first < at and text[first].isspace():
        first += 1
    while last > at and text[last - 1].isspace():
        last -= 1
    words = text[first:last]
    _check(literal, text, (line, end_of_line), (first, last), words)
    if text[line:first].strip() or text[last:end_of_line].strip():  # other sentences stand on its line
        cut_first, cut_last = first, last
        while cut_last < end_of_line and text[cut_last] in " \t":
            cut_last += 1
        if cut_last == end_of_line:
            while cut_first > line and text[cut_first - 1] in " \t":
                cut_first -= 1
        return first, last, cut_first, cut_last
    cut_first, cut_last = line, min(end_of_line + 1, len(text))
    blank = line == 0 or text[:line].endswith("\n\n") or not text[:line].strip()
    while blank and text[cut_last : cut_last + 1] == "\n":
        cut_last += 1
    if cut_last == len(text):
        while cut_first > 0 and text[cut_first - 1] == "\n" and text[end_of_line:] == "":
            cut_first -= 1
    return first, last, cut_first, cut_last


def beginning(literal: Literal, value: cst.CSTNode) -> int:
    """Where the line begins in which a value stands, with the newlines in front; or the sentence, if text that stays the
    same stands on that line too."""
    at = literal.index(value)
    first = literal.text.rfind("\n", 0, at) + 1
    for found in _SENTENCE.finditer(literal.text, first, at):
        if literal.text[found.end() : found.end() + 1].isspace() and not _SHORT.search(
            literal.text, first, found.end()
        ):
            first = found.end()
    while first > 0 and literal.text[first - 1] == "\n":
        first -= 1
    return first


def _check(literal: Literal, text: str, line: tuple[int, int], sentence: tuple[int, int], words: str) -> None:
    """Raise `Unsure` for what is not a sentence of its own that speaks for itself."""
    first, last = sentence
    holes = [atom for atom in literal.atoms[first:last] if atom.node is not None]
    if len(holes) != 1 or not re.search(r"[^\W\d_]{2}", words) or words.rstrip().endswith((":", ",", ";", "(")):
        raise Unsure
    letter = re.search(r"[^\W\d_]", words)
    if first > line[0] and text[line[0] : first].strip() and letter is not None and not letter.group().isupper():
        raise Unsure  # not the beginning of a sentence
    if words[:1] in "<[({" or words[-1:] in ">])}":
        raise Unsure
    if not text[last : line[1]].strip() == "" and text[last - 1] not in ".!?\"')]":
        raise Unsure
    before = text[: max(0, line[0] - 1)].rpartition("\n")[2] if line[0] else ""
    after = text[line[1] + 1 :].partition("\n")[0]
    if ((before.strip() and _HEADS.fullmatch(before)) or _HEADS.match(before)) or after.lstrip().startswith("</"):
        raise Unsure  # it is what stands under a heading
    rest = text[:first] + text[last:]
    if not rest.replace(HOLE, "x").strip():
        raise Unsure


# ---- where it goes ----------------------------------------------------------------------------------------------------


def _newest(code: Code, node: cst.CSTNode) -> cst.BaseExpression:
    """The text of the newest user message of the request whose system text `node` is part of. Raises `Unsure`."""
    for _ in range(20):
        parent = code.parents.get(node)
        if isinstance(parent, cst.BinaryOperation) and isinstance(parent.operator, cst.Add):
            node = parent
        elif isinstance(parent, cst.Attribute) and parent.attr.value in _STRIPS:
            call = code.parents.get(parent)
            if not isinstance(call, cst.Call) or call.func is not parent:
                raise Unsure
            node = call
        elif isinstance(parent, cst.Assign):
            node = _only_use(code, parent)
        elif isinstance(parent, cst.DictElement) and parent.value is node:
            return _of_dict(code, parent)
        elif isinstance(parent, cst.Arg):
            call = code.parents[parent]
            if not isinstance(call, cst.Call):
                raise Unsure
            if parent.keyword is not None and parent.keyword.value in _SYSTEM:
                return _of_call(code, call)
            if len(call.args) == 1 and code.dotted(call.func) in _DEDENTS:
                node = call
                continue
            raise Unsure
        else:
            raise Unsure
    raise Unsure


def _of_dict(code: Code, entry: cst.DictElement) -> cst.BaseExpression:
    holder = code.parents[entry]
    key = said(entry.key)
    element = code.parents.get(holder)
    around = code.parents.get(element) if element is not None else None
    if not isinstance(holder, cst.Dict) or not isinstance(element, cst.Element) or not isinstance(around, cst.List):
        raise Unsure
    if key == "content":
        if said(_entry(holder, "role")) not in ("system", "developer"):
            raise Unsure
        return _last(around)
    parent = code.parents.get(around)
    if key != "text":
        raise Unsure
    if isinstance(parent, cst.DictElement):
        return _of_dict(code, parent)
    if isinstance(parent, cst.Arg) and parent.keyword is not None and parent.keyword.value in _SYSTEM:
        call = code.parents[parent]
        if isinstance(call, cst.Call):
            return _of_call(code, call)
    raise Unsure


def _of_call(code: Code, call: cst.Call) -> cst.BaseExpression:
    """The text of the newest message among the arguments of a call."""
    given = [one for one in call.args if one.keyword is not None and one.keyword.value in _NEWEST]
    if len(given) != 1:
        raise Unsure
    value = given[0].value
    if isinstance(value, cst.Name) and given[0].keyword is not None and given[0].keyword.value != "input":
        bound, _ = code.bound(value)
        if not isinstance(bound, cst.List):
            raise Unsure
        value = bound
    return _last(value) if isinstance(value, cst.List) else value


def _last(messages: cst.List) -> cst.BaseExpression:
    """The text of the last message of a list, which must be the user's."""
    element = messages.elements[-1] if messages.elements else None
    message = element.value if isinstance(element, cst.Element) else None
    if not isinstance(message, cst.Dict) or said(_entry(message, "role")) != "user":
        raise Unsure
    content = _entry(message, "content")
    if isinstance(content, cst.List):
        part = content.elements[-1].value if content.elements else None
        if not isinstance(part, cst.Dict) or said(_entry(part, "type")) not in ("text", "input_text"):
            raise Unsure
        content = _entry(part, "text")
    if content is None:
        raise Unsure
    return content


def _entry(holder: cst.Dict, key: str) -> cst.BaseExpression | None:
    found = [one.value for one in holder.elements if isinstance(one, cst.DictElement) and said(one.key) == key]
    return found[0] if len(found) == 1 else None


def said(node: cst.CSTNode | None) -> str:
    """The text of a string literal; "" for anything else."""
    value = node.evaluated_value if isinstance(node, (cst.SimpleString, cst.ConcatenatedString)) else None
    return value if isinstance(value, str) else ""


def _appended(code: Code, target: cst.BaseExpression, literal: Literal, first: int, last: int) -> Sequence[Edit]:
    """The edits that put the sentence at the end of the text `target`."""
    if isinstance(target, STRINGS):
        known: String = target
        if known is literal.node:
            raise Unsure
        return Literal(code, known).appended(literal, first, last, "\n\n")
    if not is_text(code, target):
        raise Unsure
    source = code.source(target)
    if any(sign in source for sign in "\\\n\r#{}"):
        raise Unsure
    values = [code.text.text[atom.start : atom.end] for atom in literal.atoms[first:last] if atom.node is not None]
    quote = quotes_for(source, *values)
    new = f"f{quote}{{{source}}}{escaped(chr(10) * 2, quote)}{literal.rendered(first, last, quote)}{quote}"
    start, end = code.span(target)
    return [code.edit(start, end, new)]


def is_text(code: Code, node: cst.BaseExpression) -> bool:
    """Whether an expression is a text for all that can be seen."""
    if isinstance(node, STRINGS):
        return True
    if isinstance(node, cst.BinaryOperation):
        return isinstance(node.operator, (cst.Add, cst.Multiply)) and is_text(code, node.left)
    if isinstance(node, cst.Call):
        if isinstance(node.func, cst.Name):
            return node.func.value in ("str", "input") and not code.shadowed(node.func.value)
        return isinstance(node.func, cst.Attribute) and node.func.attr.value in ("strip", "format", "join", "lower")
    if isinstance(node, cst.Name):
        value, annotation = code.bound(node)
        if annotation is not None:
            return code.source(annotation) in ("str", "typing.Text", '"str"', "'str'")
        return is_text(code, value) if value is not None else _QUESTION.fullmatch(node.value) is not None
    return False
