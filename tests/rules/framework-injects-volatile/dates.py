"""A date that is put behind all that stays the same: it changes once a day, and nothing is lost with it."""

from crewai import Agent

RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80

with_the_date = Agent(
    role="librarian",
    goal="help callers",
    backstory=RULES,
    inject_date=True,  # ok: PFX801
)
without = Agent(
    role="librarian",
    goal="help callers",
    backstory=RULES,
    inject_date=False,  # ok: PFX801
)
