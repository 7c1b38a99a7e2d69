# first: question
# expect: nothing
from dataclasses import dataclass, field

from openai import OpenAI


@dataclass(frozen=True)
class Settings:
    persona: str = "a clerk"
    topics: tuple[str, ...] = field(default=("refunds", "returns"))
    rules: str = "Answer politely and cite the handbook. " * 200

    def system(self) -> str:
        return f"You are {self.persona}. You know {', '.join(self.topics)}.\n{self.rules}"


def main(user: str, question: str, base_url: str) -> None:
    settings = Settings()
    client = OpenAI(base_url=base_url)
    client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": settings.system()}, {"role": "user", "content": question}],
    )
