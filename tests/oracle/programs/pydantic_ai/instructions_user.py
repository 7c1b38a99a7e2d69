# todo-first: context.deps
from pydantic_ai import Agent, RunContext
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

RULES = ("Answer politely and cite the handbook. " * 200).strip()
agent = Agent(deps_type=str)


@agent.instructions
def who(context: RunContext[str]) -> str:
    return f"The customer is called {context.deps}.\n{RULES}"  # expect: PFX104


def main(user: str, question: str, base_url: str) -> None:
    model = OpenAIChatModel("gpt-4o", provider=OpenAIProvider(base_url=base_url, api_key="none"))
    agent.run_sync(question, model=model, deps=user)
