"""Where something stands, in which function, and maps of the requests of a file.

Knows: units, indexes of files. Must not know: how requests are found, rules, settings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, cast

from prefixlint.finding import Place

if TYPE_CHECKING:
    from libcst import FunctionDef

    from prefixlint.flow.engine import Unit
    from prefixlint.flow.values import Origin
    from prefixlint.requests.map import RequestMap
    from prefixlint.requests.model import Request


def located(origin: Origin, units: Mapping[str, Unit]) -> Place:
    """Where something stands: in a file of the program, or in a text file that it reads."""
    from prefixlint.syntax.document import Span

    node = origin.node
    return node.document.place(node) if isinstance(node, Span) else units[origin.path].tree.place(node)


def entry(request: Request, units: Mapping[str, Unit]) -> tuple[str, str]:
    """The function that was executed to find `request`: its file and its dotted name, "" for the body of a module."""
    home = units.get(request.origin.path)  # None: a prompt that is a text file
    for unit in (home, *units.values()):
        info = unit.index.functions.get(cast("FunctionDef", request.entry)) if unit is not None else None
        if unit is not None and info is not None:
            return unit.path, info.qualified
    return request.origin.path, ""


def function(origin: Origin, units: Mapping[str, Unit]) -> str:
    """The dotted name of the function around `origin`; "" outside of all, and in a text file."""
    from prefixlint.syntax.names import qualified

    return qualified(units[origin.path].index, origin.node) if origin.path in units else ""


def maps_of(
    requests: Iterable[Request], units: Mapping[str, Unit], poll: Callable[[], None] = lambda: None
) -> tuple[RequestMap, ...]:
    """What `requests` look like, sorted by place; each form that one of them takes is there once. `poll` is called for
    each place, and may raise to give up."""
    from prefixlint.requests.map import request_map
    from prefixlint.syntax.expression import Expressions

    expressions = Expressions({path: one.index for path, one in units.items()})

    def expression(origin: Origin) -> str:
        unit = units.get(origin.path)
        return expressions(origin.path, origin.node, unit.tree.source if unit is not None else None)

    def locate(origin: Origin) -> Place:
        poll()
        return located(origin, units)

    @cache  # one request is there in many forms
    def around(origin: Origin) -> str:
        return function(origin, units)

    found = [request_map(one, locate, around, entry(one, units), expression) for one in requests]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.place, one.entry)))
