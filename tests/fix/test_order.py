"""Orders that nobody fixed, in every form in which Python iterates: sorted where that is sure to come out right."""

import pytest

from prefixlint import project
from prefixlint.fix.session import fix_all
from prefixlint_rules import ALL

HEAD = """\
import glob, json, os, orjson
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from openai import OpenAI

client = OpenAI()
WORDS = {"orders", "returns", "invoices"}
RULES = "Answer politely, briefly, and only about the topics that are named above. " * 200


def ask(question, words: set[str], things: set, folder: Path, pool):
"""
SEND = '    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)\n'


def made(lines: str, unsafe: bool = False, head: str = HEAD) -> str:
    """What becomes of the lines."""
    source = head + "".join(f"    {line}\n" for line in lines.split("\n")) + SEND
    done = fix_all(
        lambda contents: project.run([], ALL, {}, 1, ("app.py", source.encode()), contents=contents),
        lambda _: source.encode(),
        unsafe,
    )
    new = done.changed["app.py"][1].decode() if done.changed else source
    compile(new, "app.py", "exec")
    assert new.startswith(head) and new.endswith(SEND)
    body = new[len(head) : -len(SEND)].removesuffix("\n")
    return "\n".join(line.removeprefix("    ") for line in body.split("\n"))


SAFE = {
    'text = ", ".join(WORDS)': 'text = ", ".join(sorted(WORDS))',
    'text = ", ".join((WORDS))': 'text = ", ".join(sorted(WORDS))',
    'text = ", ".join(list(WORDS))': 'text = ", ".join(sorted(WORDS))',
    'text = ", ".join(\n    WORDS  # all of them\n    | words\n)': 'text = ", ".join(\n    sorted(WORDS  # all of them\n    | words)\n)',
    'text = ", ".join(one for one in things)': 'text = ", ".join(one for one in sorted(things))',
    'text = ", ".join([one.upper() for one in words if one])': 'text = ", ".join([one.upper() for one in sorted(words) if one])',
    'text = ", ".join(map(str.upper, WORDS))': 'text = ", ".join(map(str.upper, sorted(WORDS)))',
    'text = f"""{", ".join(WORDS)}"""': 'text = f"""{", ".join(sorted(WORDS))}"""',
    'text = ""\nfor one in (WORDS - {"orders"}):\n    text += one': 'text = ""\nfor one in sorted(WORDS - {"orders"}):\n    text += one',
    'text = "".join(glob.glob("*.md"))': 'text = "".join(sorted(glob.glob("*.md")))',
    'text = "".join(entry.name for entry in os.scandir("."))': 'text = "".join(entry.name for entry in sorted(os.scandir("."), key=lambda entry: entry.name))',
    'text = "".join(one.read_text() for one in folder.rglob("*.md"))': 'text = "".join(one.read_text() for one in sorted(folder.rglob("*.md")))',
    "text = json.dumps({one: 1 for one in words})": "text = json.dumps({one: 1 for one in words}, sort_keys=True)",
    "text = json.dumps(\n    {one: 1 for one in words},\n    indent=2,\n)": "text = json.dumps(\n    {one: 1 for one in words},\n    indent=2,\n    sort_keys=True,\n)",
    "text = json.dumps({one: 1 for one in words}, indent=2,)": "text = json.dumps({one: 1 for one in words}, indent=2, sort_keys=True,)",
    "text = json.dumps({one: 1 for one in words}, sort_keys=False)": "text = json.dumps({one: 1 for one in words}, sort_keys=True)",
    "text = orjson.dumps({one: 1 for one in words}).decode()": "text = orjson.dumps({one: 1 for one in words}, option=orjson.OPT_SORT_KEYS).decode()",
    'text = "".join(pool.imap_unordered(str, [1, 2]))': 'text = "".join(pool.imap(str, [1, 2]))',
}  # fmt: skip


@pytest.mark.parametrize("before", SAFE)
def test_safe(before: str) -> None:
    assert made(before) == SAFE[before]
    assert made(SAFE[before], unsafe=True) == SAFE[before]


UNSAFE = {
    'text = "".join(f"- {one}" for one in things)': 'text = "".join(f"- {one}" for one in sorted(things))',
    'text = ", ".join(map(str, things))': 'text = ", ".join(map(str, sorted(things)))',
    'text = f"{WORDS}"': 'text = f"{sorted(WORDS)}"',
    "text = json.dumps({one: 1 for one in things})": "text = json.dumps({one: 1 for one in things}, sort_keys=True)",
    'text = ""\nmixed = {1, "a"}\nfor one in mixed:\n    text += f"{one}"': 'text = ""\nmixed = {1, "a"}\nfor one in sorted(mixed):\n    text += f"{one}"',
}  # fmt: skip


@pytest.mark.parametrize("before", UNSAFE)
def test_unsafe_where_elements_may_not_compare(before: str) -> None:
    assert made(before) == before
    assert made(before, unsafe=True) == UNSAFE[before]


@pytest.mark.parametrize(
    "lines",
    [
        'text = ""\nfor path, _, names in os.walk("."):\n    text += "".join(names)',
        'text = "".join(a + b for a in "xy" for b in words)',
        "text = json.dumps({one: 1 for one in words}, **question)",
        "text = orjson.dumps({one: 1 for one in words}, option=orjson.OPT_INDENT_2).decode()",
        'text = "".join(one.result() for one in as_completed({pool.submit(str, 1)}))',
        'text = "".join(one.result() for one in as_completed([pool.submit(str, 1)], timeout=9))',
    ],
)
def test_left_alone(lines: str) -> None:
    assert made(lines, unsafe=True) == lines


@pytest.mark.parametrize(
    "line", ["def sorted(one): return one\n", "from natsort import natsorted as sorted\n", "sorted = list\n"]
)
def test_left_alone_where_sorted_is_something_else(line: str) -> None:
    assert made('text = ", ".join(WORDS)', True, line + HEAD) == 'text = ", ".join(WORDS)'
