import boto3

bedrock = boto3.client("bedrock-runtime")
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def points(question):
    return bedrock.converse(
        modelId="us.anthropic.claude-opus-4-8-v1:0",
        system=[{"text": RULES}, {"cachePoint": {"type": "default"}}],
        messages=[
            {
                "role": "user",
                "content": [
                    {"text": RULES},
                    {"cachePoint": {"type": "default", "ttl": "1h"}},  # expect: PFX603 error
                    {"text": question},
                ],
            }
        ],
    )


def falling(question):
    return bedrock.converse(
        modelId="us.anthropic.claude-opus-4-8-v1:0",
        system=[{"text": RULES}, {"cachePoint": {"type": "default", "ttl": "1h"}}],
        messages=[
            {
                "role": "user",
                "content": [{"text": RULES}, {"cachePoint": {"type": "default"}}, {"text": question}],
            }  # ok: PFX603
        ],
    )
