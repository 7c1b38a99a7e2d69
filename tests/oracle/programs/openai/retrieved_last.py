# first: word.upper()
# expect: nothing
from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


def retrieve(query: str) -> list[str]:
    return [word.upper() for word in query.split()]


def answer(client: OpenAI, question: str) -> None:
    chunks = retrieve(question)
    client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": RULES},
            {"role": "user", "content": "\n".join(chunks) + "\n\n" + question},
        ],
    )


def main(user: str, question: str, base_url: str) -> None:
    answer(OpenAI(base_url=base_url), question)
