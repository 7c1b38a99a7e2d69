# first: question
# expect: nothing
from litellm import completion

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    completion(
        model="openai/gpt-4o",
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
        api_base=base_url,
        user=user,
    )
