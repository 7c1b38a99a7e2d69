from openai import OpenAI

client = OpenAI()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80
MARK = {"mode": "explicit"}


def on_plain_text(question):
    return client.chat.completions.create(
        model="gpt-5.6",
        messages=[
            {
                "role": "developer",
                "content": [{"type": "text", "text": RULES, "prompt_cache_breakpoint": {"mode": "explicit"}}],
                # expect: PFX608 error
            },
            {"role": "user", "content": question},
        ],
    )


def on_a_part(question):
    return client.chat.completions.create(
        model="gpt-5.6",
        messages=[
            {
                "role": "developer",
                "content": [{"type": "text", "text": RULES, "prompt_cache_breakpoint": MARK}],
            },  # ok: PFX608
            {"role": "user", "content": question},
        ],
    )


def on_a_tool(question):
    tool = {
        "type": "function",
        "function": {"name": "a"},
        # expect: PFX608 error "a tool"
    }
    return client.chat.completions.create(
        model="gpt-5.6", tools=[tool], messages=[{"role": "user", "content": question}]
    )


def on_an_answer(question, before):
    said = {
        "type": "output_text",
        "text": before,
        # expect: PFX608 error "output_text"
    }
    return client.responses.create(
        model="gpt-5.6",
        input=[
            {"role": "developer", "content": [{"type": "input_text", "text": RULES, "prompt_cache_breakpoint": MARK}]},
            {"role": "assistant", "content": [said]},
            {"role": "user", "content": question},
        ],
    )


def in_instructions(question):
    rules = {
        "type": "input_text",
        "text": RULES,
        # expect: PFX608 error "instructions"
    }
    return client.responses.create(model="gpt-5.6", instructions=[rules], input=question)
