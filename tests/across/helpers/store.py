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
