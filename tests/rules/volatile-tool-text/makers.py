"""Tools made by functions and classes of libraries: what is said to the model counts, not what else they get."""

from datetime import datetime

from agents import Agent, function_tool
from langchain_core.tools import StructuredTool
from openai import pydantic_function_tool
from pydantic import BaseModel

RULES = "Use a tool whenever a customer asks about an order, and never guess what it would say. " * 60


class Order(BaseModel):
    """An order."""

    number: int


@function_tool
def search(query: str) -> str:
    """Searches all orders."""
    return f"{query} as of {datetime.now()}"


def described():
    tool = StructuredTool.from_function(search, name="search", description=f"Orders as of {datetime.now()}")  # expect: PFX303
    return Agent(name="shop", instructions=RULES, tools=[tool])


def plain():
    tool = StructuredTool.from_function(search, name="search", description="All orders", metadata={"at": datetime.now()})
    return Agent(name="shop", instructions=RULES, tools=[tool])  # ok: PFX303


def of_a_model():
    tool = pydantic_function_tool(Order, name="order", description=f"Orders as of {datetime.now()}")  # expect: PFX303
    return Agent(name="shop", instructions=RULES, tools=[tool])


def decorated():
    return Agent(name="shop", instructions=RULES, tools=[search])  # ok: PFX303
