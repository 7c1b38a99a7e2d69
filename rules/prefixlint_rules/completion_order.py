"""Results in the order in which they happened to be ready, in front of text that could have been cached."""

from __future__ import annotations

from dataclasses import dataclass

from prefixlint.flow.volatility import Cause
from prefixlint.requests.inversions import Inversion
from prefixlint.requests.model import BlockKind, Request
from prefixlint.rule import About, Example, OrderRule
from prefixlint_rules._shared import stands_before


@dataclass(frozen=True)
class CompletionOrder(OrderRule):
    """PFX204."""

    about = About("PFX204", "completion-order", "results in order of completion reach the prompt", "0.1")
    why = """`as_completed`, `wait` and `imap_unordered` give results in the order in which they are ready, which
differs on every call. The same results in another order are another prompt."""
    advice = "Keep the order of submission: `asyncio.gather`, `executor.map`, or sort the results by their input."
    repair = "submission-order"
    causes = frozenset({Cause.COMPLETION_ORDER})
    examples = (
        Example(
            "Manuals loaded in parallel and joined as they arrive",
            bad="""\
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from openai import OpenAI

client = OpenAI()
MANUALS = [Path("manuals/orders.md"), Path("manuals/returns.md")]
RULES = "Answer from the manuals above, quote the passage, and say so when they do not know. " * 60


def answer(question: str) -> str | None:
    with ThreadPoolExecutor() as pool:
        jobs = [pool.submit(manual.read_text) for manual in MANUALS]
        manuals = "\\n".join(job.result() for job in as_completed(jobs))
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"{manuals}\\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )
    return reply.choices[0].message.content
""",
            good="""\
from pathlib import Path

from openai import OpenAI

client = OpenAI()
MANUALS = [Path("manuals/orders.md"), Path("manuals/returns.md")]
RULES = "Answer from the manuals above, quote the passage, and say so when they do not know. " * 60


def answer(question: str) -> str | None:
    manuals = "\\n".join(manual.read_text() for manual in MANUALS)
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"{manuals}\\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )
    return reply.choices[0].message.content
""",
        ),
    )

    def wants(self, request: Request, inversion: Inversion) -> bool:
        return inversion.block.kind is not BlockKind.TOOLS

    def says(self, inversion: Inversion) -> str:
        return (
            f"`{inversion.culprit.source}` gives results in order of completion, which differs on every call, "
            f"and {stands_before(inversion)}"
        )
