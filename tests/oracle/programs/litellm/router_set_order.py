# first: ", ".join(WORDS)
from litellm import Router

RULES = "Answer politely and cite the handbook. " * 200
WORDS = frozenset(["please", "thanks", "sorry", "certainly", "gladly", "welcome"])


def main(user: str, question: str, base_url: str) -> None:
    parameters = {"model": "openai/gpt-4o", "api_base": base_url, "api_key": "none"}
    router = Router(model_list=[{"model_name": "main", "litellm_params": parameters}])
    words = ", ".join(WORDS)  # expect: PFX201
    router.completion(
        model="main",
        messages=[
            {"role": "system", "content": f"Use these words: {words}.\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )
