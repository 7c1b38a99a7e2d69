RULES = "Answer politely, cite the handbook, never promise a date, and keep it short. " * 90


def build_system_prompt(language: str, username: str) -> str:
    return f"Answer in {language} for {username}.\n{RULES}"  # ok: PFX103


def user_prompt(document: str) -> str:
    return f"{document}\n{RULES}"  # expect: PFX104
