"""Programs with one defect each that can be fixed, and what becomes of them."""

RULES = 'RULES = "Answer politely, briefly, and only about the topics that are named above. " * 100\n'
SET = f"""\
from openai import OpenAI

client = OpenAI()
TOPICS = {{"orders", "returns", "invoices"}}
{RULES}

def ask(question: str):
    topics = ", ".join(TOPICS)
    return client.responses.create(model="gpt-4.1", instructions=f"Topics: {{topics}}\\n{{RULES}}", input=question)
"""
SORTED = SET.replace('", ".join(TOPICS)', '", ".join(sorted(TOPICS))')
CLOCK = f"""\
from datetime import datetime

from openai import OpenAI

client = OpenAI()
{RULES}

def ask(question: str):
    return client.responses.create(model="gpt-4.1", instructions=f"It is {{datetime.now()}}.\\n{{RULES}}", input=question)
"""
MOVED = CLOCK.replace(
    'instructions=f"It is {datetime.now()}.\\n{RULES}", input=question',
    'instructions=RULES, input=f"{question}\\n\\nIt is {datetime.now()}."',
)
