"""Arguments that are put together before the call: whatever way, they arrive in wire order."""

from datetime import datetime

from openai import OpenAI

RULES = """You answer questions about orders of our shop. Be short and friendly. Never promise a refund before you have looked at the order.
Quote the paragraph of the terms that you rely on. Answer in the language of the customer. Say so when you do not know something."""
client = OpenAI()


def written():
    params = {
        "messages": [{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
        "model": "gpt-5",
    }
    return client.chat.completions.create(**params)  # request: openai chat.completions gpt-5


def by_dict():
    params = dict(
        model="gpt-5",
        messages=[{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
    )
    return client.chat.completions.create(**params)  # request: openai chat.completions gpt-5


def updated():
    params = {"model": "gpt-5"}
    params.update({"messages": [{"role": "system", "content": f"{datetime.now()} {RULES}"}]})  # expect: PFX101
    return client.chat.completions.create(**params)  # request: openai chat.completions gpt-5


def updated_by_keyword():
    params = {"model": "gpt-5"}
    params.update(messages=[{"role": "system", "content": f"{datetime.now()} {RULES}"}])  # expect: PFX101
    return client.chat.completions.create(**params)  # request: openai chat.completions gpt-5


def by_item():
    params = {}
    params["model"] = "gpt-5"
    params["messages"] = [{"role": "system", "content": f"{datetime.now()} {RULES}"}]  # expect: PFX101
    return client.chat.completions.create(**params)  # request: openai chat.completions gpt-5


def by_default():
    params = {"model": "gpt-5"}
    params.setdefault("messages", [{"role": "system", "content": f"{datetime.now()} {RULES}"}])  # expect: PFX101
    return client.chat.completions.create(**params)  # request: openai chat.completions gpt-5


def united():
    base = {"model": "gpt-5", "temperature": 0}
    params = base | {"messages": [{"role": "system", "content": f"{datetime.now()} {RULES}"}]}  # expect: PFX101
    return client.chat.completions.create(**params)  # request: openai chat.completions gpt-5


def united_in_place():
    params = {"model": "gpt-5"}
    params |= {"messages": [{"role": "system", "content": f"{datetime.now()} {RULES}"}]}  # expect: PFX101
    return client.chat.completions.create(**params)  # request: openai chat.completions gpt-5


def nested(question):
    common = {"model": "gpt-5"}
    params = {**common, "messages": [{"role": "system", "content": RULES}, {"role": "user", "content": question}]}
    return client.chat.completions.create(**params, metadata={"at": str(datetime.now())})  # ok: PFX101


def settings():
    return {
        "model": "gpt-5",
        "messages": [{"role": "system", "content": f"{datetime.now()} {RULES}"}],  # expect: PFX101
    }


def returned():
    return client.chat.completions.create(**settings())  # request: openai chat.completions gpt-5


def with_more(question, **more):
    params = {"model": "gpt-5", "messages": [{"role": "user", "content": question}], **more}
    return client.chat.completions.create(**params)  # request: openai chat.completions gpt-5
