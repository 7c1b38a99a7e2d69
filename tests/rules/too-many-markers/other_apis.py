import litellm
from openai import OpenAI

client = OpenAI()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def latest_four_are_written(a, b):
    parts = [
        {"type": "text", "text": RULES, "prompt_cache_breakpoint": {"mode": "explicit"}},
        {"type": "text", "text": "Two.", "prompt_cache_breakpoint": {"mode": "explicit"}},
        {"type": "text", "text": "Three.", "prompt_cache_breakpoint": {"mode": "explicit"}},
        {"type": "text", "text": "Four.", "prompt_cache_breakpoint": {"mode": "explicit"}},
        {
            "type": "text",
            "text": "Five.",
            "prompt_cache_breakpoint": {"mode": "explicit"},  # expect: PFX602 warning "not written"
        },
    ]
    return client.chat.completions.create(
        model="gpt-5.6",
        messages=[{"role": "developer", "content": parts}, {"role": "user", "content": f"{a} {b}"}],
    )


def injected(question):
    return litellm.completion(
        model="anthropic/claude-sonnet-4-5",
        cache_control_injection_points=[  # ok: PFX602
            {"location": "message", "role": "system"},
            {"location": "message", "index": -1},  # expect: PFX601 note
        ],
        messages=[{"role": "system", "content": "Be brief."}, {"role": "user", "content": question}],
    )


def injected_beside_others(question):
    mark = {"type": "ephemeral"}
    return litellm.completion(
        model="anthropic/claude-sonnet-4-5",
        cache_control_injection_points=[
            {"location": "message", "role": "system"},
            {"location": "tool_config"},
            {"location": "message", "index": -1},  # expect: PFX602 error
        ],
        messages=[
            {"role": "system", "content": [{"type": "text", "text": "Be brief.", "cache_control": mark}]},
            {"role": "user", "content": [{"type": "text", "text": "Hello.", "cache_control": mark}]},
            {"role": "assistant", "content": "Hello."},
            {"role": "user", "content": question},
        ],
    )


def nobody_knows_who_answers(ask, mark):
    return ask(
        messages=[
            {"role": "system", "content": [{"type": "text", "text": str(n), "cache_control": mark} for n in range(9)]},
            {"role": "user", "content": "Hello."},
        ]  # ok: PFX602
    )
