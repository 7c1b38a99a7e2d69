# first: datetime.now()
from datetime import datetime

from agents import Agent, OpenAIChatCompletionsModel, Runner
from openai import AsyncOpenAI

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    model = OpenAIChatCompletionsModel(model="gpt-4o", openai_client=AsyncOpenAI(base_url=base_url))
    agent = Agent(
        name="clerk",
        instructions=f"It is {datetime.now():%H:%M}.\n{RULES}",  # expect: PFX101
        model=model,
    )
    Runner.run_sync(agent, question)
