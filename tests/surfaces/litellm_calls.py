"""LiteLLM under whatever name: the beginning of the model's name says who answers."""

from datetime import datetime

import litellm
import litellm as llm
from litellm import Router, acompletion
from litellm import completion as ask

RULES = """You answer questions about orders of our shop. Be short and friendly. Never promise a refund before you have looked at the order.
Quote the paragraph of the terms that you rely on. Answer in the language of the customer. Say so when you do not know something."""
router = Router(model_list=[])


def plain(question):
    return litellm.completion(  # request: anthropic litellm.completion anthropic/claude-sonnet-4-5
        model="anthropic/claude-sonnet-4-5",
        messages=[{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
    )


def renamed(question):
    return llm.completion(  # request: google litellm.completion gemini/gemini-3-pro
        "gemini/gemini-3-pro",
        [{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
    )


def function_renamed(question):
    return ask(  # request: openai litellm.completion gpt-4o
        model="gpt-4o",
        messages=[{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
    )


async def spread(question):
    params = {"model": "openrouter/anthropic/claude-sonnet-4-5"}
    params["messages"] = [
        {"role": "system", "content": RULES},
        {"role": "user", "content": f"{datetime.now()} {question}"},
    ]
    return await acompletion(  # request: openrouter litellm.completion openrouter/anthropic/claude-sonnet-4-5
        **params
    )  # ok: PFX101


async def through_router(question):
    return await router.acompletion(  # request: bedrock litellm.completion bedrock/anthropic.claude-sonnet-4-5
        model="bedrock/anthropic.claude-sonnet-4-5",
        messages=[{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
    )


def own_server(question):
    return litellm.completion(  # request: vllm litellm.completion qwen
        model="qwen", api_base="http://127.0.0.1:8000/v1", messages=[{"role": "user", "content": question}]
    )


def responses(question):
    return litellm.responses(  # request: openai litellm.responses gpt-5
        model="gpt-5",
        instructions=f"{datetime.now()} {RULES}",  # expect: PFX101
        input=question,
    )


def text(question):
    return litellm.text_completion(  # request: openai litellm.text_completion gpt-3.5-turbo-instruct
        model="gpt-3.5-turbo-instruct",
        prompt=f"{datetime.now()} {RULES} {question}",  # expect: PFX101
    )


def native(question):
    return litellm.anthropic.messages.create(  # request: anthropic messages claude-sonnet-4-5
        model="claude-sonnet-4-5",
        system=f"{datetime.now()} {RULES}",  # expect: PFX101
        messages=[{"role": "user", "content": question}],
    )


def chat_completion(messages, model):
    return None


def look_alike(backend, question):
    return backend.completion(  # request: openai litellm.completion gpt-4o
        model="gpt-4o",
        messages=[{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
    )
