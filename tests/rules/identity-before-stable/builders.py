"""Builders and templates with the user's name, no request in sight."""

from typing import Literal

GUIDE = """
You are a patient teacher of mathematics for children of ten to fourteen years. Explain with everyday things, use short
sentences, and let the child take the next step. Praise the way of thinking, not the result. If the child is wrong, ask
a question that lets it find the mistake. Never give the complete solution of a homework problem.
""" * 8

SYSTEM_PROMPT = "The child is called {student_name}.\n" + GUIDE


def get_system_prompt(student_name: str) -> str:
    return f"The child is called {student_name}.\n{GUIDE}"  # expect: PFX103


def filled(student_name: str) -> list[dict[str, str]]:
    return [{"role": "system", "content": SYSTEM_PROMPT.format(student_name=student_name)}]  # expect: PFX103


def with_level(level: Literal["beginner", "advanced"]) -> list[dict[str, str]]:
    # A closed choice is two cache entries.
    return [{"role": "system", "content": f"Level: {level}\n{GUIDE}"}]  # ok: PFX103


def guide_first(student_name: str) -> list[dict[str, str]]:
    return [{"role": "system", "content": f"{GUIDE}\nThe child is called {student_name}."}]  # ok: PFX103
