# first: nothing
# unknown: HANDBOOK
# unknown: RELEASED
# unknown: date.fromisoformat("2026-03-01")
# unknown: timedelta(days=30)
# expect: nothing
import random
import uuid
from datetime import date, datetime, timedelta

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200
RELEASED = datetime(2026, 3, 1, 12, 30)
VALID = date.fromisoformat("2026-03-01") + timedelta(days=30)
HANDBOOK = uuid.UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    random.shuffle([1, 2, 3])
    head = f"Handbook {HANDBOOK} of {RELEASED:%Y-%m-%d}, valid until {VALID}."
    client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": f"{head}\n{RULES}"}, {"role": "user", "content": "Hello"}],
        seed=random.randrange(1000),
    )
