"""A clock behind the word "date" is read to the day, if its sentence cannot move."""

import pytest
from test_moving import HEAD, made

SEND = """\
    messages = [{"role": "system", "content": system}, *history]
    return client.chat.completions.create(model="gpt-4o", messages=messages)
"""


def program(lines: str) -> str:
    return HEAD + "".join(f"    {line}\n" for line in lines.split("\n")) + SEND


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r'f"Today is {datetime.now()}.\n{RULES}"', r'f"Today is {datetime.now():%Y-%m-%d}.\n{RULES}"'),
        (r'f"Current date: {datetime.now().isoformat()}\n{RULES}"', r'f"Current date: {datetime.now().date().isoformat()}\n{RULES}"'),
        (r'f"Date: {datetime.now():%d %B %Y, %H:%M}\n{RULES}"', r'f"Date: {datetime.now():%d %B %Y}\n{RULES}"'),
        (
            """f"The date is {datetime.now().strftime('%A, %Y-%m-%dT%H:%M:%SZ')}.\\n{RULES}\"""",
            """f"The date is {datetime.now().strftime('%A, %Y-%m-%d')}.\\n{RULES}\"""",
        ),
    ],
)  # fmt: skip
def test_only_the_date(before: str, after: str) -> None:
    assert made(program(f"system = {before}")) == program(f"system = {after}")


def test_a_variable_that_is_called_date() -> None:
    lines = 'current_date = datetime.now().strftime("%Y-%m-%d %H:%M")\nsystem = f"{current_date}\\n{RULES}"'
    assert made(program(lines)) == program(lines.replace(" %H:%M", ""))


@pytest.mark.parametrize(
    "system",
    [
        r'f"It is {datetime.now()}.\n{RULES}"',
        r'f"Date and time: {datetime.now()}\n{RULES}"',
        r'f"Today. The time is {datetime.now()}.\n{RULES}"',
        """f"Date: {datetime.now().strftime('%H:%M')}\\n{RULES}\"""",
        """f"Date: {datetime.now().strftime('%H:%M on %Y-%m-%d')}\\n{RULES}\"""",
        r'f"Date: {datetime.now()!r}\n{RULES}"',
        r'f"Updated: {datetime.now()}\n{RULES}"',
    ],
)
def test_a_time_stays(system: str) -> None:
    source = program(f"system = {system}")
    assert made(source) == source
