# first: the conversation
# expect: nothing
import asyncio

from agents import Agent, OpenAIResponsesModel, Runner
from openai import AsyncOpenAI

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    model = OpenAIResponsesModel(model="gpt-4.1", openai_client=AsyncOpenAI(base_url=base_url))
    agent = Agent(name="clerk", instructions=RULES, model=model)
    asyncio.run(Runner.run(agent, question))
