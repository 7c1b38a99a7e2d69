# first: user
from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    messages = [{"role": "system", "content": RULES}]
    messages.append({"role": "user", "content": question})
    messages.insert(0, {"role": "system", "content": f"Your customer is {user}."})  # expect: PFX103
    client.chat.completions.create(model="gpt-4o", messages=messages)
