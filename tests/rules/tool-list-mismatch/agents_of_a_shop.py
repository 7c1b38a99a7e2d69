"""Functions as tools, given to agents with one text of instructions."""

from agents import Agent, function_tool

RULES = "Use a tool whenever somebody asks about a plant, and say where in the garden it would grow best. " * 60


@function_tool
def find_plant(name: str) -> str:
    """Finds a plant."""
    return name


@function_tool
def find_place(plant: str) -> str:
    """Finds a place for a plant."""
    return plant


def first():
    return Agent(name="first", instructions=RULES, model="gpt-4.1", tools=[find_plant, find_place])  # ok: PFX305


def second():
    return Agent(name="second", instructions=RULES, model="gpt-4.1", tools=[find_place, find_plant])  # expect: PFX305 "another order"
