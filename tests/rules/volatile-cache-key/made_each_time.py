import time
import uuid
from datetime import date

from openai import OpenAI

client = OpenAI()


def random_key(question):
    return client.responses.create(
        model="gpt-5.1",
        prompt_cache_key=str(uuid.uuid4()),  # expect: PFX611 warning "random"
        input=question,
    )


def time_in_the_key(question):
    key = f"shop-{time.time()}"  # expect: PFX611 warning "clock"
    return client.responses.create(model="gpt-5.1", prompt_cache_key=key, input=question)


def request_in_the_key(question, request_id):
    return client.responses.create(
        model="gpt-5.1",
        prompt_cache_key=f"shop-{request_id}",  # expect: PFX611 "one request"
        input=question,
    )


def constant_key(question):
    return client.responses.create(model="gpt-5.1", prompt_cache_key="shop", input=question)  # ok: PFX611


def key_of_a_user(question, user_id):
    return client.responses.create(model="gpt-5.1", prompt_cache_key=f"shop-{user_id}", input=question)  # ok: PFX611


def key_of_a_bucket(question, user_id):
    return client.responses.create(
        model="gpt-5.1", prompt_cache_key=f"shop-{hash(user_id) % 8}", input=question
    )  # ok: PFX611


def key_of_a_day(question):
    return client.responses.create(
        model="gpt-5.1", prompt_cache_key=f"shop-{date.today()}", input=question
    )  # ok: PFX611


def key_of_a_caller(question, key):
    return client.responses.create(model="gpt-5.1", prompt_cache_key=key, input=question)  # ok: PFX611


def key_from_settings(question, settings):
    return client.responses.create(
        model="gpt-5.1", prompt_cache_key=settings.get("shop_prompt"), input=question
    )  # ok: PFX611


def key_of_a_run(question, run_id):
    return client.responses.create(model="gpt-5.1", prompt_cache_key=run_id, input=question)  # ok: PFX611


def another_argument(question):
    return client.responses.create(model="gpt-5.1", metadata={"id": str(uuid.uuid4())}, input=question)  # ok: PFX611
