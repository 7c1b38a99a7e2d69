from datetime import datetime

import boto3

bedrock = boto3.client("bedrock-runtime")
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80
POINT = {"cachePoint": {"type": "default"}}


def behind_the_clock(question):
    return bedrock.converse(
        modelId="us.anthropic.claude-sonnet-4-5-20250929-v1:0",
        system=[
            {"text": RULES},
            {"text": f"It is {datetime.now()}."},
            {"cachePoint": {"type": "default"}},  # expect: PFX601
        ],
        messages=[{"role": "user", "content": [{"text": question}]}],
    )


def in_front_of_the_clock(question):
    return bedrock.converse(
        modelId="us.anthropic.claude-sonnet-4-5-20250929-v1:0",
        system=[{"text": RULES}, POINT, {"text": f"It is {datetime.now()}."}],  # ok: PFX601
        messages=[{"role": "user", "content": [{"text": question}]}],
    )
