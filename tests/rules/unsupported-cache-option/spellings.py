from openai import OpenAI

client = OpenAI()
other = OpenAI(base_url="https://api.deepseek.com")


def dated(question):
    return client.responses.create(
        model="gpt-5.1-2025-11-13",
        prompt_cache_options={"ttl": "30m"},  # expect: PFX612
        input=question,
    )


def fine_tuned(question):
    return client.responses.create(
        model="ft:gpt-4o:shop::abc",
        prompt_cache_retention="24h",  # expect: PFX612
        input=question,
    )


def somebody_else(question):
    return other.responses.create(model="gpt-5.1", prompt_cache_options={"ttl": "30m"}, input=question)  # ok: PFX612


def a_model_of_tomorrow(question):
    return client.responses.create(model="gpt-7", prompt_cache_options={"ttl": "30m"}, input=question)  # ok: PFX612
