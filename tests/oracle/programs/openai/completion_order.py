# first: "\n".join(parts)
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


def summary(topic: str, wait: float) -> str:
    time.sleep(wait)
    return f"Summary of {topic}."


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    slow_first = len(user) > 3
    with ThreadPoolExecutor() as pool:
        futures = [pool.submit(summary, "refunds", 0.2 * slow_first), pool.submit(summary, "shipping", 0.1)]
        parts = [future.result() for future in as_completed(futures)]
    client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": "\n".join(parts) + "\n" + RULES},  # expect: PFX204
            {"role": "user", "content": question},
        ],
    )
