"""Which files of a project have a say in what is found in a few of them."""

import os

import pytest

from prefixlint.beside import MAX_USERS, beside
from prefixlint.callers import NO_CALLERS, Callers, Sink
from prefixlint.discover import rest

FILES = {
    "shop/__init__.py": "from shop.prompts import RULES as RULES\nfrom .tools import *\n",
    "shop/prompts.py": "RULES = ''\ndef greet(name): return name\n",
    "shop/tools.py": "TOOLS = []\n",
    "shop/direct.py": "from shop.prompts import (\n    greet,  # the greeting\n    RULES,\n)\n",
    "shop/relative.py": "from . import prompts\n",
    "shop/inside.py": "def f():\n    import shop.prompts\n",
    "shop/handed.py": "from shop import RULES\n",
    "shop/other.py": "from shop import TOOLS\n",
    "shop/sibling.py": "from shop.tools import TOOLS\n",
    "shop/nothing.py": "import json\nprompts = 1\n",
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A small project; the bytes of its files by path."""
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    (tmp_path / "setup.py").touch()
    monkeypatch.chdir(tmp_path)
    return {path: text.encode() for path, text in FILES.items()}


def names(paths):
    return sorted(os.path.basename(path).removesuffix(".py") for path in paths)


def ask(files, *asked, shows=True, counts=lambda path: "__init__" not in path, callers=NO_CALLERS):
    paths = {f"shop/{one}.py" for one in asked}
    return names(beside(files, paths, lambda _: shows, counts, callers) - paths)


def test_whoever_imports_a_file_has_a_say(project):
    assert ask(project, "prompts") == ["direct", "handed", "inside", "relative"]


def test_a_package_hands_on_what_it_imports_and_nothing_else(project):
    assert "other" not in ask(project, "prompts")
    assert ask(project, "tools") == ["handed", "other", "sibling"], "which names a star stands for is not looked up"


def test_who_shares_a_prompt_has_a_say(project):
    assert "handed" in ask(project, "direct"), "both send RULES"
    assert ask(project, "sibling") == ["other"], "one imports TOOLS by way of the package"


def test_files_without_prompts_have_none(project):
    assert ask(project, "prompts", counts=lambda path: path.endswith("direct.py")) == ["direct"]


def test_callers_of_methods_have_a_say(project):
    sink = Sink("shop/prompts.py", "Client", "ask")
    callers = Callers({"shop/nothing.py": frozenset({"ask"})}, {"ask": (sink,)})
    assert "nothing" in ask(project, "prompts", callers=callers)


def test_a_tool_of_everybody_is_no_prompt(project):
    many = {f"shop/user{number}.py": b"from shop.nothing import x\n" for number in range(MAX_USERS)}
    assert len(ask({**project, **many}, "nothing", shows=False)) == MAX_USERS
    many["shop/one.py"] = b"from shop.nothing import x\n"
    assert ask({**project, **many}, "nothing", shows=False) == []
    assert len(ask({**project, **many}, "nothing", shows=True)) == MAX_USERS + 1


def test_what_is_asked_for_one_file_does_not_depend_on_the_others(project):
    alone = [set(ask(project, one)) for one in ("prompts", "tools")]
    assert set(ask(project, "prompts", "tools")) == alone[0] | alone[1]


def test_the_rest_of_a_project(project, tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_shop.py").touch()
    asked = ["shop/prompts.py"]
    found = [path.replace(os.sep, "/") for path in rest(asked, [], lambda path: path.startswith("shop/o"))]
    assert "shop/direct.py" in found and "setup.py" in found
    assert not {"shop/prompts.py", "shop/other.py", "tests/test_shop.py"} & set(found)
    assert list(rest(asked, ["."], lambda _: False)) == [], "all of it was searched already"
    absolute = list(rest([str(tmp_path / "shop" / "prompts.py")], [], lambda _: False))
    assert all(map(os.path.isabs, absolute)) and len(absolute) == len(found) + 1


def test_outside_a_project_there_is_no_rest(tmp_path):
    (tmp_path / "one.py").touch()
    (tmp_path / "two.py").touch()
    assert list(rest([str(tmp_path / "one.py")], [], lambda _: False)) == []
