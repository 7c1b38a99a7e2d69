"""A client of our own around the SDK."""

from openai import OpenAI


class Model:
    """A chat model."""

    def __init__(self, base_url: str) -> None:
        self._client = OpenAI(base_url=base_url)

    def complete(self, system: str, text: str) -> str:
        """The answer to one text."""
        messages = [{"role": "system", "content": system}, {"role": "user", "content": text}]
        reply = self._client.chat.completions.create(model="gpt-4o", messages=messages)
        return reply.choices[0].message.content or ""
