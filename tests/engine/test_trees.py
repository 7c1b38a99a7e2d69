"""Trees are made and measured faster than libcst does it alone; what comes of it is the same."""

from __future__ import annotations

import itertools

import libcst as cst
import pytest
from libcst.metadata import MetadataWrapper, PositionProvider

from prefixlint.requests.inversions import Excluded
from prefixlint.requests.model import exclusive
from prefixlint.syntax.parse import Tree
from prefixlint.syntax.places import _ranges

SOURCES = {
    "nothing": "",
    "one line without an end": "x = 1",
    "windows": 'def f(a,\r\n      b = 1):  # why\r\n\treturn """two\r\nlines"""\r\n\r\n\r\n# behind\r\n',
    "decorated": "@one\n@two(1)\nclass A(B, metaclass=C):\n    '''doc'''\n\n    async def f(self): pass ; x = 1\n",
    "signs of all widths": "s = 'ä𝄞' + f'{x!r:>{width}} {y = }'  # 𝄞\nt = s[1:2, ...]\n",
    "brackets": "x = (  # first\n    a\n    .b(c, *d, **e)\n)\n\ny = [\n    i for i in ((1)) if i\n]\n",
    "all kinds of statements": (
        "try:\n    with a as b, (c): pass\nexcept (E, F) as e:\n    raise G from e\nelse:\n  del x\nfinally:\n    for i, in j:\n"
        "        continue\n    else:\n        while not x: break\nif a: pass\nelif b:\n    pass\nelse: assert a, b\n"
        "match x:\n    case {'a': [1, *_], **rest} | A(b=1) if c:\n        global z\n"
    ),
}


@pytest.mark.parametrize("text", SOURCES.values(), ids=SOURCES)
def test_a_tree_says_what_was_written_and_where(text: str) -> None:
    module = Tree("m.py", text).module

    alone = cst.parse_module(text)
    assert module.code == text
    assert module.deep_equals(alone)

    def kinds(of: cst.Module, ranges: dict[cst.CSTNode, tuple[int, int, int, int]]) -> list[object]:
        """The places of all nodes that hold code, in the order in which they are written."""
        found: list[object] = []
        todo: list[cst.CSTNode] = [of]
        while todo:
            node = todo.pop()
            if not isinstance(node, (cst.SimpleWhitespace, cst.Newline, cst.TrailingWhitespace)):
                found.append((type(node).__name__, ranges[node]))
            todo.extend(reversed(node.children))
        return found

    told = MetadataWrapper(alone, unsafe_skip_copy=True).resolve(PositionProvider)
    theirs = {node: (at.start.line, at.start.column, at.end.line, at.end.column) for node, at in told.items()}
    assert kinds(module, _ranges(module)) == kinds(alone, theirs)


def test_libcst_is_left_as_it_was() -> None:
    before = (cst.SimpleWhitespace, cst.Newline, cst.TrailingWhitespace, cst.CSTNode.__post_init__)
    Tree("m.py", "x = 1\n")
    with pytest.raises(Exception, match="cannot parse"):
        Tree("m.py", "x = (\n")
    assert before == (cst.SimpleWhitespace, cst.Newline, cst.TrailingWhitespace, cst.CSTNode.__post_init__)
    with pytest.raises(cst.CSTValidationError):
        cst.Name("")  # nodes that programs make are still checked


def test_nodes_are_equal_only_to_themselves() -> None:
    one, other = cst.Name("x"), cst.Name("x")
    assert one == one and one != other and len({one, other, one}) == 2


def test_choices_that_exclude_each_other() -> None:
    """The tables say the same as comparing each place with each other."""
    steps = [(choice, option) for choice in (1, 2) for option in (0, 1, 2)]
    places = [(), *((one,) for one in steps), *itertools.product(steps, repeat=2)]
    excluded = Excluded(places)
    assert excluded(((1, 0),)) >= {((1, 1),), ((1, 2), (2, 0))}
    for place in places:
        assert excluded(place) == {one for one in places if exclusive(one, place)}
