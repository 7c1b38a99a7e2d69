import anthropic
import clock
from text import TAIL, head, house_rules

client = anthropic.Anthropic()


def ask(question: str, which: int):
    system = head(clock.stamp())
    client.messages.create(
        model="claude-sonnet-4-5", max_tokens=9, system=system, messages=[{"role": "user", "content": question}]
    )
    system = head(clock.day()) + TAIL
    client.messages.create(
        model="claude-sonnet-4-5", max_tokens=9, system=system, messages=[{"role": "user", "content": question}]
    )
    system = clock.started() + house_rules()
    return client.messages.create(
        model="claude-sonnet-4-5", max_tokens=9, system=system, messages=[{"role": "user", "content": question}]
    )
