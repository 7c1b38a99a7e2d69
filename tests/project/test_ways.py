"""A culprit in several prompts: its one finding names them all, and the way to each, whichever file they are sent from."""

import json

import commands

PROMPTS = """\
from datetime import datetime

RULES = "Answer politely, briefly, and only about what is asked. " * 120


def stamped() -> str:
    now = datetime.now().isoformat()
    return f"Time of day: {now}. Everything below this line was written by the shop, and holds whatever the time may be."


def system_prompt() -> str:
    return f"{stamped()}\\n{RULES}"


def night_prompt() -> str:
    head = stamped()
    return f"Be quiet. {head}\\n{RULES}"
"""
DESK = """\
from openai import OpenAI

from prompts import system_prompt


def ask(question):
    return OpenAI().responses.create(model="gpt-5.2", instructions=system_prompt(), input=question)
"""
NIGHT = """\
from openai import OpenAI

from prompts import night_prompt


def ask_at_night(question):
    return OpenAI().responses.create(model="gpt-5.2", instructions=night_prompt(), input=question)
"""


def test_every_way_is_named(tmp_path):
    for name, text in (("prompts", PROMPTS), ("desk", DESK), ("night", NIGHT)):
        (tmp_path / f"{name}.py").write_text(text)
    done = commands.run_text(["prefixlint", "check", "--output-format", "json", "--exit-zero", "."], tmp_path)
    findings = [one for one in json.loads(done.stdout)["findings"] if one["code"] == "PFX101"]
    assert [(one["path"], one["line"]) for one in findings] == [("prompts.py", 8)]
    ways = {(one["path"], one["line"]) for one in findings[0]["related"] if "comes through" in one["message"]}
    assert ways >= {("prompts.py", 12), ("prompts.py", 16), ("desk.py", 7), ("night.py", 7)}
