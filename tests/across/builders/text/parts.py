__all__ = ["TAIL"]
TAIL = "Sign as the shop."


def rules() -> str:
    return "Answer politely, cite the handbook, never promise a date, and keep it short. " * 90


def head(first: str) -> str:
    return first + "\n" + rules()
