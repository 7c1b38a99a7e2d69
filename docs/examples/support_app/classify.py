"""Sorting of incoming mail: many short requests with the same head, all of it right."""

import json
from datetime import date

from openai import AsyncOpenAI

from .prompts import CLASSIFIER

client = AsyncOpenAI()


async def classify(mail):
    """Right: the instructions are the same for all mails; the mail, with its date, comes last."""
    facts = json.dumps({"subject": mail.subject, "received": date.today().isoformat()}, sort_keys=True)
    response = await client.responses.create(
        model="gpt-5.2-mini",
        instructions=CLASSIFIER,
        input=f"{facts}\n\n{mail.body}",
        metadata={"mailbox": mail.box},
    )
    return response.output_text
