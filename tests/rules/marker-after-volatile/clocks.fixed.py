from datetime import date, datetime

from anthropic import Anthropic

client = Anthropic()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def clock_in_the_block(question):
    text = f"{RULES} It is {datetime.now():%H:%M}."
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=[
            {
                "type": "text",
                "text": text,
                "cache_control": {"type": "ephemeral"},  # expect: PFX601 warning "datetime.now()"
            }
        ],
        messages=[{"role": "user", "content": question}],
    )


def clock_behind_the_block(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=[
            {"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}},  # ok: PFX601
            {"type": "text", "text": f"It is {datetime.now():%H:%M}."},
        ],
        messages=[{"role": "user", "content": question}],
    )


def a_day_is_not_a_request(question):
    text = f"{RULES} Today is {date.today():%Y-%m-%d}."
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=[{"type": "text", "text": text, "cache_control": {"type": "ephemeral"}}],  # ok: PFX601
        messages=[{"role": "user", "content": question}],
    )


def the_order_is_to_blame(question):
    text = RULES  # expect: PFX101
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=[{"type": "text", "text": text, "cache_control": {"type": "ephemeral"}}],  # ok: PFX601
        messages=[{"role": "user", "content": f"{question}\n\nIt is {datetime.now()}."}],
    )


def once_for_the_process(question, now=datetime.now()):
    text = f"{RULES} It is {now}."
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=[{"type": "text", "text": text, "cache_control": {"type": "ephemeral"}}],  # ok: PFX601
        messages=[{"role": "user", "content": question}],
    )
