from datetime import datetime

from openai import OpenAI

from pkg import HOUSE, missing


def ask(question: str):
    system = f"{missing} {datetime.now()} {HOUSE}"  # expect: PFX101
    return OpenAI().chat.completions.create(
        model="gpt-4o", messages=[{"role": "system", "content": system}, {"role": "user", "content": question}]
    )
