# first: user
import boto3

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = boto3.client("bedrock-runtime", endpoint_url=base_url)
    client.converse(
        modelId="anthropic.claude-sonnet-4-5",
        system=[{"text": f"The customer is {user}.\n{RULES}"}, {"cachePoint": {"type": "default"}}],  # expect: PFX103
        messages=[{"role": "user", "content": [{"text": question}]}],
    )
