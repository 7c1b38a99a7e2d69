# first: datetime.now()
from datetime import datetime

from pydantic_ai import Agent
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

RULES = ("Answer politely and cite the handbook. " * 200).strip()


def main(user: str, question: str, base_url: str) -> None:
    model = OpenAIChatModel("gpt-4o", provider=OpenAIProvider(base_url=base_url, api_key="none"))
    agent = Agent(
        model,
        system_prompt=f"It is {datetime.now()}.\n{RULES}",  # expect: PFX101
    )
    agent.run_sync(question)
