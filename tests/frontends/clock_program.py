"""A program with a clock in front of some thousand tokens of stable text, and nothing else to report."""

CLOCK = '''\
from datetime import datetime

from openai import OpenAI

client = OpenAI()
RULES = """{rules}"""


def ask(question):
    return client.chat.completions.create(
        model="gpt-5.2",
        messages=[
            {{"role": "system", "content": f"Now: {{datetime.now()}}\\n{{RULES}}"}},
            {{"role": "user", "content": question}},
        ],
    )
'''.format(rules="\n".join(f"Rule {number}: answer politely, precisely and in one sentence." for number in range(200)))

CLOCK_LINE = CLOCK[: CLOCK.index("datetime.now()")].count("\n") + 1
