"""OpenAI's client and everybody whose address it is given: the address says who answers."""

import os
from datetime import datetime

from openai import AsyncOpenAI, AzureOpenAI, OpenAI

RULES = """You answer questions about orders of our shop. Be short and friendly. Never promise a refund before you have looked at the order.
Quote the paragraph of the terms that you rely on. Answer in the language of the customer. Say so when you do not know something."""

client = OpenAI()
deepseek = OpenAI(base_url="https://api.deepseek.com", api_key=os.environ["KEY"])
local = OpenAI(base_url="http://localhost:8000/v1", api_key="none")
azure = AzureOpenAI(azure_endpoint="https://shop.openai.azure.com", api_version="2026-01-01")
router = AsyncOpenAI(base_url="https://openrouter.ai/api/v1")


def late(question):
    now = datetime.now().isoformat()
    return client.chat.completions.create(  # request: openai chat.completions gpt-5-mini
        model="gpt-5-mini",
        messages=[
            {"role": "system", "content": RULES},
            {"role": "user", "content": f"{question} ({now})"},
        ],  # ok: PFX101
    )


def early(question):
    return deepseek.chat.completions.create(  # request: deepseek chat.completions deepseek-chat
        model="deepseek-chat",
        messages=[
            {"role": "system", "content": f"It is {datetime.now()}. {RULES}"},  # expect: PFX101
            {"role": "user", "content": question},
        ],
    )


def on_this_machine(question):
    return local.responses.create(  # request: vllm responses qwen
        model="qwen",
        instructions=f"{datetime.now():%H:%M} {RULES}",  # expect: PFX101
        input=question,
    )


def on_azure(question, history):
    return azure.with_options(timeout=10).chat.completions.create(  # request: azure chat.completions gpt-4o
        model="gpt-4o", messages=[{"role": "system", "content": RULES}, *history, {"role": "user", "content": question}]
    )


async def routed(question):
    return await router.chat.completions.create(  # request: openrouter chat.completions anthropic/claude-sonnet-4.5
        model="anthropic/claude-sonnet-4.5", messages=[{"role": "user", "content": question}]
    )


class Assistant:
    def __init__(self, base_url):
        self.client = OpenAI(base_url=base_url)

    def ask(self, question):
        return self.client.chat.completions.create(  # request: None chat.completions some-model
            model="some-model",
            messages=[
                {"role": "system", "content": f"{datetime.now()} {RULES}"},  # expect: PFX101
                {"role": "user", "content": question},
            ],
        )


def schema_and_rest(question, user_id):
    from pydantic import BaseModel

    class Answer(BaseModel):
        text: str

    return client.chat.completions.parse(  # request: openai chat.completions gpt-5
        model="gpt-5",
        response_format=Answer,
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
        extra_headers={"x-request-id": str(datetime.now())},  # ok: PFX101
        extra_body={"metadata": {"user": user_id}},  # ok: PFX103
        user=user_id,
    )


def old_style(question):
    return client.completions.create(  # request: openai completions gpt-3.5-turbo-instruct
        model="gpt-3.5-turbo-instruct",
        prompt=f"{datetime.now()}\n{RULES}\n{question}",  # expect: PFX101
    )


def assistant():
    return client.beta.assistants.create(  # request: openai assistants gpt-4o
        model="gpt-4o",
        instructions=f"Today is {datetime.now().isoformat()}. {RULES}",  # expect: PFX101
    )


def passed_on(completions, question):
    return completions.create(  # request: openai chat.completions gpt-4o
        model="gpt-4o",
        messages=[{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
    )


def counted(question):
    return client.responses.input_tokens.count(  # request: openai responses.aside gpt-5
        model="gpt-5",
        instructions=f"{datetime.now()} {RULES}",  # expect: PFX101
        input=question,
    )
