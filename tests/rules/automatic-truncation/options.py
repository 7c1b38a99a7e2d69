from openai import OpenAI

client = OpenAI()
OPTIONS = {"model": "gpt-5.1", "truncation": "auto"}  # expect: PFX504


def spread(history):
    return client.responses.create(**OPTIONS, input=history)


def spread_without(history):
    options = {"model": "gpt-5.1", "truncation": "auto"}
    del options["truncation"]
    return client.responses.create(**options, input=history)  # ok: PFX504


def taken_back(history):
    options = {"model": "gpt-5.1", "truncation": "auto"}
    options["truncation"] = "disabled"  # ok: PFX504
    return client.responses.create(**options, input=history)
