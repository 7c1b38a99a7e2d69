"""Rows of a cursor."""

import json
import sqlite3

from openai import OpenAI

client = OpenAI()
QUERY = "SELECT name FROM branches"
ORDERED = "SELECT name FROM branches ORDER BY name"
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def without(question: str, base: sqlite3.Connection):
    cursor = base.cursor()
    cursor.execute("SELECT name, street FROM branches")
    text = json.dumps(list(cursor.fetchall()))  # expect: PFX206
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def with_an_order(question: str, base: sqlite3.Connection):
    cursor = base.cursor()
    cursor.execute("SELECT name, street FROM branches order by name")
    text = json.dumps(list(cursor.fetchall()))  # ok: PFX206
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def named(question: str, base: sqlite3.Connection):
    cursor = base.cursor()
    cursor.execute(QUERY)
    text = json.dumps(list(cursor.fetchall()))  # expect: PFX206
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def named_with_an_order(question: str, base: sqlite3.Connection):
    cursor = base.cursor()
    cursor.execute(ORDERED)
    text = json.dumps(list(cursor.fetchall()))  # ok: PFX206
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)
