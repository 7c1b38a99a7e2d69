"""A schema given to a model object."""

from anthropic import Anthropic
from pydantic import BaseModel, create_model

client = Anthropic()
GUIDE = "Say of which kind a letter is: read the subject first, then the first lines, then the rest. " * 60


class Answer(BaseModel):
    kind: str


def made_at_import() -> type[BaseModel]:
    return create_model("Made", kind=(str, ...))


MADE = made_at_import()


def parse(letter: str, model: type[BaseModel]):
    return client.messages.parse(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=300,
        output_format=model,
        system=GUIDE,
        messages=[{"role": "user", "content": letter}],
    )


def plain(letter: str):
    return parse(letter, Answer)  # ok: PFX304


def at_import(letter: str):
    return parse(letter, MADE)  # ok: PFX304


def for_the_user(letter: str, user_name: str):
    model = create_model("Answer", **{f"{user_name}_kind": (str, ...)})  # expect: PFX304 "user to user"
    return parse(letter, model)
