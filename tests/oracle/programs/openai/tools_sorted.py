# first: question
# expect: nothing
from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200
NAMES = {"search", "order", "refund", "escalate", "close", "reopen", "assign", "note"}


def tool(name: str) -> dict:
    return {"type": "function", "function": {"name": name, "description": f"Does {name}.", "parameters": {}}}


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    client.chat.completions.create(
        model="gpt-4o",
        tools=[tool(name) for name in sorted(NAMES)],
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )
