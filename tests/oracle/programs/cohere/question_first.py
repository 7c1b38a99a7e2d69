# first: question
import cohere

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = cohere.ClientV2(base_url=base_url)
    text = f"{question}\n\nKeep to these rules:\n{RULES}"  # expect: PFX104
    client.chat(model="command-a", messages=[{"role": "user", "content": text}])
