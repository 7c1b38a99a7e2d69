# first: datetime.now()
from datetime import datetime

from agents import Agent, OpenAIChatCompletionsModel, RunContextWrapper, Runner
from openai import AsyncOpenAI

RULES = "Answer politely and cite the handbook. " * 200


def instructions(context: RunContextWrapper, agent: Agent) -> str:
    return f"It is {datetime.now():%H:%M}.\n{RULES}"  # expect: PFX101


def main(user: str, question: str, base_url: str) -> None:
    model = OpenAIChatCompletionsModel(model="gpt-4o", openai_client=AsyncOpenAI(base_url=base_url))
    Runner.run_sync(Agent(name="clerk", instructions=instructions, model=model), question)
