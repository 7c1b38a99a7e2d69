from datetime import datetime


class Users:
    def __init__(self, rows: dict[str, str]) -> None:
        self.rows = rows

    def full_name(self, user_id: str) -> str:
        first_name = self.rows[user_id]
        return first_name.strip()


def joined(parts: list[str]) -> str:
    return "\n".join(f"- {part}" for part in parts)


def clock() -> str:
    return datetime.now().isoformat()


def remind(messages: list[dict[str, str]], text: str) -> None:
    """Nothing is given back, but the list is longer afterwards."""
    messages.append({"role": "system", "content": text})


def announce(messages: list[dict[str, str]], text: str) -> None:
    """Neither a request nor a change, however often it is called."""
    print({"role": "user", "content": text})
