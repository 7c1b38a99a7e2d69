"""Text files: which may be read, and where pieces of them stand."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest
from test_reveal import revealed

from prefixlint.files import MAX_BYTES, ProjectFiles
from prefixlint.finding import Place
from prefixlint.syntax import data, jinja
from prefixlint.syntax.document import Document, Quoted
from prefixlint.syntax.parse import Tree


def files(root: Path, path: str = "app/main.py") -> ProjectFiles:
    (root / "pyproject.toml").touch()
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    return ProjectFiles(str(root / path))


# ---- reading -------------------------------------------------------------------------------------------------------


def test_a_text_file_below_the_root_is_read(tmp_path):
    found = files(tmp_path)
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfone\r\ntwo\n")
    document = found.read("/a.md")
    assert document is not None and document.text == "one\ntwo\n"
    assert document is found.read("/app/../a.md")
    assert found.where(str(tmp_path / "app" / "main.py")) == "/app/main.py"


@pytest.mark.parametrize("where", ["/missing.md", "/app", "/", "", "/\0", "/../outside.md", "//..//../outside.md"])
def test_what_is_no_file_of_the_project_is_none(tmp_path, where):
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "outside.md").write_text("secret")
    assert files(root).read(where) is None


def test_large_and_binary_files_are_not_read(tmp_path):
    found = files(tmp_path)
    (tmp_path / "large.md").write_bytes(b"a" * (MAX_BYTES + 1))
    (tmp_path / "binary.md").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "null.md").write_bytes(b"a\0b")
    os.mkfifo(tmp_path / "pipe.md")
    for name in ("large.md", "binary.md", "null.md", "pipe.md"):
        assert found.read("/" + name) is None, name


def test_links_that_leave_the_project_are_refused(tmp_path):
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "outside.md").write_text("secret")
    (root / "inside.md").write_text("fine")
    (root / "bad.md").symlink_to(tmp_path / "outside.md")
    (root / "folder").symlink_to(tmp_path)
    (root / "good.md").symlink_to(root / "inside.md")
    found = files(root)
    assert found.read("/bad.md") is None
    assert found.read("/folder/outside.md") is None
    good = found.read("/good.md")
    assert good is not None and good.text == "fine"


def test_without_a_mark_of_a_project_the_outermost_package_is_the_root(tmp_path):
    package = tmp_path / "one" / "two"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    found = ProjectFiles(str(package / "main.py"))
    assert found.where(str(package / "main.py")) in ("/main.py", "/two/main.py")
    assert found.where(str(tmp_path / "other.py")) in ("", "/other.py")


def test_packages_are_found_beside_the_file_and_above_it(tmp_path):
    (tmp_path / "src" / "pkg" / "prompts").mkdir(parents=True)
    found = files(tmp_path, "src/pkg/main.py")
    assert found.package("pkg.prompts", "/src/pkg/main.py") == "/src/pkg/prompts"
    assert found.package("pkg", "/main.py") == "/src/pkg"
    assert found.package("none", "/main.py") is None
    assert found.package("../..", "/main.py") is None


# ---- places --------------------------------------------------------------------------------------------------------


def test_places_are_code_points_without_the_space_around():
    document = Document("a.md", "é {x}\n  two\n")
    assert document.place(document.span(2, 5)) == Place("a.md", 1, 3, 1, 6)
    assert document.place(document.span(5, 12)) == Place("a.md", 2, 3, 2, 6)
    assert document.place("something else") == Place("a.md", 1, 1, 1, 1)
    assert document.code(document.span(2, 12)) == "{x} two"
    assert document.span(1, 2) is document.span(1, 2)


@pytest.mark.parametrize(
    ("raw", "text", "wanted", "number", "expected"),
    [
        ("ab ab", "ab ab", "ab", 1, "ab"),
        ("|\n  a {x}\n  b {x}\n", "a {x}\nb {x}\n", "{x}", 1, "{x}"),
        ('"a \\n {x} {y}"', "a \n {x} {y}", "{y}", 0, "{y}"),
        ("|\n  one\n  two\n", "one\ntwo\n", "one\ntwo", 0, "one"),
        ('"\\u00e9"', "é", "é", 0, '"\\u00e9"'),
    ],
)
def test_a_piece_of_a_value_is_found_in_what_is_written(raw, text, wanted, number, expected):
    document = Document("a", f"head {raw} tail")
    span = document.span(5, 5 + len(raw))
    start = -1
    for _ in range(number + 1):
        start = text.index(wanted, start + 1)
    found = span.narrowed(text, start, start + len(wanted))
    assert document.text[found.start : found.end] == expected
    if number:
        assert found.start > document.text.index(wanted)


def test_a_piece_inside_a_string_literal_is_placed_there():
    tree = Tree("a.py", 'x = """one\n  {{ two }}\n"""\ny = "\\x41{{ b }}"\n')
    first, second = (line.body[0].value for line in tree.module.body)
    document = Quoted(tree, first, first.evaluated_value)
    at = first.evaluated_value.index("{{")
    assert document.place(document.span(at, at + 9)) == Place("a.py", 2, 3, 2, 12)
    other = Quoted(tree, second, second.evaluated_value)
    assert other.place(other.span(1, 8)) == Place("a.py", 4, 10, 4, 17)
    assert other.place(other.span(0, 1)) == tree.place(second)


# ---- parsers -------------------------------------------------------------------------------------------------------

BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefghijk", "bcdefghijkl", strict=True)
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (BOMB, "yaml"), ("a: &a [*a]", "yaml"), ("a: &a\n  <<: *a\n", "yaml"), ("[" * 5000, "yaml"), ("[" * 100_000, "json"),
        ("{", "json"), ("", "json"), ("", "yaml"), ("a = ", "toml"), ("\x01", "yaml"), ("a: " + "9" * 10_000, "yaml"),
        ("? [a]\n: b\n" * 3 + "{", "yaml"),
    ],
)  # fmt: skip
def test_hostile_data_is_none_soon(text, kind):
    start = time.monotonic()
    assert data.parse(text, kind) is None
    assert time.monotonic() - start < 5


def test_tags_construct_nothing():
    tree = data.parse("a: !!python/object/apply:os.system ['true']\nb: !x y\nc: 2024-01-01\n", "yaml")
    assert isinstance(tree, data.Table)
    entries = dict(tree.entries)
    assert isinstance(entries["a"], data.Row)
    assert entries["b"] == data.Leaf("y", 47, 51, known=False)
    assert isinstance(entries["c"], data.Leaf) and not entries["c"].known


@pytest.mark.parametrize(
    "text",
    [
        "{% if %}",
        "{{",
        "{{ " + "(" * 20_000 + " }}",
        "{% for x in y %}" * 3_000,
        "x" * (jinja.MAX_TEMPLATE + 1),
        "{% nothing %}",
    ],
)
def test_hostile_templates_are_none_soon(text):
    start = time.monotonic()
    assert jinja.parse(text) is None
    assert time.monotonic() - start < 5


def test_every_output_of_a_template_is_placed():
    text = "a {{ b }}\n{%- for c in d -%}\n  {{ c|e }} {# x #}{% raw %}{{ f }}{% endraw %}{%- endfor %}\n{{- g -}}\n"
    template = jinja.parse(text)
    assert template is not None
    found = [text[start:end] for start, end in template.places.values()]
    assert found == ["a ", " ", "{{ f }}", "{{ b }}", "{{ c|e }}", "{{- g -}}", "{%- for c in d -%}"]


def test_options_of_the_lexer_count():
    template = jinja.parse("<% if x %>\n  << y >>\n<% endif %>", (
        ("block_end_string", "%>"), ("block_start_string", "<%"), ("trim_blocks", True),
        ("variable_end_string", ">>"), ("variable_start_string", "<<"),
    ))  # fmt: skip
    assert template is not None and len(template.places) == 3
    assert jinja.parse("a", (("block_start_string", ""),)) is None


PIECES = (
    "text ", "\n", "{{ user }}", "{{ user.name|upper }}", "{{ now() }}", "{{ xs|sort|join(', ') }}", "{{ a[b].c(1, *d, e=2, **f)|g(h) }}",
    "{% if user %}", "{% elif xs %}", "{% else %}", "{% endif %}", "{% for x in xs %}", "{% for k, v in xs.items() if k %}", "{% endfor %}",
    "{% set y = user ~ 1 %}", "{% set ns.z = 1 %}", "{% block b %}", "{% endblock %}", "{{ super() }}", "{{ self.b() }}", "{% macro m(a, b=1) %}",
    "{% endmacro %}", "{{ m(2) }}", "{{ caller() }}", "{% call m(1) %}", "{% endcall %}", "{% include 'x.j2' %}", "{% import 'x.j2' as i %}", "{{ i.m() }}",
    "{% extends 'x.j2' %}", "{# no #}", "{% raw %}", "{% endraw %}", "{%- with q = 1 -%}", "{% endwith %}", "{% filter trim %}", "{% endfilter %}",
    "{{ (1, [2, {'a': 3}])[1:2] }}", "{{ not a or b and c in d is none }}", "{{ x if y }}", "{{ -1 ** 2 // 3 % 4 }}", "{% do xs.append(1) %}", "{% break %}",
)  # fmt: skip
PROGRAM = """\
from jinja2 import Environment, FileSystemLoader, Template

env = Environment(loader=FileSystemLoader("app"))


def build(user, xs, flag: bool, **more):
    reveal_prompt(env.get_template("x.j2").render(user=user, xs=["a", user], **more))
    reveal_prompt(Template(open("x.j2").read() + user + ("{{ xs }}" if flag else "{{")).render({"xs": {user, "b"}, **more}))
"""


def test_no_template_breaks_the_engine():
    rng = random.Random(7)
    rendered = 0
    for _ in range(200):
        text = "".join(rng.choice(PIECES) for _ in range(rng.randrange(1, 9)))
        found = revealed(PROGRAM, (("app/x.j2", text),))
        assert found.keys() <= {7, 8}
        rendered += jinja.parse(text) is not None and "?} render" not in found.get(7, "")
    assert rendered >= 30
