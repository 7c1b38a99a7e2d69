# first: datetime.now().isoformat()
from datetime import datetime

from ollama import Client

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = Client(host=base_url)
    client.chat(
        model="llama3.3",
        messages=[
            {"role": "system", "content": f"[{datetime.now().isoformat()}]\n{RULES}"},  # expect: PFX101
            {"role": "user", "content": question},
        ],
    )
