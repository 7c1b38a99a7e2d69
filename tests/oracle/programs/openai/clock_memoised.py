# first: started()
# expect: nothing
from datetime import datetime
from functools import cache

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


@cache
def started() -> str:
    return datetime.now().isoformat(timespec="minutes")


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"Running since {started()}.\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )
