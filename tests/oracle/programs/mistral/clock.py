# first: date.today().isoformat()
from datetime import date

from mistralai.client import Mistral

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = Mistral(api_key="none", server_url=base_url)
    client.chat.complete(
        model="mistral-large-latest",
        messages=[
            {"role": "system", "content": f"Date: {date.today().isoformat()}\n{RULES}"},  # expect: PFX101 note
            {"role": "user", "content": question},
        ],
    )
