import boto3

bedrock = boto3.client("bedrock-runtime")
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def inside_the_text(question):
    return bedrock.converse(
        modelId="us.anthropic.claude-opus-4-8-v1:0",
        system=[{"text": RULES}, {"cachePoint": {"type": "default"}}],  # expect: PFX608 error "element of its own"
        messages=[{"role": "user", "content": [{"text": question}]}],
    )


def behind_the_text(question):
    return bedrock.converse(
        modelId="us.anthropic.claude-opus-4-8-v1:0",
        system=[{"text": RULES}, {"cachePoint": {"type": "default"}}],  # ok: PFX608
        messages=[{"role": "user", "content": [{"text": question}]}],
    )


def the_other_word(question):
    return bedrock.converse(
        modelId="us.anthropic.claude-opus-4-8-v1:0",
        system=[{"text": RULES}],  # expect: PFX608 error "means nothing"
        messages=[{"role": "user", "content": [{"text": question}]}],
    )


def behind_the_tools(question):
    return bedrock.converse(
        modelId="us.anthropic.claude-opus-4-8-v1:0",
        toolConfig={"tools": [{"toolSpec": {"name": "a"}}, {"cachePoint": {"type": "default"}}]},  # ok: PFX608
        messages=[{"role": "user", "content": [{"text": question}]}],
    )
