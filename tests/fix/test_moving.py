"""A sentence with a clock in it moves to the newest user message, or nothing does: every way of writing a text."""

import pytest

from prefixlint import project
from prefixlint.fix.session import fix_all
from prefixlint_rules import ALL

HEAD = """\
import textwrap
from datetime import datetime

from openai import OpenAI

client = OpenAI()
RULES = "Answer politely, briefly, and only about the topics that are named above. " * 200


def ask(question: str, name, history: list):
"""
CALL = """\
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {{"role": "system", "content": {system}}},
            {{"role": "user", "content": {user}}},
        ],
    )
"""


def made(source: str) -> str:
    """What `--fix --unsafe-fixes` makes of a program."""
    done = fix_all(
        lambda contents: project.run([], ALL, {}, 1, ("app.py", source.encode()), contents=contents),
        lambda _: source.encode(),
        True,
    )
    assert not done.refused
    new = done.changed["app.py"][1].decode() if done.changed else source
    compile(new, "app.py", "exec")
    return new


def call(system: str, user: str = "question", before: str = "") -> str:
    return HEAD + before + CALL.format(system=system, user=user)


MOVED = {
    "a line": (r'f"It is {datetime.now()}.\n{RULES}"', "RULES", r'f"{question}\n\nIt is {datetime.now()}."'),
    "a sentence": (
        'f"It is {datetime.now()}. Be kind. {RULES}"',
        'f"Be kind. {RULES}"',
        r'f"{question}\n\nIt is {datetime.now()}."',
    ),
    "a sentence behind another": (
        'f"Be kind. It is {datetime.now()}. {RULES}"',
        'f"Be kind. {RULES}"',
        r'f"{question}\n\nIt is {datetime.now()}."',
    ),
    "no sentence ends at an abbreviation": (
        r'f"Use local time, e.g. CET, it is {datetime.now()}.\n{RULES}"',
        "RULES",
        r'f"{question}\n\nUse local time, e.g. CET, it is {datetime.now()}."',
    ),
    "a line between lines": (
        r'f"Be kind.\n\nTime: {datetime.now()}\n\n{RULES}"',
        r'f"Be kind.\n\n{RULES}"',
        r'f"{question}\n\nTime: {datetime.now()}"',
    ),
    "concatenation": (
        'f"It is {datetime.now()}.\\n" "Be kind.\\n" f"{RULES}"',
        '"Be kind.\\n" f"{RULES}"',
        r'f"{question}\n\nIt is {datetime.now()}."',
    ),
    "a sentence over two literals": (
        'f"It is " f"{datetime.now()}.\\nBe kind.\\n" + RULES',
        '"Be kind.\\n" + RULES',
        r'f"{question}\n\nIt is {datetime.now()}."',
    ),
    "braces and quotes": (
        """f'It is {datetime.now()} ("sharp" {{!}}).\\n{RULES}'""",
        "RULES",
        r'''f"{question}\n\nIt is {datetime.now()} (\"sharp\" {{!}})."''',
    ),
    "quotes in the value": (
        """f"It is {datetime.now().strftime('%H:%M')}.\\n{RULES}\"""",
        "RULES",
        """f"{question}\\n\\nIt is {datetime.now().strftime('%H:%M')}.\"""",
    ),
    "double quotes in the value": (
        """f'It is {datetime.now().strftime("%H:%M")}.\\n{RULES}'""",
        "RULES",
        """f'{question}\\n\\nIt is {datetime.now().strftime("%H:%M")}.'""",
    ),
    "a format": (
        r'f"It is {datetime.now():%H:%M}.\n{RULES}"', "RULES", r'f"{question}\n\nIt is {datetime.now():%H:%M}."',
    ),
    "a conversion": (
        r'f"It is {datetime.now()!s:>30}.\n{RULES}"', "RULES", r'f"{question}\n\nIt is {datetime.now()!s:>30}."',
    ),
    "three quotes": (
        'f"""\\\nIt is {datetime.now()}.\n\nBe kind.\n{RULES}\n"""',
        'f"""\\\nBe kind.\n{RULES}\n"""',
        r'f"{question}\n\nIt is {datetime.now()}."',
    ),
    "indented text": (
        'textwrap.dedent(f"""\\\n        Be kind.\n        Time: {datetime.now()}\n        {RULES}""")',
        'textwrap.dedent(f"""\\\n        Be kind.\n        {RULES}""")',
        r'f"{question}\n\nTime: {datetime.now()}"',
    ),
    "a raw text": (
        'rf"""It is {datetime.now()} \\d.\nBe kind.\n{RULES}"""',
        'rf"""Be kind.\n{RULES}"""',
        r'f"{question}\n\nIt is {datetime.now()} \\d."',
    ),
    "other letters": (
        r'f"Zażółć 漢 😀 \N{BULLET} \x41: {datetime.now()}.\n{RULES}"',
        "RULES",
        r'f"{question}\n\nZażółć 漢 😀 • A: {datetime.now()}."',
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MOVED)
def test_it_moves(case: str) -> None:
    system, left, user = MOVED[case]
    assert made(call(system)) == call(left, user)


USERS = {
    "f-string": ('f"Say: {question}"', r'f"Say: {question}\n\nIt is {datetime.now()}."'),
    "text": ('"Say it."', r'f"Say it.\n\nIt is {datetime.now()}."'),
    "three quotes": ('"""Say\nit"""', 'f"""Say\nit\\n\\nIt is {datetime.now()}."""'),
    "concatenation": ('"Say " "it."', r'"Say " f"it.\n\nIt is {datetime.now()}."'),
    "call": ("question.strip()", r'f"{question.strip()}\n\nIt is {datetime.now()}."'),
    "part": (
        '[{"type": "text", "text": question}]',
        r'[{"type": "text", "text": f"{question}\n\nIt is {datetime.now()}."}]',
    ),
}


@pytest.mark.parametrize("case", USERS)
def test_wherever_it_goes(case: str) -> None:
    user, new = USERS[case]
    assert made(call(r'f"It is {datetime.now()}.\n{RULES}"', user)) == call("RULES", new)


STAYS = {
    "another value in the sentence": r'f"Dear {name}, it is {datetime.now()}.\n{RULES}"',
    "no words": r'f"{datetime.now()}\n{RULES}"',
    "no end": 'f"It is {datetime.now()} {RULES}"',
    "a heading": r'f"# Time\n{datetime.now()} is the time.\n{RULES}"',
    "a tag": r'f"<time>\nIt is {datetime.now()}.\n</time>\n{RULES}"',
    "what is listed": r'f"Facts:\nIt is {datetime.now()}.\n{RULES}"',
    "what follows": r'f"It is {datetime.now()}, so these rules hold:\n{RULES}"',
    "brackets": r'f"[It is {datetime.now()}]\n{RULES}"',
    "one of two": r'(f"It is {datetime.now()}.\n{RULES}" if name else RULES)',
    "format": r'"It is {}.\n{}".format(datetime.now(), RULES)',
    "both quotes": """f'''It is {datetime.now().strftime("%H'%M")}.\\n{RULES}'''""",
}


@pytest.mark.parametrize("case", STAYS)
def test_it_stays_where_that_is_not_plain(case: str) -> None:
    source = call(STAYS[case])
    assert made(source) == source


@pytest.mark.parametrize("user", ["name", 'r"Say \\d"', '"{}"', "history[-1]", "[name]", 'b"x"'])
def test_it_stays_where_the_message_may_be_no_text(user: str) -> None:
    source = call(r'f"It is {datetime.now()}.\n{RULES}"', user)
    assert made(source) == source


def test_a_variable_in_between() -> None:
    before = '    now = datetime.now().isoformat()\n    system = f"It is {now}.\\n{RULES}"\n'
    after = "    now = datetime.now().isoformat()\n    system = RULES\n"
    new = r'f"{question}\n\nIt is {now}."'
    assert made(call("system", before=before)) == call("system", new, after)


def test_a_variable_that_is_used_twice_stays() -> None:
    before = '    system = f"It is {datetime.now()}.\\n{RULES}"\n    print(system)\n'
    assert made(call("system", before=before)) == call("system", before=before)


def test_the_last_message_has_to_be_the_users() -> None:
    source = call(r'f"It is {datetime.now()}.\n{RULES}"').replace('"role": "user"', '"role": "assistant"')
    assert made(source) == source
    more = call(r'f"It is {datetime.now()}.\n{RULES}"').replace(
        "question},\n        ]", "question},\n            *history,\n        ]"
    )
    assert made(more) == more


def test_history_in_between() -> None:
    def with_history(system: str, user: str) -> str:
        return call(system, user).replace(
            '            {"role": "user"', '            *history,\n            {"role": "user"'
        )

    before = with_history(r'f"It is {datetime.now()}.\n{RULES}"', "question")
    assert made(before) == with_history("RULES", r'f"{question}\n\nIt is {datetime.now()}."')
