"""Prompts in YAML, JSON and TOML: the culprit stands in the line of the data file that holds the text."""

import json
import tomllib
from datetime import datetime
from pathlib import Path

import yaml
from openai import OpenAI

client = OpenAI()
FOLDER = Path(__file__).resolve().parent / "prompts"

with open(FOLDER / "agents.yaml", encoding="utf-8") as stream:
    PROMPTS = yaml.safe_load(stream)


def ask(system: str, question: str):
    return client.responses.create(model="gpt-4.1", instructions=system, input=question)


def from_yaml(question: str):
    return ask(PROMPTS["system"].format(now=datetime.now()), question)


def not_filled(question: str):
    return ask(PROMPTS["quiet"], question)  # ok: PFX101


def nested(question: str):
    return ask(PROMPTS["nested"]["parts"][0]["text"].format(now=datetime.now()), question)


def from_json(question: str):
    prompts = json.loads((FOLDER / "agents.json").read_text())
    return ask(prompts["system"].format(now=datetime.now()), question)


def from_toml(question: str):
    with open(FOLDER / "agents.toml", "rb") as stream:
        prompts = tomllib.load(stream)
    return ask(prompts["agent"]["system"].format(now=datetime.now()), question)


def changed(question: str):
    prompts = json.loads((FOLDER / "agents.json").read_text())
    prompts["system"] = "You answer questions about orders, returns and invoices of an online bookshop."
    return ask(prompts["system"], question)  # ok: PFX101
