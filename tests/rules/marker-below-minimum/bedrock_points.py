import boto3

bedrock = boto3.client("bedrock-runtime")
PAGE = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 30


def opus(question):
    return bedrock.converse(
        modelId="eu.anthropic.claude-opus-4-6-v1:0",
        system=[{"text": PAGE}, {"cachePoint": {"type": "default"}}],  # expect: PFX604 note "4,096"
        messages=[{"role": "user", "content": [{"text": question}]}],
    )


def profile(question, arn):
    return bedrock.converse(
        modelId=arn,
        system=[{"text": PAGE}, {"cachePoint": {"type": "default"}}],  # ok: PFX604
        messages=[{"role": "user", "content": [{"text": question}]}],
    )
