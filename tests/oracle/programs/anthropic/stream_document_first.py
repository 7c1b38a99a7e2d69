# first: question
from anthropic import Anthropic

RULES = "Answer politely and cite the handbook. " * 200


class Chat:
    def __init__(self, client: Anthropic) -> None:
        self._client = client

    def send(self, question: str) -> str:
        content = "<question>" + question + "</question>\n" + RULES  # expect: PFX104
        with self._client.messages.stream(
            model="claude-sonnet-4-5", max_tokens=100, messages=[{"role": "user", "content": content}]
        ) as stream:
            return stream.get_final_text()


def main(user: str, question: str, base_url: str) -> None:
    Chat(Anthropic(base_url=base_url)).send(question)
