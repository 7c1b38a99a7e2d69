# todo-first: user
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from openai import OpenAI

TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"))
RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    system = TEMPLATES.get_template("system.j2").render(user=user, rules=RULES)
    client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": system}, {"role": "user", "content": question}],
    )
