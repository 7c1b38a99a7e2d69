"""Declarations in a list inside a tool."""

from datetime import datetime

from google import genai
from google.genai import types

client = genai.Client()
RULES = "Use a tool whenever a customer asks about an order, and never guess what it would say. " * 60


def ask(question: str, declaration: types.FunctionDeclaration):
    tools = [types.Tool(function_declarations=[declaration])]
    config = types.GenerateContentConfig(system_instruction=RULES, tools=tools)
    return client.models.generate_content(model="gemini-2.5-pro", contents=question, config=config)


def clock(question: str):
    return ask(question, types.FunctionDeclaration(name="find", description=f"Orders, {datetime.now()}"))  # expect: PFX303


def plain(question: str):
    return ask(question, types.FunctionDeclaration(name="find", description="Orders"))  # ok: PFX303
