# first: word
from openai import OpenAI

RULES = "Explain the word to a child, in three sentences. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    for word in question.split()[:2]:
        client.chat.completions.create(
            model="gpt-4o",
            messages=[{"role": "user", "content": f"The word is {word}.\n{RULES}"}],  # expect: PFX104
        )
