"""Orders that nobody fixed: `sorted(...)` around what is iterated, `sort_keys=True`, results in the order of their jobs.

Knows: what Python iterates, which values compare, serialisers from a table. Must not know: prompts, rules.
"""

from __future__ import annotations

import re

import libcst as cst

from prefixlint.finding import Edit
from prefixlint.fix.intents.code import Code, Unsure
from prefixlint.fix.intents.mend import Mend
from prefixlint.knowledge.orders import serialisers
from prefixlint.syntax.walk import children, contains

_LISTINGS = frozenset({"listdir", "glob", "iglob", "rglob", "iterdir"})
_STRINGS = frozenset({"os.listdir", "glob.glob", "glob.iglob"})
_TEXT_METHODS = frozenset({"title", "lower", "upper", "casefold", "capitalize", "strip", "lstrip", "rstrip", "join", "format", "removeprefix", "removesuffix"})  # fmt: skip
_OF_TEXT = re.compile(
    r"(?:typing\.|t\.|collections\.abc\.)?(?:\w*[Ss]et|list|List|tuple|Tuple|Sequence|Iterable|Collection)\[\s*(str|int|float)\s*(?:,\s*\.\.\.\s*)?\]"
)
_COMPREHENSIONS = (cst.ListComp, cst.SetComp, cst.GeneratorExp, cst.DictComp)
MAX_STEPS = 6  # names and calls that are followed to learn what a set holds


def in_order(code: Code, node: cst.CSTNode) -> Mend:
    """What is iterated in `node`, or where it stands, in order."""
    if code.shadowed("sorted"):
        raise Unsure
    target, joined, shown = _iterated(code, node)
    target = _listing(code, target)
    called = target.func if isinstance(target, cst.Call) else None
    name = (
        called.attr.value if isinstance(called, cst.Attribute) else called.value if isinstance(called, cst.Name) else ""
    )
    if name in ("walk", "as_completed", "imap_unordered") or isinstance(target, (cst.Yield, cst.NamedExpr, cst.Await)):
        raise Unsure  # the names inside of each folder would be left as they are; futures cannot be compared
    kind = "text" if joined else elements(code, target)
    safe = bool(kind) and not shown
    if name in ("list", "tuple") and isinstance(target, cst.Call) and len(target.args) == 1 and not shown:
        start, end = code.span(target.func)
        inner = code.shown(target.args[0].value)
        return Mend("safe" if safe else "unsafe", f"Write `sorted({inner})`.", (code.edit(start, end, "sorted"),))
    if isinstance(target, (cst.Tuple, cst.GeneratorExp)) and not target.lpar:
        raise Unsure
    key = ", key=lambda entry: entry.name" if name == "scandir" else ""
    start, end = code.outer(target)
    title = f"Write `sorted({code.shown(target)}{key})`."
    if start != code.span(target)[0] and not key:  # it has parentheses of its own
        return Mend("safe" if safe else "unsafe", title, (code.edit(start, start, "sorted"),))
    edits = (code.edit(start, start, "sorted("), code.edit(end, end, f"{key})"))
    return Mend("safe" if safe or key else "unsafe", title, edits)


def _iterated(code: Code, node: cst.CSTNode) -> tuple[cst.BaseExpression, bool, bool]:
    """The expression that is iterated, whether a text joins its elements as they are, and whether it is not iterated but
    shown. Raises `Unsure`."""
    parent = code.parents.get(node)
    if isinstance(parent, (cst.For, cst.CompFor)) and parent.iter is node:
        if parent.asynchronous is not None:
            raise Unsure
        return parent.iter, False, False
    if isinstance(parent, cst.FormattedStringExpression) and isinstance(node, cst.Name):
        value, annotation = code.bound(node)
        if isinstance(value, cst.Call) and isinstance(value.func, cst.Attribute) and value.func.attr.value == "join":
            return _iterated(code, value)
        if not _is_set(code, value) and (annotation is None or "et[" not in code.source(annotation)):
            raise Unsure
        return node, False, True
    if isinstance(node, cst.SetComp):
        return node, False, True
    if isinstance(node, _COMPREHENSIONS):
        return _source(node)
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value == "join":
        if len(node.args) != 1 or node.args[0].star or node.args[0].keyword is not None:
            raise Unsure
        argument = node.args[0].value
        if isinstance(argument, (cst.ListComp, cst.GeneratorExp)):
            return _source(argument, True)
        if isinstance(argument, cst.Call) and isinstance(argument.func, cst.Name) and argument.func.value == "map":
            if len(argument.args) != 2:
                raise Unsure
            return argument.args[1].value, False, False
        if isinstance(argument, cst.Call) and isinstance(argument.func, cst.Attribute) and argument.func.attr.value == "imap_unordered":  # fmt: skip
            raise Unsure
        return argument, True, False
    if isinstance(node, cst.Call):  # a list made of it is an argument, perhaps inside of another
        made = [one for one in _inside(node) if isinstance(one, cst.Call) and isinstance(one.func, cst.Name) and one.func.value == "list" and len(one.args) == 1]  # fmt: skip
        if len(made) == 1:
            return made[0], False, False
        if _is_listing(node):
            return _in_loop(code, node)
    raise Unsure


def _is_set(code: Code, node: cst.BaseExpression | None) -> bool:
    if isinstance(node, cst.BinaryOperation):
        return _is_set(code, node.left)
    if isinstance(node, cst.Call):
        return code.dotted(node.func) in ("set", "frozenset")
    return isinstance(node, (cst.Set, cst.SetComp))


def _in_loop(code: Code, node: cst.Call) -> tuple[cst.BaseExpression, bool, bool]:
    """A listing that is iterated where it is made."""
    parent = code.parents.get(node)
    around = code.parents.get(parent) if isinstance(parent, cst.Arg) else None
    if isinstance(around, cst.Call) and isinstance(around.func, cst.Name) and around.func.value in ("list", "tuple"):
        return node, False, False
    raise Unsure


def _source(node: cst.BaseComp | cst.DictComp, joined: bool = False) -> tuple[cst.BaseExpression, bool, bool]:
    """What a comprehension with one loop goes through; `joined` says that a text joins what it gives."""
    loop = node.for_in
    if loop.inner_for_in is not None or loop.asynchronous is not None:
        raise Unsure
    elt = node.elt if isinstance(node, (cst.ListComp, cst.GeneratorExp)) else None
    same = isinstance(elt, cst.Name) and isinstance(loop.target, cst.Name) and elt.value == loop.target.value
    return loop.iter, joined and same, False


def _inside(node: cst.CSTNode) -> list[cst.CSTNode]:
    found = [node]
    for one in found:
        found.extend(children(one))
    return found


def _is_listing(node: cst.BaseExpression) -> bool:
    called = node.func if isinstance(node, cst.Call) else None
    if isinstance(called, cst.Attribute):
        return called.attr.value in _LISTINGS
    return isinstance(called, cst.Name) and called.value in _LISTINGS


def _listing(code: Code, node: cst.BaseExpression) -> cst.BaseExpression:
    """The listing of a folder that a name stands for, or that what it stands for goes through, if it is iterated there; else
    `node`. Where the names are listed is where one would sort them."""
    if not isinstance(node, cst.Name):
        return node
    value, _ = code.bound(node)
    if isinstance(value, (cst.ListComp, cst.GeneratorExp)) and value.for_in.inner_for_in is None:
        found = value.for_in.iter
        return found if _is_listing(found) and value.for_in.asynchronous is None else node
    if value is not None and _is_listing(value) and code.dotted(value.func) in ("os.listdir", "glob.glob"):  # type: ignore[attr-defined]
        return value  # a list already
    return node


# ---- what compares ---------------------------------------------------------------------------------------------------


def elements(code: Code, node: cst.BaseExpression | None, steps: int = MAX_STEPS) -> str:
    """The kind of all elements that iterating `node` gives ("text", "number", "path"), if all are known to be of one kind
    whose values compare; else ""."""
    if node is None or steps <= 0:
        return ""
    if isinstance(node, (cst.Set, cst.List, cst.Tuple)):
        kinds = {_kind(code, one.value, steps) for one in node.elements if isinstance(one, cst.Element)}
        return kinds.pop() if len(kinds) == 1 and all(isinstance(one, cst.Element) for one in node.elements) else ""
    if isinstance(node, cst.Dict):
        kinds = {_kind(code, one.key, steps) if isinstance(one, cst.DictElement) else "" for one in node.elements}
        return kinds.pop() if len(kinds) == 1 else ""
    if isinstance(node, (cst.SetComp, cst.ListComp, cst.GeneratorExp)):
        return _kind(code, node.elt, steps)
    if isinstance(node, cst.DictComp):
        return _kind(code, node.key, steps)
    if isinstance(node, cst.BinaryOperation):
        left = elements(code, node.left, steps - 1)
        if isinstance(node.operator, (cst.Subtract, cst.BitAnd)):
            return left
        return left if left and left == elements(code, node.right, steps - 1) else ""
    if isinstance(node, cst.Call):
        return _of_call(code, node, steps)
    if isinstance(node, cst.Name):
        value, annotation = code.bound(node)
        said = _OF_TEXT.fullmatch(code.source(annotation)) if annotation is not None else None
        if said is not None:
            return "text" if said[1] == "str" else "number"
        return elements(code, value, steps - 1)
    if isinstance(node, cst.Attribute) and isinstance(node.value, cst.Name) and node.value.value == "self":
        return _of_attribute(code, node, steps)
    return ""


def _of_call(code: Code, node: cst.Call, steps: int) -> str:
    name = code.dotted(node.func)
    if name in ("set", "frozenset", "list", "tuple", "sorted", "reversed") and len(node.args) == 1:
        return elements(code, node.args[0].value, steps - 1)
    if name in _STRINGS:
        return "text"
    if isinstance(node.func, cst.Attribute):
        method = node.func.attr.value
        if method in ("glob", "rglob", "iterdir"):
            return "" if "files(" in code.source(node.func) else "path"  # of a package, perhaps in an archive
        if method == "split":
            return "text"
        if method in ("keys", "copy", "items") and not node.args:
            # Keys are all different, so that the values of items are never compared.
            return elements(code, node.func.value, steps - 1)
    return ""


def _of_attribute(code: Code, node: cst.Attribute, steps: int) -> str:
    """What an attribute holds that one statement of the class binds and nothing changes."""
    owner = next((one for one in code.above(node) if isinstance(one, cst.ClassDef)), None)
    if owner is None:
        return ""
    found: list[cst.BaseExpression | None] = []
    for one in _inside(owner):
        if isinstance(one, cst.Attribute) and one.attr.value == node.attr.value:
            parent = code.parents[one]
            if isinstance(parent, cst.AssignTarget):
                statement = code.parents[parent]
                found.append(statement.value if isinstance(statement, cst.Assign) else None)
            elif isinstance(parent, cst.AnnAssign) and parent.target is one:
                said = _OF_TEXT.fullmatch(code.source(parent.annotation.annotation))
                if said is not None:
                    return "text" if said[1] == "str" else "number"
                found.append(parent.value)
            elif isinstance(parent, (cst.Attribute, cst.AugAssign)):
                found.append(None)
    return elements(code, found[0], steps - 1) if len(found) == 1 else ""


def _kind(code: Code, node: cst.BaseExpression, steps: int) -> str:
    """What kind of value an expression is, if that is certain."""
    if isinstance(node, (cst.SimpleString, cst.ConcatenatedString)):
        return "" if isinstance(node.evaluated_value, bytes) else "text"
    if isinstance(node, cst.FormattedString):
        return "text"
    if isinstance(node, (cst.Integer, cst.Float)):
        return "number"
    if isinstance(node, cst.Call):
        if isinstance(node.func, cst.Name):
            return "text" if node.func.value == "str" and not code.shadowed("str") else ""
        method = node.func.attr.value if isinstance(node.func, cst.Attribute) else ""
        return "text" if method in _TEXT_METHODS else ""
    if isinstance(node, cst.Name):
        for one in code.above(node):
            if isinstance(one, (*_COMPREHENSIONS,)) and not contains(one.for_in.iter, node):
                loop = one.for_in
                if isinstance(loop.target, cst.Name) and loop.target.value == node.value:
                    return elements(code, loop.iter, steps - 1)
        _, annotation = code.bound(node)
        return "text" if annotation is not None and code.source(annotation) == "str" else ""
    return ""


# ---- keys ------------------------------------------------------------------------------------------------------------


def in_order_of_keys(code: Code, node: cst.CSTNode) -> Mend:
    """A call that serialises a mapping, with sorted keys."""
    while isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and isinstance(node.func.value, cst.Call):
        node = node.func.value  # `.decode()`
    if isinstance(node, cst.Name):
        node = code.bound(node)[0] or node
    if not isinstance(node, cst.Call):
        raise Unsure
    name = code.dotted(node.func)
    row = serialisers().get(name)
    package = name.partition(".")[0]
    if row is None or any(one.star for one in node.args) or not node.args:
        raise Unsure
    word, value = ("option", "orjson.OPT_SORT_KEYS") if package == "orjson" else ("sort_keys", "True")
    if package == "orjson" and (not isinstance(node.func, cst.Attribute) or code.source(node.func.value) != "orjson"):
        raise Unsure
    if package not in ("json", "orjson", "yaml", "simplejson", "ujson"):
        raise Unsure
    safe = package == "orjson" or _keys(code, node.args[0].value)
    given = next((one for one in node.args if one.keyword is not None and one.keyword.value == word), None)
    if given is not None:
        if code.source(given.value) != "False":
            raise Unsure
        edits: tuple[Edit, ...] = (code.edit(*code.span(given.value), value),)
    else:
        edits = (appended(code, node, f"{word}={value}"),)
    return Mend("safe" if safe else "unsafe", f"Pass `{word}={value}`.", edits)


def _keys(code: Code, node: cst.BaseExpression) -> bool:
    """Whether all keys of a mapping are texts, at any depth."""
    if isinstance(node, cst.Name):
        value, _ = code.bound(node)
        return value is not None and _keys(code, value)
    if isinstance(node, cst.Dict):
        return all(
            isinstance(one, cst.DictElement) and _kind(code, one.key, MAX_STEPS) == "text" and _keys(code, one.value)
            for one in node.elements
        )
    if isinstance(node, cst.DictComp):
        return _kind(code, node.key, MAX_STEPS) == "text" and _keys(code, node.value)
    if isinstance(node, (cst.List, cst.Tuple)):
        return all(_keys(code, one.value) for one in node.elements)
    return isinstance(node, (cst.SimpleString, cst.FormattedString, cst.Integer, cst.Float))


def appended(code: Code, node: cst.Call, argument: str) -> Edit:
    """The edit that adds an argument to a call, laid out as its last one is. Raises `Unsure`."""
    last = node.args[-1]
    if isinstance(last.value, cst.GeneratorExp) and not last.value.lpar:
        raise Unsure
    start = code.span(last)[0]
    _, end = code.outer(last.value)
    line = code.text.text.rfind("\n", 0, start) + 1
    indent = code.text.text[line:start]
    if not isinstance(last.comma, cst.Comma):
        return code.edit(end, end, f", {argument}")
    if indent.strip():  # `f(a, b,)`
        return code.edit(end, end, f", {argument}")
    return code.edit(end, end, f",\n{indent}{argument}")


# ---- results ---------------------------------------------------------------------------------------------------------


def in_order_of_submission(code: Code, node: cst.CSTNode) -> Mend:
    """Results in the order in which their jobs were submitted."""
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value == "join":
        found = [one for one in _inside(node) if isinstance(one, cst.Call) and _arrives(code, one)]
        node = found[0] if len(found) == 1 else node
    if not isinstance(node, cst.Call) or not _arrives(code, node):
        raise Unsure
    if isinstance(node.func, cst.Attribute) and node.func.attr.value == "imap_unordered":
        start, end = code.span(node.func.attr)
        return Mend("safe", f"Write `{code.shown(node.func.value)}.imap(...)`.", (code.edit(start, end, "imap"),))
    parent = code.parents.get(node)
    if len(node.args) != 1 or node.args[0].keyword is not None or not isinstance(parent, (cst.For, cst.CompFor)):
        raise Unsure
    jobs = node.args[0].value
    value = code.bound(jobs)[0] if isinstance(jobs, cst.Name) else jobs
    if not isinstance(value, (cst.List, cst.ListComp, cst.Dict, cst.DictComp)) or (parent.asynchronous is not None):
        raise Unsure
    start, end = code.outer(node)
    return Mend("unsafe", f"Go through `{code.shown(jobs)}` in order.", (code.edit(start, end, code.source(jobs)),))


def _arrives(code: Code, node: cst.Call) -> bool:
    if isinstance(node.func, cst.Attribute) and node.func.attr.value == "imap_unordered":
        return True
    return code.dotted(node.func) == "concurrent.futures.as_completed"
