"""The clock comes from a helper, a method, an attribute, a default, an async function."""

from datetime import datetime

from anthropic import Anthropic, AsyncAnthropic

GUIDE = """
You are the night porter of a small hotel. Guests write to you in any language; answer in theirs. You know the house,
the breakfast hours, the way to the station and to the old town, and the telephone numbers of two taxi companies. You
never promise a late departure, you never give out the number of another room, and you call the manager if somebody is
ill. Be brief, be kind, and do not invent facts about the house. If a guest asks for something that you cannot do, say
who can, and when that person comes in.
""" * 16


def header() -> str:
    return f"[{datetime.now():%d.%m.%Y %H:%M}] Hotel Adler"  # expect: PFX101 error


def ask_porter(client: Anthropic, question: str) -> str:
    reply = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=300,
        system=header() + GUIDE,
        messages=[{"role": "user", "content": question}],
    )
    return reply.content[0].text


class Porter:
    """Keeps the client, and builds the system text for each call."""

    def __init__(self) -> None:
        self.client = AsyncAnthropic()
        self.guide = GUIDE

    def _clock(self) -> str:
        return datetime.now().strftime("%H:%M:%S")

    async def answer(self, question: str) -> str:
        reply = await self.client.messages.create(
            model="claude-sonnet-4-5",
            max_tokens=300,
            system=[
                {"type": "text", "text": f"It is {self._clock()}."},  # expect: PFX101
                {"type": "text", "text": self.guide},
            ],
            messages=[{"role": "user", "content": question}],
        )
        return reply.content[0].text

    async def answer_well(self, question: str) -> str:
        reply = await self.client.messages.create(
            model="claude-sonnet-4-5",
            max_tokens=300,
            system=[{"type": "text", "text": self.guide, "cache_control": {"type": "ephemeral"}}],
            messages=[{"role": "user", "content": f"{question}\n(It is {self._clock()}.)"}],  # ok: PFX101
        )
        return reply.content[0].text
