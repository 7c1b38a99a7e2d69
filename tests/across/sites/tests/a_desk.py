"""What a test sends is compared with nothing."""

from openai import OpenAI
from prompts import FIND, LEND, RULES

client = OpenAI()


def test_ask():
    client.responses.create(model="gpt-4.1", tools=[LEND, FIND], instructions=RULES, input="Is it there?")  # ok: PFX305
