"""What a function does to the conversation that it is handed, wherever it is sent: older turns written anew, one more with
each turn; system text that is stored with the turns and put in front of them again.

Knows: names of conversations (a table), loops and tests of one function. Must not know: rules, SDK names, who sends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import libcst as cst

from prefixlint.flow import judge
from prefixlint.flow.unit import Unit
from prefixlint.flow.values import Origin
from prefixlint.knowledge.load import Knowledge
from prefixlint.requests.model import Block, BlockKind, Edited, Hop, Request
from prefixlint.syntax.names import FunctionInfo
from prefixlint.syntax.scopes import Path, inside, names, root, tests, turns
from prefixlint.syntax.walk import dotted, written

API = "conversation"
MAX_CALLS = 4  # places where a function is called that are listed; more would not be read
_TEXTS = frozenset({"content", "parts", "text", "output", "arguments", "tool_calls"})
_RELATIONS = (cst.LessThan, cst.GreaterThan, cst.LessThanEqual, cst.GreaterThanEqual)
_COPIES = frozenset({"list", "deepcopy", "copy", "tuple", "enumerate", "reversed", "cast", "sorted", "dict"})
_STORING = frozenset({"set", "extend", "update", "set_messages", "save", "replace", "store", "put"})
_GROWING = frozenset({"append", "extend"})
_HEAVY = ("token", "char", "byte", "budget", "usage", "cost")


def rewriting(unit: Unit, knowledge: Knowledge) -> Iterator[Request]:
    """Conversations of unknown content to which functions of a file do such things."""
    for info in unit.index.functions.values():
        if not isinstance(info.node, cst.FunctionDef):
            continue
        handed = _conversations(info.node, knowledge)
        if handed and any(type(fact.node) is cst.For for fact in info.facts):
            node = _older(info.node, handed)
            if node is not None:
                hops = tuple(Hop(Origin(unit.path, call), "with this call") for call in _calls(unit, info))
                yield _request(info, Edited("rewrite", Origin(unit.path, node), unit.tree.code(node), hops=hops))
        back = _stored_back(info.node, knowledge.system_roles) if info.calls >= _GROWING else None
        if back is not None:
            put, stored = (Origin(unit.path, node) for node in back)
            hop = Hop(stored, "stored with the turns here, and put in front of them again next time")
            yield _request(info, Edited("insert", put, unit.tree.code(put.node), system=True, hops=(hop,)))


def _request(info: FunctionInfo, edit: Edited) -> Request:
    origin = edit.origin
    block = Block(BlockKind.HISTORY, None, (), origin, edits=(edit,))
    return Request(origin, None, API, None, (block,), False, entry=info.node)


def _calls(unit: Unit, info: FunctionInfo) -> list[cst.Call]:
    """Where else in the file a function of this name is called."""
    found: list[cst.Call] = []
    for other in unit.index.functions.values():
        if other is not info and info.name in other.calls:
            for path in inside(other.node):
                node = path[-1]
                if isinstance(node, cst.Call) and dotted(node.func).rpartition(".")[2] == info.name:
                    found.append(node)
    return found[:MAX_CALLS]


def _conversations(function: cst.FunctionDef, knowledge: Knowledge) -> set[str]:
    """The parameters that hold conversations, by their names."""
    found: set[str] = set()
    for one in (*function.params.posonly_params, *function.params.params, *function.params.kwonly_params):
        row = judge.by_name(knowledge, one.name.value)
        if row is not None and row.shape == "history":
            found.add(one.name.value)
    return found


# ---- older turns, written anew ---------------------------------------------------------------------------------------


def _older(function: cst.FunctionDef, handed: set[str]) -> cst.CSTNode | None:
    """Where a function writes into turns that are so many places from the end, or too many for a count."""
    paths = list(inside(function.body))
    turned, counted, older = _derived(paths, handed)
    for path in paths:
        node = path[-1]
        if not isinstance(node, cst.Assign) or _is_heavy(path, turned - handed):
            continue
        for one in node.targets:
            if _is_text(one.target, turned) and _by_age(path, counted, older):
                return one.target
    return None


def _is_text(target: cst.BaseExpression, turned: set[str]) -> bool:
    """Whether an assignment changes what a turn says."""
    if isinstance(target, cst.Subscript) and len(target.slice) == 1 and isinstance(target.slice[0].slice, cst.Index):
        index = target.slice[0].slice.value
        key = written(index) if isinstance(index, cst.SimpleString) else None
        return key in _TEXTS and root(target.value) in turned
    if isinstance(target, cst.Attribute):
        return target.attr.value in _TEXTS and root(target.value) in turned and root(target.value) != "self"
    return False


def _derived(paths: list[Path], handed: set[str]) -> tuple[set[str], set[str], set[str]]:
    """Names that hold turns or parts of them, names that hold numbers of them, and names of lists of all but the newest."""
    turned, counted, older, places = set(handed), set[str](), set[str](), set[str]()
    for _ in range(3):  # a name may be used above the place that says what it holds, as loops go round
        before = len(turned) + len(counted) + len(older) + len(places)
        for path in paths:
            node = path[-1]
            if isinstance(node, (cst.For, cst.CompFor)):
                _looped(node.target, node.iter, turned, places, older)
            elif isinstance(node, (cst.Assign, cst.AnnAssign)) and node.value is not None:
                targets = [one.target for one in node.targets] if isinstance(node, cst.Assign) else [node.target]
                for target in targets:
                    if isinstance(target, cst.Name):
                        _assigned(target.value, node.value, turned, counted, older, places)
            elif isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.args:
                if node.func.attr.value == "append" and names(node.args[0].value) & places:
                    places.add(root(node.func.value))
                elif node.func.attr.value in ("append", "extend") and names(node.args[0].value) & turned:
                    turned.add(root(node.func.value))
        if before == len(turned) + len(counted) + len(older) + len(places):
            break
    return turned, counted, older


def _looped(
    target: cst.BaseExpression, iterable: cst.BaseExpression, turned: set[str], places: set[str], older: set[str]
) -> None:
    if not names(iterable) & (turned | places | older):
        return
    called = dotted(iterable.func) if isinstance(iterable, cst.Call) else ""
    if called == "range":
        places |= names(target)
    elif called == "enumerate" and isinstance(target, cst.Tuple) and len(target.elements) == 2:
        places |= names(target.elements[0].value)
        turned |= names(target.elements[1].value)
    elif names(iterable) & turned:
        turned |= names(target)
    else:
        places |= names(target)


def _assigned(
    name: str, value: cst.BaseExpression, turned: set[str], counted: set[str], older: set[str], places: set[str]
) -> None:
    read = names(value)
    if _is_all_but_newest(value, turned | places):
        older.add(name)
    if (_measures(value) and read & (turned | places)) or read & counted:
        counted.add(name)
    elif read & turned and _is_part(value, turned):
        turned.add(name)
    elif read & places and isinstance(value, (cst.ListComp, cst.Subscript)):
        places.add(name)


def _is_part(value: cst.BaseExpression, turned: set[str]) -> bool:
    """Whether an expression gives turns, parts of them or copies, and not something worked out from them."""
    if isinstance(value, cst.Call):
        last = dotted(value.func).rpartition(".")[2]
        if last in ("get", "copy"):
            return root(value.func) in turned
        return last in _COPIES and any(_is_part(one.value, turned) for one in value.args)
    if isinstance(value, cst.ListComp):
        return bool(names(value.for_in.iter) & turned)
    return isinstance(value, (cst.Name, cst.Subscript)) and root(value) in turned


def _measures(value: cst.BaseExpression) -> bool:
    """Whether an expression counts: `len(...)`, `sum(1 for ...)`."""
    return any(isinstance(path[-1], cst.Call) and dotted(path[-1].func) in ("len", "sum") for path in inside(value))


def _is_all_but_newest(value: cst.CSTNode, listed: set[str]) -> bool:
    """Whether an expression holds `list[:-n]` or `list[: len(list) - n]`."""
    for path in inside(value):
        node = path[-1]
        if not isinstance(node, cst.Subscript) or root(node) not in listed or len(node.slice) != 1:
            continue
        part = node.slice[0].slice
        if not isinstance(part, cst.Slice) or part.upper is None:
            continue
        upper = part.upper
        if isinstance(upper, cst.UnaryOperation) and isinstance(upper.operator, cst.Minus):
            return not (isinstance(upper.expression, cst.Integer) and upper.expression.value == "1")
        if (
            isinstance(upper, cst.BinaryOperation)
            and isinstance(upper.operator, cst.Subtract)
            and _measures(upper.left)
        ):
            return True
    return False


def _by_age(path: Path, counted: set[str], older: set[str]) -> bool:
    """Whether a statement is reached for older turns only: in a loop over those, under a test against a count, or with
    something that was made in a loop under such a test."""
    for turn in turns(path):
        if names(turn.iterable) & older or _is_all_but_newest(turn.iterable, names(turn.iterable)):
            return True
        if isinstance(turn.node, cst.For) and any(_is_count(test, counted) for test in _tests_in(turn.node.body)):
            return True
    return False


def _tests_in(node: cst.CSTNode) -> Iterator[cst.BaseExpression]:
    for path in inside(node):
        if isinstance(path[-1], cst.If):
            yield path[-1].test


def _is_count(test: cst.BaseExpression, counted: set[str]) -> bool:
    return any(
        isinstance(path[-1], cst.Comparison)
        and any(isinstance(one.operator, _RELATIONS) for one in path[-1].comparisons)
        and names(path[-1]) & counted
        for path in inside(test)
    )


def _is_heavy(path: Path, turned: set[str]) -> bool:
    """Whether a statement is only reached when the conversation as a whole has become too large by another measure than
    its number of turns: that happens now and then."""
    return any(
        any(word in name.lower() for word in _HEAVY)
        for test in tests(path)
        if not names(test) & turned
        for name in _words(test)
    )


def _words(node: cst.CSTNode) -> Iterator[str]:
    for path in inside(node):
        if isinstance(path[-1], cst.Name):
            yield path[-1].value


# ---- system text, stored with the turns ------------------------------------------------------------------------------


def _stored_back(function: cst.FunctionDef, roles: Collection[str]) -> tuple[cst.CSTNode, cst.CSTNode] | None:
    """Where a list begins with system text, goes on with stored turns, and is stored in place of them: the statement that
    puts the system text in, and the one that stores."""
    paths = list(inside(function.body))
    for path in paths:
        put = path[-1]
        name = _grown(put)
        if not name or not isinstance(put, cst.Call) or not _is_system(put.args[0].value, roles):
            continue
        sources = {
            _holder(node.args[0].value)
            for one in paths
            for node in one[-1:]
            if isinstance(node, cst.Call) and _grown(node, "extend") == name
        }
        sources.discard("")
        if not sources or any(_asks(test, name, sources) for test in tests(path)):
            continue
        for other in paths:
            if _stores(other[-1], name) in sources:
                return put, other[-1]
    return None


def _grown(node: cst.CSTNode, method: str = "append") -> str:
    """The name of the list that a call appends to; "" if it is no such call."""
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value == method:
        return node.func.value.value if isinstance(node.func.value, cst.Name) and len(node.args) == 1 else ""
    return ""


def _is_system(value: cst.BaseExpression, roles: Collection[str]) -> bool:
    """Whether an expression makes a system message."""
    if isinstance(value, cst.Dict):
        said = [one.value for one in value.elements if isinstance(one, cst.DictElement) and _text(one.key) == "role"]
        return any(_text(one) in roles for one in said)
    if isinstance(value, cst.Call):
        said = [one.value for one in value.args if one.keyword is not None and one.keyword.value == "role"]
        made = dotted(value.func).rpartition(".")[2]
        return any(_text(one) in roles for one in said) or made in ("SystemMessage", "SystemMessageParam")
    return False


def _text(node: cst.BaseExpression) -> str:
    said = written(node) if isinstance(node, cst.SimpleString) else ""
    return said if isinstance(said, str) else ""


def _holder(value: cst.BaseExpression) -> str:
    """What holds stored turns, of an expression that reads them: "self.history" of `self.history.get(...)`."""
    name = dotted(value)
    if name.endswith("()"):
        name = name.removesuffix("()").rpartition(".")[0]
    return name if name.startswith("self.") else ""


def _stores(node: cst.CSTNode, name: str) -> str:
    """What a statement stores all of a list in; "" if it stores nothing of that name."""
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value in _STORING:
        return dotted(node.func.value) if len(node.args) == 1 and dotted(node.args[0].value) == name else ""
    if isinstance(node, cst.Assign) and dotted(node.value) == name:
        return dotted(node.targets[0].target)
    return ""


def _asks(test: cst.BaseExpression, name: str, sources: Collection[str]) -> bool:
    """Whether a test asks what is stored already."""
    return any(
        isinstance(path[-1], (cst.Name, cst.Attribute)) and (dotted(path[-1]) in sources or dotted(path[-1]) == name)
        for path in inside(test)
    )
