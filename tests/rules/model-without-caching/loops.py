import sys

from openai import OpenAI

client = OpenAI()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80

for line in sys.stdin:
    client.chat.completions.create(  # expect: PFX613
        model="gpt-4-turbo",
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": line}],
    )

with open("question.txt") as file:
    client.chat.completions.create(
        model="gpt-4-turbo",
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": file.read()}],  # ok: PFX613
    )
