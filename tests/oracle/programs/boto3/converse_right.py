# first: question
# expect: nothing
import boto3

RULES = "Answer politely and cite the handbook. " * 200


class Bedrock:
    def __init__(self, base_url: str) -> None:
        self.client = boto3.client("bedrock-runtime", endpoint_url=base_url)

    def ask(self, question: str) -> str:
        reply = self.client.converse(
            modelId="anthropic.claude-sonnet-4-5",
            messages=[{"role": "user", "content": [{"text": question}]}],
            system=[{"text": RULES}, {"cachePoint": {"type": "default"}}],
        )
        return reply["output"]["message"]["content"][0]["text"]


def main(user: str, question: str, base_url: str) -> None:
    Bedrock(base_url).ask(question)
