"""A constant with a placeholder near its top, filled where it is used."""

from openai import OpenAI

client = OpenAI()

ANSWER_PROMPT = """Question: {question}

Answer the question above from the catalogue of a bookshop. Give the title, the author, the publisher and the year of
each book that fits, at most five, the newest first. Write nothing about prices, because they change every day. If no
book fits, say so in one sentence and propose one neighbouring subject. Do not invent books. Do not praise books. Use
the language of the question, and use the title in the language in which the book was written. If the question asks
for several subjects, treat them one behind the other, with a heading for each. If the question is no question about
books, answer with the single word "other".
""" + "Books for children carry the age for which they are meant, and school books the class and the country. " * 40

GOOD_PROMPT = "Answer from the catalogue, at most five books, the newest first, and never quote prices. " * 60 + "\n{question}"


def ask(question: str):
    prompt = ANSWER_PROMPT.format(question=question)  # expect: PFX104
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": prompt}])


def replaced(question: str):
    prompt = ANSWER_PROMPT.replace("{question}", question)  # expect: PFX104
    return client.responses.create(model="gpt-4.1", input=prompt)


def ask_well(question: str):
    prompt = GOOD_PROMPT.format(question=question)  # ok: PFX104
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": prompt}])


def stable_placeholder(language: str, output_format: str, question: str):
    # Names that are configuration, not data of a request.
    prompt = f"Answer in {language} as {output_format}.\n{GOOD_PROMPT}\n{question}"  # ok: PFX104
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": prompt}])
