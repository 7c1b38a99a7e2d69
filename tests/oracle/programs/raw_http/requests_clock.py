# first: datetime.now()
from datetime import datetime

import requests

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    body = {
        "model": "gpt-4o",
        "messages": [
            {"role": "system", "content": f"It is {datetime.now()}.\n{RULES}"},  # expect: PFX101
            {"role": "user", "content": question},
        ],
    }
    requests.post(f"{base_url}/v1/chat/completions", json=body, timeout=10)
