# first: datetime.now()
from datetime import datetime

import litellm

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    litellm.completion(
        "openai/gpt-4o",
        [
            {"role": "system", "content": f"It is {datetime.now()}.\n{RULES}"},  # expect: PFX101
            {"role": "user", "content": question},
        ],
        api_base=base_url,
    )
