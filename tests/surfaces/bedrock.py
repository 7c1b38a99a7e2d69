"""Bedrock: converse in its own form, invoke_model with the body that the model's maker defines."""

import json
from datetime import datetime

import boto3

RULES = """You answer questions about orders of our shop. Be short and friendly. Never promise a refund before you have looked at the order.
Quote the paragraph of the terms that you rely on. Answer in the language of the customer. Say so when you do not know something."""

bedrock = boto3.client("bedrock-runtime")


def early(question):
    return bedrock.converse(  # request: bedrock converse anthropic.claude-sonnet-4-5-v1:0
        modelId="anthropic.claude-sonnet-4-5-v1:0",
        messages=[{"role": "user", "content": [{"text": question}]}],
        system=[{"text": f"It is {datetime.now()}. {RULES}"}],  # expect: PFX101
    )


def marked(question):
    return bedrock.converse_stream(  # request: bedrock converse amazon.nova-pro-v1:0
        modelId="amazon.nova-pro-v1:0",
        system=[
            {"text": RULES},
            {"cachePoint": {"type": "default"}},  # expect: PFX604 note
            {"text": f"It is {datetime.now()}."},
        ],  # ok: PFX101
        messages=[{"role": "user", "content": [{"text": question}]}],
    )


def tools(question, search, lookup):
    return bedrock.converse(  # request: bedrock converse amazon.nova-pro-v1:0
        modelId="amazon.nova-pro-v1:0",
        system=[{"text": RULES}],
        toolConfig={"tools": list({search, lookup})},  # expect: PFX301
        messages=[{"role": "user", "content": [{"text": question}]}],
    )


def body_in_place(question):
    return bedrock.invoke_model(  # request: bedrock invoke_model anthropic.claude-sonnet-4-5-v1:0
        modelId="anthropic.claude-sonnet-4-5-v1:0",
        body=json.dumps(
            {
                "anthropic_version": "bedrock-2023-05-31",
                "messages": [{"role": "user", "content": question}],
                "system": f"It is {datetime.now()}. {RULES}",  # expect: PFX101
            }
        ),
    )


def body_before(question):
    native = {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 100}
    native["system"] = f"It is {datetime.now()}. {RULES}"  # expect: PFX101
    native["messages"] = [{"role": "user", "content": question}]
    body = json.dumps(native)
    return bedrock.invoke_model_with_response_stream(  # request: bedrock invoke_model None
        modelId=choose(), body=body
    )


def encoded(question):
    body = json.dumps({"prompt": f"{datetime.now()} {RULES} {question}"}).encode("utf-8")  # expect: PFX101
    return bedrock.invoke_model(  # request: bedrock invoke_model anthropic.claude-v2
        modelId="anthropic.claude-v2", body=body
    )


def choose():
    return input()
