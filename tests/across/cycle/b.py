from datetime import datetime

from a import RULES, system_prompt


def tail(depth: int) -> str:
    return f"{datetime.now()} {RULES}" if depth > 3 else system_prompt(depth + 1)  # expect: PFX101
