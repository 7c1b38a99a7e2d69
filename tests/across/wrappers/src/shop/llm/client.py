from openai import AsyncOpenAI, OpenAI

RULES = "Answer politely, cite the handbook, never promise a date, and keep it short. " * 90


def ask(text: str, system: str = RULES) -> str:
    reply = OpenAI().chat.completions.create(
        model="gpt-4o", messages=[{"role": "system", "content": system}, {"role": "user", "content": text}]
    )
    return reply.choices[0].message.content or ""


class Model:
    def __init__(self, system: str) -> None:
        self.client = AsyncOpenAI()
        self.system = system

    async def complete(self, messages: list[dict[str, str]]) -> str:
        return await self._send([{"role": "system", "content": self.system}, *messages])

    async def _send(self, messages: list[dict[str, str]]) -> str:
        reply = await self.client.chat.completions.create(model="gpt-4o", messages=messages)
        return reply.choices[0].message.content or ""
