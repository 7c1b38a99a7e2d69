# first: word.upper()
from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


class Index:
    def __init__(self, words: list[str]) -> None:
        self.words = words

    def similarity_search(self, query: str, k: int = 3) -> list[str]:
        return [word.upper() for word in query.split() if word not in self.words][:k]  # expect: PFX104


def answer(client: OpenAI, index: Index, question: str) -> None:
    context = "\n".join(index.similarity_search(question))
    client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"Context:\n{context}\n\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )


def main(user: str, question: str, base_url: str) -> None:
    answer(OpenAI(base_url=base_url), Index(["is"]), question)
