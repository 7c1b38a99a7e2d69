from openai import OpenAI
from prompts import build_system_prompt, user_prompt

client = OpenAI()


def serve(question: str):
    system = build_system_prompt("English", "everybody")
    return client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "system", "content": system}, {"role": "user", "content": question}]
    )


def read(paper: str, text: str):
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": user_prompt(text)}])
