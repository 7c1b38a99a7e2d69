# first: question
# expect: nothing
import json

import requests

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    body = {
        "model": "gpt-4o",
        "messages": [{"role": "system", "content": RULES}, {"role": "user", "content": question}],
        "user": user,
    }
    session = requests.Session()
    session.post(base_url + "/v1/chat/completions", data=json.dumps(body), timeout=10)
