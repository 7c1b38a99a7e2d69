# first: question
# expect: nothing
import httpx

RULES = "Answer politely and cite the handbook. " * 700


def main(user: str, question: str, base_url: str) -> None:
    httpx.post(
        f"{base_url}/v1beta/models/gemini-2.5-flash:generateContent",
        json={
            "contents": [{"role": "user", "parts": [{"text": question}]}],
            "systemInstruction": {"parts": [{"text": RULES}]},
        },
    )
