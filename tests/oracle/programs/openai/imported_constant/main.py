# first: question
# expect: nothing
from openai import OpenAI
from prompts import RULES


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": f"You are a clerk.\n{RULES}"}, {"role": "user", "content": question}],
    )
