"""What decides whether a rule speaks is held by its samples: taken away, something else is reported in them.

The conditions of a rule are those of its file: guards (`if ...: continue`), conditions around what is reported, filters. Each
is left out in turn, in a copy of the rule, and the copy judges what the engine saw in the samples. A rule about order has
causes instead: each of them must be needed, and all others must be unwanted.
"""

from __future__ import annotations

import ast
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from prefixlint_rules import ALL

from prefixlint import lint
from prefixlint.compare import compared, scene
from prefixlint.config import Settings
from prefixlint.files import ProjectFiles
from prefixlint.flow.volatility import Cause
from prefixlint.jobs import deep
from prefixlint.requests.families import Site
from prefixlint.rule import OrderRule, ProjectRule, Rule
from prefixlint.source import decode

HERE = Path(__file__).parent
SETTINGS = Settings(pedantic=True, scope="imports")
RULES = [rule for rule in ALL if rule.about.code != "PFX000"]
IDS = [rule.about.code for rule in RULES]


@dataclass(frozen=True)
class Sight:
    """What the engine saw in a sample."""

    path: str
    seen: lint.Seen
    sites: tuple[Site, ...]


@cache
def sights(folder: str) -> tuple[Sight, ...]:
    """What the engine saw in the samples of a rule, and in its examples."""
    rule = next(rule for rule in ALL if rule.about.name == folder)
    paths = sorted(path for path in (HERE / folder).glob("*.py") if not path.name.endswith(".fixed.py"))
    programs = [(str(path), path.read_bytes()) for path in paths]
    for number, example in enumerate(rule.examples):
        programs.append((f"bad{number}.py", example.bad.encode()))
        programs.append((f"good{number}.py", example.good.encode()))
    return tuple(sight(path, data, isinstance(rule, ProjectRule)) for path, data in programs)


def sight(path: str, data: bytes, compares: bool) -> Sight:
    """What the engine sees in one program."""

    def look() -> Sight:
        loader, files = lint.loader_for(SETTINGS), ProjectFiles(path)
        seen = lint.look(lint.read(path, decode(data), SETTINGS), SETTINGS, loader, files)
        sites = lint.lint_text(path, data, SETTINGS, ALL, True, loader, files).sites if compares else ()
        return Sight(path, seen, sites)

    return deep(look)


def verdict(rule: Rule) -> set[object]:
    """All that a rule says of its samples."""
    said: set[object] = set()
    for one in sights(rule.about.name):
        if isinstance(rule, ProjectRule):
            for usage in (False, True):
                found = compared(scene(one.sites, usage), [rule])
                said.update((one.path, usage, each.place, each.severity, each.message) for each in found)
        else:
            reports = lint.check(one.seen.requests, [rule])
            said.update((one.path, id(each.culprit.node), each.severity, each.message) for each in reports)
    return said


class Without(ast.NodeTransformer):
    """Leaves out the condition number `at`."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.seen = 0
        self.line = 0

    def _left_out(self, test: ast.expr, value: bool) -> ast.expr:
        self.seen += 1
        if self.seen - 1 != self.at:
            return test
        self.line = test.lineno
        return ast.copy_location(ast.Constant(value), test)

    def visit_If(self, node: ast.If) -> ast.AST:
        self.generic_visit(node)
        node.test = self._left_out(node.test, True)
        if not isinstance(node.test, ast.Constant):
            node.test = self._left_out(node.test, False)
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        self.generic_visit(node)
        node.ifs = [self._left_out(test, True) for test in node.ifs]
        return node


def without_conditions(rule: Rule) -> Iterator[tuple[int, Rule]]:
    """Copies of a rule, each without one of the conditions in its file, with the line of that."""
    module = sys.modules[type(rule).__module__]
    assert module.__file__ is not None
    at = 0
    while True:
        change = Without(at)
        tree = ast.fix_missing_locations(change.visit(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))))
        if not change.line:
            return
        copy = types.ModuleType(f"{module.__name__}_without")
        sys.modules[copy.__name__] = copy  # dataclasses look there for their annotations
        try:
            exec(compile(tree, module.__file__, "exec"), copy.__dict__)  # noqa: S102 - our own rule
            yield change.line, getattr(copy, type(rule).__name__)()
        finally:
            del sys.modules[copy.__name__]
        at += 1


def changed_rule(rule: OrderRule, **changes: object) -> OrderRule:
    """A copy of a rule about order that has other causes, or wants other culprits."""
    made: OrderRule = type("Changed", (type(rule),), changes)()
    return made


def differs(rule: Rule, usual: set[object]) -> bool:
    """Whether a changed rule says anything else of the samples; falling over counts."""
    try:
        return verdict(rule) != usual
    except (AssertionError, AttributeError, TypeError, IndexError, StopIteration, ValueError):
        return True


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_what_decides_is_held_by_samples(rule: Rule) -> None:
    usual = verdict(rule)
    assert usual, "a rule says something of its samples"
    held = [(line, differs(changed, usual)) for line, changed in without_conditions(rule)]
    if isinstance(rule, OrderRule):
        narrowed = [changed_rule(rule, causes=rule.causes - {cause}) for cause in rule.causes]
        assert any(differs(changed, usual) for changed in narrowed), "no cause is needed"
        widened = changed_rule(rule, causes=frozenset(Cause), wants=lambda *_: True)
        held.append((0, differs(widened, usual)))
    assert not held or any(needed for _, needed in held), f"conditions in lines {held} hold nothing"
