# first: question
# expect: nothing
from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200
DEFAULTS = {"model": "gpt-4o", "temperature": 0}


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    body = dict(DEFAULTS)
    body.update({"messages": [{"role": "system", "content": RULES}, {"role": "user", "content": question}]})
    client.chat.completions.create(**body)
