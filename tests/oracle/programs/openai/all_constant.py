# first: nothing
# expect: nothing
import textwrap

from openai import OpenAI

SYSTEM = textwrap.dedent(
    """
    You are a clerk.
      - Answer politely.
      - Cite the handbook.
    """
).strip()


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    items = [f"{number}. {name.title()}" for number, name in enumerate(("refunds", "returns"), start=1)]
    client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": SYSTEM + "\n" + "\n".join(items)}, {"role": "user", "content": "Hi"}],
        user=user,
    )
