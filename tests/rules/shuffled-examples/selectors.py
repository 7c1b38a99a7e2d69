"""Templates of LangChain whose examples are picked for each question, or are fixed."""

from langchain_core.prompts import FewShotPromptTemplate, PromptTemplate

TASK = "Decide whether the review of a book is good or bad and answer with exactly one word. " * 100
SHOT = PromptTemplate.from_template("{review} -> {verdict}")
EXAMPLES = [{"review": "great book", "verdict": "good"}, {"review": "torn cover", "verdict": "bad"}]


def picked(selector):
    return FewShotPromptTemplate(
        example_selector=selector,  # expect: PFX105 warning
        example_prompt=SHOT,
        suffix=TASK + "\nReview: {review}",
        input_variables=["review"],
    )


def fixed():
    return FewShotPromptTemplate(
        examples=EXAMPLES,  # ok: PFX105
        example_prompt=SHOT,
        suffix=TASK + "\nReview: {review}",
        input_variables=["review"],
    )


def picked_behind_the_task(selector):
    return FewShotPromptTemplate(
        example_selector=selector,  # ok: PFX105
        example_prompt=SHOT,
        prefix=TASK,
        suffix="Review: {review}",
        input_variables=["review"],
    )
