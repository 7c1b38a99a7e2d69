# first: question
# expect: nothing
import cohere

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = cohere.ClientV2(base_url=base_url)
    client.chat(
        model="command-a",
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )
