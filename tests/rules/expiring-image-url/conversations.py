"""Images of earlier turns, signed again in every turn or kept as they were."""

import boto3
from anthropic import Anthropic

claude = Anthropic()
files = boto3.client("s3")
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def signed_again(turns: list, question: str):
    messages = []
    for turn in turns:
        url = files.generate_presigned_url("get_object", Params={"Bucket": "photos", "Key": turn.key})
        image = {"type": "image", "source": {"type": "url", "url": url}}
        messages.append({"role": "user", "content": [image, {"type": "text", "text": turn.text}]})  # expect: PFX403
    messages.append({"role": "user", "content": question})
    return claude.messages.create(model="claude-sonnet-4-5", max_tokens=900, system=RULES, messages=messages)  # expect: PFX605


def kept(turns: list, question: str):
    messages = []
    for turn in turns:
        image = {"type": "image", "source": {"type": "url", "url": turn.url}}  # ok: PFX403
        messages.append({"role": "user", "content": [image, {"type": "text", "text": turn.text}]})
    messages.append({"role": "user", "content": question})
    return claude.messages.create(model="claude-sonnet-4-5", max_tokens=900, system=RULES, messages=messages)  # expect: PFX605


def only_the_newest(history: list[dict[str, str]], key: str):
    url = files.generate_presigned_url("get_object", Params={"Bucket": "photos", "Key": key})
    image = {"type": "image", "source": {"type": "url", "url": url}}  # ok: PFX403
    messages = [*history, {"role": "user", "content": [image]}]
    return claude.messages.create(model="claude-sonnet-4-5", max_tokens=900, system=RULES, messages=messages)  # expect: PFX605
