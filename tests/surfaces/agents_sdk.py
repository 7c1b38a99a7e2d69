"""OpenAI's Agents SDK: instructions are a text, or a function that is called for each run."""

from datetime import datetime

from agents import Agent, Runner

RULES = """You answer questions about orders of our shop. Be short and friendly. Never promise a refund before you have looked at the order.
Quote the paragraph of the terms that you rely on. Answer in the language of the customer. Say so when you do not know something."""


def instructions_of(ctx, agent):
    return f"The time is {datetime.now()}. {RULES}"  # expect: PFX101


def fixed_text(ctx, agent):
    return RULES  # ok: PFX101


by_function = Agent(name="shop", instructions=instructions_of, model="gpt-5")  # request: openai Agent gpt-5
by_lambda = Agent(name="shop", instructions=lambda ctx, agent: f"{datetime.now()} {RULES}")  # expect: PFX101
fixed = Agent(name="shop", instructions=fixed_text)  # request: openai Agent None


async def run(question):
    agent = Agent(name="shop", instructions=f"It is {datetime.now()}. {RULES}")  # expect: PFX101
    return await Runner.run(agent, question)


async def right(question):
    agent = Agent(name="shop", instructions=RULES)
    return await Runner.run(agent, f"{question} ({datetime.now()})")  # ok: PFX101
