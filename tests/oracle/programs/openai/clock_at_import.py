# first: STARTED
# expect: nothing
from datetime import datetime

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200
STARTED = datetime.now().strftime("%H:%M")
SYSTEM = f"Running since {STARTED}.\n{RULES}"


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": SYSTEM}, {"role": "user", "content": question}],
    )
