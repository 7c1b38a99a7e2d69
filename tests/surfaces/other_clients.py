"""Groq, Together, Fireworks, Mistral, Cohere, Ollama and others that have a client of their own."""

from datetime import datetime

import cohere
import ollama
from azure.ai.inference import ChatCompletionsClient
from fireworks.client import Fireworks
from groq import Groq
from huggingface_hub import InferenceClient
from mistralai import Mistral
from openrouter import OpenRouter
from together import Together
from vllm import LLM
from xai_sdk import Client as Xai
from xai_sdk.chat import system, user

RULES = """You answer questions about orders of our shop. Be short and friendly. Never promise a refund before you have looked at the order.
Quote the paragraph of the terms that you rely on. Answer in the language of the customer. Say so when you do not know something."""


def groq(question):
    return Groq().chat.completions.create(  # request: groq chat.completions openai/gpt-oss-120b
        model="openai/gpt-oss-120b",
        messages=[{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
    )


def together(question):
    client = Together()
    return client.chat.completions.create(  # request: together chat.completions Qwen/Qwen3
        model="Qwen/Qwen3",
        messages=[{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
    )


def fireworks(question):
    return Fireworks().chat.completions.create(  # request: fireworks chat.completions m
        model="m",
        messages=[{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
    )


def mistral(question):
    return Mistral(api_key="x").chat.complete(  # request: mistral chat.complete mistral-large
        model="mistral-large",
        messages=[{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
    )


def cohere_new(question):
    return cohere.ClientV2().chat(  # request: cohere chat command-a
        model="command-a",
        messages=[{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
    )


def cohere_old(question, chat_history):
    return cohere.Client().chat(  # request: cohere chat command-r
        model="command-r",
        message=question,
        chat_history=chat_history,
        preamble=f"It is {datetime.now()}. {RULES}",  # expect: PFX101
    )


def local_chat(question):
    return ollama.chat(  # request: ollama chat llama3
        "llama3",
        [{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
    )


async def local_text(question):
    client = ollama.AsyncClient()
    return await client.generate(  # request: ollama generate llama3
        model="llama3",
        prompt=question,
        system=f"It is {datetime.now()}. {RULES}",  # expect: PFX101
    )


def right(question):
    return ollama.generate(  # request: ollama generate llama3
        "llama3", f"{question} {datetime.now()}", system=RULES
    )  # ok: PFX101


def azure(question):
    client = ChatCompletionsClient(endpoint="https://x", credential=None)
    return client.complete(  # request: azure complete gpt-4o
        model="gpt-4o",
        messages=[{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
    )


def hugging(question):
    return InferenceClient().chat_completion(  # request: huggingface chat_completion m
        [{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
        model="m",
    )


def open_router(question):
    return OpenRouter().chat.send(  # request: openrouter chat.send openai/gpt-5
        model="openai/gpt-5",
        messages=[{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
    )


def xai():
    return Xai().chat.create(  # request: xai chat.create grok-4.6
        model="grok-4.6",
        messages=[system(f"{datetime.now()} {RULES}"), user("Hello")],  # expect: PFX101
    )


def own_gpu(questions):
    llm = LLM(model="qwen")
    llm.generate(  # request: vllm generate None
        [f"{datetime.now()} {RULES} {question}" for question in questions]  # expect: PFX101
    )
    return llm.chat(  # request: vllm chat None
        [{"role": "system", "content": f"{datetime.now()} {RULES}"}]  # expect: PFX101
    )
