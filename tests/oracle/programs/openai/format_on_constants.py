# first: user
# expect: nothing
from openai import OpenAI

TEMPLATE = "You are the {role} of {company}.\n{rules}"
SYSTEM = TEMPLATE.format(role="assistant", company="Acme", rules="Answer politely and cite the handbook. " * 200)


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": SYSTEM}, {"role": "user", "content": f"I am {user}. {question}"}],
    )
