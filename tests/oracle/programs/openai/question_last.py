# first: question
# expect: nothing
from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    prompt = f"Follow these rules when you answer:\n{RULES}\n\nQuestion: {question}\n\nAnswer:"
    client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": prompt}])
