# todo-first: question
# expect: nothing
import time
from concurrent.futures import ThreadPoolExecutor

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200
TOPICS = ["refunds", "shipping"]


def summary(topic: str) -> str:
    time.sleep(0.01 * len(topic))
    return f"Summary of {topic}."


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    with ThreadPoolExecutor() as pool:
        parts = list(pool.map(summary, TOPICS))
    client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": "\n".join(parts) + "\n" + RULES},
            {"role": "user", "content": question},
        ],
    )
