# first: user
from huggingface_hub import InferenceClient

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = InferenceClient(base_url=base_url)
    client.chat_completion(
        [
            {"role": "system", "content": f"{user} is your customer.\n{RULES}"},  # expect: PFX103
            {"role": "user", "content": question},
        ],
        model="meta-llama/Llama-3.3-70B-Instruct",
    )
