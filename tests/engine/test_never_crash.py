"""Whatever the file, the answer is findings: real programs that know nothing of prompts, half-typed ones, odd bytes, deep
and long ones. What cannot be read gives one PFX000 and nothing else; nothing gives an exception."""

from __future__ import annotations

import ast
import sysconfig
from pathlib import Path

import pytest

from prefixlint.config import Settings
from prefixlint.jobs import deep
from prefixlint.lint import Result, lint_text
from prefixlint_rules import ALL

STDLIB = Path(sysconfig.get_paths()["stdlib"])
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples" / "support_app"
SETTINGS = Settings(pedantic=True)

# Large ones and small ones, old style and new; all of them are in every Python from 3.10 on.
MODULES = [
    "_pydecimal.py", "argparse.py", "ast.py", "asyncio/base_events.py", "asyncio/tasks.py", "bisect.py", "calendar.py", "cmd.py",
    "codecs.py", "collections/__init__.py", "configparser.py", "contextlib.py", "copy.py", "csv.py", "dataclasses.py",
    "datetime.py", "difflib.py", "email/message.py", "enum.py", "fractions.py", "functools.py", "gettext.py", "graphlib.py",
    "heapq.py", "html/parser.py", "http/client.py", "imaplib.py", "inspect.py", "json/encoder.py", "logging/__init__.py",
    "mailbox.py", "optparse.py", "pickletools.py", "plistlib.py", "pprint.py", "random.py", "shlex.py", "smtplib.py", "string.py",
    "tarfile.py", "textwrap.py", "turtle.py", "typing.py", "unittest/mock.py", "urllib/parse.py", "uuid.py",
]  # fmt: skip
MODULES = [name for name in MODULES if (STDLIB / name).exists()]


def lint(data: bytes) -> Result:
    """`data` checked as a front end does it; what is not readable says so in one way."""
    result = deep(lambda: lint_text("odd.py", data, SETTINGS, ALL))
    if not result.readable:
        assert [finding.code for finding in result.findings] == ["PFX000"]
        assert "\n" not in result.findings[0].message
    lines = data.count(b"\n") + data.count(b"\r") + 2
    for finding in result.findings:
        assert 1 <= finding.place.line <= lines
        assert finding.place.column >= 1
    return result


def asking(source: str) -> str:
    """A function that builds a prompt out of what `source` defines, so that the engine follows it."""
    tree = ast.parse(source)
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)][:12]
    classes = [node.name for node in tree.body if isinstance(node, ast.ClassDef)][:6]
    names = [
        t.id for node in tree.body if isinstance(node, ast.Assign) for t in node.targets if isinstance(t, ast.Name)
    ][:12]
    parts = [f"{{{name}(question, question)}}" for name in functions]
    parts.extend(f"{{{name}(question).name}}" for name in classes)
    parts.extend(f"{{{name}}}" for name in names)
    return (
        "\n\ndef build_prompt(question):\n"
        f'    system_prompt = f"""Question {{question}} {" ".join(parts)}"""\n'
        '    return [{"role": "system", "content": system_prompt}, {"role": "user", "content": question}]\n'
    )


@pytest.mark.parametrize("name", MODULES)
def test_standard_library(name: str) -> None:
    source = (STDLIB / name).read_text(encoding="utf-8")
    result = lint((source + asking(source)).encode())
    assert result.parsed
    assert result.readable


def _cuts(source: str) -> list[int]:
    """Where somebody may have stopped typing: at every tenth line, and in the middle of the line behind it."""
    ends = [at for at, char in enumerate(source) if char == "\n"]
    found: list[int] = []
    for number in range(4, len(ends) - 1, 10):
        found.append(ends[number] + 1)
        found.append((ends[number] + ends[number + 1]) // 2)
    return [*found, len(source) - 1]


EXAMPLE = {path.name: path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.py"))}
HALF_TYPED = [(name, cut) for name, source in EXAMPLE.items() for cut in _cuts(source)]


@pytest.mark.parametrize(("name", "cut"), HALF_TYPED)
def test_half_typed(name: str, cut: int) -> None:
    lint(EXAMPLE[name][:cut].encode())
    lint((EXAMPLE[name][:cut] + '\n"role"\n').encode())
    lint(EXAMPLE[name][cut:].encode())


def prompt(expression: str) -> bytes:
    """A file with a prompt that contains `expression`."""
    return f'def build_prompt(p, xs):\n    return {{"role": "system", "content": {expression}}}\n'.encode()


DEEP = {
    "parentheses": "(" * 90 + "p" + ")" * 90,
    "sums": " + ".join(["'a'", "p"] * 600),
    "calls": "f(" * 80 + "p" + ")" * 80,
    "attributes": "p" + ".a" * 500,
    "subscripts": "p" + "[0]" * 500,
    "ternaries": "".join(f"'{n}' if p == {n} else " for n in range(400)) + "'z'",
    "alternatives": " or ".join(["p", "'a'"] * 300),
    "lists": "[" * 80 + "p" + "]" * 80,
    "lambdas": "lambda: " * 60 + "p",
    "comprehensions": "[a for a in " * 20 + "xs" + "]" * 20,
    "methods": "p" + ".strip().replace('a', 'b')" * 200,
    "strings": " ".join(["'a'"] * 2000),
    "many elements": "''.join([" + ", ".join(f"'{n}'" for n in range(10_000)) + "])",
    "many unknown elements": "''.join([" + ", ".join(["p", "'a'"] * 5_000) + "])",
    "many keys": "{" + ", ".join(f"'{n}': p" for n in range(3_000)) + "}",
    "a long line": "'" + "long " * 100_000 + "' + p",
    "a long f-string": "f'" + "{p} and " * 800 + "'",
    "repetition": "'ab' * 10**9 + p",
    "nested repetition": "(" * 20 + "p" + " * 1000)" * 20,
    "a wide format": "f'{p:>1000000000}' + 'a'.ljust(10**9)",
    "a huge number": "str(10**10**3) + p",
}


@pytest.mark.parametrize("expression", DEEP.values(), ids=DEEP)
def test_deep_and_long(expression: str) -> None:
    lint(prompt(expression))


STATEMENTS = {
    "branches": "".join(f"    if xs[{n}]:\n        text += 'a{n}'\n" for n in range(300)),
    "nested branches": "".join("    " * n + f"if xs[{n}]:\n" for n in range(1, 60)) + "    " * 60 + "text += 'a'\n",
    "nested loops": "".join("    " * n + f"for i{n} in xs:\n" for n in range(1, 18)) + "    " * 18 + "text += 'a'\n",
    "assignments": "".join(f"    text = text + 'a{n}' + p\n" for n in range(600)),
    "a long elif": "    if p == 0:\n        text = 'z'\n"
    + "".join(f"    elif p == {n}:\n        text = '{n}'\n" for n in range(1, 300)),
    "appends": "    xs = []\n" + "".join(f"    xs.append('{n}')\n" for n in range(2000)) + "    text = ''.join(xs)\n",
    "a list in itself": "    xs = []\n    xs.append(xs)\n    xs[0] = xs\n    text += f'{xs}' + ''.join(xs)\n",
    "a dict in itself": "    d = {}\n    d['d'] = d\n    text += f\"{d} {d['d']['d']}\"\n",
    "a growing closure": "    f = lambda: p\n" + "".join("    f = lambda g=f: g() + 'a'\n" for _ in range(60)) + "    text += f()\n",
    "odd statements": "    global zz\n    del p\n    assert xs, p\n    a = b = c, *d = xs\n    a: int\n    [a, (b, *c)] = xs\n    text += f'{a}{b}'\n"
    "    for a.b in xs: pass\n    for xs[0], b in xs: pass\n    with p as (a, b), xs: pass\n    class A: x = p\n    text += A.x\n",
}  # fmt: skip


@pytest.mark.parametrize("body", STATEMENTS.values(), ids=STATEMENTS)
def test_many_statements(body: str) -> None:
    source = f"def build_prompt(p, xs):\n    text = ''\n{body}    return {{'role': 'system', 'content': text}}\n"
    ast.parse(source)
    assert lint(source.encode()).readable


PROMPT = 'messages = [{"role": "system", "content": f"{now} é"}]\n'
BYTES = {
    "empty": b"",
    "one mark": b"'role'",
    "byte order mark": b"\xef\xbb\xbf" + PROMPT.encode(),
    "byte order mark of utf-16": b"\xff\xfe" + PROMPT.encode("utf-16-le"),
    "null bytes": PROMPT.encode() + b"\x00\x00\n",
    "a null byte in a string": PROMPT.replace("é", "\x00").encode(),
    "carriage returns": PROMPT.replace("\n", "\r").encode() * 3,
    "both": PROMPT.replace("\n", "\r\n").encode() * 3,
    "form feeds": PROMPT.replace("\n", "\n\f").encode() * 3,
    "tabs": b"def build_prompt(p):\n\tif p:\n\t\treturn {'role': p}\n\treturn {'role': 'a'}\n",
    "tabs and spaces": b"def build_prompt(p):\n\tif p:\n        return {'role': p}\n",
    "latin-1": b"# coding: latin-1\n" + PROMPT.encode("latin-1"),
    "latin-1 that does not say so": PROMPT.encode("latin-1"),
    "a cookie nobody knows": b"# coding: klingon\n" + PROMPT.encode(),
    "a cookie against the mark": b"\xef\xbb\xbf# coding: latin-1\n" + PROMPT.encode(),
    "a surrogate": PROMPT.replace("é", "\\ud800 \\U0001F600").encode(),
    "a name that is no character": PROMPT.replace("é", "\\N{NO SUCH THING}").encode(),
    "bad escapes": PROMPT.replace("é", "\\xZZ \\u12 \\8").encode(),
    "no newline at the end": PROMPT.rstrip().encode(),
    "a backslash at the end": PROMPT.encode() + b"x = 1 \\",
    "only comments": b"# 'role'\n" * 100,
    "Python 2": b"print 'role'\nexec 'role' in {}\n",
    "a prompt in a prompt": b"system_prompt = '''\n" + PROMPT.encode() * 50 + b"'''\n",
    "emoji": "🙂 = '🙂'\n".encode() + PROMPT.encode(),
    "emoji in front": ("x = '🙂🙂'; " + PROMPT).encode(),
    "newer syntax": b"type X[T: int] = list[T]\ndef build_prompt[T](p: T): return {'role': t'{p}'}\n",
    "invisible characters": PROMPT.replace("é", "\u200b\u2028\u2029\x85").encode(),
}


@pytest.mark.parametrize("data", BYTES.values(), ids=BYTES)
def test_odd_bytes(data: bytes) -> None:
    lint(data)


@pytest.mark.parametrize("step", [7, 61])
def test_a_byte_is_lost(step: int) -> None:
    """A file with one byte left out or wrong, anywhere."""
    data = EXAMPLE["prompts.py"].encode()
    for at in range(0, len(data), step * len(data) // 700 + 1):
        lint(data[:at] + data[at + 1 :])
        lint(data[:at] + b"\xff" + data[at + 1 :])
