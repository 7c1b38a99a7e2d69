"""Programs with known defects, as editors have them open."""

RULES = "\n".join(f"Rule {number}: answer politely, precisely and in one sentence." for number in range(200))
PROMPTS = f'RULES = """{RULES}"""\n'
APP = """\
from datetime import datetime

from openai import OpenAI
from prompts import RULES

client = OpenAI()


def ask(question):
    return client.chat.completions.create(
        model="gpt-5.2",
        messages=[
            {"role": "system", "content": f"Now: {datetime.now()}\\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )
"""
ALONE = APP.replace("from prompts import RULES\n", "") + "\n\n" + PROMPTS
CLOCK = next(number for number, line in enumerate(APP.split("\n")) if "datetime.now()" in line)  # from 0
