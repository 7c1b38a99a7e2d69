from openai import OpenAI

client = OpenAI()


def chat():
    turns = []
    while True:
        turns.append({"role": "user", "content": input()})
        reply = client.responses.create(
            model="gpt-5.1",
            truncation="auto",  # expect: PFX504
            input=turns,
        )
        turns.append({"role": "assistant", "content": reply.output_text})


def compacted():
    turns = []
    while True:
        turns.append({"role": "user", "content": input()})
        reply = client.responses.create(
            model="gpt-5.1",
            context_management=[{"type": "compaction"}],  # ok: PFX504
            input=turns,
        )
        turns.append({"role": "assistant", "content": reply.output_text})
