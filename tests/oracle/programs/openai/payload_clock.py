# first: now.isoformat()
from datetime import datetime, timezone

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


def payload(question: str) -> dict:
    now = datetime.now(timezone.utc)
    return {
        "model": "gpt-4o",
        "messages": [
            {"role": "system", "content": f"{now.isoformat()} {RULES}"},  # expect: PFX101
            {"role": "user", "content": question},
        ],
    }


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    body = payload(question)
    body["temperature"] = 0
    client.chat.completions.create(**body)
