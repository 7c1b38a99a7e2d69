"""Mappings filled as results arrive, or in the order of a folder."""

import json
import os
from concurrent.futures import ThreadPoolExecutor, as_completed

from openai import OpenAI

client = OpenAI()
LISTED = ["north", "harbour", "market", "station"]
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def load(branch: str) -> str:
    return open(f"hours/{branch}.txt").read()


def as_they_arrive(question: str):
    hours = {}
    with ThreadPoolExecutor() as pool:
        running = {pool.submit(load, branch): branch for branch in LISTED}
        for done in as_completed(running):
            hours[running[done]] = "9-18"
    text = json.dumps(hours, sort_keys=True)  # expect: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def sorted_when_they_have_arrived(question: str):
    hours = {}
    with ThreadPoolExecutor() as pool:
        running = {pool.submit(load, branch): branch for branch in LISTED}
        for done in as_completed(running):
            hours[running[done]] = "9-18"
    text = json.dumps(hours, sort_keys=True)  # ok: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def in_the_order_of_a_folder(question: str):
    hours = {name: "9-18" for name in os.listdir("hours")}
    text = json.dumps(hours, sort_keys=True)  # expect: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def one_after_the_other(question: str):
    hours = {}
    for branch in LISTED:
        hours[branch] = "9-18"
    text = json.dumps(hours)  # ok: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)
