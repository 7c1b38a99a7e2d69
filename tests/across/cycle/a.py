from b import tail

RULES = "Answer politely, cite the handbook, never promise a date, and keep it short. " * 90


def system_prompt(depth: int = 0) -> str:
    return tail(depth) + RULES
