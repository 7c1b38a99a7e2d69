# todo-first: allowed(user, name)
from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200
NAMES = ["search", "order", "refund", "escalate"]


def tool(name: str) -> dict:
    return {"type": "function", "function": {"name": name, "description": f"Does {name}.", "parameters": {}}}


def allowed(user: str, name: str) -> bool:
    return len(user) > 3 or name == "search"


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    tools = [tool(name) for name in NAMES if allowed(user, name)]  # expect: PFX302
    client.chat.completions.create(
        model="gpt-4o",
        tools=tools,
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )
