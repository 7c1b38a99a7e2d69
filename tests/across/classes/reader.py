from openai import OpenAI

from base import RULES
from records import Page

client = OpenAI()


def read(page: Page):
    system = f"Answer in {page.language}. They ask: {page.user_query}\n{RULES}"  # expect: PFX104
    return client.responses.create(model="gpt-4o", instructions=system, input="Go on.")


def made():
    page = Page(language="French", user_query="everything")
    system = f"Answer in {page.language}. They ask: {page.user_query}\n{RULES}"  # ok: PFX104
    return client.responses.create(model="gpt-4o", instructions=system, input="Go on.")
