# first: text
from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


class Agent:
    def __init__(self, base_url: str) -> None:
        self.client = OpenAI(base_url=base_url)
        self.notes: list[str] = []
        self.history: list[dict[str, str]] = []

    def turn(self, text: str) -> None:
        self.history.append({"role": "user", "content": text})
        notes = "\n".join(self.notes)
        system = f"{RULES}\nWhat you remember:\n{notes}"
        reply = self.client.chat.completions.create(
            model="gpt-4o", messages=[{"role": "system", "content": system}, *self.history]
        )
        self.history.append({"role": "assistant", "content": reply.choices[0].message.content or ""})
        self.notes.append(text)  # expect: PFX503


def main(user: str, question: str, base_url: str) -> None:
    agent = Agent(base_url)
    for text in question.split()[:3]:
        agent.turn(text)
