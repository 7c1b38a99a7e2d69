# first: question
# expect: nothing
import asyncio

from litellm import Router

RULES = "Answer politely and cite the handbook. " * 200
WORDS = ["please", "thanks", "sorry", "certainly", "gladly", "welcome"]


async def ask(router: Router, question: str) -> None:
    await router.acompletion(
        model="main",
        messages=[
            {"role": "system", "content": f"Use these words: {', '.join(WORDS)}.\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )


def main(user: str, question: str, base_url: str) -> None:
    parameters = {"model": "openai/gpt-4o", "api_base": base_url, "api_key": "none"}
    asyncio.run(ask(Router(model_list=[{"model_name": "main", "litellm_params": parameters}]), question))
