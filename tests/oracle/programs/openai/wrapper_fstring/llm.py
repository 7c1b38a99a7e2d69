"""The one place that talks to the model."""

from openai import OpenAI


def ask(base_url: str, prompt: str) -> str:
    """The answer to a prompt."""
    client = OpenAI(base_url=base_url)
    reply = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": prompt}])
    return reply.choices[0].message.content or ""
