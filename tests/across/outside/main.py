import json
from datetime import datetime

import company_prompts
from company_prompts import RULES, head
from openai import OpenAI

client = OpenAI()


def ask(question: str):
    system = head(company_prompts.intro)  # ok: PFX104
    return client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "system", "content": system}, {"role": "user", "content": question}]
    )


def late(question: str):
    text = json.dumps({"question": question, "at": str(datetime.now())})  # ok: PFX101
    return client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "system", "content": RULES}, {"role": "user", "content": text}]
    )
