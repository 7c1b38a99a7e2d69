"""Names in the trees of Python's own parser, as `syntax.names` finds them in those of libcst.

Knows: what imports and targets bind. Must not know: what is done with it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator


def import_names(node: ast.Import | ast.ImportFrom) -> dict[str, str]:
    """What an import binds, as dotted names; a relative import starts with its dots; all of a module stands under "*"."""
    if isinstance(node, ast.Import):
        return {
            alias.asname or alias.name.partition(".")[0]: alias.name if alias.asname else alias.name.partition(".")[0]
            for alias in node.names
        }
    base = module_name(node)
    glue = "" if base.endswith(".") or not base else "."
    return {alias.asname or alias.name: f"{base}{glue}{alias.name}" for alias in node.names}


def module_name(node: ast.ImportFrom) -> str:
    """The module that is imported from; a relative one starts with its dots."""
    return "." * node.level + (node.module or "")


def target_names(node: ast.AST) -> Iterator[str]:
    """The names that a target binds or changes."""
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, (ast.Tuple, ast.List)):
        for element in node.elts:
            yield from target_names(element)
    elif isinstance(node, (ast.Subscript, ast.Attribute, ast.Starred)):
        yield from target_names(node.value)
