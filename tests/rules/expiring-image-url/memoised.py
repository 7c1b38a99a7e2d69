"""An address that is kept."""

from functools import cache

import boto3
from openai import OpenAI

client = OpenAI()
files = boto3.client("s3")
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


@cache
def kept(key: str) -> str:
    return files.generate_presigned_url("get_object", Params={"Bucket": "plans", "Key": key})


def each_time(key: str) -> str:
    return files.generate_presigned_url("get_object", Params={"Bucket": "plans", "Key": key})


def with_one_that_is_kept(question: str):
    content = [
        {"type": "input_image", "image_url": kept("plan.png"), "detail": "high"},  # expect: PFX403 note
        {"type": "input_text", "text": RULES},
    ]
    return client.responses.create(model="gpt-4.1", input=[{"role": "user", "content": content}])


def with_one_that_is_not(question: str):
    content = [
        {"type": "input_image", "image_url": each_time("plan.png"), "detail": "high"},  # expect: PFX403 error
        {"type": "input_text", "text": RULES},
    ]
    return client.responses.create(model="gpt-4.1", input=[{"role": "user", "content": content}])


def only_the_rules(question: str):
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=question)  # ok: PFX403
