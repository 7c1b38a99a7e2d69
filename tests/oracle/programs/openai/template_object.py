# first: user
from string import Template

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200
SYSTEM = Template("Customer: $name\n$rules")


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    system = SYSTEM.substitute(name=user, rules=RULES)  # expect: PFX103
    client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": system}, {"role": "user", "content": question}],
    )
