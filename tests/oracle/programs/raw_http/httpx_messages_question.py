# first: question
import httpx

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    with httpx.Client(base_url=base_url) as client:
        client.post(
            "/v1/messages",
            json={
                "model": "claude-sonnet-4-5",
                "max_tokens": 100,
                "messages": [{"role": "user", "content": "Hello."}],
                "system": f"The customer asks: {question}\n{RULES}",  # expect: PFX104
            },
        )
