"""pydantic-ai: texts, functions under decorators; system prompts are made once in a conversation, instructions each time."""

from datetime import datetime

from pydantic_ai import Agent, RunContext

RULES = """You answer questions about orders of our shop. Be short and friendly. Never promise a refund before you have looked at the order.
Quote the paragraph of the terms that you rely on. Answer in the language of the customer. Say so when you do not know something."""

agent = Agent(  # request: anthropic Agent anthropic:claude-sonnet-4-5
    "anthropic:claude-sonnet-4-5", system_prompt=RULES, instructions="Be kind."
)


@agent.instructions
def add_moment(ctx: RunContext):
    return f"It is {datetime.now()}. {RULES}"  # expect: PFX101


@agent.system_prompt
def add_start(ctx: RunContext):
    return f"{RULES} The conversation began at {datetime.now()}."  # ok: PFX101


@agent.system_prompt(dynamic=True)
async def add_dynamic(ctx: RunContext):
    return f"{RULES} It is {datetime.now()}."  # expect: PFX101


@agent.instructions
def add_rules():
    return RULES  # ok: PFX101


def listed():
    return f"{datetime.now()} {RULES}"  # expect: PFX101


several = Agent("openai:gpt-5", instructions=[RULES, listed])  # request: openai Agent openai:gpt-5


def build():
    return Agent("openai:gpt-5", system_prompt=f"{datetime.now()} {RULES}")  # expect: PFX101
