import sys

from openai import OpenAI

client = OpenAI()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80

for line in sys.stdin:
    client.chat.completions.create(  # expect: PFX606
        model="gpt-5.6",
        messages=[{"role": "developer", "content": RULES}, {"role": "user", "content": line}],
    )

with open("question.txt") as file:
    client.chat.completions.create(
        model="gpt-5.6",
        messages=[{"role": "developer", "content": RULES}, {"role": "user", "content": file.read()}],  # ok: PFX606
    )

turns = [{"role": "developer", "content": RULES}]
while True:
    turns.append({"role": "user", "content": input()})
    answer = client.chat.completions.create(model="gpt-5.6", messages=turns)  # ok: PFX606
    turns.append({"role": "assistant", "content": answer.choices[0].message.content})
