import litellm
from openai import OpenAI

router = OpenAI(base_url="https://openrouter.ai/api/v1")
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def litellm_moves_it(question):
    return litellm.completion(
        model="anthropic/claude-sonnet-4-5",
        messages=[
            {"role": "system", "content": RULES, "cache_control": {"type": "ephemeral"}},  # ok: PFX608
            {"role": "user", "content": question},
        ],
    )


def openrouter_takes_it(question):
    rules = {"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}  # ok: PFX608
    return router.chat.completions.create(
        model="anthropic/claude-sonnet-4.5",
        messages=[{"role": "system", "content": [rules]}, {"role": "user", "content": question}],
    )


def who_knows(send, question):
    return send(
        messages=[
            {"role": "system", "content": RULES, "cache_control": {"type": "ephemeral"}},  # ok: PFX608
            {"role": "user", "content": question},
        ]
    )
