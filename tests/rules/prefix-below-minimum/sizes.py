from openai import OpenAI

client = OpenAI()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def two_words(question):
    return client.chat.completions.create(  # expect: PFX901 note "1,024"
        model="gpt-5.1",
        messages=[{"role": "system", "content": "Be brief."}, {"role": "user", "content": question}],
    )


def long_enough(question):
    return client.chat.completions.create(
        model="gpt-5.1",
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],  # ok: PFX901
    )


def perhaps_long_enough(question):
    with open("rules.md") as file:
        rules = file.read()
    return client.chat.completions.create(
        model="gpt-5.1",
        messages=[{"role": "system", "content": rules}, {"role": "user", "content": question}],  # ok: PFX901
    )


def the_conversation_grows(history, question):
    return client.chat.completions.create(
        model="gpt-5.1",
        messages=[
            {"role": "system", "content": "Be brief."},
            *history,
            {"role": "user", "content": question},
        ],  # ok: PFX901
    )


def tools_may_be_long(question, tools):
    return client.chat.completions.create(
        model="gpt-5.1",
        tools=tools,
        messages=[{"role": "system", "content": "Be brief."}, {"role": "user", "content": question}],  # ok: PFX901
    )


def nothing_stays_the_same(question):
    return client.chat.completions.create(
        model="gpt-5.1",
        messages=[{"role": "user", "content": question}],  # ok: PFX901
    )
