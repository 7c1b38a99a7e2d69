# first: question
# expect: nothing
import asyncio

from anthropic import AsyncAnthropic

RULES = "Answer politely and cite the handbook. " * 200
MARKED = [{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}]


class Chat:
    def __init__(self, client: AsyncAnthropic) -> None:
        self._client = client
        self._turns: list[dict[str, str]] = []

    async def send(self, question: str) -> None:
        self._turns.append({"role": "user", "content": question})
        async with self._client.messages.stream(
            model="claude-sonnet-4-5", max_tokens=100, system=MARKED, messages=self._turns
        ) as stream:
            reply = await stream.get_final_text()
        self._turns.append({"role": "assistant", "content": reply})


def main(user: str, question: str, base_url: str) -> None:
    asyncio.run(Chat(AsyncAnthropic(base_url=base_url)).send(question))
