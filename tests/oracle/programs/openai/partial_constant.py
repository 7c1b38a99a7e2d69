# first: question
# expect: nothing
from functools import partial

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url).with_options(max_retries=0, timeout=10)
    ask = partial(client.chat.completions.create, model="gpt-4o", temperature=0)
    ask(messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}])
