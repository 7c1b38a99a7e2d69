"""The question or document in front of the instructions."""

from openai import OpenAI

client = OpenAI()
STEPS = "List every date, every amount and every party of the contract, one per line, in order. " * 60


def document_first(document: str):
    prompt = f"Contract:\n{document}\n\n{STEPS}"  # expect: PFX104 warning "changes with every request"
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": prompt}])


def question_in_system(question: str):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": "Question: " + question + "\n" + STEPS},  # expect: PFX104
            {"role": "user", "content": "Go on."},
        ],
    )


def user_message_before_instructions(article: str):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "user", "content": article},  # expect: PFX104
            {"role": "user", "content": STEPS},
        ],
    )


def typed_in():
    wish = input("What shall I look for? ")
    # expect: PFX104
    return client.responses.create(model="gpt-4.1", instructions=f"Look for: {wish}\n{STEPS}", input="Begin.")


def document_last(document: str):
    prompt = f"{STEPS}\n\nContract:\n{document}"  # ok: PFX104
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": prompt}])


def closing_words(document: str):
    # A few words behind the document are not worth moving.
    prompt = f"{STEPS}\n\n<contract>{document}</contract>\n\nAnswer:"  # ok: PFX104
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": prompt}])


def unknown_values(alpha, beta):
    # Names that say nothing are not believed to vary.
    prompt = f"{alpha}\n{beta}\n{STEPS}"  # ok: PFX104
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": prompt}])
