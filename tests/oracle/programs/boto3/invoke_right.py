# first: question
# expect: nothing
import json

import boto3

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = boto3.client("bedrock-runtime", endpoint_url=base_url)
    body = {
        "anthropic_version": "bedrock-2023-05-31",
        "max_tokens": 100,
        "messages": [{"role": "user", "content": question}],
        "system": RULES,
    }
    client.invoke_model(modelId="anthropic.claude-sonnet-4-5", body=json.dumps(body))
