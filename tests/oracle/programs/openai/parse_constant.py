# first: question
# expect: nothing
from openai import OpenAI
from pydantic import BaseModel

RULES = "Answer politely and cite the handbook. " * 200


class Reply(BaseModel):
    answer: str


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    with client.chat.completions.stream(
        model="gpt-4o",
        response_format=Reply,
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    ) as stream:
        stream.get_final_completion()
