"""Results of threads in order of completion."""

import concurrent.futures
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from openai import OpenAI

client = OpenAI()
MANUALS = [Path("manuals/orders.md"), Path("manuals/returns.md")]
RULES = "Answer from the manuals above, quote the passage, and say so when they do not know. " * 60


def appended(question: str):
    texts = []
    with ThreadPoolExecutor() as pool:
        jobs = [pool.submit(path.read_text) for path in MANUALS]
        for job in jobs:  # expect: PFX204 "order of completion"
            texts.append(job.result())
    return client.responses.create(model="gpt-4.1", instructions="\n".join(texts) + RULES, input=question)


def waited(question: str):
    with ThreadPoolExecutor() as pool:
        jobs = [pool.submit(path.read_text) for path in MANUALS]
        done, _ = concurrent.futures.wait(jobs)
        text = "\n".join(job.result() for job in done)  # expect: PFX204
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def in_order(question: str):
    with ThreadPoolExecutor() as pool:
        text = "\n".join(pool.map(Path.read_text, MANUALS))  # ok: PFX204
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def of_submission(question: str):
    with ThreadPoolExecutor() as pool:
        jobs = [pool.submit(path.read_text) for path in MANUALS]
        text = "\n".join(job.result() for job in jobs)  # ok: PFX204
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def many_requests(questions: list[str]) -> list[str]:
    # The answers come as they are ready; each request is the same as ever.
    with ThreadPoolExecutor() as pool:
        jobs = [
            pool.submit(client.responses.create, model="gpt-4.1", instructions=RULES, input=question)
            for question in questions
        ]
        return [job.result().output_text for job in as_completed(jobs)]  # ok: PFX204
