"""A loop variable in front of text that is the same in every turn."""

from pathlib import Path

from openai import OpenAI

client = OpenAI()
STEPS = "Say whether the review is about the book, the delivery or the shop, and give one reason. " * 60


def each_review(reviews: list[str]) -> list[str]:
    answers = []
    for review in reviews:
        prompt = f"Review: {review}\n\n{STEPS}"  # expect: PFX104
        reply = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": prompt}])
        answers.append(reply.choices[0].message.content)
    return answers


def each_file() -> list[str]:
    answers = []
    for path in sorted(Path("reviews").glob("*.txt")):
        prompt = f"{STEPS}\n\nReview: {path.read_text()}"  # ok: PFX104
        reply = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": prompt}])
        answers.append(reply.choices[0].message.content)
    return answers


def all_in_one_message(documents: list[str], question: str):
    # The documents are repeated with a heading each; nothing constant stands behind them.
    blocks = "\n".join(f"### Document\n{document}\n### End of document" for document in documents)
    prompt = f"{STEPS}\n{blocks}\n{question}"  # ok: PFX104
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": prompt}])


def results_before_steps(search_results: list[str], question: str):
    text = "\n".join(f"- {result}" for result in search_results)  # expect: PFX104
    prompt = f"{text}\n\n{STEPS}\n\n{question}"
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": prompt}])
