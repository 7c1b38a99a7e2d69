"""Where there is provably too little to cache, the finding is a note with the figure."""

from datetime import datetime

from openai import OpenAI

client = OpenAI()


def tiny(question: str):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"It is {datetime.now()}. Answer in one short sentence."},  # expect: PFX101 note "minimum 1,024"
            {"role": "user", "content": question},
        ],
    )


def only_a_full_stop(question: str):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"It is {datetime.now()}."},  # ok: PFX101
            {"role": "user", "content": question},
        ],
    )


def in_front_of_the_history(history: list[dict[str, str]]):
    # The text is tiny, but the conversation behind it is not.
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": f"It is {datetime.now()}."}, *history],  # expect: PFX101
    )
