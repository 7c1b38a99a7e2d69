"""Bodies that are posted without an SDK: the address says what they are, or their keys."""

import json
import urllib.request
from datetime import datetime

import aiohttp
import httpx
import requests

RULES = """You answer questions about orders of our shop. Be short and friendly. Never promise a refund before you have looked at the order.
Quote the paragraph of the terms that you rely on. Answer in the language of the customer. Say so when you do not know something."""
API = "https://api.openai.com/v1"


def chat(question):
    return requests.post(  # request: openai chat.completions gpt-5
        "https://api.openai.com/v1/chat/completions",
        json={
            "model": "gpt-5",
            "messages": [{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
        },
        timeout=60,
    )


def messages(question):
    payload = {"model": "claude-sonnet-4-5", "system": f"{datetime.now()} {RULES}"}  # expect: PFX101
    payload["messages"] = [{"role": "user", "content": question}]
    return httpx.post(  # request: anthropic messages claude-sonnet-4-5
        "https://api.anthropic.com/v1/messages", json=payload
    )


async def session(question):
    async with aiohttp.ClientSession() as session:
        body = {"model": "gpt-5", "instructions": f"{datetime.now()} {RULES}", "input": question}  # expect: PFX101
        async with session.post(f"{API}/responses", json=body) as response:  # request: openai responses gpt-5
            return await response.json()


async def async_client(question):
    async with httpx.AsyncClient() as client:
        return await client.post(  # request: google generate_content None
            "https://generativelanguage.googleapis.com/v1beta/models/gemini-3-pro:generateContent?key=1",
            json={
                "contents": [{"role": "user", "parts": [{"text": question}]}],
                "systemInstruction": {"parts": [{"text": f"It is {datetime.now()}. {RULES}"}]},  # expect: PFX101
            },
        )


def dumped(question):
    data = json.dumps({"model": "llama3", "prompt": f"{datetime.now()} {RULES} {question}"})  # expect: PFX101
    return requests.post("http://localhost:11434/api/generate", data=data)  # request: ollama generate llama3


def streamed(question):
    body = {
        "model": "llama3",
        "messages": [{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
    }
    with httpx.stream("POST", "http://localhost:11434/api/chat", json=body) as response:  # request: ollama chat llama3
        return response.read()


def standard_library(question):
    body = {
        "model": "deepseek-chat",
        "messages": [{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
    }
    request = urllib.request.Request(  # request: deepseek chat.completions deepseek-chat
        "https://api.deepseek.com/chat/completions", data=json.dumps(body).encode()
    )
    return urllib.request.urlopen(request)


def unknown_address(url, question):
    return requests.post(  # request: None chat.completions some-model
        url,
        json={
            "model": "some-model",
            "messages": [{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
        },
    )


def text_model(question):
    return requests.post(  # request: None completions m
        f"{base()}/v1/completions",
        json={"model": "m", "prompt": f"{datetime.now()} {RULES} {question}"},  # expect: PFX101
    )


def base():
    return input()


def no_model(event):
    requests.post(
        "https://example.com/hooks", json={"text": f"{datetime.now()} {RULES}", "channel": event}
    )  # ok: PFX101
    requests.post("https://example.com/api/notes", json={"content": f"{datetime.now()} {RULES}"})  # ok: PFX101
    return requests.post("https://example.com/messages", data={"body": f"{datetime.now()} {RULES}"})  # ok: PFX101


def right(question):
    return requests.post(  # request: openai chat.completions gpt-5
        f"{API}/chat/completions",
        json={
            "model": "gpt-5",
            "messages": [{"role": "system", "content": RULES}, {"role": "user", "content": question}],
            "metadata": {"at": str(datetime.now())},  # ok: PFX101
        },
        headers={"x-at": str(datetime.now())},  # ok: PFX101
    )
