"""Images by an address that is signed anew, in front of text and behind it."""

import boto3
from openai import OpenAI

client = OpenAI()
files = boto3.client("s3")
PLAN = "https://files.example.org/ground-floor.png"
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def signed_in_front():
    url = files.generate_presigned_url("get_object", Params={"Bucket": "plans", "Key": "ground-floor.png"})
    content = [
        {"type": "image_url", "image_url": {"url": url, "detail": "high"}},  # expect: PFX403
        {"type": "text", "text": RULES},
    ]
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": content}])


def signed_behind():
    url = files.generate_presigned_url("get_object", Params={"Bucket": "plans", "Key": "ground-floor.png"})
    content = [
        {"type": "text", "text": RULES},
        {"type": "image_url", "image_url": {"url": url, "detail": "high"}},  # ok: PFX403
    ]
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": content}])


def not_signed():
    content = [
        {"type": "image_url", "image_url": {"url": PLAN, "detail": "high"}},  # ok: PFX403
        {"type": "text", "text": RULES},
    ]
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": content}])


def signed_once_at_import():
    content = [
        {"type": "image_url", "image_url": {"url": ONCE, "detail": "high"}},  # expect: PFX403 note
        {"type": "text", "text": RULES},
    ]
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": content}])


ONCE = files.generate_presigned_url("get_object", Params={"Bucket": "plans", "Key": "ground-floor.png"})
