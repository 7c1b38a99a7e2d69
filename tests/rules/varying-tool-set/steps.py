"""Tools that come and go with the step of an agent."""

from openai import OpenAI

client = OpenAI()
RULES = "Plan first, then look things up, then write; say at each step what you do next and why. " * 60
PLAN = {"type": "function", "name": "plan", "parameters": {"type": "object"}}
SEARCH = {"type": "function", "name": "search", "parameters": {"type": "object"}}


def agent(history: list[dict[str, str]], step: int):
    tools = [PLAN]
    if step > 0:
        tools = [PLAN, SEARCH]
    return client.responses.create(model="gpt-4.1", tools=tools, instructions=RULES, input=history)  # expect: PFX302


def steady_agent(history: list[dict[str, str]], step: int):
    choice = "auto" if step else "none"
    return client.responses.create(
        model="gpt-4.1",
        tools=[PLAN, SEARCH],  # ok: PFX302
        tool_choice=choice,
        instructions=RULES,
        input=history,
    )
