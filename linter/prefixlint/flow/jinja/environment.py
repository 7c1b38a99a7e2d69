"""Jinja's objects in the program: environments, loaders, templates, and what rendering one gives.

Knows: how templates are found and rendered; which classes there are is in the knowledge tables.
Must not know: how a template is parsed, what a prompt is.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

import libcst as cst

from prefixlint.flow import paths
from prefixlint.flow.engine import Arguments, Frame
from prefixlint.flow.holes import fill_unknown
from prefixlint.flow.jinja.render import Environment, rendered
from prefixlint.flow.jinja.scope import Given
from prefixlint.flow.texts import items_of
from prefixlint.flow.values import (
    Alt,
    Const,
    DictObject,
    Hole,
    Instance,
    Item,
    ListObject,
    Lit,
    Ref,
    Value,
    alt,
    literal,
)
from prefixlint.syntax.jinja import OPTIONS

_TEMPLATE = "jinja:template"
_ENVIRONMENT = "jinja:environment"
_LOADERS = "jinja:loader:"
_RENDERING = frozenset({"render", "render_async", "async_render", "async_render_with_possible_json_value", "generate",
                        "generate_async", "stream"})  # fmt: skip
_GETTING = frozenset({"get_template", "select_template", "get_or_select_template"})


def function(name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    """What a class of a template engine makes; None for others."""
    kind = frame.engine.knowledge.templates.get(name)
    if kind is None:
        return None
    if kind == "template":
        text = arguments.get("source", 0) or arguments.get("template", 0)
        return _template(text, NO_ENVIRONMENT, arguments, frame, node) if text is not None else None
    if kind == "environment":
        func = node.func if isinstance(node, cst.Call) else None
        fields = [(word, value) for word, value in arguments.named.items() if word not in ("globals", "filters")]
        fields.append(("globals", frame.new(DictObject((), origin=frame.origin(node)), node)))
        fields.append(("filters", frame.new(DictObject((), origin=frame.origin(node)), func)))
        return frame.new(Instance(None, _ENVIRONMENT, tuple(fields), frame.origin(node)), node)
    given = [(f"#{index}", value) for index, value in enumerate(arguments.positional)]
    fields = [*arguments.named.items(), *given]
    return frame.new(Instance(None, _LOADERS + kind, tuple(fields), frame.origin(node)), node)


NO_ENVIRONMENT = Const(None)


def method(
    receiver: Ref, obj: Instance, name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode
) -> Value | None:
    """A method of one of those objects; None for others."""
    if obj.name == _TEMPLATE and name in _RENDERING:
        text = _render(obj, arguments, frame, node)
        if text is not None and name in ("generate", "generate_async", "stream"):
            return frame.new(ListObject((Item(text),), origin=frame.origin(node)), node)
        return text
    if obj.name != _ENVIRONMENT:
        return None
    if name == "from_string":
        text = arguments.get("source", 0)
        return _template(text, receiver, Arguments(), frame, node) if text is not None else None
    if name in _GETTING and arguments.positional:
        found = _found(obj.get("loader"), arguments.positional[0], frame, node)
        return _template(found, receiver, Arguments(), frame, node) if found is not None else None
    if name == "overlay":
        return receiver
    return None


def from_string(text: Value, frame: Frame, node: cst.CSTNode) -> Value | None:
    """`environment.from_string(text)` of an environment that nobody knows; None unless the text is a template."""
    known = literal(text)
    if known is None or not ("{{" in known or "{%" in known):
        return None
    return _template(text, NO_ENVIRONMENT, Arguments(), frame, node)


def from_text(text: Value, values: Mapping[str, Value], frame: Frame, node: cst.CSTNode) -> Value | None:
    """What a library makes of a template without an environment and these values; None where it cannot be parsed."""
    given = Given(Arguments(named=dict(values)), None, frame, node)
    return rendered(text, given, Environment((), lambda _: None, None), frame, node)


def _template(text: Value, environment: Value, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value:
    options = [(word, value) for word, value in arguments.named.items() if word in OPTIONS]
    fields = (("text", text), ("environment", environment), *options)
    return frame.new(Instance(None, _TEMPLATE, fields, frame.origin(node)), node)


# ---- rendering -----------------------------------------------------------------------------------------------------


def _render(obj: Instance, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    text = obj.get("text")
    if text is None:
        return None
    holder = obj.get("environment")
    made = frame.get(holder) if isinstance(holder, Ref) else None
    shared = made if isinstance(made, Instance) else None
    options = _options(obj) | (_options(shared) if shared is not None else {})
    loader = shared.get("loader") if shared is not None else None

    def load(name: str) -> Value | None:
        return _loaded(loader, name, frame)

    environment = Environment(
        tuple(sorted(options.items())), load, shared.get("filters") if shared is not None else None
    )
    given = Given(arguments, shared.get("globals") if shared is not None else None, frame, node)
    found = rendered(text, given, environment, frame, node)
    if found is None and isinstance(text, Hole):
        return fill_unknown(text, arguments, frame, node)
    return found


def _options(obj: Instance) -> dict[str, object]:
    """The options of the lexer that are known."""
    found: dict[str, object] = {}
    for word, value in obj.fields:
        if word in OPTIONS and isinstance(value, (Const, Lit)):
            found[word] = value.text if isinstance(value, Lit) else value.value
    return found


# ---- loaders -------------------------------------------------------------------------------------------------------


def _found(loader: Value | None, name: Value, frame: Frame, node: cst.CSTNode) -> Value | None:
    """The text of the template `name`, or of the first of several that there is."""
    words = paths.spelled(name, frame)
    if words == [None]:
        for elem in items_of(name, frame, node)[0]:
            found = _found(loader, elem.value, frame, node) if isinstance(elem, Item) and elem.value != name else None
            if found is not None:
                return found
        return None
    texts = [_loaded(loader, word, frame) for word in words if word is not None]
    known = [text for text in texts if text is not None]
    return alt(known) if known else None


def _loaded(loader: Value | None, name: str, frame: Frame) -> Value | None:
    """The text that a loader has under `name`."""
    if isinstance(loader, Alt):
        found = [_loaded(option, name, frame) for option in loader.options]
        return next((one for one in found if one is not None), None)
    obj = frame.get(loader) if isinstance(loader, Ref) else None
    if not isinstance(obj, Instance) or not obj.name.startswith(_LOADERS):
        return None
    kind = obj.name.removeprefix(_LOADERS)
    if kind == "folders":
        return _in_folders(_folders(obj.get("#0") or obj.get("searchpath"), frame), name, frame)
    if kind == "package":
        package = obj.get("#0") or obj.get("package_name")
        base = paths.folder(package, frame) if package is not None else None
        inner = literal(obj.get("#1") or obj.get("package_path") or Lit("templates"))
        return (
            _in_folders([posixpath.join(base, inner)], name, frame) if base is not None and inner is not None else None
        )
    first = obj.get("#0") or obj.get("mapping") or obj.get("loaders")
    inside = frame.get(first) if isinstance(first, Ref) else None
    if kind == "mapping" and isinstance(inside, DictObject):
        entry = inside.get(name)
        return entry.value if entry is not None else None
    if kind == "choice" and isinstance(inside, ListObject):
        loaders = [elem.value for elem in inside.items if isinstance(elem, Item)]
        return next((text for one in loaders if (text := _loaded(one, name, frame)) is not None), None)
    return None


def _folders(value: Value | None, frame: Frame) -> list[str]:
    """The folders that are searched."""
    if value is None:
        return []
    obj = frame.get(value) if isinstance(value, Ref) else None
    values = [elem.value for elem in obj.items if isinstance(elem, Item)] if isinstance(obj, ListObject) else [value]
    return [text for one in values for text in paths.spelled(one, frame) if text is not None]


def _in_folders(folders: Sequence[str], name: str, frame: Frame) -> Value | None:
    if ".." in name.split("/"):
        return None
    for folder in folders:
        found = paths.document(posixpath.join(folder, name), frame)
        if found is not None:
            return paths.whole(found)
    return None
