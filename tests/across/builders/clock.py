import time
from datetime import date, datetime
from functools import lru_cache

STARTED = time.time()


def stamp() -> str:
    return f"It is {datetime.now():%H:%M}."  # expect: PFX101


def day() -> str:
    return f"Today is {date.today()}."  # expect: PFX101 note


@lru_cache
def started() -> str:
    return f"Up since {datetime.now()}."  # expect: PFX101 note
